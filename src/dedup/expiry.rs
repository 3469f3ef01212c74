//! Forgetting: what lies behind the horizon goes, some of it at a time.

use super::{
    Dedup,
    codec::{Reader, Writer},
    damaged,
    identity::Row,
    near, near_row,
    texts::Head,
};
use crate::model::{Changes, Memory, MemoryError, Table};

/// The most items that one call forgets: a few milliseconds of the store's time.
const STEP: usize = 1000;

impl Dedup {
    /// Rows to be removed because nobody asked for them in time; empty when there is no more.
    ///
    /// Verdicts do not depend on when this is called: what lies behind the horizon is not seen
    /// even while it is stored.
    ///
    /// # Errors
    /// If the memory cannot be read.
    pub fn expire(&mut self, memory: &dyn Memory) -> Result<Changes, MemoryError> {
        let mut changes = Changes::default();
        let (from, to) = (Vec::new(), self.horizon().to_be_bytes().to_vec());
        let mut days = Vec::new();
        memory.scan(Table::IdentityByDay, &from, Some(&to), &mut |key, value| {
            days.push((key.to_vec(), value.to_vec()));
            days.len() < STEP
        })?;
        for (_, rows) in &days {
            for (table, key) in decode(rows).ok_or_else(|| damaged("identity_by_day"))? {
                if self.is_forgotten(table, &key, memory)? {
                    changes.deletes.push((table, key));
                }
            }
        }
        if let Some((last, _)) = days.pop() {
            // One byte more is the next key.
            changes.expire.push((Table::IdentityByDay, from, Writer::default().bytes(&last).u8(0).finish()));
        }
        self.expire_window(&mut changes);
        Ok(changes)
    }

    /// The days that have left the near window since the last call, and what another fold left.
    fn expire_window(&mut self, changes: &mut Changes) {
        let from = self.today.saturating_sub(near::WINDOW_DAYS);
        if self.stored_from.is_none() {
            changes.expire.extend(near_row::of_other_versions());
        }
        if self.stored_from.is_none_or(|stored| stored < from) {
            changes.expire.extend(near_row::before(from));
            self.stored_from = Some(from);
        }
    }

    /// Whether a row was not refreshed since it was noted.
    fn is_forgotten(&self, table: Table, key: &[u8], memory: &dyn Memory) -> Result<bool, MemoryError> {
        let Some(row) = self.overlay.get(memory, table, key)? else { return Ok(false) };
        let day = if table == Table::Content {
            Head::decode(&row).map(|head| head.day)
        } else {
            Row::decode(&row).map(|row| row.day())
        };
        Ok(day.ok_or_else(|| damaged("identity"))? < self.horizon())
    }
}

/// The rows that an item was remembered by on a day.
pub(super) fn encode(rows: &[(Table, Vec<u8>)]) -> Vec<u8> {
    let row = |out: Writer, (table, key): &(Table, Vec<u8>)| {
        let length = u16::try_from(key.len()).unwrap_or(u16::MAX);
        out.u8(u8::from(*table == Table::Content)).u16(length).bytes(key)
    };
    Writer::default().list(rows, row).finish()
}

fn decode(row: &[u8]) -> Option<Vec<(Table, Vec<u8>)>> {
    Reader::new(row).list(|row| {
        let table = if row.u8()? == 0 { Table::Identity } else { Table::Content };
        let length = usize::from(row.u16()?);
        Some((table, row.bytes(length)?.to_vec()))
    })
}
