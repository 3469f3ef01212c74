//! Everything that a run needs, opened in order: store, output, lexicon, dedup, feeds.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use tokio::sync::{mpsc, watch};

use super::{
    Coder, Pipeline, PipelineError,
    desk::Desk,
    orders::{Habits, Orders, StandingOrders},
};
use crate::{
    clock,
    config::{Config, FeedSettings, lexicon_sources},
    dedup::{self, Dedup, words::Words},
    lexicon::Sources,
    model::{Memory, MemoryError, Table},
    ops::Counts,
    output::{Outside, Progress, Sink, SinkError, Start},
    poll::{
        fetch::{FetchError, Fetcher},
        fetched::Feed,
        poller::{Known, Poller},
        schedule::{History, Rules},
    },
    problem::Problems,
    state::{OpenOptions, StateError, Store},
};

/// Why nothing could be started.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The lexicon has problems.
    #[error("{0}")]
    Lexicon(#[from] Problems),
    /// The store.
    #[error(transparent)]
    State(#[from] StateError),
    /// A row of the store.
    #[error("state cannot be read: {0}")]
    Memory(#[from] MemoryError),
    /// The output.
    #[error(transparent)]
    Sink(#[from] SinkError),
    /// The network client.
    #[error("no network client: {0}")]
    Network(#[from] FetchError),
    /// A thread.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
}

impl OpenError {
    /// The exit code that tells it: 2 for what is refused before starting, 74 for I/O.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::State(error) => error.exit_code(),
            Self::Sink(error) => error.exit_code(),
            Self::Lexicon(_) | Self::Memory(_) | Self::Network(_) | Self::Pipeline(_) => 2,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::State(error) => error.hint(),
            Self::Sink(error) => error.hint(),
            Self::Lexicon(_) | Self::Memory(_) | Self::Network(_) | Self::Pipeline(_) => None,
        }
    }
}

/// The stages behind the poller, and what the poller needs.
pub struct Workshop {
    /// The stages.
    pub pipeline: Pipeline,
    /// What became of the items so far.
    pub counts: Arc<Mutex<Counts>>,
    /// Set when the desk has ended.
    pub ended: watch::Receiver<bool>,
    /// The store, for those who only read.
    pub store: Store,
    /// How articles are treated; replaced by a reload.
    pub orders: StandingOrders,
}

impl Workshop {
    /// Opens the store and the output, recovers what a crash left, and starts desk and sink.
    ///
    /// # Errors
    /// What cannot be opened. Nothing was changed but what recovery completes.
    pub fn open(
        config: &Config,
        start: Start,
        counts: Arc<Mutex<Counts>>,
        heard: impl FnMut(&Sink, Progress) + Send + 'static,
    ) -> Result<Self, OpenError> {
        let orders = orders(config)?;
        let store = Store::open(&config.state.dir, store_options(config))?;
        let sink = Sink::open(store.clone(), config.output.clone(), Outside::real(), start, clock::now())?;
        let dedup = dedup(config, orders.coder.sources(), &store)?;
        let orders = StandingOrders::new(orders);
        let desk = Desk::new(dedup, store.clone(), orders.clone(), Arc::clone(&counts))?;
        let (end, ended) = watch::channel(false);
        let pipeline = Pipeline::start(desk, sink, heard, end)?;
        Ok(Self { pipeline, counts, ended, store, orders })
    }

    /// A poller for the enabled feeds, with what is remembered of them. It ends when `stop` is set.
    ///
    /// # Errors
    /// If the store cannot be read or there can be no network client.
    pub fn poller(&mut self, config: &Config, stop: watch::Receiver<bool>) -> Result<Poller, OpenError> {
        let feeds = self.known(config)?;
        let fetcher = fetcher(config)?;
        let out: mpsc::Sender<_> = self.pipeline.start_readers(&config.state.dir)?;
        Ok(Poller::new(config.poll.clone(), fetcher, feeds, out, stop).pausing_while(self.store.room().flag()))
    }

    /// The enabled feeds with what is remembered of them.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn known(&self, config: &Config) -> Result<Vec<Known>, OpenError> {
        let snapshot = self.store.snapshot()?;
        let mut feeds = Vec::with_capacity(config.feeds.len());
        for settings in config.feeds.iter().filter(|feed| feed.enabled) {
            let row = snapshot.get(Table::Feed, settings.id.as_bytes())?;
            let history = row.map(|row| History::from_bytes(&row)).unwrap_or_default();
            let history = history.at_address(&settings.url.identity());
            feeds.push(Known { feed: Arc::new(feed(settings, config)), history });
        }
        Ok(feeds)
    }

    /// What became of the items so far.
    pub fn counts(&self) -> Counts {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// How the store is opened.
pub fn store_options(config: &Config) -> OpenOptions {
    let cache_bytes = usize::try_from(config.state.cache).unwrap_or(usize::MAX);
    OpenOptions { cache_bytes, allow_network_fs: config.state.allow_network_fs }
}

/// Dedup with what the store holds for it.
pub(super) fn dedup(config: &Config, sources: &Sources, store: &Store) -> Result<Dedup, OpenError> {
    let settings = dedup::Settings {
        retain: TimeDelta::from_std(config.dedup.retain).unwrap_or(TimeDelta::MAX),
        near: config.dedup.near,
    };
    let sources = sources.clone();
    Ok(Dedup::open(settings, move || slot_words(&sources), &store.snapshot()?)?)
}

/// The orders of a configuration. An analyst's own lexicon is compiled now, so that its problems
/// are told before anything starts; the embedded one when it is first needed.
///
/// # Errors
/// All problems of the lexicon.
pub fn orders(config: &Config) -> Result<Orders, Problems> {
    let coder = Coder::new(lexicon_sources(config.extract.lexicon.as_deref())?, &config.extract.languages);
    if config.extract.lexicon.is_some() {
        coder.compile()?;
    }
    Ok(Orders { coder: Arc::new(coder), habits: Habits::of(config) })
}

/// The network client of a configuration.
///
/// # Errors
/// If TLS cannot be set up or a proxy is none.
pub fn fetcher(config: &Config) -> Result<Fetcher, OpenError> {
    Ok(Fetcher::new(&config.http)?)
}

/// The words that dedup compares reports by, with the places and armed groups of the lexicon.
fn slot_words(sources: &Sources) -> Words {
    // A list with a mistake is reported where the lexicon is compiled.
    let mut words = Words::parse(sources.get("newsroom.toml")).unwrap_or_else(|_| Words::builtin());
    for file in ["places.toml", "abroad.toml", "actors.toml"] {
        // A mistake in a file is reported where the lexicon is compiled; here it only means fewer names.
        let _ = words.add_lexicon(sources.get(file));
    }
    words
}

/// A feed as the stages need it.
fn feed(settings: &FeedSettings, config: &Config) -> Feed {
    let poll = &config.poll;
    Feed {
        source: Arc::new(settings.source()),
        settings: settings.clone(),
        rules: Rules::of(settings.every, poll),
        max_items: poll.max_items,
        max_field: usize::try_from(poll.max_field).unwrap_or(usize::MAX),
    }
}
