//! A new state from the output files: what was written is known again, and nothing comes twice.
//!
//! Every line goes through dedup as an item that was written; what was filtered or dropped is not
//! in the files and will be judged anew. Validators and schedules of feeds are lost: the next poll
//! asks for all of it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tracing::warn;

use super::{
    replay::{self, ReplayClock},
    workshop::{self, OpenError},
};
use crate::{
    clock,
    config::{Config, lexicon_sources},
    dedup::Dedup,
    given,
    model::Changes,
    output::{Disk, Names, SinkError, adopt, follow::Follower},
    record::Record,
    state::{Ledger, Replacement, Store},
};

/// Lines learnt in one transaction: as many as fit into memory with ease.
const LINES_AT_ONCE: u64 = 1_000;

/// What a rebuild has learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// Lines of which the item is known again.
    pub learnt: u64,
    /// Lines that could not be read.
    pub passed_over: u64,
    /// The number of the next line.
    pub next_seq: u64,
}

/// Learns from all output beside `active`, and puts the new state in the place of the old one.
/// `progress` is told how many lines are learnt.
///
/// # Errors
/// If the state is in use, or something cannot be read or written; then the old state still stands.
pub fn rebuild(config: &Config, active: &std::path::Path, mut progress: impl FnMut(u64)) -> Result<Rebuilt, OpenError> {
    let replacement = Replacement::begin(&config.state.dir, workshop::store_options(config))?;
    let mut learner = Learner::new(config, replacement.store())?;
    let mut follower = Follower::new(Arc::new(Disk), Names::new(active), 0);
    while follower.next_line(|line| {
        learner.learn(line)?;
        if learner.learnt.is_multiple_of(LINES_AT_ONCE) {
            learner.commit()?;
            progress(learner.learnt);
        }
        Ok::<_, OpenError>(())
    })? {}
    learner.commit()?;
    progress(learner.learnt);
    let (learnt, passed_over) = (learner.learnt, learner.passed_over);
    let next_seq = adopt(replacement.store(), active, Arc::new(Disk), clock::now())?.next_seq;
    drop(learner);
    replacement.put()?;
    Ok(Rebuilt { learnt, passed_over, next_seq })
}

struct Learner<'c> {
    config: &'c Config,
    store: Store,
    dedup: Dedup,
    clock: ReplayClock,
    changes: Changes,
    learnt: u64,
    passed_over: u64,
}

impl<'c> Learner<'c> {
    fn new(config: &'c Config, store: &Store) -> Result<Self, OpenError> {
        let sources = lexicon_sources(config.extract.lexicon.as_deref())?;
        let dedup = workshop::dedup(config, &sources, store)?;
        let (clock, changes) = (ReplayClock::default(), Changes::default());
        Ok(Self { config, store: store.clone(), dedup, clock, changes, learnt: 0, passed_over: 0 })
    }

    fn learn(&mut self, line: &[u8]) -> Result<(), OpenError> {
        let text = String::from_utf8_lossy(line);
        let Ok(given) = given::parse(&text) else {
            self.passed_over += 1;
            warn!(line = self.learnt + self.passed_over, "a line of the output cannot be learnt from");
            return Ok(());
        };
        let now: DateTime<Utc> = self.clock.tick(&given);
        let mut article = replay::article(given, self.config, now);
        if let Ok(record) = serde_json::from_slice::<Record<'_>>(line) {
            // Without its text a line still says what its text was.
            article.content_key = record.content_key.and_then(|key| u128::from_str_radix(&key, 16).ok());
        }
        let judged = self.dedup.judge(&article, &self.store, now)?;
        self.changes.append(self.dedup.settle(judged, true));
        self.learnt += 1;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), OpenError> {
        let batch = self.dedup.seal();
        let changes = std::mem::take(&mut self.changes);
        self.store.commit(&[&changes], None, &Ledger::fresh())?;
        self.dedup.committed(batch);
        Ok(())
    }
}

impl From<std::io::Error> for OpenError {
    fn from(source: std::io::Error) -> Self {
        Self::Sink(SinkError::Io { path: "output".into(), source })
    }
}
