//! How many, and how it was stated.

/// How a number was stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Qualifier {
    /// "four dead"
    Exact,
    /// "at least four"
    AtLeast,
    /// "more than four"
    MoreThan,
    /// "up to four"
    UpTo,
    /// "about four"
    About,
    /// "between four and six"
    Range,
    /// "dozens"
    Vague,
}

/// A toll of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Toll {
    /// The number stated; `None` if vague.
    pub n: Option<u32>,
    /// The least that the words allow.
    pub low: Option<u32>,
    /// The most that the words allow.
    pub high: Option<u32>,
    /// How it was stated.
    pub qualifier: Qualifier,
}

/// What befell people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Harm {
    /// Killed.
    Dead,
    /// Wounded.
    Injured,
    /// Missing.
    Missing,
    /// Arrested or held.
    Detained,
    /// Taken by force by others than the authorities.
    Kidnapped,
    /// Dead and wounded together, not told apart.
    Casualties,
}

/// A part of a toll, or a rival toll with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct CasualtyPart {
    /// What befell them.
    pub kind: Harm,
    /// How many; `None` if vague.
    pub n: Option<u32>,
    /// Who, such as `children`; `None` if not said.
    pub who: Option<String>,
    /// Who said so, if the tolls rival.
    pub source: Option<String>,
    /// The words.
    pub exact: String,
}

/// All tolls of an event. `None` = not stated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Casualties {
    /// Killed.
    pub dead: Option<Toll>,
    /// Wounded.
    pub injured: Option<Toll>,
    /// Missing.
    pub missing: Option<Toll>,
    /// Arrested or held.
    pub detained: Option<Toll>,
    /// Kidnapped.
    pub kidnapped: Option<Toll>,
    /// Dead and wounded together.
    pub total: Option<Toll>,
    /// Parts and rival tolls.
    pub parts: Vec<CasualtyPart>,
    /// The toll is a running one ("rises to").
    pub running: bool,
}
