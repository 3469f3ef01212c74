//! The crew: threads that make of articles ahead what needs no state.
//!
//! The desk judges one portion of articles while the crew codes the next, so that neither waits
//! for the other as long as there is work for both.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    time::Duration,
};

use super::{
    arrival::{ARTICLES_AT_ONCE, Sheet},
    coder::Coder,
};
use crate::{
    clock::Stopwatch,
    dedup::{Fingerprint, words::SharedWords},
};

/// Articles that one thread takes at a time: so few that no thread works long after the others.
const SHARE: usize = 8;

/// What each article is coded and hashed with.
#[derive(Clone)]
pub(super) struct Tools {
    pub(super) coder: Arc<Coder>,
    pub(super) words: SharedWords,
}

/// Some articles of a portion, on their way through the crew and back.
struct Share {
    /// Its number in the portion.
    number: usize,
    sheets: Vec<Sheet>,
    tools: Tools,
    took: Duration,
    done: SyncSender<Share>,
}

/// The threads. They end when the crew is dropped.
pub(super) struct Crew {
    shares: SyncSender<Share>,
}

/// The crew has ended before its time.
#[derive(Debug, thiserror::Error)]
#[error("the threads that code articles have ended")]
pub struct CrewGone;

impl Crew {
    /// One thread for each core; if the system gives fewer, those do, and without any the desk codes itself.
    pub(super) fn start() -> Self {
        let (shares, waiting) = sync_channel::<Share>(2 * ARTICLES_AT_ONCE.div_ceil(SHARE));
        let waiting = Arc::new(Mutex::new(waiting));
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        for _ in 0..cores {
            let waiting = Arc::clone(&waiting);
            let worker = move || {
                while let Some(share) = next(&waiting) {
                    share.finish();
                }
            };
            if thread::Builder::new().name("coder".to_owned()).spawn(worker).is_err() {
                break;
            }
        }
        Self { shares }
    }

    /// Has the articles coded and hashed that are unknown.
    pub(super) fn begin(&self, sheets: Vec<Sheet>, tools: &Tools) -> Work {
        let is_little = sheets.iter().filter(|sheet| sheet.is_unknown).count() < SHARE;
        let count = sheets.len().div_ceil(SHARE);
        let (done, finished) = sync_channel(count);
        let mut sheets = sheets.into_iter();
        for number in 0..count {
            let sheets = sheets.by_ref().take(SHARE).collect();
            let share = Share { number, sheets, tools: tools.clone(), took: Duration::ZERO, done: done.clone() };
            // What is not worth waking a thread, and what no thread takes, is done here.
            let left = if is_little { Some(share) } else { self.shares.send(share).err().map(|unsent| unsent.0) };
            if let Some(share) = left {
                share.finish();
            }
        }
        Work { count, finished }
    }
}

impl Share {
    /// Works, and hands itself back.
    fn finish(mut self) {
        let watch = Stopwatch::start();
        for sheet in self.sheets.iter_mut().filter(|sheet| sheet.is_unknown) {
            let (article, Tools { coder, words }) = (&sheet.article, &self.tools);
            sheet.found = Some(coder.code(article));
            // Without a print the desk makes one, and tells of what is wrong with it.
            sheet.print = catch_unwind(AssertUnwindSafe(|| Fingerprint::of(article, words))).ok();
        }
        self.took = watch.elapsed();
        let done = self.done.clone();
        // Nobody waits for it if the desk has failed.
        done.send(self).ok();
    }
}

/// A portion that the crew works on.
pub(super) struct Work {
    count: usize,
    finished: Receiver<Share>,
}

impl Work {
    /// Waits until all of it is done: the articles in their order, and what it took all threads together.
    ///
    /// # Errors
    /// If a part of it was lost.
    pub(super) fn wait(self) -> Result<(Vec<Sheet>, Duration), CrewGone> {
        let mut shares: Vec<Share> = self.finished.iter().take(self.count).collect();
        if shares.len() < self.count {
            return Err(CrewGone);
        }
        shares.sort_unstable_by_key(|share| share.number);
        let took = shares.iter().map(|share| share.took).sum();
        Ok((shares.into_iter().flat_map(|share| share.sheets).collect(), took))
    }
}

fn next(waiting: &Mutex<Receiver<Share>>) -> Option<Share> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}
