//! A sentence as pieces: each a word or phrase with what it means for a count.

use std::ops::Range;

use crate::language::number::Numeral;
use crate::lexicon::quantities::{Form, Kinds, Meaning, Quantities, Word};
use crate::lexicon::wordbook::Prefix;
use crate::model::Language;
use crate::model::event::Harm;
use crate::text::{Gap, Kind, Text};

/// One word, phrase, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// The first token, and one past the last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// What the tokens are.
    pub(super) kind: Kind,
    /// What stands before it.
    pub(super) gap: Gap,
    /// The mark, if it is one; a line end is `\n`.
    pub(super) mark: Option<char>,
    /// What it means.
    pub(super) word: Word,
    /// What Arabic wrote before it.
    pub(super) prefix: Prefix,
    /// A number that is no count: a decimal, an ordinal, a time.
    pub(super) spoilt: bool,
}

impl Piece {
    pub(super) fn is(&self, kinds: Kinds) -> bool {
        self.word.kinds.has(kinds)
    }

    pub(super) fn harm(&self) -> Option<(Harm, Form)> {
        match self.word.meaning {
            Meaning::Harm(harm, form) => Some((harm, form)),
            _ => None,
        }
    }

    pub(super) fn numeral(&self) -> Option<Numeral> {
        match self.word.meaning {
            Meaning::Numeral(numeral) if !self.spoilt => Some(numeral),
            _ => None,
        }
    }

    /// A number in digits or words, be it a count or not.
    pub(super) fn numeral_like(&self) -> bool {
        matches!(self.word.meaning, Meaning::Numeral(_))
    }

    /// A word that the lexicon of counting does not know.
    pub(super) fn unknown(&self) -> bool {
        self.kind == Kind::Word && self.word == Word::default()
    }

    /// Quotation marks stand between words, not between clauses.
    pub(super) fn quote(&self) -> bool {
        matches!(self.mark, Some('«' | '»' | '"'))
    }

    /// It coordinates: `و` written before it, or "and" itself.
    pub(super) fn coordinates(&self) -> bool {
        self.prefix.and || self.is(Kinds::AND)
    }
}

/// A sentence as pieces.
pub(super) struct Pieces<'t> {
    pub(super) text: &'t Text<'t>,
    pub(super) language: Language,
    pub(super) list: Vec<Piece>,
    /// The group of the names of peoples, which are also adjectives.
    pub(super) foreigners: u16,
}

impl<'t> Pieces<'t> {
    pub(super) fn new(text: &'t Text<'t>, tokens: Range<usize>, language: Language, words: &Quantities) -> Self {
        let book = words.words(language);
        let end = tokens.end.min(text.tokens().len());
        let mut list = Vec::with_capacity(end.saturating_sub(tokens.start));
        let mut at = tokens.start;
        while at < end {
            let piece = match text.tokens().get(at).map(|token| token.kind) {
                Some(Kind::Word) => glued_number(text, at, end).unwrap_or_else(|| match book.find(text, at, end) {
                    Some(found) => plain(text, at, at + found.tokens, *found.meaning, found.prefix),
                    None => plain(text, at, at + 1, Word::default(), Prefix::default()),
                }),
                Some(Kind::Number) => number(text, at, at, end, language),
                _ => plain(text, at, at + 1, Word::default(), Prefix::default()),
            };
            at = piece.end;
            list.push(piece);
        }
        if language == Language::French {
            silence(text, &mut list);
        }
        Self { text, language, list, foreigners: words.group_named("foreigners") }
    }

    pub(super) fn get(&self, at: usize) -> Option<&Piece> {
        self.list.get(at)
    }

    pub(super) fn is(&self, at: usize, kinds: Kinds) -> bool {
        self.get(at).is_some_and(|piece| piece.is(kinds))
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        self.get(at).and_then(|piece| piece.mark)
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.get(at).map_or("", |piece| self.text.at(piece.start))
    }

    /// The tokens of a range of pieces.
    pub(super) fn tokens(&self, pieces: Range<usize>) -> Range<usize> {
        let start = self.get(pieces.start).map_or(0, |piece| piece.start);
        let end = pieces.end.checked_sub(1).and_then(|last| self.get(last)).map_or(start, |piece| piece.end);
        start..end.max(start)
    }

    pub(super) fn arabic(&self) -> bool {
        !matches!(self.language, Language::English | Language::French)
    }
}

/// « Les armes ne se sont pas tues »: the reflexive is *se taire*; without accents *tués* looks the same.
fn silence(text: &Text<'_>, list: &mut [Piece]) {
    for at in 2..list.len() {
        let word = |back: usize| list.get(at - back).map_or("", |piece| text.at(piece.start));
        let same = matches!(word(0), "tue" | "tues");
        let pas = usize::from(matches!(word(1), "pas" | "jamais" | "enfin" | "toujours"));
        let is = matches!(word(1 + pas), "sont" | "est" | "etaient" | "etait");
        let reflexive = at > 1 + pas && matches!(word(2 + pas), "se" | "s");
        if same
            && is
            && reflexive
            && let Some(piece) = list.get_mut(at)
        {
            piece.word = Word::default();
        }
    }
}

fn plain(text: &Text<'_>, start: usize, end: usize, word: Word, prefix: Prefix) -> Piece {
    let token = text.tokens().get(start);
    let kind = token.map_or(Kind::Line, |token| token.kind);
    let mark = match kind {
        Kind::Mark | Kind::Line => text.at(start).chars().next(),
        Kind::Word | Kind::Number => None,
    };
    Piece { start, end, kind, gap: token.map_or(Gap::Space, |token| token.gap), mark, word, prefix, spoilt: false }
}

/// `و18`, `ال37`, `بـ4`: proclitics before digits are tokens of their own.
fn glued_number(text: &Text<'_>, at: usize, end: usize) -> Option<Piece> {
    // Few words stand before digits.
    let digits = text.tokens().get(at + 1).filter(|token| token.kind == Kind::Number)?;
    let prefix = match text.at(at) {
        "و" | "ف" => Prefix { and: true, ..Prefix::default() },
        "ال" => Prefix { article: true, ..Prefix::default() },
        "وال" | "فال" => Prefix { and: true, article: true, ..Prefix::default() },
        "ب" | "ل" | "ك" => Prefix { preposition: true, ..Prefix::default() },
        "وب" | "ول" => Prefix { and: true, preposition: true, ..Prefix::default() },
        "بال" | "لل" => Prefix { preposition: true, article: true, ..Prefix::default() },
        _ => return None,
    };
    // `و 18` with a space is the same habit.
    let near = digits.gap == Gap::Glued || digits.gap == Gap::Hyphen || (prefix.and && !prefix.article);
    if !near || at + 1 >= end {
        return None;
    }
    let mut piece = number(text, at, at + 1, end, Language::Arabic);
    piece.prefix = prefix;
    Some(piece)
}

/// The digits at token `at` as a piece that begins at `start`.
fn number(text: &Text<'_>, start: usize, at: usize, end: usize, language: Language) -> Piece {
    let mut piece = plain(text, start, at + 1, Word::default(), Prefix::default());
    piece.kind = Kind::Number;
    piece.mark = None;
    let digits = text.at(at);
    let mut value = digits.parse::<u32>().ok();
    if let Some(thousands) = spaced_thousands(text, at, end, language) {
        value = value.and_then(|n| n.checked_mul(1000)).and_then(|n| n.checked_add(thousands));
        piece.end = at + 2;
    }
    let leading_zero = digits.len() > 1 && digits.starts_with('0');
    piece.spoilt = value.is_none() || leading_zero || spoilt(text, start, piece.end);
    piece.word.meaning = Meaning::Numeral(Numeral::Digits(value.unwrap_or(0)));
    piece
}

/// French and English agencies set thousands apart with a space: `1 200 personnes`.
fn spaced_thousands(text: &Text<'_>, at: usize, end: usize, language: Language) -> Option<u32> {
    let (first, second) = (text.tokens().get(at)?, text.tokens().get(at + 1)?);
    let close = second.span.start == first.span.end + 1 && second.gap == Gap::Space;
    let shape = second.kind == Kind::Number && text.at(at).len() <= 3 && text.at(at + 1).len() == 3;
    let digits = second.span.end - second.span.start == 3;
    if language != Language::French || at + 1 >= end || !(close && shape && digits) {
        return None;
    }
    text.at(at + 1).parse().ok()
}

/// Ordinals (`444th`, `17e`), times (`11:30`, `30ر11`) and percentages (`71%`, `%71`).
fn spoilt(text: &Text<'_>, start: usize, end: usize) -> bool {
    let glued = |at: usize| text.tokens().get(at).filter(|token| token.gap == Gap::Glued).map(|token| token.kind);
    let after = text.at(end);
    let number_after = text.tokens().get(end + 1).is_some_and(|token| token.kind == Kind::Number);
    match after {
        "%" => return true,
        ":" if glued(end) == Some(Kind::Mark) && number_after && glued(end + 1).is_some() => return true,
        // `17e`, `5كم`; but `4قتلى` only lacks its space.
        _ if glued(end) == Some(Kind::Word) && after.chars().count() <= 3 => return true,
        _ => {}
    }
    let Some(before) = start.checked_sub(1) else { return false };
    let glued_before = text.tokens().get(start).is_some_and(|token| token.gap == Gap::Glued);
    let word_before = text.tokens().get(before).is_some_and(|token| token.kind == Kind::Word);
    match text.at(before) {
        "%" => glued_before,
        ":" => glued_before && before > 0 && text.tokens().get(before - 1).is_some_and(|t| t.kind == Kind::Number),
        // `30ر11`, `M23`: letters run into the digits.
        _ => glued_before && word_before,
    }
}
