//! From a record to the bytes of a line.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

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
        let mut rest = to_json(record);
        if rest.starts_with('{') {
            rest.remove(0);
        }
        Self { id, rest }
    }

    /// Appends the whole line, newline included.
    pub fn write(&self, seq: u64, out: &mut Vec<u8>) {
        let head = format!("{{\"schema\":\"{SCHEMA}\",\"seq\":{seq},");
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(self.rest.as_bytes());
        out.push(b'\n');
    }
}

/// JSON on one line, with U+2028 and U+2029 escaped: some readers end a line there.
pub fn to_json(value: &impl Serialize) -> String {
    let mut bytes = Vec::with_capacity(4096);
    let mut serializer = Serializer::with_formatter(&mut bytes, OneLine(CompactFormatter));
    // Writing to memory cannot fail, and no key of a record is anything but a string.
    match value.serialize(&mut serializer).map(|()| String::from_utf8(bytes)) {
        Ok(Ok(json)) => json,
        Ok(Err(_)) | Err(_) => String::from("{}"),
    }
}

/// Whether U+2028 or U+2029 stands in a text, which is looked for by its first byte.
fn holds_separator(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xe2, bytes).any(|at| matches!(bytes.get(at..at + 3), Some([_, 0x80, 0xa8 | 0xa9])))
}

/// Compact JSON without line separators.
struct OneLine(CompactFormatter);

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if !holds_separator(fragment) {
            return self.0.write_string_fragment(writer, fragment);
        }
        let escaped = fragment.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        self.0.write_string_fragment(writer, &escaped)
    }
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
    fn line_separators_are_escaped_and_arabic_is_not() {
        assert_eq!(to_json(&"سرت\u{2028}\u{2029}"), "\"سرت\\u2028\\u2029\"");
    }
}
