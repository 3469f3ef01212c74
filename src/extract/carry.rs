//! The place and the day that a telling takes from what was told before.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::lexicon::{Class, EventType, PlaceKind, Seat, SiteKind};
use crate::model::event::EventPlace;
use crate::model::{Evidence, EvidenceRole, Status};

use super::bearing;
use super::day::{self, Dated};
use super::draft;
use super::draft::is_vague;
use super::family;
use super::mention::Mention;
use super::party::bare;
use super::reading::Reading;
use super::scene::{self, Scene};
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
        // `بارتكاب مجزرة`: what somebody is blamed for.
        let quoted = usize::from(matches!(latin, "«" | "\""));
        let before = self.reading.text.at(trigger.tokens.start.wrapping_sub(1 + quoted));
        let blamed = matches!(before, "committing" | "بارتكاب" | "ارتكاب");
        ((article || genitive || blamed) && trigger.is_noun()) || told
    }

    /// The town named last before a trigger: what `المدينة` and "the town" mean.
    pub(super) fn town_before(&self, trigger: &Trigger, there: usize) -> Option<(EventPlace, Option<Evidence>)> {
        let floor = self.reading.sentence(trigger.sentence.saturating_sub(2)).start;
        let town = |mention: &&Mention| mention.is_town(self.lexicon);
        let own = self.reading.mentions_in(self.reading.sentence(trigger.sentence).start..there).filter(town).last();
        // The town of the event told last, before one that was only named.
        if let Some((place, words, _)) = self.last_place.as_ref().filter(|(place, _, at)| {
            let settled = self.lexicon.place_called(&place.id).is_some_and(|row| row.kind.is_settlement());
            own.is_none() && settled && trigger.sentence - at <= TOWN_REACH
        }) {
            return Some((place.clone(), Some(words.clone())));
        }
        let here = own.or_else(|| self.reading.mentions_in(floor..there).filter(town).last());
        let headline = || self.headline?.mentions.iter().rfind(town);
        let (mention, reading) = match here {
            Some(mention) => (mention, self.reading),
            None => (headline()?, self.headline?),
        };
        let scene = Scene::of(mention)?;
        let mut place = scene::event_place(reading, self.lexicon, &scene)?;
        let bearing = self
            .reading
            .hits_in(there.saturating_sub(3)..there)
            .find(|hit| hit.class == Class::Qualifier && hit.end == there);
        if let Some(bearing) = bearing {
            if bearing::is_far(self.reading, self.lexicon, bearing.start)
                && let Some(country) = place.country.as_deref().and_then(|code| self.lexicon.country(code))
            {
                let far = Scene { qualifier: Some(bearing.start..bearing.end), ..scene };
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
        let crossing = |mention: &&Mention| {
            let row = mention.place_row(self.lexicon);
            is_post(noun) && row.is_some_and(|row| row.kind == PlaceKind::Site(SiteKind::Crossing))
        };
        let called = |mention: &&Mention| is_called(reading, mention, noun) || crossing(mention);
        let here = reading.mentions_in(floor..site.start).filter(called).last();
        let (mention, reading) = match here {
            Some(mention) => (mention, reading),
            None => {
                let headline = self.headline?;
                let called = |mention: &&Mention| is_called(headline, mention, noun) || crossing(mention);
                (headline.mentions.iter().rfind(called)?, headline)
            }
        };
        let place = scene::event_place(reading, self.lexicon, &Scene::of(mention)?)?;
        Some((place, Some(draft::evidence(reading, EvidenceRole::Place, mention.tokens.clone()))))
    }

    /// Where a range of tokens says "there", "the town".
    pub(super) fn there(&self, range: Range<usize>) -> Option<usize> {
        self.reading.hits_in(range).find(|hit| hit.class == Class::There).map(|hit| hit.start)
    }

    /// The town that a trigger's clause means by "the town", where that stands behind it:
    /// `إيصال الأدوية إلى المدينة`, « Tripoli a fermé l'aéroport de la ville ».
    /// It is one named before the token `until`.
    pub(super) fn town_behind(
        &self,
        trigger: &Trigger,
        clause: &Range<usize>,
        until: usize,
    ) -> Option<(EventPlace, Option<Evidence>)> {
        self.there(trigger.tokens.end..clause.end)?;
        self.town_before(trigger, until)
    }

    /// The place of an act whose sentence names none: that of the report before, else the only town of the text.
    pub(super) fn place_told_before(
        &mut self,
        trigger: &Trigger,
        row: &EventType,
        status: Status,
        points_back: bool,
        evidence: &mut BTreeSet<Evidence>,
    ) -> Option<EventPlace> {
        let scene = row.seat == Seat::Scene;
        let told = !matches!(status, Status::Demanded | Status::Hypothetical | Status::Historical);
        let goes_on = (row.harms && scene && told, scene && status == Status::Reported);
        if let Some(place) = self.carried_place(trigger, points_back, goes_on, evidence) {
            return Some(place);
        }
        let known = scene && matches!(status, Status::Reported | Status::Negated) && self.headline.is_some();
        let (place, words) = self.only_town(trigger).filter(|_| known)?;
        evidence.extend(words);
        Some(place)
    }

    /// The place of the report that the words point back to.
    fn carried_place(
        &mut self,
        trigger: &Trigger,
        points_back: bool,
        (goes_on, follows): (bool, bool),
        evidence: &mut BTreeSet<Evidence>,
    ) -> Option<EventPlace> {
        let there = self.there(self.reading.sentence(trigger.sentence));
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
        if !near || !(points_back || there.is_some() || ((goes_on || away <= 1 && follows) && !separate())) {
            return None;
        }
        evidence.insert(words.clone());
        let place = place.clone();
        // What goes on there is told of there.
        if let Some((_, _, at)) = self.last_place.as_mut() {
            *at = trigger.sentence;
        }
        Some(place)
    }

    /// The day of the event told right before at the same place, for what goes on with it.
    pub(super) fn shared_day(
        &self,
        trigger: &Trigger,
        row: &EventType,
        status: Status,
        place: Option<&EventPlace>,
    ) -> Option<Dated> {
        let shared = self.shared.as_ref()?;
        let near = trigger.sentence - shared.sentence <= day::SHARED_REACH;
        let separate = draft::is_separate(self.reading, &self.reading.sentence(trigger.sentence));
        let there = place.is_none_or(|place| shared.place.as_ref() == Some(&place.id));
        // What is announced is done on the day of the report; a bare death has the day of what it belongs to.
        let own = row.performed || row.family == family::KILLING;
        if !near || separate || !there || own || status != Status::Reported {
            return None;
        }
        Some(Dated { when: shared.when, tokens: shared.tokens.clone(), long_past: false, lasting: false, ahead: false })
    }

    /// The town of an article that names no other.
    fn only_town(&self, trigger: &Trigger) -> Option<(EventPlace, Option<Evidence>)> {
        let start = self.reading.sentence(0).start;
        // "Elsewhere": not there.
        if self.reading.hits_in(start..trigger.tokens.start).any(|hit| hit.class == Class::Separately) {
            return None;
        }
        let text = self.reading.mentions_in(start..self.reading.sentence(trigger.sentence).end);
        let title =
            self.headline.iter().flat_map(|headline| headline.mentions.iter().map(|mention| (*headline, mention)));
        let mut only: Option<(&Reading<'_>, &Mention, &str)> = None;
        for (reading, mention) in title.chain(text.map(|mention| (self.reading, mention))) {
            let Some(row) = mention.place_row(self.lexicon) else { continue };
            let town = row.within.as_deref().unwrap_or(&row.id);
            match only {
                _ if row.kind.is_wide() => {}
                Some((_, _, known)) if known != town => return None,
                Some(_) => {}
                None => only = Some((reading, mention, town)),
            }
        }
        let (reading, mention, town) = only?;
        let row = self.lexicon.place_called(town).filter(|row| row.kind.is_settlement())?;
        let words = draft::evidence(reading, EvidenceRole::Place, mention.tokens.clone());
        Some((scene::row_place(reading, self.lexicon, row, &Scene::of(mention)?), Some(words)))
    }
}

/// "The town" is that of an event told at most so many sentences before.
const TOWN_REACH: usize = 2;

/// A site is called by its kind at most so many sentences after its name.
const SITE_REACH: usize = 4;

/// Whether a border crossing is called so: "the post", `المنفذ`, « ce point de passage ».
fn is_post(noun: &str) -> bool {
    matches!(noun, "post" | "crossing" | "poste" | "frontiere" | "frontalier" | "passage" | "معبر" | "منفذ")
}

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
