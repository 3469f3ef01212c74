//! Days counted from another event or from where it began: "two days after the attack", `لليوم الرابع`.

use crate::lexicon::calendar::{TimeKinds, Unit};
use crate::model::event::DateBasis;

use super::{Grain, Kind, Reader, Told, reckon};

impl Reader<'_> {
    /// "two days after", `بعد يومين من`, *au lendemain de*: what stands behind the words happened so
    /// long before the day that the sentence, else the story, is at.
    pub(super) fn after(&self, at: usize) -> Option<(Told, usize)> {
        let arabic = self.pieces.arabic();
        // *au lendemain de*, `غداة`
        let whole = self.pieces.get(at)?.unit().filter(|_| self.pieces.is(at, TimeKinds::AFTER));
        let (number, unit, end) = match whole {
            Some((unit, times)) => (Some(times), unit, at + 1),
            None if arabic => {
                let (number, unit, end) =
                    self.pieces.is(at, TimeKinds::AFTER).then(|| self.amount(at + 1)).flatten()?;
                self.pieces.is(end, TimeKinds::OF).then_some((number, unit, end + 1))?
            }
            None => {
                let (number, unit, end) = self.amount(at)?;
                self.pieces.is(end, TimeKinds::AFTER).then_some((number, unit, end + 1))?
            }
        };
        let from = self.anchor.story.or(self.base())?;
        let told = self.back(number, unit, Some(from))?;
        (told.grain <= Grain::Month).then_some((Told { kind: Kind::After, ..told }, end))
    }

    /// `لليوم الرابع`, "entered its fourth day", *pour le quatrième jour consécutif*: it began so many
    /// days before the day named beside it, else the story's day.
    pub(super) fn nth_day(&self, at: usize) -> Option<(Told, usize)> {
        let (number, end) = self.ordinal_day(at)?;
        let end = self.pieces.skip(end, TimeKinds::IN_A_ROW);
        let beside = self.absolute(end).or_else(|| self.relative(end)).filter(|(told, _)| told.grain == Grain::Day);
        let (today, end) = match beside {
            Some((told, end)) => (told.days.1, end),
            None => (self.anchor.story.or(self.base())?, end),
        };
        let first = reckon::shift(today, 1 - i64::from(number))?;
        Some((Told { kind: Kind::Since, ..Told::day(first, DateBasis::Relative) }, end))
    }

    /// The number of a day of what goes on, and one past the words.
    fn ordinal_day(&self, at: usize) -> Option<(u32, usize)> {
        let ordinal = |at: usize| self.pieces.get(at)?.number.filter(|n| (2..=60).contains(n));
        let day = |at: usize| self.pieces.get(at)?.unit().filter(|(unit, _)| *unit == Unit::Day);
        if self.pieces.arabic() {
            // `لليوم الرابع`, `يومها الرابع`
            let piece = self.pieces.get(at)?;
            let for_the = piece.prefix.preposition && piece.prefix.article && piece.is(TimeKinds::DAY_WORD);
            (for_the || piece.is(TimeKinds::NTH_OPENS))
                .then(|| ordinal(at + 1))
                .flatten()
                .map(|number| (number, at + 2))
        } else {
            let opened = self.pieces.is(at, TimeKinds::NTH_OPENS);
            let first = if opened { at + 1 } else { at };
            let number = ordinal(first)?;
            let next = self.pieces.skip(first + 1, TimeKinds::IN_A_ROW);
            let in_a_row = next > first + 1 || self.pieces.is(next + 1, TimeKinds::IN_A_ROW);
            day(next).filter(|_| opened || in_a_row).map(|_| (number, next + 1))
        }
    }
}
