//! Whether a trigger is an event of its own, and with which status.

use std::ops::Range;

use crate::lexicon::{Class, Seat, trie::Part};
use crate::model::span::Field;
use crate::model::{Language, Status};

use super::assertion::{Judged, Scope};
use super::date;
use super::speech;
use super::telling::Teller;
use super::trigger::{Rejected, Trigger};

/// What an act is aimed at stands at most so many tokens behind it.
const AIM_REACH: usize = 12;

impl Teller<'_, '_> {
    /// The status of a trigger. A phrase may begin with its own cue (« doit se rendre »): then its
    /// last word decides; a rule may say it too.
    pub(super) fn judged(&self, trigger: &Trigger) -> Judged {
        let judged = self.speech.status(&trigger.tokens);
        if let Some(cue) = self.headline_plan(trigger).filter(|_| judged.status == Status::Reported) {
            return Judged { status: Status::Planned, cue: Some(cue), condition: None, rule: "planned.headline" };
        }
        if judged.status != Status::Reported || trigger.tokens.len() == 1 {
            return judged;
        }
        let last = self.speech.status(&(trigger.tokens.end - 1..trigger.tokens.end));
        let own = self.lexicon.rule(trigger.rule).and_then(|rule| rule.status);
        match own {
            Some(status) if last.status == Status::Reported => {
                Judged { status, cue: Some(trigger.tokens.clone()), condition: None, rule: "status.words" }
            }
            _ => last,
        }
    }

    /// "Minister to visit Rome": in an English headline the infinitive is a future.
    pub(super) fn headline_plan(&self, trigger: &Trigger) -> Option<Range<usize>> {
        let before = trigger.tokens.start.checked_sub(1)?;
        let headline = self.reading.field == Field::Title && self.reading.language == Language::English;
        let first = trigger.hit.entry.part == Part::Present && self.reading.text.at(before) == "to";
        let finite = self
            .reading
            .triggers
            .iter()
            .any(|hit| (hit.end as usize) < before && matches!(hit.entry.part, Part::Past | Part::Present));
        let subject = self.parties.iter().any(|party| party.tokens.end == before);
        (headline && first && !finite && subject).then_some(before..before + 1)
    }

    /// Whether the words are no event of their own.
    pub(super) fn check(&self, trigger: &Trigger, all: &[Trigger], judged: &Judged) -> Result<(), Rejected> {
        let status = judged.status;
        let row =
            self.lexicon.rule(trigger.rule).and_then(|rule| self.lexicon.kind(rule)).ok_or(Rejected::Incomplete)?;
        let sentence = self.reading.sentence(trigger.sentence);
        let noun = trigger.is_noun() && row.family != "diplomacy";
        let topical = matches!(status, Status::Reported | Status::Planned | Status::Hypothetical);
        if noun && topical && speech::is_topic(self.reading, &trigger.tokens, sentence.start) {
            return Err(Rejected::Topic);
        }
        let nominal = matches!(trigger.hit.entry.part, Part::Noun | Part::Fixed);
        if nominal && self.is_target(trigger, all) {
            return Err(Rejected::Topic);
        }
        if nominal && !row.harms && self.is_background(trigger) {
            return Err(Rejected::Background);
        }
        // What something else waits for is its condition, no event.
        if judged.rule == "hypothetical.condition" && self.is_condition(trigger, all) {
            return Err(Rejected::Topic);
        }
        // What is asked for or refused has a type of its own: the asking is no second event.
        if matches!(row.id.as_str(), "demand" | "refusal") {
            let other =
                |scope: &Scope| all.iter().any(|other| other.tokens != trigger.tokens && scope.covers(&other.tokens));
            if self.speech.governs(&trigger.tokens, other) {
                return Err(Rejected::Topic);
            }
        }
        Ok(())
    }

    pub(super) fn is_condition(&self, trigger: &Trigger, all: &[Trigger]) -> bool {
        all.iter().any(|other| {
            let waits = self.speech.status(&other.tokens).condition;
            other.tokens != trigger.tokens && waits.is_some_and(|condition| condition.contains(&trigger.tokens.start))
        })
    }

    /// `سيطرت … بعد انسحاب المسلحين`: what came before the event told, with no day of its own.
    pub(super) fn is_background(&self, trigger: &Trigger) -> bool {
        let start = trigger.tokens.start;
        let sentence = self.reading.sentence(trigger.sentence);
        let after = self.reading.ending(start).has(Class::Before)
            || start.checked_sub(1).is_some_and(|at| {
                matches!(self.reading.text.at(at), "the" | "la" | "le" | "l")
                    && self.reading.ending(at).has(Class::Before)
            });
        let told =
            self.drafts.iter().any(|draft| draft.told_in() == (self.reading.field == Field::Text, trigger.sentence));
        let words = date::Words { calendar: &self.lexicon.calendar, quantities: &self.lexicon.quantities };
        let anchor = date::Anchor { published: self.story.published, ..date::Anchor::default() };
        let rest = trigger.tokens.end..sentence.end;
        after && told && date::mentions(&self.reading.text, rest, self.reading.language, words, anchor).is_empty()
    }

    /// Whether a noun is what an act or protest before it is aimed at: "attack on a protest",
    /// `احتجاجا على انقطاع الكهرباء`.
    pub(super) fn is_target(&self, trigger: &Trigger, all: &[Trigger]) -> bool {
        let start = trigger.tokens.start;
        let aimed = (start.saturating_sub(2)..=start).any(|at| self.reading.ending(at).has(Class::Target));
        let sentence = self.reading.sentence(trigger.sentence);
        aimed
            && all.iter().any(|other| {
                let act = self.lexicon.rule(other.rule).and_then(|rule| self.lexicon.kind(rule));
                sentence.contains(&other.tokens.start)
                    && other.tokens.end <= start
                    && start - other.tokens.end <= AIM_REACH
                    && act.is_some_and(|row| row.harms || row.family == "protest" || row.seat == Seat::Content)
            })
    }
}
