//! Tags with absurdly many attributes, before the tokeniser sees them.
//!
//! `html5ever` compares each attribute of a tag with all before it, so that one tag of a
//! megabyte would keep it busy for minutes. No article has such a tag.

use std::borrow::Cow;

/// The most attributes that a tag keeps. Tags of real pages have a dozen.
const MAX_ATTRIBUTES: usize = 100;

/// `html` without the attributes of tags that have more than [`MAX_ATTRIBUTES`].
pub(super) fn tame(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut from = 0;
    while let Some(at) = html.get(from..).and_then(|rest| rest.find('<')).map(|at| from + at) {
        let tag = Tag::read(html.as_bytes().get(at..).unwrap_or(&[]));
        if tag.attributes > MAX_ATTRIBUTES {
            out.push_str(html.get(copied..at + tag.name_end).unwrap_or(""));
            copied = at + tag.end;
        }
        from = at + tag.end.max(1);
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(html.get(copied..).unwrap_or(""));
    Cow::Owned(out)
}

/// Offsets into the bytes of a tag; all of them stand at ASCII bytes or at the end.
struct Tag {
    name_end: usize,
    /// Where its `>` stands.
    end: usize,
    attributes: usize,
}

/// Where in a tag we are, as the HTML standard's tokeniser has it.
enum State {
    Name,
    BeforeAttribute,
    Attribute,
    AfterAttribute,
    BeforeValue,
    Unquoted,
    Quoted(u8),
}

impl Tag {
    fn read(bytes: &[u8]) -> Self {
        let mut tag = Self { name_end: 0, end: 0, attributes: 0 };
        if !bytes.get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/') {
            return tag;
        }
        let mut state = State::Name;
        for (at, &byte) in bytes.iter().enumerate().skip(1) {
            if byte == b'>' && !matches!(state, State::Quoted(_)) {
                tag.end = at;
                tag.name_end = if tag.name_end == 0 { at } else { tag.name_end };
                return tag;
            }
            state = tag.step(state, byte, at);
        }
        tag.end = bytes.len();
        tag
    }

    fn step(&mut self, state: State, byte: u8, at: usize) -> State {
        let blank = byte.is_ascii_whitespace();
        match state {
            State::Name if blank || (byte == b'/' && at > 1) => {
                self.name_end = at;
                State::BeforeAttribute
            }
            State::Name => State::Name,
            State::BeforeAttribute if blank || byte == b'/' => State::BeforeAttribute,
            State::BeforeAttribute => {
                self.attributes += 1;
                State::Attribute
            }
            State::Attribute if byte == b'=' => State::BeforeValue,
            State::Attribute if blank => State::AfterAttribute,
            State::Attribute if byte == b'/' => State::BeforeAttribute,
            State::Attribute => State::Attribute,
            State::AfterAttribute if blank => State::AfterAttribute,
            State::AfterAttribute if byte == b'=' => State::BeforeValue,
            State::AfterAttribute if byte == b'/' => State::BeforeAttribute,
            State::AfterAttribute => {
                self.attributes += 1;
                State::Attribute
            }
            State::BeforeValue if blank => State::BeforeValue,
            State::BeforeValue if byte == b'"' || byte == b'\'' => State::Quoted(byte),
            State::Unquoted if blank => State::BeforeAttribute,
            State::BeforeValue | State::Unquoted => State::Unquoted,
            State::Quoted(quote) if byte == quote => State::BeforeAttribute,
            State::Quoted(quote) => State::Quoted(quote),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_tags_are_untouched() {
        let html = "<p>a < b <a href=\"x>y\" title='<p a b c>'>c</a> <br/> é";
        assert_eq!(tame(html), html);
    }

    #[test]
    fn a_tag_with_too_many_attributes_loses_them() {
        let many: String = (0..200).map(|n| format!(" a{n} = \">\"")).collect();
        assert_eq!(tame(&format!("é<p>x<a{many}>سرت</a>")), "é<p>x<a>سرت</a>");
        assert_eq!(tame(&format!("x<a{many}")), "x<a");
    }
}
