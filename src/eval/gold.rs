//! Gold lines: an item with what a careful reader takes from it.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::{
    given::{self, Given, NoItem},
    model::event::{AgreementKind, RelevanceClass, Status},
};

/// One line of a gold file.
#[derive(Clone, Debug)]
pub struct GoldLine {
    /// The item, as `marsad extract` takes it.
    pub given: Given,
    /// What it says.
    pub gold: Gold,
}

/// What a careful reader takes from an item.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Gold {
    /// Whether it is about Libya.
    #[serde(deserialize_with = "class")]
    pub relevance: RelevanceClass,
    /// What happened; the order does not matter.
    pub events: Vec<GoldEvent>,
}

/// One event of the gold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct GoldEvent {
    /// Such as `Battles`.
    pub event_type: String,
    /// Such as `Armed clash`.
    pub sub_event_type: String,
    /// Whether it happened.
    #[serde(deserialize_with = "status")]
    pub status: Status,
    /// Name of the narrowest place given for the act.
    pub place: Option<String>,
    /// ISO 3166-1 alpha-2 of the place.
    pub country: Option<String>,
    /// The first day.
    pub date: Option<NaiveDate>,
    /// The last day, if there is more than one.
    pub date_end: Option<NaiveDate>,
    /// Killed; `None` = not stated.
    pub fatalities: Option<u32>,
    /// Wounded.
    pub injured: Option<u32>,
    /// Named bodies, states and groups whose part is clear.
    #[serde(default)]
    pub actors: Vec<GoldActor>,
    /// What was agreed.
    pub agreement: Option<GoldAgreement>,
}

/// An actor of the gold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct GoldActor {
    /// The established English name, or a description in English.
    pub name: String,
    /// The words of the article, for those that have no established name.
    #[serde(default)]
    pub text: Option<String>,
    /// actor, recipient, party or mediator.
    pub role: String,
}

/// An agreement of the gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct GoldAgreement {
    /// The kind.
    #[serde(deserialize_with = "agreement")]
    pub kind: AgreementKind,
    /// For how many days.
    pub duration_days: Option<u32>,
}

/// Why a line is no gold.
#[derive(Debug, thiserror::Error)]
pub enum NoGold {
    /// It is not JSON, lacks a key, or a value is none of those known.
    #[error("no gold: {0}")]
    Json(#[from] serde_json::Error),
    /// Its `item` is none.
    #[error(transparent)]
    Item(#[from] NoItem),
}

#[derive(Deserialize)]
struct Line {
    item: Value,
    gold: Gold,
}

impl GoldLine {
    /// Reads one line: `{"item": …, "gold": {"relevance": …, "events": […]}}`. Other keys, such as
    /// `why`, are for people.
    ///
    /// # Errors
    /// If it is not that.
    pub fn parse(line: &str) -> Result<Self, NoGold> {
        let Line { item, gold } = serde_json::from_str(line)?;
        Ok(Self { given: given::parse(&item.to_string())?, gold })
    }
}

fn class<'de, D: Deserializer<'de>>(from: D) -> Result<RelevanceClass, D::Error> {
    one_of(from, &RelevanceClass::ALL, RelevanceClass::name)
}

fn agreement<'de, D: Deserializer<'de>>(from: D) -> Result<AgreementKind, D::Error> {
    one_of(from, &AgreementKind::ALL, AgreementKind::name)
}

fn status<'de, D: Deserializer<'de>>(from: D) -> Result<Status, D::Error> {
    one_of(from, &Status::ALL, Status::name)
}

fn one_of<'de, D: Deserializer<'de>, T: Copy>(
    from: D,
    known: &[T],
    name: fn(T) -> &'static str,
) -> Result<T, D::Error> {
    let given = String::deserialize(from)?;
    known.iter().copied().find(|value| name(*value) == given).ok_or_else(|| {
        let known: Vec<&str> = known.iter().copied().map(name).collect();
        serde::de::Error::custom(format!("`{given}` is none of {}", known.join(", ")))
    })
}
