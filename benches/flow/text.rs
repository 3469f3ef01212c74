//! The text half: items of a file through fold, dedup, extraction and output, by `marsad replay`.

use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    desk::Desk,
    edition::Edition,
    program::{Cost, Program},
};

const ARTICLES: usize = 10_000;
const WORDS: usize = 300;
const LONG_WORDS: usize = 3_000;
const LONG_ARTICLES: usize = 1_000;
const SHORT_WORDS: usize = 60;
const FEW: usize = 10_000;
/// `MARSAD_BENCH_ITEMS` changes how many items are many.
const MANY: usize = 1_000_000;
/// Between two items, so that the near window of 14 days always holds ten thousand of them.
const PACE: TimeDelta = TimeDelta::seconds(14 * 86_400 / 10_000);

/// Items as fast as they go, on one core and on all.
pub(crate) fn run() {
    let (file, bytes) = items(&mut Edition::new(0, 0, start(), 8), ARTICLES, WORDS, TimeDelta::seconds(1), start());
    println!("{ARTICLES} articles of {WORDS} words, {:.0} MB of text; a third about Libya", bytes as f64 / 1e6);
    let [one, all] = [Program::start_on_one_core, Program::start].map(|start| {
        let desk = Desk::bare();
        replay(&desk, &file, start)
    });
    for (name, cost) in [("one core", &one), ("all cores", &all)] {
        println!(
            "{name:<10} {:>6.0} articles per CPU-second (bar ≥ 10,000), the start included; {:.0} a second; peak {} MiB",
            ARTICLES as f64 / cost.cpu_s(),
            ARTICLES as f64 / cost.wall.as_secs_f64(),
            cost.peak_kib >> 10,
        );
        println!("{:<10} µs of processor an article: {}", "", cost.by_thread(ARTICLES));
    }
    let gain = one.wall.as_secs_f64() / all.wall.as_secs_f64();
    println!("all cores are {gain:.2} times as fast as one (bar ≥ 1.8 with two)");
}

/// What an item costs among few and among many, and a byte of short and of long ones.
pub(crate) fn linear() {
    let many = std::env::var("MARSAD_BENCH_ITEMS").ok().and_then(|count| count.parse().ok()).unwrap_or(MANY);
    let (desk, mut edition, mut time) = (Desk::bare(), Edition::new(0, 0, start(), 8), start());
    // The first ten thousand fill the window.
    let [_, few, many] = [("fill", FEW), ("few", FEW), ("many", many)].map(|(name, count)| {
        let (file, bytes) = items(&mut edition, count, SHORT_WORDS, PACE, time);
        time += PACE * i32::try_from(count).unwrap();
        per_byte(name, count, bytes, &replay(&desk, &file, Program::start))
    });
    println!("a byte among many costs {:.2} times what it costs among few (bar ≤ 1.2)", many / few);
    let [short, long] =
        [("300 words", ARTICLES, WORDS), ("3,000 words", LONG_ARTICLES, LONG_WORDS)].map(|(name, count, words)| {
            let (file, bytes) = items(&mut edition, count, words, TimeDelta::seconds(1), time);
            per_byte(name, count, bytes, &replay(&Desk::bare(), &file, Program::start))
        });
    println!("a byte of a long article costs {:.2} times what one of a short one costs (bar ≤ 1.2)", long / short);
}

/// Prints what was replayed; nanoseconds of processor for each byte of text, without the start.
fn per_byte(name: &str, count: usize, bytes: usize, cost: &Cost) -> f64 {
    let ran = cost.cpu_s() - cost.start_s;
    let each = ran * 1e9 / bytes as f64;
    println!(
        "{name:<12} {count:>8} items, {:>6.0} MB: {:>6.0} items per CPU-second, {each:.0} ns a byte; the start {:.2} s; peak {} MiB",
        bytes as f64 / 1e6,
        count as f64 / ran,
        cost.start_s,
        cost.peak_kib >> 10,
    );
    each
}

fn replay(desk: &Desk, file: &Items, start: fn(&Path, &[&str]) -> Program) -> Cost {
    let before = desk.output_bytes();
    let file = file.0.path().join("items.jsonl");
    let rotation = ["-o", "output.rotate_size=0B", "-o", "output.rotate_every=0s"];
    let arguments = [&["replay", file.to_str().unwrap()][..], &rotation].concat();
    start(desk.path(), &arguments).finish(|| desk.output_bytes() > before)
}

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 0).unwrap()
}

/// A file of items; it goes with the value.
struct Items(tempfile::TempDir);

/// So many items, and the bytes of their texts.
fn items(edition: &mut Edition, count: usize, words: usize, pace: TimeDelta, start: DateTime<Utc>) -> (Items, usize) {
    let root =
        std::env::var_os("MARSAD_BENCH_DIR").map_or_else(|| PathBuf::from(env!("CARGO_TARGET_TMPDIR")), PathBuf::from);
    let dir = tempfile::tempdir_in(root).unwrap();
    let mut file = BufWriter::new(File::create(dir.path().join("items.jsonl")).unwrap());
    let (mut time, mut bytes) = (start, 0);
    for _ in 0..count {
        let (line, size) = edition.given(words, time);
        writeln!(file, "{line}").unwrap();
        time += pace;
        bytes += size;
    }
    file.flush().unwrap();
    (Items(dir), bytes)
}
