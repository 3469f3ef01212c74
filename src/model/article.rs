//! An item whose strings are final: what is emitted, hashed and coded.

use std::{fmt, sync::Arc};

use chrono::{DateTime, FixedOffset, Utc};

use super::{Language, Source};

/// The id of a record: 128 bits, written as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId(pub [u8; 16]);

impl RecordId {
    /// The id of 32 hexadecimal digits, or `None` if it is none.
    pub fn parse(hex: &str) -> Option<Self> {
        if hex.len() != 32 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        u128::from_str_radix(hex, 16).ok().map(|n| Self(n.to_be_bytes()))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Which part of the item the emitted text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextBasis {
    /// The full content.
    Content,
    /// The summary, for want of content.
    Summary,
    /// Nothing but a title: the text is empty.
    Title,
}

/// Where the publication time came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedBasis {
    /// The feed said so.
    Feed,
    /// The feed gave no usable date: the time at which we first saw the item.
    FirstSeen,
}

/// A title and a text as the key fold has them (`text::fold`): made for the content key, and what
/// the comparison of articles reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The title, a separator, and the lines of the text with single spaces between words and lines.
    pub bytes: Vec<u8>,
    /// Where the text begins in `bytes`.
    pub text: usize,
    /// One past the last byte of each line of the text that has words.
    pub ends: Vec<usize>,
}

impl Folded {
    /// The whole text.
    pub fn text(&self) -> &[u8] {
        self.bytes.get(self.text..).unwrap_or(&[])
    }

    /// The lines of the text that have words.
    pub fn lines(&self) -> impl Iterator<Item = &[u8]> {
        let mut start = self.text;
        self.ends.iter().map(move |end| {
            let line = self.bytes.get(start..*end).unwrap_or(&[]);
            // Behind the space that follows.
            start = end + 1;
            line
        })
    }
}

/// An item whose strings are final.
///
/// `title` and `text` are exactly what the record emits; every span counts in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The feed.
    pub source: Arc<Source>,
    /// The guid or given id, else the canonical URL, else the content key.
    pub item: String,
    /// The usable guid, if there is one.
    pub guid: Option<String>,
    /// The URL as given.
    pub url: Option<String>,
    /// The URL in the form in which two spellings of one address meet.
    pub canonical_url: Option<String>,
    /// The emitted title; may be empty.
    pub title: String,
    /// The emitted text; empty when `text_basis` is `Title`.
    pub text: String,
    /// Which part of the item `text` is.
    pub text_basis: TextBasis,
    /// The summary as plain text, unless it is the text.
    pub summary: Option<String>,
    /// Names of authors, as written.
    pub authors: Vec<String>,
    /// The language found, or `None` if none was.
    pub lang: Option<Language>,
    /// When it was published, in the feed's own offset.
    pub published: Option<DateTime<FixedOffset>>,
    /// The date as the feed wrote it.
    pub published_raw: Option<String>,
    /// Where `published` came from; `None` if there is no date at all.
    pub published_basis: Option<PublishedBasis>,
    /// When it was fetched; `None` for items given by hand.
    pub fetched: Option<DateTime<Utc>>,
    /// Whether it came with a feed's first poll.
    pub backlog: bool,
    /// Repairs and oddities, by name.
    pub repairs: Vec<String>,
    /// Hash of the folded title and body (32 hexadecimal digits); `None` under four tokens.
    pub content_key: Option<u128>,
    /// What the key was made of; `None` for a long text, which is folded again where it is needed.
    pub folded: Option<Folded>,
}

impl Article {
    /// The id of this article's record: the first 128 bits of BLAKE3 over feed id, item, title
    /// and text, each preceded by its length so that no two articles run together.
    ///
    /// Not of time, order, revision number, fold version or lexicon: the same text of the same
    /// item has the same id for ever.
    pub fn record_id(&self) -> RecordId {
        let mut hasher = blake3::Hasher::new();
        for part in [&*self.source.id, &self.item, &self.title, &self.text] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let mut id = [0; 16];
        hasher.finalize_xof().fill(&mut id);
        RecordId(id)
    }
}
