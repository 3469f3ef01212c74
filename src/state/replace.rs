//! Putting a new store in the place of one that is lost or behind.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{OpenOptions, Room, StateError, Store, open};

/// The name under which the new store is filled.
const FILLING: &str = "state.rebuilding.redb";

/// What the old store is called afterwards.
const OLD: &str = "state.before-rebuild.redb";

/// A new store that is being filled while the old one still stands.
pub struct Replacement {
    dir: PathBuf,
    store: Store,
}

impl Replacement {
    /// Begins an empty store beside the one in `dir`, which may be missing or unreadable.
    ///
    /// # Errors
    /// If another process has the state open, or nothing can be written.
    pub fn begin(dir: &Path, options: OpenOptions) -> Result<Self, StateError> {
        let lock = open::lock(dir, options)?;
        let room = Arc::new(Room::default());
        open::create(dir, FILLING, options, &room)?;
        let database = open::database(&dir.join(FILLING), options, &room)?;
        let store = Store { database: Arc::new(database), room, _lock: Some(Arc::new(lock)) };
        Ok(Self { dir: dir.to_owned(), store })
    }

    /// The store to fill.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Gives the new store its name, and keeps the old one under another.
    ///
    /// # Errors
    /// If the names cannot be changed; then the old store still stands.
    pub fn put(self) -> Result<(), StateError> {
        let (filling, path, old) = (self.dir.join(FILLING), self.dir.join(open::FILE), self.dir.join(OLD));
        File::open(&filling).and_then(|file| file.sync_all()).map_err(open::at(&filling))?;
        open::remove(&old)?;
        match fs::hard_link(&path, &old) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(open::at(&old)(error)),
            _ => {}
        }
        fs::rename(&filling, &path).map_err(open::at(&path))?;
        File::open(&self.dir).and_then(|dir| dir.sync_all()).map_err(open::at(&self.dir))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Changes, Memory, memory::Table};

    fn remember(store: &Store, value: &[u8]) {
        let mut changes = Changes::default();
        changes.put(Table::Feed, b"feed", value);
        store.commit(&[&changes], None, &super::super::Ledger::fresh()).unwrap();
    }

    #[test]
    fn the_old_store_stands_until_the_new_one_is_whole() {
        let dir = tempfile::tempdir().unwrap();
        let options = OpenOptions::default();
        let get = || Store::open(dir.path(), options).unwrap().get(Table::Feed, b"feed").unwrap();
        remember(&Store::open(dir.path(), options).unwrap(), b"old");

        let replacement = Replacement::begin(dir.path(), options).unwrap();
        remember(replacement.store(), b"half");
        drop(replacement);
        assert_eq!(get(), Some(b"old".to_vec()));

        let replacement = Replacement::begin(dir.path(), options).unwrap();
        remember(replacement.store(), b"new");
        replacement.put().unwrap();
        assert_eq!(get(), Some(b"new".to_vec()));
        assert!(dir.path().join(OLD).exists());
    }

    #[test]
    fn a_store_that_cannot_be_read_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(open::FILE), b"no store").unwrap();
        let replacement = Replacement::begin(dir.path(), OpenOptions::default()).unwrap();
        remember(replacement.store(), b"new");
        replacement.put().unwrap();
        let store = Store::open(dir.path(), OpenOptions::default()).unwrap();
        assert_eq!(store.get(Table::Feed, b"feed").unwrap(), Some(b"new".to_vec()));
    }
}
