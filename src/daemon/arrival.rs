//! What comes to the desk, and how it lies there.

use std::{collections::VecDeque, iter, time::Duration, vec};

use chrono::{DateTime, Utc};

use crate::{
    clock::Stopwatch,
    dedup::Fingerprint,
    model::{Article, Changes, Extraction},
    ops::Counts,
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

/// Arrivals that are dealt with together, in order.
pub(super) struct Group {
    articles: iter::Peekable<iter::Flatten<vec::IntoIter<Vec<Article>>>>,
    pub(super) open: VecDeque<Open>,
    pub(super) counts: Counts,
}

impl Group {
    pub(super) fn of(arrived: Vec<Arrival>) -> Self {
        let mut counts = Counts::default();
        let (mut articles, mut open) = (Vec::with_capacity(arrived.len()), VecDeque::with_capacity(arrived.len()));
        for Arrival { articles: brought, now, finish, way } in arrived {
            let left = brought.len();
            open.push_back(Open { now, seen: way.seen, finish, tally: Tally::default(), left, delivered: 0 });
            articles.push(brought);
            for (stage, took) in [("fetch", way.fetch), ("read", way.read)] {
                took.into_iter().for_each(|took| counts.count_stage(stage, took));
            }
        }
        Self { articles: articles.into_iter().flatten().peekable(), open, counts }
    }

    /// The next articles, as many as are dealt with at once.
    pub(super) fn next_sheets(&mut self) -> Vec<Sheet> {
        let (mut sheets, mut bytes) = (Vec::new(), 0);
        while let Some(article) = self.articles.next_if(|_| sheets.len() < ARTICLES_AT_ONCE && bytes < BYTES_AT_ONCE) {
            bytes += article.title.len() + article.text.len();
            sheets.push(Sheet { article, found: None, print: None });
        }
        sheets
    }
}
