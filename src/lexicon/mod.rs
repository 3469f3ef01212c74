//! What an analyst may edit, compiled: words, names and cues from `config/lexicon`.

pub mod assertion;
pub mod phrase;
