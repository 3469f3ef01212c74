//! One feed: fetch it, hand it on, hear what became of it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::{mpsc, oneshot};
use url::Url;

use crate::{
    clock,
    config::FeedUrl,
    poll::{
        fetch::{FetchError, Fetched, Fetcher, Validators},
        fetched::{Feed, FetchedFeed, Settled},
        file,
        schedule::History,
    },
};

/// A fetch that ended.
pub(super) struct Job {
    feed: Arc<Feed>,
    history: History,
    /// 0 for the feed itself, else which of its older pages it is.
    pub(super) page: u8,
    /// What came.
    pub(super) outcome: Result<Fetched, FetchError>,
    /// Whether our own network is to blame.
    pub(super) frozen: bool,
    /// Whether a remembered address was asked instead of the configured one.
    elsewhere: bool,
    fetched: DateTime<Utc>,
}

impl Job {
    /// "Too many requests" speaks for the whole outlet.
    pub(super) fn hold_key_until(&self) -> Option<DateTime<Utc>> {
        match &self.outcome {
            Err(FetchError::Status { status: 429, retry_at, .. }) => *retry_at,
            Ok(_) | Err(_) => None,
        }
    }
}

/// An older page of a feed, to fill a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// Its number, from 1.
    pub(super) number: u8,
    /// Its address.
    pub(super) url: Url,
}

/// Asks for a feed, or for an older page of it.
pub(super) async fn fetch(feed: Arc<Feed>, history: History, fetcher: Fetcher, page: Option<Page>) -> Job {
    let now = clock::now();
    let mut elsewhere = false;
    let outcome = match (&feed.settings.url, &page) {
        (FeedUrl::Http(_), Some(page)) => fetcher.fetch(&feed.settings, &page.url, &Validators::default(), now).await,
        (FeedUrl::Http(url), None) => {
            let address = history.address(url, now);
            elsewhere = address != *url;
            fetcher.fetch(&feed.settings, &address, &history.validators(), now).await
        }
        (FeedUrl::File(path), _) => {
            let (path, limit) = (path.clone(), fetcher.max_body());
            let read = tokio::task::spawn_blocking(move || file::read(&path, limit)).await;
            read.unwrap_or_else(|error| Err(FetchError::File(std::io::Error::other(error))))
        }
    };
    Job {
        feed,
        history,
        page: page.map_or(0, |page| page.number),
        outcome,
        frozen: false,
        elsewhere,
        fetched: clock::now(),
    }
}

/// Hands on what came; `None` if the stages behind have gone.
pub(super) async fn hand_on(job: Job, out: mpsc::Sender<FetchedFeed>) -> Option<Settled> {
    let (reply, heard) = oneshot::channel();
    let Job { feed, history, page, outcome, frozen, elsewhere, fetched } = job;
    out.send(FetchedFeed { feed, history, outcome, frozen, elsewhere, page, fetched, reply }).await.ok()?;
    heard.await.ok()
}
