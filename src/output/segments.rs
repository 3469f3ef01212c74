//! The segments of the output on the disk: beginning one, and putting aside what is not ours.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{
    SinkError,
    files::{Files, Handle, Patient},
    names::Names,
};
use crate::state::{Entry, FileId, Ledger, Segment, Store};

/// The directory of the output with the store that knows what belongs into it.
#[derive(Debug)]
pub(super) struct Segments {
    pub(super) names: Names,
    pub(super) disk: Patient,
    pub(super) store: Store,
}

/// The file being written.
#[derive(Debug)]
pub(super) struct Active {
    pub(super) handle: Box<dyn Handle>,
    pub(super) id: FileId,
}

/// What became of the active file while nobody of us looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// It is as we left it.
    Sound,
    /// Its name is gone or stands for another file: somebody rotates.
    Moved,
    /// It is shorter than what we wrote, or longer: somebody truncated it or wrote to it.
    Changed,
}

impl Segments {
    pub(super) fn files(&self) -> &dyn Files {
        &*self.disk.files
    }

    /// What became of the file of `segment`, all of which has been written.
    pub(super) fn condition(&self, segment: &Segment) -> Result<Condition, SinkError> {
        let path = self.names.active();
        let stat = self.files().stat(path).map_err(SinkError::at(path))?;
        Ok(match stat {
            Some(stat) if Some(stat.id) == segment.file => {
                if stat.len == segment.committed {
                    Condition::Sound
                } else {
                    Condition::Changed
                }
            }
            Some(_) | None => Condition::Moved,
        })
    }

    /// Begins the segment after that of `before` in an empty active file. `carried` are lines of
    /// the old segment that nobody can have seen; they open the new one.
    pub(super) fn begin(
        &self,
        before: &Ledger,
        carried: Vec<u8>,
        now: DateTime<Utc>,
    ) -> Result<(Ledger, Active), SinkError> {
        let active = self.empty_active(before.next_seq)?;
        let lines = carried.iter().filter(|byte| **byte == b'\n').count() as u64;
        let segment = Segment {
            number: before.segment.number + 1,
            first_seq: before.next_seq - lines,
            committed: carried.len() as u64,
            synced: 0,
            file: Some(active.id),
            opened: now.timestamp(),
        };
        let ledger = Ledger { next_seq: before.next_seq, segment, rotation: None };
        let entry = Entry { offset: 0, bytes: carried };
        let entry = (!entry.bytes.is_empty()).then_some(&entry);
        self.store.commit(&[], entry, &ledger)?;
        if let Some(entry) = entry {
            self.write(&active, &entry.bytes, entry.offset)?;
        }
        Ok((ledger, active))
    }

    /// Ends a segment that somebody else moved or changed, and begins the next. All of it was
    /// written, so nothing is repeated; what was moved is still ours to sync.
    pub(super) fn leave(
        &self,
        ledger: &Ledger,
        active: &Active,
        condition: Condition,
        now: DateTime<Utc>,
    ) -> Result<(Ledger, Active), SinkError> {
        self.sync(active)?;
        let len = active.handle.stat().map_err(SinkError::at(self.names.active()))?.len;
        if condition == Condition::Changed {
            self.give_up_active(ledger, len)?;
        }
        self.begin(ledger, Vec::new(), now)
    }

    /// Makes way for the next segment where somebody changed this one. An emptied file stays.
    pub(super) fn give_up_active(&self, ledger: &Ledger, len: u64) -> Result<(), SinkError> {
        if len > 0 {
            self.keep_aside(ledger.segment.first_seq)?;
            self.replace_active()?;
        }
        Ok(())
    }

    /// An empty file under the active name. One that is there and empty is used as it is: it may
    /// have been made for us, with an owner and a mode. One with lines that are not ours is kept
    /// under another name, `unknown` being its number if it has none.
    fn empty_active(&self, unknown: u64) -> Result<Active, SinkError> {
        let path = self.names.active();
        match self.files().stat(path).map_err(SinkError::at(path))? {
            Some(stat) if stat.len == 0 => self.open(path),
            Some(_) => {
                let first_seq = self.first_seq(path)?.unwrap_or(unknown);
                self.keep_aside(first_seq)?;
                self.replace_active()
            }
            None => self.replace_active(),
        }
    }

    /// Gives the active file a second name, under which it stays when the next one replaces it.
    pub(super) fn keep_aside(&self, first_seq: u64) -> Result<(), SinkError> {
        let path = self.names.active();
        let mut rank = 0;
        loop {
            let aside = self.names.damaged(first_seq, rank);
            if self.link_once(path, &aside)? {
                return self.sync_dir();
            }
            rank += 1;
        }
    }

    /// Puts a new, empty file in the place of the active one. What stood there must have another
    /// name by now, and that name must be durable.
    pub(super) fn replace_active(&self) -> Result<Active, SinkError> {
        let (path, new) = (self.names.active(), self.names.new_active());
        let handle = self.disk.create(&new).map_err(SinkError::at(&new))?;
        handle.sync().map_err(SinkError::at(&new))?;
        self.disk.rename(&new, path).map_err(SinkError::at(path))?;
        self.sync_dir()?;
        active(path, handle)
    }

    /// Links `to` to the file `from`; also true if it is linked already, false if the name is taken.
    pub(super) fn link_once(&self, from: &Path, to: &Path) -> Result<bool, SinkError> {
        let stat = |path: &Path| self.files().stat(path).map_err(SinkError::at(path));
        if let Some(there) = stat(to)? {
            return Ok(stat(from)?.is_some_and(|file| file.id == there.id));
        }
        self.disk.link(from, to).map_err(SinkError::at(to))?;
        Ok(true)
    }

    pub(super) fn open(&self, path: &Path) -> Result<Active, SinkError> {
        active(path, self.files().open(path).map_err(SinkError::at(path))?)
    }

    pub(super) fn write(&self, active: &Active, bytes: &[u8], offset: u64) -> Result<(), SinkError> {
        let path = self.names.active();
        self.disk.write_all_at(path, &*active.handle, bytes, offset).map_err(SinkError::at(path))
    }

    pub(super) fn sync(&self, active: &Active) -> Result<(), SinkError> {
        active.handle.sync().map_err(SinkError::at(self.names.active()))
    }

    pub(super) fn sync_dir(&self) -> Result<(), SinkError> {
        self.files().sync_dir(self.names.dir()).map_err(SinkError::at(self.names.dir()))
    }

    /// The `seq` of the first line of a file, if it is one of ours.
    fn first_seq(&self, path: &Path) -> Result<Option<u64>, SinkError> {
        let mut head = [0; 64];
        let file = self.files().open(path).map_err(SinkError::at(path))?;
        let len = file.read_at(&mut head, 0).map_err(SinkError::at(path))?;
        Ok(head.get(..len).and_then(super::line::seq))
    }

    /// The name of the file of this inode in the directory, if it is still there.
    pub(super) fn find(&self, id: FileId) -> Result<Option<PathBuf>, SinkError> {
        let dir = self.names.dir();
        for name in self.files().list(dir).map_err(SinkError::at(dir))? {
            let path = dir.join(name);
            let stat = self.files().stat(&path).map_err(SinkError::at(&path))?;
            if stat.is_some_and(|stat| stat.id == id) {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }
}

fn active(path: &Path, handle: Box<dyn Handle>) -> Result<Active, SinkError> {
    let id = handle.stat().map_err(SinkError::at(path))?.id;
    Ok(Active { handle, id })
}
