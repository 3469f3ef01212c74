//! Which trigger words stand for an event.
//!
//! Among overlapping triggers the longest wins. A rule's needs and blockers then decide; what is
//! rejected is kept with the reason, for `explain --why-not`.

use std::ops::Range;

use crate::lexicon::{Class, Hit, Lexicon, Need, Needs, Rule, Target, trie::Part};
use crate::model::event::ActorType;
use crate::text::Kind;

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
    /// It tells a death, not how or by whom.
    BareToll,
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
            Self::BareToll => "it tells a death, but neither how nor by whom",
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
const NEIGHBOUR_REACH: usize = 8;
/// How far `needs` reaches, within the sentence.
const CLAUSE_REACH: usize = 14;

/// The triggers of a reading in order, and what was rejected where that is asked for (`all`).
///
/// Words that stand for no event are forgotten: they bound nothing.
pub(super) fn triggers(
    reading: &mut Reading<'_>,
    lexicon: &Lexicon,
    play: bool,
    all: bool,
) -> (Vec<Trigger>, Vec<Rejection>) {
    let mut rejections = Vec::new();
    let mut standing: Vec<(Trigger, usize)> = Vec::new();
    let mut bounds = Vec::with_capacity(reading.found.triggers.len());
    for (order, hit) in reading.found.triggers.iter().enumerate() {
        let (at, rule) = match hit.entry.target {
            Target::Trigger(at) => (at, lexicon.rule(at)),
            Target::Place(_) | Target::Demonym(_) | Target::Actor(_) | Target::Word(_) | Target::Decoy => (0, None),
        };
        let Some(rule) = rule else {
            bounds.push(false);
            continue;
        };
        let tokens = hit.start as usize..hit.end as usize;
        let judged = judge(reading, lexicon, rule, &tokens, play);
        bounds.push(matches!(judged, Ok(()) | Err(Rejected::Play)));
        match judged {
            Ok(()) => {
                let sentence = reading.sentence_of(tokens.start);
                standing.push((Trigger { tokens, rule: at, hit: *hit, sentence }, order));
            }
            Err(reason) if all => rejections.push(Rejection {
                field: reading.field,
                span: reading.span(tokens),
                rule: rule.name.clone(),
                reason,
            }),
            Err(_) => {}
        }
    }
    reading.keep_triggers(&bounds);
    (longest(standing, reading.text.tokens().len()), rejections)
}

/// The longest of overlapping triggers, of equals the first, in the order of the text.
fn longest(mut standing: Vec<(Trigger, usize)>, tokens: usize) -> Vec<Trigger> {
    standing.sort_by_key(|(trigger, order)| (std::cmp::Reverse(trigger.tokens.len()), trigger.tokens.start, *order));
    let mut kept: Vec<Trigger> = Vec::with_capacity(standing.len());
    let mut taken = vec![false; tokens];
    for (trigger, _) in standing {
        if let Some(tokens) = taken.get_mut(trigger.tokens.clone())
            && !tokens.contains(&true)
        {
            tokens.fill(true);
            kept.push(trigger);
        }
    }
    kept.sort_by_key(|trigger| trigger.tokens.start);
    kept
}

fn judge(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    rule: &Rule,
    tokens: &Range<usize>,
    play: bool,
) -> Result<(), Rejected> {
    let sentence = reading.sentence(reading.sentence_of(tokens.start));
    // "TUNIS, March 16 -": a dateline tells nothing.
    if tokens.start < sentence.start {
        return Err(Rejected::Blocked);
    }
    let around = |before: usize, after: usize| {
        tokens.start.saturating_sub(before).max(sentence.start)..(tokens.end + after).min(sentence.end)
    };
    let any = |needs: &Needs, range: Range<usize>| !needs.is_empty() && meets(reading, lexicon, needs, range, tokens);
    let holds = |needs: &Needs, range: Range<usize>| needs.is_empty() || any(needs, range);
    // What most often fails comes first: a common verb is looked at by many rules.
    let complete = holds(&rule.next, tokens.end..around(0, NEIGHBOUR_REACH).end)
        && holds(&rule.before, around(NEIGHBOUR_REACH, 0).start..tokens.start)
        && holds(&rule.needs, around(CLAUSE_REACH, CLAUSE_REACH));
    if !complete {
        return Err(Rejected::Incomplete);
    }
    let blocked = any(&rule.unless_next, tokens.end..around(0, 1).end)
        || any(&rule.unless, around(BLOCKER_REACH, BLOCKER_REACH))
        || any(&rule.unless_article, 0..reading.text.tokens().len())
        || begins_name(reading, tokens, sentence.start);
    match (blocked, play) {
        (true, _) => Err(Rejected::Blocked),
        (false, true) => Err(Rejected::Play),
        (false, false) => Ok(()),
    }
}

/// "in March", "the Clashing Rocks": a word with a capital within a sentence begins a name.
fn begins_name(reading: &Reading<'_>, tokens: &Range<usize>, start: usize) -> bool {
    let capital = |at: usize| reading.text.tokens().get(at).is_some_and(|token| token.capital);
    let first = tokens.start <= start || reading.is_mark(tokens.start - 1);
    let text = reading.field == crate::model::span::Field::Text;
    let number = |at: usize| reading.text.tokens().get(at).is_some_and(|token| token.kind == Kind::Number);
    // "(as of 16 March)": a month, in a headline too.
    let day = reading.text.at(tokens.start) == "march" && (number(tokens.start.wrapping_sub(1)) || number(tokens.end));
    day || text && !first && tokens.len() == 1 && capital(tokens.start) && !capital(tokens.start - 1)
}

/// Whether a list of words or a name stands in a range; the trigger's own first word counts for none.
fn meets(reading: &Reading<'_>, lexicon: &Lexicon, needs: &Needs, range: Range<usize>, own: &Range<usize>) -> bool {
    // Few words of a rule stand anywhere in the text.
    let lists = needs.lists();
    let held = lists.meet(reading.held());
    held && reading.lists_in(range.clone()).any(|hit| hit.start as usize != own.start && lists.has(hit.list))
        || needs.names().iter().any(|need| stands(reading, lexicon, need, range.clone()))
}

fn stands(reading: &Reading<'_>, lexicon: &Lexicon, need: &Need, range: Range<usize>) -> bool {
    match need {
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
        Need::List(_) | Need::Toll => false,
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
        for hit in reading.found.classes.iter().filter(|hit| hit.class == Class::Play) {
            words.insert(reading.text.at(hit.start).to_owned());
            in_title |= reading.field == crate::model::span::Field::Title;
        }
    }
    words.len() >= PLAY_WORDS || (in_title && words.len() >= PLAY_WORDS - 1)
}
