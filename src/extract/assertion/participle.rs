//! Participles behind a noun tell what has happened, whatever is asked of the noun: "demanded the
//! release of four teachers abducted last week".

use super::{Scope, Sentence};
use crate::model::{Language, event::Status};

pub(super) fn find(sentence: &Sentence<'_, '_>, scopes: &mut Vec<Scope>) {
    // Only an aim has facts in it that it does not ask for.
    let aims = scopes.iter().any(|scope| matches!(scope.status, Status::Demanded | Status::Planned));
    if !aims || !matches!(sentence.language, Language::English | Language::French) {
        return;
    }
    let facts: Vec<usize> = sentence
        .range
        .clone()
        .filter(|at| is_participle(sentence, *at))
        .filter(|at| {
            let mut covering = scopes.iter().filter(|scope| scope.covered.contains(at)).peekable();
            covering.peek().is_some()
                && covering
                    .all(|scope| matches!(scope.status, Status::Demanded | Status::Planned) && scope.cue.end + 1 < *at)
        })
        .collect();
    scopes.extend(facts.into_iter().map(|at| Scope::new(Status::Reported, &(at..at + 1), at..at + 1, Scope::FACT)));
}

/// Whether a word is a participle right behind a noun: no auxiliary, article or "to" before it.
fn is_participle(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let word = sentence.word(at);
    let before = at.checked_sub(1).map_or("", |before| sentence.word(before));
    let form = match sentence.language {
        Language::English => word.ends_with("ed") || matches!(word, "held" | "taken" | "stolen" | "shot" | "lost"),
        // Plural to plural, so that a noun behind a verb is not taken for one: *enseignants enlevés*.
        Language::French => before.ends_with(['s', 'x']) && word.len() >= 5 && word.ends_with("es"),
        _ => false,
    };
    form && before.len() >= 4 && before.chars().all(char::is_alphabetic) && !is_auxiliary(before)
}

fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "been"
            | "being"
            | "have"
            | "were"
            | "will"
            | "that"
            | "with"
            | "from"
            | "into"
            | "soient"
            | "etre"
            | "avoir"
            | "dans"
            | "sans"
            | "sous"
            | "pour"
            | "leurs"
            | "plus"
            | "tous"
            | "toutes"
    )
}
