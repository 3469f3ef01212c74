//! The house rules that a compiler does not know: read off the sources.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Stages in the order of the flow. A module may import those before it, never those behind it.
const ORDER: [&str; 19] = [
    "model", "problem", "document", "language", "text", "dedup", "lexicon", "extract", "record", "given", "eval",
    "clock", "config", "state", "poll", "output", "ops", "daemon", "cli",
];

/// Modules that name no task, socket, file, environment or clock.
const PURE: [&str; 13] = [
    "model",
    "problem",
    "document",
    "language",
    "text",
    "dedup",
    "lexicon",
    "extract",
    "record",
    "given",
    "eval",
    "poll/parse",
    "poll/schedule",
];

/// What a pure module may not name.
const IMPURE: [&str; 14] = [
    "tokio",
    "reqwest",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::io::stdin",
    "SystemTime",
    "Instant",
    "Utc::now",
    "Local::now",
    "clock::",
    "println!",
];

/// The most production lines of a file.
const LONGEST_FILE: usize = 400;

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_owned();
                found.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn is_test(path: &Path) -> bool {
    let stem = path.file_stem().unwrap().to_str().unwrap();
    stem == "tests" || stem.ends_with("_tests") || path.components().any(|part| part.as_os_str() == "tests")
}

/// The lines of a file up to its tests, without comments.
fn production(text: &str) -> Vec<&str> {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap().lines().collect()
}

fn code(text: &str) -> Vec<&str> {
    production(text).into_iter().filter(|line| !line.trim_start().starts_with("//")).collect()
}

/// The stage that a file belongs to: its first folder or its own name.
fn stage(path: &Path) -> String {
    let first = path.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn every_stage_has_a_place_in_the_order() {
    let mut unknown: Vec<String> = sources().iter().map(|(path, _)| stage(path)).collect();
    unknown.retain(|stage| !ORDER.contains(&stage.as_str()) && stage != "lib" && stage != "main");
    assert_eq!(unknown, Vec::<String>::new());
}

#[test]
fn pure_modules_name_no_outside() {
    let mut broken = Vec::new();
    for (path, text) in sources() {
        let name = path.to_str().unwrap().to_owned();
        let pure = PURE.iter().any(|stage| name.starts_with(&format!("{stage}/")) || name == format!("{stage}.rs"));
        if !pure || is_test(&path) {
            continue;
        }
        for line in code(&text) {
            for word in IMPURE.iter().filter(|word| line.contains(*word)) {
                broken.push(format!("{name} names {word}: {}", line.trim()));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn imports_point_one_way() {
    let mut broken = Vec::new();
    for (path, text) in sources() {
        let Some(own) = ORDER.iter().position(|known| *known == stage(&path)) else { continue };
        if is_test(&path) {
            continue;
        }
        for imported in imported_stages(&code(&text)) {
            if let Some(other) = ORDER.iter().position(|known| *known == imported)
                && other > own
            {
                broken.push(format!("{} imports {imported}", path.display()));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

/// The first segments behind `crate::`, in paths and in braces.
fn imported_stages(lines: &[&str]) -> Vec<String> {
    let text = lines.join("\n");
    let mut stages = Vec::new();
    for rest in text.split("crate::").skip(1) {
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => word.clear(),
                    c if depth == 0 && (c.is_alphanumeric() || c == '_') => word.push(c),
                    ':' if depth == 0 && !word.is_empty() => stages.push(std::mem::take(&mut word)),
                    _ => {}
                }
            }
        } else {
            stages.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    stages
}

#[test]
fn no_production_file_is_longer_than_one_can_read() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter(|(path, _)| !is_test(path))
        .map(|(path, text)| (path, production(&text).len()))
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn only_the_command_line_prints() {
    let mut broken = Vec::new();
    for (path, text) in sources() {
        let own = stage(&path);
        if own == "cli" || is_test(&path) {
            continue;
        }
        for line in code(&text) {
            // The sink writes lines to standard output when it is told to: that is its file.
            let sink = own == "output" && line.contains("stdout");
            if !sink && ["io::stdout", "io::stderr", "println!", "eprintln!"].iter().any(|word| line.contains(word)) {
                broken.push(format!("{}: {}", path.display(), line.trim()));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn only_the_record_derives_serialize_for_the_line() {
    let mut deriving: BTreeMap<String, usize> = BTreeMap::new();
    for (path, text) in sources() {
        let count = code(&text).iter().filter(|line| line.contains("derive(") && line.contains("Serialize")).count();
        if count > 0 && !is_test(&path) {
            *deriving.entry(stage(&path)).or_default() += count;
        }
    }
    for pure in ["model", "text", "dedup", "lexicon", "extract", "language"] {
        assert_eq!(deriving.get(pure), None, "{pure} serialises");
    }
}
