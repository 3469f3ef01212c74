//! Which event each toll of a text is of.

use std::ops::Range;

use crate::lexicon::Class;
use crate::model::{Evidence, EvidenceRole, Status};

use super::casualty;
use super::date;
use super::draft::{self, Draft};
use super::mention::Mention;
use super::speech;
use super::telling::Teller;

impl Teller<'_, '_> {
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
        let tokens = self.reading.sentence(sentence);
        // « plus de 200 décès depuis janvier »: a total of months.
        let since = self.reading.hits_in(tokens.clone()).find(|hit| hit.class == Class::Since).map(|hit| hit.start);
        self.days_in(tokens).iter().any(|mention| {
            let months =
                mention.grain == date::Grain::Month && since.is_some_and(|since| since <= mention.tokens.start);
            mention.grain == date::Grain::Year || months
        })
    }

    /// Whether a semicolon parts a toll from an act behind it, and a harmful act was told before: "Four of
    /// them were hit; two were arrested".
    fn is_apart(&self, draft: &Draft, sentence: usize, toll: &Range<usize>) -> bool {
        let parted = (toll.end..draft.position.1).any(|at| self.reading.text.at(at) == ";");
        parted && self.drafts.iter().any(|other| other.harms && other.sentence + 1 == sentence)
    }

    /// Whether the report has gone on to another country since an event in Libya: "In Mali, two died".
    fn is_abroad(&self, draft: &Draft, sentence: usize) -> bool {
        let libyan = draft.place.as_ref().is_some_and(|place| place.country.as_deref() == Some("LY"));
        let since = self.reading.sentence(draft.sentence).end..self.reading.sentence(sentence).end;
        let of = |mention: &Mention| mention.place_row(self.lexicon).map(|row| &row.country);
        let mut abroad = self.reading.mentions_in(since.clone()).filter_map(of).flatten();
        let home = self.reading.mentions_in(since).any(|mention| mention.is_of("LY", self.lexicon));
        libyan && !home && abroad.any(|country| country != "LY")
    }

    /// The harmful event nearest to a toll in its sentence, else the one told just before.
    fn taker(&self, sentence: usize, toll: &Range<usize>) -> Option<usize> {
        let harms = self.drafts.iter().enumerate().filter(|(_, draft)| draft.harms);
        let here = harms.clone().filter(|(_, draft)| draft.sentence == sentence);
        let here = here.filter(|(_, draft)| !self.is_apart(draft, sentence, toll));
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
        let near = |draft: &Draft| {
            draft.sentence < sentence && sentence - draft.sentence <= TOLL_REACH && !self.is_abroad(draft, sentence)
        };
        let next = |draft: &Draft| draft.sentence == sentence + 1;
        let before = || harms.clone().rfind(|(_, draft)| near(draft));
        let after = || harms.clone().find(|(_, draft)| next(draft));
        nearest.or_else(before).or_else(after).map(|(taker, _)| taker)
    }
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
