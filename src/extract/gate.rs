//! Whether a trigger is an event of its own, and with which status.

use std::ops::Range;

use crate::lexicon::{Class, Rule, Seat, Target, trie::Part};
use crate::model::span::Field;
use crate::model::{Language, Status};

use super::assertion::{Judged, Scope};
use super::draft::Draft;
use super::family;
use super::speech;
use super::telling::Teller;
use super::trigger::{Rejected, Trigger};

/// The second of two that an act is aimed at stands at most so many tokens behind the preposition.
const COORDINATED_REACH: usize = 7;

/// What is decided stands at most so many tokens behind the verb.
const DECIDED_REACH: usize = 10;

/// "after" stands at most so many tokens before the verb that it governs.
const LED_UP_REACH: usize = 8;

/// What an act is aimed at stands at most so many tokens behind it.
const AIM_REACH: usize = 12;

impl Teller<'_, '_> {
    /// The status of a trigger. A phrase may begin with its own cue (« doit se rendre »): then its
    /// last word decides; a rule may say it too.
    pub(super) fn judged(&self, trigger: &Trigger) -> Judged {
        let judged = self.speech.status(&trigger.tokens);
        if self.says_itself(trigger, &judged) || self.is_fact_of_its_own(trigger, &judged) {
            return Judged::PLAIN;
        }
        if let Some(cue) = self.headline_plan(trigger).filter(|_| judged.status == Status::Reported) {
            return Judged { status: Status::Planned, cue: Some(cue), condition: None, rule: "planned.headline" };
        }
        if judged.status != Status::Reported || trigger.tokens.len() == 1 {
            return judged;
        }
        let last = self.speech.status(&(trigger.tokens.end - 1..trigger.tokens.end));
        if self.says_itself(trigger, &last) || self.is_fact_of_its_own(trigger, &last) {
            return Judged::PLAIN;
        }
        let own = self.lexicon.rule(trigger.rule).and_then(|rule| rule.status);
        let within = |cue: &Range<usize>| trigger.tokens.contains(&cue.start);
        match own {
            // "before he could detonate it": the words hold their own cue.
            Some(status) if last.status == Status::Reported || last.cue.as_ref().is_some_and(within) => {
                Judged { status, cue: Some(trigger.tokens.clone()), condition: None, rule: "status.words" }
            }
            _ => last,
        }
    }

    /// Whether the cue is the statement's own verb, "called for", or denies what an accusation says:
    /// then the statement was made all the same.
    fn says_itself(&self, trigger: &Trigger, judged: &Judged) -> bool {
        let row = self.type_of(trigger);
        let Some(row) = row.filter(|row| row.event == family::STATEMENTS) else { return false };
        let own =
            judged.cue.as_ref().is_some_and(|cue| cue.start < trigger.tokens.end && trigger.tokens.start < cue.end);
        let accused = row.plover.event == "ACCUSE" && judged.status == Status::Denied;
        own && matches!(judged.status, Status::Demanded | Status::Hypothetical) || accused
    }

    /// Whether its words hold a negation and tell a fact, "failed to go off", or its cue tells the same act:
    /// an assault that is repelled was made.
    fn is_fact_of_its_own(&self, trigger: &Trigger, judged: &Judged) -> bool {
        let Some(cue) = &judged.cue else { return false };
        let rule = self.lexicon.rule(trigger.rule);
        let inside = cue.start < trigger.tokens.end && trigger.tokens.start < cue.end;
        inside && rule.and_then(|rule| rule.status) == Some(Status::Reported)
            || judged.status == Status::Negated && self.is_fight(rule) && self.is_fight(self.rule_at(cue))
    }

    /// The rule of the first trigger that begins within some words.
    fn rule_at(&self, words: &Range<usize>) -> Option<&Rule> {
        let hit = self.reading.found.triggers.iter().find(|hit| words.contains(&(hit.start as usize)))?;
        match hit.entry.target {
            Target::Trigger(at) => self.lexicon.rule(at),
            Target::Place(_) | Target::Demonym(_) | Target::Actor(_) | Target::Word(_) | Target::Decoy => None,
        }
    }

    fn is_fight(&self, rule: Option<&Rule>) -> bool {
        rule.and_then(|rule| self.lexicon.kind(rule)).is_some_and(|row| row.family == family::CLASH)
    }

    /// "Minister to visit Rome": in an English headline the infinitive is a future.
    pub(super) fn headline_plan(&self, trigger: &Trigger) -> Option<Range<usize>> {
        let before = trigger.tokens.start.checked_sub(1)?;
        let headline = self.reading.field == Field::Title && self.reading.language == Language::English;
        let first = trigger.hit.entry.part == Part::Present && self.reading.text.at(before) == "to";
        let finite = self
            .reading
            .found
            .triggers
            .iter()
            .any(|hit| (hit.end as usize) < before && matches!(hit.entry.part, Part::Past | Part::Present));
        let subject = self.parties.iter().any(|party| party.tokens.end == before);
        (headline && first && !finite && subject).then_some(before..before + 1)
    }

    /// Whether the words are no event of their own.
    pub(super) fn check(&self, trigger: &Trigger, all: &[Trigger], judged: &Judged) -> Result<(), Rejected> {
        let status = judged.status;
        let row = self.type_of(trigger).ok_or(Rejected::Incomplete)?;
        let sentence = self.reading.sentence(trigger.sentence);
        // `بوساطة أعيان`, « négociée par »: how another event came about.
        if self.reading.hits_in(trigger.tokens.clone()).any(|hit| hit.class == Class::Mediator) {
            return Err(Rejected::Topic);
        }
        let noun = trigger.is_noun() && row.family != family::DIPLOMACY;
        let topical = matches!(status, Status::Reported | Status::Planned | Status::Hypothetical);
        if noun && topical && speech::is_topic(self.reading, &trigger.tokens, sentence.start) {
            return Err(Rejected::Topic);
        }
        let nominal = matches!(trigger.hit.entry.part, Part::Noun | Part::Fixed);
        if nominal && self.is_target(trigger, all) {
            return Err(Rejected::Topic);
        }
        if nominal && row.harms && self.is_scene(trigger) {
            return Err(Rejected::Topic);
        }
        if nominal && !row.harms && self.is_background(trigger) {
            return Err(Rejected::Background);
        }
        if !nominal && self.is_led_up(trigger) {
            return Err(Rejected::Background);
        }
        // What something else waits for is its condition, no event.
        if self.is_condition(trigger, all, judged) {
            return Err(Rejected::Topic);
        }
        if nominal && (self.is_generic(trigger, status) || row.harms && self.is_figure(trigger)) {
            return Err(Rejected::Topic);
        }
        if self.is_attribute(trigger) || row.family == family::CLASH && self.is_of_unit(trigger) {
            return Err(Rejected::Topic);
        }
        if row.family == family::DIPLOMACY && self.is_setting(trigger) {
            return Err(Rejected::Topic);
        }
        if trigger.is_noun() && self.is_time(trigger, status) {
            return Err(Rejected::Background);
        }
        if row.harms && self.is_charge(trigger, all) || self.is_provision(trigger) {
            return Err(Rejected::Topic);
        }
        if self.is_manner(row, judged) || self.is_captive(trigger, all) {
            return Err(Rejected::Topic);
        }
        if row.id == "demand" && self.is_cause_of_protest(trigger, all) {
            return Err(Rejected::Topic);
        }
        // `طالبوا بصرف المرتبات`: what is asked for and has no narrower type is a demand.
        if row.rest && (status == Status::Demanded || self.is_told_better(trigger, all)) {
            return Err(Rejected::Topic);
        }
        // What is asked for or refused has a type of its own: the asking is no second event.
        if matches!(row.id.as_str(), "demand" | "refusal") {
            let demand = row.id == "demand";
            let other = |scope: &Scope| {
                all.iter().any(|other| {
                    let own = other.tokens == trigger.tokens || demand && self.is_rest(other);
                    !own && scope.covers(&other.tokens)
                })
            };
            if self.speech.governs(&trigger.tokens, other) {
                return Err(Rejected::Topic);
            }
        }
        Ok(())
    }

    fn is_rest(&self, trigger: &Trigger) -> bool {
        self.type_of(trigger).is_some_and(|row| row.rest)
    }

    /// `قررت الحكومة قطع علاقاتها`: what is decided has a type of its own, told right behind.
    fn is_told_better(&self, trigger: &Trigger, all: &[Trigger]) -> bool {
        let sentence = self.reading.sentence(trigger.sentence);
        let reach = trigger.tokens.start..(trigger.tokens.end + DECIDED_REACH).min(sentence.end);
        let own = self.lexicon.rule(trigger.rule).map(|rule| rule.kind);
        all.iter().filter(|other| reach.contains(&other.tokens.start) && other.tokens != trigger.tokens).any(|other| {
            let rule = self.lexicon.rule(other.rule);
            !self.is_rest(other) && rule.map(|rule| rule.kind) != own
        })
    }

    /// `إلا إذا انسحبت`, "if they push on": what another event of the sentence waits for or answers.
    fn is_condition(&self, trigger: &Trigger, all: &[Trigger], judged: &Judged) -> bool {
        let sentence = self.reading.sentence(trigger.sentence);
        let answered = || {
            let mut others = all.iter().filter(|other| sentence.contains(&other.tokens.start));
            others.any(|other| {
                let status = self.speech.status(&other.tokens);
                other.tokens != trigger.tokens && status.rule != judged.rule && status.status != Status::Denied
            })
        };
        match judged.rule {
            "hypothetical.condition" => true,
            "hypothetical.if" => answered(),
            _ => false,
        }
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
        after && told && self.days_in(trigger.tokens.end..sentence.end).is_empty()
    }

    /// "broke out after a member was detained": what led up to the event told, with neither day nor place of its own.
    fn is_led_up(&self, trigger: &Trigger) -> bool {
        let sentence = self.reading.sentence(trigger.sentence);
        let from = trigger.tokens.start.saturating_sub(LED_UP_REACH).max(sentence.start);
        let open = (from..trigger.tokens.start)
            .rev()
            .find(|at| matches!(self.reading.text.at(*at), "after" | "apres" | "بعدما" | "بعد"));
        let Some(open) = open else { return false };
        if (open..trigger.tokens.start).any(|at| self.reading.is_mark(at)) {
            return false;
        }
        // What was ended is told with its end: "resumed after protesters had closed the valves".
        let ends = |draft: &Draft| {
            let row = draft.row(self.lexicon);
            row.is_some_and(|row| family::ENDS.contains(&row.family.as_str()))
        };
        let here = (self.reading.field == Field::Text, trigger.sentence);
        let mut told = self.drafts.iter().filter(|draft| draft.told_in() == here).peekable();
        if told.peek().is_none() || told.any(ends) {
            return false;
        }
        let stop = |at: &usize| matches!(self.reading.text.at(*at), "," | ";" | "،");
        let end = (trigger.tokens.end..sentence.end).find(stop).unwrap_or(sentence.end);
        let place = self.reading.mentions_in(open..end).any(|mention| mention.place_at().is_some());
        !place && self.days_in(open..end).is_empty()
    }

    /// Whether a noun is what an act or protest before it is aimed at: "attack on a protest",
    /// `احتجاجا على انقطاع الكهرباء`.
    pub(super) fn is_target(&self, trigger: &Trigger, all: &[Trigger]) -> bool {
        let start = trigger.tokens.start;
        let target = |at: usize| self.reading.ending(at).has(Class::Target);
        let joined =
            trigger.hit.clitics.conjunction || matches!(self.reading.text.at(start - start.min(1)), "and" | "et");
        // `احتجاجا على تردي الأوضاع وانقطاع الكهرباء`: the second of two.
        let reach = if joined { COORDINATED_REACH } else { 2 };
        let unbroken = |at: usize| !(at..start).any(|at| self.reading.is_mark(at));
        let aimed = (start.saturating_sub(reach)..=start).any(|at| target(at) && (start - at <= 2 || unbroken(at)));
        let sentence = self.reading.sentence(trigger.sentence);
        let row = self.type_of(trigger);
        // "angry at power cuts": of what is lacking people only complain.
        let complaint = row.is_some_and(|row| row.family == family::OUTAGE);
        let act = |other: &Trigger| {
            let act = self.type_of(other);
            sentence.contains(&other.tokens.start)
                && other.tokens.end <= start
                && start - other.tokens.end <= AIM_REACH
                && act.is_some_and(|row| row.harms || row.family == family::PROTEST || row.seat == Seat::Content)
        };
        aimed && (complaint || all.iter().any(act))
    }
}
