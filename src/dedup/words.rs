//! The words that the comparison of articles knows: boilerplate, agencies, outlets, and the
//! slots in which one report differs from another that uses the same sentences.

use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use super::{forms::Forms, strip::Phrases};
use crate::text::fold::fold;

/// The list that comes with the program.
pub const BUILTIN: &str = include_str!("../../config/lexicon/newsroom.toml");

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

/// All the words, folded.
#[derive(Debug, Default)]
pub struct Words {
    pub(super) boilerplate: Phrases,
    pub(super) agencies: Vec<String>,
    outlets: Vec<String>,
    /// What fills slots.
    pub(super) forms: Forms,
    /// Words behind which a name stands.
    pub(super) cues: Forms,
}

/// Words that are read when an article is first compared, on whichever thread: a poll that brings
/// nothing new does without.
pub type SharedWords = Arc<LazyLock<Words, Box<dyn FnOnce() -> Words + Send>>>;

/// Words that `read` will give.
pub(super) fn shared(read: impl FnOnce() -> Words + Send + 'static) -> SharedWords {
    Arc::new(LazyLock::new(Box::new(read)))
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
            boilerplate: Phrases::of(&file.boilerplate.phrases, &file.boilerplate.pairs),
            agencies: folded(file.dateline.agencies),
            outlets: folded(file.outlets.names),
            forms: Forms::default(),
            cues: Forms::default(),
        };
        for row in file.cue {
            for form in row.forms {
                words.cues.add(row.kind, &form, &form);
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
        self.forms.add(kind, is, form);
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

    /// Whether a folded string is the name of an outlet.
    pub(super) fn is_outlet(&self, folded: &str) -> bool {
        self.outlets.iter().any(|outlet| outlet == folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedup::forms::hash;

    #[test]
    fn the_builtin_list_can_be_read() {
        let words = Words::parse(BUILTIN).map(|words| words.forms.len());
        assert!(words.as_ref().is_ok_and(|forms| *forms > 300), "{words:?}");
    }

    #[test]
    fn longer_forms_come_first() {
        let words = Words::builtin();
        let first = words.forms.starting(hash("لا")).first().map(|form| form.kind);
        assert_eq!(first, Some(SlotKind::Denial));
    }
}
