//! The configuration as a whole.

use std::{io, path::Path};

use super::{
    Config, REFERENCE,
    read::{Spots, Surroundings, agree, read},
};
use crate::{document::Document, problem::Problems};

fn read_text(text: &str) -> (Config, Problems) {
    let mut problems = Problems::default();
    let mut config = Config::default();
    let document = Document::parse("marsad.toml", text, &mut problems);
    let around = Surroundings {
        base: Path::new(""),
        variable: &|name| (name == "TOKEN").then(|| "s3cret".to_owned()),
        secret_file: &|_| Err(io::Error::from(io::ErrorKind::NotFound)),
    };
    let mut spots = Spots::default();
    read(&document, &around, &mut config, &mut spots, &mut problems);
    agree(&config, &spots, &mut problems);
    (config, problems)
}

#[test]
fn the_embedded_file_equals_the_defaults() {
    let (config, problems) = read_text(REFERENCE);
    assert_eq!(problems, Problems::default());
    assert_eq!(config, Config::default());
}

/// The keys that the reader knows are told in its hint for an unknown one.
#[test]
fn the_embedded_file_has_every_key() {
    for table in ["state", "poll", "http", "dedup", "extract", "output", "ops", "log"] {
        let (_, problems) = read_text(&format!("[{table}]\nxxxxxxxxxxxx = 1\n"));
        let hint = problems.0[0].hint.clone().unwrap();
        let mut known: Vec<&str> = hint.trim_start_matches("the keys here are ").split(", ").collect();
        known.retain(|key| !key.ends_with("_file"));
        let section = REFERENCE.split_once(&format!("[{table}]\n")).unwrap().1;
        let section = section.split("\n\n").next().unwrap();
        let mut written: Vec<&str> = section.lines().filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
        written.sort_unstable();
        assert_eq!(written, known, "[{table}]");
    }
}

#[test]
fn all_problems_are_told_at_once() {
    let (_, problems) = read_text(
        "[poll]\nevrey = \"5m\"\nper_key = 0\nmin = \"ten\"\n\n[output]\nfsync = \"allways\"\n\n\
         [[feed]]\nid = \"a b\"\nurl = \"ftp://x\"\nlang = 7\n",
    );
    let mut told = problems;
    told.0.sort();
    let expected = "marsad.toml:10:6: `a b` is no feed id\n  \
                      hint: letters, digits, `-`, `_` and `.`, at most 64 of them\n\
                    marsad.toml:11:7: `ftp://x` is no address of a feed\n  \
                      hint: an address begins with https://, http:// or file:\n\
                    marsad.toml:12:8: `lang` must be a string, not integer\n\
                    marsad.toml:2:1: unknown key `evrey`\n  hint: did you mean `every`?\n";
    let told: String = told.0.iter().map(|problem| format!("{problem}\n")).collect();
    assert!(told.starts_with("marsad.toml:2:1: unknown key `evrey`\n"), "{told}");
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let rest = "marsad.toml:3:11: `per_key` cannot be `0`\n  hint: it lies between 1 and 1000\n\
                marsad.toml:4:7: `min` cannot be `ten`\n  \
                  hint: a duration is written such as \"90s\", \"10m\", \"6h\" or \"1d\"\n\
                marsad.toml:7:9: `fsync` cannot be `allways`\n  \
                  hint: did you mean \"always\"? the choices are \"always\", \"interval\", \"never\"\n";
    assert_eq!(sorted(&told), sorted(&format!("{expected}{rest}")));
}

#[test]
fn variables_are_taken_after_parsing() {
    let (config, problems) = read_text(
        "[[feed]]\nid = \"a\"\nurl = \"https://x.ly/feed\"\nbearer = \"${TOKEN}\"\nheaders = { X-Key = \"k-${TOKEN}\" }\n",
    );
    assert_eq!(problems, Problems::default());
    let feed = &config.feeds[0];
    assert_eq!(feed.login, Some(super::Login::Bearer(super::Secret("s3cret".to_owned()))));
    assert_eq!(feed.headers, [("X-Key".to_owned(), super::Secret("k-s3cret".to_owned()))]);
    assert!(!format!("{config:?}").contains("s3cret"));
}

#[test]
fn a_missing_variable_is_a_problem() {
    let (_, problems) = read_text("[http]\nuser_agent = \"${NOBODY}\"\n");
    let expected =
        "marsad.toml:2:14: `user_agent` needs the variable `NOBODY`\n  hint: it is not set in the environment";
    assert_eq!(problems.to_string(), expected);
}
