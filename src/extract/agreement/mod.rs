//! What was agreed, and for how long.

use std::ops::Range;

use crate::{
    language::number::{Link, Numeral, Sum},
    lexicon::{
        Quantities,
        assertion::{AssertionCues, Class},
        phrase::Hit,
        quantities::Meaning,
    },
    model::{
        Language,
        event::{Agreement, AgreementKind},
    },
    text::{Kind, Text},
};

#[cfg(test)]
mod tests;

/// A number in words begins so near to its unit: "one hundred and twenty more hours".
const NUMBER_NEAR: usize = 6;
/// So many words may stand between a number and its unit: "72 more hours".
const ADJECTIVES: usize = 1;
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
    numerals: &Quantities,
) -> Agreed {
    let last = text.tokens().len();
    let tokens = tokens.start.min(last)..tokens.end.min(last);
    let hits = cues.agreements(language).map(|phrases| phrases.find(text, tokens.clone())).unwrap_or_default();
    let kinds = || hits.iter().filter_map(|hit| kind_of(hit.class).map(|kind| (kind, hit.tokens.clone())));
    let touching = kinds().find(|(_, named)| named.start < trigger.end && trigger.start < named.end);
    // `اتفاق على وقف إطلاق النار` is a truce though it is called an accord first.
    let found = touching
        .filter(|(kind, _)| *kind != AgreementKind::Other)
        .or_else(|| kinds().find(|(kind, named)| *kind != AgreementKind::Other && named.start >= trigger.start))
        .or_else(|| kinds().find(|(kind, _)| *kind != AgreementKind::Other))
        .or_else(|| kinds().next());
    let (kind, named) = found.map_or((AgreementKind::Other, None), |(kind, named)| (kind, Some(named)));
    // "ended two weeks of fighting with a truce": only what stands at the truce is its length.
    let at_named = |lasting: &Range<usize>| {
        named
            .as_ref()
            .is_none_or(|named| lasting.start >= named.start || named.start - lasting.end.min(named.start) <= 2)
    };
    let lasting = hits
        .iter()
        .filter_map(|hit| lasting(text, language, numerals, &tokens, hit, &hits))
        .find(|(_, lasting)| at_named(lasting));
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
    language: Language,
    numerals: &Quantities,
    tokens: &Range<usize>,
    unit: &Hit<Class>,
    hits: &[Hit<Class>],
) -> Option<(u32, Range<usize>)> {
    let (hours, dual) = hours_of(unit.class)?;
    let number = number_before(text, language, tokens, unit.tokens.start, numerals);
    let opener = |start: usize| {
        let opens = |hit: &&Hit<Class>| hit.tokens.end <= start && start - hit.tokens.end <= 2;
        hits.iter().filter(opens).find(|hit| hit.class == Class::Duration && is_length(text, hit, hits))
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

/// Whether a word of duration opens a length: *trêve de deux semaines*, not *au terme de deux semaines*.
fn is_length(text: &Text<'_>, opener: &Hit<Class>, hits: &[Hit<Class>]) -> bool {
    let at = opener.tokens.start;
    let near = |hit: &Hit<Class>| hit.tokens.end <= at && at - hit.tokens.end <= 1;
    !matches!(text.at(at), "of" | "de" | "d") || hits.iter().any(|hit| kind_of(hit.class).is_some() && near(hit))
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

/// The number that ends right before a unit, with the token at which it begins: `ثمان وأربعين ساعة`.
fn number_before(
    text: &Text<'_>,
    language: Language,
    tokens: &Range<usize>,
    unit: usize,
    numerals: &Quantities,
) -> Option<(u32, usize)> {
    let first = unit.saturating_sub(NUMBER_NEAR).max(tokens.start);
    (first..unit).find_map(|at| {
        let (number, end) = number_at(text, language, at, unit, numerals)?;
        (unit - end <= ADJECTIVES).then_some((number, at))
    })
}

/// The number that begins at a token, with the token past it.
fn number_at(
    text: &Text<'_>,
    language: Language,
    at: usize,
    end: usize,
    numerals: &Quantities,
) -> Option<(u32, usize)> {
    let words = numerals.words(language);
    let numeral = |at: usize| -> Option<(Numeral, usize, bool)> {
        if text.tokens().get(at)?.kind == Kind::Number {
            return text.at(at).parse().ok().map(|number| (Numeral::Digits(number), at + 1, false));
        }
        let found = words.find(text, at, end)?;
        let Meaning::Numeral(numeral) = found.meaning.meaning else { return None };
        Some((numeral, at + found.tokens, found.prefix.and))
    };
    let (first, mut past, _) = numeral(at)?;
    let mut sum = Sum::new(first, language);
    while past < end {
        let apart = matches!(text.at(past), "and" | "et" | "و");
        let Some((next, after, joined)) = numeral(past + usize::from(apart)) else { break };
        let link = if apart || joined { Link::And } else { Link::Beside };
        if !sum.push(next, link) {
            break;
        }
        past = after;
    }
    Some((sum.value(), past))
}
