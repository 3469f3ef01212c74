//! Who did it where the clause of the verb does not say: whoever announces it, or the subject
//! that the sentence goes on with.

use std::ops::Range;

use crate::lexicon::{Class, Classes, EventType, Frame, trie::Part};
use crate::model::event::{ActorRole, ActorType, EventActor, Stance};

use super::assertion::Judged;
use super::attribution::Saying;
use super::draft;
use super::party::{Party, Who};
use super::role;
use super::speech;
use super::telling::{Teller, overlaps};
use super::trigger::Trigger;

impl Teller<'_, '_> {
    /// `أعلنت القيادة العامة وقف إطلاق النار`: who announces a truce makes it.
    pub(super) fn add_announcer(
        &self,
        trigger: &Trigger,
        performed: bool,
        actors: &mut Vec<(Range<usize>, EventActor)>,
    ) {
        if !performed && actors.iter().any(|(_, actor)| actor.role == ActorRole::Actor) {
            return;
        }
        for saying in self.speech.about(&trigger.tokens) {
            let speaker = speech::speaker_of(saying, &self.parties);
            let here = self.reading.sentence(trigger.sentence);
            let Some(speaker) = speaker.as_ref().filter(|speaker| here.contains(&speaker.start)) else { continue };
            let bare = saying.complement.start + ANNOUNCED_REACH >= trigger.tokens.start
                && !self.reading.other_trigger(&saying.verb, trigger.tokens.start)
                && !(saying.verb.end..trigger.tokens.start).any(|at| is_that(self.reading.text.at(at)));
            let denied = saying.stance == Stance::Deny;
            let noun = matches!(trigger.hit.entry.part, Part::Noun | Part::Fixed);
            if !bare || saying.stance == Stance::Hedge || !(performed || denied || noun) {
                continue;
            }
            let party = self.parties.iter().find(|party| overlaps(&party.tokens, speaker));
            let body = party.filter(|party| self.can_act(party, performed || denied));
            let Some(body) = body else { continue };
            if let Some(actor) = draft::event_actor(self.reading, self.lexicon, body, ActorRole::Actor, None)
                && !actors.iter().any(|(_, known)| known.name == actor.name)
            {
                actors.insert(0, (body.head.clone(), actor));
            }
        }
    }

    /// Who speaks, in this sentence or the one before.
    pub(super) fn speaker(&mut self, trigger: &Trigger) -> Option<draft::Own> {
        let own = speech::speaking(self.speech, self.lexicon, &trigger.tokens, &self.parties);
        self.speaks = own.clone().filter(|own| own.country.is_some() || own.body.is_some()).or(self.speaks.take());
        own.or_else(|| self.speaks.clone())
    }

    /// Whether a speaker can have done what he announces: a body, not a witness or hospital.
    pub(super) fn can_act(&self, party: &Party, performed: bool) -> bool {
        match party.acts_for.as_ref().unwrap_or(&party.who) {
            Who::Listed(at) => self.lexicon.actor(*at).is_some_and(|actor| {
                let force = matches!(actor.kind, ActorType::StateForce | ActorType::ArmedGroup);
                !actor.generic && (force || performed && actor.kind != ActorType::Other)
            }),
            Who::State(_) => performed,
            Who::Named { kind, .. } => performed || matches!(kind, ActorType::StateForce | ActorType::ArmedGroup),
            Who::Unlisted { .. } | Who::Own | Who::OwnState => false,
        }
    }

    /// A verb without a subject of its own goes on with the one told before it in the sentence:
    /// "arrives on Monday and will meet", `قبل أن يتوجه … للقاء`, « où il rencontrera ».
    pub(super) fn add_subject(
        &self,
        trigger: &Trigger,
        frame: Frame,
        (clause, parties): (&Range<usize>, &[&Party]),
        actors: &mut Vec<(Range<usize>, EventActor)>,
    ) {
        let (act, mutual) = (frame == Frame::Act || frame == Frame::Own, frame == Frame::Mutual);
        let verb = !trigger.is_noun() || trigger.hit.clitics.preposition == Some('ل');
        let before = actors.iter().any(|(tokens, _)| tokens.end <= trigger.tokens.start);
        let passive = self.reading.hits_in(clause.start..trigger.tokens.start).any(|hit| hit.class == Class::Passive);
        let missing = (mutual && !before && actors.len() < 2)
            || (act && !passive && !actors.iter().any(|(_, actor)| actor.role == ActorRole::Actor));
        let relative = actors
            .iter()
            .any(|(tokens, actor)| actor.role == ActorRole::Recipient && tokens.end == trigger.tokens.start);
        if !verb || !missing || relative {
            return;
        }
        let told = self.drafts.iter().rev().find(|draft| draft.sentence == trigger.sentence);
        // "It will pound the place": the pronoun goes on with the sentence before.
        let pronoun = || {
            let near = trigger.tokens.start.saturating_sub(PRONOUN_REACH).max(clause.start)..trigger.tokens.start;
            let spoken = near.rev().any(|at| is_subject_pronoun(self.reading.text.at(at)));
            self.topic.clone().filter(|_| spoken)
        };
        let subject = told.and_then(|draft| draft.subject.clone()).or_else(pronoun).or_else(|| {
            let mut before = parties.iter().filter(|party| mutual && party.tokens.end <= clause.start);
            let person = before.rfind(|party| self.is_person(party))?;
            let actor = draft::event_actor(self.reading, self.lexicon, person, ActorRole::Party, None)?;
            Some((person.head.clone(), actor))
        });
        if let Some((tokens, mut actor)) = subject
            && !actors.iter().any(|(_, known)| known.name == actor.name)
        {
            actor.role = if mutual { ActorRole::Party } else { ActorRole::Actor };
            actors.insert(0, (tokens, actor));
        }
    }

    /// "said it had captured", `قالت إنها سيطرت`, « dément avoir bombardé »: whoever speaks did it.
    pub(super) fn add_saying_subject(
        &self,
        trigger: &Trigger,
        frame: Frame,
        actors: &mut Vec<(Range<usize>, EventActor)>,
    ) {
        let did = |(tokens, actor): &(Range<usize>, EventActor)| {
            actor.role == ActorRole::Actor || (frame == Frame::Mutual && tokens.end <= trigger.tokens.start)
        };
        if matches!(frame, Frame::Happen | Frame::Suffer) || actors.iter().any(did) {
            return;
        }
        let Some(saying) =
            self.speech.about(&trigger.tokens).filter(|saying| self.is_of_speaker(saying, trigger)).last()
        else {
            return;
        };
        let role = if frame == Frame::Mutual { ActorRole::Party } else { ActorRole::Actor };
        if let Some((head, actor)) = self.speaking_actor(saying, role)
            && !actors.iter().any(|(_, known)| known.name == actor.name)
        {
            actors.insert(0, (head, actor));
        }
    }

    /// `أوضحت المؤسسة أن الإنتاج سيُستأنف`: who tells of works, votes or gates with no actor of their own
    /// has them in hand, if it is a company or an authority.
    pub(super) fn add_authority(&self, trigger: &Trigger, actors: &mut Vec<(Range<usize>, EventActor)>) {
        if actors.iter().any(|(_, actor)| matches!(actor.role, ActorRole::Actor | ActorRole::Party)) {
            return;
        }
        for saying in self.speech.about(&trigger.tokens).filter(|saying| saying.stance != Stance::Hedge) {
            let Some(speaker) = speech::speaker_of(saying, &self.parties) else { continue };
            let party = self.parties.iter().find(|party| overlaps(&party.tokens, &speaker));
            let body = |at: u32| {
                self.lexicon.actor(at).is_some_and(|row| {
                    !row.generic
                        && matches!(row.kind, ActorType::Company | ActorType::Government | ActorType::StateForce)
                })
            };
            let acting = party
                .filter(|party| matches!(*party.acts_for.as_ref().unwrap_or(&party.who), Who::Listed(at) if body(at)));
            if let Some(party) = acting
                && let Some(actor) = draft::event_actor(self.reading, self.lexicon, party, ActorRole::Actor, None)
                && !actors.iter().any(|(_, known)| known.name == actor.name)
            {
                actors.insert(0, (party.head.clone(), actor));
                return;
            }
        }
    }

    /// "The force raided a farm. Four men were arrested": the force told of right before takes them.
    pub(super) fn add_captor(&self, trigger: &Trigger, kind: &EventType, actors: &mut Vec<(Range<usize>, EventActor)>) {
        let done = actors.iter().any(|(_, actor)| actor.role == ActorRole::Actor);
        if done || !CAPTURES.contains(&kind.id.as_str()) {
            return;
        }
        let last = self.drafts.last().filter(|draft| trigger.sentence.saturating_sub(draft.sentence) <= 1);
        let force = last
            .and_then(|draft| draft.subject.clone())
            .filter(|(_, actor)| actor.kind == ActorType::StateForce && actor.role == ActorRole::Actor);
        if let Some((tokens, actor)) = force
            && !actors.iter().any(|(_, known)| known.name == actor.name)
        {
            actors.insert(0, (tokens, actor));
        }
    }

    /// `معارك مع كتائب الزنتان`: the other side is whoever tells of it, if it is a force.
    pub(super) fn add_side(&self, trigger: &Trigger, actors: &mut Vec<(Range<usize>, EventActor)>) {
        let [(tokens, _)] = actors.as_slice() else { return };
        let with = role::marker(self.reading, tokens.start, 0).has(Class::With);
        if !with || tokens.start < trigger.tokens.end {
            return;
        }
        let told = self.drafts.iter().rev().find(|draft| draft.sentence == trigger.sentence);
        let force = |actor: &EventActor| matches!(actor.kind, ActorType::StateForce | ActorType::ArmedGroup);
        let subject = told.and_then(|draft| draft.subject.clone());
        let speaker = || {
            self.speech.about(&trigger.tokens).filter_map(|saying| self.speaking_actor(saying, ActorRole::Party)).last()
        };
        if let Some((head, actor)) = subject.or_else(speaker).filter(|(_, actor)| force(actor))
            && !actors.iter().any(|(_, known)| known.name == actor.name)
        {
            actors.insert(0, (head, EventActor { role: ActorRole::Party, ..actor }));
        }
    }

    /// Whether what is said begins with a pronoun, or an infinitive, whose verb the trigger is.
    fn is_of_speaker(&self, saying: &Saying, trigger: &Trigger) -> bool {
        let text = &self.reading.text;
        let start = saying.complement.start;
        let opens = start.saturating_sub(1).max(saying.verb.end)..trigger.tokens.start;
        let close = |at: usize| at < start + 2 || trigger.tokens.start - at <= PRONOUN_REACH;
        // `قال إنه من المنتظر`: the pronoun stands for nobody.
        let pronoun = opens.rev().find(|at| close(*at) && is_pronoun(text.at(*at)) && text.at(at + 1) != "من");
        // "denied it had declared force majeure"
        let denied = saying.stance == Stance::Deny;
        let verb = denied
            || !trigger.is_noun()
            || self.reading.hits_in(start..trigger.tokens.start).any(|hit| hit.class == Class::Do);
        let passive = self.reading.hits_in(start..trigger.tokens.start).any(|hit| {
            matches!(hit.class, Class::Passive | Class::Suffer)
                && !matches!(text.at(hit.start), "is" | "are" | "est" | "sont")
        });
        let near = |at: usize| trigger.tokens.start - at <= SPOKEN_REACH;
        let infinitive = start == trigger.tokens.start
            && (trigger.hit.entry.part == Part::Gerund || trigger.hit.clitics.pronoun)
            && saying.speaker.as_ref().is_none_or(|speaker| speaker.end <= start);
        infinitive || (verb && !passive && pronoun.is_some_and(near))
    }

    /// Who speaks as an actor: the body that a spokesman speaks for.
    fn speaking_actor(&self, saying: &Saying, role: ActorRole) -> Option<(Range<usize>, EventActor)> {
        let speaker = speech::speaker_of(saying, &self.parties)?;
        let verb = |party: &Party| self.speech.is_verb(&party.head);
        let party = self.parties.iter().find(|party| overlaps(&party.tokens, &speaker) && !verb(party));
        let Some(party) = party else {
            let own = self.speaks.as_ref().filter(|_| saying.carried)?;
            let row = self.lexicon.actor(own.body?)?;
            let actor = EventActor {
                id: Some(row.id.clone()),
                name: row.name.clone(),
                text: self.reading.quote(speaker.clone()),
                role,
                kind: row.kind,
                country: row.country.clone(),
            };
            return Some((speaker, actor));
        };
        let actor = draft::event_actor(self.reading, self.lexicon, party, role, None)?;
        Some((party.head.clone(), actor))
    }

    /// Who first says something in a range.
    pub(super) fn first_speaker(&self, range: Range<usize>) -> Option<(Range<usize>, EventActor)> {
        self.speaking_actor(self.speech.first_in(&range)?, ActorRole::Actor)
    }

    /// Who asks for it did not do it, but asks; those asked stand between.
    pub(super) fn add_demander(
        &self,
        trigger: &Trigger,
        judged: &Judged,
        actors: &mut Vec<(Range<usize>, EventActor)>,
    ) {
        let Some(cue) = judged.cue.as_ref().filter(|_| judged.rule == "demanded.cue") else { return };
        let Some(saying) = self.speech.about(&trigger.tokens).find(|saying| overlaps(&saying.verb, cue)) else {
            return;
        };
        let Some((head, demander)) = self.speaking_actor(saying, ActorRole::Actor) else { return };
        for (tokens, actor) in actors.iter_mut() {
            if tokens.start >= cue.end && tokens.end <= trigger.tokens.start {
                actor.role = ActorRole::Recipient;
            }
        }
        actors.retain(|(_, known)| known.name != demander.name);
        actors.insert(0, (head, demander));
    }

    /// Who a sentence is about: its first body or person that no preposition governs.
    pub(super) fn topic_of(&self, parties: &[Party]) -> Option<(Range<usize>, EventActor)> {
        let first = parties.iter().find(|party| {
            let listed =
                |at: u32| self.lexicon.actor(at).is_some_and(|row| !row.generic && row.kind != ActorType::Other);
            let known = match party.acts_for.as_ref().unwrap_or(&party.who) {
                Who::Listed(at) => listed(*at),
                Who::Named { .. } => true,
                Who::State(_) | Who::Unlisted { .. } | Who::Own | Who::OwnState => false,
            };
            let governed = role::marker(self.reading, party.tokens.start, 0).meets(Classes::of(&[
                Class::In,
                Class::From,
                Class::Of,
                Class::With,
                Class::Agent,
                Class::Target,
                Class::Source,
            ]));
            known && !governed && party.clitics.preposition.is_none()
        })?;
        let actor = draft::event_actor(self.reading, self.lexicon, first, ActorRole::Actor, None)?;
        Some((first.head.clone(), actor))
    }

    pub(super) fn is_person(&self, party: &Party) -> bool {
        let office = matches!(party.who, Who::Unlisted { kind: ActorType::Person, .. }) && party.acts_for.is_some();
        office
            || matches!(party.who, Who::Listed(at) if self.lexicon.actor(at).is_some_and(|actor| actor.kind == ActorType::Person))
    }
}

/// Types of what police and soldiers do to those whom they take.
const CAPTURES: [&str; 4] = ["arrest", "release", "weapons-disrupted", "weapons-seized"];
/// What is announced stands at most so many tokens behind its announcer: `قبل ذلك بثمانية أيام`.
const ANNOUNCED_REACH: usize = 8;
/// A pronoun stands at most so many tokens before its verb.
const PRONOUN_REACH: usize = 3;
/// The verb of "said it had" stands at most so many tokens behind the pronoun.
const SPOKEN_REACH: usize = 9;

/// Pronouns that stand for the subject of the sentence before.
fn is_subject_pronoun(word: &str) -> bool {
    matches!(word, "it" | "they" | "he" | "she" | "il" | "elle" | "ils" | "elles")
}

/// Pronouns for whoever speaks; `أن` with one; what opens a French infinitive.
fn is_pronoun(word: &str) -> bool {
    matches!(word, "it" | "he" | "she" | "they" | "we" | "i" | "having" | "to")
        || matches!(word, "il" | "elle" | "ils" | "elles" | "nous" | "avoir" | "etre")
        || matches!(
            word,
            "انه"
                | "انها"
                | "انهم"
                | "انهما"
                | "بانه"
                | "بانها"
                | "بانهم"
                | "بانهما"
                | "اننا"
                | "باننا"
                | "انني"
        )
}

pub(super) fn is_that(word: &str) -> bool {
    matches!(word, "ان" | "that" | "que" | "qu" | "بان")
}
