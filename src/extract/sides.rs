//! Who "both sides" are: those of the fight or meeting told before; and who does what others are
//! accused of or threaten.

use std::ops::Range;

use crate::lexicon::{Class, EventType, Frame, Rule};
use crate::model::Status;
use crate::model::event::{ActorRole, ActorType, EventActor, EventPlace};

use super::draft::{self, Draft};
use super::family;
use super::mention::Mention;
use super::role;
use super::telling::Teller;
use super::trigger::Trigger;

/// Both sides of what an article told last.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides {
    /// Of a fight.
    fight: Vec<EventActor>,
    /// Where it was.
    field: Option<String>,
    /// Of a meeting or accord.
    met: Vec<EventActor>,
}

/// Somebody in a sentence, with his words.
type Said = (Range<usize>, EventActor);

/// The row of "both sides", `الطرفان`, *les belligérants*.
const BOTH: &str = "warring-parties";
/// The families of meetings.
const MEETING: [&str; 2] = [family::DIPLOMACY, family::ACCORD];
/// What others are accused of, or threaten, stands at most so many tokens behind them.
const CONTENT_REACH: usize = 8;

impl Sides {
    /// Learns who fought or met.
    pub(super) fn learn(&mut self, kind: &EventType, place: Option<&EventPlace>, actors: &[EventActor]) {
        let party = |actor: &&EventActor| actor.role != ActorRole::Mediator && !is_both(actor);
        let sides = |wanted: &[ActorType]| -> Vec<EventActor> {
            actors.iter().filter(party).filter(|actor| wanted.contains(&actor.kind)).cloned().collect()
        };
        if kind.family == family::CLASH || kind.agreement {
            let sides = sides(&[ActorType::StateForce, ActorType::ArmedGroup, ActorType::Political]);
            if sides.len() == 2 {
                self.fight = sides;
                self.field = place.map(|place| place.id.clone()).or(self.field.take());
            }
        } else if MEETING.contains(&kind.family.as_str()) {
            let sides =
                sides(&[ActorType::Government, ActorType::Person, ActorType::International, ActorType::Company]);
            if sides.len() > 1 {
                self.met = sides;
            }
        }
    }

    /// The parties of an event: "both sides" are those told before, and a truce is between those who
    /// fought. Elsewhere nobody is told by "both sides" alone.
    pub(super) fn settle(
        &self,
        kind: &EventType,
        status: Status,
        place: Option<&EventPlace>,
        mut actors: Vec<EventActor>,
    ) -> Vec<EventActor> {
        let meeting = MEETING.contains(&kind.family.as_str());
        let sides = if meeting { &self.met } else { &self.fight };
        let both = actors.iter().position(is_both);
        let asked = matches!(status, Status::Demanded | Status::Denied);
        let truce =
            kind.agreement && if asked { !actors.iter().any(is_asked_side) } else { !actors.iter().any(is_side) };
        let here = place.is_none_or(|place| self.field.as_ref().is_none_or(|field| *field == place.id));
        // The fight goes on.
        let fight =
            kind.family == family::CLASH && status == Status::Reported && here && !actors.iter().any(is_fighter);
        let silent = truce || fight;
        let unsettled = both.is_some() && sides.is_empty() && !meeting;
        if both.is_none() && !silent || unsettled {
            return actors;
        }
        let role = both.map_or(ActorRole::Party, |at| actors.remove(at).role);
        for side in sides {
            if !actors.iter().any(|known| known.name == side.name) {
                actors.push(EventActor { role, ..side.clone() });
            }
        }
        actors
    }
}

pub(super) fn is_both(actor: &EventActor) -> bool {
    actor.id.as_deref() == Some(BOTH)
}

/// Whether somebody can be a side of a truce: not who brokers it or is exchanged.
fn is_side(actor: &EventActor) -> bool {
    actor.role != ActorRole::Mediator
        && matches!(actor.kind, ActorType::StateForce | ActorType::ArmedGroup | ActorType::Government)
}

/// Whether somebody can be a side of a fight.
pub(super) fn is_fighter(actor: &EventActor) -> bool {
    matches!(actor.kind, ActorType::StateForce | ActorType::ArmedGroup | ActorType::Political)
}

/// Whether somebody is asked for a truce or said to have made it, and not only asks or denies.
fn is_asked_side(actor: &EventActor) -> bool {
    is_fighter(actor) && actor.role != ActorRole::Mediator
}

impl Teller<'_, '_> {
    /// The type that its parties make of it. An officer killed at his door is no battle.
    pub(super) fn becomes(&self, rule: &Rule, clause: &Range<usize>, actors: &[(Range<usize>, EventActor)]) -> u32 {
        let (kind, mutual) = (rule.kind, rule.frame == Frame::Mutual);
        let private = self.reading.hits_in(clause.clone()).any(|hit| hit.class == Class::Private);
        let attack = self.lexicon.types.get(kind as usize).is_some_and(|row| row.event == family::CIVILIANS_HARMED);
        if private && attack {
            return kind;
        }
        // Who is hit in a fight leaves it a fight.
        let acts = |actor: &&EventActor| !mutual || actor.role != ActorRole::Recipient;
        draft::become_type(self.lexicon, kind, actors.iter().map(|(_, actor)| actor).filter(acts))
    }

    /// "The clashes, which began at dawn, pitted the brigade against the force": where the sides of a fight
    /// are told behind its clause.
    pub(super) fn opposed(&self, kind: &EventType, trigger: &Trigger, clause: &Range<usize>) -> Option<Range<usize>> {
        let sentence = self.reading.sentence(trigger.sentence);
        let between = |class: Class| class == Class::Between;
        let behind = self.reading.hits_in(clause.end..sentence.end).find(|hit| between(hit.class))?;
        let named = self.parties.iter().any(|party| {
            clause.contains(&party.tokens.start)
                && role::marker(self.reading, party.tokens.start, 0).has(Class::Between)
        });
        let own = !self.reading.other_trigger(&trigger.tokens, behind.start);
        (kind.family == family::CLASH && own && !named).then_some(trigger.tokens.start..sentence.end)
    }

    /// `نفى المجلس أن تكون قوات قد أطلقت النار، واتهم أطرافا`: a statement joined to another is its speaker's.
    pub(super) fn add_joined_speaker(
        &self,
        kind: &EventType,
        trigger: &Trigger,
        actors: &mut Vec<(Range<usize>, EventActor)>,
    ) {
        let did = |actor: &EventActor| actor.role == ActorRole::Actor;
        let own = actors.iter().any(|(tokens, actor)| did(actor) && tokens.start >= trigger.tokens.end);
        if kind.event != family::STATEMENTS || !trigger.hit.clitics.conjunction || trigger.is_noun() || own {
            return;
        }
        let sentence = self.reading.sentence(trigger.sentence);
        let Some((tokens, speaker)) = self.first_speaker(sentence.start..trigger.tokens.start) else { return };
        actors.retain(|(_, actor)| !did(actor) && actor.name != speaker.name);
        actors.insert(0, (tokens, speaker));
    }

    /// Two towns "between" which an accord or exchange is, or that sign it, are its parties:
    /// `تبادل للأسرى بين مصراتة والزنتان`, "Misrata and Tawergha signed".
    pub(super) fn add_towns(
        &self,
        kind: &EventType,
        trigger: &Trigger,
        clause: &Range<usize>,
        actors: &mut Vec<(Range<usize>, EventActor)>,
    ) {
        let party = |actor: &EventActor| actor.role == ActorRole::Party && !is_both(actor);
        if !(kind.agreement || kind.family == family::ACCORD) || actors.iter().any(|(_, actor)| party(actor)) {
            return;
        }
        let towns: Vec<&Mention> =
            self.reading.mentions_in(clause.clone()).filter(|town| town.is_town(self.lexicon)).collect();
        let pair = towns.iter().zip(towns.iter().skip(1)).find(|(one, two)| self.sign(trigger, clause, one, two));
        let Some((one, two)) = pair else { return };
        actors.retain(|(_, actor)| !is_both(actor));
        for town in [one, two] {
            let Some(row) = town.place_row(self.lexicon) else { continue };
            let (id, name, text) = (None, row.name.clone(), self.reading.quote(town.tokens.clone()));
            let (role, kind, country) = (ActorRole::Party, ActorType::Political, row.country.clone());
            actors.push((town.tokens.clone(), EventActor { id, name, text, role, kind, country }));
        }
    }

    /// Whether two towns in a row stand behind "between", or are the subject of the verb.
    fn sign(&self, trigger: &Trigger, clause: &Range<usize>, one: &Mention, two: &Mention) -> bool {
        let gap = one.tokens.end..two.tokens.start;
        let and = |at: usize| matches!(self.reading.text.at(at), "and" | "et");
        let joined = gap.is_empty() && two.clitics.conjunction || gap.len() == 1 && gap.clone().all(and);
        let start = one.tokens.start;
        let noun = self.reading.ending(start).has(Class::PlaceNoun).then(|| start.saturating_sub(1));
        let mark = self.reading.ending(noun.unwrap_or(start));
        let opens = start == clause.start || start == trigger.tokens.end;
        let subject = opens && !trigger.is_noun() && one.clitics.preposition.is_none();
        joined && (mark.has(Class::Between) || subject)
    }

    /// `اتهم الجيش تركيا بإرسال أسلحة`: who is accused did it. "threatened to shut the port": who threatens
    /// will do it.
    pub(super) fn add_content_subject(&self, trigger: &Trigger, actors: &mut Vec<(Range<usize>, EventActor)>) {
        let Some(told) = self.drafts.iter().rev().find(|draft| draft.sentence == trigger.sentence) else { return };
        let Some((from, subject)) = self.content_subject(told) else { return };
        let accuser = told.subject.as_ref().map(|(_, actor)| &actor.name);
        let reach = from..trigger.tokens.start;
        let near = reach.start <= reach.end && reach.len() <= CONTENT_REACH;
        if !near || self.reading.hits_in(reach).any(|hit| hit.class == Class::Clause) {
            return;
        }
        actors.retain(|(_, actor)| {
            actor.role != ActorRole::Actor || actor.name == subject.1.name || accuser != Some(&actor.name)
        });
        if !actors.iter().any(|(_, actor)| actor.role == ActorRole::Actor || actor.name == subject.1.name) {
            actors.insert(0, (subject.0, EventActor { role: ActorRole::Actor, ..subject.1 }));
        }
    }

    /// Where the content of a statement begins, and its subject.
    fn content_subject(&self, told: &Draft) -> Option<(usize, Said)> {
        let kind = told.row(self.lexicon)?;
        match kind.family.as_str() {
            "accusation" => told.target.clone().map(|accused| (accused.0.end, accused)),
            "threat" => told.subject.clone().map(|subject| (told.position.1 + 1, subject)),
            _ => None,
        }
    }
}
