//! The record: one line of NDJSON, the contract with everyone who reads the file.
//!
//! Only this module serialises the domain. The domain may change on Tuesday; the wire may not:
//! within `marsad/1` changes only add. Key order is the order of the fields here; a field with no
//! value is `null`, never left out.
//!
//! A line is final but for its number: [`PendingLine`] holds all bytes behind `seq`, which the
//! sink fixes when it commits.

mod compose;
mod event;
mod line;
mod schema;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use compose::{Standing, compose};
pub use event::{Actor, Agreement, AttributedTo, Event, Evidence, Geometry, Part, Place, Plover};
pub use line::{PendingLine, SCHEMA, to_json};
pub use schema::schema;

/// The name and version of the program, the first half of `coder`.
pub const PROGRAM: &str = concat!("marsad ", env!("CARGO_PKG_VERSION"));

/// A string borrowed from the article, or owned where it was made.
pub type Text<'a> = Cow<'a, str>;

/// All of a record behind `schema` and `seq`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record<'a> {
    /// 32 hexadecimal digits over feed id, item, title and text; never written twice.
    #[serde(borrow)]
    pub id: Text<'a>,
    /// What the line is.
    pub kind: Kind,
    /// 1 for the first version seen of an item, counting the versions seen.
    pub revision: u32,
    /// Id of the last written record of the same item, for a revision.
    pub previous: Option<Text<'a>>,
    /// What a revision changed.
    pub changed: Option<Vec<ChangedPart>>,
    /// Whether it came with the first poll of its feed or after a long outage.
    pub backlog: bool,
    /// The guid, atom:id or given id, else the canonical URL, else the content key.
    pub item: Text<'a>,
    /// The feed.
    pub feed: Feed<'a>,
    /// The URL as given.
    pub url: Option<Text<'a>>,
    /// The URL in the form in which two spellings of one address meet.
    pub canonical_url: Option<Text<'a>>,
    /// The title as it came in, HTML converted.
    pub title: Text<'a>,
    /// The text as it came in, HTML converted; null with `output.text = false`.
    pub text: Option<Text<'a>>,
    /// Which part of the item the text is.
    pub text_basis: TextBasis,
    /// The summary, unless it is the text.
    pub summary: Option<Text<'a>>,
    /// Names as written.
    pub authors: Vec<Text<'a>>,
    /// ISO 639-1 tag of the language found.
    pub lang: Option<Text<'a>>,
    /// RFC 3339 in the feed's own offset, to the second.
    pub published: Option<Text<'a>>,
    /// The date as the feed wrote it.
    pub published_raw: Option<Text<'a>>,
    /// Where `published` came from.
    pub published_basis: Option<PublishedBasis>,
    /// RFC 3339 in UTC, to the second.
    pub fetched: Option<Text<'a>>,
    /// Whether the article is about Libya.
    pub relevance: Relevance<'a>,
    /// The earlier article that this one resembles.
    pub duplicate: Option<Duplicate<'a>>,
    /// Id of revision 1 of the cluster's first item; the own id for a unique article.
    pub story: Text<'a>,
    /// Hash of the folded title and text; null under four words.
    pub content_key: Option<Text<'a>>,
    /// Places and actors named.
    pub mentions: Mentions<'a>,
    /// What happened, in the order of the first trigger.
    pub events: Vec<Event<'a>>,
    /// Repairs of the feed and oddities of the item, by name.
    pub repairs: Vec<Text<'a>>,
    /// The program and the lexicon that coded the line.
    pub coder: Text<'a>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A new item.
    Article,
    /// A known item with a new text: its events replace those of `previous`.
    Revision,
    /// A copy; written only when asked for.
    Duplicate,
}

/// A part that a revision may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ChangedPart {
    /// The headline.
    Title,
    /// The text.
    Text,
    /// A number in either.
    Numbers,
}

/// Which part of the item the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TextBasis {
    /// The full content.
    Content,
    /// The summary.
    Summary,
    /// Nothing but a title.
    Title,
}

/// Where the publication time came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PublishedBasis {
    /// The feed said so.
    Feed,
    /// The time at which the item was first seen.
    FirstSeen,
}

/// The feed that the item came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Feed<'a> {
    /// The configured id.
    #[serde(borrow)]
    pub id: Text<'a>,
    /// The outlet.
    pub name: Option<Text<'a>>,
    /// The language configured.
    pub lang: Option<Text<'a>>,
    /// ISO 3166-1 alpha-2 country of the outlet.
    pub country: Option<Text<'a>>,
}

/// Whether the article is about Libya, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relevance<'a> {
    /// The class.
    pub class: RelevanceClass,
    /// From 0 to 1.
    pub score: f64,
    /// Such as `title:libya` or `event:in-libya`.
    #[serde(borrow)]
    pub reasons: Vec<Text<'a>>,
}

/// How far an article is about Libya.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RelevanceClass {
    /// It is its topic.
    About,
    /// It is named in passing.
    Mentions,
    /// It does not occur.
    None,
}

/// The earlier article that this one resembles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Duplicate<'a> {
    /// Its id.
    #[serde(borrow)]
    pub of: Text<'a>,
    /// How.
    pub relation: Relation,
    /// From 0 to 1.
    pub similarity: f64,
    /// For an update: what stands in the same place, there and here.
    pub changed: Option<Vec<(Text<'a>, Text<'a>)>>,
}

/// How an article resembles an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// The same words.
    Exact,
    /// The same report, cut or padded.
    Near,
    /// The same report with another number, day, place, armed group or a negation.
    Update,
    /// The same matter.
    Related,
}

/// Places and actors named, in the order of their first mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mentions<'a> {
    /// Places.
    #[serde(borrow)]
    pub places: Vec<PlaceMention<'a>>,
    /// Actors.
    pub actors: Vec<ActorMention<'a>>,
}

/// A place named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceMention<'a> {
    /// Lexicon id.
    #[serde(borrow)]
    pub id: Text<'a>,
    /// Canonical name.
    pub name: Text<'a>,
    /// ISO 3166-1 alpha-2; null if the text does not settle it.
    pub country: Option<Text<'a>>,
    /// How often.
    pub count: u32,
}

/// An actor named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ActorMention<'a> {
    /// Lexicon id.
    #[serde(borrow)]
    pub id: Text<'a>,
    /// Canonical name.
    pub name: Text<'a>,
    /// How often.
    pub count: u32,
}
