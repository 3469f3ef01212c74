//! What comes to the desk, and how it lies there.

use std::{iter, sync::mpsc::Receiver, time::Duration, vec};

use chrono::{DateTime, Utc};

use crate::{
    clock::Stopwatch,
    dedup::Fingerprint,
    model::{Article, Changes, Extraction},
    ops::{Counts, Depth},
};

/// Articles coded and committed together: enough work for every core, little to hold.
pub(super) const ARTICLES_AT_ONCE: usize = 256;

/// Bytes of titles and texts that are: the same for long articles.
const BYTES_AT_ONCE: usize = 2 << 20;

/// What a feed, or a file of items, brought.
pub struct Arrival {
    /// Its articles, oldest first.
    pub articles: Vec<Article>,
    /// When they came.
    pub now: DateTime<Utc>,
    /// What else is to be committed with them, once it is known what they were.
    pub finish: Finish,
    /// How they came here.
    pub way: Way,
}

/// How an arrival came: for the metrics.
#[derive(Clone, Copy, Debug, Default)]
pub struct Way {
    /// How long the fetch took.
    pub fetch: Option<Duration>,
    /// How long the reading took.
    pub read: Option<Duration>,
    /// Since it was fetched.
    pub seen: Option<Stopwatch>,
}

/// Makes the changes that travel with an arrival's articles.
pub type Finish = Box<dyn FnOnce(&Tally) -> Parting + Send>;

/// What an arrival's articles were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Items that nobody had seen.
    pub new: u64,
    /// Items with a text already seen.
    pub seen: u64,
    /// Known items with a new text.
    pub revised: u64,
    /// Lines.
    pub written: u64,
}

/// What an arrival leaves behind.
#[derive(Default)]
pub struct Parting {
    /// Committed with its articles.
    pub changes: Changes,
    /// The result of the poll, if it was one.
    pub poll: Option<&'static str>,
    /// Panics of the parser that were caught.
    pub parse_panics: u32,
    /// Called when all of it is committed.
    pub done: Option<Box<dyn FnOnce() + Send>>,
}

/// An article on the desk, with what was made of it ahead.
pub(super) struct Sheet {
    pub(super) article: Article,
    /// It is not plainly a repeat, and is worth coding ahead.
    pub(super) is_unknown: bool,
    pub(super) found: Option<Extraction>,
    pub(super) print: Option<Fingerprint>,
}

/// An arrival, some of whose articles are still to be settled.
pub(super) struct Open {
    pub(super) now: DateTime<Utc>,
    pub(super) seen: Option<Stopwatch>,
    pub(super) finish: Finish,
    pub(super) tally: Tally,
    /// Articles that are not yet settled.
    pub(super) left: usize,
    /// Lines that are in earlier deliveries.
    pub(super) delivered: u64,
}

/// Articles that are dealt with together, in order.
pub(super) struct Portion {
    pub(super) sheets: Vec<Sheet>,
    /// The arrivals that begin with it.
    pub(super) open: Vec<Open>,
    pub(super) counts: Counts,
}

/// Cuts what arrives into portions.
pub(super) struct Inbox<'a> {
    arrivals: &'a Receiver<Arrival>,
    waiting: Depth,
    articles: iter::Peekable<iter::Flatten<vec::IntoIter<Vec<Article>>>>,
}

impl<'a> Inbox<'a> {
    pub(super) fn new(arrivals: &'a Receiver<Arrival>, waiting: Depth) -> Self {
        Self { arrivals, waiting, articles: Vec::new().into_iter().flatten().peekable() }
    }

    /// The next portion; waits for one if need be, and gives none when no more can come.
    pub(super) fn wait(&mut self) -> Option<Portion> {
        self.at_hand().or_else(|| {
            let first = self.arrivals.recv().ok()?;
            Some(self.open(first))
        })
    }

    /// The next portion, if it is there.
    pub(super) fn at_hand(&mut self) -> Option<Portion> {
        if self.articles.peek().is_some() {
            return Some(self.portion(Vec::new(), Counts::default()));
        }
        let first = self.arrivals.try_recv().ok()?;
        Some(self.open(first))
    }

    /// The first portion of what has arrived.
    fn open(&mut self, first: Arrival) -> Portion {
        let (mut counts, mut opened, mut articles) = (Counts::default(), Vec::new(), Vec::new());
        let (mut count, mut next) = (0, Some(first));
        while let Some(Arrival { articles: brought, now, finish, way }) = next {
            self.waiting.lower();
            let left = brought.len();
            opened.push(Open { now, seen: way.seen, finish, tally: Tally::default(), left, delivered: 0 });
            articles.push(brought);
            for (stage, took) in [("fetch", way.fetch), ("read", way.read)] {
                took.into_iter().for_each(|took| counts.count_stage(stage, took));
            }
            count += left;
            next = if count < ARTICLES_AT_ONCE { self.arrivals.try_recv().ok() } else { None };
        }
        self.articles = articles.into_iter().flatten().peekable();
        self.portion(opened, counts)
    }

    /// As many of the articles as are dealt with at once.
    fn portion(&mut self, open: Vec<Open>, mut counts: Counts) -> Portion {
        let (mut sheets, mut bytes) = (Vec::new(), 0);
        while let Some(article) = self.articles.next_if(|_| sheets.len() < ARTICLES_AT_ONCE && bytes < BYTES_AT_ONCE) {
            bytes += article.title.len() + article.text.len();
            sheets.push(Sheet { article, is_unknown: false, found: None, print: None });
        }
        counts.items = sheets.len() as u64;
        Portion { sheets, open, counts }
    }
}
