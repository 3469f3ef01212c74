//! Where an event happened.
//!
//! A place is stated if it is in the event's clause, else in its sentence, else in the report that
//! its words point back to. The place in a person's office, in an institution's name or after
//! "from" is none.

use std::ops::Range;

use crate::lexicon::{Class, Classes, EventType, Lexicon, PlaceKind, Seat};
use crate::model::event::EventPlace;

use super::mention::Mention;
use super::party::Party;
use super::reading::{ClassHit, Reading};
use super::trigger::Trigger;

/// A place with the words that gave it.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) place: u32,
    pub(super) tokens: Range<usize>,
    /// The words of a bearing, such as `جنوب`.
    pub(super) qualifier: Option<Range<usize>>,
    /// Several countries have a place of this name and nothing says which.
    pub(super) unsettled: bool,
}

/// Words of a sentence that are no place: they belong to somebody.
#[derive(Clone, Copy)]
pub(super) struct Taken<'p> {
    pub(super) parties: &'p [Party],
    /// The words of those who take part.
    pub(super) actors: &'p [Range<usize>],
    pub(super) speakers: &'p [Range<usize>],
}

/// The best place for a trigger among those that stand in `range`; `None` if none fits.
pub(super) fn find(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    trigger: &Trigger,
    kind: &EventType,
    range: &Range<usize>,
    taken: Taken<'_>,
) -> Option<Scene> {
    let mut best: Option<(i32, Scene)> = None;
    for mention in reading.mentions_in(range.clone()) {
        let Some(place) = mention.place_at() else { continue };
        let Some(row) = lexicon.place(place) else { continue };
        let inside = taken
            .speakers
            .iter()
            .any(|speaker| speaker.start < mention.tokens.end && mention.tokens.start < speaker.end)
            || taken.parties.iter().any(|party| {
                party.tokens.start < mention.tokens.end
                    && mention.tokens.start < party.tokens.end
                    && party.tokens != mention.tokens
            });
        if inside || taken.actors.contains(&mention.tokens) {
            continue;
        }
        let mut score = score(reading, trigger, kind, mention, (row.kind, row.capital), range.start);
        if reading.other_trigger(&trigger.tokens, mention.tokens.start) {
            score -= if kind.seat == Seat::Destination { 40 } else { 6 };
        }
        let scene = Scene {
            place,
            tokens: mention.tokens.clone(),
            qualifier: qualifier(reading, mention.tokens.start, range.start),
            unsettled: mention.unsettled,
        };
        if score > 0 && best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, scene));
        }
    }
    let (_, scene) = best?;
    Some(scene)
}

fn score(
    reading: &Reading<'_>,
    trigger: &Trigger,
    kind: &EventType,
    mention: &Mention,
    (place, capital): (PlaceKind, bool),
    floor: usize,
) -> i32 {
    let start = place_start(reading, mention.tokens.start, floor);
    let mark = reading.ending(start);
    let near = reading.ending(mention.tokens.start);
    let preposition = mention
        .clitics
        .preposition
        .or_else(|| reading.class_at(start, Class::PlaceNoun).and_then(|hit| hit.clitics.preposition));
    let after = mention.tokens.start >= trigger.tokens.end;
    let distance = if after {
        mention.tokens.start - trigger.tokens.end
    } else {
        trigger.tokens.start.saturating_sub(mention.tokens.end)
    };
    let mut score = 20 - i32::try_from(distance.min(40)).unwrap_or(40) / 2;
    let located = mark.meets(Classes::of(&[Class::In, Class::Qualifier]))
        || near.meets(Classes::of(&[Class::In, Class::Qualifier]))
        || preposition == Some('ب');
    let moves_to = mark.has(Class::To) || near.has(Class::To);
    // `غادر الرتل مدينة أجدابيا`: what is left is the place of leaving.
    let leaves = reading.starting(trigger.tokens.start).has(Class::From) && distance <= 4 && after;
    let comes_from = !leaves && (mark.has(Class::From) || near.has(Class::From));
    let located = located || leaves;
    score += if located { 14 } else { 0 };
    score += if near.has(Class::PlaceNoun) { 6 } else { 0 };
    score += match kind.seat {
        Seat::Destination if moves_to || (preposition == Some('ل')) => 16,
        _ if moves_to => 2,
        _ => 0,
    };
    score += match kind.seat {
        Seat::Origin if comes_from => 16,
        _ if comes_from => -18,
        _ => 0,
    };
    score += if after { 2 } else { -2 };
    // `موسكو لن تورد`, "Paris accuses": the subject, a government.
    let bare = !located && !moves_to && !comes_from && !near.has(Class::PlaceNoun) && preposition.is_none();
    score -= if bare && !after && (capital || place == PlaceKind::Country) { 40 } else { 0 };
    score -= match place {
        PlaceKind::Country => 16,
        PlaceKind::Sea | PlaceKind::Region => 14,
        _ => 0,
    };
    score -= if near.has(Class::Institution) { 30 } else { 0 };
    score -= if mark.has(Class::Source) { 30 } else { 0 };
    if kind.seat == Seat::Content && (!located || distance > 12) {
        score -= 30;
    }
    score
}

/// Where the phrase of a place begins: before `مدينة`, "the town of", « la ville de ».
fn place_start(reading: &Reading<'_>, start: usize, floor: usize) -> usize {
    let mut at = start;
    for _ in 0..3 {
        let noun = reading
            .hits_in(at.saturating_sub(5).max(floor)..at)
            .filter(|hit| hit.end == at && hit.class == Class::PlaceNoun)
            .map(|hit| hit.start)
            .min();
        match noun {
            Some(noun) => at = noun,
            None if at > floor && matches!(reading.text.at(at - 1), "the" | "la" | "le" | "l" | "les" | "«") => {
                at -= 1
            }
            None => break,
        }
    }
    at
}

/// The bearing before a place.
fn qualifier(reading: &Reading<'_>, start: usize, floor: usize) -> Option<Range<usize>> {
    let name = start;
    let start = place_start(reading, start, floor);
    // "the eastern city of Derna" lies in the east; "eastern Derna" is a part of it.
    let adjective = |hit: &ClassHit| start < name && reading.text.at(hit.start).ends_with("ern");
    reading
        .hits_in(start.saturating_sub(5).max(floor)..start)
        .filter(|hit| !adjective(hit))
        .filter(|hit| hit.end == start && hit.class == Class::Qualifier)
        .map(|hit| hit.start..hit.end)
        .max_by_key(|tokens| tokens.len())
}

/// The place as the record gives it.
pub(super) fn event_place(reading: &Reading<'_>, lexicon: &Lexicon, scene: &Scene) -> Option<EventPlace> {
    let mut row = lexicon.place(scene.place)?;
    // Off Libya: the country only.
    if row.kind == PlaceKind::Sea
        && let Some(country) = row.country.as_deref().and_then(|code| lexicon.country(code))
    {
        row = country;
    }
    let (admin1, admin2) = row.admin.as_deref().map_or((None, None), |code| lexicon.admins.names(code));
    let (geo_precision, where_prec) = precision(row.kind, scene.qualifier.is_some());
    let point = row.point.filter(|_| row.kind.has_point() && !scene.unsettled);
    Some(EventPlace {
        id: row.id.clone(),
        name: row.name.clone(),
        text: reading.quote(scene.tokens.clone()),
        qualifier: scene.qualifier.clone().map(|tokens| reading.quote(tokens)),
        country: row.country.clone().filter(|_| !scene.unsettled),
        admin1,
        admin2,
        point,
        geo_precision,
        where_prec,
    })
}

/// ACLED's and UCDP GED's codes.
fn precision(kind: PlaceKind, qualified: bool) -> (u8, u8) {
    match kind {
        PlaceKind::Country => (3, 6),
        PlaceKind::Sea => (3, 7),
        PlaceKind::Region => (3, 4),
        PlaceKind::Area | PlaceKind::Road => (2, 3),
        PlaceKind::Island
        | PlaceKind::City
        | PlaceKind::Town
        | PlaceKind::Village
        | PlaceKind::District
        | PlaceKind::Neighbourhood
        | PlaceKind::Site(_) => {
            if qualified {
                (2, 2)
            } else {
                (1, 1)
            }
        }
    }
}
