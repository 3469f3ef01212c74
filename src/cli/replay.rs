//! `marsad replay`: a file of items through dedup, extraction and output.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

use super::{ConfigPlace, DONE, FAILED, tell};
use crate::{
    config::Config,
    daemon::{
        Workshop,
        replay::{ReplayClock, arrival, article},
    },
    given::{self, Given},
    model::Article,
};

/// Lines read before they are composed together: enough for every core.
const LINES_AT_ONCE: usize = 256;

/// What to replay.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) place: ConfigPlace,
    /// JSON lines, in the order in which they are to be seen; `-` for standard input
    #[arg(required = true, value_name = "ITEMS.jsonl")]
    files: Vec<PathBuf>,
    /// Begin a new segment behind an output that the state knows nothing of
    #[arg(long)]
    fresh: bool,
}

/// Replays the files. A line that is no item is named and left out.
pub(super) fn run(place: &ConfigPlace, arguments: &Arguments) -> u8 {
    let (config, workshop) = match super::open_stages(place, arguments.fresh) {
        Ok(opened) => opened,
        Err(code) => return code,
    };
    let mut replay =
        Replay { config: &config, workshop: &workshop, clock: ReplayClock::default(), refused: 0, bar: progress() };
    let mut fine = true;
    for file in &arguments.files {
        if let Err(error) = replay.file(file) {
            tell(format_args!("{}: {error}", file.display()));
            fine = false;
            break;
        }
    }
    fine &= replay.refused == 0;
    replay.bar.finish_and_clear();
    let counts = std::sync::Arc::clone(&workshop.counts);
    if let Err(error) = workshop.pipeline.finish() {
        return super::failed(&error);
    }
    tell(counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    if fine { DONE } else { FAILED }
}

/// Progress on a terminal, none when piped.
fn progress() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} items, {per_sec}, {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

struct Replay<'r> {
    config: &'r Config,
    workshop: &'r Workshop,
    clock: ReplayClock,
    refused: u64,
    bar: ProgressBar,
}

impl Replay<'_> {
    fn file(&mut self, path: &Path) -> io::Result<()> {
        let mut input: Box<dyn BufRead> = if path.as_os_str() == "-" {
            Box::new(io::stdin().lock())
        } else {
            Box::new(BufReader::with_capacity(1 << 18, File::open(path)?))
        };
        let mut number = 0;
        loop {
            let mut lines = Vec::with_capacity(LINES_AT_ONCE);
            while lines.len() < LINES_AT_ONCE {
                let mut line = Vec::new();
                if input.read_until(b'\n', &mut line)? == 0 {
                    break;
                }
                number += 1;
                lines.push((number, line));
            }
            if lines.is_empty() {
                return Ok(());
            }
            let given = self.items(path, &lines);
            self.bring(given)?;
        }
    }

    fn items(&mut self, path: &Path, lines: &[(u64, Vec<u8>)]) -> Vec<Given> {
        let mut items = Vec::with_capacity(lines.len());
        for (number, line) in lines.iter().filter(|(_, line)| !line.trim_ascii().is_empty()) {
            match given::parse(&String::from_utf8_lossy(line)) {
                Ok(given) => items.push(given),
                Err(error) => {
                    self.refused += 1;
                    tell(format_args!("{}:{number}: {error}", path.display()));
                }
            }
        }
        items
    }

    /// Composes articles on every core and brings them to the desk in order.
    fn bring(&mut self, items: Vec<Given>) -> io::Result<()> {
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let timed: Vec<_> = items.into_iter().map(|given| (self.clock.tick(&given), given)).collect();
        let share = timed.len().div_ceil(cores).max(1);
        let mut timed = timed.into_iter();
        let shares: Vec<Vec<_>> = (0..cores).map(|_| timed.by_ref().take(share).collect()).collect();
        let config = self.config;
        let articles: Vec<(Article, _)> = thread::scope(|scope| {
            let compose = move |share: Vec<(_, Given)>| {
                share.into_iter().map(|(now, given)| (article(given, config, now), now)).collect::<Vec<_>>()
            };
            let workers: Vec<_> = shares.into_iter().map(|share| scope.spawn(move || compose(share))).collect();
            workers
                .into_iter()
                .map(|worker| worker.join().map_err(|_| io::Error::other("an item could not be composed")))
                .collect::<io::Result<Vec<_>>>()
        })?
        .into_iter()
        .flatten()
        .collect();
        for (article, now) in articles {
            if !self.workshop.pipeline.bring(arrival(article, now)) {
                return Err(io::Error::other("the output has failed"));
            }
            self.bar.inc(1);
        }
        Ok(())
    }
}
