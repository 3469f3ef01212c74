//! What an item is known by, and what is remembered of it.

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::codec::{Reader, Writer};
use crate::{
    model::{Article, RecordId},
    text::{address, fold},
};

/// How many versions of an item are remembered. A guid that an outlet reuses for a rolling page
/// has thousands.
pub(super) const MAX_VERSIONS: usize = 24;

/// A key of the identity table: a kind and a hash.
pub(super) type Key = [u8; 17];

/// The keys of an article in the order in which they are asked.
pub(super) fn keys(article: &Article, guid_is_usable: bool) -> Vec<Key> {
    let address = article.canonical_url.as_deref().map(address::compared);
    let guid = article.guid.as_deref().filter(|_| guid_is_usable).map(address::compared_guid);
    let mut keys = Vec::with_capacity(2);
    // A permalink that is the address itself says nothing more than the address.
    if let Some(guid) = guid.filter(|guid| !guid.is_empty() && Some(*guid) != address) {
        keys.push(key(b'g', &[&article.source.id, guid]));
    }
    if let Some(address) = address {
        keys.push(key(b'u', &[address]));
    }
    if keys.is_empty() {
        if let Some(content) = article.content_key {
            let hex = format!("{content:032x}");
            keys.push(key(b'c', &[&article.source.id, &hex, &fold::VERSION.to_string()]));
        }
        // The letters as they are, so that a new fold still knows the item.
        keys.push(key(b'r', &[&article.source.id, &article.title, &article.text]));
    }
    keys
}

fn key(kind: u8, parts: &[&str]) -> Key {
    let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.len() + 1).sum());
    for part in parts {
        bytes.extend_from_slice(part.as_bytes());
        bytes.push(0);
    }
    let mut key = [kind; 17];
    if let Some(hash) = key.get_mut(1..) {
        hash.copy_from_slice(&xxh3_128(&bytes).to_be_bytes());
    }
    key
}

/// The hash by which a text of an item is known again.
pub(super) fn version_key(article: &Article) -> u64 {
    match article.content_key {
        #[expect(clippy::cast_possible_truncation, reason = "one item's 24 versions are told apart by half the key")]
        Some(key) => key as u64,
        None => xxh3_64(format!("{}\u{1f}{}", article.title, article.text).as_bytes()),
    }
}

/// A text that was seen of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version {
    /// See [`version_key`].
    pub(super) content: u64,
    /// Hash of title and body without boilerplate.
    pub(super) stripped: u64,
}

/// Hashes of the parts of an item's newest text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) title: u64,
    pub(super) text: u64,
    pub(super) numbers: u64,
}

/// What is remembered of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// The fold that the hashes were made by.
    pub(super) fold: u8,
    /// When it was last seen, in days since 1970.
    pub(super) day: u32,
    /// The hash of the feed that it was first seen in.
    pub(super) feed: u64,
    /// The id of the cluster's first item.
    pub(super) story: RecordId,
    /// The last record of it that was written.
    pub(super) written: Option<RecordId>,
    /// How many versions were seen.
    pub(super) revision: u32,
    pub(super) parts: Parts,
    /// Oldest first, at most [`MAX_VERSIONS`].
    pub(super) versions: Vec<Version>,
}

/// A row of the identity table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// The item itself.
    Known(Known),
    /// Another key of the same item.
    Alias {
        /// When it was last seen under this key, in days since 1970.
        day: u32,
        /// The item's row.
        of: Key,
    },
}

impl Row {
    /// When the row was last refreshed.
    pub(super) fn day(&self) -> u32 {
        match self {
            Self::Known(known) => known.day,
            Self::Alias { day, .. } => *day,
        }
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        match self {
            Self::Known(known) => known.encode(),
            Self::Alias { day, of } => Writer::default().u8(1).u32(*day).bytes(of).finish(),
        }
    }

    pub(super) fn decode(row: &[u8]) -> Option<Self> {
        let mut row = Reader::new(row);
        match row.u8()? {
            0 => Known::decode(row).map(Self::Known),
            1 => Some(Self::Alias { day: row.u32()?, of: row.bytes(17)?.try_into().ok()? }),
            _ => None,
        }
    }
}

impl Known {
    /// Remembers a text, and forgets the oldest one beyond [`MAX_VERSIONS`].
    pub(super) fn add(&mut self, version: Version) {
        self.versions.push(version);
        let surplus = self.versions.len().saturating_sub(MAX_VERSIONS);
        self.versions.drain(..surplus);
    }

    fn encode(&self) -> Vec<u8> {
        let row = Writer::default().u8(0).u8(self.fold).u32(self.day).u64(self.feed).id(self.story);
        let row = match self.written {
            Some(id) => row.u8(1).id(id),
            None => row.u8(0),
        };
        row.u32(self.revision)
            .u64(self.parts.title)
            .u64(self.parts.text)
            .u64(self.parts.numbers)
            .list(&self.versions, |row, version| row.u64(version.content).u64(version.stripped))
            .finish()
    }

    fn decode(mut row: Reader<'_>) -> Option<Self> {
        Some(Self {
            fold: row.u8()?,
            day: row.u32()?,
            feed: row.u64()?,
            story: row.id()?,
            written: match row.u8()? {
                0 => None,
                _ => Some(row.id()?),
            },
            revision: row.u32()?,
            parts: Parts { title: row.u64()?, text: row.u64()?, numbers: row.u64()? },
            versions: row.list(|row| Some(Version { content: row.u64()?, stripped: row.u64()? }))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_went() {
        let known = Known {
            fold: 1,
            day: 17_000,
            feed: 9,
            story: RecordId([1; 16]),
            written: Some(RecordId([2; 16])),
            revision: 3,
            parts: Parts { title: 1, text: 2, numbers: 3 },
            versions: vec![Version { content: 4, stripped: 5 }],
        };
        for row in [Row::Known(known), Row::Alias { day: 5, of: [7; 17] }] {
            assert_eq!(Row::decode(&row.encode()), Some(row));
        }
    }

    #[test]
    fn a_damaged_row_is_none() {
        assert_eq!(Row::decode(&[]), None);
        assert_eq!(Row::decode(&[0, 1, 2]), None);
        assert_eq!(Row::decode(&[9]), None);
    }
}
