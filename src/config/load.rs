//! Finding the configuration: the file, its includes, the options of the command line.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Config,
    read::{Spots, Surroundings, agree, read},
};
use crate::{
    document::{At, Document},
    problem::{Place, Problem, Problems},
};

/// A configuration and where it came from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The settings.
    pub config: Config,
    /// The files that were read, the first one first.
    pub files: Vec<PathBuf>,
}

/// Where a configuration is looked for when none is named.
pub const PLACES: [&str; 2] = ["marsad.toml", "/etc/marsad/marsad.toml"];

/// Reads the configuration at `path`, or at the first of [`PLACES`], lays `overrides`
/// (`key=value` each) over it and checks all of it.
///
/// # Errors
/// Everything that is wrong with it, at once.
pub fn load(path: Option<&Path>, overrides: &[String]) -> Result<Loaded, Problems> {
    let mut problems = Problems::default();
    let path = match path {
        Some(path) => path.to_owned(),
        None => match PLACES.iter().map(Path::new).find(|path| path.exists()) {
            Some(path) => path.to_owned(),
            None => {
                let problem =
                    Problem::new(Place::file("marsad.toml"), "no configuration here, nor at /etc/marsad/marsad.toml");
                problems.push(problem.hint("`marsad init` writes one, `--config PATH` names one"));
                return Err(problems);
            }
        },
    };
    let mut loaded = Loaded { config: Config::default(), files: Vec::new() };
    let mut spots = Spots::default();
    read_file(&path, &mut loaded, &mut spots, &mut problems);
    for option in overrides {
        read_override(option, &mut loaded.config, &mut spots, &mut problems);
    }
    agree(&loaded.config, &spots, &mut problems);
    check(&loaded, &mut problems);
    problems.or(loaded)
}

/// The defaults with `overrides` laid over them, for commands that need no configuration.
///
/// # Errors
/// Everything that is wrong with the overrides.
pub fn defaults(overrides: &[String]) -> Result<Config, Problems> {
    let mut problems = Problems::default();
    let (mut config, mut spots) = (Config::default(), Spots::default());
    for option in overrides {
        read_override(option, &mut config, &mut spots, &mut problems);
    }
    agree(&config, &spots, &mut problems);
    problems.or(config)
}

fn read_file(path: &Path, loaded: &mut Loaded, spots: &mut Spots, problems: &mut Problems) {
    if loaded.files.iter().any(|seen| seen == path) {
        return;
    }
    let name = path.display().to_string();
    let text = match fs::read(path).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => return problems.push(Problem::new(Place::file(&name), "not UTF-8")),
        Err(error) => return problems.push(Problem::new(Place::file(&name), format!("cannot be read: {error}"))),
    };
    loaded.files.push(path.to_owned());
    let document = Document::parse(&name, &text, problems);
    let base = path.parent().unwrap_or(Path::new("")).to_owned();
    let include = with_surroundings(&base, |around| read(&document, around, &mut loaded.config, spots, problems));
    for pattern in include {
        include_files(&document, &base, &pattern, loaded, spots, problems);
    }
}

/// Reads the files of one pattern, in the order of their names. A pattern may match nothing; a
/// plain name may not.
fn include_files(
    document: &Document<'_>,
    base: &Path,
    pattern: &At<String>,
    loaded: &mut Loaded,
    spots: &mut Spots,
    problems: &mut Problems,
) {
    match matching(base, &pattern.value) {
        Ok(paths) => {
            for path in paths {
                read_file(&path, loaded, spots, problems);
            }
        }
        Err(error) => {
            let place = document.root().place_of(pattern.byte);
            problems.push(Problem::new(place, format!("`include` cannot read `{}`: {error}", pattern.value)));
        }
    }
}

/// The files that a pattern names: `*` stands for any run of letters in the file name.
fn matching(base: &Path, pattern: &str) -> io::Result<Vec<PathBuf>> {
    let whole = base.join(pattern);
    let Some(name) = whole.file_name().and_then(|name| name.to_str()) else { return Ok(vec![whole]) };
    let Some((prefix, suffix)) = name.split_once('*') else { return Ok(vec![whole]) };
    let directory = whole.parent().unwrap_or(base);
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let fits = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| {
            name.len() >= prefix.len() + suffix.len() && name.starts_with(prefix) && name.ends_with(suffix)
        });
        if fits {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Lays one `key=value` over the configuration. The value is TOML, or else a plain string:
/// `-o poll.every=5m`, `-o 'http.allow_addresses=["127.0.0.0/8"]'`.
fn read_override(option: &str, config: &mut Config, spots: &mut Spots, problems: &mut Problems) {
    let name = format!("-o {option}");
    let Some((key, value)) = option.split_once('=') else {
        let problem = Problem::new(Place::file(&name), "an option is written `key=value`");
        return problems.push(problem.hint("such as `-o poll.every=5m`"));
    };
    let mut ignored = Problems::default();
    let as_toml = format!("{key} = {value}");
    Document::parse(&name, &as_toml, &mut ignored);
    let text = if ignored.is_empty() { as_toml } else { format!("{key} = {}", quoted(value)) };
    let mut found = Problems::default();
    let document = Document::parse(&name, &text, &mut found);
    let mut here = Spots::default();
    with_surroundings(Path::new(""), |around| read(&document, around, config, &mut here, &mut found));
    // The line and column count in the text that we made, not in what was typed.
    let typed = Place::file(&name);
    spots.poll = here.poll.map(|_| typed.clone()).or(spots.poll.take());
    spots.ops = here.ops.map(|_| typed.clone()).or(spots.ops.take());
    spots.token_unread |= here.token_unread;
    for mut problem in found.0 {
        problem.place = typed.clone();
        problems.push(problem);
    }
}

fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

fn with_surroundings<T>(base: &Path, run: impl FnOnce(&Surroundings<'_>) -> T) -> T {
    run(&Surroundings {
        base,
        variable: &|name| std::env::var(name).ok(),
        secret_file: &|path| fs::read_to_string(path),
    })
}

/// What can only be seen in the whole.
fn check(loaded: &Loaded, problems: &mut Problems) {
    let file = loaded.files.first().map_or("marsad.toml".into(), |path| path.display().to_string());
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for feed in &loaded.config.feeds {
        *seen.entry(&feed.id).or_default() += 1;
    }
    for (id, count) in seen.into_iter().filter(|(_, count)| *count > 1) {
        let problem = Problem::new(Place::file(&file), format!("{count} feeds have the id `{id}`"));
        problems.push(problem.hint("an id names one feed; the items of a feed are remembered under it"));
    }
    if let Some(directory) = &loaded.config.extract.lexicon
        && !directory.is_dir()
    {
        let message = format!("`extract.lexicon` is no directory: `{}`", directory.display());
        problems.push(Problem::new(Place::file(&file), message));
    }
}
