//! The poller: asks each feed when it is due, politely, and hands on what comes.
//!
//! One task owns the schedule. It starts fetches into a set of its own, at most so many at once,
//! at most so many to one outlet, and no two starts to one outlet closer than its spacing. What
//! was fetched goes into a bounded channel; the next date is known only when the desk has
//! committed it and says how much of it was new. A feed is not asked again before that.
//!
//! Only the poller holds the stop token. When it is set, nothing more is started, what is under
//! way ends or is cut at the deadline, and the channel closes: so all stages behind it end
//! because their input ended.

mod backfill;
mod job;
mod key;
mod queue;
mod reload;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, Utc};
use tokio::{
    sync::{mpsc, watch},
    task::{self, JoinSet},
    time::Instant,
};
use tracing::{error, info};

use job::{Job, Page};
pub use key::politeness_key;
use queue::{Queue, Start};
pub use reload::NewOrders;

use super::{
    fetch::Fetcher,
    fetched::{Feed, FetchedFeed, Settled},
    schedule::{History, Weather, weather::Change},
};
use crate::{
    clock,
    config::{FeedUrl, PollSettings},
};

/// The poller shows at least this often that it is alive.
pub const BEAT: Duration = Duration::from_secs(2);

/// How often a poller that is paused looks whether it may go on.
const PAUSE: Duration = Duration::from_millis(500);

/// A feed and what is remembered of it.
#[derive(Clone, Debug)]
pub struct Known {
    /// The feed.
    pub feed: Arc<Feed>,
    /// What is remembered.
    pub history: History,
}

/// Polls feeds.
pub struct Poller {
    settings: PollSettings,
    fetcher: Fetcher,
    out: mpsc::Sender<FetchedFeed>,
    stop: watch::Receiver<bool>,
    /// `None` in the place of a feed that a reload removed.
    feeds: Vec<Option<Known>>,
    orders: Option<mpsc::Receiver<NewOrders>>,
    beat: Arc<AtomicU64>,
    paused: Arc<AtomicBool>,
    /// Older pages to be asked when their feed's turn comes.
    pages: BTreeMap<usize, Page>,
    queue: Queue,
    fetches: JoinSet<(usize, Job)>,
    /// The feed of each fetch under way, in case it panics.
    under_way: BTreeMap<task::Id, usize>,
    settling: JoinSet<(usize, u8, Option<Settled>)>,
    weather: Weather,
    /// Whether feeds of an outlet that asked to wait are waited for.
    waits: bool,
}

impl Poller {
    /// A poller for `feeds`; what it fetches goes to `out`, and it ends when `stop` is set.
    pub fn new(
        settings: PollSettings,
        fetcher: Fetcher,
        feeds: Vec<Known>,
        out: mpsc::Sender<FetchedFeed>,
        stop: watch::Receiver<bool>,
    ) -> Self {
        let keys = feeds.iter().map(|known| key::of(&known.feed.settings, settings.key));
        let queue = Queue::new(keys, settings.concurrency, settings.per_key, settings.spacing);
        Self {
            settings,
            fetcher,
            out,
            stop,
            feeds: feeds.into_iter().map(Some).collect(),
            orders: None,
            beat: Arc::default(),
            paused: Arc::default(),
            pages: BTreeMap::new(),
            queue,
            fetches: JoinSet::new(),
            under_way: BTreeMap::new(),
            waits: true,
            settling: JoinSet::new(),
            weather: Weather::default(),
        }
    }

    /// Lets the poller take new orders while it runs.
    #[must_use]
    pub fn with_orders(mut self, orders: mpsc::Receiver<NewOrders>) -> Self {
        self.orders = Some(orders);
        self
    }

    /// Starts nothing while `paused` is set: what would be fetched could not be kept.
    #[must_use]
    pub fn pausing_while(mut self, paused: Arc<AtomicBool>) -> Self {
        self.paused = paused;
        self
    }

    /// A number that grows as long as the poller is alive, at least every [`BEAT`].
    pub fn beat(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.beat)
    }

    /// Polls until told to stop, each feed when it is due.
    pub async fn run(mut self) -> Vec<Known> {
        let (now, instant) = (clock::now(), Instant::now());
        self.keep_holds(now);
        for (at, known) in self.feeds.iter().enumerate() {
            let Some(known) = known else { continue };
            let due = known.history.due_after_start(&known.feed.settings.id, now);
            self.queue.schedule(at, instant + until(due, now));
        }
        self.work(true).await;
        self.feeds.into_iter().flatten().collect()
    }

    /// Polls every feed once, due or not: `file:` feeds first, one after another, then the others.
    /// Feeds inside a `Retry-After` and parked ones are left out, and named in the log.
    pub async fn once(mut self) -> Vec<Known> {
        let now = clock::now();
        self.waits = false;
        self.keep_holds(now);
        let mut files = Vec::new();
        for (at, known) in self.feeds.iter().enumerate() {
            let Some(known) = known else { continue };
            let id = &known.feed.settings.id;
            if known.history.parked {
                info!(feed = %id, "left out, the outlet says that it is gone");
            } else if let Some(at) = known.history.retry_at.filter(|at| *at > now) {
                info!(feed = %id, until = %at, "left out, the outlet asked to wait");
            } else if matches!(known.feed.settings.url, FeedUrl::File(_)) {
                files.push(at);
            } else {
                self.queue.schedule(at, Instant::now());
            }
        }
        for at in files {
            if *self.stop.borrow() {
                break;
            }
            self.start(at);
            self.finish_all().await;
        }
        self.work(false).await;
        self.feeds.into_iter().flatten().collect()
    }

    /// "Too many requests" was said to the whole outlet, and holds through a restart.
    fn keep_holds(&mut self, now: DateTime<Utc>) {
        for (at, known) in self.feeds.iter().enumerate() {
            let Some(history) = known.as_ref().map(|known| &known.history) else { continue };
            if let Some(until_time) = history.retry_at.filter(|at| *at > now && history.status == Some(429)) {
                self.queue.hold(at, Instant::now() + until(until_time, now));
            }
        }
    }

    /// Names the feeds that would have to wait for an outlet which asked for it, and lets them be.
    fn leave_out_held(&mut self) {
        for at in self.queue.withdraw_held(Instant::now()) {
            self.pages.remove(&at);
            if let Some(Some(known)) = self.feeds.get(at) {
                info!(feed = %known.feed.settings.id, "left out, the outlet asked to wait");
            }
        }
    }

    /// Starts what is due and hears what ends, until there is nothing left to do or the stop is set.
    async fn work(&mut self, again: bool) {
        loop {
            if *self.stop.borrow() {
                return self.wind_up().await;
            }
            let mut wait = self.start_due();
            if !self.waits {
                self.leave_out_held();
                wait = self.start_due();
            }
            let idle = wait.is_none() && self.fetches.is_empty() && self.settling.is_empty();
            if idle && !again {
                return;
            }
            self.beat.fetch_add(1, Ordering::Relaxed);
            let latest = Instant::now() + BEAT;
            let timer = tokio::time::sleep_until(wait.map_or(latest, |wait| wait.min(latest)));
            tokio::select! {
                Some(orders) = next_orders(&mut self.orders) => self.take(orders),
                _ = self.stop.changed() => {}
                Some(ended) = self.fetches.join_next_with_id() => self.fetched(ended),
                Some(ended) = self.settling.join_next() => self.settled(ended, again),
                () = timer => {}
            }
        }
    }

    /// Starts what is due; the answer is when the next is, if there is one.
    fn start_due(&mut self) -> Option<Instant> {
        loop {
            if self.paused.load(Ordering::Relaxed) {
                return Some(Instant::now() + PAUSE);
            }
            match self.queue.next(Instant::now()) {
                Start::Feed(at) => self.start(at),
                Start::At(instant) => return Some(instant),
                Start::Nothing => return None,
            }
        }
    }

    /// Waits for all that is under way.
    async fn finish_all(&mut self) {
        loop {
            tokio::select! {
                Some(ended) = self.fetches.join_next_with_id() => self.fetched(ended),
                Some(ended) = self.settling.join_next() => self.settled(ended, false),
                else => return,
            }
        }
    }

    /// Lets what is under way end, until the deadline cuts it.
    async fn wind_up(&mut self) {
        if tokio::time::timeout(self.settings.drain, self.finish_fetches()).await.is_err() {
            self.fetches.abort_all();
        }
        self.finish_all().await;
    }

    async fn finish_fetches(&mut self) {
        while let Some(ended) = self.fetches.join_next_with_id().await {
            self.fetched(ended);
        }
    }

    fn start(&mut self, at: usize) {
        let Some(Some(known)) = self.feeds.get(at) else {
            // Removed while it waited its turn.
            return self.queue.ended(at, Instant::now(), None);
        };
        let (feed, fetcher) = (Arc::clone(&known.feed), self.fetcher.clone());
        let history = known.history.clone().at_address(&feed.settings.url.identity());
        let (page, out) = (self.pages.remove(&at), self.out.clone());
        let started = self.fetches.spawn(async move { (at, job::fetch(feed, history, fetcher, page, out).await) });
        self.under_way.insert(started.id(), at);
    }

    /// A fetch ended: its place is free, and what it brought goes on.
    fn fetched(&mut self, ended: Result<(task::Id, (usize, Job)), task::JoinError>) {
        let (at, mut job) = match ended {
            Ok((id, ended)) => {
                self.under_way.remove(&id);
                ended
            }
            Err(error) => return self.fetch_lost(&error),
        };
        let now = clock::now();
        let failed = job.outcome.as_ref().is_err_and(super::fetch::FetchError::is_network);
        match self.weather.add(self.queue.outlet_of(at), failed, now) {
            Change::Lost => {
                error!("more than half of the feeds fail: our network seems lost, failures are not counted")
            }
            Change::Back => info!("the network is back"),
            Change::None => {}
        }
        job.frozen = failed && self.weather.is_lost();
        let hold = job.hold_key_until().map(|until_time| Instant::now() + until(until_time, now));
        self.queue.ended(at, Instant::now(), hold);
        let page = job.page;
        // `None`: the stages behind have gone.
        let Some(heard) = job.hand_on() else { return };
        self.settling.spawn(async move { (at, page, heard.await.ok()) });
    }

    /// A fetch panicked, or was cut off at the end: the feed is asked again later, whatever it was.
    fn fetch_lost(&mut self, error: &task::JoinError) {
        let Some(at) = self.under_way.remove(&error.id()).filter(|_| !error.is_cancelled()) else { return };
        if let Some(Some(known)) = self.feeds.get(at) {
            error!(%error, feed = %known.feed.settings.id, "a fetch panicked");
        }
        self.queue.ended(at, Instant::now(), None);
        if self.waits {
            self.queue.schedule(at, Instant::now() + self.settings.max);
        }
    }

    /// A poll is committed: the feed is scheduled anew, or an older page of it is asked.
    fn settled(&mut self, ended: Result<(usize, u8, Option<Settled>), task::JoinError>, again: bool) {
        let (at, page, settled) = match ended {
            Ok(ended) => ended,
            Err(error) => return error!(%error, "a feed is lost to the schedule"),
        };
        // The stages behind have gone: so will we.
        let (Some(settled), Some(Some(known))) = (settled, self.feeds.get_mut(at)) else { return };
        known.history = settled.history.clone();
        if let FeedUrl::Http(url) = &known.feed.settings.url
            && self.settings.backfill
            && let Some(next) = backfill::next(url, page, &settled)
        {
            info!(feed = %known.feed.settings.id, page = next.number, "no item was known: an older page is asked");
            self.pages.insert(at, next);
            return self.queue.schedule(at, Instant::now());
        }
        if again {
            let now = clock::now();
            let due = known.history.due.unwrap_or(now);
            self.queue.schedule(at, Instant::now() + until(due, now));
        }
    }
}

fn until(due: DateTime<Utc>, now: DateTime<Utc>) -> Duration {
    due.signed_duration_since(now).to_std().unwrap_or(Duration::ZERO)
}

/// The next orders; never, if none can come.
async fn next_orders(orders: &mut Option<mpsc::Receiver<NewOrders>>) -> Option<NewOrders> {
    match orders {
        Some(receiver) => match receiver.recv().await {
            Some(new) => Some(new),
            None => std::future::pending().await,
        },
        None => std::future::pending().await,
    }
}
