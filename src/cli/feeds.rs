//! `marsad feeds`: how the feeds are; and lists of feeds in and out.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{ConfigPlace, DONE, FAILED, refuse, tell};
use crate::{
    clock,
    config::{Config, opml},
    daemon::{
        control::{self, Request},
        store_options,
    },
    ops::health,
    poll::parse,
    state::Store,
};

/// What to do with feeds.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) place: ConfigPlace,
    /// One JSON object a line instead of a table
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Print the feeds of an OPML list as TOML, to be put beside your configuration
    Import {
        /// The list
        #[arg(value_name = "FILE.opml")]
        file: PathBuf,
    },
    /// Print the configured feeds as an OPML list, without secrets
    Export,
}

/// Runs one of the three.
pub(super) fn run(place: &ConfigPlace, arguments: &Arguments) -> u8 {
    if let Some(Action::Import { file }) = &arguments.action {
        return import(file);
    }
    let config = match place.load() {
        Ok(loaded) => loaded.config,
        Err(problems) => return refuse(&problems),
    };
    if let Some(Action::Export) = &arguments.action {
        return print(&opml::write(&config.feeds));
    }
    match rows(&config) {
        Ok(rows) if arguments.json => print(&rows.iter().map(|row| format!("{row}\n")).collect::<String>()),
        Ok(rows) => print(&table(&rows)),
        Err(message) => {
            tell(message);
            FAILED
        }
    }
}

fn import(file: &Path) -> u8 {
    let text = match fs::read(file) {
        Ok(bytes) => parse::text(&bytes),
        Err(error) => {
            tell(format_args!("{}: cannot be read: {error}", file.display()));
            return FAILED;
        }
    };
    let list = opml::read(&text);
    let code = print(&opml::to_toml(&list));
    for line in &list.unusable {
        tell(format_args!("{}: {line}", file.display()));
    }
    let unusable = match list.unusable.len() {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    };
    tell(format_args!("{}, {unusable} not used", super::counted(list.feeds.len(), "feed")));
    if code == DONE && list.feeds.is_empty() { FAILED } else { code }
}

/// From the running daemon, which has the store; else from the store.
fn rows(config: &Config) -> Result<Vec<Value>, String> {
    let dir = &config.state.dir;
    match control::ask(dir, Request::Feeds) {
        Ok(Some(reply)) if reply.ok => return Ok(reply.feeds),
        Ok(Some(reply)) => return Err(reply.lines.join("\n")),
        Ok(None) => {}
        Err(error) => return Err(format!("{}: {error}", control::path(dir).display())),
    }
    let store = Store::open(dir, store_options(config)).map_err(|error| error.to_string())?;
    let snapshot = store.snapshot().map_err(|error| error.to_string())?;
    health::feeds(config, &snapshot, clock::now()).map_err(|error| error.to_string())
}

/// A table for people: one line a feed, and why behind it.
fn table(rows: &[Value]) -> String {
    let cell = |row: &Value, key: &str| match &row[key] {
        Value::String(text) => text.clone(),
        Value::Null => "-".to_owned(),
        other => other.to_string(),
    };
    let minute = |row: &Value, key: &str| cell(row, key).chars().take(16).collect::<String>().replace('T', " ");
    let head = ["FEED", "STATE", "STATUS", "LAST SUCCESS", "NEW", "SEEN", "REVISED", "NEXT AND WHY"].map(str::to_owned);
    let mut lines = vec![head];
    for row in rows {
        let why = match &row["error"] {
            // A failure that counts has its reason in the line already.
            Value::String(error) if !cell(row, "why").contains(error) => format!("{}; {error}", cell(row, "why")),
            _ => cell(row, "why"),
        };
        let kept = match (row["state"].as_str(), row["failed_body"].as_str()) {
            (Some("failing" | "suspect"), Some(path)) => format!("; its body is kept in {path}"),
            _ => String::new(),
        };
        lines.push([
            cell(row, "id"),
            cell(row, "state"),
            cell(row, "status"),
            minute(row, "last_success"),
            cell(row, "items_new"),
            cell(row, "items_seen"),
            cell(row, "items_revised"),
            if why.is_empty() { "at once: never polled".to_owned() } else { why + &kept },
        ]);
    }
    let width = |column: usize| lines.iter().filter_map(|line| line.get(column)).map(|text| text.chars().count()).max();
    let widths: Vec<usize> = (0..8).map(|column| width(column).unwrap_or(0)).collect();
    let mut out = String::new();
    for line in &lines {
        let cells = line.iter().zip(&widths).map(|(text, width)| format!("{text:<width$}"));
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out
}

fn print(text: &str) -> u8 {
    match io::stdout().write_all(text.as_bytes()) {
        Ok(()) => DONE,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Err(_) => FAILED,
    }
}
