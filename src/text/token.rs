//! The folded form of a text as tokens, with the map back to the original.
//!
//! One pass: each code point is folded once, tokens and their spans fall out of it. The folded
//! string holds the tokens of the text with one space between them, so that an automaton of
//! folded names runs over it directly; punctuation that bounds clauses stays as a token.
//!
//! `«وأضافَ أنّ 1,200 شخصٍ»` becomes `« واضاف ان 1200 شخص »`, and each token knows its code points.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::books::Books;
use super::letter::{self, Folded, Row};
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
    start: u32,
    end: u32,
    /// Its bytes in the original.
    bytes: (u32, u32),
}

/// The key of a folded word; equal keys are taken for equal words.
pub fn word_key(word: &str) -> u64 {
    xxh3_64(word.as_bytes())
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

impl<'a> Text<'a> {
    /// Folds and cuts `original`. Linear in its length; one allocation for the folded string and
    /// one for the tokens.
    pub fn new(original: &'a str) -> Self {
        Cutter::new(original).run()
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

/// A place in the original.
#[derive(Clone, Copy)]
struct At {
    point: u32,
    byte: u32,
}

/// The token being built.
struct Open {
    at: At,
    kind: Kind,
    /// Whether it began with a capital, and whether all its letters are capitals.
    capital: bool,
    capitals: bool,
    /// Where its folded form begins.
    folded: usize,
}

/// The state of the one pass.
struct Cutter<'a> {
    original: &'a str,
    folded: String,
    tokens: Vec<Token>,
    open: Option<Open>,
    gap: Gap,
    /// Whether the last letter of the open token is `ة`.
    marbuta: bool,
}

impl<'a> Cutter<'a> {
    fn new(original: &'a str) -> Self {
        Self {
            original,
            folded: String::with_capacity(original.len() + original.len() / 8),
            tokens: Vec::with_capacity(original.len() / 6 + 1),
            open: None,
            gap: Gap::Space,
            marbuta: false,
        }
    }

    fn run(mut self) -> Text<'a> {
        let table = letter::table();
        let mut rest = self.original;
        let mut at = At { point: 0, byte: 0 };
        loop {
            let (length, points) = table.plain_run(rest);
            if let Some((run, after)) = rest.split_at_checked(length)
                && self.run_of_letters(run, after, at)
            {
                rest = after;
                at = At { point: at.point + points, byte: at.byte + narrow(length) };
                continue;
            }
            let mut letters = rest.chars();
            let Some(c) = letters.next() else { break };
            rest = letters.as_str();
            self.letter(c, rest, table, at);
            at = At { point: at.point + 1, byte: narrow(self.original.len() - rest.len()) };
        }
        self.close(at);
        Text { original: self.original, folded: self.folded, tokens: self.tokens, books: Vec::new() }
    }

    /// Takes letters that stand for themselves, unless a hamza follows that changes the last one.
    fn run_of_letters(&mut self, run: &str, after: &str, at: At) -> bool {
        if run.is_empty() || after.starts_with(['\u{654}', '\u{655}']) {
            return false;
        }
        self.grow(Kind::Word, at, false, |out| out.push_str(run));
        self.marbuta = false;
        true
    }

    fn letter(&mut self, c: char, rest: &str, table: &letter::Table, at: At) {
        if matches!(c, 'و' | 'ي' | 'ى')
            && let Some(seat) = rest.chars().next().and_then(|mark| letter::hamza_seat(c, mark))
        {
            return self.grow(Kind::Word, at, false, |out| out.push(seat));
        }
        if self.open.as_ref().is_some_and(|open| open.kind == Kind::Number) && joins_digits(c, rest) {
            // A separator of thousands goes, a decimal one stays as a point.
            return self.number_separator(c, rest);
        }
        match table.row(c) {
            Row::Nothing => return,
            Row::Letter(folded) if folded.is_ascii_digit() => {
                self.grow(Kind::Number, at, false, |out| out.push(folded));
            }
            Row::Letter(folded) => self.grow(Kind::Word, at, is_capital(c), |out| out.push(folded)),
            Row::Boundary => self.boundary(c, at),
            Row::Rare => {
                if self.rare(c, at) {
                    return;
                }
            }
        }
        self.marbuta = matches!(c, 'ة' | 'ۃ');
    }

    /// A letter without a row of its own; `true` if it is not written.
    fn rare(&mut self, c: char, at: At) -> bool {
        match letter::fold(c) {
            Folded::Nothing => return true,
            Folded::Letter(folded) if folded.is_ascii_digit() => {
                self.grow(Kind::Number, at, false, |out| out.push(folded));
            }
            Folded::Letter(folded) => self.grow(Kind::Word, at, c.is_uppercase(), |out| out.push(folded)),
            Folded::Letters(folded) => self.grow(Kind::Word, at, c.is_uppercase(), |out| out.push_str(folded)),
            Folded::Compound => self.grow(Kind::Word, at, c.is_uppercase(), |out| {
                letter::push_folded(c, out);
            }),
            Folded::Boundary => self.boundary(c, at),
        }
        false
    }

    fn number_separator(&mut self, c: char, rest: &str) {
        let digits_before = self.folded.len() - self.open.as_ref().map_or(0, |open| open.folded);
        let rest_is_thousands = rest.chars().take(4).take_while(|d| is_digit(*d)).count() == 3;
        let thousands =
            matches!(c, ',' | '٬' | '.' | '\u{a0}' | '\u{202f}') && rest_is_thousands && digits_before <= 3 + 4;
        if !thousands {
            self.folded.push('.');
        }
    }

    fn boundary(&mut self, c: char, at: At) {
        self.close(at);
        let mark = match c {
            ' ' => {
                self.gap = Gap::Space;
                return;
            }
            '\n' => return self.mark(Kind::Line, '\n', c, at),
            '،' | ',' | '、' => ',',
            '؛' | ';' => ';',
            '؟' | '?' => '?',
            '.' | '!' | ':' | '(' | ')' | '«' | '»' | '%' | '[' | ']' => c,
            '…' => '.',
            '٪' => '%',
            '"' | '“' | '”' | '„' | '‟' => '"',
            '–' | '—' => '-',
            '\'' | '’' | '‘' | 'ʼ' => {
                self.gap = if self.gap == Gap::Glued { Gap::Apostrophe } else { self.gap };
                return;
            }
            '-' | '‐' | '‑' => return self.hyphen(c, at),
            _ => {
                self.gap = Gap::Space;
                return;
            }
        };
        self.mark(Kind::Mark, mark, c, at);
    }

    /// Between letters a hyphen joins; elsewhere it is a dash.
    fn hyphen(&mut self, c: char, at: At) {
        if self.gap == Gap::Glued && self.tokens.last().is_some_and(|token| token.span.end == at.point) {
            self.gap = Gap::Hyphen;
        } else {
            self.mark(Kind::Mark, '-', c, at);
        }
    }

    fn mark(&mut self, kind: Kind, mark: char, original: char, at: At) {
        self.grow(kind, at, false, |out| out.push(mark));
        self.close(At { point: at.point + 1, byte: at.byte + narrow(original.len_utf8()) });
        if kind == Kind::Line {
            self.gap = Gap::Space;
        }
    }

    /// Adds to the open token, after closing one of another kind.
    fn grow(&mut self, kind: Kind, at: At, capital: bool, push: impl FnOnce(&mut String)) {
        if self.open.as_ref().is_some_and(|open| open.kind != kind) {
            self.close(at);
        }
        match &mut self.open {
            Some(open) => open.capitals &= capital,
            None => {
                if !self.folded.is_empty() {
                    self.folded.push(' ');
                }
                self.open = Some(Open { at, kind, capital, capitals: capital, folded: self.folded.len() });
            }
        }
        push(&mut self.folded);
    }

    fn close(&mut self, end: At) {
        let Some(open) = self.open.take() else { return };
        self.tokens.push(Token {
            span: Span::new(open.at.point, end.point),
            kind: open.kind,
            gap: self.gap,
            capital: open.capital,
            capitals: open.capitals,
            marbuta: self.marbuta && open.kind == Kind::Word,
            key: word_key(self.folded.get(open.folded..).unwrap_or("")),
            start: narrow(open.folded),
            end: narrow(self.folded.len()),
            bytes: (open.at.byte, end.byte),
        });
        self.gap = Gap::Glued;
    }
}

/// Whether a letter is a capital; those that have a row and are none of ASCII are looked up.
fn is_capital(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { c < '\u{590}' && c.is_uppercase() }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Whether a mark between digits belongs to the number: `1,200`, `1.200`, `١٬٢٠٠`, `10،5`, `٣٫٥`.
fn joins_digits(c: char, rest: &str) -> bool {
    matches!(c, ',' | '.' | '٬' | '٫' | '،') && rest.chars().next().is_some_and(is_digit)
}

fn is_digit(c: char) -> bool {
    matches!(letter::fold(c), Folded::Letter('0'..='9'))
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
