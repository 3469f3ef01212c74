//! `marsad run`: the daemon.

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::mpsc,
};
use tracing::error;

use super::{ConfigPlace, DONE, REFUSED, log, refuse, tell};
use crate::{
    daemon::supervisor::{Ended, Supervisor, Wish},
    output::Start,
};

/// The drain deadline was hit.
const CUT: u8 = 75;

/// Wishes that wait: people send one at a time.
const WISHES_AT_ONCE: usize = 8;

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
    let runtime = match super::runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            tell(format_args!("no threads: {error}"));
            return REFUSED;
        }
    };
    let place = place.clone();
    let ended = runtime.block_on(async {
        let (wish, wishes) = mpsc::channel(WISHES_AT_ONCE);
        let mut listeners = tokio::task::JoinSet::new();
        for (kind, means) in [
            (SignalKind::terminate(), Wish::Stop),
            (SignalKind::interrupt(), Wish::Stop),
            (SignalKind::hangup(), Wish::Reload),
        ] {
            // Listened to from here on: who is told to stop while it opens the store drains, too.
            if let Ok(signals) = signal(kind) {
                listeners.spawn(listen(signals, means, wish.clone()));
            }
        }
        Supervisor::work(config, Box::new(move || place.load()), start, wishes).await
    });
    // Nothing may hold the process back now: what matters is committed.
    runtime.shutdown_background();
    match ended {
        Ok(Ended::Drained) => DONE,
        Ok(Ended::Failed(error)) => super::failed(&error),
        Ok(Ended::Cut) => {
            error!("cut before everything was drained; what was committed is written at the next start");
            CUT
        }
        Err(error) => super::refuse_to_open(&error),
    }
}

/// Turns a signal into a wish, each time it comes.
async fn listen(mut signals: Signal, means: Wish, wish: mpsc::Sender<Wish>) {
    while signals.recv().await.is_some() {
        if wish.send(means).await.is_err() {
            return;
        }
    }
}
