//! What happened, according to an article.

use chrono::NaiveDate;

use super::Evidence;
pub use super::toll::{Casualties, CasualtyPart, Harm, Qualifier, Toll};

/// All that the extraction stage found in an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Extraction {
    /// Whether the article is about Libya.
    pub relevance: Relevance,
    /// Places named, in the order of their first mention.
    pub places: Vec<PlaceMention>,
    /// Actors named, in the order of their first mention.
    pub actors: Vec<ActorMention>,
    /// Events in the order of their first trigger.
    pub events: Vec<Event>,
}

/// How far an article is about Libya.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RelevanceClass {
    /// Libya does not occur, or only as a look-alike.
    None,
    /// Libya is named in passing.
    Mentions,
    /// The article is about Libya.
    About,
}

impl RelevanceClass {
    /// All of them, the most relevant first.
    pub const ALL: [Self; 3] = [Self::About, Self::Mentions, Self::None];

    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Mentions => "mentions",
            Self::None => "none",
        }
    }
}

/// The class of relevance with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Relevance {
    /// The class.
    pub class: RelevanceClass,
    /// From 0 to 1.
    pub score: f64,
    /// Named reasons, such as `title:libya` or `event:in-libya`.
    pub reasons: Vec<String>,
}

/// A place named in an article.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Lexicon id.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// ISO 3166-1 alpha-2; `None` if the text does not settle it.
    pub country: Option<String>,
    /// How often.
    pub count: u32,
}

/// An actor named in an article.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorMention {
    /// Lexicon id.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// How often.
    pub count: u32,
}

/// Whether the event is said to have happened. A denial is a status, not a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Said to have happened or to go on.
    Reported,
    /// Somebody denies a claim that it happened.
    Denied,
    /// Said not to have happened or not to happen.
    Negated,
    /// Said to be going to happen.
    Planned,
    /// Only supposed: if, unless, whether.
    Hypothetical,
    /// Somebody asks for it.
    Demanded,
    /// Background, older than 14 days.
    Historical,
}

impl Status {
    /// All of them, in the order in which documents name them.
    pub const ALL: [Self; 7] = [
        Self::Reported,
        Self::Denied,
        Self::Negated,
        Self::Planned,
        Self::Hypothetical,
        Self::Demanded,
        Self::Historical,
    ];

    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Denied => "denied",
            Self::Negated => "negated",
            Self::Planned => "planned",
            Self::Hypothetical => "hypothetical",
            Self::Demanded => "demanded",
            Self::Historical => "historical",
        }
    }
}

/// The status with the words that gave it: a required part of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// The status.
    pub status: Status,
    /// The words that gave it, as in the text; `None` for a plain report.
    pub cue: Option<String>,
    /// What it depends on, as in the text.
    pub condition: Option<String>,
}

/// How the source stands to what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// It says so.
    Assert,
    /// It says so with reserve.
    Hedge,
    /// It says that it is not so.
    Deny,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Canonical name of a listed source, else the words of the text.
    pub source: String,
    /// Lexicon id of a listed source.
    pub actor_id: Option<String>,
    /// The class of the verb, such as `announce` or `deny`.
    pub verb: Option<String>,
    /// How the source stands to it.
    pub stance: Stance,
}

/// Where a date came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateBasis {
    /// The text gives the date.
    Stated,
    /// The text gives a day that counts from the publication, such as "yesterday".
    Relative,
    /// The text gives none: the publication day.
    Publication,
}

/// When it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The first day; `None` if unknown.
    pub date: Option<NaiveDate>,
    /// The last day, if there is more than one.
    pub end: Option<NaiveDate>,
    /// 1: day known, 2: about a week, 3: about a month or worse. `None` without a date.
    pub precision: Option<u8>,
    /// Where the date came from. `None` without a date.
    pub basis: Option<DateBasis>,
}

impl When {
    /// No date at all.
    pub const UNKNOWN: Self = Self { date: None, end: None, precision: None, basis: None };
}

/// The part that an actor plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActorRole {
    /// Did it.
    Actor,
    /// Had it done to them.
    Recipient,
    /// Took part; no direction said.
    Party,
    /// Stood between.
    Mediator,
}

impl ActorRole {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Recipient => "recipient",
            Self::Party => "party",
            Self::Mediator => "mediator",
        }
    }
}

/// The kind of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActorType {
    /// Armed forces and police of a state or of a side that acts as one.
    StateForce,
    /// Any other armed group.
    ArmedGroup,
    /// A government, ministry, council or their offices.
    Government,
    /// A parliament, party or movement.
    Political,
    /// An international body or its mission.
    International,
    /// A company.
    Company,
    /// Unarmed people: residents, protesters, migrants.
    Civilians,
    /// A named person.
    Person,
    /// None of these.
    Other,
}

/// An actor of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventActor {
    /// Lexicon id; `None` for an unlisted one.
    pub id: Option<String>,
    /// Canonical name, else the words of the text.
    pub name: String,
    /// The words of the text.
    pub text: String,
    /// The part it plays.
    pub role: ActorRole,
    /// Its kind.
    pub kind: ActorType,
    /// ISO 3166-1 alpha-2; `None` if unknown.
    pub country: Option<String>,
}

/// Where it happened.
#[derive(Clone, Debug, PartialEq)]
pub struct EventPlace {
    /// Lexicon id.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// The words of the text.
    pub text: String,
    /// Words such as "south of", as in the text.
    pub qualifier: Option<String>,
    /// ISO 3166-1 alpha-2; `None` if the text does not settle it.
    pub country: Option<String>,
    /// First-level name and code.
    pub admin1: Option<(String, String)>,
    /// Second-level name.
    pub admin2: Option<String>,
    /// Latitude and longitude in degrees; `None` if only a country is stated.
    pub point: Option<(f64, f64)>,
    /// ACLED's code: 1 the place itself, 2 near it or part of a region, 3 a region or country.
    pub geo_precision: u8,
    /// UCDP GED's code from 1 (exact) to 7 (sea or air).
    pub where_prec: u8,
}

/// What kind of agreement it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgreementKind {
    /// Truce, ceasefire, cessation of hostilities or of shelling.
    Ceasefire,
    /// Of prisoners or bodies.
    Exchange,
    /// Of forces.
    Withdrawal,
    /// Anything else.
    Other,
}

impl AgreementKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Ceasefire, Self::Exchange, Self::Withdrawal, Self::Other];

    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ceasefire => "ceasefire",
            Self::Exchange => "exchange",
            Self::Withdrawal => "withdrawal",
            Self::Other => "other",
        }
    }
}

/// What was agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The kind.
    pub kind: AgreementKind,
    /// For how many days.
    pub duration_days: Option<u32>,
}

/// The PLOVER crosswalk of an event type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plover {
    /// Such as `ASSAULT`.
    pub event: String,
    /// Such as `firearms`.
    pub mode: Option<String>,
    /// Such as `military`.
    pub context: Vec<String>,
}

/// Which vocabulary a type belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// ACLED's own.
    Acled,
    /// Marsad's extension: what ACLED leaves out.
    Ext,
}

/// One coded event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Stable over revisions and lexicon edits: item identity, type, sub-type, place, date, rank.
    pub id: String,
    /// Such as `Battles`.
    pub event_type: String,
    /// Such as `Armed clash`.
    pub sub_event_type: String,
    /// The vocabulary.
    pub scheme: Scheme,
    /// The crosswalk.
    pub plover: Plover,
    /// Whether it happened.
    pub assertion: Assertion,
    /// Who said so.
    pub attribution: Vec<Attribution>,
    /// When.
    pub when: When,
    /// Who.
    pub actors: Vec<EventActor>,
    /// Where.
    pub place: Option<EventPlace>,
    /// How many.
    pub casualties: Casualties,
    /// What was agreed.
    pub agreement: Option<Agreement>,
    /// From 0 to 1, two decimals: how often events of this confidence are right.
    pub confidence: f64,
    /// The rules that fired.
    pub rules: Vec<String>,
    /// The words that it rests on, in the order of the text within each role.
    pub evidence: Vec<Evidence>,
}
