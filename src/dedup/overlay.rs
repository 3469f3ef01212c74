//! Decisions that are made but not yet committed.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::model::{Changes, Memory, MemoryError, Table};

/// Rows by key, with the batch that wrote them. Only looked up, never iterated.
type Rows = HashMap<Vec<u8>, (u64, Vec<u8>)>;

/// Rows that were handed to the sink, seen before anybody else can see them in the store.
#[derive(Debug, Default)]
pub(super) struct Overlay {
    rows: BTreeMap<Table, Rows>,
    /// In the order of their batches.
    order: VecDeque<(u64, Table, Vec<u8>)>,
    /// The batch that is being filled.
    batch: u64,
}

impl Overlay {
    /// The value of a key, decided or committed.
    pub(super) fn get(&self, memory: &dyn Memory, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, MemoryError> {
        match self.rows.get(&table).and_then(|rows| rows.get(key)) {
            Some((_, value)) => Ok(Some(value.clone())),
            None => memory.get(table, key),
        }
    }

    /// Remembers the rows of changes until their batch is committed.
    pub(super) fn add(&mut self, changes: &Changes) {
        for put in &changes.puts {
            self.rows.entry(put.table).or_default().insert(put.key.clone(), (self.batch, put.value.clone()));
            self.order.push_back((self.batch, put.table, put.key.clone()));
        }
    }

    /// Closes the batch and gives its number.
    pub(super) fn seal(&mut self) -> u64 {
        self.batch += 1;
        self.batch - 1
    }

    /// Forgets all up to and including a batch, unless a later one changed it again.
    pub(super) fn committed(&mut self, batch: u64) {
        while self.order.front().is_some_and(|(of, _, _)| *of <= batch) {
            let Some((_, table, key)) = self.order.pop_front() else { return };
            let Some(rows) = self.rows.get_mut(&table) else { continue };
            if rows.get(&key).is_some_and(|(of, _)| *of <= batch) {
                rows.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Shelf;

    fn put(value: &[u8]) -> Changes {
        let mut changes = Changes::default();
        changes.put(Table::Identity, b"k".to_vec(), value.to_vec());
        changes
    }

    #[test]
    fn a_later_batch_outlives_the_commit_of_an_earlier_one() {
        let (mut overlay, shelf) = (Overlay::default(), Shelf::default());
        let get = |overlay: &Overlay| overlay.get(&shelf, Table::Identity, b"k").unwrap();
        overlay.add(&put(b"1"));
        let first = overlay.seal();
        overlay.add(&put(b"2"));
        let second = overlay.seal();
        overlay.committed(first);
        assert_eq!(get(&overlay), Some(b"2".to_vec()));
        overlay.committed(second);
        assert_eq!(get(&overlay), None);
    }
}
