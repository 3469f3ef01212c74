//! Whether the disk has room, and waiting until it has.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tracing::{info, warn};

/// How often a write that found the disk full is tried again: output resumes well within 5 s.
const RETRY_EVERY: Duration = Duration::from_millis(500);

/// Whether the disk has room. Shared by the store, the sink, the poller and the health page.
///
/// A write that finds the disk full is no error: nothing was lost, and nobody but the operator can
/// help. The writer waits here and tries again; polling reads [`Room::full`] and pauses.
#[derive(Debug)]
pub struct Room {
    state: Mutex<State>,
    changed: Condvar,
    retry_every: Duration,
    is_full: Arc<AtomicBool>,
}

#[derive(Debug, Default)]
struct State {
    full: Option<PathBuf>,
    gave_up: bool,
    attempts: u64,
}

impl Default for Room {
    fn default() -> Self {
        Self::with_retry(RETRY_EVERY)
    }
}

impl Room {
    /// A room that tries again after `retry_every`.
    pub fn with_retry(retry_every: Duration) -> Self {
        Self { state: Mutex::default(), changed: Condvar::new(), retry_every, is_full: Arc::default() }
    }

    /// The file that could not be written for want of space, while that is so.
    pub fn full(&self) -> Option<PathBuf> {
        self.lock().full.clone()
    }

    /// Set while the disk is full: for those who have to pause.
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.is_full)
    }

    /// How often a write has found the disk full: a waiting writer is well while this grows.
    pub fn attempts(&self) -> u64 {
        self.lock().attempts
    }

    /// Ends all waiting: a full disk becomes an error from now on. For a shutdown at its deadline.
    pub fn give_up(&self) {
        self.lock().gave_up = true;
        self.changed.notify_all();
    }

    /// Does `attempt` until it fails for another reason than want of space.
    ///
    /// # Errors
    /// Any other error of `attempt`; want of space only after [`Room::give_up`].
    pub fn wait_for<T>(&self, path: &Path, mut attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
        let mut waited = false;
        loop {
            match attempt() {
                Err(error) if is_full(&error) && self.wait(path, waited) => waited = true,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(value) => {
                    if waited {
                        self.resume(path);
                    }
                    return Ok(value);
                }
            }
        }
    }

    /// Waits a little; `false` if waiting has been given up.
    fn wait(&self, path: &Path, waited: bool) -> bool {
        let mut state = self.lock();
        if !waited {
            warn!(path = %path.display(), "disk is full, output waits");
        }
        state.full = Some(path.to_owned());
        self.is_full.store(true, Ordering::Relaxed);
        state.attempts += 1;
        if state.gave_up {
            return false;
        }
        let (state, _) = self.changed.wait_timeout(state, self.retry_every).unwrap_or_else(PoisonError::into_inner);
        !state.gave_up
    }

    fn resume(&self, path: &Path) {
        self.lock().full = None;
        self.is_full.store(false, Ordering::Relaxed);
        info!(path = %path.display(), "disk has room again, output goes on");
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the error means that there is no space: the disk or the user's quota is used up.
pub fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_waited_for() {
        let room = Room::with_retry(Duration::ZERO);
        let mut failures = 3;
        let outcome = room.wait_for(Path::new("out"), || {
            if failures == 0 {
                return Ok(7);
            }
            failures -= 1;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert_eq!((outcome.unwrap(), room.full(), room.attempts()), (7, None, 3));
    }

    #[test]
    fn waiting_ends_when_it_is_given_up() {
        let room = Room::with_retry(Duration::ZERO);
        room.give_up();
        let outcome = room.wait_for(Path::new("out"), || Err::<(), _>(io::ErrorKind::StorageFull.into()));
        assert_eq!(outcome.unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(room.full(), Some(PathBuf::from("out")));
    }

    #[test]
    fn another_error_is_not_waited_for() {
        let room = Room::default();
        let outcome = room.wait_for(Path::new("out"), || Err::<(), _>(io::Error::other("device gone")));
        assert_eq!(outcome.unwrap_err().to_string(), "device gone");
    }
}
