//! Which trigger words stand for an event.
//!
//! Among overlapping triggers the longest wins. A rule's needs and blockers then decide; what is
//! rejected is kept with the reason, for `explain --why-not`.

use std::ops::Range;

use crate::lexicon::{Class, Hit, Lexicon, Need, Rule, Target, trie::Part};
use crate::model::event::ActorType;

use super::mention::Name;
use super::reading::Reading;

/// A trigger that stands.
#[derive(Clone, Debug)]
pub(super) struct Trigger {
    pub(super) tokens: Range<usize>,
    pub(super) rule: u32,
    pub(super) hit: Hit,
    pub(super) sentence: usize,
}

impl Trigger {
    /// Whether the words point to something told before: `الاشتباكات`, `زيارته`.
    pub(super) fn is_definite(&self) -> bool {
        self.hit.entry.part == Part::Noun && (self.hit.clitics.article || self.hit.clitics.pronoun)
    }

    pub(super) fn is_noun(&self) -> bool {
        self.hit.entry.part == Part::Noun
    }
}

/// Why a trigger was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejected {
    /// A word beside it makes it another thing.
    Blocked,
    /// A word that it needs is missing.
    Incomplete,
    /// The article is about a match, a film, a market.
    Play,
    /// It is the topic of a talk, not an event.
    Topic,
    /// It only came before the event that its sentence tells.
    Background,
    /// It names no Libyan place or party.
    NotLibyan,
}

impl Rejected {
    /// The reason in words.
    pub fn told(self) -> &'static str {
        match self {
            Self::Blocked => "a word beside it makes it another thing",
            Self::Incomplete => "a word that the rule needs beside it is missing",
            Self::Play => "the article is about a match, a film, a book or a market",
            Self::Topic => "it is what somebody speaks of, not what happened",
            Self::Background => "it only came before the event that its sentence tells",
            Self::NotLibyan => "it names no Libyan place or party",
        }
    }
}

/// A rejected trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Where it stands.
    pub field: crate::model::span::Field,
    /// Where it stands.
    pub span: crate::model::Span,
    /// The rule that it would have been.
    pub rule: String,
    /// Why it is none.
    pub reason: Rejected,
}

/// How far a blocker reaches on either side of its trigger.
const BLOCKER_REACH: usize = 6;
/// How far `next` and `before` reach.
const NEIGHBOUR_REACH: usize = 6;
/// How far `needs` reaches, within the sentence.
const CLAUSE_REACH: usize = 14;

/// The triggers of a reading in order, and what was rejected.
pub(super) fn triggers(reading: &Reading<'_>, lexicon: &Lexicon, play: bool) -> (Vec<Trigger>, Vec<Rejection>) {
    let mut rejections = Vec::new();
    let mut standing: Vec<(Trigger, usize)> = Vec::new();
    for (order, hit) in reading.triggers.iter().enumerate() {
        let Target::Trigger(at) = hit.entry.target else { continue };
        let Some(rule) = lexicon.rule(at) else { continue };
        let tokens = hit.start as usize..hit.end as usize;
        match judge(reading, lexicon, rule, &tokens, play) {
            Ok(()) => {
                let sentence = reading.sentence_of(tokens.start);
                standing.push((Trigger { tokens, rule: at, hit: *hit, sentence }, order));
            }
            Err(reason) => rejections.push(Rejection {
                field: reading.field,
                span: reading.span(tokens),
                rule: rule.name.clone(),
                reason,
            }),
        }
    }
    standing.sort_by_key(|(trigger, order)| (std::cmp::Reverse(trigger.tokens.len()), trigger.tokens.start, *order));
    let mut kept: Vec<Trigger> = Vec::with_capacity(standing.len());
    let mut taken = vec![false; reading.text.tokens().len()];
    for (trigger, _) in standing {
        if let Some(tokens) = taken.get_mut(trigger.tokens.clone())
            && !tokens.contains(&true)
        {
            tokens.fill(true);
            kept.push(trigger);
        }
    }
    kept.sort_by_key(|trigger| trigger.tokens.start);
    (kept, rejections)
}

fn judge(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    rule: &Rule,
    tokens: &Range<usize>,
    play: bool,
) -> Result<(), Rejected> {
    let sentence = reading.sentence(reading.sentence_of(tokens.start));
    let around = |before: usize, after: usize| {
        tokens.start.saturating_sub(before).max(sentence.start)..(tokens.end + after).min(sentence.end)
    };
    let any = |needs: &[Need], range: Range<usize>| {
        needs.iter().any(|need| meets(reading, lexicon, need, range.clone(), tokens))
    };
    if any(&rule.unless, around(BLOCKER_REACH, BLOCKER_REACH)) {
        return Err(Rejected::Blocked);
    }
    if any(&rule.unless_article, 0..reading.text.tokens().len()) {
        return Err(Rejected::Blocked);
    }
    if play {
        return Err(Rejected::Play);
    }
    let complete = (rule.needs.is_empty() || any(&rule.needs, around(CLAUSE_REACH, CLAUSE_REACH)))
        && (rule.next.is_empty() || any(&rule.next, tokens.end..around(0, NEIGHBOUR_REACH).end))
        && (rule.before.is_empty() || any(&rule.before, around(NEIGHBOUR_REACH, 0).start..tokens.start));
    if complete { Ok(()) } else { Err(Rejected::Incomplete) }
}

fn meets(reading: &Reading<'_>, lexicon: &Lexicon, need: &Need, range: Range<usize>, own: &Range<usize>) -> bool {
    match need {
        Need::List(list) => {
            if !reading.has_anywhere(*list) {
                return false;
            }
            // The trigger's own words count for no need of it, but may block it.
            reading.has_list(range.start..own.start.min(range.end).max(range.start), *list)
                || reading.has_list(own.end.max(range.start)..range.end.max(own.end), *list)
                || (own.len() > 1 && reading.has_list(own.start + 1..own.end, *list))
        }
        Need::Place(kind) => reading
            .mentions_in(range)
            .any(|mention| place_of(mention).and_then(|at| lexicon.place(at)).is_some_and(|place| place.kind == *kind)),
        Need::AnyPlace => reading.mentions_in(range).any(|mention| place_of(mention).is_some()),
        Need::Actor(kind) => reading.mentions_in(range).any(|mention| match mention.name {
            Name::Actor(at) => lexicon.actor(at).is_some_and(|actor| actor.kind == *kind),
            // A state or its capital can act as a government.
            Name::Place(at) => {
                *kind == ActorType::Government
                    && lexicon.place(at).is_some_and(|place| place.capital || !place.kind.has_point())
            }
            Name::Demonym(_) => false,
        }),
        Need::Toll => false,
    }
}

fn place_of(mention: &super::mention::Mention) -> Option<u32> {
    match mention.name {
        Name::Place(at) => Some(at),
        Name::Actor(_) => mention.place,
        Name::Demonym(_) => None,
    }
}

/// How many different words of play make an article one about play.
const PLAY_WORDS: usize = 3;

/// Whether an item is about a match, a film, a book: then nothing in it is an event.
pub(super) fn is_play(readings: &[&Reading<'_>]) -> bool {
    let mut words = std::collections::BTreeSet::new();
    let mut in_title = false;
    for reading in readings {
        for hit in reading.classes.iter().filter(|hit| hit.class == Class::Play) {
            words.insert(reading.text.at(hit.start).to_owned());
            in_title |= reading.field == crate::model::span::Field::Title;
        }
    }
    words.len() >= PLAY_WORDS || (in_title && words.len() >= PLAY_WORDS - 1)
}
