//! A table of events: RFC 4180, UTF-8, lines ending in CRLF.

use std::io::{self, Write};

use serde_json::Value;

use super::row::COLUMNS;
use crate::record::{Event, Record};

/// The names of the columns.
pub(super) fn header(out: &mut impl Write) -> io::Result<()> {
    write!(out, "{}\r\n", COLUMNS.map(|(name, _)| name).join(","))
}

/// One event. Nothing stated is an empty field.
pub(super) fn line(record: &Record<'_>, event: &Event<'_>, out: &mut impl Write) -> io::Result<()> {
    let fields = COLUMNS.map(|(_, value)| match value(record, event) {
        Value::Null => String::new(),
        Value::String(text) => quoted(&text),
        other => other.to_string(),
    });
    write!(out, "{}\r\n", fields.join(","))
}

/// A text as a field. What a spreadsheet would take for a formula gets an apostrophe in front:
/// a headline is the words of a stranger.
fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if formula { "'" } else { "" };
    if formula || text.contains([',', '"', '\n', '\r']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_with_commas_quotes_or_lines_is_quoted() {
        assert_eq!(quoted("Sirte"), "Sirte");
        assert_eq!(quoted("Sirte, \"the city\"\nsays"), "\"Sirte, \"\"the city\"\"\nsays\"");
        assert_eq!(quoted("سرت، درنة"), "سرت، درنة");
    }

    #[test]
    fn a_headline_is_no_formula() {
        assert_eq!(quoted("=cmd|' /C calc'!A0"), "\"'=cmd|' /C calc'!A0\"");
        assert_eq!(quoted("-1"), "\"'-1\"");
    }
}
