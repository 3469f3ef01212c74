//! The languages that marsad tells apart.

use std::fmt;

/// A language of an article. The first three are coded; the others are told apart so that an
/// Italian or Persian article is not read as French or Arabic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Arabic.
    Arabic,
    /// English.
    English,
    /// French.
    French,
    /// Italian: read by detection only.
    Italian,
    /// Turkish: read by detection only.
    Turkish,
    /// Persian: Arabic script, read by detection only.
    Persian,
    /// Urdu: Arabic script, read by detection only.
    Urdu,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Arabic, Self::English, Self::French, Self::Italian, Self::Turkish, Self::Persian, Self::Urdu];

    /// The languages whose words are part of the program, in the order of the documentation. A
    /// lexicon file of a user may hold those of any other.
    pub const CODED: [Self; 3] = [Self::Arabic, Self::English, Self::French];

    /// The ISO 639-1 tag, such as `ar`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::English => "en",
            Self::French => "fr",
            Self::Italian => "it",
            Self::Turkish => "tr",
            Self::Persian => "fa",
            Self::Urdu => "ur",
        }
    }

    /// The language of a tag such as `ar`, `AR-ly` or `fr_TN`; the region is ignored.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.trim();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}
