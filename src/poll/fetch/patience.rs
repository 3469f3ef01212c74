//! The time that a request may take. Waiting for a place of our own is not the outlet's fault.

use std::{
    future::Future,
    pin::pin,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep_until};

/// While we wait for ourselves, the clock of the request is looked at this often.
const LOOK: Duration = Duration::from_millis(250);

/// How long was waited for a place so far, and since when one is waited for now.
#[derive(Debug, Default)]
struct Waits {
    before: Duration,
    since: Option<Instant>,
}

/// The clock of one request.
#[derive(Debug)]
pub(super) struct Patience {
    start: Instant,
    limit: Duration,
    waits: Mutex<Waits>,
}

impl Patience {
    pub(super) fn new(limit: Duration) -> Self {
        Self { start: Instant::now(), limit, waits: Mutex::default() }
    }

    /// Waits for something of ours, while the clock of the request stands.
    pub(super) async fn stand<T>(&self, own: impl Future<Output = T>) -> T {
        self.with(|waits| waits.since = Some(Instant::now()));
        let got = own.await;
        self.with(|waits| waits.before += waits.since.take().map_or(Duration::ZERO, |since| since.elapsed()));
        got
    }

    /// The answer, if it comes in time.
    pub(super) async fn expect<T>(&self, answer: impl Future<Output = T>) -> Option<T> {
        let mut answer = pin!(answer);
        loop {
            let deadline = self.deadline();
            tokio::select! {
                biased;
                answer = &mut answer => return Some(answer),
                () = sleep_until(deadline) => {
                    if self.deadline() <= Instant::now() {
                        return None;
                    }
                }
            }
        }
    }

    fn deadline(&self) -> Instant {
        self.with(|waits| {
            let now = waits.since.map_or(Duration::ZERO, |since| since.elapsed());
            let deadline = self.start + self.limit + waits.before + now;
            if waits.since.is_some() { deadline.max(Instant::now() + LOOK) } else { deadline }
        })
    }

    fn with<T>(&self, change: impl FnOnce(&mut Waits) -> T) -> T {
        change(&mut self.waits.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
