//! What was agreed, and for how long.

use std::ops::Range;

use crate::{
    lexicon::{
        assertion::{AssertionCues, Class},
        phrase::Hit,
    },
    model::{
        Language,
        event::{Agreement, AgreementKind},
    },
    text::{Kind, Text},
};

#[cfg(test)]
mod tests;

/// A number stands so near to its unit: "72 more hours".
const NUMBER_NEAR: usize = 3;
/// A longer truce is a typing error.
const LONGEST_DAYS: u32 = 3660;

/// An agreement with the tokens that tell of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// The kind and duration.
    pub agreement: Agreement,
    /// The tokens that named the kind.
    pub named: Option<Range<usize>>,
    /// The tokens of the duration: `لمدة أسبوعين`.
    pub lasting: Option<Range<usize>>,
}

/// What the clause in `tokens` says was agreed; the kind is that of the trigger if it has one.
pub fn agreement(
    text: &Text<'_>,
    language: Language,
    tokens: Range<usize>,
    trigger: &Range<usize>,
    cues: &AssertionCues,
) -> Agreed {
    let last = text.tokens().len();
    let tokens = tokens.start.min(last)..tokens.end.min(last);
    let hits = cues.phrases(language).map(|phrases| phrases.find(text, tokens.clone())).unwrap_or_default();
    let kinds = || hits.iter().filter_map(|hit| kind_of(hit.class).map(|kind| (kind, hit.tokens.clone())));
    let touching = kinds().find(|(_, named)| named.start < trigger.end && trigger.start < named.end);
    // `اتفاق على وقف إطلاق النار` is a truce though it is called an accord first.
    let found = touching
        .filter(|(kind, _)| *kind != AgreementKind::Other)
        .or_else(|| kinds().find(|(kind, named)| *kind != AgreementKind::Other && named.start >= trigger.start))
        .or_else(|| kinds().find(|(kind, _)| *kind != AgreementKind::Other))
        .or_else(|| kinds().next());
    let (kind, named) = found.map_or((AgreementKind::Other, None), |(kind, named)| (kind, Some(named)));
    let lasting = hits.iter().find_map(|hit| lasting(text, &tokens, hit, &hits));
    let (duration_days, lasting) = lasting.map_or((None, None), |(days, lasting)| (Some(days), Some(lasting)));
    Agreed { agreement: Agreement { kind, duration_days }, named, lasting }
}

fn kind_of(class: Class) -> Option<AgreementKind> {
    match class {
        Class::Ceasefire => Some(AgreementKind::Ceasefire),
        Class::Exchange => Some(AgreementKind::Exchange),
        Class::Withdrawal => Some(AgreementKind::Withdrawal),
        Class::Accord => Some(AgreementKind::Other),
        _ => None,
    }
}

/// The days of a unit with its number, and the tokens from `لمدة` on.
fn lasting(
    text: &Text<'_>,
    tokens: &Range<usize>,
    unit: &Hit<Class>,
    hits: &[Hit<Class>],
) -> Option<(u32, Range<usize>)> {
    let (hours, dual) = hours_of(unit.class)?;
    let near = unit.tokens.start.saturating_sub(NUMBER_NEAR).max(tokens.start)..unit.tokens.start;
    let number = near.rev().find_map(|at| number_at(text, at).map(|number| (number, at)));
    let opener = |start: usize| {
        hits.iter().find(|hit| hit.class == Class::Duration && hit.tokens.end <= start && start - hit.tokens.end <= 2)
    };
    let joined = text.at(unit.tokens.start).starts_with('ل');
    let (count, start) = match number {
        Some((number, at)) if !dual => (number, at),
        _ if dual => (2, unit.tokens.start),
        _ if joined || opener(unit.tokens.start).is_some() => (1, unit.tokens.start),
        _ => return None,
    };
    let from = opener(start).map(|hit| hit.tokens.start);
    let said = from.is_some() || joined || text.at(start).starts_with('ل') || is_measure(text, start);
    let days = count.checked_mul(hours)?.div_ceil(24);
    (said && (1..=LONGEST_DAYS).contains(&days)).then(|| (days, from.unwrap_or(start)..unit.tokens.end))
}

/// "a 72-hour truce", `هدنة 48 ساعة`: the length stands at the noun.
fn is_measure(text: &Text<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| text.at(before));
    matches!(before, "a" | "the" | "new" | "هدنه" | "تهدءه" | "treve" | "النار" | "انسانيه" | "feu")
}

fn hours_of(class: Class) -> Option<(u32, bool)> {
    Some(match class {
        Class::UnitHour => (1, false),
        Class::UnitDay => (24, false),
        Class::UnitWeek => (7 * 24, false),
        Class::UnitMonth => (30 * 24, false),
        Class::UnitYear => (365 * 24, false),
        Class::TwoHours => (1, true),
        Class::TwoDays => (24, true),
        Class::TwoWeeks => (7 * 24, true),
        Class::TwoMonths => (30 * 24, true),
        Class::TwoYears => (365 * 24, true),
        _ => return None,
    })
}

/// A number in figures, or one of the words for small numbers.
fn number_at(text: &Text<'_>, at: usize) -> Option<u32> {
    if text.tokens().get(at)?.kind == Kind::Number {
        return text.at(at).parse().ok();
    }
    let word = text.at(at);
    let word = word.strip_prefix('ل').filter(|rest| rest.chars().count() >= 3).unwrap_or(word);
    NUMBER_WORDS.iter().find(|(known, _)| *known == word).map(|(_, number)| *number)
}

/// Numbers in words as truces use them, folded.
const NUMBER_WORDS: &[(&str, u32)] = &[
    ("ثلاثه", 3),
    ("ثلاث", 3),
    ("اربعه", 4),
    ("اربع", 4),
    ("خمسه", 5),
    ("خمس", 5),
    ("سته", 6),
    ("ست", 6),
    ("سبعه", 7),
    ("سبع", 7),
    ("ثمانيه", 8),
    ("ثماني", 8),
    ("تسعه", 9),
    ("تسع", 9),
    ("عشره", 10),
    ("عشر", 10),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("deux", 2),
    ("trois", 3),
    ("quatre", 4),
    ("cinq", 5),
    ("sept", 7),
    ("huit", 8),
    ("neuf", 9),
    ("dix", 10),
    ("douze", 12),
    ("quinze", 15),
    ("vingt", 20),
    ("trente", 30),
    ("a", 1),
    ("un", 1),
    ("une", 1),
];
