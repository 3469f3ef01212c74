//! `marsad once`: every enabled feed now, then the summary.

use std::collections::BTreeMap;

use tokio::sync::watch;

use super::{ConfigPlace, DONE, FAILED, REFUSED, signals, tell};
use crate::{config::Config, daemon::Workshop, poll::poller::Known};

/// What to do.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) place: ConfigPlace,
    /// Exit 1 if a feed failed
    #[arg(long)]
    strict: bool,
    /// Begin a new segment behind an output that the state knows nothing of
    #[arg(long)]
    fresh: bool,
}

/// Polls every enabled feed once.
pub(super) fn run(place: &ConfigPlace, arguments: &Arguments) -> u8 {
    let (config, mut workshop) = match super::open_stages(place, arguments.fresh) {
        Ok(opened) => opened,
        Err(code) => return code,
    };
    let before = match workshop.known(&config) {
        Ok(before) => before,
        Err(error) => return super::refuse_to_open(&error),
    };
    let feeds = match poll(&mut workshop, &config) {
        Ok(feeds) => feeds,
        Err(code) => return code,
    };
    let counts = std::sync::Arc::clone(&workshop.counts);
    if let Err(error) = workshop.pipeline.finish() {
        return super::failed(&error);
    }
    let counts = counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    let failed = tell_feeds(&feeds, &before);
    tell(counts);
    if arguments.strict && failed > 0 { FAILED } else { DONE }
}

fn poll(workshop: &mut Workshop, config: &Config) -> Result<Vec<Known>, u8> {
    let runtime = super::runtime().map_err(|error| {
        tell(format_args!("no threads: {error}"));
        REFUSED
    })?;
    let (stop, stopped) = watch::channel(false);
    let poller = {
        let _inside = runtime.enter();
        workshop.poller(config, stopped).map_err(|error| super::refuse_to_open(&error))?
    };
    let ended = workshop.ended.clone();
    Ok(runtime.block_on(async move {
        let polling = poller.once();
        tokio::pin!(polling);
        tokio::select! {
            feeds = &mut polling => return feeds,
            () = signals::wait(ended) => {}
        }
        stop.send_replace(true);
        polling.await
    }))
}

/// What became of the feeds.
#[derive(Default)]
struct Summary<'f> {
    read: usize,
    unchanged: usize,
    left_out: usize,
    failed: Vec<&'f Known>,
}

/// Sorts the feeds as they are after the run, `before` as they were: by their number of polls.
fn summary<'f>(feeds: &'f [Known], before: &[Known]) -> Summary<'f> {
    let polls: BTreeMap<&str, u64> =
        before.iter().map(|known| (&*known.feed.settings.id, known.history.polls)).collect();
    let mut summary = Summary::default();
    for known in feeds {
        let history = &known.history;
        match history {
            _ if history.is_failing() => summary.failed.push(known),
            _ if polls.get(&*known.feed.settings.id) == Some(&history.polls) => summary.left_out += 1,
            _ if history.unchanged_in_a_row > 0 => summary.unchanged += 1,
            _ => summary.read += 1,
        }
    }
    summary
}

/// Tells how many were read, and names those that failed; the answer is how many did.
fn tell_feeds(feeds: &[Known], before: &[Known]) -> usize {
    let Summary { read, unchanged, left_out, failed } = summary(feeds, before);
    let some = |count: usize, what: &str| if count > 0 { format!(", {count} {what}") } else { String::new() };
    tell(format_args!(
        "feeds    {}: {read} read{}, {} failed{}",
        feeds.len(),
        some(unchanged, "unchanged"),
        failed.len(),
        some(left_out, "left out"),
    ));
    for known in &failed {
        let why = known.history.error.as_deref().unwrap_or("no reason");
        tell(format_args!("         {}: {why}", known.feed.settings.id));
    }
    failed.len()
}
