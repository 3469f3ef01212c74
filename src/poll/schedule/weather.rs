//! Whether the network is there: if most feeds fail at once, the fault is ours.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};

/// What is looked back on.
const WINDOW: chrono::Duration = chrono::Duration::minutes(1);

/// Fewer polls than this say nothing.
const FEW: usize = 4;

/// Nor do fewer outlets.
const OUTLETS: usize = 2;

/// One poll of the last minute.
#[derive(Clone, Copy, Debug)]
struct Seen {
    at: DateTime<Utc>,
    outlet: usize,
    failed: bool,
}

/// The polls of the last minute.
#[derive(Clone, Debug, Default)]
pub struct Weather {
    polls: VecDeque<Seen>,
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
    /// Adds a poll of a feed of `outlet`; `failed` if it failed in a way that our own network may
    /// be to blame for. One outlet with many feeds that is down is not our network.
    pub fn add(&mut self, outlet: usize, failed: bool, now: DateTime<Utc>) -> Change {
        self.polls.push_back(Seen { at: now, outlet, failed });
        self.failed += usize::from(failed);
        while let Some(old) = self.polls.front().copied()
            && now.signed_duration_since(old.at) > WINDOW
        {
            self.failed -= usize::from(old.failed);
            self.polls.pop_front();
        }
        let most = self.polls.len() >= FEW && self.failed * 2 > self.polls.len();
        let lost = most && self.outlets_failing() >= OUTLETS;
        match (std::mem::replace(&mut self.lost, lost), lost) {
            (false, true) => Change::Lost,
            (true, false) => Change::Back,
            (true, true) | (false, false) => Change::None,
        }
    }

    /// How many outlets fail, as far as it matters.
    fn outlets_failing(&self) -> usize {
        let mut outlets: Vec<usize> = Vec::with_capacity(OUTLETS);
        for seen in self.polls.iter().filter(|seen| seen.failed) {
            if !outlets.contains(&seen.outlet) {
                outlets.push(seen.outlet);
            }
            if outlets.len() == OUTLETS {
                break;
            }
        }
        outlets.len()
    }

    /// Whether failures are not to be counted now.
    pub fn is_lost(&self) -> bool {
        self.lost
    }
}
