//! The place that a telling takes from what was told before.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::lexicon::Class;
use crate::model::event::EventPlace;
use crate::model::{Evidence, EvidenceRole};

use super::draft;
use super::mention::Mention;
use super::scene;
use super::telling::Teller;
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
            place.qualifier = Some(self.reading.quote(bearing.start..bearing.end));
            (place.geo_precision, place.where_prec) = (2, 2);
        }
        Some((place, Some(draft::evidence(reading, EvidenceRole::Place, mention.tokens.clone()))))
    }

    /// The place of the report that the words point back to.
    pub(super) fn carried_place(
        &self,
        trigger: &Trigger,
        points_back: bool,
        evidence: &mut BTreeSet<Evidence>,
    ) -> Option<EventPlace> {
        let range = self.reading.sentence(trigger.sentence);
        let there = self.reading.hits_in(range).find(|hit| hit.class == Class::There).map(|hit| hit.start);
        if let Some((place, words)) = there.and_then(|there| self.town_before(trigger, there)) {
            evidence.extend(words);
            return Some(place);
        }
        let (place, words, sentence) = self.last_place.as_ref()?;
        let near = trigger.sentence - sentence <= if points_back { 3 } else { 1 };
        if !((points_back || there.is_some()) && near) {
            return None;
        }
        evidence.insert(words.clone());
        Some(place.clone())
    }
}
