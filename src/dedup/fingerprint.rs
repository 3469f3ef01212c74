//! What the comparison needs of an article, without its boilerplate.

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::{
    passage::Passage,
    strip,
    words::{SlotKind, Words, hash},
};
use crate::{
    model::Article,
    text::{fold::fold_into, html},
};

/// The fewest words of a body that is compared as a body; shorter ones are compared with their title.
pub(super) const MIN_BODY: usize = 25;

/// The most of a text that is compared, in bytes: what lies behind it of a very long document
/// does not tell it from another.
const REACH: usize = 64 << 10;

/// Lines that may turn out to be boilerplate: those at the ends of a text, short enough to be a notice.
const FIRST_LINES: usize = 2;
const LAST_LINES: usize = 4;
const MAX_NOTICE: usize = 40;

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
    pub(super) title: Passage,
    pub(super) body: Passage,
    lines: Vec<Line>,
}

impl Fingerprint {
    /// Folds an article and drops what is boilerplate by the list. Costs the most of a verdict,
    /// needs no state, and may be done ahead and elsewhere.
    pub fn of(article: &Article, words: &Words) -> Self {
        let text = html::start(&article.text, REACH);
        let mut folded = String::with_capacity(text.len());
        let mut lines: Vec<(usize, usize)> = Vec::new();
        for line in text.split('\n') {
            let start = folded.len();
            fold_into(line, &mut folded);
            // The fold sets a space before all words but the first.
            let start = if start == 0 { 0 } else { (start + 1).min(folded.len()) };
            if start < folded.len() {
                lines.push((start, folded.len()));
            }
        }
        let body_tokens = if folded.is_empty() { 0 } else { folded.split(' ').count() };
        let dateline = strip::dateline(text.trim_start(), body_tokens, words);
        let mut print = Self { title: title(article, words), body: Passage::default(), lines: Vec::new() };
        for (index, (start, end)) in lines.into_iter().enumerate() {
            let line = folded.get(start..end).unwrap_or("");
            let line = if index == 0 { skip_words(line, dateline) } else { line };
            if !strip::is_boilerplate(line, words) {
                print.push_line(line, words);
            }
        }
        print
    }

    fn push_line(&mut self, line: &str, words: &Words) {
        let start = self.body.tokens.len();
        self.body.add(line, words);
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
        self.body = kept;
        self.lines = lines;
    }

    /// Hash of the body without boilerplate; `None` under [`MIN_BODY`] words.
    pub(super) fn body_key(&self) -> Option<u128> {
        let bytes: Vec<u8> = self.body.tokens.iter().flat_map(|token| token.to_le_bytes()).collect();
        (self.body.tokens.len() >= MIN_BODY).then(|| xxh3_128(&bytes))
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
    let mut folded = String::with_capacity(title.len());
    fold_into(title, &mut folded);
    Passage::of(&folded, words)
}

fn skip_words(line: &str, count: usize) -> &str {
    (0..count).fold(line, |line, _| line.split_once(' ').map_or("", |(_, rest)| rest))
}
