//! What is counted, and what the counts mean.

use chrono::NaiveDate;

use super::{GoldEvent, Names, miss::What};
use crate::model::{Event, event::Status};

/// Things to be found: how many there are, how many were found, how many of these are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In the gold.
    pub gold: u32,
    /// Coded.
    pub found: u32,
    /// Coded and in the gold.
    pub right: u32,
}

impl Tally {
    /// Counts one thing that is in the gold, or coded, or both.
    pub(super) fn count(&mut self, gold: bool, found: bool) {
        self.gold += u32::from(gold);
        self.found += u32::from(found);
        self.right += u32::from(gold && found);
    }

    /// Of what was coded, the part that is right; `None` if nothing was.
    pub fn precision(self) -> Option<f64> {
        part(self.right, self.found)
    }

    /// Of the gold, the part that was coded; `None` if there is none.
    pub fn recall(self) -> Option<f64> {
        part(self.right, self.gold)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> Option<f64> {
        part(2 * self.right, self.gold + self.found)
    }

    /// Coded things that are not in the gold, for each that is.
    pub fn extra_per_right(self) -> Option<f64> {
        part(self.found - self.right, self.right)
    }
}

/// Cases in which something could be right, and those in which it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Cases.
    pub of: u32,
    /// Right ones (or, for false tolls, wrong ones).
    pub part: u32,
}

impl Share {
    fn count(&mut self, holds: bool) -> bool {
        self.of += 1;
        self.part += u32::from(holds);
        holds
    }

    /// The part; `None` if there was no case.
    pub fn value(self) -> Option<f64> {
        part(self.part, self.of)
    }
}

fn part(part: u32, of: u32) -> Option<f64> {
    (of > 0).then(|| f64::from(part) / f64::from(of))
}

/// Events whose confidence lies in one tenth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// How many are right in type, sub-type and status.
    pub right: Share,
}

/// All counts. Shares below `events` are over events whose type and sub-type are right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Items read.
    pub items: u32,
    /// Items about Libya.
    pub relevance: Tally,
    /// Events by type and sub-type.
    pub events: Tally,
    /// Events whose status and place are right too.
    pub whole: Tally,
    /// Status.
    pub status: Share,
    /// Status of those that are not simply reported.
    pub unreported: Share,
    /// Place, none where none is stated.
    pub place: Share,
    /// First day, none where none is given.
    pub date: Share,
    /// Dead and injured, where stated.
    pub tolls: Share,
    /// Tolls given where none is stated.
    pub false_tolls: Share,
    /// Named actors of the gold that were found.
    pub actors: Share,
    /// Those found whose part is right.
    pub roles: Share,
    /// Kind and duration of agreements.
    pub agreements: Share,
    /// By confidence, in tenths: the first holds 0.0 to 0.1.
    pub bands: [Band; 10],
}

impl Score {
    /// Adds the counts of another part of the corpus.
    pub fn add(&mut self, other: &Self) {
        self.items += other.items;
        let tallies =
            [(&mut self.relevance, other.relevance), (&mut self.events, other.events), (&mut self.whole, other.whole)];
        for (sum, more) in tallies {
            sum.gold += more.gold;
            sum.found += more.found;
            sum.right += more.right;
        }
        let shares = [
            (&mut self.status, other.status),
            (&mut self.unreported, other.unreported),
            (&mut self.place, other.place),
            (&mut self.date, other.date),
            (&mut self.tolls, other.tolls),
            (&mut self.false_tolls, other.false_tolls),
            (&mut self.actors, other.actors),
            (&mut self.roles, other.roles),
            (&mut self.agreements, other.agreements),
        ];
        let bands = self.bands.iter_mut().zip(&other.bands).map(|(sum, more)| (&mut sum.right, more.right));
        for (sum, more) in shares.into_iter().chain(bands) {
            sum.of += more.of;
            sum.part += more.part;
        }
    }

    /// Counts a pair whose type and sub-type agree, and tells where else they differ.
    pub(super) fn pair(&mut self, gold: &GoldEvent, found: &Event, names: &Names<'_>) -> Vec<What> {
        let mut told = Vec::new();
        let status = self.status.count(gold.status == found.assertion.status);
        if gold.status != Status::Reported {
            self.unreported.count(status);
        }
        if !status {
            told.push(What::field(gold, "status", &gold.status.name(), &found.assertion.status.name()));
        }
        let place = names.same_place(gold.place.as_deref(), gold.country.as_deref(), found.place.as_ref());
        if !self.place.count(place) {
            let coded = found.place.as_ref().map(|place| place.name.as_str());
            told.push(What::field(gold, "place", &or_none(gold.place.as_deref()), &or_none(coded)));
        }
        if !self.date.count(gold.date == found.when.date) {
            told.push(What::field(gold, "date", &day(gold.date), &day(found.when.date)));
        }
        self.whole.right += u32::from(status && place);
        self.confidence(found.confidence, status);
        self.tolls(gold, found, &mut told);
        self.parties(gold, found, names, &mut told);
        self.agreement(gold, found, &mut told);
        told
    }

    /// Counts an event in the tenth of its confidence.
    pub(super) fn confidence(&mut self, confidence: f64, right: bool) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a confidence lies between 0 and 1"
        )]
        let tenth = (confidence.clamp(0.0, 1.0) * 10.0) as usize;
        if let Some(band) = self.bands.get_mut(tenth.min(9)) {
            band.right.count(right);
        }
    }

    fn tolls(&mut self, gold: &GoldEvent, found: &Event, told: &mut Vec<What>) {
        let coded = &found.casualties;
        for (field, stated, toll) in [("dead", gold.fatalities, coded.dead), ("injured", gold.injured, coded.injured)] {
            let n = toll.and_then(|toll| toll.n);
            let right = match stated {
                Some(_) => self.tolls.count(n == stated),
                None => !self.false_tolls.count(n.is_some()),
            };
            if !right {
                told.push(What::field(gold, field, &number(stated), &number(n)));
            }
        }
    }

    fn parties(&mut self, gold: &GoldEvent, found: &Event, names: &Names<'_>, told: &mut Vec<What>) {
        for actor in &gold.actors {
            let same: Vec<_> = found.actors.iter().filter(|coded| names.same_actor(actor, coded)).collect();
            if !self.actors.count(!same.is_empty()) {
                let coded: Vec<&str> = found.actors.iter().map(|actor| actor.name.as_str()).collect();
                told.push(What::field(gold, "actor", &actor.name, &or_none(Some(coded.join("; ").as_str()))));
            } else if !self.roles.count(same.iter().any(|coded| coded.role.name() == actor.role)) {
                let coded = same.first().map(|coded| coded.role.name());
                told.push(What::field(gold, "role", &format!("{} {}", actor.role, actor.name), &or_none(coded)));
            }
        }
    }

    fn agreement(&mut self, gold: &GoldEvent, found: &Event, told: &mut Vec<What>) {
        let Some(stated) = gold.agreement else { return };
        let coded = found.agreement.map(|agreement| (agreement.kind, agreement.duration_days));
        if !self.agreements.count(coded == Some((stated.kind, stated.duration_days))) {
            let coded = coded.map(|(kind, days)| format!("{kind:?} for {}", number(days)));
            let stated = format!("{:?} for {}", stated.kind, number(stated.duration_days));
            told.push(What::field(gold, "agreement", &stated, &or_none(coded.as_deref())));
        }
    }
}

fn or_none(text: Option<&str>) -> &str {
    text.filter(|text| !text.is_empty()).unwrap_or("none")
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "none".to_owned(), |day| day.to_string())
}

fn number(n: Option<u32>) -> String {
    n.map_or_else(|| "none".to_owned(), |n| n.to_string())
}
