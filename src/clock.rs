//! The only place that reads a clock. Everything else takes `now` as an argument.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

/// The wall clock: for what is shown to people and stored, never to measure an interval.
#[expect(clippy::disallowed_methods, reason = "this is the one place")]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// A running time that no change of the wall clock can bend.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins to run.
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// How long it has run.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}
