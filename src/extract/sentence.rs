//! Sentences: the ranges of tokens in which grammar looks for its partners.

use std::ops::Range;

use crate::text::{Gap, Kind, Text, Token};

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Its tokens, the closing mark included.
    pub(super) tokens: Range<usize>,
    /// Which line of the text it stands in.
    pub(super) paragraph: usize,
    /// Whether it ends in a question mark.
    pub(super) question: bool,
}

/// Abbreviations after which a point ends no sentence, folded.
const ABBREVIATIONS: [&str; 24] = [
    "mr", "mrs", "ms", "dr", "gen", "col", "maj", "capt", "lt", "brig", "sgt", "st", "prof", "sen", "rep", "gov", "no",
    "vs", "inc", "co", "jan", "feb", "me", "د",
];

/// Cuts a text into sentences. Lines always end one; a point does not after an abbreviation or a
/// single letter, nor before a small letter.
pub(super) fn cut(text: &Text<'_>) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let (mut start, mut paragraph) = (0, 0);
    for (at, token) in text.tokens().iter().enumerate() {
        let ends = match token.kind {
            Kind::Line => true,
            Kind::Mark => ends_sentence(text, at),
            Kind::Word | Kind::Number => false,
        };
        if ends {
            // An empty line is no sentence.
            if at > start || token.kind != Kind::Line {
                push(&mut sentences, start..at + 1, paragraph, text.at(at) == "?");
            }
            start = at + 1;
        }
        paragraph += usize::from(token.kind == Kind::Line);
    }
    push(&mut sentences, start..text.tokens().len(), paragraph, false);
    sentences
}

/// One past the dateline that opens a text: `طرابلس 24 أغسطس (مرصد) -`, "BENGHAZI, Aug 24 (Wire) -",
/// « ZARZIS (Tunisie) — ». Its place and day are those of the writing.
///
/// A note to editors or the name of the kind of text may stand in lines of its own before it: "(Adds
/// quotes)", « COMMUNIQUÉ DE PRESSE ».
pub(super) fn dateline(text: &Text<'_>) -> usize {
    let notes = notes(text);
    match after_dateline(text.tokens().get(notes..).unwrap_or(&[]), text) {
        0 => 0,
        length => notes + length,
    }
}

/// One past the lines of notes that open a text.
fn notes(text: &Text<'_>) -> usize {
    let tokens = text.tokens();
    let mut end = 0;
    while let Some(length) = tokens.get(end..).and_then(|rest| rest.iter().position(|token| token.kind == Kind::Line)) {
        let line = tokens.get(end..end + length).unwrap_or(&[]);
        let word = |token: Option<&Token>| token.map_or("", |token| text.word(token));
        let bracketed = word(line.first()) == "(" && word(line.last()) == ")";
        let heading = line.iter().all(|token| token.capitals || token.kind == Kind::Mark);
        if length > DATELINE || !(bracketed || heading) {
            break;
        }
        end += length + 1;
    }
    end
}

/// The length of the dateline that opens a run of tokens.
fn after_dateline(tokens: &[Token], text: &Text<'_>) -> usize {
    let Some(dash) = tokens.iter().take(DATELINE).position(|token| {
        token.kind == Kind::Mark && token.gap != Gap::Glued && matches!(text.word(token), "-" | "–" | "—" | "ـ")
    }) else {
        return 0;
    };
    let latin = tokens.first().is_some_and(|token| text.word(token).is_ascii());
    let head = tokens.get(..dash).unwrap_or(&[]);
    let fits = if latin {
        head.first().is_some_and(|token| token.capital)
            && head.iter().all(|token| token.kind != Kind::Word || token.capital || LINKS.contains(&text.word(token)))
    } else {
        let closed = head.last().is_some_and(|token| text.word(token) == ")");
        head.len() <= 3 || closed
    };
    let line = head.iter().any(|token| token.kind == Kind::Line || text.word(token) == ".");
    if fits && !line && dash > 0 { dash + 1 } else { 0 }
}

/// A dateline has at most so many words and marks.
const DATELINE: usize = 18;

/// Small words in a dateline: « 12 mai », "and", *de*.
const LINKS: [&str; 24] = [
    "and",
    "et",
    "de",
    "du",
    "of",
    "the",
    "le",
    "la",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "al",
    "el",
    "s",
    "in",
];

fn push(sentences: &mut Vec<Sentence>, tokens: Range<usize>, paragraph: usize, question: bool) {
    if tokens.len() > 1 || (tokens.len() == 1 && !question) {
        sentences.push(Sentence { tokens, paragraph, question });
    }
}

fn ends_sentence(text: &Text<'_>, at: usize) -> bool {
    match text.at(at) {
        "?" | "!" => true,
        "." => {
            let before = at.checked_sub(1).map_or("", |at| text.at(at));
            let after = text.tokens().get(at + 1);
            let glued = after.is_some_and(|token| token.gap == Gap::Glued && token.kind != Kind::Mark);
            let initial = before.is_ascii() && before.len() == 1 && !before.starts_with(|c: char| c.is_ascii_digit());
            let small = after.is_some_and(|token| {
                token.kind == Kind::Word && !token.capital && text.word(token).starts_with(|c: char| c.is_ascii())
            });
            !glued && !initial && !small && !ABBREVIATIONS.contains(&before)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let cut_text = Text::new(text);
        let found: Vec<&str> =
            cut(&cut_text).iter().map(|s| cut_text.span(s.tokens.clone()).unwrap().of(text).trim()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn points_after_ranks_end_nothing() {
        check("Col. Salem spoke. He left.", &["Col. Salem spoke.", "He left."]);
        check("The U.S. envoy came. J. Smith too.", &["The U.S. envoy came.", "J. Smith too."]);
    }

    #[track_caller]
    fn check_dateline(text: &str, expected: &str) {
        let cut = Text::new(text);
        let end = dateline(&cut);
        assert_eq!(cut.span(0..end).map_or("", |span| span.of(text)), expected);
    }

    #[test]
    fn notes_may_stand_before_the_dateline() {
        check_dateline(
            "(Adds toll)\n\nGABES, Tunisia, Oct 3 - A convoy left.",
            "(Adds toll)\n\nGABES, Tunisia, Oct 3 -",
        );
        check_dateline(
            "COMMUNIQUÉ DE PRESSE\nSfax, le 3 mai 2020 – Un convoi",
            "COMMUNIQUÉ DE PRESSE\nSfax, le 3 mai 2020 –",
        );
        check_dateline("TUNIS - A convoy left.", "TUNIS -");
        check_dateline("A convoy left on Friday - it was long.", "");
    }

    #[test]
    fn lines_and_questions_end_a_sentence() {
        check("هل توقف القتال؟ نعم\nقال مصدر", &["هل توقف القتال؟", "نعم", "قال مصدر"]);
    }
}
