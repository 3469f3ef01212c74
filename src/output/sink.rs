//! The one writer of the store and of the output.

use std::{io::Write, ops::Range, sync::Arc};

use chrono::{DateTime, Utc};
use tracing::warn;

use super::{
    SinkError,
    files::{Disk, Files, Patient},
    names::Names,
    recovery::Start,
    segments::{Active, Condition, Segments},
    stream::Stream,
    tidy::Caretaker,
};
use crate::{
    config::{Fsync, OutputPath, OutputSettings},
    model::Changes,
    record::PendingLine,
    state::{Entry, Ledger, Lock, LockError, Store},
};

/// What is committed together: the lines, and what the stages want remembered with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// What the stages want changed.
    pub changes: Changes,
    /// The lines, which get their numbers in this order.
    pub lines: Vec<PendingLine>,
}

/// The world outside that the sink writes to.
pub struct Outside {
    /// The file system of the output.
    pub files: Arc<dyn Files>,
    /// Standard output, for `output.path = "-"`.
    pub stream: Box<dyn Write + Send>,
}

impl Outside {
    /// The disk and the standard output of this process.
    pub fn real() -> Self {
        Self { files: Arc::new(Disk), stream: Box::new(std::io::stdout()) }
    }
}

/// What the sink has done since it was opened, beside the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Segments sealed.
    pub rotations: u64,
    /// Times that somebody else moved, truncated or extended the active file.
    pub disturbances: u64,
}

/// The one writer: commits batches, projects them to the output, seals segments.
///
/// After an error it must not be used again; the next start recovers.
pub struct Sink {
    store: Store,
    ledger: Ledger,
    target: Target,
    settings: OutputSettings,
    tally: Tally,
    synced_seq: u64,
}

enum Target {
    File { segments: Segments, active: Active, _lock: Option<Lock> },
    Stream(Stream),
}

impl Sink {
    /// Recovers the output and opens it.
    ///
    /// # Errors
    /// If another process writes it, if there is output that the state knows nothing of, or if
    /// something cannot be read or written.
    pub fn open(
        store: Store,
        settings: OutputSettings,
        outside: Outside,
        start: Start,
        now: DateTime<Utc>,
    ) -> Result<Self, SinkError> {
        let (ledger, target) = match &settings.path {
            OutputPath::File(path) => {
                let names = Names::new(path);
                outside.files.create_dir(names.dir()).map_err(SinkError::at(names.dir()))?;
                let lock = lock(&names, &*outside.files)?;
                let disk = Patient { files: outside.files, room: Arc::clone(store.room()) };
                let segments = Segments { names, disk, store: store.clone() };
                let (ledger, active) = segments.recover(start, now)?;
                (ledger, Target::File { segments, active, _lock: lock })
            }
            OutputPath::Stdout => {
                let mut stream = Stream::new(outside.stream);
                let ledger = stream.recover(&store)?;
                (ledger, Target::Stream(stream))
            }
        };
        let synced_seq = if ledger.segment.synced == ledger.segment.committed { ledger.next_seq - 1 } else { 0 };
        Ok(Self { store, ledger, target, settings, tally: Tally::default(), synced_seq })
    }

    /// Commits batches in one durable transaction and writes their lines. The answer is the numbers
    /// of the lines of each batch; when it comes, the lines can be read.
    ///
    /// # Errors
    /// If something cannot be written. What was committed is written by the next start.
    pub fn commit(&mut self, batches: &[Batch], now: DateTime<Utc>) -> Result<Vec<Range<u64>>, SinkError> {
        let (bytes, seqs) = encode(batches, self.ledger.next_seq);
        if !bytes.is_empty() {
            self.make_ready(bytes.len() as u64, now)?;
        }
        let mut next = self.ledger.clone();
        let segment = &mut next.segment;
        if segment.committed == 0 {
            // An empty file is as old as its first line.
            segment.opened = now.timestamp();
        }
        let entry = Entry { offset: segment.committed, bytes };
        segment.committed += entry.bytes.len() as u64;
        next.next_seq = seqs.last().map_or(next.next_seq, |last| last.end);

        let changes: Vec<&Changes> = batches.iter().map(|batch| &batch.changes).collect();
        let outgoing = (!entry.bytes.is_empty()).then_some(&entry);
        self.store.commit(&changes, outgoing, &next)?;
        self.ledger = next;
        if let Some(entry) = outgoing {
            self.project(entry)?;
        }
        Ok(seqs)
    }

    /// Makes what was written durable in the output, so that the store may forget it.
    ///
    /// # Errors
    /// If the system refuses; final.
    pub fn sync(&mut self) -> Result<(), SinkError> {
        if let Target::File { segments, active, .. } = &self.target
            && self.is_dirty()
        {
            segments.sync(active)?;
            self.note_synced();
        }
        Ok(())
    }

    /// Whether lines were written that are not known to be durable in the output.
    pub fn is_dirty(&self) -> bool {
        self.ledger.segment.synced < self.ledger.segment.committed
    }

    /// Bytes that were written and are not known to be durable in the output.
    pub(super) fn unsynced(&self) -> u64 {
        self.ledger.segment.committed.saturating_sub(self.ledger.segment.synced)
    }

    /// Does what is due without a batch: sees that the file is still ours, and seals it at the end
    /// of its time.
    ///
    /// # Errors
    /// If something cannot be written.
    pub fn tick(&mut self, now: DateTime<Utc>) -> Result<(), SinkError> {
        self.make_ready(0, now)
    }

    /// Ends: syncs, and lets the store forget what is on the disk.
    ///
    /// # Errors
    /// If something cannot be written.
    pub fn close(mut self) -> Result<Ledger, SinkError> {
        if self.settings.fsync != Fsync::Never {
            self.sync()?;
        }
        if self.store.ledger()? != self.ledger {
            self.store.commit(&[], None, &self.ledger)?;
        }
        Ok(self.ledger)
    }

    /// Who packs and removes the sealed segments; nobody on a stream.
    pub(super) fn caretaker(&self) -> Option<Caretaker> {
        match &self.target {
            Target::File { segments, .. } => {
                Some(Caretaker::new(Arc::clone(&segments.disk.files), segments.names.clone(), self.settings.clone()))
            }
            Target::Stream(_) => None,
        }
    }

    /// What the operator decided.
    pub fn settings(&self) -> &OutputSettings {
        &self.settings
    }

    /// How far the output is committed and synced.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The last line that is known to be durable in the output; 0 if none is. The store makes all
    /// lines durable, whatever this says.
    pub fn synced_seq(&self) -> u64 {
        self.synced_seq
    }

    /// What happened since it was opened.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    fn project(&mut self, entry: &Entry) -> Result<(), SinkError> {
        match &mut self.target {
            Target::File { segments, active, .. } => segments.write(active, &entry.bytes, entry.offset)?,
            Target::Stream(stream) => {
                stream.write(&entry.bytes)?;
                self.note_synced();
            }
        }
        if self.settings.fsync == Fsync::Always { self.sync() } else { Ok(()) }
    }

    /// Sees that `len` more bytes go into a file that is ours and not full.
    fn make_ready(&mut self, len: u64, now: DateTime<Utc>) -> Result<(), SinkError> {
        let due = self.is_due(len, now);
        let Target::File { segments, active, .. } = &mut self.target else { return Ok(()) };
        let (ledger, next) = match segments.condition(&self.ledger.segment)? {
            Condition::Sound if due => {
                self.tally.rotations += 1;
                segments.rotate(&self.ledger, active, now)?
            }
            Condition::Sound => return Ok(()),
            condition => {
                self.tally.disturbances += 1;
                warn!(path = %segments.names.active().display(), ?condition, "somebody changed the output, a new segment is begun");
                segments.leave(&self.ledger, active, condition, now)?
            }
        };
        (self.ledger, *active) = (ledger, next);
        // A segment is left only when all of it is on the disk.
        self.synced_seq = self.ledger.next_seq - 1;
        Ok(())
    }

    fn note_synced(&mut self) {
        self.ledger.segment.synced = self.ledger.segment.committed;
        self.synced_seq = self.ledger.next_seq - 1;
    }

    fn is_due(&self, len: u64, now: DateTime<Utc>) -> bool {
        let segment = &self.ledger.segment;
        let size = self.settings.rotate_size;
        let period = i64::try_from(self.settings.rotate_every.as_secs()).unwrap_or(i64::MAX);
        let full = size > 0 && segment.committed + len > size;
        // Boundaries count from 1970-01-01T00:00Z, so that a day ends at midnight UTC.
        let over = period > 0 && now.timestamp().div_euclid(period) > segment.opened.div_euclid(period);
        segment.committed > 0 && (full || over)
    }
}

/// The bytes of all lines, and the numbers of those of each batch.
fn encode(batches: &[Batch], next_seq: u64) -> (Vec<u8>, Vec<Range<u64>>) {
    let size = batches.iter().flat_map(|batch| &batch.lines).map(PendingLine::size).sum();
    let (mut bytes, mut seqs, mut seq) = (Vec::with_capacity(size), Vec::with_capacity(batches.len()), next_seq);
    for batch in batches {
        let first = seq;
        for line in &batch.lines {
            line.write(seq, &mut bytes);
            seq += 1;
        }
        seqs.push(first..seq);
    }
    (bytes, seqs)
}

fn lock(names: &Names, files: &dyn Files) -> Result<Option<Lock>, SinkError> {
    let path = names.lock();
    if !files.is_shared() {
        return Ok(None);
    }
    match Lock::take(&path) {
        Ok(lock) => Ok(Some(lock)),
        Err(LockError::Held { pid }) => Err(SinkError::Locked { path: names.active().to_owned(), pid }),
        Err(LockError::Io(source)) => Err(SinkError::Io { path, source }),
    }
}
