//! What the poller hands on, and what it wants to hear back.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use tokio::sync::oneshot;

use super::{
    fetch::{FetchError, Fetched},
    schedule::{History, Rules},
};
use crate::{clock::Stopwatch, config::FeedSettings, model::Source};

/// A feed that was asked.
pub struct FetchedFeed {
    /// The feed.
    pub feed: Arc<Feed>,
    /// What is remembered of it, before this poll.
    pub history: History,
    /// What came back, or why nothing did.
    pub outcome: Result<Fetched, FetchError>,
    /// Whether our own network seems to be lost.
    pub frozen: bool,
    /// Whether an address that is remembered was asked instead of the configured one.
    pub elsewhere: bool,
    /// 0 for the feed itself, else which of its older pages this is: a gap is being filled.
    pub page: u8,
    /// When it was fetched.
    pub fetched: DateTime<Utc>,
    /// The same, to measure from.
    pub seen: Stopwatch,
    /// How long the fetch took.
    pub took: Duration,
    /// Told when all of it is committed.
    pub reply: oneshot::Sender<Settled>,
}

/// What the poller hears when a poll is committed.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// What is now remembered of the feed.
    pub history: History,
    /// Where older items are, if the document says so.
    pub older: Option<String>,
    /// Nothing was read that an older page could join on: an older page was asked and there is
    /// none, or the document itself has not changed.
    pub exhausted: bool,
}

/// A feed as the stages need it.
#[derive(Clone, Debug)]
pub struct Feed {
    /// As configured.
    pub settings: FeedSettings,
    /// As an article needs to know it.
    pub source: Arc<Source>,
    /// How it is scheduled.
    pub rules: Rules,
    /// Items read of one document.
    pub max_items: usize,
    /// Bytes of one text.
    pub max_field: usize,
}
