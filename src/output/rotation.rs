//! Sealing a segment, in steps that can be done again.
//!
//! 1. All lines of the segment are written and synced, then the rotation is committed with the
//!    manifest line that it will have.
//! 2. The active file gets its sealed name as a second one; the directory is synced.
//! 3. A new, empty file takes the active name; the directory is synced. Whoever follows the name
//!    reads the old file to its end and finds the new one.
//! 4. The manifest line is written at its place.
//! 5. The next segment is committed, and the rotation forgotten.
//!
//! A crash after step 1 finds the rotation in the ledger and does 2 to 5 again.

use std::fmt::Write;

use chrono::{DateTime, SecondsFormat, Utc};

use super::{
    SinkError,
    segments::{Active, Segments},
};
use crate::state::{Ledger, Rotation};

/// How much of a segment is hashed at a time.
const BLOCK: usize = 64 << 10;

impl Segments {
    /// Seals the segment of `ledger`, all of which has been written, and begins the next.
    pub(super) fn rotate(
        &self,
        ledger: &Ledger,
        active: &Active,
        now: DateTime<Utc>,
    ) -> Result<(Ledger, Active), SinkError> {
        self.sync(active)?;
        let mut decided = ledger.clone();
        decided.segment.synced = decided.segment.committed;
        decided.rotation = Some(self.decide(ledger, active, now)?);
        self.store.commit(&[], None, &decided)?;
        self.finish_rotation(&decided, now)
    }

    /// Steps 2 to 5.
    pub(super) fn finish_rotation(&self, ledger: &Ledger, now: DateTime<Utc>) -> Result<(Ledger, Active), SinkError> {
        let (path, sealed) = (self.names.active(), self.names.sealed(ledger.segment.first_seq));
        let there = self.files().stat(path).map_err(SinkError::at(path))?;
        if there.is_some_and(|stat| Some(stat.id) == ledger.segment.file) {
            if !self.link_once(path, &sealed)? {
                return Err(SinkError::Taken { path: sealed });
            }
            self.sync_dir()?;
            self.replace_active()?;
        }
        if let Some(rotation) = &ledger.rotation {
            self.write_manifest(rotation)?;
        }
        self.begin(ledger, Vec::new(), now)
    }

    /// The rotation with the manifest line of the segment as it stands on the disk.
    fn decide(&self, ledger: &Ledger, active: &Active, now: DateTime<Utc>) -> Result<Rotation, SinkError> {
        let manifest = self.names.manifest();
        let stat = self.files().stat(&manifest).map_err(SinkError::at(&manifest))?;
        let segment = &ledger.segment;
        let hash = self.hash(active, segment.committed)?;
        let mut line = String::new();
        // Writing to a string cannot fail. The keys and values need no escaping but the name.
        let _ = writeln!(
            line,
            "{{\"segment\":{},\"first_seq\":{},\"last_seq\":{},\"bytes\":{},\"blake3\":\"{hash}\",\"sealed\":\"{}\"}}",
            crate::record::to_json(&self.names.sealed_name(segment.first_seq)),
            segment.first_seq,
            ledger.next_seq.saturating_sub(1),
            segment.committed,
            now.to_rfc3339_opts(SecondsFormat::Secs, true),
        );
        Ok(Rotation { manifest_offset: stat.map_or(0, |stat| stat.len), manifest_line: line.into_bytes() })
    }

    fn hash(&self, active: &Active, len: u64) -> Result<blake3::Hash, SinkError> {
        let mut hasher = blake3::Hasher::new();
        let mut block = vec![0; BLOCK];
        let mut offset = 0;
        while offset < len {
            let read = active.handle.read_at(&mut block, offset).map_err(SinkError::at(self.names.active()))?;
            if read == 0 {
                break;
            }
            hasher.update(block.get(..read).unwrap_or_default());
            offset += read as u64;
        }
        Ok(hasher.finalize())
    }

    fn write_manifest(&self, rotation: &Rotation) -> Result<(), SinkError> {
        let path = self.names.manifest();
        let stat = self.files().stat(&path).map_err(SinkError::at(&path))?;
        let file = match stat {
            Some(_) => self.files().open(&path),
            None => self.disk.create(&path),
        };
        let file = file.map_err(SinkError::at(&path))?;
        // Somebody may have emptied the manifest since: no hole then.
        let offset = rotation.manifest_offset.min(stat.map_or(0, |stat| stat.len));
        let written = self.disk.write_all_at(&path, &*file, &rotation.manifest_line, offset);
        written.and_then(|()| file.sync()).map_err(SinkError::at(&path))?;
        self.sync_dir()
    }
}
