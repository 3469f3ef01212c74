//! The folded form of a text as tokens, with the map back to the original.
//!
//! One pass: each code point is folded once, tokens and their spans fall out of it. The folded
//! string holds the tokens of the text with one space between them, so that an automaton of
//! folded names runs over it directly; punctuation that bounds clauses stays as a token.
//!
//! `«وأضافَ أنّ 1,200 شخصٍ»` becomes `« واضاف ان 1200 شخص »`, and each token knows its code points.

use std::ops::Range;

use super::books::Books;
use super::{cut, hash};
use crate::model::Span;

/// What kind of token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters.
    Word,
    /// Digits, with separators of thousands and decimals resolved: `1,200` is `1200`, `10،5` is `10.5`.
    Number,
    /// A mark that bounds clauses or quotes; the folded form is the mark, Arabic ones in ASCII
    /// (`،` is `,` and `؟` is `?`), all double quotation marks `"` except `«` and `»`.
    Mark,
    /// The end of a line.
    Line,
}

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing: `ال|24`, `444|th`, or a mark at a word.
    Glued,
    /// A hyphen: `al-Mismari`, `cessez-le-feu`.
    Hyphen,
    /// An apostrophe: `l'armée`, `Haftar's`.
    Apostrophe,
    /// Space or a mark that is no token.
    Space,
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the original, in code points.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// What stands before it.
    pub gap: Gap,
    /// Whether it began with a capital letter, Latin script only.
    pub capital: bool,
    /// Whether all its letters are capitals: `NOC`, and also the `A` of "A boat".
    pub capitals: bool,
    /// Whether it ended in `ة`, which the fold does not tell from the pronoun `ه`.
    pub marbuta: bool,
    /// The [`word_key`] of its folded form, by which all dictionaries are looked up.
    pub key: u64,
    /// Its bytes in the folded form.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Its bytes in the original.
    pub(super) bytes: (u32, u32),
}

/// The key of a folded word; equal keys are taken for equal words.
pub fn word_key(word: &str) -> u64 {
    hash::key(word.as_bytes())
}

/// A text with its folded tokens.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    original: &'a str,
    folded: String,
    tokens: Vec<Token>,
    /// For each token, once they have been looked up.
    books: Vec<Books>,
}

/// Memory for a text: a lexicon cuts some ten thousand phrases one after another.
#[derive(Debug, Default)]
pub struct Room {
    folded: String,
    tokens: Vec<Token>,
}

impl<'a> Text<'a> {
    /// Folds and cuts `original`. Linear in its length; one allocation for the folded string and
    /// one for the tokens.
    pub fn new(original: &'a str) -> Self {
        let (folded, tokens) = cut::cut(original);
        Self { original, folded, tokens, books: Vec::new() }
    }

    /// The same in the room of a text that is no longer needed.
    pub fn within(room: Room, original: &'a str) -> Self {
        let (folded, tokens) = cut::within(room.folded, room.tokens, original);
        Self { original, folded, tokens, books: Vec::new() }
    }

    /// The room that it took.
    pub fn into_room(self) -> Room {
        Room { folded: self.folded, tokens: self.tokens }
    }

    /// The emitted text.
    pub fn original(&self) -> &'a str {
        self.original
    }

    /// All tokens with single spaces between them.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The tokens in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The folded form of a token of this text.
    pub fn word(&self, token: &Token) -> &str {
        self.folded.get(token.start as usize..token.end as usize).unwrap_or("")
    }

    /// The folded form of the token at `index`, empty beyond the ends.
    pub fn at(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| self.word(token))
    }

    /// The key of the token at `index`, that of no word beyond the ends.
    pub fn key(&self, index: usize) -> u64 {
        self.tokens.get(index).map_or(0, |token| token.key)
    }

    /// The original span from the first to the last token of a range of tokens.
    pub fn span(&self, tokens: Range<usize>) -> Option<Span> {
        let covered = self.tokens.get(tokens)?;
        Some(covered.first()?.span.cover(covered.last()?.span))
    }

    /// The words of a range of tokens as the original has them; empty beyond the ends.
    pub fn quote(&self, tokens: Range<usize>) -> &'a str {
        let words = self.tokens.get(tokens).unwrap_or(&[]);
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return "" };
        self.original.get(first.bytes.0 as usize..last.bytes.1 as usize).unwrap_or("")
    }

    /// The dictionaries that may know a word that begins at a token, with or without its proclitics.
    pub fn books(&self, index: usize) -> Books {
        self.books.get(index).copied().unwrap_or(Books::ANY)
    }

    /// Whether one of `books` may know a word of a range of tokens.
    pub fn may_hold(&self, tokens: Range<usize>, books: Books) -> bool {
        tokens.clone().any(|at| self.books(at).meets(books))
    }

    /// Notes which dictionaries know the words, one set for each token.
    pub fn note(&mut self, books: Vec<Books>) {
        self.books = books;
    }

    /// What the original has between the end of one token and the start of another.
    pub fn between(&self, first: &Token, second: &Token) -> &'a str {
        self.original.get(first.bytes.1 as usize..second.bytes.0 as usize).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, folded: &str) {
        let cut = Text::new(text);
        assert_eq!(cut.folded(), folded);
        for token in cut.tokens() {
            assert!(!token.span.of(text).is_empty(), "an empty span in {text}");
        }
    }

    #[test]
    fn marks_stay_and_vowels_go() {
        check("«وأضافَ أنّ 1,200 شخصٍ»", "« واضاف ان 1200 شخص »");
    }

    #[test]
    fn letters_and_digits_are_cut_apart() {
        check("خلال الـ24 ساعة", "خلال ال 24 ساعه");
        check("4 قتلى و18 جريحاً", "4 قتلي و 18 جريحا");
    }

    #[test]
    fn numbers_keep_their_value() {
        check("١٬٢٠٠ و10،5 و3.5 و1.200", "1200 و 10.5 و 3.5 و 1200");
    }

    #[test]
    fn apostrophes_and_hyphens_cut_without_a_mark() {
        check("l'armée d’Haftar", "l armee d haftar");
        check("al-Mismari — cessez-le-feu", "al mismari - cessez le feu");
    }

    #[test]
    fn spans_quote_the_original() {
        let text = "نفّى المسماري، أمس";
        let cut = Text::new(text);
        let words: Vec<&str> = cut.tokens().iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words, ["نفّى", "المسماري", "،", "أمس"]);
    }
}
