//! The command line: arguments in, exit code out. stdout is data, stderr is for people.

mod check;
mod condition;
mod eval;
mod explain;
mod export;
mod feed;
mod feeds;
mod help;
mod init;
mod input;
mod log;
mod manual;
mod once;
mod rebuild;
mod reload;
mod replay;
mod run;
mod schema;
mod signals;
mod stream;
mod tail;

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Args, Parser, Subcommand};

use crate::{
    config::{self, Config, Loaded},
    daemon::{Coder, OpenError, PipelineError, Workshop},
    output::Start,
    poll::parse::guard,
    problem::Problems,
};

/// Done.
const DONE: u8 = 0;
/// Failed while running.
const FAILED: u8 = 1;
/// Refused before starting.
const REFUSED: u8 = 2;

/// Watches news feeds and codes what happened in Libya.
///
/// Marsad polls RSS, Atom and JSON feeds in Arabic, English and French, drops what it has already
/// seen, codes events with the words that they rest on, and appends one JSON line per article.
///
/// First steps: `marsad init`, then `marsad check`, `marsad once` and `tail -F out/marsad.ndjson | jq`.
#[derive(Parser)]
#[command(name = "marsad", version = env!("MARSAD_VERSION"), max_term_width = 100, after_help = help::MARSAD)]
struct Arguments {
    #[command(flatten)]
    place: ConfigPlace,
    #[command(subcommand)]
    command: Command,
}

/// Which configuration. It may stand before or behind the command.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct ConfigPlace {
    /// The configuration [default: ./marsad.toml, then /etc/marsad/marsad.toml]
    #[arg(short, long, value_name = "PATH")]
    config: Option<PathBuf>,
    /// Overrides a key, such as `-o poll.every=5m`; may be given several times
    #[arg(short = 'o', value_name = "KEY=VALUE")]
    overrides: Vec<String>,
}

impl ConfigPlace {
    /// What stands behind the command goes before what stands in front of it.
    fn over(&self, front: &Self) -> Self {
        Self {
            config: self.config.clone().or_else(|| front.config.clone()),
            overrides: front.overrides.iter().chain(&self.overrides).cloned().collect(),
        }
    }

    /// The configuration, or all that is wrong with it.
    fn load(&self) -> Result<Loaded, Problems> {
        config::load(self.config.as_deref(), &self.overrides)
    }

    /// The configuration if one is named, else the defaults: for commands that need none.
    fn load_or_defaults(&self) -> Result<Config, Problems> {
        match &self.config {
            Some(_) => self.load().map(|loaded| loaded.config),
            None => config::load::defaults(&self.overrides),
        }
    }
}

#[derive(Subcommand)]
enum Command {
    /// Run the daemon: poll each feed when it is due, until SIGTERM
    #[command(after_help = help::RUN)]
    Run(run::Arguments),
    /// Poll every enabled feed now, write what is new, and end
    #[command(after_help = help::ONCE)]
    Once(once::Arguments),
    /// Show how each feed is and why it is asked when; import and export OPML
    #[command(after_help = help::FEEDS)]
    Feeds(feeds::Arguments),
    /// Let the running daemon read its configuration again, and print what changed
    #[command(after_help = help::RELOAD)]
    Reload(ConfigPlace),
    /// Check the configuration and the lexicons; all problems at once
    #[command(after_help = help::CHECK)]
    Check(ConfigPlace),
    /// Write a commented starter configuration into a directory
    #[command(after_help = help::INIT)]
    Init(init::Arguments),
    /// Code items without any state: JSON lines (or plain text) in, one record each out
    #[command(after_help = help::EXTRACT)]
    Extract(stream::Arguments),
    /// Run a file of items through dedup, extraction and output, as if polled at their time
    #[command(after_help = help::REPLAY)]
    Replay(replay::Arguments),
    /// Show why: an article with its evidence marked, each event in a sentence, each rule named
    #[command(after_help = help::EXPLAIN)]
    Explain(explain::Arguments),
    /// Score the coder against gold lines: counts, precision, recall, F1, and what it missed
    #[command(after_help = help::EVAL)]
    Eval(eval::Arguments),
    /// Follow the output across rotations: whole lines, each once, in order
    #[command(after_help = help::TAIL)]
    Tail(tail::Arguments),
    /// Write the events of the output files as a table (CSV) or a map layer (GeoJSON)
    #[command(after_help = help::EXPORT)]
    Export(export::Arguments),
    /// Make a new state from the output files, so that nothing comes twice
    #[command(after_help = help::REBUILD)]
    Rebuild(ConfigPlace),
    /// Fetch and read feeds now, and explain all of it
    #[command(after_help = help::FEED)]
    Feed(feed::Arguments),
    /// Print the JSON Schema of the record
    #[command(after_help = help::SCHEMA)]
    Schema(schema::Arguments),
    /// Print the manual page, or write one for each command
    #[command(after_help = help::MANUAL)]
    Manual(manual::ManualArguments),
    /// Print the completions of a shell
    #[command(after_help = help::COMPLETIONS)]
    Completions(manual::CompletionsArguments),
}

/// Runs the program.
pub fn run() -> ExitCode {
    keep_caught_panics_quiet();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(told) => {
            // `--help` and `--version` are data and exit 0; a wrong argument is refused.
            let code = if told.use_stderr() { REFUSED } else { DONE };
            return match told.print() {
                Ok(()) => ExitCode::from(code),
                Err(_) => ExitCode::from(FAILED),
            };
        }
    };
    let front = &arguments.place;
    ExitCode::from(match arguments.command {
        Command::Run(arguments) => run::run(&arguments.place.over(front), &arguments),
        Command::Once(arguments) => once::run(&arguments.place.over(front), &arguments),
        Command::Replay(arguments) => replay::run(&arguments.place.over(front), &arguments),
        Command::Feeds(arguments) => feeds::run(&arguments.place.over(front), &arguments),
        Command::Reload(place) => reload::run(&place.over(front)),
        Command::Check(place) => check::run(&place.over(front)),
        Command::Init(arguments) => init::run(&arguments),
        Command::Extract(arguments) => stream::run(&arguments.place.over(front), &arguments),
        Command::Explain(arguments) => explain::run(&arguments.place.over(front), &arguments),
        Command::Eval(arguments) => eval::run(&arguments.place.over(front), &arguments),
        Command::Tail(arguments) => tail::run(&arguments.place.over(front), &arguments),
        Command::Export(arguments) => export::run(&arguments.place.over(front), &arguments),
        Command::Rebuild(place) => rebuild::run(&place.over(front)),
        Command::Feed(arguments) => feed::run(&arguments.place.over(front), &arguments),
        Command::Manual(arguments) => manual::manual(&arguments),
        Command::Completions(arguments) => manual::completions(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
    })
}

/// A panic of the parser is caught, counted and logged with its feed: its message would only quote
/// what somebody sent.
fn keep_caught_panics_quiet() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !guard::is_guarded() {
            usual(panic);
        }
    }));
}

/// Tells a person something on standard error. If nobody can hear it, there is nothing to be done.
fn tell(message: impl std::fmt::Display) {
    use std::io::Write;
    writeln!(std::io::stderr(), "{message}").ok();
}

/// Whether what is written there may be coloured: a person looks at it and did not say no
/// (<https://no-color.org>).
fn colours(stream: &impl std::io::IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// `1 feed`, `2 feeds`.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Tells an error with its causes, such as the answer of the system.
fn tell_why(error: &dyn std::error::Error) {
    tell(error);
    let mut cause = error.source();
    while let Some(error) = cause {
        tell(format_args!("  cause: {error}"));
        cause = error.source();
    }
}

/// Tells all problems and refuses.
fn refuse(problems: &Problems) -> u8 {
    tell(problems);
    tell(counted(problems.0.len(), "problem"));
    REFUSED
}

/// A coder whose lexicon is compiled: its problems are told before anything is coded.
fn coder(config: &Config) -> Result<Coder, Problems> {
    let sources = config::lexicon_sources(config.extract.lexicon.as_deref())?;
    let coder = Coder::new(sources, &config.extract.languages);
    coder.compile()?;
    Ok(coder)
}

/// Loads the configuration, starts the log and opens the stages, for a command that ends by
/// itself. The error is the exit code; why is told.
fn open_stages(place: &ConfigPlace, fresh: bool) -> Result<(Config, Workshop), u8> {
    let config = place.load().map_err(|problems| refuse(&problems))?.config;
    log::start(&config.log);
    let start = if fresh { Start::Fresh } else { Start::Continue };
    let workshop = Workshop::open(&config, start, Arc::default(), |_, _| {}).map_err(|error| refuse_to_open(&error))?;
    Ok((config, workshop))
}

/// Tells why nothing was started.
fn refuse_to_open(error: &OpenError) -> u8 {
    tell_why(error);
    if let Some(hint) = error.hint() {
        tell(format_args!("  hint: {hint}"));
    }
    error.exit_code()
}

/// Tells why a run ended early.
fn failed(error: &PipelineError) -> u8 {
    tell_why(error);
    if let Some(hint) = error.hint() {
        tell(format_args!("  hint: {hint}"));
    }
    error.exit_code()
}

/// The threads of the poller: it waits more than it works.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
}
