//! Who stands in a sentence: names with their offices, forces described by their owner, bodies
//! described by their country, and people at large.
//!
//! `وزير الدفاع الروسي سيرغي شويغو` is one person, not a ministry, a country and a person;
//! `رتل عسكري تابع لجهاز حرس المنشآت النفطية` is the guard; `Egyptian army` is a force of Egypt.

use std::ops::Range;

use crate::lexicon::{Class, Lexicon, PlaceKind, clitic, clitic::Clitics};
use crate::model::event::ActorType;
use crate::text::Gap;

use super::known::Known;
use super::mention::{Mention, Name};
use super::reading::Reading;

/// Who somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// An actor of the lexicon.
    Listed(u32),
    /// A country or its capital, as the name of its government.
    State(u32),
    /// Nobody listed: the words of the text.
    Unlisted { kind: ActorType, country: Option<String> },
    /// A unit that is not listed, by the name that the text gave it.
    Named { name: String, kind: ActorType },
    /// `قواتهم`, "our forces": the force of whoever speaks.
    Own,
    /// `بلاده`, "his country": the state of whoever speaks.
    OwnState,
}

/// Somebody in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Party {
    /// The whole phrase.
    pub(super) tokens: Range<usize>,
    /// The words to quote.
    pub(super) head: Range<usize>,
    pub(super) who: Who,
    /// The body that the office belongs to.
    pub(super) body: Option<u32>,
    /// Whom the holder of an office acts for, if no name is given: the body, else the state.
    pub(super) acts_for: Option<Who>,
    /// The place that the same words name.
    pub(super) place: Option<u32>,
    pub(super) clitics: Clitics,
}

impl Party {
    /// The kind of body or people, where that is known.
    pub(super) fn kind(&self, lexicon: &Lexicon) -> Option<ActorType> {
        match &self.who {
            Who::Listed(at) => lexicon.actor(*at).map(|actor| actor.kind),
            Who::Unlisted { kind, .. } | Who::Named { kind, .. } => Some(*kind),
            Who::State(_) | Who::Own | Who::OwnState => None,
        }
    }
}

/// An Arabic word without proclitics and article; unchanged if it has no article.
pub(super) fn bare(word: &str) -> &str {
    let mut found = word;
    let rest = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    for candidate in [word, rest] {
        let inner = candidate.strip_prefix(['ب', 'ك']).unwrap_or(candidate);
        let without = candidate.strip_prefix("لل").or_else(|| clitic::without_article(inner));
        if let Some(without) = without.filter(|without| without.chars().count() > 2) {
            found = without;
            break;
        }
    }
    found
}

/// Everybody in a range of tokens, in order and without overlap.
pub(super) fn parties(reading: &Reading<'_>, range: Range<usize>, known: &mut Known, lexicon: &Lexicon) -> Vec<Party> {
    let finder = Finder { reading, lexicon, start: range.start, end: range.end };
    let mut found: Vec<Party> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        if reading.is_plain(at) && known.recall(reading, at).is_none() {
            let party = finder.person(at);
            at = party.as_ref().map_or(at + 1, |party| party.tokens.end);
            finder.push(&mut found, party);
            continue;
        }
        let party = finder.members(at, known).or_else(|| finder.office(at)).or_else(|| finder.unit(at));
        let party = party.or_else(|| finder.body(at)).or_else(|| finder.group(at, known)).or_else(|| finder.name(at));
        let party = party.or_else(|| finder.own_state(at)).or_else(|| finder.recalled(at, known));
        let end = party.as_ref().map_or(at + 1, |party| party.tokens.end.max(at + 1));
        for mention in reading.mentions_in(at..end) {
            known.learn(reading, mention, lexicon);
        }
        let party = party.map(|party| finder.with_owner(&mut found, party));
        if let Some(party) = &party {
            known.learn_party(reading, party, lexicon);
        }
        finder.push(&mut found, party);
        at = end;
    }
    found
}

/// Looks for parties in a range of tokens.
pub(super) struct Finder<'r, 'a> {
    pub(super) reading: &'r Reading<'a>,
    pub(super) lexicon: &'r Lexicon,
    /// The first token of the range.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Finder<'_, '_> {
    /// "Haftar's Libyan National Army": the owner before the body is part of its phrase; "Haftar's men"
    /// are his force.
    fn with_owner(&self, found: &mut Vec<Party>, mut party: Party) -> Party {
        let reading = self.reading;
        let possessed = |last: &Party| {
            reading.text.at(last.tokens.end) == "s"
                && reading.text.tokens().get(last.tokens.end).is_some_and(|token| token.gap == Gap::Apostrophe)
                && (last.tokens.end + 1..party.tokens.start).len() <= 2
                && (last.tokens.end + 1..party.tokens.start).all(|at| !reading.is_mark(at))
        };
        if let Some(owner) = found.pop_if(|last| possessed(last)) {
            let armed = [Class::Forces, Class::Army, Class::Gunmen, Class::Members];
            let forces = matches!(party.who, Who::Unlisted { country: None, .. })
                && armed.iter().any(|class| reading.class_at(party.head.start, *class).is_some());
            if let Who::Listed(actor) = owner.who
                && forces
            {
                party.who = Who::Listed(self.force_of(actor).unwrap_or(actor));
            }
            party.tokens.start = owner.tokens.start;
        }
        party
    }

    /// Adds a party. An office right behind a person's name is that person's, and so is one before it
    /// between commas: "the governor of the central bank, Omar Issa,".
    fn push(&self, found: &mut Vec<Party>, party: Option<Party>) {
        let Some(mut party) = party else { return };
        let reading = self.reading;
        // "the Warfalla Shield battalion": what stands in its name is no party of its own.
        while found.pop_if(|last| last.tokens.start >= party.tokens.start).is_some() {}
        let office = matches!(party.who, Who::Unlisted { kind: ActorType::Person, .. })
            && reading.class_at(party.tokens.start, Class::Title).is_some();
        let Some(last) = found.last_mut() else { return found.push(party) };
        let between = last.tokens.end..party.tokens.start;
        let person = |party: &Party| matches!(party.who, Who::Listed(at) if self.is_person(at));
        if office
            && !party.clitics.conjunction
            && matches!(last.who, Who::Listed(_) | Who::Unlisted { kind: ActorType::Person, .. })
            && between.clone().all(|at| matches!(reading.text.at(at), "," | "the" | "le" | "la" | "l"))
            && between.len() <= 2
            && reading.mention_at(last.head.start).is_some_and(|mention| {
                matches!(mention.name, Name::Actor(_)) && (!between.is_empty() || !self.is_office(mention))
            })
        {
            last.tokens.end = party.tokens.end;
            last.body = last.body.or(party.body);
            return;
        }
        let apposed = between.len() == 1
            && reading.text.at(between.start) == ","
            && matches!(reading.text.at(party.tokens.end), "," | "(");
        if apposed && last.acts_for.is_some() && person(&party) {
            party.tokens.start = last.tokens.start;
            party.body = party.body.or(last.body);
            *last = party;
            return;
        }
        found.push(party);
    }

    /// A listed actor or a state.
    fn name(&self, at: usize) -> Option<Party> {
        let mention = self.reading.mention_at(at)?;
        let who = match mention.name {
            Name::Actor(actor) => Who::Listed(actor),
            Name::Place(place) => {
                let row = self.lexicon.place(place)?;
                let state = row.kind == PlaceKind::Country || row.capital;
                let named = self.reading.class_at(at, Class::PlaceNoun).is_none();
                // "Libya's Sharara oilfield": whose it is.
                let owner = self.reading.text.at(mention.tokens.end) == "s"
                    && self
                        .reading
                        .text
                        .tokens()
                        .get(mention.tokens.end)
                        .is_some_and(|token| token.gap == Gap::Apostrophe);
                // "in Tripoli, Libya,": where the town is.
                let comma = at.checked_sub(2).filter(|_| matches!(self.reading.text.at(at - 1), "," | "("));
                let of_town = comma
                    .and_then(|at| self.reading.mention_over(at))
                    .is_some_and(|name| matches!(name, Name::Place(_)));
                (state
                    && named
                    && !owner
                    && !of_town
                    && !self.reading.is_in_phrase(at)
                    && !self.is_heading(at, mention))
                .then_some(Who::State(place))?
            }
            Name::Demonym(_) => return None,
        };
        let acts_for = self.body_of_office(mention);
        Some(Party {
            tokens: mention.tokens.clone(),
            head: mention.tokens.clone(),
            who,
            body: None,
            acts_for,
            place: match mention.name {
                Name::Place(place) => Some(place),
                Name::Actor(_) | Name::Demonym(_) => mention.place,
            },
            clitics: mention.clitics,
        })
    }

    /// « Libye : … »: what the report is about.
    fn is_heading(&self, at: usize, mention: &Mention) -> bool {
        at == self.start && self.reading.text.at(mention.tokens.end) == ":"
    }

    /// `بلاده`, "his country", « son pays ».
    fn own_state(&self, at: usize) -> Option<Party> {
        let hit = self.reading.class_at(at, Class::OwnState)?;
        let (tokens, clitics) = (at..hit.end, hit.clitics);
        Some(Party {
            head: tokens.clone(),
            tokens,
            who: Who::OwnState,
            body: None,
            acts_for: None,
            place: None,
            clitics,
        })
    }

    /// `الجهاز` after `جهاز حرس المنشآت النفطية`.
    fn recalled(&self, at: usize, known: &Known) -> Option<Party> {
        if self.reading.is_mark(at) || self.is_trigger(at) {
            return None;
        }
        let who = known.recall(self.reading, at)?.clone();
        let tokens = at..at + 1;
        let clitics = if self.reading.text.at(at).starts_with("لل") {
            Clitics { preposition: Some('ل'), article: true, ..Clitics::NONE }
        } else {
            Clitics::NONE
        };
        Some(Party { head: tokens.clone(), tokens, who, body: None, acts_for: None, place: None, clitics })
    }
}
