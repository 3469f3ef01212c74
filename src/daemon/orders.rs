//! What may change while the daemon runs: how articles are coded and kept.

use std::sync::{Arc, PoisonError, RwLock};

use super::Coder;
use crate::config::{Config, Duplicates, Keep};

/// How the operator wants articles treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habits {
    /// Which articles are written.
    pub keep: Keep,
    /// What becomes of copies.
    pub duplicates: Duplicates,
    /// Whether the text is written.
    pub text: bool,
}

impl Habits {
    /// As configured.
    pub fn of(config: &Config) -> Self {
        Self { keep: config.extract.keep, duplicates: config.dedup.duplicates, text: config.output.text }
    }
}

/// The orders of the day: read once for each group of articles, replaced as a whole.
#[derive(Clone)]
pub struct Orders {
    /// Codes articles.
    pub coder: Arc<Coder>,
    /// Keeps them.
    pub habits: Habits,
}

/// Orders that can be replaced while the desk works.
#[derive(Clone)]
pub struct StandingOrders(Arc<RwLock<Orders>>);

impl StandingOrders {
    /// The first orders.
    pub fn new(orders: Orders) -> Self {
        Self(Arc::new(RwLock::new(orders)))
    }

    /// The orders now.
    pub fn now(&self) -> Orders {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces them.
    pub fn replace(&self, orders: Orders) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = orders;
    }
}
