//! One feed: fetch it, hand it on, hear what became of it.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use tokio::sync::{mpsc, oneshot};
use url::Url;

use crate::{
    clock::{self, Stopwatch},
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
    seen: Stopwatch,
    took: Duration,
    /// Where what came goes; `None` if the stages behind have gone.
    place: Option<mpsc::OwnedPermit<FetchedFeed>>,
}

impl Job {
    /// "Too many requests" speaks for the whole outlet.
    pub(super) fn hold_key_until(&self) -> Option<DateTime<Utc>> {
        match &self.outcome {
            Err(FetchError::Status { status: 429, retry_at, .. }) => *retry_at,
            Ok(_) | Err(_) => None,
        }
    }

    /// Hands on what came; the answer will tell what became of it. `None` if nobody takes it.
    pub(super) fn hand_on(self) -> Option<oneshot::Receiver<Settled>> {
        let (reply, heard) = oneshot::channel();
        let Self { feed, history, page, outcome, frozen, elsewhere, fetched, seen, took, place } = self;
        place?.send(FetchedFeed { feed, history, outcome, frozen, elsewhere, page, fetched, seen, took, reply });
        Some(heard)
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

/// Asks for a feed, or for an older page of it, and waits until there is a place for the answer: a
/// slow desk slows the fetches, and what was fetched does not pile up.
pub(super) async fn fetch(
    feed: Arc<Feed>,
    history: History,
    fetcher: Fetcher,
    page: Option<Page>,
    out: mpsc::Sender<FetchedFeed>,
) -> Job {
    let (now, watch) = (clock::now(), Stopwatch::start());
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
    let (page, fetched, seen, took) =
        (page.map_or(0, |page| page.number), clock::now(), Stopwatch::start(), watch.elapsed());
    let place = out.reserve_owned().await.ok();
    Job { feed, history, page, outcome, frozen: false, elsewhere, fetched, seen, took, place }
}
