//! The words of `calendar.toml`: months, weekdays, and what counts days from the publication.

use std::ops::Range;

use chrono::Weekday;

use crate::document::{Document, Section};
use crate::model::Language;
use crate::problem::{Problem, Problems, did_you_mean};
use crate::text::{Books, Text};

use super::wordbook::Wordbook;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A weekend.
    Weekend,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// Which one of its kind, counted from the publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// `الماضي`: the last one strictly before.
    Last,
    /// `قبل الماضي`: the one before that.
    BeforeLast,
    /// `الجاري`: the one that it is now.
    This,
    /// `المقبل`: the first one strictly after.
    Next,
}

/// The main thing that a word says of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Time {
    /// Only its kinds matter.
    #[default]
    Nothing,
    /// A month from 1 to 12.
    Month(u32),
    /// A weekday.
    Weekday(Weekday),
    /// So many days from the publication: `أمس` is -1.
    Day(i64),
    /// So many days from the day that the story is at: *la veille* is -1.
    Story(i64),
    /// A unit and how many the word alone says; 0 for "some".
    Unit(Unit, u32),
    /// An ordinal for a day of a month: `الخامس`.
    Ordinal(u32),
    /// A phrase that names no day though it holds a day word.
    Skip,
}

/// Small words by what they do; a word may do several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeKinds(u64);

macro_rules! kinds {
    ($($name:ident = $bit:literal, $text:literal, $doc:literal;)*) => {
        impl TimeKinds {
            $(#[doc = $doc] pub const $name: Self = Self(1 << $bit);)*

            const NAMED: &'static [(&'static str, Self)] = &[$(($text, Self::$name)),*];
        }
    };
}

kinds! {
    SINCE = 0, "since", "`منذ`: a state began.";
    UNTIL = 1, "until", "`حتى`, `قبل`: a state ends, or a time limit.";
    WITHIN = 2, "within", "`خلال`: a span of time follows.";
    THE = 3, "the", "An article.";
    SOME = 4, "some", "A few.";
    ONE = 5, "one", "One.";
    AGO_BEFORE = 6, "ago-before", "`قبل`, *il y a*: the time since follows.";
    AGO_AFTER = 7, "ago-after", "ago: the time since stands before.";
    EARLIER = 8, "earlier", "Counted back from the day of the story.";
    LATER = 9, "later", "Counted on from the day of the story.";
    RANGE_FROM = 10, "range-from", "`من`, between.";
    RANGE_TO = 11, "range-to", "`إلى`, and.";
    NIGHT = 12, "night", "`ليل`: two days follow.";
    DAY_WORD = 13, "day-word", "`صباح`, on: belongs to the day beside it.";
    OF = 14, "of", "Between a day and its month.";
    MONTH_OPENS = 15, "month-opens", "May stand before a month alone.";
    YEAR_OPENS = 16, "year-opens", "May stand before a year alone.";
    WEEK_AGO = 17, "week-ago", "Of the week before.";
    WEEK_AHEAD = 18, "week-ahead", "Of the week after.";
    EARLY = 19, "early", "The first days of a month.";
    MIDDLE = 20, "middle", "The middle of a month.";
    LATE = 21, "late", "The last days of a month.";
    LABEL = 22, "label", "The date behind it is a name: `ثورة 17 فبراير`.";
    LABEL_AFTER = 23, "label-after", "The date before it is a name: 17 February revolution.";
    AFTER = 24, "after", "Two days *after* something: that was so long before.";
    NTH_OPENS = 25, "nth-opens", "Before the number of a day of what goes on: *its* fourth day.";
    IN_A_ROW = 26, "in-a-row", "Behind such a number: the fourth *straight* day.";
    STARTING = 27, "starting", "A state begins, before today or after: *as of* Monday.";
    SCHEDULED = 28, "scheduled", "Before a day fixed beforehand: *set for* Thursday.";
}

impl TimeKinds {
    /// Whether one of `others` is among these.
    pub fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// All that a word or phrase says of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeWord {
    /// The main thing.
    pub time: Time,
    /// Which one of its kind.
    pub which: Option<Which>,
    /// What it does besides.
    pub kinds: TimeKinds,
}

impl TimeWord {
    /// Whether it may be the heart of an expression.
    pub fn tells_time(&self) -> bool {
        !matches!(self.time, Time::Nothing | Time::Skip | Time::Ordinal(_))
            || self.kinds.has(TimeKinds::WEEK_AGO.with(TimeKinds::WEEK_AHEAD))
    }
}

/// The compiled words of time.
pub struct Calendar {
    arabic: Wordbook<TimeWord>,
    english: Wordbook<TimeWord>,
    french: Wordbook<TimeWord>,
    /// Digits are read in any language.
    none: Wordbook<TimeWord>,
}

impl Default for Calendar {
    fn default() -> Self {
        let [arabic, english, french] = Language::CODED.map(|_| Wordbook::new(Books::CALENDAR));
        Self { arabic, english, french, none: Wordbook::new(Books::CALENDAR) }
    }
}

impl Calendar {
    /// The words with which phrases begin, by what they can be asked for.
    pub(super) fn first_words(&self) -> [(Vec<u64>, Books); 2] {
        let of = |wanted: fn(&TimeWord) -> bool| {
            [&self.arabic, &self.english, &self.french].into_iter().flat_map(move |book| book.first_words(wanted))
        };
        [(of(|_| true).collect(), Books::CALENDAR), (of(TimeWord::tells_time).collect(), Books::TIME)]
    }

    /// Reads `calendar.toml`; `file` names it in messages. What is wrong is added to `problems`
    /// and left out.
    pub fn parse(file: &str, toml: &str, problems: &mut Problems) -> Self {
        let document = Document::parse(file, toml, problems);
        let mut root = document.root();
        let mut calendar = Self::default();
        for (table, read) in TABLES {
            for mut row in root.sections(table, problems) {
                if let Some(meaning) = read(&mut row, problems) {
                    calendar.add(&mut row, meaning, problems);
                }
                row.finish(problems);
            }
        }
        root.finish(problems);
        calendar
    }

    /// The words of a language; none of one whose words are not part of the program.
    pub fn words(&self, language: Language) -> &Wordbook<TimeWord> {
        match language {
            Language::English => &self.english,
            Language::French => &self.french,
            Language::Arabic => &self.arabic,
            Language::Italian | Language::Turkish | Language::Persian | Language::Urdu => &self.none,
        }
    }

    /// Whether a word of a range of tokens may be the heart of an expression of time.
    pub fn tells_time(&self, text: &Text<'_>, tokens: Range<usize>, language: Language) -> bool {
        self.words(language).any(text, tokens, Books::TIME, |meaning| meaning.tells_time())
    }

    /// Whether the token at `at` names a month, so that a number beside it is a day.
    pub fn names_month(&self, text: &Text<'_>, at: usize, language: Language) -> bool {
        let found = self.words(language).find(text, at, text.tokens().len());
        let month = found.is_some_and(|found| matches!(found.meaning.time, Time::Month(_)));
        // "may" and "march" are also verbs.
        month && (language != Language::English || text.tokens().get(at).is_some_and(|token| token.capital))
    }

    fn add(&mut self, row: &mut Section<'_, '_>, meaning: TimeWord, problems: &mut Problems) {
        for (key, book) in [("ar", &mut self.arabic), ("en", &mut self.english), ("fr", &mut self.french)] {
            for phrase in row.strings(key, problems).unwrap_or_default() {
                let Some(word) = book.entry(&phrase.value, TimeWord::default) else {
                    problems.push(Problem::new(row.place_of(phrase.byte), "a phrase has no words"));
                    continue;
                };
                word.kinds = word.kinds.with(meaning.kinds);
                word.which = word.which.or(meaning.which);
                if word.time == Time::Nothing {
                    word.time = meaning.time;
                } else if meaning.time != Time::Nothing && meaning.time != word.time {
                    let message = format!("`{}` already means something else", phrase.value);
                    let hint = "a phrase has one main meaning in a language: take it out of one row";
                    problems.push(Problem::new(row.place_of(phrase.byte), message).hint(hint));
                }
            }
        }
    }
}

type ReadRow = fn(&mut Section<'_, '_>, &mut Problems) -> Option<TimeWord>;

const TABLES: [(&str, ReadRow); 9] = [
    ("month", month),
    ("weekday", weekday),
    ("ordinal", ordinal),
    ("day", day),
    ("story", story),
    ("skip", skip),
    ("which", which),
    ("unit", unit),
    ("word", word),
];

fn says(time: Time) -> Option<TimeWord> {
    Some(TimeWord { time, ..TimeWord::default() })
}

fn month(row: &mut Section<'_, '_>, problems: &mut Problems) -> Option<TimeWord> {
    let number = row.integer("number", 1..=12, problems)?;
    says(Time::Month(u32::try_from(number.value).unwrap_or(1)))
}

fn weekday(row: &mut Section<'_, '_>, problems: &mut Problems) -> Option<TimeWord> {
    let number = row.integer("number", 1..=7, problems)?;
    says(Time::Weekday(Weekday::try_from(u8::try_from(number.value).unwrap_or(1) - 1).unwrap_or(Weekday::Mon)))
}

fn ordinal(row: &mut Section<'_, '_>, problems: &mut Problems) -> Option<TimeWord> {
    let number = row.integer("number", 1..=31, problems)?;
    says(Time::Ordinal(u32::try_from(number.value).unwrap_or(1)))
}

fn day(row: &mut Section<'_, '_>, problems: &mut Problems) -> Option<TimeWord> {
    says(Time::Day(offset(row, problems)?))
}

fn story(row: &mut Section<'_, '_>, problems: &mut Problems) -> Option<TimeWord> {
    says(Time::Story(offset(row, problems)?))
}

/// Written as a string because the keys of a row are whole numbers from 0.
fn offset(row: &mut Section<'_, '_>, problems: &mut Problems) -> Option<i64> {
    let read = |text: &str| match text.parse::<i64>() {
        Ok(days @ -31..=31) => Ok(days),
        _ => Err("it is a number of days such as \"-1\"".to_owned()),
    };
    row.parsed("offset", read, problems).map(|days| days.value)
}

fn skip(_: &mut Section<'_, '_>, _: &mut Problems) -> Option<TimeWord> {
    says(Time::Skip)
}

fn which(row: &mut Section<'_, '_>, problems: &mut Problems) -> Option<TimeWord> {
    let read = |side: &str| match side {
        "last" => Ok(Which::Last),
        "before-last" => Ok(Which::BeforeLast),
        "this" => Ok(Which::This),
        "next" => Ok(Which::Next),
        _ => Err("it is last, before-last, this or next".to_owned()),
    };
    let which = row.parsed("side", read, problems)?;
    Some(TimeWord { which: Some(which.value), ..TimeWord::default() })
}

fn unit(row: &mut Section<'_, '_>, problems: &mut Problems) -> Option<TimeWord> {
    let times = row.integer("times", 0..=2, problems)?;
    let read = |unit: &str| match unit {
        "hour" => Ok(Unit::Hour),
        "day" => Ok(Unit::Day),
        "week" => Ok(Unit::Week),
        "weekend" => Ok(Unit::Weekend),
        "month" => Ok(Unit::Month),
        "year" => Ok(Unit::Year),
        _ => Err("it is hour, day, week, weekend, month or year".to_owned()),
    };
    let unit = row.parsed("unit", read, problems)?;
    says(Time::Unit(unit.value, u32::try_from(times.value).unwrap_or(1)))
}

fn word(row: &mut Section<'_, '_>, problems: &mut Problems) -> Option<TimeWord> {
    let read = |name: &str| {
        let known = TimeKinds::NAMED.iter().find(|(known, _)| *known == name);
        known.map(|(_, kind)| *kind).ok_or_else(|| {
            let names = TimeKinds::NAMED.iter().map(|(name, _)| *name);
            match did_you_mean(name, names.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it is one of {}", names.collect::<Vec<_>>().join(", ")),
            }
        })
    };
    let kind = row.parsed("kind", read, problems)?;
    Some(TimeWord { kinds: kind.value, ..TimeWord::default() })
}
