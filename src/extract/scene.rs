//! Where an event happened.
//!
//! A place is stated if it is in the event's clause, else in its sentence, else in the report that
//! its words point back to. The place in a person's office, in an institution's name or after
//! "from" is none.

use std::ops::Range;

use crate::lexicon::{Class, Classes, EventType, Hit, Lexicon, Place, PlaceKind, Seat, SiteKind, Target};
use crate::model::event::{ActorType, EventPlace};

use super::bearing::{self, place_start, qualifier};
use super::capital::CAPITAL;
use super::family;
use super::mention::Mention;
use super::party::{Party, Who};
use super::reading::Reading;
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
    /// It stands before the trigger with no word for "in": it may be who did it.
    pub(super) bare: bool,
}

impl Scene {
    /// The place that a mention names, told of elsewhere than beside the trigger.
    pub(super) fn of(mention: &Mention) -> Option<Self> {
        let (tokens, unsettled) = (mention.tokens.clone(), mention.unsettled);
        Some(Self { place: mention.place_at()?, tokens, qualifier: None, unsettled, bare: false })
    }
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
        let home = row.kind.is_settlement() || row.kind.is_wide();
        let origin = || bearing::is_origin_of(reading, (mention, &trigger.tokens), taken.parties, range.start);
        let from_there = home && kind.seat == Seat::Scene && origin();
        let seat = kind.seat == Seat::Scene && bearing::is_seat(reading, lexicon, mention, row, taken.parties);
        if from_there || seat || bearing::is_reference(reading, lexicon, mention, range.start) {
            continue;
        }
        let (mut score, located) = score(reading, trigger, kind, mention, (row.kind, row.capital), range.start);
        if reading.other_trigger(&trigger.tokens, mention.tokens.start) {
            score -= if kind.seat == Seat::Destination { 40 } else { 6 };
        }
        let scene = Scene {
            place,
            tokens: mention.tokens.clone(),
            qualifier: qualifier(reading, mention.tokens.start, range.start),
            unsettled: mention.unsettled,
            bare: !located && mention.tokens.start < trigger.tokens.start,
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
        let other = reading.found.triggers.iter().any(|hit| between.contains(&(hit.start as usize)));
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

/// The town of a hospital that is hit, as its name gives it: "Sabha hospital"; the site of those who
/// closed it: `إدارة مطار معيتيقة`.
pub(super) fn of_site(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    kind: &EventType,
    parties: &[Party],
    clause: &Range<usize>,
) -> Option<Scene> {
    let runs = SITE_ACTS.contains(&kind.id.as_str());
    if !runs && !kind.harms {
        return None;
    }
    let site = |party: &&Party| {
        let other = |at: u32| lexicon.actor(at).is_some_and(|row| row.kind == ActorType::Other && !row.generic);
        let body = match party.who {
            Who::Listed(at) => runs || other(at),
            Who::Named { .. } => true,
            Who::State(_) | Who::Unlisted { .. } | Who::Own | Who::OwnState => false,
        };
        body && clause.contains(&party.tokens.start)
    };
    let fits = |row: &Place| {
        let here = if runs { matches!(row.kind, PlaceKind::Site(_)) } else { row.kind.is_settlement() };
        here && row.country.as_deref() == Some("LY")
    };
    parties.iter().filter(site).find_map(|party| {
        let inside = |hit: &&Hit| party.head.contains(&(hit.start as usize)) && hit.end as usize <= party.head.end;
        reading.found.names.iter().filter(inside).find_map(|hit| {
            let Target::Place(place) = hit.entry.target else { return None };
            lexicon.place(place).filter(|row| fits(row))?;
            let tokens = hit.start as usize..hit.end as usize;
            Some(Scene { place, tokens, qualifier: None, unsettled: false, bare: false })
        })
    })
}

/// Acts of those who run a site.
const SITE_ACTS: [&str; 4] = ["closure", "reopening", "oil-halt", "oil-resumption"];

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

/// Whether the name of a seat of government stands as a subject: "Tripoli closed the town's airport".
pub(super) fn may_be_government(lexicon: &Lexicon, scene: &Scene) -> bool {
    let seat = |row: &Place| row.capital || row.id == CAPITAL || row.kind == PlaceKind::Country;
    scene.bare && lexicon.place(scene.place).is_some_and(seat)
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

fn score(
    reading: &Reading<'_>,
    trigger: &Trigger,
    kind: &EventType,
    mention: &Mention,
    (place, capital): (PlaceKind, bool),
    floor: usize,
) -> (i32, bool) {
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
        || preposition == Some('ب')
        || is_part_from(reading, start);
    let moves_to = mark.has(Class::To) || near.has(Class::To);
    // `غادر الرتل مدينة أجدابيا`: what is left is the place of leaving.
    let leaves = reading.starting(trigger.tokens.start).has(Class::From) && distance <= 4 && after;
    let comes_from = !leaves && !is_part_from(reading, start) && (mark.has(Class::From) || near.has(Class::From));
    let located = located || leaves;
    score += if located { 14 } else { 0 };
    score += if near.has(Class::PlaceNoun) { 6 } else { 0 };
    let bound = mark.has(Class::Bound) || near.has(Class::Bound);
    // « destinés à la Libye »: the words say it, whatever their last one is elsewhere.
    let located = located && !is_destined(reading, start);
    // « regagner Oubari », "fled Harawa": the object of a verb of moving.
    let object = after && distance == 0 && !moves_to;
    score += match kind.seat {
        Seat::Destination if moves_to || object || (preposition == Some('ل')) => 16,
        Seat::Origin if object => 16,
        Seat::Scene if bound && !kind.heads && !located => -30,
        _ if moves_to => 2,
        _ => 0,
    };
    score += match kind.seat {
        Seat::Origin if comes_from => 16,
        // What forces leave is where they do.
        _ if comes_from && kind.family == family::GROUP_CHANGE => 6,
        // Where boats set out from is no place of what befalls them.
        _ if comes_from && kind.family == family::AT_SEA => -40,
        // What is pumped from a site is halted there.
        _ if comes_from && near.has(Class::PlaceNoun) && named_site(place) => 0,
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
    let body = || {
        qualifier(reading, mention.tokens.start, floor)
            .is_some_and(|words| reading.ending(words.start).has(Class::Institution))
    };
    score -= if near.has(Class::Institution) || body() { 30 } else { 0 };
    score -= if mark.has(Class::Source) { 30 } else { 0 };
    let borne = kind.id.starts_with("sanctions") && place == PlaceKind::Country;
    score += if borne { 16 } else { 0 };
    let content = if kind.event == family::STATEMENTS {
        let object = near.has(Class::PlaceNoun) || named_site(place) || reading.follows_trigger(mention.tokens.start);
        let thing = !place.is_wide() && !capital && !bound && object;
        located && distance <= CONTENT_REACH || thing && after && distance <= STATED_REACH
    } else {
        located && distance <= CONTENT_REACH
    };
    if kind.seat == Seat::Content && !borne && !content {
        score -= 30;
    }
    // "In Tobruk the speaker accused": where it is said is not what it is about.
    let text = reading.field == Field::Text;
    score -= if kind.event == family::STATEMENTS && !after && text && !borne { 40 } else { 0 };
    (score, !bare)
}

/// « à destination de », "bound for", before a place.
fn is_destined(reading: &Reading<'_>, start: usize) -> bool {
    let near = start.saturating_sub(DESTINED)..start;
    reading.ending(start).has(Class::Bound)
        && reading.hits_in(near).any(|hit| hit.class == Class::Bound && hit.end == start && hit.end - hit.start > 1)
}

/// Words for where things are bound are at most so many.
const DESTINED: usize = 4;

/// Whether a place is a thing that can be closed or hit, whatever stands before it.
fn named_site(place: PlaceKind) -> bool {
    matches!(place, PlaceKind::Site(_) | PlaceKind::Road)
}

/// The thing that somebody threatens or is accused of: at most so many words behind the verb.
const STATED_REACH: usize = 20;

/// The place of what is said or decided stands at most so many words behind the verb.
const CONTENT_REACH: usize = 12;

/// `في حيين من بنغازي`: a part of the town, not what comes from it.
fn is_part_from(reading: &Reading<'_>, start: usize) -> bool {
    let from = start.checked_sub(1).filter(|at| reading.text.at(*at) == "من");
    from.is_some_and(|from| {
        let noun = reading.hits_in(from.saturating_sub(2)..from).any(|hit| hit.class == Class::PlaceNoun);
        noun && reading.language == Language::Arabic
    })
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

/// The place as the record gives it.
pub(super) fn event_place(reading: &Reading<'_>, lexicon: &Lexicon, scene: &Scene) -> Option<EventPlace> {
    let mut row = lexicon.place(scene.place)?;
    // Off Libya, or far from the town named: the country only.
    let far = scene.qualifier.as_ref().is_some_and(|words| bearing::is_far(reading, lexicon, words.start));
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
