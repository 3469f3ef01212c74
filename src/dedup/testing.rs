//! A memory for tests: the tables as sorted maps.

use std::collections::BTreeMap;

use crate::model::{Changes, Memory, MemoryError, Table};

#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Shelf(pub(super) BTreeMap<Table, BTreeMap<Vec<u8>, Vec<u8>>>);

impl Shelf {
    pub(super) fn apply(&mut self, changes: &Changes) {
        for (table, from, to) in &changes.expire {
            self.0.entry(*table).or_default().retain(|key, _| key < from || key >= to);
        }
        for (table, key) in &changes.deletes {
            self.0.entry(*table).or_default().remove(key);
        }
        for put in &changes.puts {
            self.0.entry(put.table).or_default().insert(put.key.clone(), put.value.clone());
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
