//! The near window: the articles of the last days that a new one is compared with.
//!
//! In memory is only which articles have which anchors; what they say is in the store, and is
//! read for the few articles that share anchors with a new one.

use std::cell::OnceCell;

use super::{
    Fingerprint, damaged,
    index::{Anchor, Index, Ordinal},
    near_row::{self, NearRow},
    overlay::Overlay,
    shingle::{Set, smallest},
    sketch::Sketch,
    slots::{self, Side},
};
use crate::model::{Changes, Memory, MemoryError, Table};

/// How long an article is compared with later ones, in days: 99 % of copies arrive within 6.
pub(super) const WINDOW_DAYS: u32 = 14;

/// A trigram that stood in more stories is common: titles, formulas, the weather.
pub(super) const MAX_FREQUENCY: u8 = 40;

/// Anchors of a whole text, and of its headline and first words, which is all that a summary has.
const ANCHORS: usize = 16;
const LEAD_WORDS: usize = 40;

/// The fewest rare trigrams that a comparison can rest on.
const MIN_RARE: usize = 8;

/// No containment from [`RELATED`] on is made of fewer.
const MIN_SHARED: usize = 4;

/// The most articles that are read for one new article.
const MAX_CANDIDATES: usize = 8;

/// How many articles must have been seen before frequencies mean anything; until then two more
/// anchors must be shared.
const COLD: Ordinal = 2000;

/// Rare containment from which two texts are the same report, from which they are related, and
/// the former where one of them is a headline and a summary.
const SAME_ARTICLE: f64 = 0.7;
const SAME_SUMMARY: f64 = 0.6;
const RELATED: f64 = 0.4;

/// The window.
#[derive(Debug, Default)]
pub(super) struct Window {
    pub(super) index: Index,
    pub(super) sketch: Sketch,
    /// The day up to which the sketch was halved.
    pub(super) day: u32,
    /// The first article of each day of the window, oldest first.
    pub(super) days: std::collections::VecDeque<(u32, Ordinal)>,
    /// The number of the next article.
    pub(super) next: Ordinal,
}

/// A new article as it is compared. Most articles are like no other, and need no more than anchors.
pub(super) struct Query {
    /// The rare trigrams of the title, and of the body, in their order.
    title: Vec<u64>,
    body: Vec<u64>,
    is_article: bool,
    rare_whole: OnceCell<Set>,
    rare_body: OnceCell<Set>,
    pub(super) anchors: Vec<Anchor>,
}

impl Query {
    /// The rare trigrams of the body, or of title and body, and from which containment on two are
    /// the same report by these.
    fn rare(&self, bodies: bool) -> (&Set, f64) {
        if bodies {
            (self.rare_body.get_or_init(|| self.body.clone().into()), SAME_ARTICLE)
        } else {
            let whole = || [&self.title[..], &self.body].concat().into();
            (self.rare_whole.get_or_init(whole), SAME_SUMMARY)
        }
    }
}

/// The head that a new article resembles most.
pub(super) struct Resemblance {
    pub(super) row: NearRow,
    /// When it was seen, in days since 1970, and its number.
    pub(super) day: u32,
    pub(super) ordinal: Ordinal,
    /// Rare containment.
    pub(super) containment: f64,
    /// Whether it is the same report.
    pub(super) same: bool,
    /// What stands in the same place: (in the head, here).
    pub(super) conflicts: Vec<(String, String)>,
}

impl Window {
    /// Turns to a new day: the frequencies are halved, and stored as they are then.
    pub(super) fn turn(&mut self, today: u32) -> Changes {
        let mut changes = Changes::default();
        if today <= self.day {
            return changes;
        }
        self.sketch.halve(today - self.day);
        self.day = today;
        while self.days.front().is_some_and(|(day, _)| day + WINDOW_DAYS < today) {
            self.days.pop_front();
        }
        if self.days.is_empty() {
            // As after a restart, which would find no article to go on from; and no number may lead to
            // an article that had it before.
            (self.next, self.index) = (0, Index::default());
        }
        near_row::put_sketch(&self.sketch, today, &mut changes);
        changes
    }

    /// The first article that is still in the window.
    fn live(&self) -> Ordinal {
        self.days.front().map_or(self.next, |(_, first)| *first)
    }

    /// The day on which an article came.
    fn day_of(&self, ordinal: Ordinal) -> Option<u32> {
        let after = self.days.partition_point(|(_, first)| *first <= ordinal);
        self.days.get(after.checked_sub(1)?).map(|(day, _)| *day)
    }

    fn is_rare(&self, trigram: u64) -> bool {
        self.sketch.count(trigram) <= MAX_FREQUENCY
    }

    /// What of an article is compared, and where it would be found.
    pub(super) fn query(&self, print: &Fingerprint) -> Query {
        let rare = |trigrams: &[u64]| {
            let mut rare = Vec::with_capacity(trigrams.len());
            rare.extend(trigrams.iter().filter(|trigram| self.is_rare(**trigram)));
            rare
        };
        // Trigrams that begin in the lead and end in it.
        let all = &print.body_trigrams;
        let (start, rest) = all.split_at_checked(LEAD_WORDS - 2).unwrap_or((all, &[]));
        let (title, mut body) = (rare(&print.title_trigrams), rare(start));
        let lead = smallest::<ANCHORS>(title.iter().chain(&body).copied());
        body.extend(rare(rest));
        let is_article = print.is_article();
        let before: &[u64] = if is_article { &[] } else { &title };
        let main = smallest::<ANCHORS>(before.iter().chain(&body).copied());
        let mut anchors: Vec<Anchor> = main.into_iter().chain(lead).map(Anchor::of).collect();
        anchors.sort_unstable();
        anchors.dedup();
        Query { title, body, is_article, rare_whole: OnceCell::new(), rare_body: OnceCell::new(), anchors }
    }

    /// The articles that share enough anchors, best first.
    fn candidates(&self, query: &Query) -> Vec<Ordinal> {
        let found = self.index.find(&query.anchors, self.live());
        let needed = if query.anchors.len() <= 3 { 1 } else { 2 };
        let needed = if self.next < COLD { needed + 2 } else { needed };
        let needed = needed.min(query.anchors.len());
        let mut counted: Vec<(usize, Ordinal)> = found
            .chunk_by(|one, other| one == other)
            .filter_map(|same| Some((same.len(), *same.first()?)))
            .filter(|(shared, _)| *shared >= needed)
            .collect();
        counted.sort_unstable_by_key(|(shared, ordinal)| (std::cmp::Reverse(*shared), *ordinal));
        counted.truncate(MAX_CANDIDATES);
        counted.into_iter().map(|(_, ordinal)| ordinal).collect()
    }

    /// The head that an article resembles most, if there is one.
    ///
    /// Among the same reports one without a conflict is better than one with: a copy of the
    /// second toll is not an update of the first.
    pub(super) fn resemblance(
        &self,
        print: &Fingerprint,
        query: &Query,
        overlay: &Overlay,
        memory: &dyn Memory,
    ) -> Result<Option<Resemblance>, MemoryError> {
        let mut best: Option<Resemblance> = None;
        for ordinal in self.candidates(query) {
            let Some(day) = self.day_of(ordinal) else { continue };
            let Some(row) = read(day, ordinal, overlay, memory)? else { continue };
            let Some(found) = self.compare(print, query, row, day, ordinal) else { continue };
            if best.as_ref().is_none_or(|best| found.rank() > best.rank()) {
                best = Some(found);
            }
        }
        Ok(best)
    }

    fn compare(
        &self,
        print: &Fingerprint,
        query: &Query,
        row: NearRow,
        day: u32,
        ordinal: Ordinal,
    ) -> Option<Resemblance> {
        let bodies = query.is_article && row.is_article();
        let (rare, same_from) = query.rare(bodies);
        let head_set = if bodies { Set::of([&row.body.tokens[..]]) } else { row.whole() };
        let shared = rare.shared(&head_set);
        if shared < MIN_SHARED {
            return None;
        }
        // What both have is rare: only what the head has for itself is to be looked up.
        let head_rare = shared + head_set.without(rare).filter(|trigram| self.is_rare(*trigram)).count();
        let smaller = rare.len().min(head_rare);
        if smaller < MIN_RARE {
            return None;
        }
        let containment = shared as f64 / smaller as f64;
        if containment < RELATED {
            return None;
        }
        let same =
            containment >= same_from && (smaller * 2 >= head_set.len() || is_of_a_piece(print, bodies, &head_set));
        let conflicts = if same { conflicts_of(print, &row) } else { Vec::new() };
        Some(Resemblance { row, day, ordinal, containment, same, conflicts })
    }

    /// The place of an article that is added to the window today.
    pub(super) fn add(&mut self, anchors: &[Anchor], today: u32) -> Ordinal {
        let ordinal = self.enter(today);
        let live = self.live();
        for anchor in anchors {
            self.index.add(*anchor, ordinal, live);
        }
        ordinal
    }

    /// The number of an article that comes on a day.
    pub(super) fn enter(&mut self, today: u32) -> Ordinal {
        let ordinal = self.next;
        if self.days.back().is_none_or(|(day, _)| *day < today) {
            self.days.push_back((today, ordinal));
        }
        self.next = self.next.saturating_add(1);
        ordinal
    }
}

impl Resemblance {
    /// What makes one head better than another.
    fn rank(&self) -> (bool, bool, f64) {
        (self.same, self.conflicts.is_empty(), self.containment)
    }
}

/// Whether as much is the same of a whole text as of two that are related. Where a text is all
/// formula, its rare trigrams may be those of one long name, in whatever report it stands.
fn is_of_a_piece(print: &Fingerprint, bodies: bool, head: &Set) -> bool {
    let title: &[u64] = if bodies { &[] } else { &print.title_trigrams };
    let all = Set::from([title, &print.body_trigrams].concat());
    all.shared(head) as f64 >= RELATED * all.len().min(head.len()) as f64
}

/// The conflicts between an article and a head.
pub(super) fn conflicts_of(print: &Fingerprint, row: &NearRow) -> Vec<(String, String)> {
    slots::conflicts(&Side::new(&row.title, &row.body), &Side::new(&print.title, &print.body))
}

/// An article of the window.
pub(super) fn read(
    day: u32,
    ordinal: Ordinal,
    overlay: &Overlay,
    memory: &dyn Memory,
) -> Result<Option<NearRow>, MemoryError> {
    let Some(row) = overlay.get(memory, Table::Near, &near_row::text_key(day, ordinal))? else { return Ok(None) };
    NearRow::decode(&row).map(Some).ok_or_else(|| damaged("near"))
}
