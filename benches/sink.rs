//! How fast lines become durable, and how soon an item that arrives alone can be read.
//!
//! `cargo bench --bench sink`; the directory is that of the build, or `MARSAD_BENCH_DIR`.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark reports to its reader, and may fail")]

use std::{
    fs::File,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use marsad::{
    clock::{self, Stopwatch},
    config::{Fsync, OutputPath, OutputSettings},
    model::{RecordId, memory::Table},
    output::{Batch, Delivery, Disk, Outside, Progress, Sink, Start, run},
    record::PendingLine,
    state::{OpenOptions, Store},
};

/// A record of 2 KB.
const LINE: usize = 2_000;

fn directory() -> tempfile::TempDir {
    let dir =
        std::env::var_os("MARSAD_BENCH_DIR").map_or_else(|| PathBuf::from(env!("CARGO_TARGET_TMPDIR")), PathBuf::from);
    tempfile::tempdir_in(dir).unwrap()
}

fn sink(dir: &Path, fsync: Fsync) -> Sink {
    let store = Store::open(&dir.join("state"), OpenOptions::default()).unwrap();
    let path = OutputPath::File(dir.join("out/marsad.ndjson"));
    let settings = OutputSettings { path, fsync, ..OutputSettings::default() };
    let outside = Outside { files: Arc::new(Disk), stream: Box::new(std::io::sink()) };
    Sink::open(store, settings, outside, Start::Continue, clock::now()).unwrap()
}

/// The rows that come with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rows {
    /// Its identity alone: what the output costs.
    Identity,
    /// Those that dedup writes for a new item: two identities and two texts under keys as scattered
    /// as hashes are, two rows under the day, and what was learnt of the feed.
    Dedup,
}

fn batch(lines: usize, rows: Rows, rank: &mut u64) -> Batch {
    let mut batch = Batch::default();
    for _ in 0..lines {
        *rank += 1;
        let hash = |part: u64| *blake3::hash(&[rank.to_le_bytes(), part.to_le_bytes()].concat()).as_bytes();
        let day = |part: u64| [&u32::try_from(*rank / 50_000).unwrap().to_be_bytes()[..], &hash(part)[..16]].concat();
        let rest = format!("\"id\":\"{:032x}\",\"text\":\"{}\"}}", u128::from(*rank), "x".repeat(LINE - 80));
        batch.lines.push(PendingLine { id: RecordId([0; 16]), rest });
        if rows == Rows::Identity {
            batch.changes.put(Table::Identity, &hash(0)[..17], [0; 60]);
            continue;
        }
        for (part, table) in [Table::Identity, Table::Identity, Table::Content, Table::Content].into_iter().enumerate()
        {
            batch.changes.put(table, &hash(part as u64)[..17], [0; 60]);
        }
        batch.changes.put(Table::IdentityByDay, day(4), [0; 80]);
        batch.changes.put(Table::Near, day(5), [0; 300]);
        batch.changes.put(Table::Learned, (*rank % 200).to_be_bytes(), [0; 100]);
    }
    batch
}

/// What the disk itself can do with as many bytes.
fn raw_rate(dir: &Path, bytes: usize) -> f64 {
    const ROUNDS: u32 = 200;
    let file = File::create(dir.join("raw")).unwrap();
    let block = vec![b'x'; bytes];
    let watch = Stopwatch::start();
    for round in 0..ROUNDS {
        file.write_all_at(&block, u64::from(round) * bytes as u64).unwrap();
        file.sync_data().unwrap();
    }
    f64::from(ROUNDS) / watch.elapsed().as_secs_f64()
}

fn throughput(criterion: &mut Criterion) {
    let dir = directory();
    println!("raw: {:.0} times 128 KB with fdatasync per second", raw_rate(dir.path(), 64 * LINE));
    let mut group = criterion.benchmark_group("sink");
    let interval = |rows| (Fsync::Interval, rows);
    let kinds = [
        ("interval", interval(Rows::Identity)),
        ("interval and dedup", interval(Rows::Dedup)),
        ("always", (Fsync::Always, Rows::Identity)),
    ];
    for (name, (fsync, rows)) in kinds {
        for lines in [1, 8, 64] {
            let dir = directory();
            let mut sink = sink(dir.path(), fsync);
            let (mut rank, mut synced) = (0, Stopwatch::start());
            group.throughput(Throughput::Elements(lines as u64));
            group.bench_function(format!("{name}/{lines}"), |bencher| {
                bencher.iter_batched(
                    || batch(lines, rows, &mut rank),
                    |batch| {
                        sink.commit(&[batch], clock::now()).unwrap();
                        // As `run` does it.
                        if fsync == Fsync::Interval && synced.elapsed() >= Duration::from_secs(1) {
                            sink.sync().unwrap();
                            synced = Stopwatch::start();
                        }
                    },
                    criterion::BatchSize::SmallInput,
                );
            });
        }
    }
    group.finish();
}

const BATCHES: u64 = 800;

/// Batches of 64 that wait: as many lines as the pipeline lets wait.
const WAITING: usize = 32;

/// Batches of 64 as fast as the sink takes them on its own thread, which groups them.
fn grouped(_criterion: &mut Criterion) {
    for rows in [Rows::Identity, Rows::Dedup] {
        let found = grouped_rate(rows);
        let lines = BATCHES * 64;
        println!(
            "grouped, {rows:?}: {:.0} records of 2 KB per second in batches of 64, committed, written, synced (bar ≥ 20000); \
             {} commits of {:.0} records, {} syncs of the output, {:.1} KB written for a record",
            found.rate,
            found.commits,
            lines as f64 / found.commits as f64,
            found.syncs,
            found.bytes_each / 1e3,
        );
    }
}

/// Lines, and what they cost the disk.
struct Grouped {
    /// Lines a second.
    rate: f64,
    /// Transactions of the store, each of them one fdatasync.
    commits: u64,
    /// Times that the output was forced to the disk.
    syncs: u64,
    /// Bytes that were written for a line: rows, pages, the outbox and the output.
    bytes_each: f64,
}

fn grouped_rate(rows: Rows) -> Grouped {
    let dir = directory();
    let sink = sink(dir.path(), Fsync::Interval);
    let (sender, deliveries) = mpsc::sync_channel(WAITING);
    let mut rank = 0;
    let batches: Vec<Batch> = (0..BATCHES).map(|_| batch(64, rows, &mut rank)).collect();
    let (mut commits, mut syncs, before) = (0, 0, written());
    let watch = Stopwatch::start();
    thread::scope(|scope| {
        let (commits, syncs) = (&mut commits, &mut syncs);
        let heard = move |_: &Sink, progress| match progress {
            Progress::Committed { .. } => *commits += 1,
            Progress::Synced { .. } => *syncs += 1,
            Progress::Idle => {}
        };
        let writer = scope.spawn(move || run(sink, deliveries, heard).unwrap());
        for batch in batches {
            sender.send(Delivery { batch, done: None }).unwrap();
        }
        drop(sender);
        writer.join().unwrap();
    });
    let lines = (BATCHES * 64) as f64;
    Grouped {
        rate: lines / watch.elapsed().as_secs_f64(),
        commits,
        syncs,
        bytes_each: (written() - before) as f64 / lines,
    }
}

/// Bytes that this process has written.
fn written() -> u64 {
    let io = std::fs::read_to_string("/proc/self/io").unwrap_or_default();
    io.lines().find_map(|line| line.strip_prefix("wchar: ")?.parse().ok()).unwrap_or(0)
}

/// From the hand-over of a single item to its line in the file, on an idle sink.
fn latency(_criterion: &mut Criterion) {
    const ITEMS: usize = 300;
    let dir = directory();
    let sink = sink(dir.path(), Fsync::Interval);
    let (sender, deliveries) = mpsc::sync_channel(1);
    let mut times: Vec<Duration> = thread::scope(|scope| {
        scope.spawn(move || run(sink, deliveries, |_, _| {}).unwrap());
        let mut rank = 0;
        let times = (0..ITEMS)
            .map(|at| {
                // Out of step with the sync of every second.
                thread::sleep(Duration::from_millis(10 + (at as u64 * 7) % 23));
                let (seen, visible) = mpsc::sync_channel(1);
                let watch = Stopwatch::start();
                let done: marsad::output::run::Done = Box::new(move |_| seen.send(watch.elapsed()).unwrap());
                sender.send(Delivery { batch: batch(1, Rows::Dedup, &mut rank), done: Some(done) }).unwrap();
                visible.recv().unwrap()
            })
            .collect();
        drop(sender);
        times
    });
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    println!("item to line: p50 {:.1?}, p99 {:.1?} (bar ≤ 100 ms), worst {:.1?}", at(50), at(99), times.last());
}

criterion_group!(benches, throughput, grouped, latency);
criterion_main!(benches);
