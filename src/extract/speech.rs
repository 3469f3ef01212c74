//! Who says it, and what the words around it make of it.

use std::ops::Range;

use super::assertion::{Carried, Judged, Scope, Sentence, scopes, status_at};
use super::attribution::{Saying, Speakers, identify, said};
use super::draft::{self, Own};
use super::mention::Name;
use super::party::{Party, Who};
use super::reading::Reading;
use crate::lexicon::{Actor, Class, Lexicon};
use crate::model::event::{ActorType, Assertion, Attribution, Stance};
use crate::model::span::Field;
use crate::model::{Evidence, EvidenceRole, Status};

/// Scopes and sayings of a field.
pub(super) struct Speech {
    scopes: Vec<Scope>,
    sayings: Vec<Saying>,
}

impl Speech {
    /// Reads all sentences of a field up to `until`, in order: speakers and denials are carried on.
    pub(super) fn new(reading: &Reading<'_>, until: usize, lexicon: &Lexicon) -> Self {
        let mut speech = Self { scopes: Vec::new(), sayings: Vec::new() };
        let (mut carried, mut speakers) = (Carried::default(), Speakers::default());
        for sentence in reading.sentences.iter().take(until) {
            let cues = &lexicon.assertion;
            let read = Sentence::new(&reading.text, reading.language, sentence.tokens.clone(), cues);
            let read = if reading.field == Field::Title { read.into_headline() } else { read };
            let (scopes, next) = scopes(&read, &carried);
            let (said, more) = said(&read, &speakers);
            speech.scopes.extend(scopes);
            // « Zaouïa : … », `18 نوفمبر: …`: a town or a day before a colon says nothing.
            let heads =
                |saying: &Saying| is_town_heading(reading, lexicon, saying) || is_day_heading(reading, lexicon, saying);
            speech.sayings.extend(said.into_iter().filter(|saying| !heads(saying)));
            (carried, speakers) = (next, more);
        }
        speech
    }

    /// What the scopes make of a trigger.
    pub(super) fn status(&self, trigger: &Range<usize>) -> Judged {
        status_at(&self.scopes, trigger)
    }

    /// Whether the cue of a scope lies in `words` and covers another trigger: then the words are
    /// no event of their own.
    pub(super) fn governs(&self, words: &Range<usize>, others: impl Fn(&Scope) -> bool) -> bool {
        self.scopes.iter().any(|scope| scope.cue.start < words.end && words.start < scope.cue.end && others(scope))
    }

    /// Whether words are the verb of a saying or the cue of a scope: `طالب` is then no student.
    pub(super) fn is_verb(&self, words: &Range<usize>) -> bool {
        self.sayings.iter().any(|saying| overlaps(&saying.verb, words))
            || self.scopes.iter().any(|scope| scope.cue == *words)
    }

    /// The sayings whose content holds a trigger, in order.
    pub(super) fn about<'s>(&'s self, trigger: &'s Range<usize>) -> impl Iterator<Item = &'s Saying> {
        self.sayings
            .iter()
            .filter(move |saying| saying.complement.contains(&trigger.start) && !overlaps(&saying.verb, trigger))
    }

    /// The sayings whose verb stands in a range.
    pub(super) fn said_in(&self, range: Range<usize>) -> impl Iterator<Item = &Saying> {
        self.sayings.iter().filter(move |saying| range.contains(&saying.verb.start))
    }

    /// The first saying in a range with a speaker of its own.
    pub(super) fn first_in(&self, range: &Range<usize>) -> Option<&Saying> {
        self.sayings.iter().find(|saying| range.contains(&saying.verb.start) && !saying.carried)
    }

    /// The boundaries that sayings draw in a sentence: from the verb to what is said.
    pub(super) fn breaks(&self, sentence: &Range<usize>, trigger: &Range<usize>) -> Vec<Range<usize>> {
        self.sayings
            .iter()
            .filter(|saying| sentence.contains(&saying.verb.start) && !overlaps(&saying.verb, trigger))
            // `…، بحسب مصدر، …`: an insertion bounds nothing.
            .filter(|saying| !(saying.complement.start < saying.verb.start && saying.verb.end < saying.complement.end))
            .map(|saying| {
                let speaker =
                    saying.speaker.as_ref().filter(|speaker| sentence.contains(&speaker.start) && !saying.carried);
                let from = speaker.map_or(saying.verb.start, |speaker| speaker.start.min(saying.verb.start));
                let to = speaker.map_or(saying.verb.end, |speaker| speaker.end.max(saying.verb.end));
                let to = if saying.complement.start >= to { saying.complement.start } else { to };
                from..to
            })
            .collect()
    }
}

fn is_town_heading(reading: &Reading<'_>, lexicon: &Lexicon, saying: &Saying) -> bool {
    let Some(speaker) = saying.speaker.as_ref().filter(|_| reading.text.at(saying.verb.start) == ":") else {
        return false;
    };
    let place = reading.mention_at(speaker.start).filter(|mention| mention.tokens.end == speaker.end);
    place
        .and_then(|mention| match mention.name {
            Name::Place(at) => lexicon.place(at),
            Name::Actor(_) | Name::Demonym(_) => None,
        })
        .is_some_and(|row| !row.capital && !row.kind.is_wide())
}

fn is_day_heading(reading: &Reading<'_>, lexicon: &Lexicon, saying: &Saying) -> bool {
    let mut speaker = saying.speaker.clone().filter(|_| reading.text.at(saying.verb.start) == ":").unwrap_or(0..0);
    speaker.any(|at| lexicon.calendar.names_month(&reading.text, at, reading.language))
}

/// The speaker of a saying, else whoever stands right before its verb: `القيادة العامة أعلنت`.
pub(super) fn speaker_of(saying: &Saying, parties: &[Party]) -> Option<Range<usize>> {
    let before = || parties.iter().find(|party| party.tokens.end == saying.verb.start);
    let own = saying.speaker.clone().filter(|_| !saying.carried || before().is_none());
    own.or_else(|| before().map(|party| party.tokens.clone())).or_else(|| saying.speaker.clone())
}

fn overlaps(one: &Range<usize>, two: &Range<usize>) -> bool {
    one.start < two.end && two.start < one.end
}

/// The sources of a trigger with their evidence.
pub(super) fn attribution(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    speech: &Speech,
    trigger: &Range<usize>,
    parties: &[Party],
) -> (Vec<Attribution>, Vec<Evidence>) {
    let (mut sources, mut evidence): (Vec<Attribution>, Vec<Evidence>) = (Vec::new(), Vec::new());
    for saying in speech.about(trigger) {
        let Some(speaker) = &speaker_of(saying, parties) else { continue };
        let in_name = |at: usize| reading.mention_over(at).is_some_and(|name| !is_person(name, lexicon));
        let tokens = identify(&reading.text, reading.language, speaker, &in_name, &lexicon.assertion).tokens();
        let known = parties.iter().find(|party| named(party, speaker, &tokens));
        let tokens = known.map_or(tokens, |party| party.head.clone());
        let listed = match known.map(|party| &party.who) {
            Some(Who::Listed(at)) => lexicon.actor(*at),
            _ => source_actor(reading, lexicon, &tokens),
        };
        let source = listed.map_or_else(|| reading.quote(tokens.clone()), |actor| actor.name.clone());
        let actor_id = listed.map(|actor| actor.id.clone());
        // `ليبيا: …` is no source.
        let headline = reading.text.at(saying.verb.start) == ":";
        if headline && listed.is_none() {
            continue;
        }
        if source.is_empty() || sources.iter().any(|known| known.source == source) {
            continue;
        }
        sources.push(Attribution { source, actor_id, verb: Some(saying.kind.clone()), stance: saying.stance });
        evidence.push(draft::evidence(reading, EvidenceRole::Attribution, tokens));
        evidence.push(draft::evidence(reading, EvidenceRole::Attribution, saying.verb.clone()));
    }
    (sources, evidence)
}

/// The listed actor that the words of a source are, position and name.
fn source_actor<'l>(reading: &Reading<'_>, lexicon: &'l Lexicon, tokens: &Range<usize>) -> Option<&'l Actor> {
    let mention = reading.mentions_in(tokens.clone()).find(|mention| {
        let article = usize::from(matches!(reading.text.at(tokens.start), "the" | "la" | "le" | "l" | "les"));
        mention.tokens.start <= tokens.start + article
            && mention.tokens.end >= tokens.end
            && mention.tokens.end <= tokens.end + 1
    })?;
    match mention.name {
        Name::Actor(at) => lexicon.actor(at).filter(|actor| !actor.generic),
        Name::Place(_) | Name::Demonym(_) => None,
    }
}

fn is_person(name: Name, lexicon: &Lexicon) -> bool {
    matches!(name, Name::Actor(at) if lexicon.actor(at).is_some_and(|actor| actor.kind == ActorType::Person || actor.generic))
}

/// Whether a party is the speaker: it begins where the words of the speaker do and is listed, or
/// it is the person whose name the words end in.
fn named(party: &Party, speaker: &Range<usize>, name: &Range<usize>) -> bool {
    let listed = matches!(party.who, Who::Listed(_));
    let last = party.tokens.start >= speaker.start && party.tokens.end == speaker.end;
    listed && (party.tokens.start == speaker.start || last || party.head == *name)
}

/// The parties of a sentence that only speak of a trigger.
pub(super) fn speakers(speech: &Speech, trigger: &Range<usize>) -> Vec<Range<usize>> {
    let zone = |saying: &Saying| {
        // A speaker named before in full stands here in short between the verb and what is said.
        (saying.complement.start > saying.verb.end).then_some(saying.verb.start..saying.complement.start)
    };
    speech.about(trigger).flat_map(|saying| saying.speaker.clone().into_iter().chain(zone(saying))).collect()
}

/// The body that speaks, for `قواتهم` and "our forces"; and who does what he announces.
pub(super) fn speaking(speech: &Speech, lexicon: &Lexicon, trigger: &Range<usize>, parties: &[Party]) -> Option<Own> {
    let speaker = speech.about(trigger).filter_map(|saying| saying.speaker.clone()).last()?;
    let party = parties.iter().find(|party| overlaps(&party.tokens, &speaker))?;
    let country = match &party.who {
        Who::Listed(at) => lexicon.actor(*at).and_then(|actor| actor.country.clone()),
        Who::State(at) => lexicon.place(*at).and_then(|place| place.country.clone()),
        Who::Unlisted { country, .. } => country.clone(),
        Who::Named { .. } | Who::Own | Who::OwnState => None,
    };
    let itself = match party.who {
        Who::Listed(at) => Some(at),
        Who::State(_) | Who::Unlisted { .. } | Who::Named { .. } | Who::Own | Who::OwnState => None,
    };
    Some(Own { body: party.body.or(itself), country })
}

/// The status in the record, with its evidence.
pub(super) fn assertion(reading: &Reading<'_>, judged: &Judged, question: bool) -> (Assertion, Vec<Evidence>) {
    let mut evidence = Vec::new();
    if let Some(cue) = &judged.cue {
        evidence.push(draft::evidence(reading, EvidenceRole::Status, cue.clone()));
    }
    if let Some(condition) = &judged.condition {
        evidence.push(draft::evidence(reading, EvidenceRole::Condition, condition.clone()));
    }
    let mut status = judged.status;
    if question && matches!(status, Status::Reported | Status::Planned) {
        status = Status::Hypothetical;
    }
    let cue = judged.cue.clone().map(|cue| reading.quote(cue));
    let condition = judged.condition.clone().map(|condition| reading.quote(condition));
    (Assertion { status, cue, condition }, evidence)
}

/// How far before a noun a word for a topic reaches.
const TOPIC_REACH: usize = 7;

/// Whether a noun only names what was talked about: `ناقشوا مسألة توريد الأسلحة`.
pub(super) fn is_topic(reading: &Reading<'_>, trigger: &Range<usize>, floor: usize) -> bool {
    let from = trigger.start.saturating_sub(TOPIC_REACH).max(floor);
    let stops = |at: usize| {
        reading.starting(at).has(Class::Clause)
            || reading.starting(at).has(Class::After)
            || matches!(reading.text.at(at), "." | ";" | "«" | "»")
    };
    reading
        .hits_in(from..trigger.start)
        .filter(|hit| hit.class == Class::Topic && hit.end <= trigger.start)
        .any(|hit| !(hit.end..trigger.start).any(stops))
}

/// Whether a stance is that of somebody who says it is so.
pub(super) fn asserts(sources: &[Attribution]) -> bool {
    sources.iter().all(|source| source.stance != Stance::Hedge)
}
