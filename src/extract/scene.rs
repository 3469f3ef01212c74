//! Where an event happened.
//!
//! A place is stated if it is in the event's clause, else in its sentence, else in the report that
//! its words point back to. The place in a person's office, in an institution's name or after
//! "from" is none.

use std::ops::Range;

use crate::lexicon::{Class, Classes, EventType, Hit, Lexicon, Place, PlaceKind, Seat, SiteKind, Target};
use crate::model::event::{ActorType, EventPlace};

use super::mention::Mention;
use super::party::{Party, Who};
use super::reading::{ClassHit, Reading};
use super::road;
use super::trigger::Trigger;
use crate::model::Language;
use crate::model::span::Field;

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
    let mut parts: Vec<Scene> = Vec::new();
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
        // Sanctions on a country are placed there, whoever bears them.
        let borne = kind.id.starts_with("sanctions") && row.kind == PlaceKind::Country;
        if inside || (taken.actors.contains(&mention.tokens) && !borne) || road::is_epithet(reading, mention) {
            continue;
        }
        let mut score = score(reading, trigger, kind, (mention, taken.parties), (row.kind, row.capital), range.start);
        if reading.other_trigger(&trigger.tokens, mention.tokens.start) {
            score -= if kind.seat == Seat::Destination { 40 } else { 6 };
        }
        let scene = Scene {
            place,
            tokens: mention.tokens.clone(),
            qualifier: qualifier(reading, mention.tokens.start, range.start),
            unsettled: mention.unsettled,
        };
        if score > PART_SCORE && row.within.is_some() && scene.qualifier.is_none() {
            parts.push(scene.clone());
        }
        if score > 0 && best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, scene));
        }
    }
    let (_, mut scene) = best?;
    if let Some(first) = road::first_of_two(reading, lexicon, &scene) {
        scene = first;
    }
    // `حي السلماني في مدينة بنغازي`: the part of a town is where it happened.
    let part = parts.into_iter().find(|part| {
        let (one, two) = (&part.tokens, &scene.tokens);
        let between = one.end.min(two.end)..one.start.max(two.start);
        let other = reading.triggers.iter().any(|hit| between.contains(&(hit.start as usize)));
        part.place != scene.place
            && between.len() <= PART_REACH
            && !other
            && is_inside(reading, part, between, range.start)
            && is_part(lexicon, part.place, scene.place)
    });
    let scene = part.unwrap_or(scene);
    let terminal = if kind.id.starts_with("oil-") { terminal_of(lexicon, scene.place) } else { None };
    Some(Scene { place: terminal.unwrap_or(scene.place), ..scene })
}

/// The town of a hospital that is hit, as its name gives it: "Sabha hospital".
pub(super) fn of_site(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    parties: &[Party],
    clause: &Range<usize>,
) -> Option<Scene> {
    let site = |party: &&Party| {
        let other = |at: u32| lexicon.actor(at).is_some_and(|row| row.kind == ActorType::Other && !row.generic);
        clause.contains(&party.tokens.start) && matches!(party.who, Who::Listed(at) if other(at))
    };
    let site = parties.iter().find(site)?;
    let inside = |hit: &&Hit| site.head.contains(&(hit.start as usize)) && hit.end as usize <= site.head.end;
    reading.names.iter().filter(inside).find_map(|hit| {
        let Target::Place(place) = hit.entry.target else { return None };
        lexicon.place(place).filter(|row| row.kind.is_settlement() && row.country.as_deref() == Some("LY"))?;
        Some(Scene { place, tokens: hit.start as usize..hit.end as usize, qualifier: None, unsettled: false })
    })
}

/// Oil that is not shipped from a town is not shipped from its terminal.
fn terminal_of(lexicon: &Lexicon, town: u32) -> Option<u32> {
    let town = lexicon.place(town).filter(|row| matches!(row.kind, PlaceKind::City | PlaceKind::Town))?;
    let terminal = |row: &Place| {
        row.kind == PlaceKind::Site(SiteKind::Terminal)
            && row.within.as_deref() == Some(&town.id)
            && row.name.starts_with(&town.name)
    };
    lexicon.places.iter().position(terminal).and_then(|at| u32::try_from(at).ok())
}

/// A part stands at most so many words from the name of its town.
const PART_REACH: usize = 6;

/// Whether a part of a town has a word for "in" before it or its kind behind it: `بحي السلماني`, "into
/// the Laithi district of".
fn is_inside(reading: &Reading<'_>, part: &Scene, between: Range<usize>, floor: usize) -> bool {
    let start = place_start(reading, part.tokens.start, floor);
    let noun = reading.class_at(start, Class::PlaceNoun).and_then(|hit| hit.clitics.preposition);
    let own = reading.mentions_in(part.tokens.clone()).next().and_then(|mention| mention.clitics.preposition);
    reading.ending(start).has(Class::In)
        || own.or(noun) == Some('ب')
        || (reading.language != Language::Arabic && reading.hits_in(between).any(|hit| hit.class == Class::PlaceNoun))
}

/// A part of the town found counts if it scores more than this.
const PART_SCORE: i32 = 8;

/// Whether a place lies in a town, as a part of it.
fn is_part(lexicon: &Lexicon, inner: u32, outer: u32) -> bool {
    let (Some(part), Some(town)) = (lexicon.place(inner), lexicon.place(outer)) else { return false };
    let settlement = matches!(town.kind, PlaceKind::City | PlaceKind::Town);
    settlement && part.within.as_deref() == Some(&town.id)
}

/// The class of what is said: its place is in what it is about.
pub(super) const STATEMENTS: &str = "Statements";
/// The family of forces that come and go: what they leave is where they do.
const LEAVING: &str = "group-change";
/// The family of what befalls boats: where they set out from is no place of it.
const AT_SEA: &str = "at-sea";

fn score(
    reading: &Reading<'_>,
    trigger: &Trigger,
    kind: &EventType,
    (mention, parties): (&Mention, &[Party]),
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
        _ if moves_to && !kind.heads && road::is_heading(reading, start, mention) => -24,
        _ if moves_to => 2,
        _ => 0,
    };
    score += match kind.seat {
        Seat::Origin if comes_from => 16,
        _ if comes_from && kind.family == LEAVING => 6,
        _ if comes_from && kind.family == AT_SEA => -40,
        _ if comes_from && !kind.heads && road::is_home_of(reading, parties, mention.tokens.start) => -40,
        _ if comes_from && !road::is_road(reading, mention.tokens.start) => -18,
        _ => 0,
    };
    // "brought ashore in Khoms", `نُقل المصابون إلى مستشفى في سرت`: where people are taken, not where it happened.
    score -= if !kind.heads && after && road::is_brought(reading, trigger.tokens.end, mention.tokens.start) {
        40
    } else {
        0
    };
    // "the air force, which answers to the government in Tripoli, destroyed": where that is.
    score -= if after && relative_between(reading, trigger.tokens.end..mention.tokens.start) { 14 } else { 0 };
    // `قنبلة في الزاوية والعثور على جثة`: in a headline what stands before "and" is of another matter.
    let another = !after && trigger.hit.clitics.conjunction && reading.field == Field::Title;
    score -= if another { 30 } else { 0 };
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
    let borne = kind.id.starts_with("sanctions") && place == PlaceKind::Country;
    score += if borne { 16 } else { 0 };
    if kind.seat == Seat::Content && !borne && (!located || distance > 12) {
        score -= 30;
    }
    // "In Tobruk the speaker accused": where it is said is not what it is about.
    let text = reading.field == Field::Text;
    score -= if kind.event == STATEMENTS && !after && text && !borne { 40 } else { 0 };
    score
}

/// Whether a relative clause, set off by a comma, is open at the end of the range.
fn relative_between(reading: &Reading<'_>, range: Range<usize>) -> bool {
    let opens = |at: usize| {
        matches!(reading.text.at(at), "which" | "who" | "whose" | "where" | "dont" | "qui" | "التي" | "الذي" | "الذين")
            && reading.is_mark(at.saturating_sub(1))
    };
    let Some(open) = range.clone().rev().find(|at| opens(*at)) else { return false };
    (open..range.end).all(|at| reading.text.at(at) != ",")
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
    // Off Libya, or far from the town named: the country only.
    let far = scene.qualifier.as_ref().is_some_and(|words| is_far(reading, lexicon, words.start));
    if (row.kind == PlaceKind::Sea || far)
        && let Some(country) = row.country.as_deref().and_then(|code| lexicon.country(code))
    {
        row = country;
    }
    Some(row_place(reading, lexicon, row, scene))
}

/// A row as the record gives it.
pub(super) fn row_place(reading: &Reading<'_>, lexicon: &Lexicon, row: &Place, scene: &Scene) -> EventPlace {
    let (admin1, admin2) = row.admin.as_deref().map_or((None, None), |code| lexicon.admins.names(code));
    let (geo_precision, where_prec) = precision(row.kind, scene.qualifier.is_some());
    let point = row.point.filter(|_| row.kind.has_point() && !scene.unsettled);
    EventPlace {
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
    }
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
