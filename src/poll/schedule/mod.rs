//! When to ask again, and why: pure functions of (history, what came, now).
//!
//! Every decision is one line for people: `next poll in 7m: overlap 92 %, ttl 5m is a floor`.
//!
//! - The interval follows the overlap, the share of items already seen: under a third halves it,
//!   all of them stretches it by a quarter. News bring it down to the floor for an hour.
//! - What the outlet asks for (`ttl`, `sy:*`, `max-age`, `skipHours`, `skipDays`) is a floor.
//! - Failures back off to a day, with full jitter; then a feed is probed daily, and weekly after a month.
//!   It is never given up: only a feed that says twice, a day apart, that it is gone is parked.

mod backoff;
mod history;
mod interval;
mod trust;
pub mod weather;

use std::time::Duration;

use chrono::{DateTime, Utc};

pub use backoff::backoff;
pub use history::{History, Moved};
pub use trust::Move;
pub use weather::Weather;

use super::{
    fetch::{FetchError, Retry, Validators},
    parse::ServerHints,
};
use crate::config::PollSettings;

/// How the operator wants to be scheduled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Where the interval starts.
    pub every: Duration,
    /// Never more often.
    pub min: Duration,
    /// Never less often, unless the outlet asks for it.
    pub max: Duration,
    /// Whether the outlet's hints are a floor.
    pub obey_hints: bool,
}

impl Rules {
    /// The rules for a feed with an interval of its own, or none. An operator who names one means
    /// it, even outside the usual bounds.
    pub fn of(own: Option<Duration>, poll: &PollSettings) -> Self {
        let every = own.unwrap_or(poll.every);
        Self { every, min: poll.min.min(every), max: poll.max.max(every), obey_hints: poll.obey_hints }
    }
}

/// What a poll brought.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The outlet said that nothing has changed, or sent the same bytes.
    Unchanged {
        /// The status.
        status: u16,
        /// Seconds from `Cache-Control: max-age`.
        max_age: Option<u64>,
        /// Whether the outlet moved.
        moved: Move,
    },
    /// A document was read.
    Read(Read),
    /// A document was read that holds no items though it should.
    Suspect(Suspicion),
    /// It could not be fetched, or was no feed.
    Failed(Failure),
}

/// A document that was read, and what its items were.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// The status.
    pub status: u16,
    /// Items that nobody had seen.
    pub new: u64,
    /// Items with a text already seen.
    pub seen: u64,
    /// Known items with a new text.
    pub revised: u64,
    /// What the feed asks for.
    pub hints: ServerHints,
    /// Seconds from `Cache-Control: max-age`.
    pub max_age: Option<u64>,
    /// To be sent with the next request.
    pub validators: Validators,
    /// Hash of the body: the same bytes under 200 are unchanged, too.
    pub body: u64,
    /// Whether the outlet moved.
    pub moved: Move,
    /// Items that were there and could not be read.
    pub rejected: u64,
    /// What had to be mended, by name.
    pub repairs: Vec<String>,
    /// How many bytes came.
    pub bytes: u64,
}

/// Why a document without items is not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspicion {
    /// The status.
    pub status: u16,
    /// In words.
    pub error: String,
    /// Seconds from `Cache-Control: max-age`.
    pub max_age: Option<u64>,
    /// Items that were there and could not be read.
    pub rejected: u64,
    /// How many bytes came.
    pub bytes: u64,
}

/// Why nothing could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The status, if there was one.
    pub status: Option<u16>,
    /// In words.
    pub error: String,
    /// Not before this, says the outlet.
    pub retry_at: Option<DateTime<Utc>>,
    /// The outlet says that the feed is gone.
    pub gone: bool,
    /// Not the configured address was asked, but one that is remembered.
    pub elsewhere: bool,
    /// Our own network seems to be lost: the fault is nobody's.
    pub frozen: bool,
}

impl Failure {
    /// The failure of a fetch.
    pub fn of(error: &FetchError) -> Self {
        let status = match error {
            FetchError::Status { status, .. } => Some(*status),
            _ => None,
        };
        let (retry_at, gone) = match error.retry() {
            Retry::Backoff => (None, false),
            Retry::At(at) => (Some(at), false),
            Retry::Gone => (None, true),
        };
        Self { status, error: error.to_string(), retry_at, gone, elsewhere: false, frozen: false }
    }

    /// An answer that is no feed.
    pub fn unreadable(status: u16, error: String) -> Self {
        Self { status: Some(status), error, retry_at: None, gone: false, elsewhere: false, frozen: false }
    }
}

impl History {
    /// The history after a poll of the feed `id` with its next date and why.
    #[must_use]
    pub fn after(&self, id: &str, outcome: &Outcome, rules: &Rules, now: DateTime<Utc>) -> Self {
        let mut next = Self { polls: self.polls + 1, last_poll: Some(now), ..self.clone() };
        match outcome {
            Outcome::Unchanged { status, max_age, moved } => {
                next.recover(*status);
                next.last_success = Some(now);
                next.unchanged(*max_age, rules, now);
                next.see_move(moved, now);
                next.decide(id, rules, now);
            }
            Outcome::Read(read) => {
                next.recover(read.status);
                next.last_success = Some(now);
                next.read(read, rules, now);
                next.decide(id, rules, now);
            }
            Outcome::Suspect(suspicion) => {
                next.recover(suspicion.status);
                next.suspect(suspicion, rules);
                next.decide(id, rules, now);
            }
            Outcome::Failed(failure) => next.failed(id, failure, rules, now),
        }
        next
    }

    /// The history after an older page was read to fill a gap: the schedule stays, the items count,
    /// and the gap is closed by the first item that was known.
    #[must_use]
    pub fn after_older_page(&self, outcome: &Outcome) -> Self {
        let mut next = self.clone();
        match outcome {
            Outcome::Read(read) => {
                next.items_new += read.new;
                next.items_seen += read.seen;
                next.items_revised += read.revised;
                next.possible_gap = read.new > 0 && read.seen + read.revised == 0;
            }
            // There is no such page, or none that can be had: the gap stays.
            Outcome::Unchanged { .. } | Outcome::Suspect(_) | Outcome::Failed(_) => {}
        }
        next
    }

    /// Counts as well again.
    fn recover(&mut self, status: u16) {
        self.status = Some(status);
        self.failures = 0;
        self.failing_since = None;
        self.error = None;
        self.suspect = false;
        self.gone_since = None;
        self.parked = false;
        self.retry_at = None;
    }

    fn unchanged(&mut self, max_age: Option<u64>, rules: &Rules, now: DateTime<Utc>) {
        self.unchanged_in_a_row += 1;
        self.max_age_s = max_age.or(self.max_age_s);
        self.overlap_percent = Some(100);
        self.stretch(rules);
        self.distrust(now);
    }

    /// Asks again in its own time, for the whole document: a validator would hide for ever what was
    /// not read.
    fn suspect(&mut self, suspicion: &Suspicion, rules: &Rules) {
        self.suspect = true;
        self.error = Some(suspicion.error.clone());
        self.items_rejected += suspicion.rejected;
        self.bytes = suspicion.bytes;
        self.max_age_s = suspicion.max_age;
        self.overlap_percent = None;
        self.forget_validators();
        self.stretch(rules);
    }

    fn read(&mut self, read: &Read, rules: &Rules, now: DateTime<Utc>) {
        let before = self.items_new + self.items_seen + self.items_revised;
        self.items_new += read.new;
        self.items_seen += read.seen;
        self.items_revised += read.revised;
        self.items_rejected += read.rejected;
        self.unchanged_in_a_row = 0;
        self.max_age_s = read.max_age;
        self.hear(&read.hints);
        self.trust(&read.validators, now);
        self.body = Some(read.body);
        self.bytes = read.bytes;
        self.repairs.clone_from(&read.repairs);
        self.see_move(&read.moved, now);
        self.learn_interval(read, before > 0, rules, now);
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
