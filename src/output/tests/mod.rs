mod follow;
mod protocol;
mod tidy;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    time::Duration,
};

use chrono::{DateTime, Utc};
use redb::backends::InMemoryBackend;
use tempfile::TempDir;

use super::*;
use crate::{
    config::{OutputPath, OutputSettings},
    model::{Changes, Memory, RecordId, memory::Table},
    record::PendingLine,
    state::{OpenOptions, Room, Store},
};

/// An output in a directory of its own.
struct Bench {
    dir: TempDir,
    store: Store,
    settings: OutputSettings,
}

fn day(day: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(day * 86_400 + 3_600, 0).unwrap()
}

/// Lines whose rest is easily known again.
fn batch(names: &[&str]) -> Batch {
    let line = |name: &&str| PendingLine { id: RecordId([0; 16]), rest: format!("\"id\":\"{name}\"}}") };
    Batch { changes: Changes::default(), lines: names.iter().map(line).collect() }
}

fn line(seq: u64, name: &str) -> String {
    format!("{{\"schema\":\"marsad/1\",\"seq\":{seq},\"id\":\"{name}\"}}\n")
}

impl Bench {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::with_backend(InMemoryBackend::new(), OpenOptions::default(), Room::default()).unwrap();
        let path = OutputPath::File(dir.path().join("out/marsad.ndjson"));
        Self { dir, store, settings: OutputSettings { path, ..OutputSettings::default() } }
    }

    fn open(&self) -> Sink {
        self.try_open(Start::Continue).unwrap()
    }

    fn try_open(&self, start: Start) -> Result<Sink, SinkError> {
        let outside = Outside { files: Arc::new(Disk), stream: Box::new(std::io::sink()) };
        Sink::open(self.store.clone(), self.settings.clone(), outside, start, day(0))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join("out").join(name)
    }

    fn active(&self) -> PathBuf {
        self.path("marsad.ndjson")
    }

    fn sealed(&self, first_seq: u64) -> PathBuf {
        Names::new(&self.active()).sealed(first_seq)
    }
}

#[track_caller]
fn check(path: &Path, expected: &[(u64, &str)]) {
    let expected: String = expected.iter().map(|(seq, name)| line(*seq, name)).collect();
    assert_eq!(fs::read_to_string(path).unwrap(), expected);
}
