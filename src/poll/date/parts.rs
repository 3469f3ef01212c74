//! The parts of a date, each put in its place as it comes.

use chrono::{DateTime, Duration, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;

use super::{names, token::Token};

/// The numbers of a date in the order in which they stand.
#[derive(Debug, Default)]
pub(super) struct Parts<'a> {
    /// Numbers that belong to the day, with their digits and the separator before them.
    days: Vec<(u32, usize, Option<char>)>,
    /// How many numbers of the day stood before the month's name.
    days_before_month: usize,
    month: Option<u32>,
    /// `mar` is March in English and a Tuesday in French.
    tuesday: bool,
    /// Hour, minute, second.
    time: Vec<u32>,
    after_noon: Option<bool>,
    /// Minutes east of Greenwich.
    offset: Option<i32>,
    /// A zone by name, whose offset may be refined by a number: `GMT+2`.
    named: bool,
    /// `AST` is Arabia or the Atlantic.
    ambiguous: bool,
    in_comment: bool,
    last_word: Option<&'a str>,
    state: State,
}

/// What the last token was, for what the next may be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum State {
    #[default]
    Day,
    /// After a number that a colon may make an hour.
    AfterNumber,
    /// After the colon of a time.
    InTime,
    /// After a time.
    AfterTime,
    /// After the point of a second's fraction.
    Fraction,
    /// After the sign of an offset.
    Sign(i32),
    /// After the hours of an offset.
    InOffset(i32),
}

/// The least and the most that an offset can be.
const OFFSETS: std::ops::RangeInclusive<i32> = -12 * 60..=14 * 60;

impl<'a> Parts<'a> {
    /// Puts a token in its place; `None` if it cannot be part of a date.
    pub(super) fn take(&mut self, token: Token<'a>) -> Option<()> {
        match token {
            Token::Mark('(') => self.in_comment = true,
            Token::Mark(')') => self.in_comment = false,
            Token::Number { .. } if self.in_comment => {}
            Token::Word(word) if self.in_comment => self.comment(word),
            Token::Mark(_) if self.in_comment => {}
            Token::Mark(mark) => self.mark(mark),
            Token::Number { digits, before } => return self.number(digits, before),
            Token::Word(word) => return self.word(word.trim_end_matches('.')),
        }
        Some(())
    }

    /// A zone in brackets counts if there is no other: `14:05 (EET)`.
    fn comment(&mut self, word: &str) {
        if self.offset.is_none()
            && !self.named
            && let Some(minutes) = names::zone_minutes(word)
        {
            self.offset = Some(minutes);
        }
    }

    fn mark(&mut self, mark: char) {
        self.state = match (mark, self.state) {
            (':', State::AfterNumber) => {
                // The number before the colon was the hour.
                if let Some((hour, _, _)) = self.days.pop() {
                    self.time.push(hour);
                }
                State::InTime
            }
            (':', State::AfterTime) if self.time.len() < 3 => State::InTime,
            (':', State::InOffset(sign)) => State::InOffset(sign),
            ('.', State::AfterTime) if self.time.len() == 3 => State::Fraction,
            ('+', _) if self.has_time() => State::Sign(1),
            ('-', State::AfterTime | State::Fraction) => State::Sign(-1),
            ('-', State::Day) if self.has_time() && self.named => State::Sign(-1),
            (_, state) => state,
        };
    }

    fn has_time(&self) -> bool {
        self.time.len() >= 2
    }

    fn number(&mut self, digits: &str, before: Option<char>) -> Option<()> {
        if digits.len() == 14 {
            // 20161130140500
            let (day, time) = digits.split_at_checked(8)?;
            return self.number(day, before).and_then(|()| self.number(time, None));
        }
        let value: u32 = digits.parse().ok()?;
        self.state = match self.state {
            State::InTime => {
                self.time.push(value);
                State::AfterTime
            }
            State::Fraction => State::AfterTime,
            State::Sign(sign) => return self.offset_number(sign, digits),
            State::InOffset(sign) => {
                let minutes = i32::try_from(value).ok().filter(|minutes| *minutes < 60)?;
                self.offset = self.offset.map(|hours| hours + sign * minutes);
                State::Day
            }
            State::Day | State::AfterNumber | State::AfterTime => return self.day_number(value, digits.len(), before),
        };
        Some(())
    }

    /// `+2`, `+02`, `+0200`, `+200`.
    fn offset_number(&mut self, sign: i32, digits: &str) -> Option<()> {
        let value: i32 = digits.parse().ok()?;
        let (minutes, state) = match digits.len() {
            1 | 2 => (value * 60, State::InOffset(sign)),
            3 | 4 => (value / 100 * 60 + value % 100, State::Day),
            _ => return None,
        };
        self.offset = Some(sign * minutes);
        self.state = state;
        Some(())
    }

    fn day_number(&mut self, value: u32, digits: usize, before: Option<char>) -> Option<()> {
        match digits {
            // 20161130
            8 => {
                self.days.push((value / 10_000, 4, None));
                self.days.push((value / 100 % 100, 2, None));
                self.days.push((value % 100, 2, None));
            }
            6 if self.days.len() == 3 && self.time.is_empty() => {
                self.time = vec![value / 10_000, value / 100 % 100, value % 100];
                self.state = State::AfterTime;
                return Some(());
            }
            4 if self.days.len() == 3 && self.time.is_empty() => {
                self.time = vec![value / 100, value % 100];
                self.state = State::AfterTime;
                return Some(());
            }
            1..=4 => self.days.push((value, digits, before)),
            _ => return None,
        }
        if self.month.is_none() {
            self.days_before_month = self.days.len();
        }
        self.state = State::AfterNumber;
        Some(())
    }

    fn word(&mut self, word: &'a str) -> Option<()> {
        let first = self.last_word.replace(word);
        match word {
            // 2016-11-30T14:05, 14h05
            "t" => return Some(()),
            "h" if self.state == State::AfterNumber => {
                self.mark(':');
                return Some(());
            }
            // "EET DST": the summer time of the zone before it.
            "dst" if self.named => {
                self.offset = self.offset.map(|minutes| minutes + 60);
                return Some(());
            }
            "ast" => {
                self.ambiguous = true;
                self.named = true;
                self.state = State::Day;
                return Some(());
            }
            _ => {}
        }
        if let Some(month) = names::month(first, word) {
            self.state = State::Day;
            if self.month.is_some_and(|before| before != month) && !self.tuesday {
                return None;
            }
            self.month = Some(month);
            self.tuesday = word == "mar" && self.days.is_empty();
        } else if let Some(minutes) = names::zone_minutes(word).filter(|_| !self.time.is_empty()) {
            self.offset = Some(self.offset.unwrap_or(minutes));
            self.named = true;
            self.state = State::Day;
        } else if let Some(after_noon) =
            names::half_of_day(word).filter(|_| !self.time.is_empty() || self.hour_may_stand())
        {
            self.hour_alone();
            self.after_noon = Some(after_noon);
            self.state = State::AfterTime;
        } else if self.is_unknown_zone(word) {
            return None;
        } else if self.state != State::AfterTime {
            self.state = State::Day;
        }
        Some(())
    }

    /// `2 pm`: the number before it was the hour.
    fn hour_alone(&mut self) {
        if self.time.is_empty()
            && self.state == State::AfterNumber
            && let Some((hour, _, _)) = self.days.pop()
        {
            self.time = vec![hour, 0];
        }
    }

    /// `2 pm` has an hour, `2016م` a year.
    fn hour_may_stand(&self) -> bool {
        self.state == State::AfterNumber
            && self.days.last().is_some_and(|(hour, digits, _)| *digits <= 2 && *hour <= 12)
    }

    /// A short Latin word right behind the time that is no zone we know.
    fn is_unknown_zone(&self, word: &str) -> bool {
        self.state == State::AfterTime
            && (1..=5).contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_lowercase())
            && !names::is_filler(word)
    }

    pub(super) fn settle(self, zone: Tz) -> Option<DateTime<FixedOffset>> {
        let date = self.date()?;
        let naive = self.clock(date)?;
        if self.ambiguous && self.offset.is_none() {
            return arabia_or_atlantic(naive, zone);
        }
        match self.offset {
            Some(minutes) if OFFSETS.contains(&minutes) => {
                FixedOffset::east_opt(minutes * 60)?.from_local_datetime(&naive).single()
            }
            Some(_) => None,
            None => in_zone(naive, zone),
        }
    }

    fn date(&self) -> Option<NaiveDate> {
        let days = self.days.iter().map(|(value, digits, _)| (*value, *digits)).collect::<Vec<_>>();
        let month = self.month.filter(|_| !(self.tuesday && days.len() == 3));
        let (year, month, day) = match (month, days.as_slice()) {
            // 30 Nov 2016, Nov 30 2016, 2016 Nov 30
            (Some(month), [(year, 4), (day, _)]) => (*year, month, *day),
            (Some(month), [(day, _), year]) => (full_year(*year)?, month, *day),
            // 30/11/2016 and the name beside it
            (Some(month), [(day, 1 | 2), (number, 1 | 2), (year, 4)]) if *number == month => (*year, month, *day),
            (None, [(year, 4), (month, _), (day, _)]) => (*year, *month, *day),
            // Day before month, unless that cannot be.
            (None, [(month, 1 | 2), (day, 1 | 2), year]) if *day > 12 && *month <= 12 => {
                (full_year(*year)?, *month, *day)
            }
            (None, [(day, 1 | 2), (month, 1 | 2), year]) => (full_year(*year)?, *month, *day),
            _ => return None,
        };
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
    }

    fn clock(&self, date: NaiveDate) -> Option<NaiveDateTime> {
        let (hour, minute, second) = match self.time.as_slice() {
            [] => (0, 0, 0),
            [hour, minute] => (*hour, *minute, 0),
            [hour, minute, second] => (*hour, *minute, *second),
            _ => return None,
        };
        let hour = match self.after_noon {
            Some(_) if hour == 0 || hour > 12 => hour,
            Some(true) => hour % 12 + 12,
            Some(false) => hour % 12,
            None => hour,
        };
        // 24:00:00 is the next day; a leap second is the last of its minute.
        let (date, hour) = if hour == 24 { (date.succ_opt()?, 0) } else { (date, hour) };
        Some(date.and_time(NaiveTime::from_hms_opt(hour, minute, if second == 60 { 59 } else { second })?))
    }
}

/// Two digits are of our time: RFC 2822 splits at 50.
fn full_year((value, digits): (u32, usize)) -> Option<u32> {
    match digits {
        4 => Some(value),
        2 if value < 50 => Some(2000 + value),
        2 => Some(1900 + value),
        _ => None,
    }
}

/// `AST` is three hours ahead in Riyadh and four behind in Halifax: the outlet's own zone tells.
fn arabia_or_atlantic(naive: NaiveDateTime, zone: Tz) -> Option<DateTime<FixedOffset>> {
    let hours = match zone.name().split('/').next() {
        Some("Africa" | "Asia") => 3,
        Some("America" | "Atlantic") => -4,
        _ => return None,
    };
    FixedOffset::east_opt(hours * 3600)?.from_local_datetime(&naive).single()
}

/// A local time in its zone: the earlier of two, and one that a clock skipped an hour later.
fn in_zone(naive: NaiveDateTime, zone: Tz) -> Option<DateTime<FixedOffset>> {
    match zone.from_local_datetime(&naive) {
        LocalResult::Single(found) | LocalResult::Ambiguous(found, _) => Some(found.fixed_offset()),
        LocalResult::None => {
            let later = zone.from_local_datetime(&(naive + Duration::hours(1))).earliest()?;
            Some(later.fixed_offset())
        }
    }
}
