//! Days counted from the publication or from the day of the story: `أمس`, "on Monday", *la veille*.

use crate::lexicon::calendar::{Time, TimeKinds, Unit, Which};
use crate::model::event::DateBasis;

use super::{Grain, Kind, Reader, Told, reckon};

impl Reader<'_> {
    /// A weekday, a day word, or a count of days ago.
    pub(super) fn relative(&self, at: usize) -> Option<(Told, usize)> {
        self.weekday(at).or_else(|| self.day_word(at)).or_else(|| self.ago(at))
    }

    /// `الاثنين الماضي`, "last Monday", *lundi prochain*, `الخميس من الأسبوع الماضي`.
    fn weekday(&self, at: usize) -> Option<(Told, usize)> {
        let mut next = self.pieces.skip(at, TimeKinds::DAY_WORD);
        let before = self.pieces.get(next).and_then(|piece| piece.which()).filter(|_| !self.pieces.arabic());
        next += usize::from(before.is_some());
        let Time::Weekday(weekday) = self.pieces.get(next)?.word.time else { return None };
        let base = self.base()?;
        let mut end = self.pieces.skip(next + 1, TimeKinds::DAY_WORD);
        let week = |kind: TimeKinds, by: i64| {
            let offset = i64::from(weekday.num_days_from_monday());
            (self.pieces.is(end, kind)).then(|| reckon::shift(reckon::monday(base)?, by + offset)).flatten()
        };
        let (day, ahead) = if let Some(day) = week(TimeKinds::WEEK_AGO, -7).or_else(|| week(TimeKinds::WEEK_AHEAD, 7)) {
            end += 1;
            (day, None)
        } else {
            let (after, after_end) = self.which(end);
            // "Monday this year": the word belongs to what follows.
            let own = after.filter(|_| self.pieces.get(after_end).and_then(|piece| piece.unit()).is_none());
            if own.is_some() {
                end = after_end;
            }
            reckon::weekday(base, weekday, before.or(own))?
        };
        // Adverbs of the day behind it belong to it only if nothing else begins with them.
        let told = Told { ahead: ahead.map(|day| (day, day)), ..Told::day(day, DateBasis::Relative) };
        Some((told, end.max(next + 1)))
    }

    /// `أمس الخميس`, yesterday, *la veille*.
    fn day_word(&self, at: usize) -> Option<(Told, usize)> {
        let next = self.pieces.skip(at, TimeKinds::DAY_WORD);
        let piece = self.pieces.get(next)?;
        let behind = self.pieces.skip(next + 1, TimeKinds::DAY_WORD);
        if piece.is(TimeKinds::NIGHT)
            && self.pieces.get(behind).is_some_and(|p| matches!(p.word.time, Time::Weekday(_)))
        {
            // "overnight on Saturday"
            return self.weekday(next + 1);
        }
        let day = match piece.word.time {
            Time::Day(by) => reckon::shift(self.base()?, by)?,
            // "that evening" says nothing where no day was told, nor does "eight in the evening".
            Time::Story(0) => self.anchor.story.filter(|_| !self.follows_hour(at))?,
            Time::Story(by) => reckon::shift(self.anchor.story.or(self.base())?, by)?,
            _ => return None,
        };
        let mut end = next + 1;
        // The weekday in apposition: `اليوم الثلاثاء`, "yesterday, Monday".
        let comma = self.pieces.get(end).is_some_and(|piece| piece.mark == Some(','));
        let apposed = if comma { end + 1 } else { end };
        if let Some(Time::Weekday(weekday)) =
            self.pieces.get(apposed).filter(|p| !p.prefix.and).map(|piece| piece.word.time)
            && chrono::Datelike::weekday(&day) == weekday
        {
            end = apposed + 1;
        }
        Some((Told::day(day, DateBasis::Relative), end))
    }

    fn follows_hour(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.pieces.get(before));
        before
            .is_some_and(|before| before.number.is_some() || before.unit().is_some_and(|(unit, _)| unit == Unit::Hour))
    }

    /// `قبل ثلاثة أيام`, "two weeks ago", *il y a un mois*, "three days earlier".
    fn ago(&self, at: usize) -> Option<(Told, usize)> {
        let before = self.pieces.is(at, TimeKinds::AGO_BEFORE);
        let (number, unit, end) = self.amount(if before { at + 1 } else { at })?;
        if before {
            // `قبل يومين من الانتخابات` counts from something else.
            let other = self.pieces.arabic() && self.pieces.is(end, TimeKinds::OF);
            if other {
                return None;
            }
            let told = self.back(number, unit, None)?;
            // `منذ يومين`: since then, and then.
            let since = self.pieces.is(at, TimeKinds::SINCE);
            return Some((Told { kind: if since { Kind::Since } else { told.kind }, ..told }, end));
        }
        let from = match self.pieces.get(end)? {
            piece if piece.is(TimeKinds::AGO_AFTER) => None,
            piece if piece.is(TimeKinds::EARLIER) => Some(self.anchor.story.or(self.base())?),
            piece if piece.is(TimeKinds::LATER) && number.is_some() && unit == Unit::Day => {
                let day = reckon::shift(self.anchor.story.or(self.base())?, i64::from(number?))?;
                return Some((Told::day(day, DateBasis::Relative), end + 1));
            }
            _ => return None,
        };
        Some((self.back(number, unit, from)?, end + 1))
    }

    /// A number and a unit: `ثلاثة أيام`, `يومين`, "a week". No number is "some".
    pub(super) fn amount(&self, at: usize) -> Option<(Option<u32>, Unit, usize)> {
        let at = self.pieces.skip(at, TimeKinds::THE);
        let piece = self.pieces.get(at)?;
        if piece.mark.is_some() {
            return None;
        }
        if let Some((unit, times)) = piece.unit() {
            // `الأيام الثلاثة الماضية`
            if let Some(next) = self.pieces.get(at + 1)
                && let Some(number) = next.number.filter(|_| times == 0 && next.prefix.article && !next.prefix.and)
            {
                return Some((Some(number), unit, at + 2));
            }
            return Some(((times > 0).then_some(times), unit, at + 1));
        }
        let number = match piece.number {
            Some(number) => Some(number),
            None if piece.is(TimeKinds::ONE) => Some(1),
            None if piece.is(TimeKinds::SOME) => None,
            None => return None,
        };
        let (unit, times) = self.pieces.get(at + 1)?.unit()?;
        let times = if times == 2 && piece.number.is_some_and(|n| n > 2) { 1 } else { times.max(1) };
        Some((number.map(|number| number.saturating_mul(times)), unit, at + 2))
    }

    /// So long before `from`, else before the publication.
    pub(super) fn back(&self, number: Option<u32>, unit: Unit, from: Option<chrono::NaiveDate>) -> Option<Told> {
        let base = from.or(self.base())?;
        let back = |days: i64| reckon::shift(base, -days);
        let n = number.map(i64::from);
        let basis = DateBasis::Relative;
        Some(match (unit, n) {
            (Unit::Hour, Some(hours)) if hours > 36 => Told::day(back(hours / 24)?, basis),
            (Unit::Hour, _) => Told::day(base, basis),
            (Unit::Day, Some(days)) => Told::day(back(days)?, basis),
            (Unit::Day, None) => Told::days((back(7)?, back(1)?), Grain::Week, basis),
            (Unit::Week | Unit::Weekend, Some(weeks)) => {
                let day = back(weeks.checked_mul(7)?)?;
                Told { grain: Grain::Week, ..Told::day(day, basis) }
            }
            (Unit::Week | Unit::Weekend, None) => Told::days((back(31)?, back(7)?), Grain::Month, basis),
            (Unit::Month, Some(months)) => {
                let months = chrono::Months::new(u32::try_from(months).ok()?);
                Told { grain: Grain::Month, ..Told::day(base.checked_sub_months(months)?, basis) }
            }
            (Unit::Month, None) => Told::days((back(180)?, back(31)?), Grain::Month, basis),
            (Unit::Year, years) => {
                let days = years.unwrap_or(2).checked_mul(365)?;
                Told { grain: Grain::Year, ..Told::day(back(days)?, basis) }
            }
        })
    }

    /// Which one, before a noun: "last week", *ces derniers jours*.
    pub(super) fn which_before(&self, at: usize) -> (Option<Which>, usize) {
        let mut next = at;
        let mut which = None;
        while let Some(piece) = self.pieces.get(next) {
            match piece.which() {
                // *ces dernières heures*: the stronger word counts.
                Some(found) if !self.pieces.arabic() => {
                    which = if which.is_none_or(|w| w == Which::This) { Some(found) } else { which }
                }
                _ if piece.is(TimeKinds::THE.with(TimeKinds::WITHIN)) && which.is_none() => {}
                _ => break,
            }
            next += 1;
        }
        (which, next)
    }
}
