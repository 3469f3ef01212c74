//! `marsad replay` as a process: killed and resumed, and the numbers that it tells.

use std::{
    collections::BTreeMap,
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

/// What outlets printed over months: articles, summaries, copies, updates, and items that come
/// again within so many days as they were, changed, or changed back.
fn items(seed: u64, days: usize) -> Vec<Value> {
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
            items.push((at + 3_600 * i64::try_from(rng.below(24 * days)).unwrap(), number, text));
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
    // Some items come again when they are forgotten.
    let items = items(5, 120);
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

/// The numbers of a line of the summary.
fn numbers(told: &str, line: &str) -> Vec<usize> {
    let line = told.lines().find(|told| told.starts_with(line)).unwrap();
    let words = line.split([' ', ',', ':']).filter(|word| !word.is_empty());
    words.filter_map(|word| word.parse().ok()).collect()
}

#[test]
fn every_item_has_one_verdict_and_one_outcome() {
    let items = items(6, 60);
    for duplicates in ["drop", "emit"] {
        let place = Place::new(&format!("[dedup]\nduplicates = \"{duplicates}\"\n"));
        place.write("items.jsonl", &items);
        let told = place.replay(&["items.jsonl"]);
        let (verdicts, outcomes) = (numbers(&told, "items "), numbers(&told, "lines "));
        let [items_in, unique, updates, related, revisions, copies, repeats] = verdicts[..] else { panic!("{told}") };
        let [written, dropped, filtered] = outcomes[..] else { panic!("{told}") };
        assert_eq!(items_in, items.len(), "{told}");
        assert_eq!(unique + updates + related + revisions + copies + repeats, items_in, "{told}");
        assert_eq!(written + dropped + filtered + repeats, items_in, "{told}");

        let output = place.output();
        let lines: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let of_kind = |kind: &str| lines.iter().filter(|line| line["kind"] == kind).count();
        assert_eq!(lines.len(), written, "{told}");
        // A revision of a copy that was dropped is the first that is written of its item.
        let emitted = duplicates == "emit";
        assert!(!emitted || of_kind("revision") + filtered == revisions, "{told}");
        let expected = if emitted { (0, copies) } else { (copies, 0) };
        assert_eq!((dropped, of_kind("duplicate")), expected, "{told}");
        assert!(copies > 20, "{told}");
        check_likenesses(&lines);
    }
}

/// What a line is said to be like was written before it, and no id comes twice.
fn check_likenesses(lines: &[Value]) {
    let mut stories: BTreeMap<&str, &Value> = BTreeMap::new();
    for line in lines {
        if let Some(of) = line["duplicate"]["of"].as_str() {
            assert_eq!(stories.get(of), Some(&&line["story"]), "{line}");
            let expected: &[&str] =
                if line["kind"] == "duplicate" { &["exact", "near"] } else { &["update", "related"] };
            assert!(expected.contains(&line["duplicate"]["relation"].as_str().unwrap()), "{line}");
        }
        assert_eq!(stories.insert(line["id"].as_str().unwrap(), &line["story"]), None, "{line}");
    }
}
