//! The lexicon files that an operator may put in the place of embedded ones.

use std::{fs, path::Path};

use crate::{
    lexicon::Sources,
    problem::{Place, Problem, Problems, did_you_mean},
};

/// The embedded lexicon with the `.toml` files of `directory` laid over it by name.
///
/// # Errors
/// Each file that cannot be read.
pub fn lexicon_sources(directory: Option<&Path>) -> Result<Sources, Problems> {
    let mut sources = Sources::embedded();
    let mut problems = Problems::default();
    if let Some(directory) = directory {
        lay_over(&mut sources, directory, &mut problems);
    }
    problems.or(sources)
}

fn lay_over(sources: &mut Sources, directory: &Path, problems: &mut Problems) {
    let shown = directory.display().to_string();
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) => return problems.push(Problem::new(Place::file(&shown), format!("cannot be read: {error}"))),
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    for path in paths.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "toml")) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match fs::read_to_string(&path) {
            Ok(text) => {
                if let Some(near) = did_you_mean(&name, Sources::names()).filter(|near| *near != name) {
                    let problem =
                        Problem::new(Place::file(&path.display().to_string()), format!("`{name}` replaces no lexicon"));
                    problems.push(problem.hint(format!("did you mean `{near}`?")));
                }
                sources.replace(&name, text);
            }
            Err(error) => {
                let place = Place::file(&path.display().to_string());
                problems.push(Problem::new(place, format!("cannot be read: {error}")));
            }
        }
    }
}
