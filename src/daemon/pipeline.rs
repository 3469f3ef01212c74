//! The stages as threads, joined by bounded channels.
//!
//! ```text
//! FetchedFeed ─▶ readers ─Arrival─▶ desk ─Delivery─▶ sink
//! ```
//!
//! Each ends because its input ended. If the sink fails, the desk can hand over nothing more and
//! ends, the readers likewise, and the poller hears that nobody listens: so a failure travels
//! backwards, and the reason is found by joining the threads from the sink on.

use std::{
    io,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
};

use tokio::sync::{mpsc, watch};

use super::{
    arrival::{Arrival, Way},
    desk::{Desk, DeskError},
    reader,
};
use crate::{
    clock::Stopwatch,
    ops::Queues,
    output::{Delivery, Progress, Sink, SinkError, run},
    poll::fetched::FetchedFeed,
    state::Ledger,
};

/// Fetched feeds that wait for a reader: bounds the bodies in memory.
const FETCHED_AT_ONCE: usize = 32;

/// Arrivals that wait for the desk: bounds the articles in memory.
const ARRIVALS_AT_ONCE: usize = 64;

/// Batches that wait for the sink: so much work is lost if it fails, and none of it was promised.
/// Each may hold some megabytes of lines and rows.
const DELIVERIES_AT_ONCE: usize = 4;

/// Why the stages ended before their input did.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// A thread could not be started.
    #[error("no thread: {0}")]
    Thread(#[from] io::Error),
    /// The sink.
    #[error(transparent)]
    Sink(#[from] SinkError),
    /// The desk.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// A thread panicked.
    #[error("the {0} panicked")]
    Panicked(&'static str),
}

impl PipelineError {
    /// The exit code that tells it: 74 for I/O, else 1.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Sink(error) => error.exit_code(),
            Self::Thread(_) | Self::Desk(_) | Self::Panicked(_) => 1,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Sink(error) => error.hint(),
            Self::Thread(_) | Self::Desk(_) | Self::Panicked(_) => None,
        }
    }
}

/// The stages behind the poller, at work.
pub struct Pipeline {
    arrivals: SyncSender<Arrival>,
    queues: Queues,
    readers: Vec<JoinHandle<()>>,
    desk: JoinHandle<Result<(), DeskError>>,
    sink: JoinHandle<Result<Ledger, SinkError>>,
}

impl Pipeline {
    /// Starts desk and sink; `heard` is told what the sink does. When the desk ends, `ended` is
    /// set: whoever feeds it has nothing more to do.
    ///
    /// # Errors
    /// If a thread cannot be started.
    pub fn start(
        desk: Desk,
        sink: Sink,
        heard: impl FnMut(&Sink, Progress) + Send + 'static,
        ended: watch::Sender<bool>,
    ) -> Result<Self, PipelineError> {
        let queues = desk.queues();
        let (arrivals, arriving) = sync_channel::<Arrival>(ARRIVALS_AT_ONCE);
        let (deliveries, delivered) = sync_channel::<Delivery>(DELIVERIES_AT_ONCE);
        let sink = thread::Builder::new().name("sink".to_owned()).spawn(move || run(sink, delivered, heard))?;
        let desk = thread::Builder::new().name("desk".to_owned()).spawn(move || {
            let worked = desk.run(&arriving, &deliveries);
            ended.send_replace(true);
            worked
        })?;
        Ok(Self { arrivals, queues, readers: Vec::new(), desk, sink })
    }

    /// Starts readers, one for each core, and gives what they read from. What they cannot read is
    /// kept under `state_dir`.
    ///
    /// # Errors
    /// If a thread cannot be started.
    pub fn start_readers(&mut self, state_dir: &Path) -> Result<mpsc::Sender<FetchedFeed>, PipelineError> {
        let (fetched, incoming) = mpsc::channel::<FetchedFeed>(FETCHED_AT_ONCE);
        let incoming = Arc::new(Mutex::new(incoming));
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        for _ in 0..cores {
            let (incoming, arrivals, state_dir) = (Arc::clone(&incoming), self.arrivals.clone(), state_dir.to_owned());
            let waiting = self.queues.arrivals.clone();
            let work = move || {
                // `None` means that the poller has gone and the queue is empty: go, too.
                while let Some(feed) = next(&incoming) {
                    let (fetch, seen, watch) = (Some(feed.took), Some(feed.seen), Stopwatch::start());
                    let arrival = reader::read(feed, &state_dir);
                    let way = Way { fetch, seen, read: Some(watch.elapsed()) };
                    waiting.raise();
                    if arrivals.send(Arrival { way, ..arrival }).is_err() {
                        return;
                    }
                }
            };
            self.readers.push(thread::Builder::new().name("reader".to_owned()).spawn(work)?);
        }
        Ok(fetched)
    }

    /// What waits between the stages.
    pub fn queues(&self) -> Queues {
        self.queues.clone()
    }

    /// Hands articles to the desk without a poller. `false` if the desk has gone.
    pub fn bring(&self, arrival: Arrival) -> bool {
        self.queues.arrivals.raise();
        self.arrivals.send(arrival).is_ok()
    }

    /// Waits until all that was brought is committed and written. What feeds the readers must
    /// have been dropped.
    ///
    /// # Errors
    /// Why a stage ended early: the sink's reason first, the others are its consequences.
    pub fn finish(self) -> Result<Ledger, PipelineError> {
        drop(self.arrivals);
        for reader in self.readers {
            reader.join().map_err(|_| PipelineError::Panicked("reader"))?;
        }
        let desk = self.desk.join().map_err(|_| PipelineError::Panicked("desk"))?;
        let ledger = self.sink.join().map_err(|_| PipelineError::Panicked("sink"))??;
        desk?;
        Ok(ledger)
    }
}

fn next(incoming: &Mutex<mpsc::Receiver<FetchedFeed>>) -> Option<FetchedFeed> {
    incoming.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv()
}
