//! When: the days that a sentence names, counted from the publication.
//!
//! A sentence is cut into `piece`s; at each one an expression is tried, the longest kind first:
//! ranges (`ليل الخميس/الجمعة`, *du 10 au 12 mai*), dates (`absolute`), days counted from the
//! publication or from the day that the story is at (`relative`), spans of time (`span`), and days
//! counted from another event or from its beginning (`course`).
//! `reckon` does the arithmetic.

mod absolute;
mod course;
mod piece;
mod range;
mod reckon;
mod relative;
mod span;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::NaiveDate;

use crate::lexicon::calendar::{Calendar, TimeKinds};
use crate::lexicon::quantities::Quantities;
use crate::model::event::{DateBasis, When};
use crate::model::{Language, Span};
use crate::text::{self, Text};

pub(super) use piece::Pieces;

/// The days that words count from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The calendar day of the publication, in the outlet's zone.
    pub published: Option<NaiveDate>,
    /// The day on which the sentence says that its content was said: spans that end with the
    /// report and day words inside quotation marks count from it.
    pub said: Option<NaiveDate>,
    /// The day that the story is at: *la veille* counts from it.
    pub story: Option<NaiveDate>,
}

/// How finely a time is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// The day or days are known.
    Day,
    /// Known to about a week.
    Week,
    /// Known to about a month.
    Month,
    /// Known to the year: no date of an event.
    Year,
}

/// What a date does in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Something happens on it.
    Point,
    /// Something happens from the first to the last day of it.
    Interval,
    /// A state begins: `منذ السبت الماضي`.
    Since,
    /// A state ends, or a time limit: `حتى الجمعة`, "before 10 May".
    Until,
    /// Something else happened on it, told behind the words: "two days after", `بعد يومين من`.
    After,
}

/// First and last day.
pub type Days = (NaiveDate, NaiveDate);

/// A time that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// First and last day, as read for what has happened.
    pub days: Days,
    /// First and last day, as read for what is to come, where that is another day: "on Monday" is
    /// the Monday before or, of something planned, the Monday after.
    pub ahead: Option<Days>,
    /// How finely it is told.
    pub grain: Grain,
    /// What it does.
    pub kind: Kind,
    /// Whether it is a date or counts from another day.
    pub basis: DateBasis,
    /// The words stand inside quotation marks.
    pub quoted: bool,
    /// The words.
    pub tokens: Range<usize>,
    /// The same in the original.
    pub span: Span,
}

impl Mention {
    /// The time as read for what has happened. A year alone is no date.
    pub fn when(&self) -> When {
        self.of(self.days)
    }

    /// The time as read for what is to come.
    pub fn when_ahead(&self) -> When {
        self.of(self.ahead.unwrap_or(self.days))
    }

    fn of(&self, (first, last): Days) -> When {
        let precision = match self.grain {
            Grain::Day => 1,
            Grain::Week => 2,
            Grain::Month => 3,
            Grain::Year => return When::UNKNOWN,
        };
        let end = (last != first && self.kind != Kind::Since).then_some(last);
        When { date: Some(first), end, precision: Some(precision), basis: Some(self.basis) }
    }
}

/// The words that the grammar needs.
#[derive(Clone, Copy)]
pub struct Words<'l> {
    /// Months, weekdays and day words.
    pub calendar: &'l Calendar,
    /// Numerals.
    pub quantities: &'l Quantities,
}

/// The times that a range of tokens names, in the order of the text. What counts from a day that
/// is not known is left out.
pub fn mentions(
    text: &Text<'_>,
    tokens: Range<usize>,
    language: Language,
    words: Words<'_>,
    anchor: Anchor,
) -> Vec<Mention> {
    cut(text, tokens, language, words).map_or_else(Vec::new, |pieces| read(&pieces, anchor))
}

/// A range of tokens cut into pieces of time; `None` if it names no time.
pub(super) fn cut<'t>(
    text: &'t Text<'t>,
    tokens: Range<usize>,
    language: Language,
    words: Words<'_>,
) -> Option<Pieces<'t>> {
    let digits = |at: usize| text.tokens().get(at).is_some_and(|token| token.kind == text::Kind::Number);
    if !tokens.clone().any(digits) && !words.calendar.tells_time(text, tokens.clone(), language) {
        return None;
    }
    let pieces = Pieces::new(text, tokens, language, words);
    (pieces.end > 0).then_some(pieces)
}

/// The times that pieces name, counted from an anchor.
pub(super) fn read(pieces: &Pieces<'_>, anchor: Anchor) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut quoted = Quotation::default();
    let mut at = 0;
    while let Some(piece) = pieces.list.get(at).filter(|_| at < pieces.end) {
        quoted.pass(piece.mark);
        if piece.says_nothing() {
            at += 1;
            continue;
        }
        let tells = |mention: &&Mention| mention.grain == Grain::Day && mention.kind != Kind::After;
        let story = found.iter().rev().find(tells).map(|mention| mention.days.0);
        let reader = Reader { pieces, anchor: Anchor { story: story.or(anchor.story), ..anchor }, quoted: quoted.open };
        match reader.expression(at) {
            Some((Some(told), end)) => {
                found.extend(quote(pieces, told, at..end, quoted.open));
                at = end;
            }
            Some((None, end)) => at = end.max(at + 1),
            None => at += 1,
        }
    }
    found
}

/// Whether the words stand inside quotation marks.
#[derive(Default)]
struct Quotation {
    open: bool,
}

impl Quotation {
    fn pass(&mut self, mark: Option<char>) {
        match mark {
            Some('«') => self.open = true,
            Some('»') => self.open = false,
            Some('"') => self.open = !self.open,
            _ => {}
        }
    }
}

fn quote(pieces: &Pieces<'_>, told: Told, range: Range<usize>, quoted: bool) -> Option<Mention> {
    let start = pieces.list.get(range.start)?.start;
    let end = pieces.list.get(range.end.checked_sub(1)?)?.end;
    let span = pieces.text.span(start..end)?;
    Some(Mention {
        days: told.days,
        ahead: told.ahead.filter(|ahead| *ahead != told.days),
        grain: told.grain,
        kind: told.kind,
        basis: told.basis,
        quoted,
        tokens: start..end,
        span,
    })
}

/// A time that has been read.
#[derive(Clone, Copy, Debug)]
struct Told {
    days: Days,
    ahead: Option<Days>,
    grain: Grain,
    kind: Kind,
    basis: DateBasis,
}

impl Told {
    fn day(day: NaiveDate, basis: DateBasis) -> Self {
        Self { days: (day, day), ahead: None, grain: Grain::Day, kind: Kind::Point, basis }
    }

    fn days(days: Days, grain: Grain, basis: DateBasis) -> Self {
        let kind = if days.0 == days.1 { Kind::Point } else { Kind::Interval };
        Self { days, ahead: None, grain, kind, basis }
    }
}

struct Reader<'p> {
    pieces: &'p Pieces<'p>,
    anchor: Anchor,
    quoted: bool,
}

/// A reading: what it told, or nothing for words to be passed over, and one past its last piece.
type Read = Option<(Option<Told>, usize)>;

impl Reader<'_> {
    /// The day that `أمس` counts from.
    fn base(&self) -> Option<NaiveDate> {
        if self.quoted { self.anchor.said.or(self.anchor.published) } else { self.anchor.published }
    }

    /// The longest expression that begins at a piece.
    fn expression(&self, at: usize) -> Read {
        if let Some(end) = self.pieces.passed_over(at) {
            return Some((None, end));
        }
        if let Some((told, end)) = self.range(at) {
            return Some((Some(told), end));
        }
        // `حتى الجمعة`, `منذ السبت`: the word before says what the day does.
        let piece = self.pieces.list.get(at)?;
        for (kind, opens) in [(Kind::Since, TimeKinds::SINCE), (Kind::Until, TimeKinds::UNTIL)] {
            if piece.is(opens)
                && let Some((Some(told), end)) = self.time(at + 1)
            {
                // `بدءا من الثلاثاء`, "as of Monday": the nearer of the two.
                let told = if piece.is(TimeKinds::STARTING) { self.nearer(told) } else { told };
                return Some((Some(Told { kind, ..told }), end));
            }
        }
        // "had been set for Thursday": a day ahead, be it so or not.
        let told = self.time(at);
        match told {
            Some((Some(told), end)) if told.ahead.is_some() && self.is_scheduled(at) => {
                Some((Some(Told { days: told.ahead.unwrap_or(told.days), ..told }), end))
            }
            _ => told,
        }
    }

    /// A weekday as the one ahead, if that is nearer than the one before.
    fn nearer(&self, told: Told) -> Told {
        let away = |days: Days| self.base().map(|today| (days.0 - today).num_days().abs());
        match told.ahead {
            Some(ahead) if away(ahead) < away(told.days) => Told { days: ahead, ..told },
            _ => told,
        }
    }

    /// Whether the words before say that it was fixed beforehand.
    fn is_scheduled(&self, at: usize) -> bool {
        (at.saturating_sub(2)..at).any(|before| self.pieces.is(before, TimeKinds::SCHEDULED))
    }

    /// One time without what opens or closes it.
    fn time(&self, at: usize) -> Read {
        let named = self
            .after(at)
            .or_else(|| self.nth_day(at))
            .or_else(|| self.absolute(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.span(at));
        if let Some((_, end)) = named {
            // `ثورة 17 فبراير`, "the 17 February revolution": a name, not a day.
            let before = at.checked_sub(1).and_then(|before| self.pieces.list.get(before));
            let after = self.pieces.list.get(end);
            let label = before.is_some_and(|piece| piece.is(TimeKinds::LABEL))
                || after.is_some_and(|piece| piece.is(TimeKinds::LABEL_AFTER));
            if label {
                return Some((None, end));
            }
        }
        named.map(|(told, end)| (Some(told), end))
    }
}
