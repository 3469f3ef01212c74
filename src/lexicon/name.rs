//! The names of a row in three languages, and which of them need support.

use crate::document::{At, Section};
use crate::problem::{Problem, Problems};
use crate::text::word_key;

/// One name as written in the file.
pub(super) struct Name {
    pub(super) text: String,
    /// Needs support: it is also an ordinary word, or common elsewhere.
    pub(super) weak: bool,
    /// Is an everyday word: needs a word for a place before it, or places beside it. Also weak.
    pub(super) common: bool,
    /// Belongs to another row too.
    pub(super) shared: bool,
    pub(super) byte: usize,
}

/// All names of a row.
#[derive(Default)]
pub(super) struct NameSet(pub(super) Vec<Name>);

impl NameSet {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The key of a folded name of a table: places and actors share names.
pub(super) fn key(table: &'static str, folded: &str) -> u64 {
    word_key(folded) ^ word_key(table)
}

/// Reads `ar`, `en`, `fr`, `weak`, `common` and `shared`. Names in `weak`, `common` and `shared`
/// need not be repeated in the lists of the languages.
pub(super) fn read_names(row: &mut Section<'_, '_>, problems: &mut Problems) -> NameSet {
    let mut names: Vec<Name> = Vec::new();
    for key in ["ar", "en", "fr"] {
        for name in row.strings(key, problems).unwrap_or_default() {
            add(&mut names, name, row, problems);
        }
    }
    let mut marked = |key: &'static str, problems: &mut Problems, mark: fn(&mut Name)| {
        for name in row.strings(key, problems).unwrap_or_default() {
            let known = names.iter().position(|known| known.text == name.value);
            let at = known.unwrap_or_else(|| {
                names.push(Name { text: name.value, weak: false, common: false, shared: false, byte: name.byte });
                names.len() - 1
            });
            if let Some(name) = names.get_mut(at) {
                mark(name);
            }
        }
    };
    marked("weak", problems, |name| name.weak = true);
    marked("common", problems, |name| {
        name.weak = true;
        name.common = true;
    });
    marked("shared", problems, |name| name.shared = true);
    NameSet(names)
}

fn add(names: &mut Vec<Name>, name: At<String>, row: &Section<'_, '_>, problems: &mut Problems) {
    if name.value.trim().is_empty() {
        problems.push(Problem::new(row.place_of(name.byte), "a name is empty"));
    } else if !names.iter().any(|known| known.text == name.value) {
        names.push(Name { text: name.value, weak: false, common: false, shared: false, byte: name.byte });
    }
}
