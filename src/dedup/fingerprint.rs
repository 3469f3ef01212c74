//! What the comparison needs of an article, without its boilerplate.

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::{
    forms::hash,
    passage::Passage,
    shingle::trigrams,
    strip,
    words::{SlotKind, Words},
};
use crate::{
    model::{Article, RecordId, article::Folded},
    text::{fold::fold_into, html, key},
};

/// The fewest words of a body that is compared as a body; shorter ones are compared with their title.
pub(super) const MIN_BODY: usize = 25;

/// Lines that may turn out to be boilerplate: those short enough to be a notice, in words; of a long
/// text those at its ends.
const MAX_NOTICE: usize = 40;
const FIRST_LINES: usize = 8;
const LAST_LINES: usize = 16;

/// A line of a body.
#[derive(Clone, Debug)]
struct Line {
    /// Its first word in the body.
    start: u32,
    /// One past its last.
    end: u32,
    hash: u32,
}

/// An article as the comparison sees it.
#[derive(Clone, Debug)]
pub struct Fingerprint {
    /// The id that a record of the article has.
    pub(super) id: RecordId,
    pub(super) title: Passage,
    pub(super) body: Passage,
    /// Of the words that are compared, in their order.
    pub(super) title_trigrams: Vec<u64>,
    pub(super) body_trigrams: Vec<u64>,
    lines: Vec<Line>,
}

impl Fingerprint {
    /// Hashes the words of an article and drops what is boilerplate by the list. Costs the most of a
    /// verdict, needs no state, and may be done ahead and elsewhere.
    pub fn of(article: &Article, words: &Words) -> Self {
        match &article.folded {
            Some(folded) => Self::of_folded(article, folded, words),
            None => Self::of_folded(article, &key::folded("", html::start(&article.text, key::REACH)), words),
        }
    }

    fn of_folded(article: &Article, folded: &Folded, words: &Words) -> Self {
        let text = folded.text();
        let body_tokens = || key::count_tokens(text);
        let mut dateline = strip::dateline(article.text.trim_start(), body_tokens, words);
        let body = Passage { tokens: Vec::with_capacity(text.len() / 7 + 1), slots: Vec::new() };
        let title = title(article, words);
        let title_trigrams = trigrams(&title.tokens).collect();
        let rows = Vec::with_capacity(folded.ends.len());
        let id = article.record_id();
        let mut print = Self { id, title, body, title_trigrams, body_trigrams: Vec::new(), lines: rows };
        let mut strings = Vec::new();
        for line in folded.lines() {
            print.push_line(skip_words(line, std::mem::take(&mut dateline)), &mut strings, words);
        }
        print.body_trigrams = trigrams(print.body.compared()).collect();
        print
    }

    /// Adds a line unless it is boilerplate; `strings` is room for its words.
    fn push_line<'f>(&mut self, line: &'f [u8], strings: &mut Vec<&'f [u8]>, words: &Words) {
        let start = self.body.tokens.len();
        self.body.add_words(line, strings);
        if self.body.tokens.get(start..).is_none_or(|tokens| words.boilerplate.are_in(tokens, line.len())) {
            return self.body.tokens.truncate(start);
        }
        self.body.add_slots(start, line, strings, words);
        let at = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        self.lines.push(Line { start: at(start), end: at(self.body.tokens.len()), hash: hash(line) });
    }

    /// The hashes of the lines that may be notices of the outlet.
    pub(super) fn notices(&self) -> Vec<u32> {
        let last = self.lines.len().saturating_sub(LAST_LINES);
        let ends = self.lines.iter().enumerate().filter(|(index, _)| *index < FIRST_LINES || *index >= last);
        let mut hashes: Vec<u32> = ends
            .map(|(_, line)| line)
            .filter(|line| (1..=MAX_NOTICE).contains(&((line.end - line.start) as usize)))
            .map(|line| line.hash)
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes
    }

    /// Drops the lines that `is_learned` says are boilerplate, unless nothing would remain.
    pub(super) fn drop_lines(&mut self, is_learned: impl Fn(u32) -> bool) {
        if !self.lines.iter().any(|line| is_learned(line.hash)) || self.lines.iter().all(|line| is_learned(line.hash)) {
            return;
        }
        let mut kept = Passage::default();
        let mut lines = Vec::new();
        for line in self.lines.iter().filter(|line| !is_learned(line.hash)) {
            let start = u32::try_from(kept.tokens.len()).unwrap_or(u32::MAX);
            let tokens = self.body.tokens.get(line.start as usize..line.end as usize).unwrap_or(&[]);
            kept.tokens.extend_from_slice(tokens);
            let slots = self.body.slots.iter().filter(|slot| (line.start..line.end).contains(&slot.start));
            kept.slots.extend(slots.map(|slot| {
                let mut slot = slot.clone();
                slot.start = slot.start - line.start + start;
                slot
            }));
            lines.push(Line { start, end: start + (line.end - line.start), hash: line.hash });
        }
        self.body_trigrams = trigrams(kept.compared()).collect();
        self.body = kept;
        self.lines = lines;
    }

    /// Hash of the body without boilerplate; `None` under [`MIN_BODY`] words.
    pub(super) fn body_key(&self) -> Option<u128> {
        (self.body.tokens.len() >= MIN_BODY).then(|| xxh3_128(&self.body.bytes()))
    }

    /// Hash of title and body without boilerplate.
    pub(super) fn stripped_key(&self) -> u64 {
        let mut bytes = self.title.key().to_le_bytes().to_vec();
        bytes.extend_from_slice(&self.body.key().to_le_bytes());
        xxh3_64(&bytes)
    }

    /// Hash of all numbers, whatever their order.
    pub(super) fn numbers_key(&self) -> u64 {
        let slots = self.title.slots.iter().chain(&self.body.slots);
        let mut numbers: Vec<u32> = slots.filter(|slot| slot.kind == SlotKind::Number).map(|slot| slot.value).collect();
        numbers.sort_unstable();
        xxh3_64(&numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>())
    }

    /// Whether the body is compared without the title.
    pub(super) fn is_article(&self) -> bool {
        self.body.tokens.len() >= MIN_BODY
    }
}

fn title(article: &Article, words: &Words) -> Passage {
    let title = strip::title(&article.title, article.source.name.as_deref(), words);
    let mut folded = Vec::with_capacity(title.len());
    fold_into(title, &mut folded);
    Passage::of(&folded, words)
}

/// A folded line without its first words.
fn skip_words(line: &[u8], count: usize) -> &[u8] {
    match count.checked_sub(1) {
        None => line,
        Some(last) => memchr::memchr_iter(b' ', line).nth(last).and_then(|at| line.get(at + 1..)).unwrap_or(&[]),
    }
}
