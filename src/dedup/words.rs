//! The words that the comparison of articles knows: boilerplate, agencies, outlets, and the
//! slots in which one report differs from another that uses the same sentences.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::Arc,
};

use serde::Deserialize;
use xxhash_rust::xxh3::xxh3_64;

use crate::text::fold::fold;

/// The list that comes with the program.
const BUILTIN: &str = include_str!("../../config/lexicon/newsroom.toml");

/// What kind of thing stands in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SlotKind {
    /// Digits or a number word.
    Number,
    /// A day of the week.
    Weekday,
    /// A month.
    Month,
    /// A place.
    Place,
    /// An armed group.
    Group,
    /// Says of a report that it is false.
    Denial,
    /// Any other negation.
    Negation,
}

impl SlotKind {
    /// The kind of a stored code.
    pub(super) fn from_code(code: u8) -> Option<Self> {
        [Self::Number, Self::Weekday, Self::Month, Self::Place, Self::Group, Self::Denial, Self::Negation]
            .into_iter()
            .find(|kind| kind.code() == code)
    }

    /// The stored code.
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Number => 0,
            Self::Weekday => 1,
            Self::Month => 2,
            Self::Place => 3,
            Self::Group => 4,
            Self::Denial => 5,
            Self::Negation => 6,
        }
    }

    /// Whether it negates.
    pub(super) fn negates(self) -> bool {
        matches!(self, Self::Denial | Self::Negation)
    }
}

/// A known form.
#[derive(Debug)]
pub(super) struct Form {
    /// Its words after the first, hashed.
    pub(super) rest: Vec<u32>,
    pub(super) kind: SlotKind,
    /// Equal for forms of one thing.
    pub(super) value: u32,
    /// The form as it is spelt in the list.
    pub(super) spelling: Arc<str>,
}

/// A map from hashes of words, which need not be hashed again: the keys are ours.
type ByHash<V> = HashMap<u32, V, BuildHasherDefault<Spread>>;

/// Spreads a hash of 32 bits over 64.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u32(&mut self, hash: u32) {
        self.0 = u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// All the words, folded.
#[derive(Debug, Default)]
pub struct Words {
    pub(super) boilerplate: Vec<String>,
    pub(super) pairs: Vec<(String, String)>,
    pub(super) agencies: Vec<String>,
    outlets: Vec<String>,
    /// By the hash of their first word; longer forms first.
    forms: ByHash<Vec<Form>>,
    /// Words behind which a name stands, by the hash of their first word.
    cues: ByHash<Vec<Form>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "sources")]
    _sources: Vec<String>,
    boilerplate: Boilerplate,
    dateline: Dateline,
    outlets: Outlets,
    #[serde(default)]
    cue: Vec<CueRow>,
    slot: Vec<SlotRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueRow {
    kind: SlotKind,
    forms: Vec<String>,
}

/// The rows of a file of the lexicon, as far as they name things.
#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    place: Vec<Name>,
    #[serde(default)]
    actor: Vec<Name>,
}

#[derive(Deserialize)]
struct Name {
    id: String,
    #[serde(default, rename = "type")]
    kind: String,
    /// A word for people at large, such as "gunmen": one outlet has it where another has "fighters".
    #[serde(default)]
    generic: bool,
    #[serde(default)]
    ar: Vec<String>,
    #[serde(default)]
    en: Vec<String>,
    #[serde(default)]
    fr: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Boilerplate {
    phrases: Vec<String>,
    pairs: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dateline {
    agencies: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outlets {
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SlotRow {
    kind: SlotKind,
    is: String,
    forms: Vec<String>,
}

impl Words {
    /// The list that comes with the program.
    pub fn builtin() -> Self {
        // A test reads the list, so that it cannot fail here; without it nothing is boilerplate.
        Self::parse(BUILTIN).unwrap_or_default()
    }

    /// Reads a list.
    ///
    /// # Errors
    /// If it is not TOML of the shape of `config/lexicon/newsroom.toml`.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let folded = |list: Vec<String>| list.iter().map(|form| fold(form)).collect();
        let mut words = Self {
            boilerplate: folded(file.boilerplate.phrases),
            pairs: file.boilerplate.pairs.iter().map(|(first, second)| (fold(first), fold(second))).collect(),
            agencies: folded(file.dateline.agencies),
            outlets: folded(file.outlets.names),
            forms: ByHash::default(),
            cues: ByHash::default(),
        };
        for row in file.cue {
            for form in row.forms {
                insert(&mut words.cues, row.kind, &form, &form);
            }
        }
        for row in file.slot {
            for form in row.forms {
                words.add(row.kind, &row.is, &form);
            }
        }
        Ok(words)
    }

    /// Adds a form of the thing called `is`, such as a name of a place of the lexicon.
    pub fn add(&mut self, kind: SlotKind, is: &str, form: &str) {
        insert(&mut self.forms, kind, is, form);
    }

    /// Adds the places and armed groups of a file of the lexicon (`places.toml`, `actors.toml` and
    /// their like). What is no row of these is skipped: the lexicon reports its own mistakes.
    ///
    /// # Errors
    /// If it is not TOML, or its rows are not tables of names.
    pub fn add_lexicon(&mut self, text: &str) -> Result<(), toml::de::Error> {
        let named: Named = toml::from_str(text)?;
        let is_armed = |actor: &Name| !actor.generic && matches!(actor.kind.as_str(), "armed-group" | "state-force");
        let armed = named.actor.into_iter().filter(is_armed);
        let places = named.place.into_iter().map(|place| (SlotKind::Place, place));
        for (kind, name) in places.chain(armed.map(|actor| (SlotKind::Group, actor))) {
            for form in name.ar.iter().chain(&name.en).chain(&name.fr) {
                self.add(kind, &name.id, form);
            }
        }
        Ok(())
    }

    /// The cues that begin with a word, longer ones first.
    pub(super) fn cues(&self, first: u32) -> &[Form] {
        self.cues.get(&first).map_or(&[], Vec::as_slice)
    }

    /// The forms that begin with a word, longer ones first.
    pub(super) fn forms(&self, first: u32) -> &[Form] {
        self.forms.get(&first).map_or(&[], Vec::as_slice)
    }

    /// Whether a folded string is the name of an outlet.
    pub(super) fn is_outlet(&self, folded: &str) -> bool {
        self.outlets.iter().any(|outlet| outlet == folded)
    }
}

/// Adds a form, unless another thing has it already.
fn insert(forms: &mut ByHash<Vec<Form>>, kind: SlotKind, is: &str, form: &str) {
    let folded = fold(form);
    // With its article, "the armed forces" would hide "armed forces of" some country behind it.
    let words = ["the ", "l ", "le ", "la ", "les "].into_iter().find_map(|article| folded.strip_prefix(article));
    let mut tokens = words.unwrap_or(&folded).split(' ').map(hash);
    let Some(first) = tokens.next().filter(|_| !folded.is_empty()) else { return };
    let rest: Vec<u32> = tokens.collect();
    let forms = forms.entry(first).or_default();
    if forms.iter().any(|known| known.rest == rest) {
        return;
    }
    let at = forms.iter().position(|known| known.rest.len() < rest.len()).unwrap_or(forms.len());
    forms.insert(at, Form { rest, kind, value: hash(is), spelling: Arc::from(form) });
}

/// The hash of a folded word.
pub(super) fn hash(word: &str) -> u32 {
    // The low half: two words of one language meet in it once in a million vocabularies.
    #[expect(clippy::cast_possible_truncation, reason = "the half of the hash is what is wanted")]
    let half = xxh3_64(word.as_bytes()) as u32;
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_list_can_be_read() {
        let words = Words::parse(BUILTIN).map(|words| words.forms.len());
        assert!(words.as_ref().is_ok_and(|forms| *forms > 300), "{words:?}");
    }

    #[test]
    fn longer_forms_come_first() {
        let words = Words::builtin();
        let first = words.forms(hash("لا")).first().map(|form| form.kind);
        assert_eq!(first, Some(SlotKind::Denial));
    }
}
