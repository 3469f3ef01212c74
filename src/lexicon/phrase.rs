//! Phrases of one language, found in a text in one pass over its tokens.

use std::ops::Range;

use super::keyed::{KeyMap, KeySet};
use crate::{
    model::Language,
    text::{Books, Kind, Text, word_key},
};

/// A phrase found in a text, with what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<C> {
    /// What the phrase stands for.
    pub class: C,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether a conjunction is written together with its first word: `ونفى` is `و` + `نفى`.
    pub joined: bool,
}

/// *a, pour sa part, démenti*
const MOST_ADVERBS: usize = 3;

/// Phrases with what they stand for. The longest phrase that begins at a word wins; a phrase may
/// stand for several things.
#[derive(Clone, Debug)]
pub struct Phrases<C> {
    language: Language,
    book: Books,
    /// Words that may stand behind the first one: *a également démenti*.
    adverbs: KeySet,
    by_first: KeyMap<Family<C>>,
}

/// The phrases that begin with one word.
#[derive(Clone, Debug)]
struct Family<C> {
    /// A bit for the key of each second word: a word such as *a* begins so many phrases that to look at
    /// each was most of the search, and nearly no text goes on with one of them.
    seconds: u64,
    /// The longest first; the word alone last.
    phrases: Vec<Phrase<C>>,
}

/// The bit of a key among 64.
fn bit(key: u64) -> u64 {
    1 << (key >> 58)
}

#[derive(Clone, Debug)]
struct Phrase<C> {
    /// The key of its second word, 0 if it has none.
    second: u64,
    /// The keys behind the first.
    rest: Box<[u64]>,
    classes: Vec<C>,
}

impl<C: Copy + PartialEq> Phrases<C> {
    /// No phrases yet; they are looked for only at words that `book` is known to hold.
    pub fn new(language: Language, book: Books) -> Self {
        Self { language, book, adverbs: KeySet::default(), by_first: KeyMap::default() }
    }

    /// The keys of the words with which phrases begin.
    pub fn first_words(&self) -> impl Iterator<Item = u64> {
        self.by_first.keys().copied()
    }

    /// The language of the phrases.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Lets a word stand between the first and the second word of each phrase.
    pub fn add_adverb(&mut self, word: &str) -> bool {
        self.adverbs.insert(word_key(Text::new(word).folded()))
    }

    /// Adds a phrase as an analyst writes it; it is folded as texts are. `false` if nothing of it
    /// is left or if it already stood for `class`.
    pub fn add(&mut self, phrase: &str, class: C) -> bool {
        let folded = Text::new(phrase);
        let mut words = folded.tokens().iter().map(|token| token.key);
        let Some(first) = words.next() else { return false };
        let rest: Box<[u64]> = words.collect();
        let family = self.by_first.entry(first).or_insert_with(|| Family { seconds: 0, phrases: Vec::new() });
        let known = &mut family.phrases;
        match known.iter_mut().find(|phrase| phrase.rest == rest) {
            Some(phrase) if phrase.classes.contains(&class) => return false,
            Some(phrase) => phrase.classes.push(class),
            None => {
                let second = rest.first().copied().unwrap_or(0);
                family.seconds |= if rest.is_empty() { 0 } else { bit(second) };
                known.push(Phrase { second, rest, classes: vec![class] });
                known.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
            }
        }
        true
    }

    /// The phrases of `tokens`, left to right and without overlap; several hits with the same
    /// tokens where a phrase stands for several things. A phrase never reaches over the end of a line.
    pub fn find(&self, text: &Text<'_>, tokens: Range<usize>) -> Vec<Hit<C>> {
        let mut hits = Vec::with_capacity(tokens.len() / 4);
        let mut at = tokens.start;
        while at < tokens.end {
            at = match self.longest_at(text, at, tokens.end) {
                Some((phrase, joined, end)) => {
                    hits.extend(phrase.classes.iter().map(|class| Hit { class: *class, tokens: at..end, joined }));
                    end
                }
                None => at + 1,
            };
        }
        hits
    }

    /// Whether a folded word alone stands for something.
    pub fn holds(&self, word: &str, class: C) -> bool {
        let alone = self.by_first.get(&word_key(word)).and_then(Family::alone);
        alone.is_some_and(|alone| alone.classes.contains(&class))
    }

    /// The longest phrase at a token, whether a conjunction is joined to it, and where it ends.
    fn longest_at(&self, text: &Text<'_>, at: usize, end: usize) -> Option<(&Phrase<C>, bool, usize)> {
        if !text.books(at).meets(self.book) {
            return None;
        }
        if let Some((phrase, past)) = self.longest_from(text.key(at), text, at, end) {
            return Some((phrase, false, past));
        }
        if self.language != Language::Arabic || text.tokens().get(at)?.kind != Kind::Word {
            return None;
        }
        let bare = text.at(at).strip_prefix(['و', 'ف'])?;
        self.longest_from(word_key(bare), text, at, end).map(|(phrase, past)| (phrase, true, past))
    }

    fn longest_from(&self, first: u64, text: &Text<'_>, at: usize, end: usize) -> Option<(&Phrase<C>, usize)> {
        let family = self.by_first.get(&first)?;
        let found = |from: usize| family.longest(text, from, end, from > at + 1);
        let near = found(at + 1).map(|phrase| (phrase, at + 1 + phrase.rest.len()));
        if near.is_some_and(|(phrase, _)| !phrase.rest.is_empty()) || self.adverbs.is_empty() {
            return near;
        }
        // *a* alone is a word too, but *a également démenti* is longer.
        let adverbs = (at + 1..at + 1 + MOST_ADVERBS).take_while(|adverb| self.adverbs.contains(&text.key(*adverb)));
        let far = adverbs.map(|adverb| adverb + 1).find_map(|from| found(from).map(|phrase| (phrase, from)));
        far.map(|(phrase, from)| (phrase, from + phrase.rest.len())).or(near)
    }
}

impl<C> Family<C> {
    /// The first word as a phrase of its own.
    fn alone(&self) -> Option<&Phrase<C>> {
        self.phrases.last().filter(|phrase| phrase.rest.is_empty())
    }

    /// The longest phrase whose words behind the first one stand at `from`.
    fn longest(&self, text: &Text<'_>, from: usize, end: usize, adverbs: bool) -> Option<&Phrase<C>> {
        if self.seconds & bit(text.key(from)) == 0 {
            return self.alone().filter(|alone| alone.goes_on(text, from, end, adverbs));
        }
        self.phrases.iter().find(|phrase| phrase.goes_on(text, from, end, adverbs))
    }
}

impl<C> Phrase<C> {
    /// Whether the words behind the first one stand at `from`; behind adverbs there must be some.
    fn goes_on(&self, text: &Text<'_>, from: usize, end: usize, adverbs: bool) -> bool {
        if self.rest.is_empty() {
            return !adverbs && from <= end;
        }
        text.key(from) == self.second
            && from + self.rest.len() <= end
            && self.rest.iter().enumerate().all(|(n, word)| text.key(from + n) == *word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(language: Language, phrases: &[&str], text: &str) -> Vec<(String, bool)> {
        let mut table = Phrases::new(language, Books::ANY);
        for phrase in phrases {
            assert!(table.add(phrase, ()));
        }
        let cut = Text::new(text);
        let words = |hit: &Hit<()>| cut.span(hit.tokens.clone()).map_or("", |span| span.of(text)).to_owned();
        table.find(&cut, 0..cut.tokens().len()).iter().map(|hit| (words(hit), hit.joined)).collect()
    }

    #[test]
    fn the_longest_phrase_wins() {
        let expected = [("no longer".to_owned(), false), ("no".to_owned(), false)];
        assert_eq!(found(Language::English, &["no", "no longer"], "no longer a no man"), expected);
    }

    #[test]
    fn a_conjunction_is_set_off_in_arabic() {
        assert_eq!(found(Language::Arabic, &["نفى"], "ونفّى العقيد"), [("ونفّى".to_owned(), true)]);
        assert_eq!(found(Language::Arabic, &["نفي"], "تنفيذ"), []);
    }
}
