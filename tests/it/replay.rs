//! `marsad replay` as a process: killed and resumed, and the numbers that it tells.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use marsad::clock::Stopwatch;
use serde_json::Value;

use crate::families::{Piece, Shape, rng::Rng, stream};

/// How long we wait for a replay to come to a point that it reaches within seconds.
const PATIENCE: Duration = Duration::from_secs(120);

/// How often a replay is killed before it may end; `MARSAD_KILLS` asks for more in all.
const KILLS_PER_RUN: u64 = 5;

/// A directory with a configuration in which items are replayed.
struct Place(tempfile::TempDir);

impl Place {
    fn new(config: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("marsad.toml"), format!("[extract]\nkeep = \"all\"\n{config}")).unwrap();
        Self(dir)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, items: &[Value]) {
        let lines: String = items.iter().map(|item| format!("{item}\n")).collect();
        fs::write(self.path().join(name), lines).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_marsad"));
        command.args(arguments).current_dir(self.path()).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let done = self.command(arguments).output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
        done
    }

    /// What a replay tells.
    fn replay(&self, files: &[&str]) -> String {
        String::from_utf8(self.run(&[&["replay"], files].concat()).stderr).unwrap()
    }

    /// All lines, across segments.
    fn output(&self) -> String {
        String::from_utf8(self.run(&["tail", "--no-follow"]).stdout).unwrap()
    }

    /// The bytes that are written by now.
    fn written(&self) -> u64 {
        let files = fs::read_dir(self.path().join("out")).into_iter().flatten().flatten();
        let lines = files.filter(|file| file.path().extension().is_some_and(|end| end == "ndjson"));
        lines.filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum()
    }

    /// Starts a replay and kills it when so much is written, or after so many looks.
    fn replay_and_kill(&self, files: &[&str], written: u64, looks: usize) {
        let mut child = self.command(&[&["replay"], files].concat()).stderr(Stdio::null()).spawn().unwrap();
        let start = Stopwatch::start();
        let mut look = 0;
        while child.try_wait().unwrap().is_none() && look < looks && self.written() < written {
            assert!(start.elapsed() < PATIENCE, "{} of {written} bytes were written", self.written());
            std::thread::sleep(Duration::from_millis(1));
            look += 1;
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

/// What outlets printed over half a year: articles, summaries, copies, updates, and items that
/// come again as they were, changed, or changed back.
fn items(seed: u64) -> Vec<Value> {
    let mut rng = Rng::new(seed);
    let mut pieces: Vec<Piece> = stream(16, Shape::Articles, seed);
    pieces.extend(stream(16, Shape::Summaries, seed));
    let start: DateTime<Utc> = DateTime::from_timestamp(1_480_500_000, 0).unwrap();
    let mut items: Vec<(i64, usize, usize)> = Vec::new();
    for number in 0..pieces.len() {
        let at = pieces[number].at * 12;
        items.push((at, number, number));
        for _ in 0..if rng.percent(30) { rng.between(1, 4) } else { 0 } {
            // The item again, as it was or with the text of another piece.
            let text = if rng.percent(50) { number } else { rng.below(pieces.len()) };
            items.push((at + 3_600 * i64::try_from(rng.below(24 * 120)).unwrap(), number, text));
        }
    }
    items.sort_unstable();
    let item = |(at, item, text): (i64, usize, usize)| {
        let Piece { title, text, .. } = &pieces[text];
        let fetched = (start + TimeDelta::seconds(at)).to_rfc3339();
        serde_json::json!({ "id": item.to_string(), "feed": pieces[item].feed, "title": title, "text": text, "fetched": fetched })
    };
    items.into_iter().map(item).collect()
}

#[test]
fn a_replay_that_is_killed_at_any_point_goes_on_as_if_it_had_not_been() {
    let kills = std::env::var("MARSAD_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS_PER_RUN);
    let items = items(5);
    let (early, late) = items.split_at(items.len() / 4);
    let open = || {
        let place =
            Place::new("[dedup]\nduplicates = \"emit\"\n[output]\nrotate_size = \"100KiB\"\ncompress = \"none\"\n");
        place.write("early.jsonl", early);
        place.write("late.jsonl", late);
        place.write("more.jsonl", &late[late.len() - 30..].iter().map(another).collect::<Vec<_>>());
        place
    };
    let files = ["early.jsonl", "late.jsonl"];
    let undisturbed = open();
    undisturbed.replay(&files);
    let expected = undisturbed.output();
    let size = undisturbed.written();
    let told = undisturbed.replay(&["more.jsonl"]);
    let expected_at_last = undisturbed.output();
    for seed in 1..=kills / KILLS_PER_RUN {
        let (place, mut rng) = (open(), Rng::new(seed));
        let mut points: Vec<u64> = (1..KILLS_PER_RUN).map(|_| rng.bits() % size).collect();
        points.sort_unstable();
        // The first one dies wherever it is after a moment: at its start, most likely.
        place.replay_and_kill(&files, size, rng.below(60));
        for point in points {
            place.replay_and_kill(&files, point, usize::MAX);
        }
        place.replay(&files);
        assert!(place.output() == expected, "seed {seed}");
        assert!(place.replay(&files).starts_with("early.jsonl: going on behind line "));
        // What it remembers is the same, too.
        assert_eq!(place.replay(&["more.jsonl"]), told);
        assert!(place.output() == expected_at_last, "seed {seed}");
    }
}

/// The item as another outlet has it.
fn another(item: &Value) -> Value {
    let mut other = item.clone();
    other["feed"] = "another".into();
    other
}
