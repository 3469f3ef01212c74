//! Packing sealed segments, and removing those that are too old or too many.

use std::{io, path::Path, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use tracing::info;

use super::{
    SinkError,
    files::Files,
    names::{Names, Packing, Sealed},
    pack::{self, Packed},
};
use crate::config::{Compress, OutputSettings};

/// Looks after the sealed segments. Never touches the active file, nor a segment that still is it
/// under another name.
pub(super) struct Caretaker {
    files: Arc<dyn Files>,
    names: Names,
    settings: OutputSettings,
}

/// A sealed segment with what is known of its file.
struct Kept {
    sealed: Sealed,
    bytes: u64,
    age: Duration,
}

impl Caretaker {
    pub(super) fn new(files: Arc<dyn Files>, names: Names, settings: OutputSettings) -> Self {
        Self { files, names, settings }
    }

    /// Does all that is due, until `stop` says so: what is begun then is begun anew next time.
    pub(super) fn tidy(&self, now: DateTime<Utc>, stop: &dyn Fn() -> bool) -> Result<(), SinkError> {
        self.remove_unfinished()?;
        self.pack(now, stop)?;
        self.retire(now)
    }

    fn list(&self) -> Result<Vec<String>, SinkError> {
        let dir = self.names.dir();
        self.files.list(dir).map_err(SinkError::at(dir))
    }

    /// All sealed files, oldest lines first, packed or not.
    fn kept(&self, now: DateTime<Utc>) -> Result<Vec<Kept>, SinkError> {
        let active = self.files.stat(self.names.active()).map_err(SinkError::at(self.names.active()))?;
        let mut kept = Vec::new();
        for sealed in self.list()?.iter().filter_map(|name| self.names.parse(name)) {
            let path = self.names.dir().join(&sealed.name);
            let Some(stat) = self.files.stat(&path).map_err(SinkError::at(&path))? else { continue };
            if active.is_some_and(|active| active.id == stat.id) {
                continue;
            }
            let age = now.timestamp().saturating_sub(stat.changed).max(0).cast_unsigned();
            kept.push(Kept { sealed, bytes: stat.len, age: Duration::from_secs(age) });
        }
        kept.sort_by(|one, other| one.sealed.cmp(&other.sealed));
        Ok(kept)
    }

    /// Packing that a crash cut short left a file that is nothing.
    fn remove_unfinished(&self) -> Result<(), SinkError> {
        for name in self.list()? {
            if name.strip_suffix(pack::TEMPORARY).is_some_and(|name| self.names.parse(name).is_some()) {
                self.remove(&self.names.dir().join(name))?;
            }
        }
        Ok(())
    }

    fn pack(&self, now: DateTime<Utc>, stop: &dyn Fn() -> bool) -> Result<(), SinkError> {
        let packing = match self.settings.compress {
            Compress::None => return Ok(()),
            Compress::Gzip => Packing::Gzip,
            Compress::Zstd => Packing::Zstd,
        };
        let due = |kept: &Kept| kept.sealed.packing == Packing::Plain && kept.age >= self.settings.compress_after;
        for kept in self.kept(now)?.iter().filter(|kept| due(kept) && !kept.sealed.damaged) {
            let plain = self.names.dir().join(&kept.sealed.name);
            let packed = self.names.dir().join(format!("{}{}", kept.sealed.name, packing.suffix()));
            let there = self.files.stat(&packed).map_err(SinkError::at(&packed))?.is_some();
            if !there && pack::pack(&*self.files, &plain, &packed, packing, stop)? == Packed::Stopped {
                return Ok(());
            }
            // The packed file has its name only when it is whole and on the disk.
            self.sync_dir()?;
            self.remove(&plain)?;
            info!(segment = kept.sealed.name, bytes = kept.bytes, "segment packed");
        }
        Ok(())
    }

    /// Removes what is older than `keep_for`, then the oldest until no more than `keep_bytes` are left.
    fn retire(&self, now: DateTime<Utc>) -> Result<(), SinkError> {
        let kept = self.kept(now)?;
        let (keep_for, keep_bytes) = (self.settings.keep_for, self.settings.keep_bytes);
        let mut total: u64 = kept.iter().map(|kept| kept.bytes).sum();
        for kept in &kept {
            let old = !keep_for.is_zero() && kept.age > keep_for;
            let many = keep_bytes > 0 && total > keep_bytes;
            if old || many {
                self.remove(&self.names.dir().join(&kept.sealed.name))?;
                total -= kept.bytes;
                info!(segment = kept.sealed.name, bytes = kept.bytes, old, "segment removed");
            }
        }
        Ok(())
    }

    fn remove(&self, path: &Path) -> Result<(), SinkError> {
        match self.files.remove(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(SinkError::at(path)(error)),
            _ => self.sync_dir(),
        }
    }

    fn sync_dir(&self) -> Result<(), SinkError> {
        self.files.sync_dir(self.names.dir()).map_err(SinkError::at(self.names.dir()))
    }
}
