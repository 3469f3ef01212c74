//! How pure stages remember: what they look up, and what they want changed.
//!
//! The stages do not know the store. They ask a [`Memory`] and return [`Changes`], which the
//! sink applies in the same transaction as the lines that they belong to.

/// The tables of the store that stages read and write. `meta` and `outbox` belong to the sink alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// Identities of items: key to what was seen of the item.
    Identity,
    /// Day and identity key, for expiry by range.
    IdentityByDay,
    /// Texts: content and body keys to the first item that had them.
    Content,
    /// How far each input of `replay` was read.
    Replay,
    /// The near-duplicate window, day first.
    Near,
    /// What dedup learned of each feed's boilerplate, and its frequency sketch.
    Learned,
    /// One row per feed: validators, history, schedule.
    Feed,
}

impl Table {
    /// Every table, in the order of the file.
    pub const ALL: [Self; 7] =
        [Self::Identity, Self::IdentityByDay, Self::Content, Self::Replay, Self::Near, Self::Learned, Self::Feed];
}

/// A row to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// The table.
    pub table: Table,
    /// Its key.
    pub key: Vec<u8>,
    /// Its value.
    pub value: Vec<u8>,
}

/// What a stage wants changed, in order: deletions of a range first, then rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Rows to be written; a later one wins over an earlier one of the same key.
    pub puts: Vec<Put>,
    /// Keys to be removed.
    pub deletes: Vec<(Table, Vec<u8>)>,
    /// Half-open ranges of keys to be removed: expiry.
    pub expire: Vec<(Table, Vec<u8>, Vec<u8>)>,
}

impl Changes {
    /// Adds a row.
    pub fn put(&mut self, table: Table, key: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>) {
        self.puts.push(Put { table, key: key.into(), value: value.into() });
    }

    /// Adds all changes of `other` behind these.
    pub fn append(&mut self, mut other: Self) {
        self.puts.append(&mut other.puts);
        self.deletes.append(&mut other.deletes);
        self.expire.append(&mut other.expire);
    }

    /// Whether nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty() && self.deletes.is_empty() && self.expire.is_empty()
    }
}

/// Why something could not be remembered.
#[derive(Debug, thiserror::Error)]
#[error("state cannot be read")]
pub struct MemoryError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// What was committed before.
pub trait Memory {
    /// The value of a key.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, MemoryError>;

    /// Visits the rows of a half-open range of keys in order, until `visit` returns `false`.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn scan(
        &self,
        table: Table,
        from: &[u8],
        to: Option<&[u8]>,
        visit: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> Result<(), MemoryError>;
}
