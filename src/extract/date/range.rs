//! From one day to another: `ليل الخميس/الجمعة`, "between 10 and 12 May", *du 10 au 11*.

use chrono::Datelike;

use crate::lexicon::calendar::{Time, TimeKinds};
use crate::model::event::DateBasis;
use crate::text::Gap;

use super::{Days, Grain, Kind, Reader, Told, reckon};

impl Reader<'_> {
    /// Two days with what joins them.
    pub(super) fn range(&self, at: usize) -> Option<(Told, usize)> {
        let opens = TimeKinds::NIGHT.with(TimeKinds::RANGE_FROM);
        let mut start = at;
        while self.pieces.is(start, opens.with(TimeKinds::THE)) && self.pieces.get(start)?.word.time == Time::Nothing {
            start += 1;
        }
        let night = (at..start).any(|at| self.pieces.is(at, TimeKinds::NIGHT));
        let opened = (at..start).any(|at| self.pieces.is(at, opens));
        self.days_of_month(start, opened).or_else(|| self.two_days(start, night, opened))
    }

    /// "10 to 12 May", `10 و11 مايو`, "May 10-12", *du 10 au 11*.
    fn days_of_month(&self, at: usize, opened: bool) -> Option<(Told, usize)> {
        // "May 10-12"
        if let Some(month) = self.pieces.get(at).filter(|piece| piece.capital).and_then(|piece| piece.month())
            && let Some((first, last, end)) = self.two_numbers(at + 1)
        {
            return self.days_in(first, last, month, end);
        }
        let (first, last, end) = self.two_numbers(at)?;
        let of = self.pieces.skip(end, TimeKinds::OF);
        match self.pieces.get(of).and_then(|piece| piece.month()) {
            Some(month) => {
                let mut end = of + 1;
                if self.pieces.get(end).and_then(|piece| piece.month()) == Some(month) {
                    end += 1;
                }
                self.days_in(first, last, month, end)
            }
            // *dans la nuit du 10 au 11*: the month is the one at hand.
            None if opened && last == first + 1 && !self.pieces.arabic() => {
                let base = self.base()?;
                let days = days_near(base, first, last)?;
                Some((interval(days, DateBasis::Stated), end))
            }
            None => None,
        }
    }

    /// Two days of a month with what joins them.
    fn two_numbers(&self, at: usize) -> Option<(u32, u32, usize)> {
        let first = self.pieces.get(at)?.day()?;
        let link = self.pieces.get(at + 1)?;
        let direct = link.number.is_some() && (link.gap == Gap::Hyphen || link.prefix.and);
        let second = if direct {
            at + 1
        } else if link.is(TimeKinds::RANGE_TO) || link.mark == Some('-') {
            self.pieces.skip(at + 2, TimeKinds::THE)
        } else {
            return None;
        };
        let last = self.pieces.get(second)?.day()?;
        (last > first).then_some((first, last, second + 1))
    }

    fn days_in(&self, first: u32, last: u32, month: u32, end: usize) -> Option<(Told, usize)> {
        let length = i64::from(last - first);
        if let Some((year, end)) = self.year(end) {
            let day = chrono::NaiveDate::from_ymd_opt(year, month, first)?;
            return Some((interval((day, reckon::shift(day, length)?), DateBasis::Stated), end));
        }
        let (which, end) = self.which(end);
        let (day, ahead) = reckon::named_day(self.base()?, month, first, which)?;
        let days = |day| Some((day, reckon::shift(day, length)?));
        let told = interval(days(day)?, DateBasis::Stated);
        Some((Told { ahead: ahead.and_then(days), ..told }, end))
    }

    /// `من الاثنين إلى الأربعاء`, *dans la nuit de lundi à mardi*, "from 28 May to 3 June".
    fn two_days(&self, at: usize, night: bool, opened: bool) -> Option<(Told, usize)> {
        let (first, end) = self.absolute(at).or_else(|| self.relative(at))?;
        let link = self.pieces.get(end)?;
        let slash = night && self.pieces.between(end - 1, end) == "/";
        let dash = link.mark == Some('-');
        let next = if slash || (link.gap == Gap::Hyphen && link.number.is_none()) {
            end
        } else if dash && (night || opened) {
            end + 1
        } else if link.prefix.and && opened {
            // `بين الاثنين والأربعاء`
            end
        } else if link.is(TimeKinds::RANGE_TO) && (opened || night) {
            self.pieces.skip(end + 1, TimeKinds::THE.with(TimeKinds::DAY_WORD))
        } else if night && matches!(link.word.time, Time::Weekday(_)) {
            end
        } else {
            return None;
        };
        let (second, end) = self.absolute(next).or_else(|| self.relative(next))?;
        if first.grain != Grain::Day || second.grain != Grain::Day {
            return None;
        }
        let days = ordered(first, second)?;
        // A night is two days in a row; anything else was a misreading.
        if night && (days.1 - days.0).num_days() > 1 {
            return None;
        }
        let basis = if first.basis == second.basis { first.basis } else { DateBasis::Stated };
        let ahead = first.ahead.zip(second.ahead).and_then(|(first, second)| {
            let weeks = (first.0 - second.1).num_days().div_euclid(7) + 1;
            let last = if second.1 > first.0 { second.1 } else { reckon::shift(second.1, 7 * weeks)? };
            Some((first.0, last))
        });
        Some((Told { ahead, ..interval(days, basis) }, end))
    }
}

fn interval(days: Days, basis: DateBasis) -> Told {
    Told { kind: Kind::Interval, ..Told::days(days, Grain::Day, basis) }
}

/// The first day is the one before the second, even if each alone would be read otherwise.
fn ordered(first: Told, second: Told) -> Option<Days> {
    let (start, end) = (first.days.0, second.days.1);
    if start < end {
        return Some((start, end));
    }
    // "from Friday to Sunday", told on a Saturday.
    let weeks = (start - end).num_days() / 7 + 1;
    let start = reckon::shift(start, -7 * weeks)?;
    (start < end).then_some((start, end))
}

/// The last such pair of days that has begun.
fn days_near(base: chrono::NaiveDate, first: u32, last: u32) -> Option<Days> {
    let mut month = base;
    for _ in 0..3 {
        if let Some(days) = month.with_day(first).zip(month.with_day(last)).filter(|days| days.0 <= base) {
            return Some(days);
        }
        month = month.with_day(1)?.pred_opt()?;
    }
    None
}
