//! A sentence as pieces of time: words with what they say of it, numbers and marks.

use std::ops::Range;

use crate::language::number::{Link, Numeral, Sum};
use crate::lexicon::calendar::{Time, TimeKinds, TimeWord, Unit, Which};
use crate::lexicon::quantities::Meaning;
use crate::lexicon::wordbook::Prefix;
use crate::model::Language;
use crate::text::{Books, Gap, Kind, Text};

use super::Words;

/// One word, phrase, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// The first token, and one past the last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The mark, if it is one.
    pub(super) mark: Option<char>,
    /// What stands before it.
    pub(super) gap: Gap,
    /// What it says of time.
    pub(super) word: TimeWord,
    /// What Arabic wrote before it.
    pub(super) prefix: Prefix,
    /// A number, in digits or words.
    pub(super) number: Option<u32>,
    /// It is written in digits.
    pub(super) digits: bool,
    /// It began with a capital.
    pub(super) capital: bool,
}

impl Piece {
    pub(super) fn is(&self, kinds: TimeKinds) -> bool {
        self.word.kinds.has(kinds)
    }

    pub(super) fn month(&self) -> Option<u32> {
        match self.word.time {
            Time::Month(month) => Some(month),
            _ => None,
        }
    }

    pub(super) fn unit(&self) -> Option<(Unit, u32)> {
        match self.word.time {
            Time::Unit(unit, times) => Some((unit, times)),
            _ => None,
        }
    }

    pub(super) fn which(&self) -> Option<Which> {
        self.word.which
    }

    /// Whether it may be the heart of an expression.
    pub(super) fn tells_time(&self) -> bool {
        self.digits || self.word.tells_time()
    }

    /// Whether an expression may begin with it and have no heart behind it: `لليوم الرابع`.
    fn may_begin(&self) -> bool {
        self.tells_time() || self.is(TimeKinds::DAY_WORD.with(TimeKinds::NTH_OPENS))
    }

    /// Whether no expression begins with it: an unknown word or a mark.
    pub(super) fn says_nothing(&self) -> bool {
        self.number.is_none() && self.word == TimeWord::default()
    }

    /// A year in digits.
    pub(super) fn year(&self) -> Option<i32> {
        self.number.filter(|n| self.digits && (1900..=2100).contains(n)).and_then(|n| i32::try_from(n).ok())
    }

    /// A day of a month in digits or words.
    pub(super) fn day(&self) -> Option<u32> {
        self.number.filter(|n| (1..=31).contains(n))
    }
}

/// A sentence as pieces.
pub(in crate::extract) struct Pieces<'t> {
    pub(super) text: &'t Text<'t>,
    pub(super) language: Language,
    pub(super) list: Vec<Piece>,
    /// One past the last piece at which an expression may begin; 0 if there is none.
    pub(super) end: usize,
}

impl<'t> Pieces<'t> {
    pub(super) fn new(text: &'t Text<'t>, tokens: Range<usize>, language: Language, words: Words<'_>) -> Self {
        let list = cut(text, tokens.clone(), language, words, false);
        // Numbers in words matter only beside a unit or a month, and most sentences have none.
        let counts = list.iter().any(|piece| piece.unit().is_some() || piece.month().is_some());
        let counts = counts && text.may_hold(tokens.clone(), Books::NUMERALS);
        let list = if counts { cut(text, tokens, language, words, true) } else { list };
        let hearted = list.iter().any(Piece::tells_time);
        let last = list.iter().rposition(Piece::may_begin).filter(|_| hearted);
        Self { text, language, list, end: last.map_or(0, |last| last + 1) }
    }

    /// Whether it counts from the day that the story is at: "the day before", `في اليوم ذاته`.
    pub(in crate::extract) fn counts_from_story(&self) -> bool {
        self.list.iter().any(|piece| matches!(piece.word.time, Time::Story(_)) || piece.is(TimeKinds::EARLIER))
    }

    pub(super) fn get(&self, at: usize) -> Option<&Piece> {
        self.list.get(at)
    }

    pub(super) fn is(&self, at: usize, kinds: TimeKinds) -> bool {
        self.get(at).is_some_and(|piece| piece.is(kinds))
    }

    pub(super) fn arabic(&self) -> bool {
        !matches!(self.language, Language::English | Language::French)
    }

    /// Where a phrase ends that holds a day word but names no day.
    pub(super) fn passed_over(&self, at: usize) -> Option<usize> {
        (self.get(at)?.word.time == Time::Skip).then_some(at + 1)
    }

    /// Steps over pieces of some kinds.
    pub(super) fn skip(&self, mut at: usize, kinds: TimeKinds) -> usize {
        while self.is(at, kinds) && self.get(at).is_some_and(|piece| piece.word.time == Time::Nothing) {
            at += 1;
        }
        at
    }

    /// What the original has between two pieces: `/` in `حزيران/يونيو` and 12/6/2019.
    pub(super) fn between(&self, first: usize, second: usize) -> &str {
        let last = |at: usize| self.get(at).and_then(|piece| self.text.tokens().get(piece.end.saturating_sub(1)));
        let (Some(first), Some(second)) = (last(first), self.get(second).and_then(|p| self.text.tokens().get(p.start)))
        else {
            return "";
        };
        // Only a mark is of interest, no longer gap.
        if second.span.start != first.span.end + 1 {
            return "";
        }
        self.text.between(first, second)
    }
}

/// The pieces of a range of tokens, with or without the numbers that are written in words.
fn cut(text: &Text<'_>, tokens: Range<usize>, language: Language, words: Words<'_>, numerals: bool) -> Vec<Piece> {
    let end = tokens.end.min(text.tokens().len());
    let mut list = Vec::with_capacity(end.saturating_sub(tokens.start));
    let mut at = tokens.start;
    while at < end {
        let piece = piece(text, at, end, language, words, numerals);
        at = piece.end;
        list.push(piece);
    }
    list
}

fn piece(text: &Text<'_>, at: usize, end: usize, language: Language, words: Words<'_>, numerals: bool) -> Piece {
    let token = text.tokens().get(at);
    let kind = token.map_or(Kind::Line, |token| token.kind);
    let mut piece = Piece {
        start: at,
        end: at + 1,
        mark: matches!(kind, Kind::Mark | Kind::Line).then(|| text.at(at).chars().next()).flatten(),
        gap: token.map_or(Gap::Space, |token| token.gap),
        word: TimeWord::default(),
        prefix: Prefix::default(),
        number: None,
        digits: false,
        capital: token.is_some_and(|token| token.capital),
    };
    match kind {
        Kind::Number => digits(&mut piece, text, at, end),
        Kind::Word => {
            if let Some(prefix) = proclitic(text, at, end) {
                piece.prefix = prefix;
                digits(&mut piece, text, at + 1, end);
            } else if let Some(found) = words.calendar.words(language).find(text, at, end) {
                piece.word = *found.meaning;
                piece.prefix = found.prefix;
                piece.end = at + found.tokens;
                if let Time::Ordinal(first) = found.meaning.time {
                    ordinal(&mut piece, first, text, end, language, words);
                }
            } else if numerals {
                numeral(&mut piece, text, at, end, language, words);
            }
        }
        Kind::Mark | Kind::Line => {}
    }
    piece
}

/// `ال24`, `و18`: proclitics before digits are tokens of their own.
fn proclitic(text: &Text<'_>, at: usize, end: usize) -> Option<Prefix> {
    // Few words stand before digits.
    let digits = text.tokens().get(at + 1).filter(|token| token.kind == Kind::Number && at + 1 < end)?;
    let prefix = match text.at(at) {
        "ال" | "بال" | "لل" => Prefix { article: true, ..Prefix::default() },
        "و" | "ف" => Prefix { and: true, ..Prefix::default() },
        "وال" => Prefix { and: true, article: true, ..Prefix::default() },
        "ب" | "ل" => Prefix { preposition: true, ..Prefix::default() },
        _ => return None,
    };
    (digits.gap != Gap::Space || prefix.and).then_some(prefix)
}

/// Digits with the ordinal ending that may follow them: 12th, 1er.
fn digits(piece: &mut Piece, text: &Text<'_>, at: usize, end: usize) {
    piece.number = text.at(at).parse().ok();
    piece.digits = true;
    piece.end = at + 1;
    let ordinal = text.tokens().get(at + 1).is_some_and(|token| token.kind == Kind::Word && token.gap == Gap::Glued);
    if ordinal && at + 1 < end && matches!(text.at(at + 1), "st" | "nd" | "rd" | "th" | "er" | "e") {
        piece.end = at + 2;
    }
}

/// `الخامس عشر`, `الخامس والعشرين`: an ordinal with the tens behind it.
fn ordinal(piece: &mut Piece, first: u32, text: &Text<'_>, end: usize, language: Language, words: Words<'_>) {
    piece.number = Some(first);
    piece.word = TimeWord::default();
    let Some(found) = words.quantities.words(language).find(text, piece.end, end) else { return };
    let more = match found.meaning.meaning {
        Meaning::Numeral(Numeral::Ten) if !found.prefix.and => 10,
        Meaning::Numeral(Numeral::Tens(tens @ (20 | 30))) if found.prefix.and => tens,
        _ => return,
    };
    if first < 10 {
        piece.number = Some(first + more);
        piece.end += found.tokens;
    }
}

/// A number in words.
fn numeral(piece: &mut Piece, text: &Text<'_>, at: usize, end: usize, language: Language, words: Words<'_>) {
    let book = words.quantities.words(language);
    let read = |at: usize| {
        let found = book.find(text, at, end)?;
        match found.meaning.meaning {
            Meaning::Numeral(numeral) => Some((numeral, found.tokens, found.prefix)),
            _ => None,
        }
    };
    let Some((first, tokens, prefix)) = read(at) else { return };
    let mut sum = Sum::new(first, language);
    let mut next = at + tokens;
    while let Some((numeral, tokens, prefix)) = read(next) {
        let link = if prefix.and { Link::And } else { Link::Beside };
        if matches!(numeral, Numeral::About(_)) || !sum.push(numeral, link) {
            break;
        }
        next += tokens;
    }
    piece.number = Some(sum.value());
    piece.prefix = prefix;
    piece.end = next;
}
