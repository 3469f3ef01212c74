//! Sentences with what each trigger in them must be.

use std::sync::LazyLock;

use super::*;
use crate::{lexicon::assertion::EMBEDDED, problem::Problems, text::Kind};

/// The embedded cues, read once for all tests.
static CUES: LazyLock<AssertionCues> =
    LazyLock::new(|| AssertionCues::read("assertion.toml", EMBEDDED, &mut Problems::default()));

/// All sentences of a text: up to each full stop, question mark or end of a line.
fn sentences(text: &Text<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..text.tokens().len() {
        let ends = text.tokens()[at].kind == Kind::Line || matches!(text.at(at), "." | "?" | "!");
        if ends || at + 1 == text.tokens().len() {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    found
}

/// A sentence, a trigger in it, and its status with the words of the cue and of the condition.
type Case = (&'static str, &'static str, &'static str);

/// Compares all cases of a table and shows all that differ.
#[track_caller]
fn check(language: Language, cases: &[Case]) {
    let differ: Vec<String> = cases
        .iter()
        .filter_map(|(sentence, trigger, expected)| {
            let (found, rule) = judge(language, sentence, trigger, &CUES);
            (found != *expected)
                .then(|| format!("{sentence}\n  `{trigger}` is {found} ({rule})\n  expected {expected}"))
        })
        .collect();
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

fn judge(language: Language, sentence: &str, trigger: &str, cues: &AssertionCues) -> (String, &'static str) {
    let text = Text::new(sentence);
    let (mut scopes, mut carried) = (Vec::new(), Carried::default());
    for tokens in sentences(&text) {
        let (found, next) = assertions(&text, language, tokens, &carried, cues);
        scopes.extend(found);
        carried = next;
    }
    let wanted = Text::new(trigger);
    let words: Vec<&str> = wanted.tokens().iter().map(|token| wanted.word(token)).collect();
    let at = (0..text.tokens().len())
        .find(|at| words.iter().enumerate().all(|(n, word)| text.at(at + n) == *word))
        .unwrap_or_else(|| panic!("no `{trigger}` in {sentence}"));
    let judged = status_at(&scopes, &(at..at + words.len()));
    let said = |tokens: Range<usize>| text.span(tokens).map_or("", |span| span.of(sentence)).to_owned();
    let parts = [Some(judged.status.name().to_owned()), judged.cue.map(said), judged.condition.map(said)];
    (parts.into_iter().flatten().collect::<Vec<_>>().join(" / "), judged.rule)
}

mod arabic;
mod bounds;
mod english;
mod french;
