//! What is under the store: as it is, but a full disk is waited for.

use std::{
    io,
    ops::Bound,
    path::{Path, PathBuf},
    sync::Arc,
};

use redb::{BackendError, StorageBackend};

use super::Room;

/// Storage that waits for room.
///
/// An error in the middle of a commit would leave redb unusable until it is opened again, with
/// readers on other threads; a commit that only takes long disturbs nobody.
#[derive(Debug)]
pub(super) struct Patient<B> {
    inner: B,
    path: PathBuf,
    room: Arc<Room>,
}

impl<B> Patient<B> {
    pub(super) fn new(inner: B, path: &Path, room: &Arc<Room>) -> Self {
        Self { inner, path: path.to_owned(), room: Arc::clone(room) }
    }
}

impl<B: StorageBackend> StorageBackend for Patient<B> {
    fn len(&self) -> io::Result<u64> {
        self.inner.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.inner.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.room.wait_for(&self.path, || self.inner.set_len(len))
    }

    fn sync_data(&self) -> io::Result<()> {
        // Never tried again: after a failed sync the kernel may have dropped the pages.
        self.inner.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        // Writing the same bytes to the same place again is harmless, however much of them arrived.
        self.room.wait_for(&self.path, || self.inner.write(offset, data))
    }

    fn close(&self) -> io::Result<()> {
        self.inner.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_range(start, end)
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.query_lock_range(start, end)
    }
}
