//! The texts of the lexicon files, embedded or given.

use std::{borrow::Cow, collections::BTreeMap};

/// The files that make a lexicon, in the order in which they are read.
const EMBEDDED: [(&str, &str); 11] = [
    ("places.toml", include_str!("../../config/lexicon/places.toml")),
    ("abroad.toml", include_str!("../../config/lexicon/abroad.toml")),
    ("admin.toml", include_str!("../../config/lexicon/admin.toml")),
    ("actors.toml", include_str!("../../config/lexicon/actors.toml")),
    ("structure.toml", include_str!("../../config/lexicon/structure.toml")),
    ("events.toml", include_str!("../../config/lexicon/events.toml")),
    ("quantities.toml", include_str!("../../config/lexicon/quantities.toml")),
    ("calendar.toml", include_str!("../../config/lexicon/calendar.toml")),
    ("assertion.toml", super::assertion::EMBEDDED),
    ("relevance.toml", include_str!("../../config/lexicon/relevance.toml")),
    ("newsroom.toml", crate::dedup::words::BUILTIN),
];

/// The texts of the lexicon files by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    files: BTreeMap<Cow<'static, str>, Cow<'static, str>>,
}

impl Sources {
    /// The files that are part of the program.
    pub fn embedded() -> Self {
        Self { files: EMBEDDED.iter().map(|(name, text)| (Cow::Borrowed(*name), Cow::Borrowed(*text))).collect() }
    }

    /// Puts `text` in the place of the file `name`; a name that is none of the files adds to them:
    /// a gazetteer of the user's own, an event type, the words of another language.
    pub fn replace(&mut self, name: &str, text: impl Into<String>) {
        self.files.insert(Cow::Owned(name.to_owned()), Cow::Owned(text.into()));
    }

    /// Names of the files that may be replaced.
    pub fn names() -> impl Iterator<Item = &'static str> {
        EMBEDDED.iter().map(|(name, _)| *name)
    }

    /// The text of a file.
    pub fn get(&self, name: &str) -> &str {
        self.files.get(name).map_or("", |text| text)
    }

    /// The files beyond the known ones.
    pub(super) fn others(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter(|(name, _)| !EMBEDDED.iter().any(|(known, _)| known == name))
            .map(|(name, text)| (&**name, &**text))
    }

    /// Six hexadecimal digits over names and texts.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (name, text) in &self.files {
            for part in [name, text] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
        }
        hasher.finalize().to_hex().chars().take(6).collect()
    }
}
