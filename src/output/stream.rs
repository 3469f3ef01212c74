//! Standard output in the place of a file: at least once.

use std::io::{self, Write};

use super::SinkError;
use crate::state::{Ledger, Segment, Store};

/// A stream: each line goes out after its commit, and what is not known to be written is repeated
/// after a restart with the same `seq` and `id`.
pub(super) struct Stream {
    writer: Box<dyn Write + Send>,
}

impl Stream {
    pub(super) fn new(writer: Box<dyn Write + Send>) -> Self {
        Self { writer }
    }

    /// Repeats what is not known to be written.
    pub(super) fn recover(&mut self, store: &Store) -> Result<Ledger, SinkError> {
        let mut ledger = store.ledger()?;
        store.outbox(ledger.segment.number, |_, bytes| self.write(bytes))?;
        let written = ledger.segment.committed;
        ledger.segment = Segment { synced: written, file: None, ..ledger.segment };
        ledger.rotation = None;
        Ok(ledger)
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), SinkError> {
        self.writer.write_all(bytes).and_then(|()| self.writer.flush()).map_err(|source| match source.kind() {
            io::ErrorKind::BrokenPipe => SinkError::Closed,
            _ => SinkError::Io { path: "-".into(), source },
        })
    }
}
