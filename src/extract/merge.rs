//! One report, one event: tellings of the same event within an article are joined.
//!
//! The fuller account wins and all evidence is kept; `fit` says which tellings are of one event.

use crate::lexicon::Lexicon;
use crate::model::event::{Assertion, EventActor, EventPlace, When};
use crate::model::{EvidenceRole, Status};

use super::draft::{self, Draft};
use super::family;
use super::fit::{contains, is_dispute, is_same, is_told_after_title, likeness, same_actor};
use super::headline;

/// Joins the tellings, which stand in the order of the text.
pub(super) fn merge(drafts: Vec<Draft>, lexicon: &Lexicon) -> Vec<Draft> {
    // A death told by itself belongs to the harmful event beside it, which may be told later.
    let (mut tolls, rest): (Vec<Draft>, Vec<Draft>) = drafts.into_iter().partition(|draft| draft.bare_toll);
    // Those of the title come last: its deaths may be of what only the text tells.
    tolls.sort_by_key(|draft| !draft.position.0);
    let mut events: Vec<Draft> = Vec::new();
    for draft in rest.into_iter().chain(tolls) {
        let fits = |(_, known): &(usize, &mut Draft)| is_same(known, &draft, lexicon);
        let beside = |known: &Draft| {
            let before = known.position.1 <= draft.position.1 && !is_advance(known.said, lexicon);
            draft.bare_toll && known.told_in() == draft.told_in() && before
        };
        let nearest = |(at, known): &(usize, &mut Draft)| (beside(known), likeness(known, &draft), *at);
        let known = events.iter_mut().enumerate().filter(fits).max_by_key(nearest);
        match known.map(|(_, known)| known) {
            Some(known) => {
                let both_in_title = is_dispute(known, &draft, lexicon) && !draft.position.0;
                join(known, draft, lexicon);
                if both_in_title {
                    known.assertion = Assertion { status: Status::Reported, cue: None, condition: None };
                }
            }
            None => events.push(draft),
        }
    }
    headline::fold(&mut events, lexicon);
    for event in &mut events {
        retype(event, lexicon);
    }
    events.sort_by_key(|event| event.position);
    events
}

/// Who took a place may be told with another telling than the one that named the type.
fn retype(event: &mut Draft, lexicon: &Lexicon) {
    if is_advance(event.said, lexicon) {
        event.kind = draft::become_type(lexicon, event.said, event.actors.iter());
    }
}

/// Whether a type tells of places taken: "overran the town, killing three guards in a firefight".
fn is_advance(kind: u32, lexicon: &Lexicon) -> bool {
    lexicon.types.get(kind as usize).is_some_and(|row| row.family == family::TERRITORY)
}

pub(super) fn join(known: &mut Draft, draft: Draft, lexicon: &Lexicon) {
    let types = |kind: u32| lexicon.types.get(kind as usize);
    let rank = |kind: u32| types(kind).map_or(0, |row| row.rank);
    let same_family = types(known.kind).map(|row| &row.family) == types(draft.kind).map(|row| &row.family);
    let exact = types(known.said).is_some_and(|said| {
        types(draft.kind).is_some_and(|row| row.family != said.family && said.retells.contains(&row.family))
    });
    if !draft.bare_toll && (exact || same_family && rank(draft.kind) > rank(known.kind)) {
        known.kind = draft.kind;
        known.said = draft.said;
    }
    let narrower = is_narrower(known, &draft, lexicon);
    known.named |= draft.named;
    for actor in draft.actors {
        let same = |other: &EventActor| same_actor(&actor, other);
        // `الرتل` of a second telling is the guard that the first one named.
        let vaguer = |other: &EventActor| {
            actor.id.is_none() && actor.role == other.role && actor.kind == other.kind && actor.country.is_none()
        };
        if !known.actors.iter().any(|other| same(other) || vaguer(other)) {
            known.actors.push(actor);
        }
    }
    for attribution in draft.attribution {
        if !known.attribution.iter().any(|other| other.source == attribution.source) {
            known.attribution.push(attribution);
        }
    }
    join_place(known, draft.place, draft.place_stated, narrower);
    join_when(&mut known.when, draft.when);
    known.tolls.extend(draft.tolls);
    known.harms |= draft.harms;
    if draft.position < known.position {
        known.position = draft.position;
        known.sentence = draft.sentence;
    }
    known.told.extend(draft.told);
    known.agreement = match (known.agreement, draft.agreement) {
        (Some(a), Some(b)) => {
            Some(crate::model::event::Agreement { duration_days: a.duration_days.or(b.duration_days), ..a })
        }
        (a, b) => a.or(b),
    };
    if outweighs(draft.assertion.status, known.assertion.status) {
        known.assertion = draft.assertion.clone();
    }
    let same_status = known.assertion.status == draft.assertion.status;
    if same_status {
        known.assertion.condition = known.assertion.condition.take().or(draft.assertion.condition);
        known.assertion.cue = known.assertion.cue.take().or(draft.assertion.cue);
        known.rules.extend(draft.rules);
    }
    let of_status = |role| matches!(role, EvidenceRole::Status | EvidenceRole::Condition);
    known.evidence.extend(draft.evidence.into_iter().filter(|evidence| same_status || !of_status(evidence.role)));
    // Told twice is surer than told once.
    known.score = (known.score.max(draft.score) + 0.02).min(0.97);
}

/// A denial says more than that nothing was done, and what was put off is no plan.
fn outweighs(new: Status, old: Status) -> bool {
    matches!((new, old), (Status::Denied, Status::Negated) | (Status::Negated, Status::Planned))
}

/// The place said with the first trigger stands, unless it was only a country or carried over.
fn join_place(known: &mut Draft, place: Option<EventPlace>, stated: bool, narrower: bool) {
    let finer = match (&known.place, &place) {
        (None, Some(_)) => true,
        (Some(_), Some(_)) if narrower => true,
        (Some(old), Some(new)) => stated && (old.geo_precision == 3 && new.geo_precision < 3 || !known.place_stated),
        (_, None) => false,
    };
    if finer {
        known.place = place;
        known.place_stated |= stated;
    }
}

/// Whether the text places more closely what the title only places in a town: in a part of it, or so
/// far from it that only the country is left.
fn is_narrower(known: &Draft, draft: &Draft, lexicon: &Lexicon) -> bool {
    let (Some(old), Some(new)) = (&known.place, &draft.place) else { return false };
    let far = new.geo_precision == 3 && new.qualifier.is_some() && old.qualifier.is_some();
    // "fighting west of the capital" is then told of a town.
    let bearing = old.qualifier.is_some() && old.id != new.id && new.geo_precision < 3;
    is_told_after_title(known, draft)
        && draft.place_stated
        && old.geo_precision < 3
        && (far || bearing || (new.qualifier.is_none() && contains(old, new, lexicon)))
}

fn join_when(known: &mut When, other: When) {
    use crate::model::event::DateBasis;
    let rank = |when: &When| match when.basis {
        Some(DateBasis::Stated | DateBasis::Relative) => 2,
        Some(DateBasis::Publication) => 1,
        None => 0,
    };
    if rank(&other) > rank(known) {
        *known = other;
    }
}
