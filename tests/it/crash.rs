//! The output through crashes of a simulated disk: always a prefix of the committed stream while
//! it runs, and exactly the committed stream after each start.

use std::{
    cell::Cell,
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, Utc};
use marsad::{
    config::{Fsync, OutputPath, OutputSettings},
    model::{Changes, Memory, RecordId, memory::Table},
    output::{Batch, Names, Outside, Sink, SinkError, Start},
    record::PendingLine,
    state::{OpenOptions, Room, Store},
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use crate::simulated_disk::{Crash, SimulatedDisk, SimulatedFile};

/// Crashes that a run must have seen; `MARSAD_CRASHES` asks for more.
const CRASHES: u64 = 10_000;

/// Cases needed for that many: a case has up to twelve crashes, fewer if it ends before.
const CRASHES_PER_CASE: u64 = 5;

/// A life of the daemon.
#[derive(Clone, Debug)]
struct Life {
    seed: u64,
    fsync: Fsync,
    rotate_size: u64,
    /// The lengths of the lines of each batch.
    batches: Vec<Vec<usize>>,
    /// After how many operations of the system the machine fails, how, and for how many
    /// allocations the disk is full.
    crashes: Vec<(u64, Crash, u64)>,
}

fn life() -> impl Strategy<Value = Life> {
    let fsync = prop_oneof![Just(Fsync::Always), Just(Fsync::Interval), Just(Fsync::Never)];
    let kind = prop_oneof![Just(Crash::Kill), Just(Crash::PowerCut)];
    let crash = (1_u64..120, kind, prop_oneof![4 => Just(0_u64), 1 => 1_u64..6]);
    let batch = prop::collection::vec(1_usize..1_500, 0..4);
    (
        any::<u64>(),
        fsync,
        prop_oneof![Just(0_u64), 1_000_u64..6_000],
        prop::collection::vec(batch, 4..14),
        prop::collection::vec(crash, 6..13),
    )
        .prop_map(|(seed, fsync, rotate_size, batches, crashes)| Life {
            seed,
            fsync,
            rotate_size,
            batches,
            crashes,
        })
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_000_000, 0).unwrap()
}

fn names() -> Names {
    Names::new(Path::new("out/marsad.ndjson"))
}

/// The batch of this rank. Its only change says that it was committed.
fn batch(rank: usize, lengths: &[usize]) -> Batch {
    let mut changes = Changes::default();
    changes.put(Table::Feed, b"batch", (rank as u64).to_be_bytes());
    let fill = |length: &usize| {
        let text: String = (0..*length).map(|at| char::from(b'a' + ((at * 7 + rank) % 26) as u8)).collect();
        PendingLine { id: RecordId([0; 16]), rest: format!("\"text\":\"{text}\"}}") }
    };
    Batch { changes, lines: lengths.iter().map(fill).collect() }
}

/// A life as it is lived: the disk, and what must come out.
struct Run {
    life: Life,
    disk: SimulatedDisk,
    storage: SimulatedFile,
    committed: Vec<u8>,
    next_seq: u64,
    crashes: u64,
    recovered: bool,
}

impl Run {
    fn new(life: Life) -> Self {
        let disk = SimulatedDisk::new(life.seed);
        let storage = disk.storage();
        Self { life, disk, storage, committed: Vec::new(), next_seq: 1, crashes: 0, recovered: true }
    }

    fn open(&self) -> Result<(Store, Sink), SinkError> {
        let room = Room::with_retry(Duration::ZERO);
        let options = OpenOptions { cache_bytes: 1 << 20, ..OpenOptions::default() };
        let store = Store::with_backend(self.storage.clone(), options, room)?;
        let settings = OutputSettings {
            path: OutputPath::File(PathBuf::from("out/marsad.ndjson")),
            fsync: self.life.fsync,
            rotate_size: self.life.rotate_size,
            ..OutputSettings::default()
        };
        let outside = Outside { files: Arc::new(self.disk.clone()), stream: Box::new(std::io::sink()) };
        let sink = Sink::open(store.clone(), settings, outside, Start::Continue, now())?;
        Ok((store, sink))
    }

    fn live(&mut self) {
        // The store is born whole (see `state::open`); what follows is its life.
        drop(self.open().unwrap());
        let mut crashes = self.life.crashes.clone().into_iter();
        let mut next = crashes.next();
        let mut rank = 0;
        loop {
            match next {
                Some((after, _, full_for)) => self.disk.arm(after, full_for),
                None => self.disk.disarm(),
            }
            self.run(&mut rank);
            if !self.disk.has_crashed() {
                break;
            }
            let (_, kind, _) = next.unwrap();
            self.crashes += 1;
            if kind == Crash::Kill && self.recovered {
                self.check_prefix(rank);
            }
            // What a power cut tore is as it should be only after the next start.
            self.recovered &= kind == Crash::Kill;
            self.disk.restart(kind);
            next = crashes.next();
        }
        self.check_end(rank);
    }

    /// From a start to the next crash, or to the end.
    fn run(&mut self, rank: &mut usize) {
        let Ok((store, mut sink)) = self.open() else { return assert!(self.disk.has_crashed()) };
        self.recovered = true;
        let Ok(done) = store.get(Table::Feed, b"batch") else { return assert!(self.disk.has_crashed()) };
        let done = done.map_or(0, |rank| u64::from_be_bytes(rank.try_into().unwrap()) as usize + 1);
        // A batch in the crash was committed or was not; nothing else may differ.
        assert!(done == *rank || done == *rank + 1, "{done} batches are committed, {rank} were acknowledged");
        self.promise(*rank, done);
        *rank = done;
        if !self.disk.has_crashed() {
            assert_eq!(self.stream(), self.committed, "after a start");
        }
        while *rank < self.life.batches.len() {
            let lengths = self.life.batches[*rank].clone();
            if sink.commit(&[batch(*rank, &lengths)], now()).is_err() {
                return assert!(self.disk.has_crashed());
            }
            self.promise(*rank, *rank + 1);
            *rank += 1;
            if rank.is_multiple_of(3) && self.life.fsync == Fsync::Interval && sink.sync().is_err() {
                return assert!(self.disk.has_crashed());
            }
        }
        assert!(sink.close().is_ok() || self.disk.has_crashed());
    }

    /// Adds the lines of these batches to what must come out.
    fn promise(&mut self, from: usize, to: usize) {
        for rank in from..to {
            for line in batch(rank, &self.life.batches[rank]).lines {
                line.write(self.next_seq, &mut self.committed);
                self.next_seq += 1;
            }
        }
    }

    /// What a reader finds: the sealed segments in order, then the active file.
    fn stream(&self) -> Vec<u8> {
        let (mut stream, mut seen) = (Vec::new(), BTreeSet::new());
        let visible = self.disk.visible();
        let active = |path: &Path| path == names().active();
        let sealed = |path: &Path| names().parse(path.file_name().unwrap().to_str().unwrap()).is_some();
        let files = visible.iter().filter(|(path, ..)| sealed(path));
        for (_, inode, bytes) in files.chain(visible.iter().filter(|(path, ..)| active(path))) {
            if seen.insert(inode) {
                stream.extend_from_slice(bytes);
            }
        }
        stream
    }

    /// After a kill the file is what a reader saw: a prefix of the committed stream, where the
    /// batch in the crash may have been committed.
    fn check_prefix(&mut self, rank: usize) {
        let (committed, next_seq) = (self.committed.clone(), self.next_seq);
        self.promise(rank, (rank + 1).min(self.life.batches.len()));
        let stream = self.stream();
        assert!(self.committed.starts_with(&stream), "{} bytes are no prefix", stream.len());
        (self.committed, self.next_seq) = (committed, next_seq);
    }

    fn check_end(&self, rank: usize) {
        assert_eq!(rank, self.life.batches.len());
        assert_eq!(self.stream(), self.committed);
        let visible = self.disk.visible();
        let mut manifest = String::new();
        for (path, _, bytes) in &visible {
            let name = path.file_name().unwrap().to_str().unwrap();
            if let Some(sealed) = names().parse(name) {
                let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
                manifest += &format!(
                    "{{\"segment\":\"{name}\",\"first_seq\":{},\"last_seq\":{},\"bytes\":{},\"blake3\":\"{}\",\"sealed\":\"1970-01-12T13:46:40Z\"}}\n",
                    sealed.first_seq,
                    sealed.first_seq + lines - 1,
                    bytes.len(),
                    blake3::hash(bytes)
                );
            }
        }
        let found = visible.iter().find(|(path, ..)| *path == names().manifest());
        assert_eq!(found.map_or("", |(_, _, bytes)| std::str::from_utf8(bytes).unwrap()), manifest);
    }
}

#[test]
fn no_crash_loses_doubles_or_tears_a_line() {
    let wanted = std::env::var("MARSAD_CRASHES").ok().and_then(|crashes| crashes.parse().ok()).unwrap_or(CRASHES);
    let cases = u32::try_from(wanted / CRASHES_PER_CASE).unwrap();
    let crashes = Cell::new(0);
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&life(), |life| {
        let mut run = Run::new(life);
        run.live();
        crashes.set(crashes.get() + run.crashes);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    println!("{} simulated crashes, 0 violations", crashes.get());
    assert!(crashes.get() >= wanted, "only {} crashes", crashes.get());
}
