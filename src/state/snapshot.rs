//! What was committed, as of one moment.

use std::ops::Bound;

use redb::{Database, ReadOnlyTable, ReadableDatabase};

use super::{StateError, schema};
use crate::model::{Memory, MemoryError, memory::Table};

type RowTable = ReadOnlyTable<&'static [u8], &'static [u8]>;

/// The committed rows as of one moment. Later commits neither show in it nor wait for it.
///
/// While it lives the store cannot reuse the space of rows that changed since: take a new one now
/// and then.
pub struct Snapshot {
    tables: [RowTable; Table::ALL.len()],
}

impl Snapshot {
    pub(super) fn take(database: &Database) -> Result<Self, StateError> {
        let txn = database.begin_read()?;
        let mut tables = Vec::with_capacity(Table::ALL.len());
        for table in Table::ALL {
            tables.push(txn.open_table(schema::rows(table))?);
        }
        match tables.try_into() {
            Ok(tables) => Ok(Self { tables }),
            Err(_) => Err(StateError::Store(Box::new(redb::Error::Corrupted("a table is missing".to_owned())))),
        }
    }

    fn table(&self, table: Table) -> Result<&RowTable, MemoryError> {
        // `Table::ALL` is in the order of declaration.
        self.tables.get(table as usize).ok_or_else(|| MemoryError("no such table".into()))
    }
}

impl Memory for Snapshot {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, MemoryError> {
        let row = self.table(table)?.get(key).map_err(unreadable)?;
        Ok(row.map(|value| value.value().to_vec()))
    }

    fn scan(
        &self,
        table: Table,
        from: &[u8],
        to: Option<&[u8]>,
        visit: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> Result<(), MemoryError> {
        if to.is_some_and(|to| to <= from) {
            return Ok(());
        }
        let end = to.map_or(Bound::Unbounded, Bound::Excluded);
        for row in self.table(table)?.range::<&[u8]>((Bound::Included(from), end)).map_err(unreadable)? {
            let (key, value) = row.map_err(unreadable)?;
            if !visit(key.value(), value.value()) {
                break;
            }
        }
        Ok(())
    }
}

fn unreadable(error: redb::StorageError) -> MemoryError {
    MemoryError(Box::new(error))
}
