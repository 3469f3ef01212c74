//! How often an event like this one is right.
//!
//! A logistic function of what the event itself shows: told in the title, told twice, a place with
//! a point, a listed party. The weights are those that fit the developed part of the corpus best
//! (`tests/corpus/calibrate.py` prints them): of the events at 0.9 about nine in ten are right in
//! type, sub-type and status.

use crate::model::{Event, EvidenceRole, event::DateBasis, span::Field};

/// A weight, and what an event has to show for it.
type Weight = (f64, fn(&Event) -> bool);

/// What is looked at, with its weight.
const WEIGHTS: [Weight; 9] = [
    (0.16, |_| true),
    (-0.29, |event| triggers(event).any(|(field, _)| field == Field::Title)),
    (-0.15, |event| triggers(event).any(|(field, start)| field == Field::Text && start < LEAD)),
    (1.03, |event| triggers(event).count() > 1),
    (0.04, |event| event.place.as_ref().is_some_and(|place| place.geo_precision < 3)),
    (0.44, |event| event.actors.iter().any(|actor| actor.id.is_some())),
    (0.53, |event| event.actors.is_empty()),
    (0.07, |event| event.casualties.dead.is_some() || event.casualties.injured.is_some()),
    (0.25, |event| matches!(event.when.basis, Some(DateBasis::Stated | DateBasis::Relative))),
];

/// The first so many code points of a text are its lead.
const LEAD: u32 = 250;

/// The `score` of a rule whose `score` is not given.
const USUAL: f64 = 0.85;

/// From 0.05 to 0.97, two decimals. `score` is how far the rule that named it is trusted; it moves
/// the odds by as much as it differs from the usual one.
pub(super) fn confidence(event: &Event, score: f64) -> f64 {
    let sum: f64 = WEIGHTS.iter().filter(|(_, shows)| shows(event)).map(|(weight, _)| weight).sum();
    let odds = |share: f64| (share / (1.0 - share)).ln();
    let trust = odds(score.clamp(0.05, 0.97)) - odds(USUAL);
    let share = 1.0 / (1.0 + (-sum - trust).exp());
    (share.clamp(0.05, 0.97) * 100.0).round() / 100.0
}

fn triggers(event: &Event) -> impl Iterator<Item = (Field, u32)> {
    let triggers = event.evidence.iter().filter(|evidence| evidence.role == EvidenceRole::Trigger);
    triggers.map(|evidence| (evidence.field, evidence.span.start))
}
