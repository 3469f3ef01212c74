//! Spans of time: `خلال الـ24 ساعة الماضية`, "last week", *au cours des derniers jours*.

use chrono::NaiveDate;

use crate::lexicon::calendar::{TimeKinds, Unit, Which};
use crate::model::event::DateBasis;

use super::{Days, Grain, Reader, Told, reckon};

impl Reader<'_> {
    /// A unit that is last, this or next, with or without a number.
    pub(super) fn span(&self, at: usize) -> Option<(Told, usize)> {
        let (before, next) = self.which_before(at);
        let piece = self.pieces.get(next)?;
        for (kind, which) in [(TimeKinds::WEEK_AGO, Which::Last), (TimeKinds::WEEK_AHEAD, Which::Next)] {
            if piece.is(kind) {
                return Some((self.whole(which, Unit::Week)?, next + 1));
            }
        }
        // *ces trois derniers jours*: the number stands before.
        if let (Some(number), Some(which), Some((unit, _))) = (
            piece.number,
            self.pieces.get(next + 1).and_then(|piece| piece.which()),
            self.pieces.get(next + 2).and_then(|piece| piece.unit()),
        ) {
            let told = match which {
                Which::Last | Which::BeforeLast => self.ending(Some(number), unit),
                Which::This | Which::Next => self.beginning(Some(number), unit),
            };
            return Some((told?, next + 3));
        }
        // "over the weekend": the last one.
        if before.is_none() && next > at && piece.unit().is_some_and(|(unit, _)| unit == Unit::Weekend) {
            let (after, end) = self.which(next + 1);
            return Some((self.whole(after.unwrap_or(Which::Last), Unit::Weekend)?, end));
        }
        let (number, unit, end) = self.amount(next)?;
        let bare = piece.unit().is_some();
        let (mut which, mut end) = match before {
            Some(which) => (which, end),
            None => {
                let (after, end) = self.which(end);
                (after?, end)
            }
        };
        // *ces trois derniers jours*, *les dernières 24 heures écoulées*
        if let (Some(after), after_end) = self.which(end)
            && before.is_some()
            && !self.pieces.arabic()
            && after != Which::This
        {
            which = after;
            end = after_end;
        }
        let counted = if bare && piece.unit().is_some_and(|(_, times)| times == 1) { None } else { number };
        let several = number.is_none() || counted.is_some();
        let told = match which {
            Which::Last | Which::BeforeLast if several => self.ending(counted, unit),
            Which::Next if several => self.beginning(counted, unit),
            which => self.whole(which, unit),
        }?;
        Some((told, end))
    }

    /// The day on which a span ends that ends with the report.
    fn report(&self) -> Option<NaiveDate> {
        self.anchor.said.or(self.anchor.published)
    }

    /// The last so many units.
    fn ending(&self, number: Option<u32>, unit: Unit) -> Option<Told> {
        let end = self.report()?;
        let (days, grain) = length(number, unit)?;
        let told = Told::days((reckon::shift(end, -days)?, end), grain, DateBasis::Relative);
        Some(told)
    }

    /// The next so many units.
    fn beginning(&self, number: Option<u32>, unit: Unit) -> Option<Told> {
        let start = self.report()?;
        let (days, grain) = length(number, unit)?;
        Some(Told::days((start, reckon::shift(start, days)?), grain, DateBasis::Relative))
    }

    /// The one unit that is last, this or next: a calendar week or month.
    fn whole(&self, which: Which, unit: Unit) -> Option<Told> {
        let base = self.base()?;
        let by: i64 = match which {
            Which::Last => -1,
            Which::BeforeLast => -2,
            Which::This => 0,
            Which::Next => 1,
        };
        let (days, grain): (Days, Grain) = match unit {
            Unit::Hour => ((reckon::shift(base, by.min(0))?, base), Grain::Day),
            Unit::Day => {
                let day = reckon::shift(base, by)?;
                ((day, day), Grain::Day)
            }
            Unit::Week => {
                let monday = reckon::shift(reckon::monday(base)?, 7 * by)?;
                ((monday, reckon::shift(monday, 6)?), Grain::Week)
            }
            Unit::Weekend => {
                let monday = reckon::shift(reckon::monday(base)?, 7 * by.max(-1))?;
                // Friday and Saturday in Libya, Saturday and Sunday for those who write in English or French.
                let first = if self.pieces.arabic() { 4 } else { 5 };
                ((reckon::shift(monday, first)?, reckon::shift(monday, first + 1)?), Grain::Day)
            }
            Unit::Month => (self.month_of(which)?, Grain::Month),
            Unit::Year => {
                let year = chrono::Datelike::year(&base) + i32::try_from(by).ok()?;
                ((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?), Grain::Year)
            }
        };
        Some(Told::days(days, grain, DateBasis::Relative))
    }
}

/// How many days a span covers, and how finely it is told.
fn length(number: Option<u32>, unit: Unit) -> Option<(i64, Grain)> {
    let n = number.map(i64::from);
    let grain = |days: i64| match days {
        ..=3 => Grain::Day,
        4..=10 => Grain::Week,
        _ => Grain::Month,
    };
    let days = match (unit, n) {
        (Unit::Hour, None) => 1,
        (Unit::Hour, Some(hours)) => (hours.checked_add(23)? / 24).max(1),
        (Unit::Day, Some(days)) => days,
        (Unit::Day, None) => return Some((7, Grain::Week)),
        (Unit::Week | Unit::Weekend, n) => n.unwrap_or(4).checked_mul(7)?,
        (Unit::Month, n) => n.unwrap_or(3).checked_mul(30)?,
        (Unit::Year, n) => return Some((n.unwrap_or(2).checked_mul(365)?, Grain::Year)),
    };
    Some((days, grain(days)))
}
