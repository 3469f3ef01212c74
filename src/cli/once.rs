//! `marsad once`: every enabled feed now, then the summary.

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
    let feeds = match poll(&mut workshop, &config) {
        Ok(feeds) => feeds,
        Err(code) => return code,
    };
    let counts = std::sync::Arc::clone(&workshop.counts);
    if let Err(error) = workshop.pipeline.finish() {
        return super::failed(&error);
    }
    let counts = counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    let failed = summarise(&feeds);
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

/// Names the feeds that failed, and counts them.
fn summarise(feeds: &[Known]) -> usize {
    let failed: Vec<&Known> = feeds.iter().filter(|known| known.history.failures > 0).collect();
    tell(format_args!("feeds    {}: {} read, {} failed", feeds.len(), feeds.len() - failed.len(), failed.len()));
    for known in &failed {
        let why = known.history.error.as_deref().unwrap_or("no reason");
        tell(format_args!("         {}: {why}", known.feed.settings.id));
    }
    failed.len()
}
