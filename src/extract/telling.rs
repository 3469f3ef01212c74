//! One trigger read in its sentence: the telling of an event.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;

use crate::lexicon::{Class, EventType, Frame, Lexicon, Seat, trie::Part};
use crate::model::event::{ActorRole, Assertion, EventActor, EventPlace, When};
use crate::model::span::Field;
use crate::model::{Evidence, EvidenceRole, Status};

use super::agreement;
use super::assertion::Judged;
use super::casualty;
use super::date;
use super::day::{self, Dated, Story, Times};
use super::draft::{self, Draft};
use super::merge::TOLL_FAMILY;
use super::party::{self, Known, Party, Who};
use super::reading::Reading;
use super::scene::{self, Taken};
use super::speech::{self, Speech};
use super::trigger::{Rejected, Trigger};

/// Reads the triggers of a field in order.
pub(super) struct Teller<'r, 'a> {
    pub(super) reading: &'r Reading<'a>,
    pub(super) lexicon: &'r Lexicon,
    pub(super) speech: &'r Speech,
    pub(super) known: Known,
    pub(super) read_up_to: usize,
    pub(super) parties: Vec<Party>,
    /// The tellings so far.
    pub(super) drafts: Vec<Draft>,
    /// The place stated last, with its sentence.
    pub(super) last_place: Option<(EventPlace, Evidence, usize)>,
    pub(super) story: Story,
    times: Times<'r>,
    /// Who the sentence before was about.
    pub(super) topic: Option<(Range<usize>, EventActor)>,
    /// Who spoke last.
    pub(super) speaks: Option<draft::Own>,
    /// The title, for a text: what "the town" means in its first sentence.
    pub(super) headline: Option<&'r Reading<'a>>,
}

impl<'r, 'a> Teller<'r, 'a> {
    pub(super) fn new(
        reading: &'r Reading<'a>,
        lexicon: &'r Lexicon,
        speech: &'r Speech,
        published: Option<NaiveDate>,
        headline: Option<&'r Reading<'a>>,
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
            times: Times::default(),
            speaks: None,
            topic: None,
            headline,
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
            self.topic = self.topic_of(&self.parties).or(self.topic.take());
            self.parties = party::parties(self.reading, sentence, &mut self.known, self.lexicon);
            self.read_up_to += 1;
        }
        let judged = self.judged(trigger);
        self.check(trigger, all, &judged)?;
        let draft = self.draft(trigger, &judged).ok_or(Rejected::Incomplete)?;
        self.drafts.push(draft);
        Ok(())
    }

    /// Gives the tolls of each sentence to the harmful event that it tells, else to the one told
    /// just before, else to the one told right after. Those of the lead that nothing takes are left
    /// to what the title tells (`title` says that there is such a thing).
    pub(super) fn count(&mut self, title: bool) -> Vec<(casualty::Mention, Evidence)> {
        let mut left = Vec::new();
        let told = || self.drafts.iter().filter(|draft| draft.harms).map(|draft| draft.sentence);
        let first = if title { Some(0) } else { told().min().map(|first| first.saturating_sub(1)) };
        let Some(first) = first else { return left };
        let last = if title {
            LEAD.max(told().max().unwrap_or(0) + TOLL_REACH)
        } else {
            told().max().unwrap_or(first) + TOLL_REACH
        };
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
                if toll.standing == casualty::Standing::Main && self.is_of_a_year(at) {
                    continue;
                }
                // A part belongs to the toll that it is a part of.
                let part = before.filter(|_| toll.standing == casualty::Standing::Part);
                before = part.or_else(|| self.taker(at, &toll.tokens));
                let denied = self.speech.status(&toll.tokens).status == Status::Denied;
                let evidence = draft::evidence(self.reading, EvidenceRole::Casualty, toll.tokens.clone());
                let Some(draft) = before.and_then(|taker| self.drafts.get_mut(taker)) else {
                    if title && at <= LEAD && !denied {
                        left.push((toll, evidence));
                    }
                    continue;
                };
                // A number that is denied leaves the event with its other facts.
                if denied && draft.assertion.status != Status::Denied {
                    continue;
                }
                draft.evidence.insert(evidence);
                draft.tolls.push(toll);
            }
        }
        left
    }

    /// Whether a sentence without an event speaks of a year: "2,200 people died last year".
    fn is_of_a_year(&self, sentence: usize) -> bool {
        if self.drafts.iter().any(|draft| draft.sentence == sentence) {
            return false;
        }
        let words = date::Words { calendar: &self.lexicon.calendar, quantities: &self.lexicon.quantities };
        let anchor = date::Anchor { published: self.story.published, ..date::Anchor::default() };
        let tokens = self.reading.sentence(sentence);
        date::mentions(&self.reading.text, tokens, self.reading.language, words, anchor)
            .iter()
            .any(|mention| mention.grain == date::Grain::Year)
    }

    /// The harmful event nearest to a toll in its sentence, else the one told just before.
    fn taker(&self, sentence: usize, toll: &Range<usize>) -> Option<usize> {
        let harms = self.drafts.iter().enumerate().filter(|(_, draft)| draft.harms);
        let here = harms.clone().filter(|(_, draft)| draft.sentence == sentence);
        // "A shell hit a ward, injuring a nurse, as the fight went on": what begins anew is no cause.
        let anew = |at: usize| {
            let between = toll.end..at.max(toll.end);
            self.reading.hits_in(between).any(|hit| hit.class == Class::Clause)
        };
        let away = |draft: &Draft| {
            let past = draft.assertion.status == Status::Historical;
            let clause = if anew(draft.position.1) || past { CLAUSE_AWAY } else { 0 };
            distance(draft.position.1, toll) + clause
        };
        let nearest = here.min_by_key(|(_, draft)| away(draft));
        // `سبق أن أُعلن مقتله`: what is long past has no toll of today.
        let nearest = nearest.filter(|(_, draft)| !draft.bare_toll || draft.assertion.status != Status::Historical);
        let near = |draft: &Draft| draft.sentence < sentence && sentence - draft.sentence <= TOLL_REACH;
        let next = |draft: &Draft| draft.sentence == sentence + 1;
        let before = || harms.clone().rfind(|(_, draft)| near(draft));
        let after = || harms.clone().find(|(_, draft)| next(draft));
        nearest.or_else(before).or_else(after).map(|(taker, _)| taker)
    }

    fn draft(&mut self, trigger: &Trigger, judged: &Judged) -> Option<Draft> {
        let reading = self.reading;
        let rule = self.lexicon.rule(trigger.rule)?;
        let sentence = reading.sentences.get(trigger.sentence)?;
        let speakers = speech::speakers(self.speech, &trigger.tokens);
        let breaks = self.speech.breaks(&sentence.tokens, &trigger.tokens);
        let topics = self.lexicon.kind(rule).is_some_and(|row| row.family == "diplomacy");
        let clause = draft::clause(reading, trigger, &breaks, topics);
        let own = self.speaker(trigger);
        let parties: Vec<Party> = self
            .parties
            .iter()
            .filter(|party| !speakers.iter().any(|s| overlaps(s, &party.tokens)))
            .filter(|party| !self.speech.is_verb(&party.head))
            .cloned()
            .collect();
        let mut actors = draft::actors(reading, self.lexicon, trigger, rule, &parties, &clause, own.as_ref());
        let performed = self.lexicon.kind(rule).is_some_and(|row| row.performed);
        if performed || rule.frame == Frame::Act {
            self.add_announcer(trigger, performed, &mut actors);
        }
        self.add_saying_subject(trigger, rule.frame, &mut actors);
        self.add_subject(trigger, rule.frame, (&clause, &parties), &mut actors);
        self.add_demander(trigger, judged, &mut actors);
        if performed {
            self.add_authority(trigger, &mut actors);
        }
        if rule.frame == Frame::Mutual && trigger.is_noun() {
            self.add_side(trigger, &mut actors);
        }
        let kind = draft::become_type(self.lexicon, rule.kind, &actors);
        let row = self.lexicon.types.get(kind as usize)?;
        let heads: Vec<Range<usize>> = actors.iter().map(|(tokens, _)| tokens.clone()).collect();
        let taken = Taken { parties: &self.parties, actors: &heads, speakers: &speakers };
        let scene = draft::place_in_clause(reading, self.lexicon, trigger, row, &clause, taken);
        let site = if scene.is_none() && row.seat != Seat::Destination { self.site_before(&clause) } else { None };
        let scene = match site {
            Some(_) => None,
            None => scene
                .or_else(|| draft::place_in_sentence(reading, self.lexicon, trigger, row, &clause, taken))
                .or_else(|| row.harms.then(|| scene::of_site(reading, self.lexicon, &self.parties, &clause)).flatten()),
        };
        let (mut assertion, said) = speech::assertion(reading, judged, sentence.question);
        if let Some(status) = rule.status.filter(|_| assertion.status == Status::Reported) {
            assertion.status = status;
        }
        let (attribution, sources) =
            speech::attribution(reading, self.lexicon, self.speech, &trigger.tokens, &self.parties);
        let mut evidence: BTreeSet<Evidence> = said.into_iter().chain(sources).collect();
        evidence.insert(draft::evidence(reading, EvidenceRole::Trigger, trigger.tokens.clone()));
        evidence.extend(heads.iter().map(|head| draft::evidence(reading, EvidenceRole::Actor, head.clone())));
        let dated = self.day(trigger, &clause, row, assertion.status);
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
            _ if site.is_some() => site.map(|(place, words)| {
                evidence.extend(words);
                place
            }),
            // A meeting is joined to the one that it points back to, with its place.
            _ if matches!(row.seat, Seat::Content | Seat::Destination) => None,
            _ => {
                let goes_on = row.harms
                    && row.seat == Seat::Scene
                    && !matches!(status, Status::Demanded | Status::Hypothetical | Status::Historical);
                self.carried_place(trigger, points_back, goes_on, &mut evidence)
            }
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
            said: rule.kind,
            named: self.is_named(&heads),
            separate: draft::is_separate(reading, &sentence.tokens),
            assertion,
            attribution,
            when,
            subject: subject(trigger, &actors),
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
            told: vec![(reading.field == Field::Text, trigger.sentence)],
            bare_toll: self.lexicon.kind(rule).is_some_and(|row| row.family == TOLL_FAMILY),
            noun: trigger.is_noun(),
            points_back,
        })
    }

    /// Whether one of the parties in `heads` has a name of its own.
    fn is_named(&self, heads: &[Range<usize>]) -> bool {
        self.parties.iter().filter(|party| heads.contains(&party.head)).any(|party| match party.who {
            Who::Listed(at) => self.lexicon.actor(at).is_some_and(|actor| !actor.generic),
            Who::State(_) => true,
            Who::Unlisted { .. } | Who::Own | Who::OwnState => false,
        })
    }

    fn day(&mut self, trigger: &Trigger, clause: &Range<usize>, row: &EventType, status: Status) -> Option<Dated> {
        let place = day::Place {
            sentence: self.reading.sentence(trigger.sentence),
            clause: clause.clone(),
            trigger: trigger.tokens.clone(),
            sayings: self.speech.about(&trigger.tokens).collect(),
            performed: row.performed && status == Status::Reported,
            fixes: match trigger.hit.entry.part {
                Part::Present => true,
                Part::Noun => row.seat == Seat::Destination,
                Part::Name | Part::Past | Part::Passive | Part::Gerund | Part::Fixed => false,
            },
        };
        day::of(self.reading, self.lexicon, self.story, &mut self.times, &place, status)
    }
}

/// Who a verb that follows can go on with: whoever did it, else the first party.
fn subject(trigger: &Trigger, actors: &[(Range<usize>, EventActor)]) -> Option<(Range<usize>, EventActor)> {
    let did = actors.iter().find(|(_, actor)| actor.role == ActorRole::Actor);
    let first = actors.iter().find(|(tokens, actor)| {
        actor.role == ActorRole::Party && (tokens.end <= trigger.tokens.start || trigger.hit.entry.part == Part::Past)
    });
    did.or(first).cloned()
}

/// A new clause is as far from a toll as so many words.
const CLAUSE_AWAY: usize = 12;

/// The last sentence of a text's lead, whose toll may be that of the title's event.
const LEAD: usize = 1;

/// A toll belongs to an event told at most so many sentences before it.
const TOLL_REACH: usize = 2;

fn distance(at: usize, tokens: &Range<usize>) -> usize {
    if at < tokens.start { tokens.start - at } else { at.saturating_sub(tokens.end) }
}

pub(super) fn overlaps(one: &Range<usize>, two: &Range<usize>) -> bool {
    one.start < two.end && two.start < one.end
}
