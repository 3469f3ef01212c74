//! What a package installs beside the program.

use std::{fs, path::Path};

use crate::program;

fn marsad(arguments: &[&str]) -> (i32, String) {
    let ran = program::marsad(Path::new("."), arguments);
    (ran.code, ran.out)
}

/// The commands that `--help` lists.
fn commands() -> Vec<String> {
    let (_, help) = marsad(&["--help"]);
    let listed = help.split("\nCommands:\n").nth(1).unwrap().split("\n\n").next().unwrap().to_owned();
    listed.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn every_command_has_a_page() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(marsad(&["manual", dir.path().to_str().unwrap()]), (0, String::new()));
    for command in commands().iter().filter(|command| *command != "help") {
        let page = fs::read_to_string(dir.path().join(format!("marsad-{command}.1"))).unwrap();
        assert!(page.contains(".SH SYNOPSIS"), "{command}");
    }
    let (code, page) = marsad(&["manual"]);
    assert_eq!(code, 0);
    assert!(page.contains(".TH marsad 1"), "{page}");
}

/// A script must know what a code means, and a person wants a line to copy.
#[test]
fn every_help_has_examples_and_exit_codes() {
    for command in commands().iter().filter(|command| *command != "help") {
        let (code, help) = marsad(&[command, "--help"]);
        assert_eq!(code, 0, "{command}");
        let (_, end) = help.split_once("\nExamples:\n  ").unwrap_or_else(|| panic!("{command} has no examples"));
        assert!(end.contains("\nExit codes: 0 "), "{command}: {end}");
        assert_eq!(end.lines().find(|line| line.chars().count() > 110), None, "{command}");
    }
}

#[test]
fn every_shell_completes_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let (code, script) = marsad(&["completions", shell]);
        assert_eq!(code, 0, "{shell}");
        for command in commands() {
            assert!(script.contains(&command), "{shell} does not know {command}");
        }
    }
}

#[test]
fn the_version_is_that_of_the_record() {
    let (code, version) = marsad(&["--version"]);
    assert_eq!(code, 0);
    assert!(version.starts_with(concat!("marsad ", env!("CARGO_PKG_VERSION"))), "{version}");
}
