//! Sentences with who says what in them.

use super::*;
use crate::{lexicon::assertion::EMBEDDED, problem::Problems, text::Kind};

/// A text, and for each saying in it `kind stance by speaker = name: what is said`.
type Case = (&'static str, &'static [&'static str]);

#[track_caller]
fn check(language: Language, cases: &[Case]) {
    let mut problems = Problems::default();
    let cues = AssertionCues::read("assertion.toml", EMBEDDED, &mut problems);
    let differ: Vec<String> = cases
        .iter()
        .map(|(original, expected)| (original, expected.join("\n  "), read(language, original, &cues).join("\n  ")))
        .filter(|(_, expected, found)| expected != found)
        .map(|(original, expected, found)| format!("{original}\n  {found}\nexpected\n  {expected}"))
        .collect();
    assert!(differ.is_empty(), "{}", differ.join("\n\n"));
}

fn read(language: Language, original: &str, cues: &AssertionCues) -> Vec<String> {
    let text = Text::new(original);
    let said = |tokens: &Range<usize>| text.span(tokens.clone()).map_or("", |span| span.of(original)).to_owned();
    let (mut lines, mut speakers, mut start) = (Vec::new(), Speakers::default(), 0);
    for at in 0..text.tokens().len() {
        let ends = text.tokens()[at].kind == Kind::Line || matches!(text.at(at), "." | "?" | "!");
        if !ends && at + 1 < text.tokens().len() {
            continue;
        }
        let (found, next) = sayings(&text, language, start..at + 1, &speakers, cues);
        for saying in found {
            let who = saying.speaker.as_ref().map_or_else(String::new, |speaker| {
                let name = said(&identify(&text, language, speaker, &|_| false, cues).tokens());
                let full = said(speaker);
                let carried = if saying.carried { " (carried)" } else { "" };
                if name == full { format!(" by {full}{carried}") } else { format!(" by {full} = {name}{carried}") }
            });
            let stance = format!("{:?}", saying.stance).to_lowercase();
            lines.push(format!("{} {stance}{who}: {}", saying.kind, said(&saying.complement)));
        }
        speakers = next;
        start = at + 1;
    }
    lines
}

mod arabic;
mod english;
mod french;
