//! What the words before the name of a place make of it: a bearing and a distance, the home of people, the
//! seat of a body, or where another place lies.

use std::ops::Range;

use crate::lexicon::{Class, Classes, Lexicon, Place};
use crate::model::event::ActorType;
use crate::text::Gap;

use super::capital::CAPITAL;
use super::mention::Mention;
use super::party::Party;
use super::reading::{ClassHit, Reading};

/// Where the phrase of a place begins: before `مدينة`, "the town of", « la ville de ».
pub(super) fn place_start(reading: &Reading<'_>, start: usize, floor: usize) -> usize {
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
pub(super) fn qualifier(reading: &Reading<'_>, start: usize, floor: usize) -> Option<Range<usize>> {
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

/// Whether people come from a place: "elders from Zintan", « des policiers venus de la capitale »; not
/// where the act itself is to leave it (`رتل غادر مدينة أجدابيا`).
pub(super) fn is_origin_of(
    reading: &Reading<'_>,
    (mention, act): (&Mention, &Range<usize>),
    parties: &[Party],
    floor: usize,
) -> bool {
    let start = place_start(reading, mention.tokens.start, floor);
    let from = reading.hits_in(start.saturating_sub(FROM_LONGEST).max(floor)..start);
    let from = from.filter(|hit| hit.class == Class::From && hit.end == start).map(|hit| hit.start).min();
    let from = from.filter(|from| !act.contains(from));
    from.is_some_and(|from| {
        let people = Classes::of(&[Class::People, Class::Gunmen, Class::Forces, Class::Assembly]);
        reading.ending(from).meets(people) || parties.iter().any(|party| party.tokens.end == from)
    })
}

/// Whether a capital only says where a body of state sits: "a force sent by the ministry in Tripoli".
pub(super) fn is_seat(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    mention: &Mention,
    row: &Place,
    parties: &[Party],
) -> bool {
    let start = mention.tokens.start;
    let glued = mention.clitics.preposition.is_some();
    let body_end = if glued { start } else { start.saturating_sub(1) };
    let of_state = |party: &Party| party.kind(lexicon) == Some(ActorType::Government);
    (row.capital || row.id == CAPITAL)
        && (glued || reading.ending(start).has(Class::In))
        && parties.iter().any(|party| party.tokens.end == body_end && of_state(party))
}

/// The words for "from" are at most so many.
const FROM_LONGEST: usize = 3;

/// Whether a place only says where the one named before it lies (`بوهادي جنوب سرت`, "Dafniya, 20 km
/// west of Misrata"), or where a line from there ends ("the Ghat-Ubari road").
pub(super) fn is_reference(reading: &Reading<'_>, lexicon: &Lexicon, mention: &Mention, floor: usize) -> bool {
    let narrow = |place: u32| lexicon.place(place).is_some_and(|row| !row.kind.is_wide());
    let ends_at = |at: usize| {
        let before = reading.mentions_in(at.saturating_sub(NAME_LONGEST).max(floor)..at);
        let aside = |start: usize| reading.ending(start).has(Class::Bound);
        let named = |other: &Mention| other.place_at().is_some_and(narrow) && !aside(other.tokens.start);
        before.into_iter().any(|other| other.tokens.end == at && named(other))
    };
    let Some(bearing) = qualifier(reading, mention.tokens.start, floor) else {
        let dash = mention.tokens.start.checked_sub(1).filter(|at| matches!(reading.text.at(*at), "-" | "–" | "ـ"));
        let end = dash.unwrap_or(mention.tokens.start);
        let glued = dash.is_some() || reading.text.tokens().get(end).is_some_and(|token| token.gap == Gap::Hyphen);
        return glued && ends_at(end);
    };
    if reading.text.at(bearing.end.saturating_sub(1)).ends_with("ern") {
        return false;
    }
    let mut at = bearing.start;
    while at > floor && bearing.start - at < DISTANCE_LONGEST && !ends_at(at) && is_of_distance(reading, at - 1) {
        at -= 1;
    }
    ends_at(at)
}

/// A name of a place has at most so many words.
const NAME_LONGEST: usize = 5;

/// `، على بعد 80 كيلومترا`, ", some 30 km": at most so many tokens.
const DISTANCE_LONGEST: usize = 6;

/// Whether a token may stand between a place and the bearing that says where it lies.
fn is_of_distance(reading: &Reading<'_>, at: usize) -> bool {
    let word = reading.text.at(at);
    word.starts_with(|c: char| c.is_ascii_digit())
        || matches!(word, "," | "،" | "(" | "some" | "about" | "km" | "kilometres" | "kilometers" | "miles")
        || matches!(word, "a" | "environ" | "quelque" | "kilometres" | "located" | "situe" | "situee")
        || matches!(
            word,
            "علي"
                | "بعد"
                | "نحو"
                | "حوالي"
                | "كيلومترا"
                | "كيلومتر"
                | "كيلومترات"
                | "كلم"
                | "كم"
                | "الواقعه"
                | "الواقع"
        )
}

/// A bearing of more kilometres than this says little of the town that it is taken from.
const FAR_KM: f64 = 50.0;

/// Whether a distance of more than [`FAR_KM`] stands before a bearing: `على بعد 130 كيلومترا جنوب`.
pub(super) fn is_far(reading: &Reading<'_>, lexicon: &Lexicon, bearing: usize) -> bool {
    let Some(mut unit) = bearing.checked_sub(1) else { return false };
    let mut kilometres = 1.0;
    if matches!(reading.text.at(unit), "بحريا" | "بحري" | "nautiques" | "marins") {
        (unit, kilometres) = (unit.saturating_sub(1), 1.85);
    } else if reading.text.at(unit.wrapping_sub(1)) == "nautical" {
        return distance(reading, lexicon, unit - 1) > FAR_KM / 1.85;
    }
    kilometres *= match reading.text.at(unit) {
        "كيلومترا" | "كيلومتر" | "كيلومترات" | "كلم" | "كم" | "كيلو" | "km" | "kilometres" | "kilometers"
        | "kilometre" => 1.0,
        "ميلا" | "ميل" | "اميال" if kilometres > 1.0 => 1.0,
        "ميلا" | "ميل" | "اميال" | "miles" | "mile" => 1.6,
        "milles" => 1.85,
        _ => return false,
    };
    distance(reading, lexicon, unit) * kilometres > FAR_KM
}

/// The number before a unit; 0 if there is none.
fn distance(reading: &Reading<'_>, lexicon: &Lexicon, unit: usize) -> f64 {
    lexicon.quantities.number_before(&reading.text, unit, reading.language).map_or(0.0, f64::from)
}
