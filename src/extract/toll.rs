//! Which event each toll of a text is of.

use std::ops::Range;

use crate::lexicon::quantities::Kinds;
use crate::lexicon::{Class, Lexicon, trie::Part};
use crate::model::event::{ActorRole, Harm};
use crate::model::{Evidence, EvidenceRole, Language, Status};

use super::casualty;
use super::date;
use super::draft::{self, Draft};
use super::mention::Mention;
use super::reading::Reading;
use super::speech;
use super::telling::Teller;
use super::trigger::Trigger;

impl Teller<'_, '_> {
    /// Gives the tolls of each sentence to the harmful event that it tells, else to the one told
    /// just before, else to the one told right after. Those of the lead that nothing takes are left
    /// to what the title tells (`title` says that there is such a thing).
    pub(super) fn count(&mut self, title: bool) -> Vec<(casualty::Mention, Evidence)> {
        let mut left = Vec::new();
        let told = || self.drafts.iter().filter(|draft| draft.harms || draft.spares).map(|draft| draft.sentence);
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
                before = part.or_else(|| self.taker(at, &toll, title && at <= LEAD));
                let denied = self.speech.status(&toll.tokens).status == Status::Denied;
                let evidence = draft::evidence(self.reading, EvidenceRole::Casualty, toll.tokens.clone());
                let Some(draft) = before.and_then(|taker| self.drafts.get_mut(taker)) else {
                    if title && at <= LEAD && !denied {
                        left.push((toll, evidence));
                    }
                    continue;
                };
                // "was found tired but unharmed": of the captivity nothing is said.
                let captive = draft.row(self.lexicon).is_some_and(|row| row.id == "abduction");
                if captive && toll.standing == casualty::Standing::Unhurt {
                    continue;
                }
                // A number that is denied leaves the event with its other facts.
                if denied && draft.assertion.status != Status::Denied {
                    continue;
                }
                draft.evidence.insert(evidence);
                draft.tolls.push(toll);
            }
        }
        self.correct();
        left
    }

    /// In a correction the last number of a harm stands: "we reported that 14 had died … the dead are nine".
    fn correct(&mut self) {
        if !self.headline.iter().any(|title| is_correction(title, self.lexicon))
            && !is_correction(self.reading, self.lexicon)
        {
            return;
        }
        let tolls = self.drafts.iter_mut().flat_map(|draft| &mut draft.tolls);
        let mut mains: Vec<_> = tolls.filter(|toll| toll.standing == casualty::Standing::Main).collect();
        mains.sort_by_key(|toll| std::cmp::Reverse(toll.tokens.start));
        let mut later: Vec<Harm> = Vec::new();
        for toll in mains {
            if later.contains(&toll.harm) {
                toll.standing = casualty::Standing::Superseded;
            }
            later.push(toll.harm);
        }
    }

    /// Whether a sentence without an event speaks of a year: "2,200 people died last year".
    fn is_of_a_year(&self, sentence: usize) -> bool {
        if self.drafts.iter().any(|draft| draft.sentence == sentence) {
            return false;
        }
        let tokens = self.reading.sentence(sentence);
        if tokens.clone().any(|at| self.is_this_year(at)) {
            return true;
        }
        // « plus de 200 décès depuis janvier »: a total of months.
        let since = self.reading.hits_in(tokens.clone()).find(|hit| hit.class == Class::Since).map(|hit| hit.start);
        self.days_in(tokens).iter().any(|mention| {
            let months =
                mention.grain == date::Grain::Month && since.is_some_and(|since| since <= mention.tokens.start);
            mention.grain == date::Grain::Year || months
        })
    }

    /// `منذ بداية العام`, "so far this year", « depuis le début de l'année ».
    fn is_this_year(&self, at: usize) -> bool {
        let word = |at: usize| self.reading.text.at(at);
        let opens = |at: usize| {
            matches!(
                word(at),
                "منذ" | "خلال" | "هذا" | "هذه" | "since" | "this" | "last" | "depuis" | "cette" | "derniere"
            )
        };
        matches!(word(at), "العام" | "السنه" | "year" | "annee") && (at.saturating_sub(5)..at + 2).any(opens)
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

    /// The harmful event nearest to a toll in its sentence, else the one told just before, else the one told
    /// right after. Bare words of death (`قتلوا`, ", killing two") only say the toll of what is told beside or
    /// before them. A toll of the lead is the title's (`headed`) rather than that of what comes next.
    fn taker(&self, sentence: usize, toll: &casualty::Mention, headed: bool) -> Option<usize> {
        let tokens = &toll.tokens;
        // "sprayed the office with bullets; nobody was hurt"
        let nobody = toll.toll.n == Some(0);
        let harms = || self.drafts.iter().enumerate().filter(|(_, draft)| draft.harms || nobody && draft.spares);
        let here = || {
            let here = harms().filter(|(_, draft)| draft.sentence == sentence);
            here.filter(|(_, draft)| !self.is_apart(draft, sentence, tokens))
        };
        let away = |draft: &Draft| self.away(draft, toll);
        // `سبق أن أُعلن مقتله`: what is long past has no toll of today.
        let recalled = |draft: &Draft| draft.bare_toll && draft.assertion.status == Status::Historical;
        let nearest = here().filter(|(_, draft)| !is_bare(draft)).min_by_key(|(_, draft)| away(draft));
        let bare = here().filter(|(_, draft)| is_bare(draft)).min_by_key(|(_, draft)| away(draft));
        let near = |draft: &Draft| {
            draft.sentence < sentence && sentence - draft.sentence <= TOLL_REACH && !self.is_abroad(draft, sentence)
        };
        let before = |own: Option<&Draft>| {
            harms().rfind(|(_, draft)| near(draft) && own.is_none_or(|own| !is_bare(draft) && can_go_on(draft, own)))
        };
        let after = || harms().find(|(_, draft)| draft.sentence == sentence + 1 && !headed);
        let taker = match (nearest, bare) {
            (Some(nearest), _) if !recalled(nearest.1) => Some(nearest),
            (None, Some(bare)) if !recalled(bare.1) => before(Some(bare.1)).or(Some(bare)),
            _ => before(None).or_else(after),
        };
        taker.map(|(taker, _)| taker)
    }

    /// How far a draft of its sentence is from a toll, in words; what has not happened and what begins anew
    /// are further.
    fn away(&self, draft: &Draft, toll: &casualty::Mention) -> usize {
        let at = draft.position.1;
        // "A shell hit a ward, injuring a nurse, as the fight went on": what begins anew is no cause.
        let between = toll.tokens.end..at.max(toll.tokens.end);
        let anew = self.reading.hits_in(between).any(|hit| hit.class == Class::Clause);
        let clause = if anew || draft.assertion.status == Status::Historical { CLAUSE_AWAY } else { 0 };
        let unreal = match draft.assertion.status {
            Status::Negated | Status::Planned | Status::Hypothetical | Status::Demanded => CLAUSE_AWAY * 2,
            Status::Reported | Status::Denied | Status::Historical => 0,
        };
        distance(at, &toll.tokens) + clause + unreal
    }
}

/// Whether the first words call the report a correction: `تصويب`, "Corrected:", *rectificatif*.
fn is_correction(reading: &Reading<'_>, lexicon: &Lexicon) -> bool {
    let words = lexicon.quantities.words(reading.language);
    (0..CORRECTION)
        .any(|at| words.find(&reading.text, at, at + 1).is_some_and(|found| found.meaning.kinds.has(Kinds::CORRECTION)))
}

/// A correction is called so within so many words.
const CORRECTION: usize = 3;

/// Whether a participle goes on with what is told before it: ", killing two", « tuant deux soldats ».
pub(super) fn goes_on(reading: &Reading<'_>, trigger: &Trigger) -> bool {
    let french = reading.language == Language::French;
    trigger.hit.entry.part == Part::Gerund || french && reading.text.at(trigger.tokens.start).ends_with("ant")
}

/// Whether it tells a death and neither how nor by whom, or goes on with what is told before it.
fn is_bare(draft: &Draft) -> bool {
    let told = draft.goes_on || draft.actors.iter().all(|actor| actor.role != ActorRole::Actor);
    draft.bare_toll && told
}

/// Whether bare words of death can be of an event told before them: no other place or day is given.
fn can_go_on(known: &Draft, bare: &Draft) -> bool {
    let place = !bare.place_stated || known.place.as_ref().zip(bare.place.as_ref()).is_none_or(|(a, b)| a.id == b.id);
    let day = |draft: &Draft| draft.when.date.filter(|_| draft.when.precision == Some(1));
    place && day(known).zip(day(bare)).is_none_or(|(a, b)| a == b)
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
