//! `marsad replay`: a file of items through dedup, extraction and output.

mod input;

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use chrono::{DateTime, Utc};
use indicatif::{ProgressBar, ProgressStyle};
use input::{Input, Line};

use super::{ConfigPlace, DONE, FAILED, tell};
use crate::{
    config::Config,
    daemon::{
        Workshop,
        replay::{Position, ReplayClock, arrival, article},
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
    /// JSON lines, in the order in which they are to be seen; `-` for standard input. A file that
    /// was replayed in part, or has grown, is gone on with
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
    let mut replay = Replay {
        config: &config,
        workshop: &workshop,
        clock: ReplayClock::default(),
        reached: BTreeMap::new(),
        refused: 0,
        bar: progress(),
    };
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
    /// The positions of this run, which the store may not have yet.
    reached: BTreeMap<u64, Position>,
    refused: u64,
    bar: ProgressBar,
}

/// An item at its time, with how far its input is read.
struct Timed {
    given: Given,
    now: DateTime<Utc>,
    read: Option<(u64, Position)>,
}

impl Replay<'_> {
    fn file(&mut self, path: &Path) -> io::Result<()> {
        let mut input = Input::open(path, |key| self.position(key))?;
        if let Some(position) = input.gone_on_from() {
            self.clock.go_on_from(position);
            tell(format_args!("{}: going on behind line {}", path.display(), input.line()));
        }
        let mut read = None;
        loop {
            let lines = input.next(LINES_AT_ONCE)?;
            if lines.is_empty() {
                break;
            }
            read = lines.iter().rev().find_map(|line| line.end).or(read);
            let items = self.items(path, lines);
            self.bring(items)?;
        }
        match (read, self.clock.now()) {
            // What stands behind the last item is not to be read again, either.
            (Some(read), Some(now)) => self.send(None, now, Some(read)),
            (None, _) | (_, None) => Ok(()),
        }
    }

    /// How far an input was replayed, in this run or before it.
    fn position(&self, key: u64) -> io::Result<Option<Position>> {
        if let Some(position) = self.reached.get(&key) {
            return Ok(Some(*position));
        }
        Position::find(key, &self.workshop.store).map_err(io::Error::other)
    }

    fn items(&mut self, path: &Path, lines: Vec<Line>) -> Vec<Timed> {
        let mut items = Vec::with_capacity(lines.len());
        for Line { number, bytes, end } in lines.into_iter().filter(|line| !line.bytes.trim_ascii().is_empty()) {
            match given::parse(&String::from_utf8_lossy(&bytes)) {
                Ok(given) => items.push(Timed { now: self.clock.tick(&given), given, read: end }),
                Err(error) => {
                    self.refused += 1;
                    tell(format_args!("{}:{number}: {error}", path.display()));
                }
            }
        }
        items
    }

    /// Composes articles on every core and brings them to the desk in order.
    fn bring(&mut self, items: Vec<Timed>) -> io::Result<()> {
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let share = items.len().div_ceil(cores).max(1);
        let mut items = items.into_iter();
        let shares: Vec<Vec<Timed>> = (0..cores).map(|_| items.by_ref().take(share).collect()).collect();
        let config = self.config;
        let composed = thread::scope(|scope| {
            let compose = move |share: Vec<Timed>| {
                let compose = |Timed { given, now, read }| (article(given, config, now), now, read);
                share.into_iter().map(compose).collect::<Vec<_>>()
            };
            let workers: Vec<_> = shares.into_iter().map(|share| scope.spawn(move || compose(share))).collect();
            workers
                .into_iter()
                .map(|worker| worker.join().map_err(|_| io::Error::other("an item could not be composed")))
                .collect::<io::Result<Vec<_>>>()
        })?;
        for (article, now, read) in composed.into_iter().flatten() {
            self.send(Some(article), now, read)?;
            self.bar.inc(1);
        }
        Ok(())
    }

    fn send(&mut self, article: Option<Article>, now: DateTime<Utc>, read: Option<(u64, Position)>) -> io::Result<()> {
        let read = read.map(|(key, position)| (key, Position { clock: Some(now), ..position }));
        self.reached.extend(read);
        if self.workshop.pipeline.bring(arrival(article, now, read)) {
            Ok(())
        } else {
            Err(io::Error::other("the output has failed"))
        }
    }
}
