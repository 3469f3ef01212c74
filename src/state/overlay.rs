//! What was committed, and what is on its way there.

use std::{collections::BTreeMap, ops::Bound};

use super::{Snapshot, StateError, Store};
use crate::model::{Changes, Memory, MemoryError, memory::Table};

/// The memory of a stage that runs ahead of the sink: committed rows under the changes that were
/// handed over and are not yet committed.
///
/// Each hand-over has a ticket, counting up; when the sink has committed it, [`Overlay::settle`]
/// lets go of it. So the second of two equal items is known even if the first is still on its way.
pub struct Overlay {
    store: Store,
    committed: Snapshot,
    rows: BTreeMap<(Table, Vec<u8>), Pending>,
    expired: Vec<Expired>,
}

/// What a key will be; `value` is `None` for a deleted one.
struct Pending {
    value: Option<Vec<u8>>,
    ticket: u64,
}

/// A range that will be gone.
struct Expired {
    table: Table,
    from: Vec<u8>,
    to: Vec<u8>,
    ticket: u64,
}

impl Overlay {
    /// Nothing on its way.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn new(store: Store) -> Result<Self, StateError> {
        let committed = store.snapshot()?;
        Ok(Self { store, committed, rows: BTreeMap::new(), expired: Vec::new() })
    }

    /// Adds changes that were handed over as `ticket`, which is above all earlier ones.
    pub fn add(&mut self, ticket: u64, changes: &Changes) {
        for (table, from, to) in &changes.expire {
            self.rows.retain(|(of, key), _| of != table || key < from || key >= to);
            self.expired.push(Expired { table: *table, from: from.clone(), to: to.clone(), ticket });
        }
        for (table, key) in &changes.deletes {
            self.rows.insert((*table, key.clone()), Pending { value: None, ticket });
        }
        for put in &changes.puts {
            self.rows.insert((put.table, put.key.clone()), Pending { value: Some(put.value.clone()), ticket });
        }
    }

    /// Lets go of all up to and with `ticket`: they are committed.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn settle(&mut self, ticket: u64) -> Result<(), StateError> {
        self.committed = self.store.snapshot()?;
        self.rows.retain(|_, pending| pending.ticket > ticket);
        self.expired.retain(|range| range.ticket > ticket);
        Ok(())
    }

    fn is_expired(&self, table: Table, key: &[u8]) -> bool {
        self.expired.iter().any(|range| range.table == table && &*range.from <= key && key < &*range.to)
    }
}

impl Memory for Overlay {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, MemoryError> {
        if let Some(pending) = self.rows.get(&(table, key.to_vec())) {
            return Ok(pending.value.clone());
        }
        if self.is_expired(table, key) {
            return Ok(None);
        }
        self.committed.get(table, key)
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
        let end = |(of, key): &(Table, Vec<u8>)| *of != table || to.is_some_and(|to| &**key >= to);
        let start = Bound::Included((table, from.to_vec()));
        let mut pending = self.rows.range((start, Bound::Unbounded)).take_while(|(key, _)| !end(key)).peekable();
        let mut more = true;
        self.committed.scan(table, from, to, &mut |key, value| {
            // What is on its way before this key, or in its place.
            let mut replaced = false;
            while let Some(((_, own), change)) = pending.next_if(|((_, own), _)| &**own <= key) {
                replaced |= own == key;
                more = change.value.as_ref().is_none_or(|value| visit(own, value));
                if !more {
                    return false;
                }
            }
            if !replaced && !self.is_expired(table, key) {
                more = visit(key, value);
            }
            more
        })?;
        for ((_, key), change) in pending {
            if !more {
                break;
            }
            more = change.value.as_ref().is_none_or(|value| visit(key, value));
        }
        Ok(())
    }
}
