//! `marsad run`: the daemon.

use std::time::Duration;

use tokio::sync::watch;
use tracing::{error, info};

use super::{ConfigPlace, DONE, REFUSED, log, refuse, signals, tell};
use crate::{
    config::Config,
    daemon::{PipelineError, Workshop},
    output::Start,
};

/// The drain deadline was hit.
const CUT: u8 = 75;

/// What the stages behind the poller may take to write what they hold, beyond `poll.drain`.
const WRITING: Duration = Duration::from_secs(10);

/// What to do.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) place: ConfigPlace,
    /// Begin a new segment behind an output that the state knows nothing of
    #[arg(long)]
    fresh: bool,
}

/// Runs until told to stop.
pub(super) fn run(place: &ConfigPlace, arguments: &Arguments) -> u8 {
    let config = match place.load() {
        Ok(loaded) => loaded.config,
        Err(problems) => return refuse(&problems),
    };
    log::start(&config.log);
    let start = if arguments.fresh { Start::Fresh } else { Start::Continue };
    let workshop = match Workshop::open(&config, start, |_, _| {}) {
        Ok(workshop) => workshop,
        Err(error) => return super::refuse_to_open(&error),
    };
    match super::runtime() {
        Ok(runtime) => runtime.block_on(work(workshop, config)),
        Err(error) => {
            tell(format_args!("no threads: {error}"));
            REFUSED
        }
    }
}

async fn work(mut workshop: Workshop, config: Config) -> u8 {
    let (stop, stopped) = watch::channel(false);
    let poller = match workshop.poller(&config, stopped) {
        Ok(poller) => poller,
        Err(error) => return super::refuse_to_open(&error),
    };
    let enabled = config.feeds.iter().filter(|feed| feed.enabled).count();
    info!(feeds = enabled, version = env!("CARGO_PKG_VERSION"), "started");
    let ended = workshop.ended.clone();
    let mut polling = tokio::task::JoinSet::new();
    polling.spawn(poller.run());
    tokio::select! {
        () = signals::wait(ended.clone()) => {}
        _ = polling.join_next() => {}
    }
    info!("stopping: what is under way is finished");
    stop.send_replace(true);
    let counts = std::sync::Arc::clone(&workshop.counts);
    let drained = async move {
        while polling.join_next().await.is_some() {}
        let finish = tokio::task::spawn_blocking(move || workshop.pipeline.finish());
        finish.await.unwrap_or(Err(PipelineError::Panicked("drain")))
    };
    let deadline = config.poll.drain + WRITING;
    tokio::select! {
        ended = tokio::time::timeout(deadline, drained) => match ended {
            Ok(Ok(ledger)) => {
                let counts = counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
                info!(next_seq = ledger.next_seq, items = counts.items, written = counts.outcomes.written, "stopped");
                DONE
            }
            Ok(Err(error)) => super::failed(&error),
            Err(_) => {
                error!("the drain deadline was hit; what was committed is written at the next start");
                CUT
            }
        },
        // Whoever asks twice means it. What was committed is written at the next start.
        () = signals::asked() => CUT,
    }
}
