//! From a record to the bytes of a line.

use serde::Serialize;

use super::Record;
use crate::model::RecordId;

/// The name of the schema, the first value of every line.
pub const SCHEMA: &str = "marsad/1";

/// A line that is final but for its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingLine {
    /// The record's id.
    pub id: RecordId,
    /// The JSON behind `"seq":N,`, closing brace included.
    pub rest: String,
}

impl PendingLine {
    /// The line of a record.
    pub fn new(id: RecordId, record: &Record<'_>) -> Self {
        let text = record.text.as_ref().map_or(0, |text| text.len());
        let mut rest = one_line(record, text + LINE_BYTES + EVENT_BYTES * record.events.len());
        if rest.starts_with('{') {
            rest.remove(0);
        }
        // Lines wait for their commit: they hold no room that they do not use.
        rest.shrink_to_fit();
        Self { id, rest }
    }

    /// Bytes of the whole line, at most.
    pub fn size(&self) -> usize {
        self.rest.len() + HEAD_BYTES
    }

    /// Appends the whole line, newline included.
    pub fn write(&self, seq: u64, out: &mut Vec<u8>) {
        let head = format!("{{\"schema\":\"{SCHEMA}\",\"seq\":{seq},");
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(self.rest.as_bytes());
        out.push(b'\n');
    }
}

/// Bytes of a line before and behind [`PendingLine::rest`], with the longest number: some to spare.
const HEAD_BYTES: usize = 64;

/// JSON on one line, with U+2028 and U+2029 escaped: some readers end a line there.
pub fn to_json(value: &impl Serialize) -> String {
    one_line(value, LINE_BYTES)
}

/// Bytes of a record without its text and events, and of an event: more than most have.
const LINE_BYTES: usize = 3_000;
const EVENT_BYTES: usize = 3_000;

fn one_line(value: &impl Serialize, capacity: usize) -> String {
    let mut bytes = Vec::with_capacity(capacity);
    // Writing to memory cannot fail, and no key of a record is anything but a string.
    let json = match serde_json::to_writer(&mut bytes, value).map(|()| String::from_utf8(bytes)) {
        Ok(Ok(json)) => json,
        Ok(Err(_)) | Err(_) => return String::from("{}"),
    };
    // They can stand in strings only, so the whole line is looked through at once.
    if holds_separator(&json) { json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029") } else { json }
}

/// Whether U+2028 or U+2029 stands in a text, which is looked for by its first byte.
fn holds_separator(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xe2, bytes).any(|at| matches!(bytes.get(at..at + 3), Some([_, 0x80, 0xa8 | 0xa9])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_begins_with_schema_seq_and_id() {
        let line = PendingLine { id: RecordId([0; 16]), rest: "\"id\":\"0\"}".to_owned() };
        let mut out = Vec::new();
        line.write(1042, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "{\"schema\":\"marsad/1\",\"seq\":1042,\"id\":\"0\"}\n");
    }

    #[test]
    fn a_line_with_the_longest_number_is_within_its_size() {
        let line = PendingLine { id: RecordId([0; 16]), rest: "}".to_owned() };
        let mut out = Vec::new();
        line.write(u64::MAX, &mut out);
        assert!(out.len() <= line.size());
    }

    #[test]
    fn line_separators_are_escaped_and_arabic_is_not() {
        assert_eq!(to_json(&"سرت\u{2028}\u{2029}"), "\"سرت\\u2028\\u2029\"");
    }
}
