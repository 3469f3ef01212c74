//! Dates with a month, a year or digits: `12 حزيران/يونيو 2019`, "Thursday, May 12", *le 1er mai*.

use chrono::NaiveDate;

use crate::lexicon::calendar::{Time, TimeKinds, Unit, Which};
use crate::model::Language;
use crate::model::event::DateBasis;
use crate::text::Gap;

use super::{Grain, Reader, Told, reckon};

impl Reader<'_> {
    /// A date that begins at a piece, with the weekday and day words around it.
    pub(super) fn absolute(&self, at: usize) -> Option<(Told, usize)> {
        let start = self.before_date(at);
        let parts = TimeKinds::EARLY.with(TimeKinds::MIDDLE).with(TimeKinds::LATE);
        let (told, end) = (if self.pieces.is(at, parts) { self.month_alone(at) } else { None })
            .or_else(|| self.digits_only(start))
            .or_else(|| self.day_month(start))
            .or_else(|| self.month_day(start))
            .or_else(|| self.this_month(start))
            .or_else(|| self.month_alone(start))
            .or_else(|| if start == at { self.year_alone(at) } else { None })?;
        Some((told, self.after_date(end)))
    }

    /// Steps over `يوم الخميس الموافق`, "Thursday, ", *jeudi* before a date.
    fn before_date(&self, at: usize) -> usize {
        let mut next = self.pieces.skip(at, TimeKinds::DAY_WORD);
        if let Some(piece) = self.pieces.get(next)
            && matches!(piece.word.time, Time::Weekday(_))
        {
            next = self.pieces.skip(next + 1, TimeKinds::DAY_WORD);
            if self.pieces.get(next).is_some_and(|piece| matches!(piece.mark, Some(',' | '('))) {
                next = self.pieces.skip(next + 1, TimeKinds::DAY_WORD);
            }
            // The comma belongs to the date only if one follows.
            return next;
        }
        next
    }

    /// Steps over `(الخميس)` behind a date.
    fn after_date(&self, end: usize) -> usize {
        let weekday = |at: usize| self.pieces.get(at).is_some_and(|piece| matches!(piece.word.time, Time::Weekday(_)));
        let mark = |at: usize| self.pieces.get(at).and_then(|piece| piece.mark);
        if mark(end) == Some('(') && weekday(end + 1) && mark(end + 2) == Some(')') { end + 3 } else { end }
    }

    /// 2019-06-12, 12/6/2019.
    fn digits_only(&self, at: usize) -> Option<(Told, usize)> {
        let (first, second, third) = (self.pieces.get(at)?, self.pieces.get(at + 1)?, self.pieces.get(at + 2)?);
        let (a, b, c) = (first.number?, second.number?, third.number?);
        let digits = first.digits && second.digits && third.digits;
        let hyphens = second.gap == Gap::Hyphen && third.gap == Gap::Hyphen;
        let slashes = self.pieces.between(at, at + 1) == "/" && self.pieces.between(at + 1, at + 2) == "/";
        if !digits || !(hyphens || slashes) {
            return None;
        }
        let date = match (first.year(), third.year()) {
            (Some(year), _) => NaiveDate::from_ymd_opt(year, b, c),
            // Day before month, as the region writes it; the other way where only that is a date.
            (None, Some(year)) => NaiveDate::from_ymd_opt(year, b, a).or_else(|| NaiveDate::from_ymd_opt(year, a, b)),
            (None, None) => None,
        }?;
        Some((Told::day(date, DateBasis::Stated), at + 3))
    }

    /// `12 مايو 2019`, "12th of May", *1er mai dernier*.
    fn day_month(&self, at: usize) -> Option<(Told, usize)> {
        let day = self.pieces.get(at)?.day()?;
        let of = self.pieces.skip(at + 1, TimeKinds::OF);
        let month = self.pieces.get(of)?.month()?;
        self.with_year(day, month, self.pair(of, month))
    }

    /// "May 12, 2019"
    fn month_day(&self, at: usize) -> Option<(Told, usize)> {
        let month = self.month(at)?;
        let day = self.pieces.get(at + 1).filter(|piece| piece.digits)?.day()?;
        if self.pieces.language != Language::English {
            return None;
        }
        self.with_year(day, month, at + 2)
    }

    /// Steps over the second name of a paired month: `حزيران/يونيو`.
    fn pair(&self, at: usize, month: u32) -> usize {
        let mut end = at + 1;
        let opens = self.pieces.get(end).is_some_and(|piece| piece.mark == Some('('));
        let second = if opens { end + 1 } else { end };
        if self.pieces.get(second).and_then(|piece| piece.month()) == Some(month) {
            end = second + 1;
            if opens && self.pieces.get(end).is_some_and(|piece| piece.mark == Some(')')) {
                end += 1;
            }
        }
        end
    }

    fn with_year(&self, day: u32, month: u32, end: usize) -> Option<(Told, usize)> {
        if let Some((year, end)) = self.year(end) {
            return Some((Told::day(NaiveDate::from_ymd_opt(year, month, day)?, DateBasis::Stated), end));
        }
        let (which, end) = self.which(end);
        let (date, ahead) = reckon::named_day(self.base()?, month, day, which)?;
        let told = Told { ahead: ahead.map(|day| (day, day)), ..Told::day(date, DateBasis::Stated) };
        Some((told, end))
    }

    /// The year behind a date, over a comma or `من عام`.
    pub(super) fn year(&self, at: usize) -> Option<(i32, usize)> {
        let comma = self.pieces.get(at).is_some_and(|piece| piece.mark == Some(','));
        let next = self.pieces.skip(if comma { at + 1 } else { at }, TimeKinds::OF);
        let year = self.pieces.get(next)?.year()?;
        Some((year, next + 1))
    }

    /// `الماضي` behind a time.
    pub(super) fn which(&self, at: usize) -> (Option<Which>, usize) {
        match self.pieces.get(at).filter(|piece| !piece.prefix.and).and_then(|piece| piece.which()) {
            // "this" stands before its noun.
            Some(Which::This) if !self.pieces.arabic() && !self.pieces.is(at, TimeKinds::MONTH_OPENS) => (None, at),
            Some(which) => (Some(which), at + 1),
            None => (None, at),
        }
    }

    /// `الشهر الجاري` with a day: `12 من الشهر الماضي`, "the 12th of this month".
    fn this_month(&self, at: usize) -> Option<(Told, usize)> {
        let day = self.pieces.get(at)?.day()?;
        let mut next = self.pieces.skip(at + 1, TimeKinds::OF);
        if next == at + 1 && !self.pieces.arabic() {
            return None;
        }
        let mut which = None;
        if let Some(before) = self.pieces.get(next).and_then(|piece| piece.which()).filter(|_| !self.pieces.arabic()) {
            which = Some(before);
            next += 1;
        }
        let (unit, _) = self.pieces.get(next)?.unit()?;
        if unit != Unit::Month {
            return None;
        }
        let (after, end) = self.which(next + 1);
        let (first, _) = self.month_of(which.or(after)?)?;
        let date = reckon::shift(first, i64::from(day) - 1)?;
        Some((Told::day(date, DateBasis::Stated), end))
    }

    /// The month that is last, this or next.
    pub(super) fn month_of(&self, which: Which) -> Option<super::Days> {
        use chrono::Datelike;
        let base = self.base()?;
        let (year, month) = (base.year(), base.month());
        let (year, month) = match which {
            Which::This => (year, month),
            Which::Last => {
                if month == 1 {
                    (year - 1, 12)
                } else {
                    (year, month - 1)
                }
            }
            Which::BeforeLast => {
                if month <= 2 {
                    (year - 1, month + 10)
                } else {
                    (year, month - 2)
                }
            }
            Which::Next => {
                if month == 12 {
                    (year + 1, 1)
                } else {
                    (year, month + 1)
                }
            }
        };
        reckon::month(year, month)
    }

    /// A month by name; English ones are also verbs and need their capital.
    fn month(&self, at: usize) -> Option<u32> {
        let piece = self.pieces.get(at)?;
        let month = piece.month()?;
        (self.pieces.language != Language::English || piece.capital).then_some(month)
    }

    /// `في يونيو الماضي`, "in early May", *fin mars 2019*: not known to the day.
    fn month_alone(&self, at: usize) -> Option<(Told, usize)> {
        let part = self.pieces.get(at)?;
        let parts = TimeKinds::EARLY.with(TimeKinds::MIDDLE).with(TimeKinds::LATE);
        let partly = part.is(parts);
        let mut next = if partly { at + 1 } else { at };
        let before_which = self.pieces.get(next).and_then(|piece| piece.which()).filter(|_| !self.pieces.arabic());
        next += usize::from(before_which.is_some());
        next = self.pieces.skip(next, TimeKinds::OF);
        if self.pieces.arabic()
            && self.pieces.get(next).and_then(|piece| piece.unit()).is_some_and(|(unit, _)| unit == Unit::Month)
        {
            next += 1;
        }
        let month = self.month(next)?;
        let end = self.pair(next, month);
        let opened = next > at
            || at.checked_sub(1).is_some_and(|before| {
                self.pieces.is(before, TimeKinds::MONTH_OPENS.with(TimeKinds::SINCE).with(TimeKinds::UNTIL))
            })
            || self.pieces.get(at).is_some_and(|piece| piece.prefix.preposition && !self.is_door(at));
        let (days, ahead, end) = match self.year(end) {
            Some((year, end)) => (reckon::month(year, month)?, None, end),
            None => {
                let (after, end) = self.which(end);
                let which = before_which.or(after);
                if which.is_none() && !opened || self.is_door(next) {
                    return None;
                }
                if let Some((days, end)) = self.of_year(month, end) {
                    return Some((Told::days(days, Grain::Month, DateBasis::Stated), end));
                }
                let (days, ahead) = reckon::named_month(self.base()?, month, which)?;
                (days, ahead, end)
            }
        };
        let third = |days: super::Days| if partly { third(days, part.word.kinds) } else { Some(days) };
        let grain = if partly { Grain::Week } else { Grain::Month };
        let told = Told::days(third(days)?, grain, DateBasis::Stated);
        Some((Told { ahead: ahead.and_then(third), ..told }, end))
    }

    /// `باب`, `بأب`: a door and a father look like August behind a preposition.
    fn is_door(&self, at: usize) -> bool {
        matches!(
            self.pieces.get(at).map(|piece| self.pieces.text.at(piece.start)),
            Some("باب" | "وباب" | "بباب" | "لباب")
        )
    }

    /// `فبراير من العام الماضي`, "February last year": the month of the year before or of the next one.
    fn of_year(&self, month: u32, end: usize) -> Option<(super::Days, usize)> {
        use chrono::Datelike;
        let year = |at: usize| self.pieces.get(at)?.unit().filter(|(unit, _)| *unit == Unit::Year);
        // "February last year": the word has been stepped over.
        let before = end.checked_sub(1).and_then(|at| self.pieces.get(at)).and_then(|piece| piece.which());
        let (which, end) = match (before, year(end)) {
            (Some(which), Some(_)) if !self.pieces.arabic() => (which, end + 1),
            _ => {
                let at = self.pieces.skip(end, TimeKinds::OF.with(TimeKinds::THE));
                let which = |at: usize| self.pieces.get(at).and_then(|piece| piece.which());
                // *de l'année* is one phrase.
                let named = self.pieces.get(end).is_some_and(|of| self.pieces.text.at(of.end - 1) == "annee");
                if year(at).is_some() || named {
                    let at = if year(at).is_some() { at + 1 } else { at };
                    (which(at)?, at + 1)
                } else {
                    // "of last year"
                    year(at + 1)?;
                    (which(at)?, at + 2)
                }
            }
        };
        let by = match which {
            Which::Last => -1,
            Which::BeforeLast => -2,
            Which::This => 0,
            Which::Next => 1,
        };
        Some((reckon::month(self.base()?.year() + by, month)?, end))
    }

    /// `عام 2011`, "in 2011": known to the year only.
    fn year_alone(&self, at: usize) -> Option<(Told, usize)> {
        // `عام 2011`
        let unit = self.pieces.get(at)?.unit().is_some_and(|(unit, _)| unit == Unit::Year);
        let at = at + usize::from(unit);
        let year = self.pieces.get(at)?.year()?;
        let opened = unit
            || at.checked_sub(1).is_some_and(|before| {
                self.pieces.is(before, TimeKinds::YEAR_OPENS.with(TimeKinds::SINCE).with(TimeKinds::UNTIL))
                    || self
                        .pieces
                        .get(before)
                        .and_then(|piece| piece.unit())
                        .is_some_and(|(unit, _)| unit == Unit::Year)
            });
        if !opened {
            return None;
        }
        let days = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
        Some((Told::days(days, Grain::Year, DateBasis::Stated), at + 1))
    }
}

/// The first ten days of a month, the next ten, or the rest.
fn third((first, last): super::Days, part: TimeKinds) -> Option<super::Days> {
    Some(if part.has(TimeKinds::EARLY) {
        (first, reckon::shift(first, 9)?)
    } else if part.has(TimeKinds::MIDDLE) {
        (reckon::shift(first, 10)?, reckon::shift(first, 19)?)
    } else {
        (reckon::shift(first, 20)?, last)
    })
}
