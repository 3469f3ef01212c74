//! Relevance: what an article is about, not what it mentions.

use std::collections::BTreeMap;

use crate::lexicon::{Lexicon, PlaceKind};
use crate::model::event::{Event, Relevance, RelevanceClass};
use crate::model::span::Field;

use super::mention::{Mention, Name};
use super::reading::Reading;

/// An article is about Libya from this score on.
const ABOUT: f64 = 0.5;

/// Where no event is coded, it takes the title, the lead and most of the names: sport, markets and culture have
/// a Libyan name in the title, too.
const ABOUT_ALONE: f64 = 0.75;

/// Judges the focus from names and events.
pub(super) fn relevance(readings: &[&Reading<'_>], events: &[Event], lexicon: &Lexicon, play: bool) -> Relevance {
    let mut reasons = Vec::new();
    let mut score = 0.0;
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut title, mut lead) = (false, false);
    for reading in readings {
        for (mention, country) in countries(reading, lexicon) {
            *counts.entry(country).or_default() += 1;
            if country == "LY" {
                title |= reading.field == Field::Title;
                lead |= reading.field == Field::Text && mention.tokens.start < LEAD_TOKENS;
            }
        }
    }
    let libya = counts.get("LY").copied().unwrap_or(0);
    if libya == 0 {
        return Relevance { class: RelevanceClass::None, score: 0.0, reasons };
    }
    let all: u32 = counts.values().sum();
    let share = f64::from(libya) / f64::from(all.max(1));
    let mut add = |points: f64, reason: &str, holds: bool| {
        if holds {
            score += points;
            reasons.push(reason.to_owned());
        }
    };
    let in_libya = events.iter().any(is_libyan_place);
    let libyan_actor =
        events.iter().any(|event| event.actors.iter().any(|actor| actor.country.as_deref() == Some("LY")));
    add(0.45, "title:libya", title);
    add(0.2, "lead:libya", lead);
    add(0.35, "event:in-libya", in_libya);
    add(0.3, "event:libyan-actor", libyan_actor);
    add(0.15, "share:most", share >= 0.5);
    add(-0.2, "share:few", share < 0.2);
    add(-0.5, "play", play && events.is_empty());
    let score = f64::clamp(score, 0.02, 0.99);
    let enough = if events.is_empty() { ABOUT_ALONE } else { ABOUT };
    let class = if score >= enough { RelevanceClass::About } else { RelevanceClass::Mentions };
    Relevance { class, score: (score * 100.0).round() / 100.0, reasons }
}

/// The lead is the first 60 tokens or so: one or two sentences.
const LEAD_TOKENS: usize = 60;

fn is_libyan_place(event: &Event) -> bool {
    event.place.as_ref().is_some_and(|place| place.country.as_deref() == Some("LY"))
}

/// The names of a reading with their countries; names in a list of countries count nothing.
fn countries<'r>(reading: &'r Reading<'_>, lexicon: &'r Lexicon) -> impl Iterator<Item = (&'r Mention, &'r str)> {
    reading.mentions.iter().enumerate().filter_map(move |(at, mention)| {
        if is_listed(reading, lexicon, at) || mention.unsettled {
            return None;
        }
        Some((mention, country(mention, lexicon)?))
    })
}

/// The country of a name.
pub(super) fn country<'l>(mention: &Mention, lexicon: &'l Lexicon) -> Option<&'l str> {
    match mention.name {
        Name::Place(at) | Name::Demonym(at) => lexicon.place(at)?.country.as_deref(),
        Name::Actor(at) => lexicon.actor(at)?.country.as_deref(),
    }
}

/// Whether a country stands in a list of at least three: "Syria, Yemen and Libya".
fn is_listed(reading: &Reading<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let is_country = |mention: &Mention| {
        let place = match mention.name {
            Name::Place(place) => Some(place),
            Name::Actor(_) => mention.place,
            Name::Demonym(_) => None,
        };
        place.and_then(|place| lexicon.place(place)).is_some_and(|place| place.kind == PlaceKind::Country)
    };
    let linked = |one: usize, two: usize| {
        let (Some(one), Some(two)) = (reading.mentions.get(one), reading.mentions.get(two)) else { return false };
        is_country(one)
            && is_country(two)
            && two.tokens.start.saturating_sub(one.tokens.end) <= 2
            && (two.clitics.conjunction
                || (one.tokens.end..two.tokens.start)
                    .any(|at| matches!(reading.text.at(at), "," | "and" | "et" | "or" | "و")))
    };
    let mut length = 1;
    let mut first = at;
    while let Some(before) = first.checked_sub(1).filter(|before| linked(*before, first)) {
        first = before;
        length += 1;
    }
    let mut last = at;
    while linked(last, last + 1) {
        last += 1;
        length += 1;
    }
    length >= 3
}
