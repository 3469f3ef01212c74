//! One telling of an event, before the tellings of one event are joined.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::lexicon::{Class, EventType, Frame, Lexicon, Rule, Seat};
use crate::model::event::{ActorRole, ActorType, Assertion, Attribution, EventActor, EventPlace, When};
use crate::model::{Evidence, EvidenceRole, Language, Status};

use super::casualty;
use super::party::{Party, Who};
use super::reading::Reading;
use super::role;
use super::scene::{self, Scene, Taken};
use super::subject::is_that;
use super::trigger::Trigger;

/// One telling.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Position of the type.
    pub(super) kind: u32,
    /// Position of the type of its words, whatever its parties made of it.
    pub(super) said: u32,
    pub(super) assertion: Assertion,
    pub(super) attribution: Vec<Attribution>,
    pub(super) when: When,
    pub(super) actors: Vec<EventActor>,
    /// Who a verb behind it can go on with.
    pub(super) subject: Option<(Range<usize>, EventActor)>,
    /// Whom it befell, or who is accused.
    pub(super) target: Option<(Range<usize>, EventActor)>,
    pub(super) place: Option<EventPlace>,
    /// What it tells of the toll, in order.
    pub(super) tolls: Vec<casualty::Mention>,
    /// Whether people can come to harm in it.
    pub(super) harms: bool,
    /// Whether it can be told that nobody came to harm in it.
    pub(super) spares: bool,
    /// Whether its clause names something Libyan, be it no place or party of it: "a Tripoli court".
    pub(super) anchored: bool,
    pub(super) agreement: Option<crate::model::event::Agreement>,
    pub(super) evidence: BTreeSet<Evidence>,
    pub(super) rules: BTreeSet<String>,
    pub(super) score: f64,
    /// Where it stands: title before text, then tokens.
    pub(super) position: (bool, usize),
    pub(super) sentence: usize,
    /// Where it was told: title or text, and the sentence.
    pub(super) told: Vec<(bool, usize)>,
    /// It tells a bare death: "was killed".
    pub(super) bare_toll: bool,
    /// It is told by a participle behind what it goes on with: ", killing two".
    pub(super) goes_on: bool,
    /// It is told by a noun.
    pub(super) noun: bool,
    /// Its words point to something told before.
    pub(super) points_back: bool,
    /// Whether a place stands in its own sentence.
    pub(super) place_stated: bool,
    /// Whether that place stands right behind its words: "the raid on Sabha".
    pub(super) place_beside: bool,
    /// Whether one of its parties has a name, not only a word for people.
    pub(super) named: bool,
    /// Whether its sentence opens a new report: "Separately".
    pub(super) separate: bool,
}

/// The clause of a trigger: from the last boundary before it to the next one after it.
///
/// What a meeting talked about is no part of it: `topics` ends the clause there.
pub(super) fn clause(reading: &Reading<'_>, trigger: &Trigger, breaks: &[Range<usize>], topics: bool) -> Range<usize> {
    let sentence = reading.sentence(trigger.sentence);
    let boundary = |at: usize| {
        let classes = reading.starting(at);
        let clause = classes.has(Class::Clause) && !is_inside_agent(reading, at) && !is_before_place(reading, at);
        clause || classes.has(Class::Separately) || matches!(reading.text.at(at), ";" | "\n")
    };
    let mut start = sentence.start;
    for at in (sentence.start..trigger.tokens.start).rev() {
        if boundary(at) || (topics && reading.starting(at).has(Class::Topic)) {
            start = at + 1;
            break;
        }
    }
    let mut end = sentence.end;
    for at in trigger.tokens.end..sentence.end {
        if boundary(at) || (topics && reading.starting(at).has(Class::Topic)) {
            end = at;
            break;
        }
    }
    for part in breaks {
        if part.end <= trigger.tokens.start {
            start = start.max(part.end);
        } else if part.start >= trigger.tokens.end {
            end = end.min(part.start);
        } else if part.contains(&trigger.tokens.start) && is_that(reading.text.at(part.end.wrapping_sub(1))) {
            // "said after the meeting that": what is said is no part of it.
            end = end.min(part.end);
        }
    }
    start..end.max(trigger.tokens.end)
}

/// `من قبل`: the second word of what stands before who did it is no "before".
fn is_inside_agent(reading: &Reading<'_>, at: usize) -> bool {
    let before = at.checked_sub(1);
    before.is_some_and(|before| reading.class_at(before, Class::Agent).is_some_and(|hit| hit.end > at))
}

/// "over Mizda": a place, no cause.
fn is_before_place(reading: &Reading<'_>, at: usize) -> bool {
    reading.text.at(at) == "over" && reading.mention_at(at + 1).is_some_and(|mention| mention.place_at().is_some())
}

impl Draft {
    /// What the vocabulary says of its type.
    pub(super) fn row<'l>(&self, lexicon: &'l Lexicon) -> Option<&'l EventType> {
        lexicon.types.get(self.kind as usize)
    }

    /// Whether only the title tells it.
    pub(super) fn is_of_title(&self) -> bool {
        self.told.iter().all(|(text, _)| !text)
    }

    /// Title or text, and the sentence of its first trigger.
    pub(super) fn told_in(&self) -> (bool, usize) {
        (self.position.0, self.sentence)
    }
}

/// Whether a sentence opens a new report: "Separately", `من جهة أخرى`, « par ailleurs ».
pub(super) fn is_separate(reading: &Reading<'_>, sentence: &Range<usize>) -> bool {
    let opening = sentence.start..(sentence.start + OPENING).min(sentence.end);
    reading.hits_in(opening).any(|hit| hit.class == Class::Separately)
}

/// A word that opens a new report stands so near to the start of the sentence.
const OPENING: usize = 4;

/// Whether the trigger says what was talked about: `بحث`, "discussed". What follows is the topic,
/// but for those with whom it was talked over.
pub(super) fn is_talk(reading: &Reading<'_>, trigger: &Trigger) -> bool {
    reading.starting(trigger.tokens.start).has(Class::Topic)
}

/// The actors of a trigger among the parties of its clause.
pub(super) fn actors(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    trigger: &Trigger,
    rule: &Rule,
    parties: &[&Party],
    clause: &Range<usize>,
    own: Option<&Own>,
) -> Vec<(Range<usize>, EventActor)> {
    let talk = is_talk(reading, trigger);
    // `بحث الوزير مع نظيره`: an Arabic verb has its subject right behind it.
    let subject = |party: &Party| reading.language == Language::Arabic && party.tokens.start == trigger.tokens.end;
    let inside: Vec<&Party> = parties
        .iter()
        .copied()
        .filter(|party| party.tokens.start >= clause.start && party.tokens.end <= clause.end)
        .filter(|party| {
            party.tokens.end <= trigger.tokens.start
                // "Turkish drones hit": the trigger begins with their last word.
                || (party.tokens.start < trigger.tokens.start && party.tokens.end <= trigger.tokens.end)
                // `أمر النائب العام بحبس`, "opened fire on protesters": among the words of the trigger.
                || (party.tokens.start > trigger.tokens.start && party.tokens.end <= trigger.tokens.end)
                || (party.tokens.end > trigger.tokens.end
                    && party.tokens.start >= trigger.tokens.start
                    && !reading.other_trigger(&trigger.tokens, party.tokens.start)
                    && (!talk
                        || subject(party)
                        || role::marker(reading, party.tokens.start, clause.start).has(Class::With)))
        })
        .collect();
    let mut actors: Vec<(Range<usize>, EventActor)> = Vec::new();
    let whole = role::Clause { reading, lexicon, trigger, rule, parties: &inside, floor: clause.start };
    for (at, role) in whole.roles() {
        let Some(party) = inside.get(at) else { continue };
        let Some(actor) = event_actor(reading, lexicon, party, role, own) else { continue };
        if is_person(&actor) && (role != ActorRole::Recipient || rule.frame == Frame::Mutual) {
            continue;
        }
        if !actors.iter().any(|(_, known)| known.name == actor.name && known.id == actor.id) {
            actors.push((party.head.clone(), actor));
        }
    }
    actors
}

/// Whether somebody is told by no more than "people", "a man": worth a mention as a victim only.
pub(super) fn is_person(actor: &EventActor) -> bool {
    actor.id.as_deref() == Some(PEOPLE)
}

/// The row of "people", `أشخاص`, *personnes*.
const PEOPLE: &str = "people";

pub(super) fn event_actor(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    party: &Party,
    role: ActorRole,
    own: Option<&Own>,
) -> Option<EventActor> {
    let text = reading.quote(party.head.clone());
    let listed = |at: u32| lexicon.actor(at);
    // What befalls an official befalls him; what he does, the body or state does.
    let acts_for = party.acts_for.as_ref().filter(|_| role != ActorRole::Recipient);
    let (id, name, kind, country) = match acts_for.unwrap_or(&party.who) {
        Who::Listed(at) => {
            let row = listed(*at)?;
            (Some(row.id.clone()), row.name.clone(), row.kind, row.country.clone())
        }
        Who::Own => {
            let row = listed(own?.body?)?;
            (Some(row.id.clone()), row.name.clone(), row.kind, row.country.clone())
        }
        Who::OwnState => return own_state(lexicon, own?, text, role),
        Who::State(at) => {
            let row = lexicon.place(*at)?;
            let country = lexicon.country(row.country.as_deref()?)?;
            (Some(country.id.clone()), country.name.clone(), ActorType::Government, country.country.clone())
        }
        Who::Unlisted { kind, country } => (None, text.clone(), *kind, country.clone()),
        Who::Named { name, kind } => {
            return Some(EventActor { id: None, name: name.clone(), text, role, kind: *kind, country: None });
        }
    };
    let name = if id.is_none() { without_clitics(&name, party).to_owned() } else { name };
    Some(EventActor { id, name, text, role, kind, country })
}

/// The state of the body or person that speaks.
fn own_state(lexicon: &Lexicon, speaker: &Own, text: String, role: ActorRole) -> Option<EventActor> {
    let country = lexicon.country(speaker.country.as_deref()?)?;
    Some(EventActor {
        id: Some(country.id.clone()),
        name: country.name.clone(),
        text,
        role,
        kind: ActorType::Government,
        country: country.country.clone(),
    })
}

/// Who speaks: his body, for `قواتهم`, and his country, for `بلاده`.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    pub(super) body: Option<u32>,
    pub(super) country: Option<String>,
}

/// The words of an unlisted party without `و`, `ب`, `ل` before them.
fn without_clitics<'w>(words: &'w str, party: &Party) -> &'w str {
    let clitics = party.clitics;
    if party.head.start != party.tokens.start {
        return words;
    }
    let words = if clitics.conjunction { words.strip_prefix(['و', 'ف']).unwrap_or(words) } else { words };
    match clitics.preposition {
        Some(letter) if !(letter == 'ل' && clitics.article) => words.strip_prefix(letter).unwrap_or(words),
        _ => words,
    }
}

/// The type that a rule's type becomes with these actors.
pub(super) fn become_type<'e>(
    lexicon: &Lexicon,
    kind: u32,
    actors: impl Iterator<Item = &'e EventActor> + Clone,
) -> u32 {
    use crate::lexicon::event::Party as With;
    let Some(row) = lexicon.types.get(kind as usize) else { return kind };
    // "Six people were killed" says nothing of who they were.
    let actors = actors.filter(|actor| !is_person(actor));
    let is = |role: ActorRole, kinds: &[ActorType]| {
        actors.clone().any(|actor| actor.role == role && kinds.contains(&actor.kind))
    };
    let victims = &[ActorType::Civilians, ActorType::Person];
    let fighters = &[ActorType::StateForce, ActorType::ArmedGroup];
    for (with, id) in &row.becomes {
        let fits = match with {
            With::Civilians => is(ActorRole::Recipient, victims) && !is(ActorRole::Recipient, fighters),
            With::Fighters => is(ActorRole::Recipient, fighters) && !is(ActorRole::Recipient, victims),
            With::ArmedGroup => {
                is(ActorRole::Actor, &[ActorType::ArmedGroup]) && !is(ActorRole::Actor, &[ActorType::StateForce])
            }
            With::StateForce => is(ActorRole::Actor, &[ActorType::StateForce]),
        };
        if fits && let Some(at) = lexicon.types.iter().position(|known| known.id == *id) {
            return u32::try_from(at).unwrap_or(kind);
        }
    }
    kind
}

/// The place of a trigger in its clause.
pub(super) fn place_in_clause(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    trigger: &Trigger,
    kind: &EventType,
    clause: &Range<usize>,
    taken: Taken<'_>,
) -> Option<Scene> {
    let said = if is_talk(reading, trigger) { clause.start..trigger.tokens.end } else { clause.clone() };
    scene::find(reading, lexicon, trigger, kind, &said, taken)
}

/// The place of a trigger in its sentence, where its clause has none.
pub(super) fn place_in_sentence(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    trigger: &Trigger,
    kind: &EventType,
    clause: &Range<usize>,
    taken: Taken<'_>,
) -> Option<Scene> {
    let sentence = reading.sentence(trigger.sentence);
    // What follows the clause of a meeting is what it talked about.
    let range = match kind.seat {
        Seat::Content => return None,
        Seat::Destination if trigger.is_definite() || is_talk(reading, trigger) => return None,
        Seat::Destination => sentence.start..clause.end,
        Seat::Scene | Seat::Origin => sentence,
    };
    scene::find(reading, lexicon, trigger, kind, &range, taken)
}

/// Evidence for a range of tokens.
pub(super) fn evidence(reading: &Reading<'_>, role: EvidenceRole, tokens: Range<usize>) -> Evidence {
    Evidence { role, field: reading.field, span: reading.span(tokens) }
}

/// Whether no place is given, or only a country.
pub(super) fn is_vague(place: Option<&EventPlace>) -> bool {
    place.is_none_or(|place| place.where_prec == COUNTRY)
}

/// UCDP's code for a place that is only a country.
const COUNTRY: u8 = 6;

/// Whether an act has no place that it needs: a town is taken, not a country; forces are asked to leave
/// wherever they are.
pub(super) fn is_nowhere(row: &EventType, status: Status, place: Option<&EventPlace>) -> bool {
    let happened = matches!(status, Status::Reported | Status::Historical);
    if row.harms { is_vague(place) } else { happened && place.is_none() }
}
