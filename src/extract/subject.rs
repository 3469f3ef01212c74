//! Who did it where the clause of the verb does not say: whoever announces it, or the subject
//! that the sentence goes on with.

use std::ops::Range;

use crate::lexicon::{Class, Frame};
use crate::model::event::{ActorRole, ActorType, EventActor, Stance};

use super::draft;
use super::party::{Party, Who};
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
            let bare = saying.complement.start + 3 >= trigger.tokens.start
                && !(saying.verb.end..trigger.tokens.start).any(|at| is_that(self.reading.text.at(at)));
            let denied = saying.stance == Stance::Deny;
            if !bare || saying.stance == Stance::Hedge || !(performed || denied || trigger.is_noun()) {
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
        match party.who {
            Who::Listed(at) => self.lexicon.actor(at).is_some_and(|actor| {
                let force = matches!(actor.kind, ActorType::StateForce | ActorType::ArmedGroup);
                !actor.generic && (force || performed && actor.kind != ActorType::Other)
            }),
            Who::State(_) => performed,
            Who::Unlisted { .. } | Who::Own | Who::OwnState => false,
        }
    }

    /// A verb without a subject of its own goes on with the one told before it in the sentence:
    /// "arrives on Monday and will meet", `قبل أن يتوجه … للقاء`, « où il rencontrera ».
    pub(super) fn add_subject(
        &self,
        trigger: &Trigger,
        frame: Frame,
        (clause, parties): (&Range<usize>, &[Party]),
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
        let subject = told.and_then(|draft| draft.subject.clone()).or_else(|| {
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

    pub(super) fn is_person(&self, party: &Party) -> bool {
        matches!(party.who, Who::Listed(at) if self.lexicon.actor(at).is_some_and(|actor| actor.kind == ActorType::Person))
    }
}

fn is_that(word: &str) -> bool {
    matches!(word, "ان" | "that" | "que" | "qu" | "بان")
}
