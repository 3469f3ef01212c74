//! Tags as they stand in the wild: where one begins and ends, its name and attributes.
//!
//! Nothing here copies, and nothing looks back: every search remembers where it ended, so that
//! hostile input stays linear.

use std::cell::Cell;

use memchr::{memchr, memchr2, memmem};

/// The next place of a fixed string, remembered between searches.
pub(super) struct Finder<'a> {
    text: &'a [u8],
    needle: &'static str,
    /// The last answer: nothing was found between the two places.
    known: Cell<(usize, usize)>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(text: &'a str, needle: &'static str) -> Self {
        Self { text: text.as_bytes(), needle, known: Cell::new((usize::MAX, 0)) }
    }

    /// Where the string next begins at or after `from`.
    pub(super) fn find(&self, from: usize) -> Option<usize> {
        let (start, end) = self.known.get();
        if start <= from && from <= end {
            return (end < self.text.len()).then_some(end);
        }
        let rest = self.text.get(from..)?;
        let found = memmem::find(rest, self.needle.as_bytes()).map_or(self.text.len(), |at| from + at);
        self.known.set((from, found));
        (found < self.text.len()).then_some(found)
    }
}

/// A start or end tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// The name with its prefix.
    pub(super) name: &'a str,
    /// What stands between the name and `>`.
    pub(super) attributes: &'a str,
    /// The place of `<`.
    pub(super) start: usize,
    /// The place behind `>`.
    pub(super) end: usize,
    /// Whether it is `</name>`.
    pub(super) closing: bool,
    /// Whether it is `<name/>`.
    pub(super) empty: bool,
}

impl<'a> Tag<'a> {
    /// The tag that begins at the `<` at `start`, or `None` if that is no tag.
    pub(super) fn at(text: &'a str, start: usize) -> Option<Self> {
        let closing = text.as_bytes().get(start + 1) == Some(&b'/');
        let name_start = start + 1 + usize::from(closing);
        let name = name_at(text, name_start)?;
        let rest = name_start + name.len();
        let close = tag_close(text, rest)?;
        let inside = text.get(rest..close)?;
        let empty = !closing && inside.ends_with('/');
        let attributes = if empty { inside.strip_suffix('/').unwrap_or(inside) } else { inside };
        Some(Self { name, attributes, start, end: close + 1, closing, empty })
    }

    /// The prefix, empty if there is none, and the local name.
    pub(super) fn split(&self) -> (&'a str, &'a str) {
        self.name.split_once(':').unwrap_or(("", self.name))
    }

    /// The raw value of an attribute, whatever its case and quotes.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        attributes(self.attributes).find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// The name at `start`: a letter or `_`, then letters, digits, `.`, `-`, `_`, `:`.
pub(super) fn name_at(text: &str, start: usize) -> Option<&str> {
    let rest = text.get(start..)?;
    let first = *rest.as_bytes().first()?;
    if !(first.is_ascii_alphabetic() || first == b'_') {
        return None;
    }
    let len = rest.bytes().position(|b| !is_name_byte(b)).unwrap_or(rest.len());
    rest.get(..len)
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':')
}

/// The place of the `>` that ends a tag: outside quotes if they are balanced, else the first one.
/// A tag does not reach over another `<`.
fn tag_close(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    let nearest = memchr2(b'<', b'>', bytes)?;
    let inside = bytes.get(..nearest)?;
    // What follows the name must be able to: `<3 dead` and `<said the minister` are words.
    if !inside.first().is_none_or(|b| b.is_ascii_whitespace() || *b == b'/') {
        return None;
    }
    let is_close = bytes.get(nearest) == Some(&b'>');
    if is_close && memchr2(b'"', b'\'', inside).is_none() {
        return Some(from + nearest);
    }
    quoted_close(bytes).or(is_close.then_some(nearest)).map(|at| from + at)
}

/// A `<` in quotes is let pass this many times, for `title="a < b"`.
const QUOTED_MARKS: usize = 4;

fn quoted_close(bytes: &[u8]) -> Option<usize> {
    let mut quote = None;
    let mut marks = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(at),
            (None, b'<') => return None,
            (Some(open), close) if open == close => quote = None,
            (Some(_), b'<') => marks += 1,
            _ => {}
        }
        if marks > QUOTED_MARKS {
            return None;
        }
    }
    None
}

/// The attributes of a tag, raw: names and values in order.
pub(super) fn attributes(inside: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = inside;
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            let equals = memchr(b'=', rest.as_bytes())?;
            let (before, after) = rest.split_at_checked(equals)?;
            let name = before.trim_end().rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or("");
            let after = after.get(1..)?.trim_start();
            let (value, next) = value_of(after);
            rest = next;
            if !name.is_empty() {
                return Some((name, value));
            }
        }
    })
}

fn value_of(after: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(opened) = after.strip_prefix(quote) {
            return opened.split_once(quote).unwrap_or((opened, ""));
        }
    }
    let end = after.find(|c: char| c.is_ascii_whitespace()).unwrap_or(after.len());
    after.split_at_checked(end).unwrap_or((after, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str, bool, bool)>) {
        let tag = Tag::at(text, 0);
        assert_eq!(tag.map(|tag| (tag.name, tag.attributes, tag.closing, tag.empty)), expected);
    }

    #[test]
    fn start_end_empty() {
        check("<item>", Some(("item", "", false, false)));
        check("</item >", Some(("item", " ", true, false)));
        check("<link href='a>b'/>", Some(("link", " href='a>b'", false, true)));
    }

    #[test]
    fn marks_in_a_text_are_no_tags() {
        check("< 6", None);
        check("<3 قتلى>", None);
        check("<قتلى>", None);
        check("<said <b>x", None);
    }

    #[test]
    fn unbalanced_quotes_end_at_the_first_mark() {
        check("<a title=\"x>text", Some(("a", " title=\"x", false, false)));
    }

    #[test]
    fn attributes_in_any_quotes() {
        let all: Vec<_> = attributes(" a=\"1\" b = '2' c=3 d e=\"4").collect();
        assert_eq!(all, [("a", "1"), ("b", "2"), ("c", "3"), ("e", "4")]);
    }

    #[test]
    fn finder_remembers() {
        let finder = Finder::new("ab]]>cd", "]]>");
        assert_eq!([finder.find(0), finder.find(1), finder.find(2), finder.find(3)], [Some(2), Some(2), Some(2), None]);
        assert_eq!(finder.find(9), None);
    }
}
