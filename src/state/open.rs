//! Opening the store: lock, creation that a crash cannot spoil, version.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use redb::{Builder, Database, StorageBackend, backends::FileBackend};
use tracing::info;

use super::{
    Lock, LockError, Room, StateError, Store,
    backend::Patient,
    filesystem,
    schema::{self, MIGRATIONS, Migration},
};

/// The store in the directory of the state.
pub(super) const FILE: &str = "state.redb";

/// The name under which it is created.
const TEMPORARY: &str = "state.tmp";

/// How the store is opened.
#[derive(Clone, Copy, Debug)]
pub struct OpenOptions {
    /// How much of the file is kept in memory, in bytes.
    pub cache_bytes: usize,
    /// Open it on a network file system, too.
    pub allow_network_fs: bool,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self { cache_bytes: 64 << 20, allow_network_fs: false }
    }
}

impl Store {
    /// Opens the store in `dir`, which is made if it is not there.
    ///
    /// # Errors
    /// If another process has it open, it is on a network file system, it was written by a newer
    /// program, or it cannot be read or written.
    pub fn open(dir: &Path, options: OpenOptions) -> Result<Self, StateError> {
        open(dir, options, MIGRATIONS)
    }

    /// Opens or creates a store in `backend`, with no lock and no file: for memory and for
    /// simulated disks.
    ///
    /// # Errors
    /// If the backend fails.
    pub fn with_backend(backend: impl StorageBackend, options: OpenOptions, room: Room) -> Result<Self, StateError> {
        let room = Arc::new(room);
        let backend = Patient::new(backend, Path::new(FILE), &room);
        let database = Builder::new().set_cache_size(options.cache_bytes).create_with_backend(backend)?;
        bring_up(&database, MIGRATIONS, || Ok(()))?;
        Ok(Self { database: Arc::new(database), room, _lock: None })
    }
}

fn open(dir: &Path, options: OpenOptions, migrations: &[Migration]) -> Result<Store, StateError> {
    let lock = lock(dir, options)?;
    let room = Arc::new(Room::default());
    let path = dir.join(FILE);
    if !path.try_exists().map_err(at(&path))? {
        create(dir, TEMPORARY, options, &room)?;
        let temporary = dir.join(TEMPORARY);
        fs::rename(&temporary, &path).map_err(at(&path))?;
        File::open(dir).and_then(|dir| dir.sync_all()).map_err(at(dir))?;
    }
    let database = database(&path, options, &room)?;
    bring_up(&database, migrations, || copy(dir).map_err(at(dir)))?;
    Ok(Store { database: Arc::new(database), room, _lock: Some(Arc::new(lock)) })
}

/// Makes the directory, sees what it is on, and takes its lock.
pub(super) fn lock(dir: &Path, options: OpenOptions) -> Result<Lock, StateError> {
    fs::create_dir_all(dir).map_err(at(dir))?;
    if let Some(kind) = filesystem::network(dir).map_err(at(dir))?.filter(|_| !options.allow_network_fs) {
        return Err(StateError::Network { dir: dir.to_owned(), kind });
    }
    Lock::take(&dir.join("lock")).map_err(|error| match error {
        LockError::Held { pid } => StateError::Locked { dir: dir.to_owned(), pid },
        LockError::Io(source) => StateError::Io { path: dir.join("lock"), source },
    })
}

pub(super) fn database(path: &Path, options: OpenOptions, room: &Arc<Room>) -> Result<Database, StateError> {
    let file = File::options().read(true).write(true).create(true).truncate(false).open(path).map_err(at(path))?;
    let backend = Patient::new(FileBackend::new(file)?, path, room);
    Ok(Builder::new().set_cache_size(options.cache_bytes).create_with_backend(backend)?)
}

/// Creates a store under a name that is not its own, to be given its own when it is whole: redb's
/// creation does not survive a crash in the middle.
pub(super) fn create(dir: &Path, name: &str, options: OpenOptions, room: &Arc<Room>) -> Result<(), StateError> {
    let path = dir.join(name);
    remove(&path)?;
    let database = database(&path, options, room)?;
    let txn = database.begin_write()?;
    schema::create(&txn, schema::newest(MIGRATIONS))?;
    txn.commit()?;
    database.close()?;
    File::open(&path).and_then(|file| file.sync_all()).map_err(at(&path))
}

/// Removes a file, if it is there.
pub(super) fn remove(path: &Path) -> Result<(), StateError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(path)(error)),
        _ => Ok(()),
    }
}

/// Sees to the version. `copy` is called before anything is changed.
fn bring_up(
    database: &Database,
    migrations: &[Migration],
    copy: impl FnOnce() -> Result<(), StateError>,
) -> Result<(), StateError> {
    let known = schema::newest(migrations);
    let txn = database.begin_write()?;
    let found = schema::version(&txn)?;
    if found > known {
        return Err(StateError::Newer { found, known });
    }
    if found == known {
        txn.abort()?;
        return Ok(());
    }
    if found > 0 {
        copy()?;
        info!(from = found, to = known, "state migrated");
    }
    schema::migrate(&txn, found, migrations)?;
    txn.commit()?;
    Ok(())
}

/// Keeps the store as it was before a migration.
fn copy(dir: &Path) -> io::Result<()> {
    let copy = dir.join("state.before-migration.redb");
    fs::copy(dir.join(FILE), &copy)?;
    File::open(&copy)?.sync_all()?;
    File::open(dir)?.sync_all()
}

pub(super) fn at(path: &Path) -> impl Fn(io::Error) -> StateError {
    let path = PathBuf::from(path);
    move |source| StateError::Io { path: path.clone(), source }
}

#[cfg(test)]
mod tests {
    use redb::{ReadableTable, TableDefinition};

    use super::*;
    use crate::model::{Changes, Memory, memory::Table};

    fn options() -> OpenOptions {
        OpenOptions::default()
    }

    /// The migrations of a program that is newer by one.
    fn and(next: Migration) -> Vec<Migration> {
        MIGRATIONS.iter().copied().chain([next]).collect()
    }

    #[test]
    fn second_opening_names_the_process_that_has_it() {
        let dir = tempfile::tempdir().unwrap();
        let _first = Store::open(dir.path(), options()).unwrap();
        let refused = Store::open(dir.path(), options()).err().unwrap();
        let expected = format!("state `{}` is locked by process {}", dir.path().display(), std::process::id());
        assert_eq!((refused.to_string(), refused.exit_code()), (expected, 2));
    }

    #[test]
    fn a_creation_cut_short_is_begun_again() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(TEMPORARY), b"half a store").unwrap();
        Store::open(dir.path(), options()).unwrap();
        assert!(!dir.path().join(TEMPORARY).exists());
    }

    #[test]
    fn an_older_store_is_copied_then_migrated() {
        const NEW: TableDefinition<&str, u64> = TableDefinition::new("new_in_three");
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path(), options()).unwrap();
        let mut changes = Changes::default();
        changes.put(Table::Feed, b"f", b"kept");
        store.commit(&[&changes], None, &super::super::Ledger::fresh()).unwrap();
        drop(store);

        let to_three: Migration = |txn| {
            txn.open_table(NEW)?.insert("rows", 7)?;
            Ok(())
        };
        let store = open(dir.path(), options(), &and(to_three)).unwrap();
        assert_eq!(store.get(Table::Feed, b"f").unwrap(), Some(b"kept".to_vec()));
        let txn = store.database.begin_write().unwrap();
        assert_eq!(schema::version(&txn).unwrap(), 3);
        assert_eq!(txn.open_table(NEW).unwrap().get("rows").unwrap().unwrap().value(), 7);
        assert!(dir.path().join("state.before-migration.redb").exists());
    }

    #[test]
    fn a_newer_store_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        drop(open(dir.path(), options(), &and(|_| Ok(()))).unwrap());
        let refused = Store::open(dir.path(), options()).err().unwrap();
        assert_eq!(refused.to_string(), "state has schema version 3, this program knows up to 2");
        assert_eq!(refused.exit_code(), 2);
    }
}
