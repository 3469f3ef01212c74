//! The tables of the store, and how an older store becomes one of this version.

use redb::{ReadableTable, TableDefinition, WriteTransaction};

use super::StateError;
use crate::model::memory::Table;

/// Rows of bytes, whose layout belongs to the stage that writes them.
pub(super) type Rows = TableDefinition<'static, &'static [u8], &'static [u8]>;

/// Numbers of the output protocol by name.
pub(super) const META: TableDefinition<&str, u64> = TableDefinition::new("meta");

/// Bytes handed to the output and not yet known to be on the disk, by (segment, offset).
pub(super) const OUTBOX: TableDefinition<(u64, u64), &[u8]> = TableDefinition::new("outbox");

/// The manifest line of a rotation that has been decided and not been finished, by segment.
pub(super) const ROTATION: TableDefinition<u64, &[u8]> = TableDefinition::new("rotation");

/// The key of the schema version in [`META`].
const SCHEMA: &str = "schema";

/// Brings a store from one version to the next.
pub(super) type Migration = fn(&WriteTransaction) -> Result<(), StateError>;

/// What leads from version n + 1 to n + 2. The version of this program is one more than their
/// number: a new layout is one more function at the end.
pub(super) const MIGRATIONS: &[Migration] = &[to_two];

/// Replays remember how far they came; a table that was never used goes.
fn to_two(txn: &WriteTransaction) -> Result<(), StateError> {
    const NEVER_USED: Rows = TableDefinition::new("content_by_day");
    txn.delete_table(NEVER_USED)?;
    Ok(())
}

/// The table that holds the rows of a stage.
pub(super) fn rows(table: Table) -> Rows {
    TableDefinition::new(match table {
        Table::Identity => "identity",
        Table::IdentityByDay => "identity_by_day",
        Table::Content => "content",
        Table::Replay => "replay",
        Table::Near => "near",
        Table::Learned => "learned",
        Table::Feed => "feed",
    })
}

/// The version that `migrations` lead to.
pub(super) fn newest(migrations: &[Migration]) -> u64 {
    migrations.len() as u64 + 1
}

/// Makes all tables, so that no reader finds one missing.
pub(super) fn create(txn: &WriteTransaction, version: u64) -> Result<(), StateError> {
    for table in Table::ALL {
        txn.open_table(rows(table))?;
    }
    txn.open_table(OUTBOX)?;
    txn.open_table(ROTATION)?;
    txn.open_table(META)?.insert(SCHEMA, version)?;
    Ok(())
}

/// The version of the store.
pub(super) fn version(txn: &WriteTransaction) -> Result<u64, StateError> {
    let meta = txn.open_table(META)?;
    let version = meta.get(SCHEMA)?.map_or(0, |row| row.value());
    Ok(version)
}

/// Applies what is missing since `found`, in the caller's transaction.
pub(super) fn migrate(txn: &WriteTransaction, found: u64, migrations: &[Migration]) -> Result<(), StateError> {
    let done = usize::try_from(found.saturating_sub(1)).unwrap_or(usize::MAX);
    for migration in migrations.iter().skip(done) {
        migration(txn)?;
    }
    // Tables that are new in this version.
    create(txn, newest(migrations))
}
