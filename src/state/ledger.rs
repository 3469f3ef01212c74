//! What the store knows of the output: how far it is committed, and what is on its way.

use redb::{ReadableTable, WriteTransaction};

use super::{
    StateError, outbox,
    schema::{META, ROTATION},
};

/// Which file a name stands for, whatever it is renamed to: device and inode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileId {
    /// The device.
    pub device: u64,
    /// The inode.
    pub inode: u64,
}

/// The part of the output that is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Counts from 0; part of the outbox key, and nothing else.
    pub number: u64,
    /// The `seq` of its first line.
    pub first_seq: u64,
    /// How many bytes are committed.
    pub committed: u64,
    /// How many of them are known to be on the disk.
    pub synced: u64,
    /// The file; `None` on a stream, or before there is one.
    pub file: Option<FileId>,
    /// When it was begun, in seconds since 1970.
    pub opened: i64,
}

/// A rotation that has been decided. Its steps are done again until the ledger has forgotten it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// Where in the manifest the line goes.
    pub manifest_offset: u64,
    /// The line, with its line feed.
    pub manifest_line: Vec<u8>,
}

/// What is committed of the output. The file is at all times a prefix of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// The `seq` of the next line.
    pub next_seq: u64,
    /// The segment being written.
    pub segment: Segment,
    /// The rotation of that segment, if it has been decided.
    pub rotation: Option<Rotation>,
}

/// Bytes on their way to the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where in the segment they go.
    pub offset: u64,
    /// Whole lines.
    pub bytes: Vec<u8>,
}

impl Ledger {
    /// The ledger of a store that has seen no output.
    pub fn fresh() -> Self {
        let segment = Segment { number: 0, first_seq: 1, committed: 0, synced: 0, file: None, opened: 0 };
        Self { next_seq: 1, segment, rotation: None }
    }

    /// Whether nothing has ever been committed.
    pub fn is_fresh(&self) -> bool {
        *self == Self::fresh()
    }

    pub(super) fn read(
        meta: &impl ReadableTable<&'static str, u64>,
        rotation: &impl ReadableTable<u64, &'static [u8]>,
    ) -> Result<Self, StateError> {
        let get = |name| -> Result<Option<u64>, StateError> { Ok(meta.get(name)?.map(|row| row.value())) };
        let Some(next_seq) = get("next_seq")? else { return Ok(Self::fresh()) };
        let number = get("segment")?.unwrap_or(0);
        let file = match (get("device")?, get("inode")?) {
            (Some(device), Some(inode)) => Some(FileId { device, inode }),
            _ => None,
        };
        let segment = Segment {
            number,
            first_seq: get("first_seq")?.unwrap_or(1),
            committed: get("committed_offset")?.unwrap_or(0),
            synced: get("synced_offset")?.unwrap_or(0),
            file,
            opened: get("opened")?.unwrap_or(0).cast_signed(),
        };
        let offset = get("manifest_offset")?.unwrap_or(0);
        let rotation =
            rotation.get(number)?.map(|row| Rotation { manifest_offset: offset, manifest_line: row.value().to_vec() });
        Ok(Self { next_seq, segment, rotation })
    }

    pub(super) fn write(&self, txn: &WriteTransaction) -> Result<(), StateError> {
        let mut meta = txn.open_table(META)?;
        let segment = &self.segment;
        meta.insert("next_seq", self.next_seq)?;
        meta.insert("segment", segment.number)?;
        meta.insert("first_seq", segment.first_seq)?;
        meta.insert("committed_offset", segment.committed)?;
        meta.insert("synced_offset", segment.synced)?;
        meta.insert("opened", segment.opened.cast_unsigned())?;
        match segment.file {
            Some(file) => {
                meta.insert("device", file.device)?;
                meta.insert("inode", file.inode)?;
            }
            None => {
                meta.remove("device")?;
                meta.remove("inode")?;
            }
        }
        self.write_rotation(txn, &mut meta)?;
        outbox::forget_synced(txn, segment)
    }

    fn write_rotation(&self, txn: &WriteTransaction, meta: &mut redb::Table<&str, u64>) -> Result<(), StateError> {
        let mut rotation = txn.open_table(ROTATION)?;
        rotation.retain(|segment, _| segment == self.segment.number && self.rotation.is_some())?;
        if let Some(decided) = &self.rotation {
            meta.insert("manifest_offset", decided.manifest_offset)?;
            rotation.insert(self.segment.number, &*decided.manifest_line)?;
        }
        Ok(())
    }
}
