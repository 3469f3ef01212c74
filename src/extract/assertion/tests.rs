//! Sentences with what each trigger in them must be.

use super::*;
use crate::{lexicon::assertion::EMBEDDED, problem::Problems, text::Kind};

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

/// The status of the first `trigger` in `sentence`, with the words of the cue and of the condition.
#[track_caller]
fn check(language: Language, sentence: &str, trigger: &str, expected: &str) {
    let mut problems = Problems::default();
    let cues = AssertionCues::read("assertion.toml", EMBEDDED, &mut problems);
    let text = Text::new(sentence);
    let (mut scopes, mut carried) = (Vec::new(), Carried::default());
    for tokens in sentences(&text) {
        let (found, next) = assertions(&text, language, tokens, &carried, &cues);
        scopes.extend(found);
        carried = next;
    }
    let wanted = Text::new(trigger);
    let words: Vec<&str> = wanted.tokens().iter().map(|token| wanted.word(token)).collect();
    let at = (0..text.tokens().len())
        .find(|at| words.iter().enumerate().all(|(n, word)| text.at(at + n) == *word))
        .unwrap_or_else(|| panic!("no `{trigger}` in {sentence}"));
    let judged = status_at(&scopes, &(at..at + words.len()));
    let said = |tokens: &Range<usize>| text.span(tokens.clone()).map_or("", |span| span.of(sentence)).to_owned();
    let mut found = judged.status.name().to_owned();
    for part in [judged.cue, judged.condition].into_iter().flatten() {
        found = format!("{found} / {}", said(&part));
    }
    assert_eq!(found, expected, "`{trigger}` by {} in {sentence}", judged.rule);
}

#[track_caller]
fn ar(sentence: &str, trigger: &str, expected: &str) {
    check(Language::Arabic, sentence, trigger, expected);
}

#[track_caller]
fn en(sentence: &str, trigger: &str, expected: &str) {
    check(Language::English, sentence, trigger, expected);
}

#[track_caller]
fn fr(sentence: &str, trigger: &str, expected: &str) {
    check(Language::French, sentence, trigger, expected);
}

mod arabic;
mod english;
mod french;
