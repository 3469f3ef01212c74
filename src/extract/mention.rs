//! Which of the names found in an article stand.
//!
//! The longest wins. A weak name (`سرت` also "spread", `الزاوية` also "corner") stands only with
//! support: a word for a place before it, another anchor of its country in the item, or the
//! feed's country; a common one (`الجميل` "the beautiful") also needs a cue or a list of places. A name that several rows share goes to the row whose country the item speaks
//! of; a town that no country claims stands without one.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::lexicon::{
    Class, Classes, Hit, Lexicon, Place, PlaceKind, Target,
    clitic::{self, Clitics},
};

use super::capital;
use super::reading::Reading;
use crate::model::Language;
use crate::model::event::ActorType;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Name {
    /// A place of the lexicon.
    Place(u32),
    /// An actor of the lexicon.
    Actor(u32),
    /// The people or adjective of a country.
    Demonym(u32),
}

/// A name that stands.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub(super) tokens: Range<usize>,
    pub(super) name: Name,
    /// The same words as a place, where `name` is an actor: states are both.
    pub(super) place: Option<u32>,
    pub(super) clitics: Clitics,
    /// The name belongs to several countries and nothing in the item says which.
    pub(super) unsettled: bool,
}

impl Mention {
    /// Whether it is a place, people or actor of a country.
    pub(super) fn is_of(&self, country: &str, lexicon: &Lexicon) -> bool {
        let own = match self.name {
            Name::Place(at) | Name::Demonym(at) => lexicon.place(at).and_then(|place| place.country.as_deref()),
            Name::Actor(at) => lexicon.actor(at).and_then(|actor| actor.country.as_deref()),
        };
        own == Some(country) && !self.unsettled
    }

    /// The row of the place that the words name.
    pub(super) fn place_row<'l>(&self, lexicon: &'l Lexicon) -> Option<&'l Place> {
        lexicon.place(self.place_at()?)
    }

    /// Whether the words name a town.
    pub(super) fn is_town(&self, lexicon: &Lexicon) -> bool {
        self.place_row(lexicon).is_some_and(|row| row.kind.is_settlement())
    }

    /// The place that the words name, though they name an actor too.
    pub(super) fn place_at(&self) -> Option<u32> {
        match self.name {
            Name::Place(at) => Some(at),
            Name::Actor(_) => self.place,
            Name::Demonym(_) => None,
        }
    }
}

/// How often each country is named by names that need no support, over the whole item.
#[derive(Clone, Debug, Default)]
pub(super) struct Countries(pub(super) BTreeMap<String, u32>);

impl Countries {
    /// Counts the strong names of a reading.
    pub(super) fn count(&mut self, reading: &Reading<'_>, lexicon: &Lexicon) {
        for hit in longest(&reading.found.names) {
            if hit.entry.weak || hit.entry.shared {
                continue;
            }
            if let Some(country) = country_of(&hit, lexicon) {
                match self.0.get_mut(country) {
                    Some(count) => *count += 1,
                    None => drop(self.0.insert(country.to_owned(), 1)),
                }
            }
        }
    }

    pub(super) fn of(&self, country: &str) -> u32 {
        self.0.get(country).copied().unwrap_or(0)
    }
}

/// The country of a name.
pub(super) fn country_of<'l>(hit: &Hit, lexicon: &'l Lexicon) -> Option<&'l str> {
    match hit.entry.target {
        Target::Place(at) | Target::Demonym(at) => lexicon.place(at)?.country.as_deref(),
        Target::Actor(at) => lexicon.actor(at)?.country.as_deref(),
        Target::Trigger(_) | Target::Word(_) | Target::Decoy => None,
    }
}

/// The hits that no longer hit covers, in order. Hits of the same tokens all stay.
fn longest(hits: &[Hit]) -> Vec<Hit> {
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    let mut rest = hits;
    while let Some(first) = rest.first() {
        // Hits that hang together: each begins before the end of those before it.
        let mut end = first.end;
        let together = rest
            .iter()
            .take_while(|hit| {
                let joins = hit.start < end;
                end = end.max(hit.end);
                joins
            })
            .count();
        let (group, after) = rest.split_at(together.max(1));
        keep_longest(group, &mut kept);
        rest = after;
    }
    kept
}

/// The same for hits that hang together, which are few.
fn keep_longest(group: &[Hit], kept: &mut Vec<Hit>) {
    let Some(first) = group.first() else { return };
    if group.iter().all(|hit| (hit.start, hit.end) == (first.start, first.end)) {
        return kept.extend(group);
    }
    let before = kept.len();
    let mut sorted: Vec<&Hit> = group.iter().collect();
    sorted.sort_by_key(|hit| (std::cmp::Reverse(hit.end - hit.start), hit.start));
    for hit in sorted {
        let covered = kept.iter().skip(before).any(|known| {
            hit.start < known.end && known.start < hit.end && (hit.start, hit.end) != (known.start, known.end)
        });
        if !covered {
            kept.push(*hit);
        }
    }
    if let Some(new) = kept.get_mut(before..) {
        new.sort_by_key(|hit| hit.start);
    }
}

/// Settles which names of a reading stand. `prior` is the country of the feed.
pub(super) fn resolve(reading: &mut Reading<'_>, countries: &Countries, prior: Option<&str>, lexicon: &Lexicon) {
    let mut supported: Vec<Hit> = Vec::with_capacity(reading.found.names.len());
    for hit in &reading.found.names {
        // `القوة القاهرة` holds no Cairo.
        let inside = hit.end - hit.start == 1 && reading.is_in_phrase(hit.start as usize) && is_capital(hit, lexicon);
        if inside || is_of_others(hit, reading, lexicon) {
            continue;
        }
        let stands = !hit.entry.weak
            || is_supported(hit, reading, countries, prior, lexicon)
                && (!hit.entry.common || is_among_places(hit, &supported, reading));
        if stands {
            supported.push(*hit);
        }
    }
    let kept = longest(&supported);
    let mut mentions = Vec::with_capacity(kept.len());
    let mut rest = kept.as_slice();
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|hit| (hit.start, hit.end) == (first.start, first.end)).count();
        let (group, after) = rest.split_at(same);
        mentions.extend(choose(group, reading, countries, prior, lexicon));
        rest = after;
    }
    mentions.extend(capital::mentions(reading, &mentions, countries, prior, lexicon));
    mentions.sort_by_key(|mention| mention.tokens.start);
    reading.settle(mentions);
}

/// `وزارة الداخلية الفرنسية`, "French Interior Ministry": a ministry of this country's name that an
/// adjective beside it gives to another.
fn is_of_others(hit: &Hit, reading: &Reading<'_>, lexicon: &Lexicon) -> bool {
    let Target::Actor(at) = hit.entry.target else { return false };
    let Some(row) = lexicon.actor(at).filter(|row| row.kind == ActorType::Government) else { return false };
    let Some(own) = row.country.as_deref() else { return false };
    let latin = reading.text.at(hit.start as usize).is_ascii();
    let beside = reading.names_between(hit.start, hit.end + 1).iter().find(|other| {
        let adjective = matches!(other.entry.target, Target::Demonym(_));
        adjective
            && (other.start == hit.end
                && (!latin || reading.language == Language::French)
                && !other.clitics.conjunction
                || latin && other.end == hit.start)
    });
    beside.and_then(|other| country_of(other, lexicon)).is_some_and(|other| other != own)
}

fn is_capital(hit: &Hit, lexicon: &Lexicon) -> bool {
    matches!(hit.entry.target, Target::Place(at) if lexicon.place(at).is_some_and(|place| place.capital))
}

/// Whether something speaks for a weak name.
fn is_supported(
    hit: &Hit,
    reading: &Reading<'_>,
    countries: &Countries,
    prior: Option<&str>,
    lexicon: &Lexicon,
) -> bool {
    let Some(country) = country_of(hit, lexicon) else {
        // A weak name of no country needs the Libya file around it.
        return countries.of("LY") > 0 || prior == Some("LY");
    };
    if is_adjective(hit, reading) {
        return false;
    }
    let anchored = countries.of(country) > 0 || prior == Some(country);
    if hit.entry.common {
        return anchored;
    }
    let is_place = matches!(hit.entry.target, Target::Place(_));
    let start = hit.start as usize;
    let before = reading.ending(start);
    let cue = is_place
        && (before.meets(Classes::of(&[Class::PlaceNoun, Class::Qualifier]))
            || (start > 0 && before.has(Class::In) && reading.language == Language::Arabic));
    anchored || cue
}

/// Whether an everyday word has before it what places stand after (`مدينة الجميل`, `في الهضبة`), or
/// stands beside a place in a list (`زلطن والجميل`).
fn is_among_places(hit: &Hit, before: &[Hit], reading: &Reading<'_>) -> bool {
    // "in the Laithi district"
    let start = hit.start as usize;
    let article = start.checked_sub(1).filter(|at| matches!(reading.text.at(*at), "the" | "le" | "la" | "l" | "al"));
    let cue = Classes::of(&[Class::PlaceNoun, Class::Qualifier, Class::In]);
    let behind = article.is_some() && reading.starting(hit.end as usize).has(Class::PlaceNoun);
    if reading.ending(start).meets(cue) || behind || article.is_some_and(|at| reading.ending(at).meets(cue)) {
        return true;
    }
    let is_place = |other: &Hit| matches!(other.entry.target, Target::Place(_));
    // Names in order of their start; one that began further before ends too early.
    let near = before.iter().rev().take_while(|other| other.start + reading.longest_name() + 1 >= hit.start);
    let after_place =
        near.into_iter().any(|other| is_place(other) && joins(other.end, hit.start, hit.clitics, reading));
    after_place
        || reading
            .names_between(hit.end, hit.end + 2)
            .iter()
            .any(|other| is_place(other) && !other.entry.weak && joins(hit.end, other.start, other.clitics, reading))
}

/// Whether a name that ends at token `end` and one that begins at `start` are members of one list.
fn joins(end: u32, start: u32, clitics: Clitics, reading: &Reading<'_>) -> bool {
    match start.checked_sub(end) {
        Some(0) => clitics.conjunction,
        Some(1) => matches!(reading.text.at(end as usize), "،" | "," | "and" | "et"),
        _ => false,
    }
}

/// Whether a name with the article follows a word with the article and so is its adjective:
/// `الأسلحة البيضاء` "bladed weapons", `الدول الخمس` "the five states", but `جامعة البيضاء`.
fn is_adjective(hit: &Hit, reading: &Reading<'_>) -> bool {
    if !hit.clitics.article || hit.clitics.conjunction || hit.clitics.preposition.is_some() {
        return false;
    }
    let Some(before) = (hit.start as usize).checked_sub(1) else { return false };
    let mut definite = false;
    clitic::readings(reading.text.at(before), |rest, clitics| {
        definite |= clitics.article && rest.chars().nth(2).is_some();
    });
    definite
}

/// Which of several rows with the same name is meant.
fn choose(
    group: &[Hit],
    reading: &Reading<'_>,
    countries: &Countries,
    prior: Option<&str>,
    lexicon: &Lexicon,
) -> Option<Mention> {
    let first = group.first()?;
    if group.iter().any(|hit| hit.entry.target == Target::Decoy) {
        return None;
    }
    let tokens = first.start as usize..first.end as usize;
    let places = group.iter().filter(|hit| matches!(hit.entry.target, Target::Place(_)));
    let (place, unsettled) = settle(places, reading, tokens.start, countries, prior, lexicon);
    let actors = group.iter().filter(|hit| matches!(hit.entry.target, Target::Actor(_)));
    let (actor, _) = settle(actors, reading, tokens.start, countries, prior, lexicon);
    let demonym = group.iter().find(|hit| matches!(hit.entry.target, Target::Demonym(_)));
    let place_at = place.and_then(|hit| match hit.entry.target {
        Target::Place(at) => Some(at),
        _ => None,
    });
    let (hit, name) = match (actor, place, demonym) {
        (Some(hit), _, _) => (hit, Name::Actor(index(hit.entry.target))),
        (None, Some(hit), _) => (hit, Name::Place(index(hit.entry.target))),
        (None, None, Some(hit)) => (*hit, Name::Demonym(index(hit.entry.target))),
        (None, None, None) => return None,
    };
    Some(Mention { tokens, name, place: place_at, clitics: hit.clitics, unsettled: unsettled && actor.is_none() })
}

fn index(target: Target) -> u32 {
    match target {
        Target::Place(at) | Target::Demonym(at) | Target::Actor(at) | Target::Trigger(at) | Target::Word(at) => at,
        Target::Decoy => 0,
    }
}

/// The row of the country that the item speaks of; `true` if several rows are left.
fn settle<'h>(
    rows: impl Iterator<Item = &'h Hit> + Clone,
    reading: &Reading<'_>,
    at: usize,
    countries: &Countries,
    prior: Option<&str>,
    lexicon: &Lexicon,
) -> (Option<Hit>, bool) {
    let Some(first) = rows.clone().next().copied() else { return (None, false) };
    let several = rows.clone().nth(1).is_some() || first.entry.shared;
    if !several {
        return (Some(first), false);
    }
    // A country named within two tokens of the name decides: "Tripoli, Lebanon".
    let close = u32::try_from(at).unwrap_or(u32::MAX);
    let near = reading.names_between(close.saturating_sub(2), close.saturating_add(4)).iter().find_map(|hit| {
        let country = matches!(hit.entry.target, Target::Place(p) if lexicon.place(p).is_some_and(|p| p.kind == PlaceKind::Country))
            || matches!(hit.entry.target, Target::Demonym(_));
        let close = (hit.start as usize) <= at + 3 && (hit.end as usize) + 2 >= at && hit.start as usize != at;
        (country && close).then(|| country_of(hit, lexicon)).flatten()
    });
    if let Some(country) = near
        && let Some(hit) = rows.clone().find(|hit| country_of(hit, lexicon) == Some(country))
    {
        return (Some(*hit), false);
    }
    let weight = |hit: &Hit| {
        let country = country_of(hit, lexicon).unwrap_or("");
        2 * countries.of(country) + u32::from(prior == Some(country))
    };
    let best = rows.clone().map(weight).max().unwrap_or(0);
    // Of several rows of one country (`حي الدولار` in four towns) the one whose town is nearest.
    let winner = rows.filter(|hit| weight(hit) == best).min_by_key(|hit| to_town(hit, reading, lexicon));
    match (best, winner) {
        (1.., Some(hit)) => (Some(*hit), false),
        // Nothing speaks for any of them: the most usual one, without its country.
        _ => (Some(first), true),
    }
}

/// How many tokens lie between a name and the town that its row lies in; the largest number if
/// the town is not named.
fn to_town(hit: &Hit, reading: &Reading<'_>, lexicon: &Lexicon) -> u32 {
    let town = match hit.entry.target {
        Target::Place(at) => lexicon.place(at).and_then(|place| place.within.as_deref()),
        _ => None,
    };
    let Some(town) = town else { return u32::MAX };
    let named = reading.found.names.iter().filter(|other| match other.entry.target {
        Target::Place(at) => lexicon.place(at).is_some_and(|place| place.id == town),
        _ => false,
    });
    named.map(|other| other.start.abs_diff(hit.start)).min().unwrap_or(u32::MAX)
}
