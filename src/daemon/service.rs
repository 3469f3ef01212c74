//! What a service manager hears: ready, stopping, and that there is progress.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sd_notify::NotifyState;
use tracing::warn;

use crate::state::Room;

/// Numbers that grow as long as the poller and the sink are alive.
#[derive(Clone, Debug, Default)]
pub(super) struct Beats {
    /// The poller's.
    pub(super) poller: Arc<AtomicU64>,
    /// The sink's.
    pub(super) sink: Arc<AtomicU64>,
}

/// Says that the daemon is ready. Nothing happens where nobody listens.
pub(super) fn ready() {
    tell(&[NotifyState::Ready]);
}

/// Says that the daemon stops.
pub(super) fn stopping() {
    tell(&[NotifyState::Stopping]);
}

fn tell(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        warn!(%error, "the service manager cannot be told");
    }
}

/// Feeds the watchdog of the service manager, if it has one, as long as both poller and sink make
/// progress. A timer alone would feed it while both hang. A sink that waits for room on the disk
/// is well: a restart would not make any.
pub(super) async fn feed_watchdog(beats: Beats, room: Arc<Room>) {
    let Some(limit) = sd_notify::watchdog_enabled() else { return };
    let mut seen = (0, 0);
    loop {
        tokio::time::sleep(pause(limit)).await;
        let now = (beats.poller.load(Ordering::Relaxed), beats.sink.load(Ordering::Relaxed) + room.attempts());
        if now.0 > seen.0 && now.1 > seen.1 {
            tell(&[NotifyState::Watchdog]);
            seen = now;
        }
    }
}

/// Twice within the limit, but no more often than poller and sink beat.
fn pause(limit: Duration) -> Duration {
    (limit / 2).max(Duration::from_secs(3))
}
