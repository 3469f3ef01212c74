//! Whether the network is there: if most feeds fail at once, the fault is ours.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};

/// What is looked back on.
const WINDOW: chrono::Duration = chrono::Duration::minutes(1);

/// Fewer polls than this say nothing.
const FEW: usize = 4;

/// The polls of the last minute.
#[derive(Clone, Debug, Default)]
pub struct Weather {
    polls: VecDeque<(DateTime<Utc>, bool)>,
    failed: usize,
    lost: bool,
}

/// What a poll says of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// As before.
    None,
    /// It was lost just now: one alarm.
    Lost,
    /// It is back.
    Back,
}

impl Weather {
    /// Adds a poll; `failed` if it failed in a way that our own network may be to blame for.
    pub fn add(&mut self, failed: bool, now: DateTime<Utc>) -> Change {
        self.polls.push_back((now, failed));
        self.failed += usize::from(failed);
        while let Some((time, old)) = self.polls.front().copied()
            && now.signed_duration_since(time) > WINDOW
        {
            self.failed -= usize::from(old);
            self.polls.pop_front();
        }
        let lost = self.polls.len() >= FEW && self.failed * 2 > self.polls.len();
        match (std::mem::replace(&mut self.lost, lost), lost) {
            (false, true) => Change::Lost,
            (true, false) => Change::Back,
            (true, true) | (false, false) => Change::None,
        }
    }

    /// Whether failures are not to be counted now.
    pub fn is_lost(&self) -> bool {
        self.lost
    }
}
