//! The place that a telling takes from what was told before.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::lexicon::Class;
use crate::model::event::EventPlace;
use crate::model::{Evidence, EvidenceRole};

use super::draft;
use super::mention::Mention;
use super::party::bare;
use super::reading::Reading;
use super::scene;
use super::telling::{Teller, is_vague};
use super::trigger::Trigger;

impl Teller<'_, '_> {
    /// Whether the clause points to something told before: `ما حدث`, "the incident", `هذه الاشتباكات`.
    pub(super) fn points_back(&self, trigger: &Trigger, clause: &Range<usize>) -> bool {
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

    /// The town named last before a trigger: what `المدينة` and "the town" mean.
    pub(super) fn town_before(&self, trigger: &Trigger, there: usize) -> Option<(EventPlace, Option<Evidence>)> {
        let floor = self.reading.sentence(trigger.sentence.saturating_sub(2)).start;
        let town = |mention: &&Mention| {
            let row = mention.place_at().and_then(|at| self.lexicon.place(at));
            row.is_some_and(|row| row.kind.is_settlement())
        };
        let here = self.reading.mentions_in(floor..there).filter(town).last();
        let headline = || self.headline?.mentions.iter().rfind(town);
        let (mention, reading) = match here {
            Some(mention) => (mention, self.reading),
            None => (headline()?, self.headline?),
        };
        let scene = scene::Scene {
            place: mention.place_at()?,
            tokens: mention.tokens.clone(),
            qualifier: None,
            unsettled: mention.unsettled,
        };
        let mut place = scene::event_place(reading, self.lexicon, &scene)?;
        let bearing = self
            .reading
            .hits_in(there.saturating_sub(3)..there)
            .find(|hit| hit.class == Class::Qualifier && hit.end == there);
        if let Some(bearing) = bearing {
            if scene::is_far(self.reading, self.lexicon, bearing.start)
                && let Some(country) = place.country.as_deref().and_then(|code| self.lexicon.country(code))
            {
                let far = scene::Scene { qualifier: Some(bearing.start..bearing.end), ..scene };
                place = scene::row_place(self.reading, self.lexicon, country, &far);
            }
            place.qualifier = Some(self.reading.quote(bearing.start..bearing.end));
            if place.geo_precision < 3 {
                (place.geo_precision, place.where_prec) = (2, 2);
            }
        }
        Some((place, Some(draft::evidence(reading, EvidenceRole::Place, mention.tokens.clone()))))
    }

    /// The site that a word in a clause calls by its kind: `بالمطار` after `مطار معيتيقة`.
    pub(super) fn site_before(&self, clause: &Range<usize>) -> Option<(EventPlace, Option<Evidence>)> {
        let reading = self.reading;
        let site = reading.hits_in(clause.clone()).find(|hit| {
            let own = reading.mention_over(hit.end - 1).is_some();
            hit.class == Class::ThereSite && !own && reading.mention_at(hit.end).is_none()
        })?;
        let noun = bare(reading.text.at(site.end - 1));
        let floor = reading.sentence(reading.sentence_of(site.start).saturating_sub(SITE_REACH)).start;
        let here = reading.mentions_in(floor..site.start).filter(|mention| is_called(reading, mention, noun)).last();
        let (mention, reading) = match here {
            Some(mention) => (mention, reading),
            None => {
                let headline = self.headline?;
                (headline.mentions.iter().rfind(|mention| is_called(headline, mention, noun))?, headline)
            }
        };
        let (place, tokens) = (mention.place_at()?, mention.tokens.clone());
        let scene = scene::Scene { place, tokens: tokens.clone(), qualifier: None, unsettled: mention.unsettled };
        let place = scene::event_place(reading, self.lexicon, &scene)?;
        Some((place, Some(draft::evidence(reading, EvidenceRole::Place, tokens))))
    }

    /// The place of the report that the words point back to.
    pub(super) fn carried_place(
        &self,
        trigger: &Trigger,
        points_back: bool,
        goes_on: bool,
        evidence: &mut BTreeSet<Evidence>,
    ) -> Option<EventPlace> {
        let range = self.reading.sentence(trigger.sentence);
        let there = self.reading.hits_in(range).find(|hit| hit.class == Class::There).map(|hit| hit.start);
        if let Some((place, words)) = there.and_then(|there| self.town_before(trigger, there)) {
            evidence.extend(words);
            return Some(place);
        }
        // A country is told of everything and carried to nothing.
        let (place, words, sentence) = self.last_place.as_ref().filter(|(place, ..)| !is_vague(Some(place)))?;
        let away = trigger.sentence - sentence;
        let near = away <= if points_back { 4 } else { 2 };
        let anew = self.reading.hits_in(self.reading.sentence(*sentence).end..trigger.tokens.start);
        let separate = || anew.into_iter().any(|hit| hit.class == Class::Separately);
        if !near || !(points_back || there.is_some() || (goes_on && !separate())) {
            return None;
        }
        evidence.insert(words.clone());
        Some(place.clone())
    }
}

/// A site is called by its kind at most so many sentences after its name.
const SITE_REACH: usize = 4;

/// Whether the words of a place, or those beside them, hold the noun: `مطار معيتيقة`, "Sharara oilfield".
fn is_called(reading: &Reading<'_>, mention: &Mention, noun: &str) -> bool {
    let words = mention.tokens.start.saturating_sub(1)..mention.tokens.end + 2;
    let latin = noun.is_ascii();
    let mut words = words.map(|at| reading.text.at(at));
    mention.place_at().is_some()
        && words.any(|word| {
            if latin {
                word.ends_with(noun)
            } else {
                word == noun || bare(word) == noun || mention.clitics.strip(word) == noun
            }
        })
}
