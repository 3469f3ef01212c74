//! Where one goes and comes from: roads, bearings and what is carried off are no scene of their own.

use crate::lexicon::{Class, Lexicon};

use super::mention::Mention;
use super::reading::Reading;
use super::scene::Scene;

/// A word for a road stands so near before its first town: "the road that leads from".
const ROAD_NEAR: usize = 4;

/// Of a road between two towns, "from Msallata to Tarhuna", `بين مصراتة وسرت`, "the Ghat-Ubari road", the first
/// named is the place; `second` is the other.
pub(super) fn first_of_two(reading: &Reading<'_>, lexicon: &Lexicon, second: &Scene) -> Option<Scene> {
    let start = second.tokens.start;
    let first =
        reading.mentions_in(start.saturating_sub(5)..start).filter(|mention| mention.tokens.end <= start).last()?;
    let between = first.tokens.end..start;
    let text = |at: usize| reading.text.at(at);
    let is = |words: &[&str]| between.len() == 1 && words.contains(&text(between.start));
    let opened = reading.ending(first.tokens.start);
    let pair = opened.has(Class::Between) && (between.is_empty() || is(&["and", "et"]));
    let hyphen =
        is(&["-", "–", "ـ"]) && (is_road(reading, first.tokens.start) || is_road(reading, second.tokens.end + 4));
    let from = (opened.has(Class::From) || opened.has(Class::Of))
        && is(&["to", "a", "vers", "الي", "toward", "towards"])
        && is_road(reading, first.tokens.start);
    let narrow = first.place_row(lexicon).is_some_and(|row| !row.kind.is_wide());
    if narrow && (pair || hyphen || from) { Scene::of(first) } else { None }
}

/// Whether a word for a road stands right before a token.
pub(super) fn is_road(reading: &Reading<'_>, end: usize) -> bool {
    (end.saturating_sub(ROAD_NEAR)..end).any(|at| {
        let word = reading.text.at(at);
        matches!(word, "road" | "highway" | "track" | "route" | "piste" | "autoroute" | "الطريق" | "طريق" | "بالطريق")
    })
}

/// "a Misrata-led force", "the Tripoli-based government": whose, not where.
pub(super) fn is_epithet(reading: &Reading<'_>, mention: &Mention) -> bool {
    let text = |at: usize| reading.text.at(mention.tokens.end + at);
    text(0) == "-" && matches!(text(1), "led" | "based" | "backed" | "born" | "aligned" | "controlled" | "allied")
}

/// Whether a word for bringing people elsewhere opens between a trigger and a place.
pub(super) fn is_brought(reading: &Reading<'_>, from: usize, place: usize) -> bool {
    reading.hits_in(from..place).any(|hit| hit.class == Class::Brought && place - hit.end <= BROUGHT_REACH)
}

/// Where people are brought stands at most so many tokens behind the verb.
const BROUGHT_REACH: usize = 9;
