//! Texts that were seen: content and body keys to the first item that had them.

use super::{
    codec::{Reader, Writer},
    index::Ordinal,
};
use crate::{model::RecordId, text::fold};

/// The first item that had a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// When its text was first seen, in days since 1970.
    pub(super) day: u32,
    /// Its record, written or not.
    pub(super) of: RecordId,
    /// The id of its cluster's first item.
    pub(super) story: RecordId,
    /// Whether the record was written.
    pub(super) written: bool,
    /// Its row in the near window, if it has one: its day is that of the text.
    pub(super) near: Option<Ordinal>,
}

impl Head {
    pub(super) fn encode(&self) -> Vec<u8> {
        let row = Writer::default().u32(self.day).id(self.of).id(self.story).u8(u8::from(self.written));
        match self.near {
            Some(ordinal) => row.u32(ordinal),
            None => row,
        }
        .finish()
    }

    pub(super) fn decode(row: &[u8]) -> Option<Self> {
        let mut row = Reader::new(row);
        Some(Self {
            day: row.u32()?,
            of: row.id()?,
            story: row.id()?,
            written: row.u8()? != 0,
            near: if row.is_empty() { None } else { Some(row.u32()?) },
        })
    }
}

/// The key of a text by its title and body.
pub(super) fn content(key: u128) -> Vec<u8> {
    row(b'c', &key.to_be_bytes())
}

/// The key of a text by its body.
pub(super) fn body(key: u128) -> Vec<u8> {
    row(b'b', &key.to_be_bytes())
}

/// The key under which stands the written copy of a head whose own record was not written.
pub(super) fn stand_in(of: RecordId) -> Vec<u8> {
    row(b's', &of.0)
}

fn row(kind: u8, key: &[u8]) -> Vec<u8> {
    Writer::default().u8(fold::VERSION).u8(kind).bytes(key).finish()
}
