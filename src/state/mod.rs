//! The store: what marsad remembers, and what it has promised to write.
//!
//! One embedded transactional file (redb). The stages read it through [`Memory`]; only the sink
//! writes it, one durable transaction per batch: what the stages want changed, the exact bytes of
//! the lines, and how far the output is committed, all or nothing. The store is the truth and the
//! output file its projection.
//!
//! [`Memory`]: crate::model::Memory

mod backend;
mod error;
pub mod failed;
mod filesystem;
mod ledger;
mod lock;
mod open;
mod outbox;
mod replace;
mod room;
mod schema;
mod snapshot;

use std::{ops::Bound, sync::Arc};

use redb::{Database, ReadableDatabase, WriteTransaction};

pub use self::{
    error::StateError,
    ledger::{Entry, FileId, Ledger, Rotation, Segment},
    lock::{Lock, LockError},
    open::OpenOptions,
    replace::Replacement,
    room::{Room, is_full},
    snapshot::Snapshot,
};
use crate::model::{Changes, Memory, MemoryError, memory::Table};

/// The store, open in this process alone. Clones share it.
#[derive(Clone, Debug)]
pub struct Store {
    database: Arc<Database>,
    room: Arc<Room>,
    // Held for as long as any clone lives.
    _lock: Option<Arc<Lock>>,
}

impl Store {
    /// Whether the disk under the store, and under the output, has room.
    pub fn room(&self) -> &Arc<Room> {
        &self.room
    }

    /// What is committed now, for many look-ups.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot, StateError> {
        Snapshot::take(&self.database)
    }

    /// What is committed of the output.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn ledger(&self) -> Result<Ledger, StateError> {
        let txn = self.database.begin_read()?;
        Ledger::read(&txn.open_table(schema::META)?, &txn.open_table(schema::ROTATION)?)
    }

    /// Visits what is on its way to a segment, in the order of its place.
    ///
    /// # Errors
    /// If the store cannot be read, or the first error of `visit`.
    pub fn outbox<E: From<StateError>>(
        &self,
        segment: u64,
        mut visit: impl FnMut(u64, &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let txn = self.database.begin_read().map_err(StateError::from)?;
        let outbox = txn.open_table(schema::OUTBOX).map_err(StateError::from)?;
        for row in outbox.range((segment, 0)..=(segment, u64::MAX)).map_err(StateError::from)? {
            let (key, bytes) = row.map_err(StateError::from)?;
            visit(key.value().1, bytes.value())?;
        }
        Ok(())
    }

    /// Applies `changes` in order, puts `entry` into the outbox and replaces the ledger: one
    /// durable transaction, all or nothing. When this returns, it holds through a power cut.
    ///
    /// Waits while the disk is full.
    ///
    /// # Errors
    /// If the store cannot be written. Whether the transaction holds is then known only after the
    /// store is opened again.
    pub fn commit(&self, changes: &[&Changes], entry: Option<&Entry>, ledger: &Ledger) -> Result<(), StateError> {
        let txn = self.database.begin_write()?;
        for together in in_step(changes) {
            apply(&txn, together)?;
        }
        ledger.write(&txn)?;
        if let Some(entry) = entry {
            outbox::put(&txn, ledger.segment.number, entry)?;
        }
        txn.commit()?;
        Ok(())
    }
}

/// The changes in groups that can be applied as one: nothing in a group goes after a row came.
fn in_step<'c, 'a>(changes: &'c [&'a Changes]) -> impl Iterator<Item = &'c [&'a Changes]> {
    changes.chunk_by(|_, next| next.expire.is_empty() && next.deletes.is_empty())
}

/// Ranges first, then single keys, then rows: the order that [`Changes`] promises.
fn apply(txn: &WriteTransaction, changes: &[&Changes]) -> Result<(), StateError> {
    for table in Table::ALL {
        let expire = changes.iter().flat_map(|changes| &changes.expire);
        let expire: Vec<_> = expire.filter(|(of, from, to)| *of == table && from < to).collect();
        let deletes: Vec<_> =
            changes.iter().flat_map(|changes| &changes.deletes).filter(|(of, _)| *of == table).collect();
        let mut puts: Vec<_> =
            changes.iter().flat_map(|changes| &changes.puts).filter(|put| put.table == table).collect();
        if expire.is_empty() && deletes.is_empty() && puts.is_empty() {
            continue;
        }
        // Neighbours touch the same pages. Stable: of rows with one key the last is written.
        puts.sort_by(|one, other| one.key.cmp(&other.key));
        let mut rows = txn.open_table(schema::rows(table))?;
        for (_, from, to) in expire {
            rows.retain_in::<&[u8], _>((Bound::Included(&**from), Bound::Excluded(&**to)), |_, _| false)?;
        }
        for (_, key) in deletes {
            rows.remove(&**key)?;
        }
        for together in puts.chunk_by(|one, next| one.key == next.key) {
            if let Some(put) = together.last() {
                rows.insert(&*put.key, &*put.value)?;
            }
        }
    }
    Ok(())
}

impl Memory for Store {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, MemoryError> {
        self.snapshot().map_err(unreadable)?.get(table, key)
    }

    fn scan(
        &self,
        table: Table,
        from: &[u8],
        to: Option<&[u8]>,
        visit: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> Result<(), MemoryError> {
        self.snapshot().map_err(unreadable)?.scan(table, from, to, visit)
    }
}

fn unreadable(error: StateError) -> MemoryError {
    MemoryError(Box::new(error))
}

#[cfg(test)]
mod tests;
