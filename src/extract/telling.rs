//! One trigger read in its sentence: the telling of an event.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;

use crate::lexicon::{Class, Lexicon, Seat};
use crate::model::event::{ActorRole, Assertion, EventActor, EventPlace, When};
use crate::model::span::Field;
use crate::model::{Evidence, EvidenceRole, Status};

use super::agreement;
use super::casualty;
use super::day::{self, Dated, Story};
use super::draft::{self, Draft};
use super::party::{self, Known, Party, Who};
use super::reading::Reading;
use super::scene;
use super::speech::{self, Speech};
use super::trigger::{Rejected, Trigger};

/// Reads the triggers of a field in order.
pub(super) struct Teller<'r, 'a> {
    reading: &'r Reading<'a>,
    lexicon: &'r Lexicon,
    speech: &'r Speech,
    known: Known,
    read_up_to: usize,
    parties: Vec<Party>,
    /// The tellings so far.
    pub(super) drafts: Vec<Draft>,
    /// The place stated last, with its sentence.
    last_place: Option<(EventPlace, Evidence, usize)>,
    story: Story,
}

impl<'r, 'a> Teller<'r, 'a> {
    pub(super) fn new(
        reading: &'r Reading<'a>,
        lexicon: &'r Lexicon,
        speech: &'r Speech,
        published: Option<NaiveDate>,
    ) -> Self {
        Self {
            reading,
            lexicon,
            speech,
            known: Known::default(),
            read_up_to: 0,
            parties: Vec::new(),
            drafts: Vec::new(),
            last_place: None,
            story: Story { published, day: None },
        }
    }

    /// Reads one trigger.
    ///
    /// # Errors
    /// Why it is no event.
    pub(super) fn tell(&mut self, trigger: &Trigger, all: &[Trigger]) -> Result<(), Rejected> {
        // Sentences without a trigger are read too: they name the bodies that later ones recall.
        while self.read_up_to <= trigger.sentence {
            let sentence = self.reading.sentence(self.read_up_to);
            self.parties = party::parties(self.reading, sentence, &mut self.known, self.lexicon);
            self.read_up_to += 1;
        }
        let judged = self.speech.status(&trigger.tokens);
        self.check(trigger, all, judged.status)?;
        let draft = self.draft(trigger, &judged).ok_or(Rejected::Incomplete)?;
        self.drafts.push(draft);
        Ok(())
    }

    /// Gives the tolls of each sentence to the harmful event that it tells, else to the one told
    /// just before.
    pub(super) fn count(&mut self) {
        let Some(first) = self.drafts.iter().filter(|draft| draft.harms).map(|draft| draft.sentence).min() else {
            return;
        };
        let last = self.drafts.iter().map(|draft| draft.sentence).max().unwrap_or(first) + TOLL_REACH;
        let words = casualty::Words { quantities: &self.lexicon.quantities, calendar: &self.lexicon.calendar };
        for (at, sentence) in self.reading.sentences.iter().enumerate().take(last + 1).skip(first) {
            let tokens = sentence.tokens.clone();
            let mut before = None;
            for mut toll in casualty::mentions(&self.reading.text, tokens, self.reading.language, words) {
                if toll.standing == casualty::Standing::Main {
                    let (sources, _) =
                        speech::attribution(self.reading, self.lexicon, self.speech, &toll.tokens, &self.parties);
                    toll.source = sources.into_iter().next().map(|told| told.source);
                }
                // A part belongs to the toll that it is a part of.
                let part = before.filter(|_| toll.standing == casualty::Standing::Part);
                before = part.or_else(|| self.taker(at, &toll.tokens));
                let denied = self.speech.status(&toll.tokens).status == Status::Denied;
                let Some(draft) = before.and_then(|taker| self.drafts.get_mut(taker)) else { continue };
                // A number that is denied leaves the event with its other facts.
                if denied && draft.assertion.status != Status::Denied {
                    continue;
                }
                draft.evidence.insert(draft::evidence(self.reading, EvidenceRole::Casualty, toll.tokens.clone()));
                draft.tolls.push(toll);
            }
        }
    }

    /// The harmful event nearest to a toll in its sentence, else the one told just before.
    fn taker(&self, sentence: usize, toll: &Range<usize>) -> Option<usize> {
        let harms = self.drafts.iter().enumerate().filter(|(_, draft)| draft.harms);
        let here = harms.clone().filter(|(_, draft)| draft.sentence == sentence);
        let nearest = here.min_by_key(|(_, draft)| distance(draft.position.1, toll));
        let near = |draft: &Draft| draft.sentence < sentence && sentence - draft.sentence <= TOLL_REACH;
        let mut harms = harms;
        nearest.or_else(|| harms.rfind(|(_, draft)| near(draft))).map(|(taker, _)| taker)
    }

    /// Whether the words are no event of their own.
    fn check(&self, trigger: &Trigger, all: &[Trigger], status: Status) -> Result<(), Rejected> {
        let row =
            self.lexicon.rule(trigger.rule).and_then(|rule| self.lexicon.kind(rule)).ok_or(Rejected::Incomplete)?;
        let sentence = self.reading.sentence(trigger.sentence);
        let noun = trigger.is_noun() && row.family != "diplomacy";
        let topical = matches!(status, Status::Reported | Status::Planned | Status::Hypothetical);
        if noun && topical && speech::is_topic(self.reading, &trigger.tokens, sentence.start) {
            return Err(Rejected::Topic);
        }
        // What is asked for or refused has a type of its own: the asking is no second event.
        if matches!(row.id.as_str(), "demand" | "refusal") {
            let other = |scope: &super::assertion::Scope| {
                all.iter().any(|other| other.tokens != trigger.tokens && scope.covers(&other.tokens))
            };
            if self.speech.governs(&trigger.tokens, other) {
                return Err(Rejected::Topic);
            }
        }
        Ok(())
    }

    fn draft(&mut self, trigger: &Trigger, judged: &super::assertion::Judged) -> Option<Draft> {
        let reading = self.reading;
        let rule = self.lexicon.rule(trigger.rule)?;
        let sentence = reading.sentences.get(trigger.sentence)?;
        let speakers = speech::speakers(self.speech, &trigger.tokens);
        let breaks = self.speech.breaks(&sentence.tokens, &trigger.tokens);
        let topics = self.lexicon.kind(rule).is_some_and(|row| row.family == "diplomacy");
        let clause = draft::clause(reading, trigger, &breaks, topics);
        let own = speech::speaking(self.speech, &trigger.tokens, &self.parties);
        let parties: Vec<Party> =
            self.parties.iter().filter(|party| !speakers.iter().any(|s| overlaps(s, &party.tokens))).cloned().collect();
        let mut actors = draft::actors(reading, self.lexicon, trigger, rule, &parties, &clause, own);
        let kind = draft::become_type(self.lexicon, rule.kind, &actors);
        let row = self.lexicon.types.get(kind as usize)?;
        if row.performed && trigger.is_noun() {
            self.add_announcer(trigger, &mut actors);
        }
        let heads: Vec<Range<usize>> = actors.iter().map(|(tokens, _)| tokens.clone()).collect();
        let scene = draft::place(reading, self.lexicon, trigger, row, &clause, &self.parties, &heads);
        let (mut assertion, said) = speech::assertion(reading, judged, sentence.question);
        if let Some(status) = rule.status.filter(|_| assertion.status == Status::Reported) {
            assertion.status = status;
        }
        let (attribution, sources) =
            speech::attribution(reading, self.lexicon, self.speech, &trigger.tokens, &self.parties);
        let mut evidence: BTreeSet<Evidence> = said.into_iter().chain(sources).collect();
        evidence.insert(draft::evidence(reading, EvidenceRole::Trigger, trigger.tokens.clone()));
        evidence.extend(heads.iter().map(|head| draft::evidence(reading, EvidenceRole::Actor, head.clone())));
        let dated = self.day(trigger, &clause, row.performed, assertion.status);
        let status = day::status(assertion.status, dated.as_ref(), self.story.published);
        if status != assertion.status {
            assertion = Assertion { status, cue: None, ..assertion };
        }
        evidence.extend(dated.iter().map(|dated| draft::evidence(reading, EvidenceRole::Date, dated.tokens.clone())));
        let when = dated.map_or(When::UNKNOWN, |dated| dated.when);
        if status == Status::Reported {
            self.story.day = when.date.or(self.story.day);
        }
        let place = scene.as_ref().and_then(|scene| scene::event_place(reading, self.lexicon, scene));
        let stated = scene.map(|scene| draft::evidence(reading, EvidenceRole::Place, scene.tokens));
        let nobody = !actors.iter().any(|(_, actor)| actor.id.is_some());
        let talk = draft::is_talk(reading, trigger) && nobody;
        let points_back = trigger.is_definite() || talk || self.points_back(trigger, &clause);
        let place_stated = place.is_some();
        let place = match (place, stated) {
            (Some(place), Some(words)) => {
                evidence.insert(words.clone());
                self.last_place = Some((place.clone(), words, trigger.sentence));
                Some(place)
            }
            // A meeting is joined to the one that it points back to, with its place.
            _ if matches!(row.seat, Seat::Content | Seat::Destination) => None,
            _ => self.carried_place(trigger, points_back, &mut evidence),
        };
        if row.placed && place.is_none() {
            return None;
        }
        let agreement = row.agreement.then(|| {
            let cues = &self.lexicon.assertion;
            let (text, words) = (&reading.text, &self.lexicon.quantities);
            let agreed = agreement::agreement(text, reading.language, clause.clone(), &trigger.tokens, cues, words);
            let words = agreed.named.into_iter().chain(agreed.lasting);
            evidence.extend(words.map(|tokens| draft::evidence(reading, EvidenceRole::Agreement, tokens)));
            agreed.agreement
        });
        let mut rules = BTreeSet::from([rule.name.clone()]);
        if judged.status != Status::Reported {
            rules.insert(judged.rule.to_owned());
        }
        let hedged = !speech::asserts(&attribution);
        // A Libyan name anchors what has no place; delegations meet abroad.
        let elsewhere = place.is_some() && row.seat != Seat::Destination;
        Some(Draft {
            kind,
            assertion,
            attribution,
            when,
            actors: actors.into_iter().map(|(_, actor)| actor).collect(),
            place_stated,
            place,
            tolls: Vec::new(),
            harms: row.harms,
            anchored: !elsewhere && reading.mentions_in(clause).any(|mention| mention.is_of("LY", self.lexicon)),
            agreement,
            evidence,
            rules,
            score: if hedged { rule.score - 0.1 } else { rule.score },
            position: (reading.field == Field::Text, trigger.tokens.start),
            sentence: trigger.sentence,
            latest: (reading.field == Field::Text, trigger.sentence),
            noun: trigger.is_noun(),
            points_back,
        })
    }

    fn day(&self, trigger: &Trigger, clause: &Range<usize>, performed: bool, status: Status) -> Option<Dated> {
        let place = day::Place {
            sentence: self.reading.sentence(trigger.sentence),
            clause: clause.clone(),
            trigger: trigger.tokens.clone(),
            sayings: self.speech.about(&trigger.tokens).collect(),
            performed: performed && status == Status::Reported,
        };
        day::of(self.reading, self.lexicon, self.story, &place, status)
    }

    /// `أعلنت القيادة العامة وقف إطلاق النار`: who announces a truce makes it.
    fn add_announcer(&self, trigger: &Trigger, actors: &mut Vec<(Range<usize>, EventActor)>) {
        for saying in self.speech.about(&trigger.tokens) {
            let Some(speaker) = saying.speaker.as_ref().filter(|_| !saying.carried) else { continue };
            let bare = saying.complement.start + 3 >= trigger.tokens.start
                && !(saying.verb.end..trigger.tokens.start).any(|at| is_that(self.reading.text.at(at)));
            if !bare || saying.stance != crate::model::event::Stance::Assert {
                continue;
            }
            let party = self.parties.iter().find(|party| overlaps(&party.tokens, speaker));
            let body = party.filter(|party| matches!(party.who, Who::Listed(_) | Who::State(_)));
            let Some(body) = body else { continue };
            if let Some(actor) = draft::event_actor(self.reading, self.lexicon, body, ActorRole::Actor, None)
                && !actors.iter().any(|(_, known)| known.name == actor.name)
            {
                actors.insert(0, (body.head.clone(), actor));
            }
        }
    }

    /// Whether the clause points to something told before: `ما حدث`, "the incident", `هذه الاشتباكات`.
    fn points_back(&self, trigger: &Trigger, clause: &Range<usize>) -> bool {
        let latin = trigger.tokens.start.checked_sub(1).map_or("", |at| self.reading.text.at(at));
        let article =
            matches!(latin, "the" | "these" | "this" | "les" | "ces" | "cette" | "le" | "la" | "l" | "ce" | "cet");
        let told = self
            .reading
            .hits_in(clause.start.saturating_sub(3)..trigger.tokens.start)
            .any(|hit| hit.class == Class::Back && (hit.end - hit.start > 1 || hit.end == trigger.tokens.start));
        // `لقاء الأمس`, `زيارة الوفد`: a genitive makes it definite.
        let genitive = self.reading.text.at(trigger.tokens.end).starts_with("ال");
        ((article || genitive) && trigger.is_noun()) || told
    }

    /// The place of the report that the words point back to.
    fn carried_place(
        &self,
        trigger: &Trigger,
        points_back: bool,
        evidence: &mut BTreeSet<Evidence>,
    ) -> Option<EventPlace> {
        let (place, words, sentence) = self.last_place.as_ref()?;
        let range = self.reading.sentence(trigger.sentence);
        let there = self.reading.hits_in(range).any(|hit| hit.class == Class::There);
        let near = trigger.sentence - sentence <= if points_back { 3 } else { 1 };
        if !((points_back || there) && near) {
            return None;
        }
        evidence.insert(words.clone());
        Some(place.clone())
    }
}

/// A toll belongs to an event told at most so many sentences before it.
const TOLL_REACH: usize = 2;

fn distance(at: usize, tokens: &Range<usize>) -> usize {
    if at < tokens.start { tokens.start - at } else { at.saturating_sub(tokens.end) }
}

fn is_that(word: &str) -> bool {
    matches!(word, "ان" | "that" | "que" | "qu" | "بان")
}

fn overlaps(one: &Range<usize>, two: &Range<usize>) -> bool {
    one.start < two.end && two.start < one.end
}
