//! Arithmetic of the calendar: which Monday, which March.

use chrono::{Datelike, Days as Count, Months, NaiveDate, Weekday};

use super::Days;
use crate::lexicon::calendar::Which;

/// `day` moved by so many days; `None` beyond the calendar.
pub(super) fn shift(day: NaiveDate, by: i64) -> Option<NaiveDate> {
    let count = Count::new(by.unsigned_abs());
    if by < 0 { day.checked_sub_days(count) } else { day.checked_add_days(count) }
}

/// The last such weekday on `day` or before it.
pub(super) fn on_or_before(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let back = (7 + day.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    shift(day, -i64::from(back))
}

/// The first such weekday on `day` or after it.
pub(super) fn on_or_after(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let ahead = (7 + weekday.num_days_from_monday() - day.weekday().num_days_from_monday()) % 7;
    shift(day, i64::from(ahead))
}

/// A weekday as read for the past, and for the future where that differs.
pub(super) fn weekday(
    base: NaiveDate,
    weekday: Weekday,
    which: Option<Which>,
) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let before = on_or_before(shift(base, -1)?, weekday)?;
    Some(match which {
        Some(Which::Last) => (before, None),
        Some(Which::BeforeLast) => (shift(before, -7)?, None),
        Some(Which::Next) => (on_or_after(shift(base, 1)?, weekday)?, None),
        Some(Which::This) | None => (on_or_before(base, weekday)?, on_or_after(base, weekday)),
    })
}

/// The Monday of the week of `day`.
pub(super) fn monday(day: NaiveDate) -> Option<NaiveDate> {
    on_or_before(day, Weekday::Mon)
}

/// First and last day of a month.
pub(super) fn month(year: i32, month: u32) -> Option<Days> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let last = first.checked_add_months(Months::new(1))?.checked_sub_days(Count::new(1))?;
    Some((first, last))
}

/// A month without a year: as read for the past, and for the future where that differs.
pub(super) fn named_month(base: NaiveDate, number: u32, which: Option<Which>) -> Option<(Days, Option<Days>)> {
    let this = base.year();
    let past = if number <= base.month() { this } else { this - 1 };
    let before = if number < base.month() { this } else { this - 1 };
    let ahead = if number >= base.month() { this } else { this + 1 };
    let after = if number > base.month() { this } else { this + 1 };
    Some(match which {
        Some(Which::Last) => (month(before, number)?, None),
        Some(Which::BeforeLast) => (month(before - 1, number)?, None),
        Some(Which::Next) => (month(after, number)?, None),
        Some(Which::This) => (month(this, number)?, None),
        None => (month(past, number)?, month(ahead, number)),
    })
}

/// A day without a year so few days ahead is the one ahead, not that of last year.
const SOON: i64 = 60;

/// A day of a month without a year: the last one before `base` unless the next is near, and the
/// first one after it.
pub(super) fn named_day(
    base: NaiveDate,
    number: u32,
    day: u32,
    which: Option<Which>,
) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let years = (base.year() - 4)..=(base.year() + 4);
    let mut dates: Vec<NaiveDate> = years.filter_map(|year| NaiveDate::from_ymd_opt(year, number, day)).collect();
    dates.sort();
    let past = dates.iter().rev().find(|date| **date <= base).copied();
    let before = dates.iter().rev().find(|date| **date < base).copied();
    let ahead = dates.iter().find(|date| **date >= base).copied();
    let after = dates.iter().find(|date| **date > base).copied();
    Some(match which {
        Some(Which::Last | Which::BeforeLast) => (before?, None),
        Some(Which::Next) => (after?, None),
        Some(Which::This) | None => {
            // Reports tell what has happened; a date of long ago would have its year.
            match (past, ahead) {
                (Some(past), Some(ahead)) if past != base && (ahead - base).num_days() <= SOON => (ahead, Some(ahead)),
                (Some(past), ahead) => (past, ahead),
                (None, ahead) => (ahead?, ahead),
            }
        }
    })
}
