//! The sink's own thread: takes deliveries, groups them, acknowledges them.

use std::{
    ops::Range,
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, SyncSender},
    },
    thread,
    time::Duration,
};

use tracing::error;

use super::{Batch, Sink, SinkError, tidy::Caretaker};
use crate::{
    clock::{self, Stopwatch},
    config::Fsync,
    record::PendingLine,
    state::Ledger,
};

/// Under `fsync = "interval"`, how long a written line may be unknown to be on the disk.
const SYNC_EVERY: Duration = Duration::from_secs(1);

/// Under the same, how many written bytes may be: the store keeps them until then, and is quickest
/// as long as they are in its cache.
const MOST_UNSYNCED: u64 = 8 << 20;

/// How often an idle sink looks whether the file is still its own and whether it is time to seal it.
const TICK: Duration = Duration::from_secs(1);

/// How often the sealed segments are looked at without a rotation.
const CARE_EVERY: Duration = Duration::from_secs(60);

/// Lines in one transaction: bounds the memory of a group and the time that it takes. A deep queue
/// is taken in large groups: the more rows a transaction has, the more of them share a page.
const MAX_LINES: usize = 4096;

/// Bytes in one transaction: the same for long articles.
const MAX_BYTES: usize = 8 << 20;

/// A batch on its way to the sink.
pub struct Delivery {
    /// What is to be committed.
    pub batch: Batch,
    /// Called when it is committed and its lines can be read, with their numbers.
    pub done: Option<Done>,
}

/// Hears that a batch is committed.
pub type Done = Box<dyn FnOnce(Range<u64>) + Send>;

/// What the sink did, for metrics and for a watchdog that wants progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// A group of batches was committed and written.
    Committed {
        /// How many lines.
        lines: u64,
        /// How long it took.
        took: Duration,
    },
    /// What was written is on the disk.
    Synced {
        /// How long it took.
        took: Duration,
    },
    /// There was nothing to do, and the sink is well.
    Idle,
}

/// Runs the sink until `deliveries` ends, then closes it.
///
/// An idle sink commits at once; a busy one gathers for [`group`] from one commit to the next.
/// `heard` is told of all that is done.
///
/// # Errors
/// The first error of the sink. What was committed is written by the next start.
///
/// [`group`]: crate::config::OutputSettings::group
pub fn run(
    sink: Sink,
    deliveries: Receiver<Delivery>,
    heard: impl FnMut(&Sink, Progress),
) -> Result<Ledger, SinkError> {
    let ended = &AtomicBool::new(false);
    // One look is as good as two.
    let (look, looks) = mpsc::sync_channel(1);
    let caretaker = sink.caretaker();
    thread::scope(|scope| {
        scope.spawn(move || {
            if let Some(caretaker) = caretaker {
                care(&caretaker, &looks, ended);
            }
        });
        let outcome = write(sink, &deliveries, &look, heard);
        ended.store(true, Ordering::Relaxed);
        drop(look);
        outcome
    })
}

/// Looks after the sealed segments now, after each rotation and now and then, until `looks` ends.
fn care(caretaker: &Caretaker, looks: &Receiver<()>, ended: &AtomicBool) {
    loop {
        if let Err(error) = caretaker.tidy(clock::now(), &|| ended.load(Ordering::Relaxed)) {
            // Output goes on without it.
            error!(error = &error as &dyn std::error::Error, "sealed segments could not be looked after");
        }
        if looks.recv_timeout(CARE_EVERY) == Err(RecvTimeoutError::Disconnected) {
            return;
        }
    }
}

fn write(
    mut sink: Sink,
    deliveries: &Receiver<Delivery>,
    look: &SyncSender<()>,
    mut heard: impl FnMut(&Sink, Progress),
) -> Result<Ledger, SinkError> {
    let mut rotations = 0;
    let mut timing = Timing { committed: None, dirty: None, ticked: Stopwatch::start() };
    loop {
        match deliveries.recv_timeout(timing.patience()) {
            Ok(first) => {
                let group = gather(first, deliveries, &sink, timing.committed);
                let watch = Stopwatch::start();
                timing.committed = Some(watch);
                let lines = commit(&mut sink, group)?;
                heard(&sink, Progress::Committed { lines, took: watch.elapsed() });
            }
            Err(RecvTimeoutError::Timeout) => heard(&sink, Progress::Idle),
            Err(RecvTimeoutError::Disconnected) => return sink.close(),
        }
        if sink.is_dirty() && sink.settings().fsync == Fsync::Interval {
            let dirty = *timing.dirty.get_or_insert_with(Stopwatch::start);
            if dirty.elapsed() >= SYNC_EVERY || sink.unsynced() >= MOST_UNSYNCED {
                let watch = Stopwatch::start();
                sink.sync()?;
                heard(&sink, Progress::Synced { took: watch.elapsed() });
            }
        }
        if !sink.is_dirty() {
            timing.dirty = None;
        }
        if timing.ticked.elapsed() >= TICK {
            sink.tick(clock::now())?;
            timing.ticked = Stopwatch::start();
        }
        if sink.tally().rotations > rotations {
            rotations = sink.tally().rotations;
            // Full means that a look is due anyway.
            let _ = look.try_send(());
        }
    }
}

/// When the sink last did what it does now and then.
struct Timing {
    /// Since the begin of the last commit.
    committed: Option<Stopwatch>,
    /// Since the first line that is not known to be on the disk.
    dirty: Option<Stopwatch>,
    ticked: Stopwatch,
}

impl Timing {
    /// How long nothing needs to be done if nothing is delivered.
    fn patience(&self) -> Duration {
        let tick = TICK.saturating_sub(self.ticked.elapsed());
        self.dirty.map_or(tick, |dirty| tick.min(SYNC_EVERY.saturating_sub(dirty.elapsed())))
    }
}

/// What is committed together: what has arrived, and what arrives until `group` has passed since
/// the last commit began.
fn gather(
    first: Delivery,
    deliveries: &Receiver<Delivery>,
    sink: &Sink,
    committed: Option<Stopwatch>,
) -> Vec<Delivery> {
    let size = |delivery: &Delivery| delivery.batch.lines.iter().map(PendingLine::size).sum::<usize>();
    let (mut lines, mut bytes) = (first.batch.lines.len(), size(&first));
    let mut group = vec![first];
    if sink.settings().fsync == Fsync::Always {
        return group;
    }
    while lines < MAX_LINES && bytes < MAX_BYTES {
        let left = committed.map_or(Duration::ZERO, |watch| sink.settings().group.saturating_sub(watch.elapsed()));
        let Ok(next) = deliveries.recv_timeout(left) else { break };
        lines += next.batch.lines.len();
        bytes += size(&next);
        group.push(next);
    }
    group
}

fn commit(sink: &mut Sink, group: Vec<Delivery>) -> Result<u64, SinkError> {
    let (batches, done): (Vec<_>, Vec<_>) = group.into_iter().map(|delivery| (delivery.batch, delivery.done)).unzip();
    let seqs = sink.commit(&batches, clock::now())?;
    let lines = seqs.iter().map(|seqs| seqs.end - seqs.start).sum();
    for (done, seqs) in done.into_iter().zip(seqs) {
        if let Some(done) = done {
            done(seqs);
        }
    }
    Ok(lines)
}
