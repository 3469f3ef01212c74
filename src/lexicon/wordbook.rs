//! Words and phrases of one language with what they mean, looked up token by token.
//!
//! Arabic writes `و`, `ب`, `ل` and `ال` together with the next word; a phrase is found behind
//! them too, and the [`Prefix`] says what was taken off. Of several readings the longest phrase
//! wins, and among equals the one with the least taken off.

use std::ops::Range;

use crate::text::{Books, Kind, Text, word_key};

use super::keyed::KeyMap;

/// What Arabic wrote together with a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prefix {
    /// `و` or `ف`: it coordinates.
    pub and: bool,
    /// `ب`, `ل` or `ك`: it governs.
    pub preposition: bool,
    /// `ال`: it is definite.
    pub article: bool,
}

/// A phrase found.
#[derive(Debug, PartialEq, Eq)]
pub struct Found<'b, T> {
    /// How many tokens it covers.
    pub tokens: usize,
    /// What it means.
    pub meaning: &'b T,
    /// What stood before it in the same token.
    pub prefix: Prefix,
}

/// A phrase after its first word, longest first under one key.
struct Tail<T> {
    rest: Box<[u64]>,
    meaning: T,
}

/// The words of one language.
pub struct Wordbook<T> {
    by_first: KeyMap<Vec<Tail<T>>>,
    book: Books,
}

impl<T> Wordbook<T> {
    /// An empty one, which is asked only for words that `book` is known to hold.
    pub fn new(book: Books) -> Self {
        Self { by_first: KeyMap::default(), book }
    }

    /// The keys of the words with which phrases begin whose meaning is as `wanted`.
    pub fn first_words(&self, wanted: impl Fn(&T) -> bool) -> impl Iterator<Item = u64> {
        let begins = move |tails: &Vec<Tail<T>>| tails.iter().any(|tail| wanted(&tail.meaning));
        self.by_first.iter().filter(move |(_, tails)| begins(tails)).map(|(key, _)| *key)
    }

    /// The meaning of `phrase` as written in a lexicon, made by `new` if the phrase is new.
    /// `None` if the phrase has no words.
    pub fn entry(&mut self, phrase: &str, new: impl FnOnce() -> T) -> Option<&mut T> {
        let text = Text::new(phrase);
        let mut words = text.tokens().iter().filter(|token| token.kind != Kind::Mark).map(|token| text.word(token));
        let first = word_key(words.next()?);
        let rest: Box<[u64]> = words.map(word_key).collect();
        let tails = self.by_first.entry(first).or_default();
        let at = match tails.iter().position(|tail| tail.rest == rest) {
            Some(at) => at,
            None => {
                let at = tails.iter().position(|tail| tail.rest.len() < rest.len()).unwrap_or(tails.len());
                tails.insert(at, Tail { rest, meaning: new() });
                at
            }
        };
        tails.get_mut(at).map(|tail| &mut tail.meaning)
    }

    /// Whether a phrase whose meaning is as `wanted` begins in a range of tokens, at a word that `books` holds.
    pub fn any(&self, text: &Text<'_>, mut tokens: Range<usize>, books: Books, wanted: impl Fn(&T) -> bool) -> bool {
        let end = tokens.end.min(text.tokens().len());
        tokens.any(|at| {
            let begins = text.books(at).meets(books);
            begins && self.find(text, at, end).is_some_and(|found| wanted(found.meaning))
        })
    }

    /// The longest phrase that begins at token `at` and ends before `end`.
    pub fn find(&self, text: &Text<'_>, at: usize, end: usize) -> Option<Found<'_, T>> {
        if !text.books(at).meets(self.book) {
            return None;
        }
        let word = text.at(at);
        let mut best: Option<Found<'_, T>> = None;
        let mut try_word = |key: u64, prefix: Prefix| {
            let Some((tokens, meaning)) = self.walk(key, text, at, end) else { return };
            if best.as_ref().is_none_or(|best| tokens > best.tokens) {
                best = Some(Found { tokens, meaning, prefix });
            }
        };
        try_word(text.key(at), Prefix::default());
        if word.as_bytes().first().is_some_and(|byte| *byte >= 0xd8) {
            readings(word, &mut |rest, prefix| try_word(word_key(rest), prefix));
        }
        best
    }

    fn walk(&self, first: u64, text: &Text<'_>, at: usize, end: usize) -> Option<(usize, &T)> {
        let tails = self.by_first.get(&first)?;
        tails.iter().find_map(|tail| {
            let tokens = tail.rest.len() + 1;
            if at + tokens > end {
                return None;
            }
            let fits = tail.rest.iter().enumerate().all(|(n, word)| text.key(at + 1 + n) == *word);
            fits.then_some((tokens, &tail.meaning))
        })
    }
}

/// Calls `visit` for each way to take one proclitic chain off: `(و|ف)? (ب|ل|ك)? (ال|لل)?`.
fn readings(word: &str, visit: &mut impl FnMut(&str, Prefix)) {
    without_preposition(word, Prefix::default(), visit);
    if let Some(rest) = cut(word, "و").or_else(|| cut(word, "ف")) {
        let prefix = Prefix { and: true, ..Prefix::default() };
        visit(rest, prefix);
        without_preposition(rest, prefix, visit);
    }
}

fn without_preposition(word: &str, prefix: Prefix, visit: &mut impl FnMut(&str, Prefix)) {
    if let Some(rest) = cut(word, "ال") {
        visit(rest, Prefix { article: true, ..prefix });
    }
    if let Some(rest) = cut(word, "لل") {
        visit(rest, Prefix { preposition: true, article: true, ..prefix });
    }
    for letter in ["ب", "ل", "ك"] {
        let Some(rest) = cut(word, letter) else { continue };
        let prefix = Prefix { preposition: true, ..prefix };
        visit(rest, prefix);
        if let Some(rest) = cut(rest, "ال") {
            visit(rest, Prefix { article: true, ..prefix });
        }
    }
}

/// The word without `prefix`, if two letters are left.
fn cut<'w>(word: &'w str, prefix: &str) -> Option<&'w str> {
    word.strip_prefix(prefix).filter(|rest| rest.chars().nth(1).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(phrases: &[&str], text: &str, expected: Option<(usize, &str, Prefix)>) {
        let mut book = Wordbook::new(Books::ANY);
        for phrase in phrases {
            book.entry(phrase, || (*phrase).to_owned());
        }
        let cut = Text::new(text);
        let found = book.find(&cut, 0, cut.tokens().len());
        assert_eq!(found.map(|found| (found.tokens, found.meaning.as_str(), found.prefix)), expected);
    }

    #[test]
    fn the_longest_phrase_wins() {
        check(&["at", "at least"], "at least four", Some((2, "at least", Prefix::default())));
    }

    #[test]
    fn proclitics_come_off() {
        let and = Prefix { and: true, ..Prefix::default() };
        check(&["أربعة"], "وأربعة جنود", Some((1, "أربعة", and)));
        check(&["جندي"], "للجندي", Some((1, "جندي", Prefix { preposition: true, article: true, ..Prefix::default() })));
        check(&["قتل"], "مقتل", None);
    }

    #[test]
    fn the_whole_word_wins_over_a_part_of_it() {
        check(&["والد", "الد"], "والد", Some((1, "والد", Prefix::default())));
    }
}
