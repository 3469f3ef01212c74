//! The events of a record, as they are written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;

/// One coded event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event<'a> {
    /// Over the item's identity, type, sub-type, place, date and rank: survives revisions.
    #[serde(borrow)]
    pub id: Text<'a>,
    /// Such as `Battles`.
    pub event_type: Text<'a>,
    /// Such as `Armed clash`.
    pub sub_event_type: Text<'a>,
    /// `acled`, or `ext` for what ACLED leaves out.
    pub scheme: Text<'a>,
    /// The PLOVER crosswalk.
    pub plover: Plover<'a>,
    /// reported, denied, negated, planned, hypothetical, demanded or historical.
    pub status: Text<'a>,
    /// The words that gave the status.
    pub status_cue: Option<Text<'a>>,
    /// The words that it depends on.
    pub condition: Option<Text<'a>>,
    /// Who said so.
    pub attribution: Vec<AttributedTo<'a>>,
    /// The first day, YYYY-MM-DD.
    pub date: Option<Text<'a>>,
    /// The last day; null = one day.
    pub date_end: Option<Text<'a>>,
    /// 1 day known, 2 about a week, 3 about a month or worse.
    pub time_precision: Option<u8>,
    /// stated, relative or publication.
    pub date_basis: Option<Text<'a>>,
    /// Who.
    pub actors: Vec<Actor<'a>>,
    /// Where.
    pub place: Option<Place<'a>>,
    /// GeoJSON point, [longitude, latitude].
    pub geometry: Option<Geometry>,
    /// Killed; null = not stated, 0 = the text says none.
    pub fatalities: Option<u32>,
    /// The least that the words allow.
    pub fatalities_low: Option<u32>,
    /// The most that the words allow.
    pub fatalities_high: Option<u32>,
    /// exact, at-least, more-than, up-to, about, range or vague.
    pub fatalities_qualifier: Option<Text<'a>>,
    /// Wounded.
    pub injured: Option<u32>,
    /// The least that the words allow.
    pub injured_low: Option<u32>,
    /// The most that the words allow.
    pub injured_high: Option<u32>,
    /// As `fatalities_qualifier`.
    pub injured_qualifier: Option<Text<'a>>,
    /// Missing.
    pub missing: Option<u32>,
    /// Arrested or held.
    pub detained: Option<u32>,
    /// Kidnapped.
    pub kidnapped: Option<u32>,
    /// Dead and wounded together, where the text does not tell them apart.
    pub total_casualties: Option<u32>,
    /// Parts of a toll, and rival tolls with their source.
    pub casualty_parts: Vec<Part<'a>>,
    /// Whether the toll is a running one: it replaces earlier ones.
    pub running_total: bool,
    /// What was agreed.
    pub agreement: Option<Agreement<'a>>,
    /// From 0 to 1: how often events of this confidence are right.
    pub confidence: f64,
    /// The rules that fired.
    pub rules: Vec<Text<'a>>,
    /// The words that it rests on.
    pub evidence: Vec<Evidence<'a>>,
}

/// The PLOVER crosswalk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Plover<'a> {
    /// Such as `ASSAULT`.
    #[serde(borrow)]
    pub event: Text<'a>,
    /// Such as `firearms`.
    pub mode: Option<Text<'a>>,
    /// Such as `military`.
    pub context: Vec<Text<'a>>,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AttributedTo<'a> {
    /// Canonical name of a listed source, else the words of the text.
    #[serde(borrow)]
    pub source: Text<'a>,
    /// Lexicon id of a listed source.
    pub actor_id: Option<Text<'a>>,
    /// The class of the verb.
    pub verb: Option<Text<'a>>,
    /// assert, hedge or deny.
    pub stance: Text<'a>,
}

/// An actor of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Actor<'a> {
    /// Lexicon id; null for an unlisted one.
    #[serde(borrow)]
    pub id: Option<Text<'a>>,
    /// Canonical name, else the words of the text.
    pub name: Text<'a>,
    /// The words of the text.
    pub text: Text<'a>,
    /// actor, recipient, party or mediator.
    pub role: Text<'a>,
    /// state-force, armed-group, government, political, international, company, civilians, person or other.
    #[serde(rename = "type")]
    pub kind: Text<'a>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<Text<'a>>,
}

/// Where it happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place<'a> {
    /// Lexicon id.
    #[serde(borrow)]
    pub id: Text<'a>,
    /// Canonical name.
    pub name: Text<'a>,
    /// The words of the text.
    pub text: Text<'a>,
    /// Such as "south of", in the words of the text.
    pub qualifier: Option<Text<'a>>,
    /// ISO 3166-1 alpha-2; null if the text does not settle it.
    pub country: Option<Text<'a>>,
    /// First-level name.
    pub admin1: Option<Text<'a>>,
    /// First-level OCHA code.
    pub admin1_pcode: Option<Text<'a>>,
    /// Second-level name.
    pub admin2: Option<Text<'a>>,
    /// Degrees north; null if only a country is stated.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// ACLED: 1 the place, 2 near it or part of a region, 3 a region or country.
    pub geo_precision: u8,
    /// UCDP GED: 1 exact to 7 sea or air.
    pub where_prec: u8,
}

/// A GeoJSON point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Geometry {
    /// Always `Point`.
    #[serde(rename = "type")]
    pub kind: GeometryKind,
    /// Longitude, latitude.
    pub coordinates: (f64, f64),
}

/// The only geometry that we write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum GeometryKind {
    /// A point.
    Point,
}

/// A part of a toll, or a rival toll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Part<'a> {
    /// dead, injured, missing, detained, kidnapped or casualties.
    #[serde(borrow)]
    pub kind: Text<'a>,
    /// How many; null if vague.
    pub n: Option<u32>,
    /// Such as `children`.
    pub who: Option<Text<'a>>,
    /// Who said so, if tolls rival.
    pub source: Option<Text<'a>>,
    /// The words.
    pub exact: Text<'a>,
}

/// What was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Agreement<'a> {
    /// ceasefire, exchange, withdrawal or other.
    #[serde(borrow)]
    pub kind: Text<'a>,
    /// For how many days.
    pub duration_days: Option<u32>,
}

/// Words of the article that an event rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence<'a> {
    /// trigger, actor, place, date, casualty, status, attribution, condition or agreement.
    #[serde(borrow)]
    pub role: Text<'a>,
    /// title or text.
    pub field: Text<'a>,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// `field[start:end]`, always.
    pub exact: Text<'a>,
}
