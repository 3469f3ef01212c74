//! From what is on the disk after a crash to what was committed.
//!
//! Nothing is truncated, parsed or guessed: what is in the outbox is written again at its place,
//! so that a torn last line is completed with the same bytes.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use tracing::{info, warn};

use super::{
    SinkError,
    files::{Files, Patient, Stat},
    names::{Names, Packing},
    read,
    segments::{Active, Segments},
};
use crate::state::{Ledger, Segment, StateError, Store};

/// What to do with output that the state knows nothing of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Refuse.
    Continue,
    /// Leave it as it is, and begin a new segment behind it.
    Fresh,
}

/// Commits to `store` that all output beside `active` was written by it: its numbers go on behind
/// it, and so does the active file if it is whole.
///
/// # Errors
/// If something cannot be read or written.
pub fn adopt(store: &Store, active: &Path, files: Arc<dyn Files>, now: DateTime<Utc>) -> Result<Ledger, SinkError> {
    let disk = Patient { files, room: Arc::clone(store.room()) };
    let segments = Segments { names: Names::new(active), disk, store: store.clone() };
    let ledger = segments.adopt(&Ledger::fresh(), now)?;
    store.commit(&[], None, &ledger)?;
    Ok(ledger)
}

impl Segments {
    /// Brings the files to what the ledger says, and gives the segment to go on with.
    pub(super) fn recover(&self, start: Start, now: DateTime<Utc>) -> Result<(Ledger, Active), SinkError> {
        let ledger = self.store.ledger()?;
        if ledger.is_fresh() {
            return match self.orphan()? {
                Some(path) if start == Start::Continue => Err(SinkError::Orphan { path }),
                Some(_) => self.behind(&ledger, now),
                None => self.begin(&ledger, Vec::new(), now),
            };
        }
        if ledger.rotation.is_some() {
            info!(segment = ledger.segment.number, "rotation is finished");
            return self.finish_rotation(&ledger, now);
        }
        let path = self.names.active();
        let there = self.files().stat(path).map_err(SinkError::at(path))?;
        if let Some(stat) = there
            && self.is_copy(&ledger, stat)?
        {
            info!(path = %path.display(), "output is another file with what was committed, it goes on");
            let segment = Segment { file: Some(stat.id), ..ledger.segment };
            return self.complete(Ledger { segment, ..ledger }, self.open(path)?);
        }
        match there.filter(|stat| Some(stat.id) == ledger.segment.file) {
            Some(stat) if stat.len > ledger.segment.committed && start == Start::Fresh => self.behind(&ledger, now),
            Some(stat) if stat.len > ledger.segment.committed => {
                Err(SinkError::Ahead { path: path.to_owned(), len: stat.len, committed: ledger.segment.committed })
            }
            Some(stat) if stat.len < ledger.segment.synced => {
                warn!(path = %path.display(), "output was truncated, a new segment is begun");
                self.give_up_active(&ledger, stat.len)?;
                self.begin(&ledger, self.outbox_bytes(&ledger)?, now)
            }
            Some(_) => self.complete(ledger, self.open(path)?),
            None => self.after_move(&ledger, now),
        }
    }

    /// Whether the active file is a copy of the one that was written, to the last committed byte, as
    /// after a move to another machine. What is still on its way is written over it with the same
    /// bytes. If the file itself is still there under another name, somebody rotates.
    fn is_copy(&self, ledger: &Ledger, stat: Stat) -> Result<bool, SinkError> {
        let segment = &ledger.segment;
        let Some(file) = segment.file.filter(|file| *file != stat.id) else { return Ok(false) };
        if stat.len == 0 || stat.len != segment.committed || self.find(file)?.is_some() {
            return Ok(false);
        }
        let path = self.names.active();
        let extent = self.files().open(path).and_then(|handle| read::extent(handle, Packing::Plain));
        let extent = extent.map_err(SinkError::at(path))?.filter(|extent| extent.sound);
        let numbers = extent.map(|extent| (extent.first_seq, extent.last_seq + 1));
        Ok(numbers == Some((segment.first_seq, ledger.next_seq)))
    }

    /// Begins a segment behind output that the state does not know. Numbers go on where it ends, so
    /// that none comes twice and no name is taken.
    fn behind(&self, ledger: &Ledger, now: DateTime<Utc>) -> Result<(Ledger, Active), SinkError> {
        let path = self.names.active();
        let mut ledger = self.adopt(ledger, now)?;
        if ledger.segment.committed == 0 {
            return self.begin(&ledger, Vec::new(), now);
        }
        // All of it is there already.
        ledger.segment.synced = ledger.segment.committed;
        self.rotate(&ledger, &self.open(path)?, now)
    }

    /// The ledger of a state that had written what is there: the active file goes on if it is whole
    /// lines of ours, else it will be kept aside.
    fn adopt(&self, ledger: &Ledger, now: DateTime<Utc>) -> Result<Ledger, SinkError> {
        let path = self.names.active();
        let last = read::last_seq(self.files(), &self.names).map_err(SinkError::at(self.names.dir()))?;
        let next_seq = ledger.next_seq.max(last.map_or(1, |last| last + 1));
        let number = ledger.segment.number + 1;
        let empty =
            Segment { number, first_seq: next_seq, committed: 0, synced: 0, file: None, opened: now.timestamp() };
        let there = self.files().stat(path).map_err(SinkError::at(path))?;
        let extent = match there {
            Some(_) => self.files().open(path).and_then(|file| read::extent(file, Packing::Plain)),
            None => Ok(None),
        };
        let segment = match (there, extent.map_err(SinkError::at(path))?.filter(|extent| extent.sound)) {
            (Some(stat), Some(extent)) => Segment {
                first_seq: extent.first_seq,
                committed: stat.len,
                synced: stat.len,
                file: Some(stat.id),
                ..empty
            },
            _ => empty,
        };
        Ok(Ledger { next_seq, segment, rotation: None })
    }

    /// A file with lines of which the state knows nothing.
    fn orphan(&self) -> Result<Option<PathBuf>, SinkError> {
        let (path, dir) = (self.names.active(), self.names.dir());
        if self.files().stat(path).map_err(SinkError::at(path))?.is_some_and(|stat| stat.len > 0) {
            return Ok(Some(path.to_owned()));
        }
        let names = self.files().list(dir).map_err(SinkError::at(dir))?;
        Ok(names.iter().find(|name| self.names.parse(name).is_some()).map(|name| dir.join(name)))
    }

    /// Writes what is in the outbox at its place and syncs it.
    fn complete(&self, mut ledger: Ledger, active: Active) -> Result<(Ledger, Active), SinkError> {
        self.store.outbox(ledger.segment.number, |offset, bytes| self.write(&active, bytes, offset))?;
        self.sync(&active)?;
        let path = self.names.active();
        let len = active.handle.stat().map_err(SinkError::at(path))?.len;
        if len != ledger.segment.committed {
            let source = io::Error::other(format!("{len} bytes, but {} are committed", ledger.segment.committed));
            return Err(SinkError::Io { path: path.to_owned(), source });
        }
        ledger.segment.synced = len;
        Ok((ledger, active))
    }

    /// The active name stands for nothing or for another file: the segment ends where it is, if it
    /// can still be found, else its unsynced lines open the next.
    fn after_move(&self, ledger: &Ledger, now: DateTime<Utc>) -> Result<(Ledger, Active), SinkError> {
        warn!(path = %self.names.active().display(), "output was moved, a new segment is begun");
        let moved = match ledger.segment.file {
            Some(id) => self.find(id)?,
            None => None,
        };
        let old = moved.map(|path| self.open(&path)).transpose()?;
        // A file that lacks synced bytes was truncated: writing behind its end would leave a hole.
        let whole = |old: &Active| old.handle.stat().is_ok_and(|stat| stat.len >= ledger.segment.synced);
        let Some(old) = old.filter(whole) else { return self.begin(ledger, self.outbox_bytes(ledger)?, now) };
        self.store.outbox(ledger.segment.number, |offset, bytes| self.write(&old, bytes, offset))?;
        self.sync(&old)?;
        self.begin(ledger, Vec::new(), now)
    }

    fn outbox_bytes(&self, ledger: &Ledger) -> Result<Vec<u8>, SinkError> {
        let mut bytes = Vec::new();
        self.store.outbox(ledger.segment.number, |_, lines| {
            bytes.extend_from_slice(lines);
            Ok::<_, StateError>(())
        })?;
        Ok(bytes)
    }
}
