//! One trigger read in its sentence: the telling of an event.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::lexicon::{Class, EventType, Frame, Lexicon, Seat, trie::Part};
use crate::model::event::{ActorRole, Assertion, EventActor, EventPlace, When};
use crate::model::span::Field;
use crate::model::{Evidence, EvidenceRole, Status};

use super::agreement;
use super::assertion::Judged;
use super::date;
use super::day::{self, Dated, Story, Times};
use super::draft::{self, Draft};
use super::family;
use super::known::Known;
use super::mention::Name;
use super::party::{self, Party, Who};
use super::reading::Reading;
use super::scene::{self, Taken};
use super::sides::Sides;
use super::speech::{self, Speech};
use super::toll;
use super::trigger::{Rejected, Trigger};

/// Reads the triggers of a field in order.
pub(super) struct Teller<'r, 'a> {
    pub(super) reading: &'r Reading<'a>,
    pub(super) lexicon: &'r Lexicon,
    pub(super) speech: &'r Speech,
    pub(super) known: Known,
    /// Who fought or met.
    pub(super) sides: Sides,
    pub(super) read_up_to: usize,
    pub(super) parties: Vec<Party>,
    /// The tellings so far.
    pub(super) drafts: Vec<Draft>,
    /// The place stated last, with its sentence.
    pub(super) last_place: Option<(EventPlace, Evidence, usize)>,
    pub(super) story: Story,
    times: Times<'r>,
    /// The day of the event told last.
    pub(super) shared: Option<day::Shared>,
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
        (known, sides): (Known, Sides),
    ) -> Self {
        Self {
            reading,
            lexicon,
            speech,
            known,
            sides,
            read_up_to: 0,
            parties: Vec::new(),
            drafts: Vec::new(),
            last_place: None,
            story: Story { published, ..Story::default() },
            times: Times::default(),
            shared: None,
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
        self.place_threat(&draft, judged.rule);
        self.drafts.push(draft);
        Ok(())
    }

    /// A threat stands where what is threatened would be.
    fn place_threat(&mut self, threatened: &Draft, rule: &str) {
        if !rule.starts_with("hypothetical.") || !threatened.place_stated {
            return;
        }
        let threat = |kind: u32| self.lexicon.types.get(kind as usize).is_some_and(|row| row.id == "threat");
        let told = threatened.told_in();
        let last = self.drafts.iter_mut().rev().take_while(|draft| draft.told_in() == told);
        if let Some(draft) = last.into_iter().find(|draft| threat(draft.kind) && draft::is_vague(draft.place.as_ref()))
        {
            draft.place = threatened.place.clone();
            draft.place_stated = true;
            let words = |evidence: &&Evidence| evidence.role == EvidenceRole::Place;
            draft.evidence.extend(threatened.evidence.iter().filter(words).cloned());
        }
    }

    fn draft(&mut self, trigger: &Trigger, judged: &Judged) -> Option<Draft> {
        let reading = self.reading;
        let rule = self.lexicon.rule(trigger.rule)?;
        let sentence = reading.sentences.get(trigger.sentence)?;
        let speakers = speech::speakers(self.speech, &trigger.tokens);
        let breaks = self.speech.breaks(&sentence.tokens, &trigger.tokens);
        let topics = self.lexicon.kind(rule).is_some_and(|row| row.family == family::DIPLOMACY);
        let clause = draft::clause(reading, trigger, &breaks, topics);
        let opposed = self.lexicon.kind(rule).and_then(|kind| self.opposed(kind, trigger, &clause));
        let clause = opposed.unwrap_or(clause);
        let own = self.speaker(trigger);
        let parties: Vec<&Party> = self
            .parties
            .iter()
            .filter(|party| !speakers.iter().any(|s| overlaps(s, &party.tokens)))
            .filter(|party| !self.speech.is_verb(&party.head))
            .collect();
        let mut actors = draft::actors(reading, self.lexicon, trigger, rule, &parties, &clause, own.as_ref());
        let performed = self.lexicon.kind(rule).is_some_and(|row| row.performed);
        if performed || rule.frame == Frame::Act {
            self.add_announcer(trigger, performed, &mut actors);
        }
        self.add_saying_subject(trigger, rule.frame, &mut actors);
        self.add_subject(trigger, rule.frame, (&clause, &parties), &mut actors);
        self.add_content_subject(trigger, &mut actors);
        self.add_demander(trigger, judged, &mut actors);
        if performed {
            self.add_authority(trigger, &mut actors);
        }
        if rule.frame == Frame::Mutual && trigger.is_noun() {
            self.add_side(trigger, &mut actors);
        }
        if let Some(kind) = self.lexicon.kind(rule) {
            self.add_captor(trigger, kind, &mut actors);
            self.add_joined_speaker(kind, trigger, &mut actors);
            self.add_towns(kind, trigger, &clause, &mut actors);
        }
        let kind = self.becomes(rule, &clause, &actors);
        let row = self.lexicon.types.get(kind as usize)?;
        let heads: Vec<Range<usize>> = actors.iter().map(|(tokens, _)| tokens.clone()).collect();
        let taken = Taken { parties: &self.parties, actors: &heads, speakers: &speakers };
        let scene = draft::place_in_clause(reading, self.lexicon, trigger, row, &clause, taken);
        let site = if scene.is_none() && row.seat != Seat::Destination { self.site_before(&clause) } else { None };
        let site = site.or_else(|| {
            let elsewhere = scene.as_ref().is_none_or(|scene| scene::may_be_government(self.lexicon, scene));
            let own = !matches!(row.seat, Seat::Scene | Seat::Origin) || scene.is_some();
            let until = scene.as_ref().map_or(trigger.tokens.start, |scene| scene.tokens.start);
            if elsewhere && own { self.town_behind(trigger, &clause, until) } else { None }
        });
        let scene = match site {
            Some(_) => None,
            None => scene
                .or_else(|| draft::place_in_sentence(reading, self.lexicon, trigger, row, &clause, taken))
                .or_else(|| scene::of_site(reading, self.lexicon, row, &self.parties, &clause)),
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
        let dated = self.day(trigger, &clause, row, (assertion.status, judged));
        let status = day::status(assertion.status, dated.as_ref(), self.story.published);
        let pluperfect = judged.cue.as_ref().is_some_and(|cue| is_pluperfect(reading.text.at(cue.start)));
        let status = recalled(status, pluperfect, dated.as_ref(), self.story)?;
        if status != assertion.status {
            assertion = Assertion { status, cue: None, ..assertion };
        }
        self.story.tell(trigger.sentence, status, dated.as_ref());
        let place = scene.as_ref().and_then(|scene| scene::event_place(reading, self.lexicon, scene));
        let stated_at = scene.as_ref().map(|scene| scene.tokens.clone());
        let stated = scene.map(|scene| draft::evidence(reading, EvidenceRole::Place, scene.tokens));
        let nobody = !actors.iter().any(|(_, actor)| actor.id.is_some());
        let talk = draft::is_talk(reading, trigger) && nobody;
        let points_back = trigger.is_definite() || talk || self.points_back(trigger, &clause);
        let place_stated = place.is_some();
        let beside = trigger.tokens.end + BESIDE;
        let place_beside = stated_at.as_ref().is_some_and(|tokens| tokens.start < beside);
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
            _ if matches!(row.seat, Seat::Content | Seat::Destination) || row.family == family::ACCORD => None,
            // What is asked for is asked for nowhere unless the words say so.
            _ if status == Status::Demanded => None,
            _ => self.place_told_before(trigger, row, status, points_back, &mut evidence),
        };
        if row.placed && draft::is_nowhere(row, status, place.as_ref()) {
            return None;
        }
        let dated = dated.or_else(|| self.shared_day(trigger, row, status, place.as_ref()));
        evidence.extend(dated.iter().map(|dated| draft::evidence(reading, EvidenceRole::Date, dated.tokens.clone())));
        let when = dated.as_ref().map_or(When::UNKNOWN, |dated| dated.when);
        let sure = |dated: &Dated| status == Status::Reported && dated.when.precision == Some(1) && !dated.lasting;
        if let Some(dated) = dated.filter(sure) {
            let (tokens, place) = (dated.tokens, place.as_ref().map(|place| place.id.clone()));
            self.shared = Some(day::Shared { when, tokens, sentence: trigger.sentence, place });
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
        let told = actors.iter().map(|(_, actor)| actor.clone()).collect();
        let sided = self.sides.settle(row, status, place.as_ref(), told);
        self.sides.learn(row, place.as_ref(), &sided);
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
            target: actors.iter().find(|(_, actor)| actor.role == ActorRole::Recipient).cloned(),
            actors: sided,
            place_stated,
            place_beside,
            place,
            tolls: Vec::new(),
            harms: row.harms,
            spares: family::SPARES.contains(&row.id.as_str()),
            anchored: self.has_libyans(&clause) || !elsewhere && self.names_libya(&clause),
            agreement,
            evidence,
            rules,
            score: if hedged { rule.score - 0.1 } else { rule.score },
            position: (reading.field == Field::Text, trigger.tokens.start),
            sentence: trigger.sentence,
            told: vec![(reading.field == Field::Text, trigger.sentence)],
            bare_toll: self.lexicon.kind(rule).is_some_and(|row| row.family == family::KILLING),
            goes_on: toll::goes_on(reading, trigger),
            noun: trigger.is_noun(),
            points_back,
        })
    }

    /// Whether a clause names something Libyan, but not as where a thing comes from: "guns smuggled out of Libya".
    fn names_libya(&self, clause: &Range<usize>) -> bool {
        self.reading.mentions_in(clause.clone()).any(|mention| {
            mention.is_of("LY", self.lexicon) && !self.reading.ending(mention.tokens.start).has(Class::From)
        })
    }

    /// Whether a clause names Libyans or what is theirs, wherever it is: "three Libyans", "the Libyan consulate"; not
    /// "the Libyan border".
    fn has_libyans(&self, clause: &Range<usize>) -> bool {
        let land = |at: usize| {
            let word = self.reading.text.at(at);
            self.reading.starting(at).has(Class::PlaceNoun)
                || matches!(
                    word,
                    "border" | "borders" | "desert" | "coast" | "waters" | "territory" | "soil" | "scenario"
                )
                || matches!(word, "frontiere" | "desert" | "cotes" | "cote" | "eaux" | "territoire" | "sol")
        };
        self.reading.mentions_in(clause.clone()).any(|mention| {
            matches!(mention.name, Name::Demonym(_))
                && mention.is_of("LY", self.lexicon)
                && !land(mention.tokens.end)
                && !mention.tokens.start.checked_sub(1).is_some_and(land)
        })
    }

    /// The times that a range of tokens tells, from the day of publication.
    pub(super) fn days_in(&self, tokens: Range<usize>) -> Vec<date::Mention> {
        let words = date::Words { calendar: &self.lexicon.calendar, quantities: &self.lexicon.quantities };
        let anchor = date::Anchor { published: self.story.published, ..date::Anchor::default() };
        date::mentions(&self.reading.text, tokens, self.reading.language, words, anchor)
    }

    /// Whether one of the parties in `heads` has a name of its own.
    fn is_named(&self, heads: &[Range<usize>]) -> bool {
        self.parties.iter().filter(|party| heads.contains(&party.head)).any(|party| match party.who {
            Who::Listed(at) => self.lexicon.actor(at).is_some_and(|actor| !actor.generic),
            Who::State(_) | Who::Named { .. } => true,
            Who::Unlisted { .. } | Who::Own | Who::OwnState => false,
        })
    }

    fn day(
        &mut self,
        trigger: &Trigger,
        clause: &Range<usize>,
        row: &EventType,
        (status, judged): (Status, &Judged),
    ) -> Option<Dated> {
        let refused = matches!(status, Status::Denied | Status::Demanded) || judged.rule == "hypothetical.threat";
        self.story.turn_to(trigger.sentence);
        let place = day::Place {
            sentence: self.reading.sentence(trigger.sentence),
            clause: clause.clone(),
            trigger: trigger.tokens.clone(),
            sayings: self.speech.about(&trigger.tokens).collect(),
            refused: judged.cue.clone().filter(|_| refused),
            performed: row.performed && status == Status::Reported,
            says: row.seat == Seat::Content,
            cue: judged.cue.clone(),
            headline: self.reading.field == Field::Title,
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

/// What background without a day is: a pluperfect goes on with the report, "years ago" is no event; nor
/// is what lies two generations back.
fn recalled(status: Status, pluperfect: bool, dated: Option<&Dated>, story: Story) -> Option<Status> {
    if status != Status::Historical {
        return Some(status);
    }
    let Some(dated) = dated else { return pluperfect.then_some(Status::Reported) };
    let years = |day: NaiveDate| story.published.map_or(0, |today| today.year() - day.year());
    dated.when.date.is_none_or(|day| years(day) <= GENERATIONS).then_some(status)
}

fn is_pluperfect(word: &str) -> bool {
    matches!(word, "had" | "avait" | "avaient")
        || matches!(word.trim_start_matches('و'), "كان" | "كانت" | "كانوا" | "كانا")
}

/// What happened more years ago than this is history.
const GENERATIONS: i32 = 50;

/// A place stands beside its event if it begins so near behind its words: "in the town of".
const BESIDE: usize = 5;

pub(super) fn overlaps(one: &Range<usize>, two: &Range<usize>) -> bool {
    one.start < two.end && two.start < one.end
}
