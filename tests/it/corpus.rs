//! What the coder has reached on the corpus: a change that loses it does not pass.

use std::{path::Path, process::Command};

/// Scores the files of a part of the corpus; what `marsad eval` says of broken bounds.
fn eval(part: &str, bounds: &[&str]) -> (i32, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(part);
    let files = ["ar", "en", "fr"].map(|language| folder.join(format!("{language}.jsonl")));
    let mut command = Command::new(env!("CARGO_BIN_EXE_marsad"));
    command.args(["eval", "--sums"]).args(bounds).args(files);
    let done = command.output().unwrap();
    (done.status.code().unwrap(), String::from_utf8(done.stderr).unwrap())
}

#[test]
fn the_developed_part_keeps_what_was_reached() {
    let bounds = [
        "--at-least=relevance.f1=0.96",
        "--at-least=events.precision=0.87",
        "--at-least=events.recall=0.79",
        "--at-least=status=0.94",
        "--at-least=unreported=0.85",
        "--at-least=place=0.78",
        "--at-least=date=0.84",
        "--at-least=tolls=0.89",
        "--at-most=false-tolls=0.01",
        "--at-least=actors=0.64",
    ];
    assert_eq!(eval("developed", &bounds), (0, String::new()));
}

/// Sums only: nobody is to see what is missed there.
#[test]
fn the_blind_part_keeps_what_was_reached() {
    let bounds = [
        "--at-least=relevance.f1=0.97",
        "--at-least=events.precision=0.73",
        "--at-least=events.recall=0.73",
        "--at-least=status=0.94",
        "--at-least=unreported=0.82",
        "--at-least=place=0.77",
        "--at-least=date=0.81",
        "--at-least=tolls=0.84",
        "--at-most=false-tolls=0.02",
        "--at-least=actors=0.68",
    ];
    assert_eq!(eval("blind", &bounds), (0, String::new()));
}
