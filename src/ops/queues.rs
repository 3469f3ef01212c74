//! How much waits between the stages.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// A number that is raised by who hands over and lowered by who takes.
#[derive(Clone, Debug, Default)]
pub struct Depth(Arc<AtomicU64>);

impl Depth {
    /// One more waits.
    pub fn raise(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// One less waits.
    pub fn lower(&self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }

    fn now(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// All queues. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Queues {
    /// Fetched feeds that a reader has and the desk has not.
    pub arrivals: Depth,
    /// Batches that the desk has handed over and that are not committed.
    pub deliveries: Depth,
}

impl Queues {
    /// Each queue by name, with what waits in it now.
    pub fn now(&self) -> [(&'static str, u64); 2] {
        [("desk", self.arrivals.now()), ("sink", self.deliveries.now())]
    }
}
