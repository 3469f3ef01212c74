//! A memory without a disk.

use std::collections::BTreeMap;

use super::{Changes, Memory, MemoryError, Table};

/// The tables as sorted maps: for whoever wants verdicts on a stream and keeps nothing of it, such
/// as tests. A range of deletions costs as much as it removes, a look-up a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf(pub BTreeMap<Table, BTreeMap<Vec<u8>, Vec<u8>>>);

impl Shelf {
    /// Applies changes in the order that [`Changes`] promises.
    pub fn apply(&mut self, changes: Changes) {
        for (table, from, to) in changes.expire.into_iter().filter(|(_, from, to)| from < to) {
            let rows = self.0.entry(table).or_default();
            let keys: Vec<Vec<u8>> = rows.range(from..to).map(|(key, _)| key.clone()).collect();
            for key in keys {
                rows.remove(&key);
            }
        }
        for (table, key) in changes.deletes {
            self.0.entry(table).or_default().remove(&key);
        }
        for put in changes.puts {
            self.0.entry(put.table).or_default().insert(put.key, put.value);
        }
    }
}

impl Memory for Shelf {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, MemoryError> {
        Ok(self.0.get(&table).and_then(|rows| rows.get(key)).cloned())
    }

    fn scan(
        &self,
        table: Table,
        from: &[u8],
        to: Option<&[u8]>,
        visit: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> Result<(), MemoryError> {
        let Some(rows) = self.0.get(&table) else { return Ok(()) };
        for (key, value) in rows.range(from.to_vec()..) {
            if to.is_some_and(|to| key.as_slice() >= to) || !visit(key, value) {
                break;
            }
        }
        Ok(())
    }
}
