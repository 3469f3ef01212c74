//! What was written: followed with `tail`, and learnt again with `rebuild`.

use std::{
    fs,
    process::{Command, Output},
};

/// A directory in which items are replayed.
struct Place(tempfile::TempDir);

impl Place {
    fn new(output: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let config = format!(
            "[extract]\nkeep = \"all\"\n[ops]\nlisten = \"\"\n[output]\nrotate_size = \"1KiB\"\ncompress_after = \"0s\"\n{output}"
        );
        fs::write(dir.path().join("marsad.toml"), config).unwrap();
        Self(dir)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_marsad")).current_dir(self.0.path()).args(arguments).output().unwrap()
    }

    /// Replays items `from..=to`, each in a run of its own, so that segments come and go.
    fn replay(&self, from: u32, to: u32) {
        for n in from..=to {
            let item = format!(
                "{{\"id\":\"{n}\",\"feed\":\"wire\",\"url\":\"https://wire.example/{n}\",\"lang\":\"en\",\
                 \"title\":\"Report {n} from the port\",\"text\":\"The port authority said in its report {n} that pier {n} \
                 will stay closed for {n} weeks while divers clear the channel.\",\"published\":\"2024-03-12T10:{n:02}:00Z\"}}\n"
            );
            fs::write(self.0.path().join("items.jsonl"), item).unwrap();
            let output = self.run(&["replay", "items.jsonl"]);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }

    /// The seq and the item of each line that `tail` shows with these arguments.
    #[track_caller]
    fn check_tail(&self, arguments: &[&str], expected: &[(u64, &str)]) {
        let output = self.run(&[&["tail", "--no-follow"], arguments].concat());
        let lines: Vec<serde_json::Value> =
            String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let found: Vec<_> =
            lines.iter().map(|line| (line["seq"].as_u64().unwrap(), line["item"].as_str().unwrap())).collect();
        assert_eq!((found, output.status.code()), (expected.to_vec(), Some(0)));
    }
}

#[test]
fn tail_reads_packed_segments_and_the_active_file_in_order() {
    let place = Place::new("");
    place.replay(1, 4);
    place.check_tail(&[], &[(1, "1"), (2, "2"), (3, "3"), (4, "4")]);
    place.check_tail(&["--from", "3"], &[(3, "3"), (4, "4")]);
    place.check_tail(&["--from", "9"], &[]);
}

#[test]
fn tail_shows_what_was_asked_for() {
    let place = Place::new("");
    place.replay(1, 2);
    place.check_tail(&["--where", "feed=wire,kind=article"], &[(1, "1"), (2, "2")]);
    place.check_tail(&["--where", "feed=other"], &[]);
    place.check_tail(&["--where", "type=Battles,status=reported"], &[]);
    assert_eq!(place.run(&["tail", "--where", "town=sirte"]).status.code(), Some(2));
}

#[test]
fn tail_is_pretty_for_people() {
    let place = Place::new("");
    place.replay(1, 1);
    let output = place.run(&["tail", "--no-follow", "--pretty"]);
    let expected = "#1  2024-03-12T10:01  wire\n    Report 1 from the port\n    https://wire.example/1\n\n";
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
}

#[track_caller]
fn check_rebuild(output: &str) {
    let place = Place::new(output);
    place.replay(1, 3);
    fs::remove_dir_all(place.0.path().join("state")).unwrap();
    let refused = place.run(&["once"]);
    let told = String::from_utf8(refused.stderr).unwrap();
    let expected = "hint: run `marsad rebuild` to learn from the output files what was written, or pass `--fresh` to start a new segment";
    assert_eq!((refused.status.code(), told.lines().last().map(str::trim)), (Some(2), Some(expected)));

    let rebuilt = place.run(&["rebuild"]);
    let told = String::from_utf8(rebuilt.stderr).unwrap();
    assert_eq!(
        (rebuilt.status.code(), told.as_str()),
        (Some(0), "state rebuilt: 3 lines learnt, 0 passed over, the next is 4\n")
    );
    place.replay(1, 5);
    place.check_tail(&[], &[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")]);
}

#[test]
fn after_a_rebuild_nothing_comes_twice() {
    check_rebuild("");
}

#[test]
fn after_a_rebuild_from_lines_without_text_nothing_comes_twice() {
    check_rebuild("text = false\n");
}

#[test]
fn a_fresh_start_goes_on_with_the_numbers() {
    let place = Place::new("");
    place.replay(1, 2);
    fs::remove_dir_all(place.0.path().join("state")).unwrap();
    let item =
        "{\"id\":\"9\",\"title\":\"Another report\",\"text\":\"Nothing of this was seen before by anyone here.\"}\n";
    fs::write(place.0.path().join("items.jsonl"), item).unwrap();
    assert!(place.run(&["replay", "--fresh", "items.jsonl"]).status.success());
    place.check_tail(&[], &[(1, "1"), (2, "2"), (3, "9")]);
}
