//! From triggers to events.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::{Actor, EventType, Hit, Lexicon, PlaceKind, Target};
use crate::model::event::{ActorRole, ActorType, DateBasis, Event, EventActor, When};
use crate::model::span::Field;
use crate::model::{Article, EvidenceRole, Status};
use crate::text::identity;

use super::casualty;
use super::claim;
use super::confidence;
use super::draft::{self, Draft};
use super::family;
use super::focus;
use super::implied;
use super::known::Known;
use super::lead;
use super::mention::{self, Name};
use super::merge;
use super::reading::Reading;
use super::sides::Sides;
use super::speech::Speech;
use super::telling::Teller;
use super::trigger::{Rejected, Rejection, Trigger};

/// The events of an article, in the order of their first trigger.
pub(super) fn events(
    article: &Article,
    [title, text]: [&Reading<'_>; 2],
    triggers: &[Vec<Trigger>; 2],
    lexicon: &Lexicon,
) -> (Vec<Event>, Vec<Rejection>) {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut rejections = Vec::new();
    // What the title names, the text may call by its noun.
    let (mut known, mut sides) = (Known::default(), Sides::default());
    for (reading, triggers) in [title, text].into_iter().zip(triggers) {
        let Some(last) = triggers.last() else { continue };
        let headline = (reading.field == Field::Text).then_some(title);
        // One more sentence: `هذه الأنباء عارية عن الصحة` denies what stands before it.
        let speech = Speech::new(reading, last.sentence + 2, lexicon);
        let told = (std::mem::take(&mut known), std::mem::take(&mut sides));
        let mut teller = Teller::new(reading, lexicon, &speech, publication_day(article), headline, told);
        for trigger in triggers {
            if let Err(reason) = teller.tell(trigger, triggers) {
                rejections.extend(rejection(reading, trigger, reason, lexicon));
            }
        }
        let headline = drafts.iter().position(|draft| draft.harms && headline.is_some());
        let left = teller.count(headline.is_some());
        (known, sides) = (teller.known, teller.sides);
        let told = teller.drafts;
        if let Some(draft) = headline.and_then(|at| drafts.get_mut(at)) {
            for (toll, evidence) in left {
                draft.tolls.push(toll);
                draft.evidence.insert(evidence);
            }
        }
        drafts.extend(told);
    }
    claim::ascribe(&mut drafts, lexicon);
    implied::complete(&mut drafts, [title, text], lexicon);
    let mut merged = merge::merge(drafts, lexicon);
    lead::date(&mut merged, text, publication_day(article), lexicon);
    let home = home(&[title, text], lexicon);
    let mut events = Vec::new();
    let mut libyan: Vec<(bool, usize)> = Vec::new();
    let is_all = home.is_all && merged.iter().any(|draft| is_libyan(draft, home, lexicon));
    let mut ranks: BTreeMap<String, u32> = BTreeMap::new();
    let lasting = identity::lasting(article);
    for draft in merged {
        if is_bare_toll(&draft) {
            rejections.extend(rejected(&draft, Rejected::BareToll));
            continue;
        }
        let Some(row) = draft.row(lexicon) else { continue };
        let rank = row.rank;
        let at_home = is_all && is_plain(&draft, row);
        if is_libyan(&draft, home, lexicon)
            || at_home
            || (home.is_home && rank > VAGUE_RANK && goes_on(&draft, &libyan))
        {
            libyan.extend(&draft.told);
            events.extend(finish(article, (lasting.0, &lasting.1), draft, lexicon, &mut ranks));
        } else {
            rejections.extend(rejected(&draft, Rejected::NotLibyan));
        }
    }
    (events, rejections)
}

/// Whether it tells a death and neither how nor by whom: of those that stand alone none was an event.
fn is_bare_toll(draft: &Draft) -> bool {
    draft.bare_toll && draft.actors.iter().all(|actor| actor.role != ActorRole::Actor)
}

/// The first trigger of a draft that is no event.
fn rejected(draft: &Draft, reason: Rejected) -> Option<Rejection> {
    let trigger = draft.evidence.iter().find(|evidence| evidence.role == EvidenceRole::Trigger)?;
    let rule = draft.rules.iter().next().cloned().unwrap_or_default();
    Some(Rejection { field: trigger.field, span: trigger.span, rule, reason })
}

/// Types up to this rank, such as demands and decisions, are too vague to be coded without a
/// Libyan party or place of their own.
const VAGUE_RANK: u8 = 2;

/// Whether it is told without a place, and not only hoped or denied: a vague type needs a party. What
/// is negated happened nowhere, but that nobody claims an attack belongs to the attack.
fn is_plain(draft: &Draft, row: &EventType) -> bool {
    let told = row.rank > VAGUE_RANK || !draft.actors.is_empty();
    let sure = match draft.assertion.status {
        Status::Reported | Status::Planned | Status::Demanded => true,
        Status::Negated => row.event == family::STATEMENTS,
        Status::Denied | Status::Hypothetical | Status::Historical => false,
    };
    draft.place.is_none() && sure && told
}

/// Whether an event without place and country goes on with a Libyan one told in its sentence or
/// the one before: "Two of the attackers were arrested".
fn goes_on(draft: &Draft, libyan: &[(bool, usize)]) -> bool {
    let nowhere = draft.place.is_none() && draft.actors.iter().all(|actor| actor.country.is_none());
    let (text, sentence) = draft.told_in();
    nowhere && libyan.iter().any(|(field, at)| *field == text && sentence.saturating_sub(*at) <= 1)
}

fn rejection(reading: &Reading<'_>, trigger: &Trigger, reason: Rejected, lexicon: &Lexicon) -> Option<Rejection> {
    let rule = lexicon.rule(trigger.rule)?.name.clone();
    Some(Rejection { field: reading.field, span: reading.span(trigger.tokens.clone()), rule, reason })
}

/// Whether the article is at home in Libya: its title names it, or no other country is named more
/// than twice as often.
///
/// Elsewhere "the public prosecutor" and "elders" are not those of Libya.
fn home(readings: &[&Reading<'_>], lexicon: &Lexicon) -> Home {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut title, mut bodies, mut own) = (false, false, 0);
    for reading in readings {
        own += reading.found.names.iter().filter(|hit| is_own_body(hit, lexicon)).count();
        // "Libya's foreign minister" names the country though it is one name.
        let states = reading.found.names.iter().filter(|hit| match hit.entry.target {
            Target::Demonym(_) => true,
            Target::Place(at) => lexicon.place(at).is_some_and(|place| place.kind == PlaceKind::Country),
            Target::Actor(_) | Target::Trigger(_) | Target::Word(_) | Target::Decoy => false,
        });
        let states = states.filter_map(|hit| mention::country_of(hit, lexicon));
        let names = reading.mentions.iter().filter_map(|mention| {
            let named = match mention.name {
                Name::Place(at) => {
                    !mention.unsettled && lexicon.place(at).is_some_and(|place| place.kind != PlaceKind::Country)
                }
                Name::Demonym(_) => false,
                Name::Actor(at) => mention.place.is_none() && lexicon.actor(at).is_some_and(is_distinct),
            };
            bodies |= mention.is_of("LY", lexicon);
            focus::country(mention, lexicon).filter(|_| named)
        });
        for country in states.chain(names) {
            title |= country == "LY" && reading.field == Field::Title;
            *counts.entry(country).or_default() += 1;
        }
    }
    let libya = counts.remove("LY").unwrap_or(0);
    let other = counts.values().max().copied().unwrap_or(0);
    let most = (libya > 0 && other <= libya * 2) || (libya == 0 && bodies && other == 0) || own > other * 2;
    Home { is_home: title || most, in_title: title, is_all: title && libya >= other }
}

/// Whether a name is that of a Libyan body and of no other: the High State Council, not "parliament".
fn is_own_body(hit: &Hit, lexicon: &Lexicon) -> bool {
    let Target::Actor(at) = hit.entry.target else { return false };
    let certain = !hit.entry.weak && !hit.entry.shared;
    certain && lexicon.actor(at).is_some_and(|row| !row.generic && row.country.as_deref() == Some("LY"))
}

/// Whether a name says of itself whose it is: a man, a force, a company; not "parliament".
fn is_distinct(actor: &Actor) -> bool {
    !actor.generic && names_its_country(actor.kind)
}

/// Whether the names of a kind are those of one body in the world.
fn names_its_country(kind: ActorType) -> bool {
    matches!(kind, ActorType::Person | ActorType::StateForce | ActorType::ArmedGroup | ActorType::Company)
}

/// Whether an event has a Libyan place or party, or stands in a Libyan clause with no other place.
///
/// A word such as "government forces" is Libyan only at home, and nowhere abroad.
fn is_libyan(draft: &Draft, home: Home, lexicon: &Lexicon) -> bool {
    let place = draft.place.as_ref().and_then(|place| place.country.as_deref());
    if place == Some("LY") {
        return true;
    }
    let libyan = |actor: &&EventActor| actor.country.as_deref() == Some("LY");
    // What has no row is told by its own words: "Zliten and Khoms".
    let generic = |actor: &&EventActor| actor.id.as_deref().is_some_and(|id| lexicon.is_generic(id));
    let named = |actor: &&EventActor| libyan(actor) && !generic(actor);
    let party = draft.actors.iter().any(|actor| named(&actor));
    if place.is_some() {
        return home.is_home && (draft.anchored || party);
    }
    let known = |actor: &&EventActor| actor.id.is_some() && named(actor);
    let distinct = draft.actors.iter().any(|actor| known(&actor) && names_its_country(actor.kind));
    distinct
        || home.is_home
            && (draft.anchored || draft.actors.iter().any(|actor| libyan(&actor)))
            && !is_listed(draft, home)
}

/// "Iran, Venezuela and Libya are exempt": one state of many, in an article whose title names it not.
fn is_listed(draft: &Draft, home: Home) -> bool {
    let state = |actor: &&EventActor| actor.kind == ActorType::Government;
    let countries: BTreeSet<&str> =
        draft.actors.iter().filter(state).filter_map(|actor| actor.country.as_deref()).collect();
    !home.in_title && countries.len() >= LISTED
}

/// So many states are a list.
const LISTED: usize = 3;

/// Whether an article is at home in Libya, and whether its title says so.
#[derive(Clone, Copy, Debug)]
struct Home {
    is_home: bool,
    in_title: bool,
    /// Its title names Libya and no other country is named more often: what has no place is there.
    is_all: bool,
}

/// The event of a telling; `lasting` names the article behind its feed.
fn finish(
    article: &Article,
    lasting: (&str, &str),
    mut draft: Draft,
    lexicon: &Lexicon,
    ranks: &mut BTreeMap<String, u32>,
) -> Option<Event> {
    let row = draft.row(lexicon)?;
    let when = settle_date(article, &draft);
    if cost_nobody(draft.assertion.status) {
        draft.tolls.clear();
        draft.evidence.retain(|evidence| evidence.role != EvidenceRole::Casualty);
    }
    // Who is told better is not told as "people" too, and those killed in a fight may have fought.
    let victim = |actor: &EventActor| actor.role == ActorRole::Recipient && !draft::is_person(actor);
    if row.family == family::CLASH || draft.actors.iter().any(victim) {
        draft.actors.retain(|actor| !draft::is_person(actor));
    }
    let key = format!(
        "{}\u{1f}{}\u{1f}{}\u{1f}{}",
        row.event,
        row.sub_event,
        draft.place.as_ref().map_or("", |place| place.id.as_str()),
        when.date.map_or_else(String::new, |date| date.to_string()),
    );
    let rank = ranks.entry(key.clone()).or_default();
    let id = event_id(lasting, &key, *rank);
    *rank += 1;
    let mut event = Event {
        id,
        event_type: row.event.clone(),
        sub_event_type: row.sub_event.clone(),
        scheme: row.scheme,
        plover: row.plover.clone(),
        assertion: draft.assertion,
        attribution: draft.attribution,
        when,
        actors: draft.actors,
        place: draft.place,
        casualties: casualty::fold(&draft.tolls),
        agreement: draft.agreement,
        confidence: 0.0,
        rules: draft.rules.into_iter().collect(),
        evidence: draft.evidence.into_iter().collect(),
    };
    event.confidence = confidence::confidence(&event, draft.score);
    Some(event)
}

/// What did not happen, or not yet, has no toll; a dispute keeps the one that a side gives.
fn cost_nobody(status: Status) -> bool {
    match status {
        Status::Negated | Status::Planned | Status::Hypothetical | Status::Demanded => true,
        Status::Reported | Status::Denied | Status::Historical => false,
    }
}

/// No date in the text: what has happened takes the publication day.
fn settle_date(article: &Article, draft: &Draft) -> When {
    if draft.when.date.is_some() || draft.assertion.status != Status::Reported {
        return draft.when;
    }
    let Some(day) = publication_day(article) else { return When::UNKNOWN };
    When { date: Some(day), end: None, precision: Some(2), basis: Some(DateBasis::Publication) }
}

/// The calendar day of the publication in the feed's zone, else in its own offset.
pub(super) fn publication_day(article: &Article) -> Option<chrono::NaiveDate> {
    let published = article.published?;
    Some(match article.source.zone {
        Some(zone) => published.with_timezone(&zone).date_naive(),
        None => published.date_naive(),
    })
}

/// Stable over revisions, through whatever feed they come, and over lexicon edits.
fn event_id((feed, item): (&str, &str), key: &str, rank: u32) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [feed, item, key, &rank.to_string()] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(16).collect()
}
