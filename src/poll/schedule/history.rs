//! What is remembered of a feed: one row of the store, and what `marsad feeds` shows.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::poll::fetch::Validators;

/// What is remembered of a feed. It is stored in the same transaction as the items that it
/// speaks of: a validator is never older or newer than what was committed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    /// When to ask next; `None` if it was never asked: at once.
    pub due: Option<DateTime<Utc>>,
    /// Why then, in one line.
    pub why: String,
    /// The interval that was learnt, in seconds.
    pub interval_s: u64,
    /// Polled at the floor until then, because there was news.
    pub eager_until: Option<DateTime<Utc>>,
    /// Polls so far.
    pub polls: u64,
    /// The last poll.
    pub last_poll: Option<DateTime<Utc>>,
    /// The last poll that was answered.
    pub last_success: Option<DateTime<Utc>>,
    /// The last poll that brought a new item.
    pub last_news: Option<DateTime<Utc>>,
    /// Seconds between the last polls with news, the newest last; at most 40.
    pub gaps_s: Vec<u32>,
    /// The last status.
    pub status: Option<u16>,
    /// The share of items already seen at the last poll, in percent.
    pub overlap_percent: Option<u8>,
    /// Whether the last document shared no item with those before it.
    pub possible_gap: bool,
    /// Failures in a row.
    pub failures: u32,
    /// The first of them.
    pub failing_since: Option<DateTime<Utc>>,
    /// The last of them, in words; of a suspect document, why it is one.
    pub error: Option<String>,
    /// Whether the last document held no items though it should: an answer, but no success.
    pub suspect: bool,
    /// Not before this, said the outlet.
    pub retry_at: Option<DateTime<Utc>>,
    /// When the outlet first said that the feed is gone.
    pub gone_since: Option<DateTime<Utc>>,
    /// Whether it said so again a day later: only probed weekly.
    pub parked: bool,
    /// `ETag` of the last document.
    pub etag: Option<Vec<u8>>,
    /// `Last-Modified` of the last document.
    pub last_modified: Option<Vec<u8>>,
    /// When these were given.
    pub validators_since: Option<DateTime<Utc>>,
    /// Answers in a row that nothing has changed.
    pub unchanged_in_a_row: u32,
    /// Hash of the last body.
    pub body: Option<u64>,
    /// Bytes of the last body.
    pub bytes: u64,
    /// `Cache-Control: max-age` of the last answer, in seconds.
    pub max_age_s: Option<u64>,
    /// `ttl` of the last document, in seconds.
    pub ttl_s: Option<u64>,
    /// `sy:updatePeriod` over `sy:updateFrequency` of the last document, in seconds.
    pub update_s: Option<u64>,
    /// Hours of the day, UTC, in which the outlet wants to be left alone.
    pub skip_hours: Vec<u32>,
    /// Days, 0 = Monday, on which it wants to be left alone.
    pub skip_days: Vec<u32>,
    /// Where the outlet says that it moved to for good.
    pub moved: Option<Moved>,
    /// Items that were new.
    pub items_new: u64,
    /// Items that were known.
    pub items_seen: u64,
    /// Items that were revised.
    pub items_revised: u64,
    /// Items that were there and could not be read.
    pub items_rejected: u64,
    /// What had to be mended in the last document.
    pub repairs: Vec<String>,
    /// When the last document came that could not be read and was kept.
    pub failed_body: Option<DateTime<Utc>>,
    /// Hash of the configured address that all of this was learnt at.
    pub address: Option<u64>,
}

/// A permanent redirect and how far it is trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Where to.
    pub to: String,
    /// First seen.
    pub since: DateTime<Utc>,
    /// How often.
    pub sightings: u32,
}

/// Gaps between news that are remembered.
pub(super) const GAPS: usize = 40;

impl History {
    /// The row of the store.
    pub fn to_bytes(&self) -> Vec<u8> {
        // A struct of numbers, strings and lists always serialises.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The history of a row; a row that cannot be read is forgotten, and the feed asked anew.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).unwrap_or_default()
    }

    /// The history for a feed that is configured at `url`. What was learnt at another address is
    /// forgotten: its validators would hide the items of the new one. What was seen stays.
    #[must_use]
    pub fn at_address(self, url: &str) -> Self {
        let address = Some(xxh3_64(url.as_bytes()));
        if self.address.is_none() || self.address == address {
            return Self { address, ..self };
        }
        Self {
            address,
            due: None,
            etag: None,
            last_modified: None,
            validators_since: None,
            unchanged_in_a_row: 0,
            body: None,
            moved: None,
            failures: 0,
            failing_since: None,
            error: None,
            retry_at: None,
            gone_since: None,
            parked: false,
            ..self
        }
    }

    /// What to ask with.
    pub fn validators(&self) -> Validators {
        Validators { etag: self.etag.clone(), last_modified: self.last_modified.clone() }
    }

    /// Whether the last poll failed, be it counted against the feed or put down to our own network.
    pub fn is_failing(&self) -> bool {
        self.failures > 0 || (self.error.is_some() && !self.suspect)
    }

    /// Whether the outlet is silent for longer than three times what is usual for it, and a day.
    pub fn is_silent(&self, now: DateTime<Utc>) -> bool {
        const AT_LEAST_S: i64 = 24 * 3600;
        let Some(last_news) = self.last_news else { return false };
        let usual = i64::from(percentile_95(&self.gaps_s).unwrap_or(0));
        now.signed_duration_since(last_news).num_seconds() > (3 * usual).max(AT_LEAST_S)
    }
}

fn percentile_95(gaps: &[u32]) -> Option<u32> {
    let mut sorted = gaps.to_vec();
    sorted.sort_unstable();
    let last = sorted.len().checked_sub(1)?;
    sorted.get(last * 95 / 100).copied()
}
