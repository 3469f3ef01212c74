//! The desk: takes articles in order, and decides what becomes of each.
//!
//! Articles that are not plainly known are coded ahead, and their words hashed for the comparison,
//! by the crew (`daemon::crew`). Meanwhile one thread judges each article of the portion before in
//! order and settles it at once: is a copy's head written, is the article relevant, what is
//! `previous`. So a verdict never waits for another, and the order of the input is the order of the
//! output.
//!
//! An arrival may have more articles than are dealt with at once. Its first ones are then committed
//! before its last ones are settled, and what is to be committed with it goes with the last: a feed
//! that was read in part is as if it had not been read, but for the articles that are known.
//!
//! The desk runs ahead of the sink. What it settled and is not yet committed is remembered by
//! dedup itself, until the sink says that a snapshot of the store has it.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender},
    },
};

use tracing::{debug, error};

use super::{
    arrival::{Arrival, Inbox, Open, Portion, Sheet},
    crew::{Crew, CrewGone, Tools, Work},
    orders::{Orders, StandingOrders},
};
use crate::{
    clock::Stopwatch,
    config::{Duplicates, Keep},
    dedup::{Dedup, Judged, Outcome},
    model::{Article, Extraction, MemoryError, Verdict, event::RelevanceClass},
    ops::{Counts, Queues},
    output::{Batch, Delivery},
    record::{self, PendingLine, Standing},
    state::{Snapshot, StateError, Store},
};

/// Why the desk had to stop.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The store cannot be opened for reading.
    #[error(transparent)]
    State(#[from] StateError),
    /// A row cannot be read.
    #[error("state cannot be read: {0}")]
    Memory(#[from] MemoryError),
    /// Articles were lost on the way to their coding.
    #[error(transparent)]
    Crew(#[from] CrewGone),
}

/// The desk.
pub struct Desk {
    dedup: Dedup,
    store: Store,
    memory: Snapshot,
    standing: StandingOrders,
    counts: Arc<Mutex<Counts>>,
    committed: Arc<AtomicU64>,
    settled: u64,
    queues: Queues,
    crew: Crew,
    /// The arrivals whose articles are not all settled, oldest first.
    open: VecDeque<Open>,
}

/// A portion on the desk whose articles are being coded, by the orders of the time when that began.
struct Begun {
    work: Work,
    open: Vec<Open>,
    counts: Counts,
    orders: Orders,
}

impl Desk {
    /// A desk over the store; `counts` can be read by others while it works.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn new(
        dedup: Dedup,
        store: Store,
        standing: StandingOrders,
        counts: Arc<Mutex<Counts>>,
    ) -> Result<Self, StateError> {
        let memory = store.snapshot()?;
        Ok(Self {
            dedup,
            store,
            memory,
            standing,
            counts,
            committed: Arc::default(),
            settled: 0,
            queues: Queues::default(),
            crew: Crew::start(),
            open: VecDeque::new(),
        })
    }

    /// What waits before it and behind it.
    pub fn queues(&self) -> Queues {
        self.queues.clone()
    }

    /// Works until `arrivals` ends. Ends early if the sink has gone.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn run(mut self, arrivals: &Receiver<Arrival>, sink: &SyncSender<Delivery>) -> Result<(), DeskError> {
        let mut inbox = Inbox::new(arrivals, self.queues.arrivals.clone());
        let mut begun: Option<Begun> = None;
        loop {
            // While a portion is being coded, none is waited for.
            let next = if begun.is_some() { inbox.at_hand() } else { inbox.wait() };
            let next = next.map(|portion| self.begin(portion)).transpose()?;
            let ends = next.is_none() && begun.is_none();
            if let Some(begun) = std::mem::replace(&mut begun, next) {
                let delivery = self.deal_with(begun)?;
                if sink.send(delivery).is_err() {
                    return Ok(());
                }
            } else if ends {
                return Ok(());
            }
        }
    }

    /// Gives a portion to the crew, to code all that is not plainly a repeat. A copy is coded in
    /// vain; that costs less than to code one after another what could be coded together.
    fn begin(&mut self, portion: Portion) -> Result<Begun, DeskError> {
        self.let_go()?;
        let Portion { mut sheets, open, counts } = portion;
        for sheet in &mut sheets {
            sheet.is_unknown = !self.dedup.has_version(&sheet.article, &self.memory)?;
        }
        let orders = self.standing.now();
        let tools = Tools { coder: Arc::clone(&orders.coder), words: self.dedup.words() };
        Ok(Begun { work: self.crew.begin(sheets, &tools), open, counts, orders })
    }

    /// Decides what becomes of the articles of a portion.
    fn deal_with(&mut self, begun: Begun) -> Result<Delivery, DeskError> {
        let Begun { work, open, mut counts, orders } = begun;
        let (sheets, took) = work.wait()?;
        counts.count_stage("code", took);
        let watch = Stopwatch::start();
        self.open.extend(open);
        let mut opened = std::mem::take(&mut self.open);
        let mut batch = Batch::default();
        let mut sheets = sheets.into_iter();
        for open in &mut opened {
            for sheet in sheets.by_ref().take(open.left) {
                open.left -= 1;
                self.settle(sheet, open, &orders, &mut batch, &mut counts)?;
            }
        }
        batch.changes.append(self.dedup.expire(&self.memory)?);
        counts.count_stage("judge", watch.elapsed());
        let delivery = self.hand_over(batch, &mut opened, &mut counts);
        self.open = opened;
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).add(&counts);
        Ok(delivery)
    }

    /// Lets dedup forget what the sink has committed: the store knows it now.
    fn let_go(&mut self) -> Result<(), StateError> {
        let committed = self.committed.load(Ordering::Acquire);
        if committed > self.settled {
            self.memory = self.store.snapshot()?;
            self.dedup.committed(committed);
            self.settled = committed;
        }
        Ok(())
    }

    /// Judges an article, writes its line if it is to have one, and remembers both.
    fn settle(
        &mut self,
        sheet: Sheet,
        open: &mut Open,
        orders: &Orders,
        batch: &mut Batch,
        counts: &mut Counts,
    ) -> Result<(), MemoryError> {
        let judged = match self.dedup.judge_printed(&sheet.article, sheet.print, &self.memory, open.now) {
            Ok(judged) => judged,
            Err(error) => {
                counts.outcomes.error += 1;
                error!(%error, feed = %sheet.article.source.id, item = %sheet.article.item, "an article could not be judged");
                return Err(error);
            }
        };
        counts.verdicts.count(&judged.judgement.verdict);
        let tally = &mut open.tally;
        match judged.judgement.verdict {
            Verdict::Repeat { .. } => tally.seen += 1,
            Verdict::Revision { .. } => tally.revised += 1,
            Verdict::Copy(_) | Verdict::Update { .. } | Verdict::Related(_) | Verdict::Unique => tally.new += 1,
        }
        let line = orders.line(sheet.found, &sheet.article, &judged, counts);
        let written = line.is_some();
        tally.written += u64::from(written);
        batch.lines.extend(line);
        debug!(feed = %sheet.article.source.id, item = %sheet.article.item, written, "settled");
        batch.changes.append(self.dedup.settle(judged, written));
        Ok(())
    }

    /// Adds what the arrivals that are settled leave behind, and arranges that the commit is heard.
    fn hand_over(&mut self, mut batch: Batch, open: &mut VecDeque<Open>, counts: &mut Counts) -> Delivery {
        let mut hearers: Vec<Box<dyn FnOnce() + Send>> = Vec::new();
        let mut lines: Vec<(Stopwatch, u32)> = Vec::new();
        for open in &mut *open {
            let written = u32::try_from(open.tally.written - open.delivered).unwrap_or(u32::MAX);
            lines.extend(open.seen.filter(|_| written > 0).map(|seen| (seen, written)));
            open.delivered = open.tally.written;
        }
        while let Some(Open { finish, tally, .. }) = open.pop_front_if(|open| open.left == 0) {
            let parting = finish(&tally);
            batch.changes.append(parting.changes);
            if let Some(result) = parting.poll {
                *counts.polls.entry(result).or_default() += 1;
            }
            counts.parse_panics += u64::from(parting.parse_panics);
            hearers.extend(parting.done);
        }
        let (sealed, committed) = (self.dedup.seal(), Arc::clone(&self.committed));
        let (totals, waiting) = (Arc::clone(&self.counts), self.queues.deliveries.clone());
        waiting.raise();
        let done = Box::new(move |_seqs| {
            committed.store(sealed, Ordering::Release);
            waiting.lower();
            let mut totals = totals.lock().unwrap_or_else(PoisonError::into_inner);
            lines.into_iter().for_each(|(seen, written)| totals.item_to_line.add(seen.elapsed(), written));
            drop(totals);
            hearers.into_iter().for_each(|hear| hear());
        });
        Delivery { batch, done: Some(done) }
    }
}

impl Orders {
    /// The line of an article, if it is to have one.
    fn line(
        &self,
        found: Option<Extraction>,
        article: &Article,
        judged: &Judged,
        counts: &mut Counts,
    ) -> Option<PendingLine> {
        let filtered = match (judged.outcome, &judged.judgement.verdict) {
            (Outcome::Counted, Verdict::Repeat { .. }) => {
                counts.outcomes.repeat += 1;
                return None;
            }
            (Outcome::Duplicate, _) if self.habits.duplicates == Duplicates::Drop => {
                counts.outcomes.copy += 1;
                return None;
            }
            // A revision beyond the last that is written.
            (Outcome::Counted, _) => {
                counts.outcomes.filtered += 1;
                return None;
            }
            (Outcome::Revision, _) => false,
            (Outcome::Article | Outcome::Duplicate, _) => true,
        };
        let found = found.unwrap_or_else(|| self.coder.code(article));
        if filtered && !self.keeps(&found) {
            counts.outcomes.filtered += 1;
            return None;
        }
        counts.outcomes.written += 1;
        counts.count_events(&found.events);
        let standing = Standing {
            judgement: Some(&judged.judgement),
            as_duplicate: judged.outcome == Outcome::Duplicate,
            text: self.habits.text,
            lexicon: self.coder.fingerprint(),
        };
        let id = article.record_id();
        Some(PendingLine::new(id, &record::compose(id, article, &found, &standing)))
    }

    fn keeps(&self, found: &Extraction) -> bool {
        match self.habits.keep {
            Keep::All => true,
            Keep::Mentions => found.relevance.class >= RelevanceClass::Mentions,
            Keep::About => found.relevance.class == RelevanceClass::About,
        }
    }
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
