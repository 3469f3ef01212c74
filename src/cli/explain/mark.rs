//! Words marked in their text, whichever way it is written.
//!
//! A marked word is isolated (U+2068 … U+2069), so that the marks and numbers beside Arabic words
//! stay where they belong.

use crate::record::Evidence;

/// Marks what stands around, whatever its direction: FIRST STRONG ISOLATE and POP.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// A run of letters that is evidence of the same events throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    /// The letters.
    pub(super) text: &'t str,
    /// The number of the event and the role of the evidence, in order; none for other words.
    pub(super) marks: Vec<(usize, &'t str)>,
}

/// Cuts `text` where evidence begins or ends.
pub(super) fn pieces<'t>(text: &'t str, evidence: &[(usize, &'t Evidence<'_>)]) -> Vec<Piece<'t>> {
    let mut cuts: Vec<u32> = evidence.iter().flat_map(|(_, evidence)| [evidence.start, evidence.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut cuts = cuts.into_iter().peekable();
    let mut pieces = Vec::new();
    let mut from = (0, 0);
    let mut close = |from: (u32, usize), to: usize| {
        let words = text.get(from.1..to).unwrap_or("");
        if !words.is_empty() {
            let covers = |evidence: &Evidence<'_>| evidence.start <= from.0 && from.0 < evidence.end;
            let marks = evidence.iter().filter(|(_, evidence)| covers(evidence));
            let mut marks: Vec<(usize, &str)> = marks.map(|(event, evidence)| (*event, &*evidence.role)).collect();
            marks.sort_unstable();
            marks.dedup();
            pieces.push(Piece { text: words, marks });
        }
    };
    for (point, (byte, _)) in (0_u32..).zip(text.char_indices()) {
        if cuts.next_if_eq(&point).is_some() {
            close(from, byte);
            from = (point, byte);
        }
    }
    close(from, text.len());
    pieces
}

/// The text as it is printed: `⟦words|1 trigger⟧`, or in the colour of the role.
pub(super) fn marked(text: &str, evidence: &[(usize, &Evidence<'_>)], colour: bool) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for piece in pieces(text, evidence) {
        // A paragraph is isolated as a whole; an isolate ends with its line.
        let (open, close) = ISOLATE;
        let Some((first, role)) = piece.marks.first() else {
            out.push_str(piece.text);
            continue;
        };
        if colour {
            let sgr = self::colour(role);
            let number: String = first.to_string().chars().filter_map(superscript).collect();
            out.push_str(&format!("\u{1b}[{sgr}m{}\u{1b}[0m\u{1b}[2m{number}\u{1b}[0m", piece.text));
        } else {
            let marks: Vec<String> = piece.marks.iter().map(|(event, role)| format!("{event} {role}")).collect();
            out.push_str(&format!("⟦{open}{}{close}|{open}{}{close}⟧", piece.text, marks.join(", ")));
        }
    }
    out
}

/// A paragraph whose direction is that of its first strong letter.
pub(super) fn isolated(paragraph: &str) -> String {
    format!("{}{paragraph}{}", ISOLATE.0, ISOLATE.1)
}

/// What a terminal sets for a role: what happened in red, who in blue, where in green, when in
/// cyan, how many in magenta, and whether it happened in yellow.
pub(super) fn colour(role: &str) -> &'static str {
    match role {
        "trigger" => "1;31",
        "actor" => "34",
        "place" => "32",
        "date" => "36",
        "casualty" => "35",
        "status" | "condition" => "1;33",
        "attribution" => "4",
        _ => "1",
    }
}

fn superscript(digit: char) -> Option<char> {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    DIGITS.get(digit.to_digit(10)? as usize).copied()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn evidence(role: &'static str, start: u32, end: u32) -> Evidence<'static> {
        Evidence { role: Cow::Borrowed(role), field: Cow::Borrowed("text"), start, end, exact: Cow::Borrowed("") }
    }

    #[test]
    fn pieces_are_the_text() {
        let text = "قتل جنديان في سرت أمس";
        let (dead, trigger, place) =
            (evidence("casualty", 0, 10), evidence("trigger", 0, 3), evidence("place", 14, 17));
        let cut = pieces(text, &[(1, &dead), (1, &trigger), (2, &place)]);
        assert_eq!(cut.iter().map(|piece| piece.text).collect::<String>(), text);
        assert_eq!(
            cut,
            [
                Piece { text: "قتل", marks: vec![(1, "casualty"), (1, "trigger")] },
                Piece { text: " جنديان", marks: vec![(1, "casualty")] },
                Piece { text: " في ", marks: vec![] },
                Piece { text: "سرت", marks: vec![(2, "place")] },
                Piece { text: " أمس", marks: vec![] },
            ]
        );
    }

    #[test]
    fn marks_beside_arabic_words_stay_in_place() {
        let place = evidence("place", 2, 5);
        assert_eq!(
            marked("في سرت", &[(1, &place)], false),
            "في⟦\u{2068} سر\u{2069}|\u{2068}1 place\u{2069}⟧ت".to_owned()
        );
    }

    #[test]
    fn evidence_beyond_the_text_marks_nothing() {
        let place = evidence("place", 90, 95);
        assert_eq!(marked("in Sirte", &[(1, &place)], false), "in Sirte");
        assert_eq!(marked("", &[(1, &place)], true), "");
    }

    #[test]
    fn a_terminal_has_colours_and_small_numbers() {
        let trigger = evidence("trigger", 0, 5);
        assert_eq!(marked("clash", &[(12, &trigger)], true), "\u{1b}[1;31mclash\u{1b}[0m\u{1b}[2m¹²\u{1b}[0m");
    }
}
