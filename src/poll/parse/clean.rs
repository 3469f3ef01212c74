//! The text of a field, mended: references, sections and marks that XML does not allow.

use std::borrow::Cow;

use memchr::{memchr2, memmem};

use super::{
    markup::Tag,
    raw::Raw,
    reference::{Reference, char_of, reference},
    repair::{Repair, Repairs},
};

/// A stretch of a field's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// Text without `<` and `&`.
    Text(&'a str),
    /// A character that a reference or a repair stands for.
    Char(char),
    /// Text that may hold `<` and `&` and means them.
    Literal(&'a str),
}

/// The plain value of a field: what a perfect parser would make of the mended text.
pub(super) fn value(inside: &str, repairs: &mut Repairs) -> String {
    let mut out = String::with_capacity(inside.len());
    pieces(inside, repairs, &mut |piece| match piece {
        Piece::Text(text) | Piece::Literal(text) => out.push_str(text),
        Piece::Char(c) => out.push(c),
    });
    out
}

/// The trimmed value of a short field, `None` if it is empty.
pub(super) fn short(inside: &str, repairs: &mut Repairs) -> Option<String> {
    let value = value(inside, repairs);
    let trimmed = value.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// XHTML without CDATA sections, which HTML does not know.
pub(super) fn unwrapped(inside: &str) -> Cow<'_, str> {
    if !inside.contains("<![CDATA[") {
        return Cow::Borrowed(inside);
    }
    let mut out = String::with_capacity(inside.len());
    let mut rest = inside;
    while let Some((before, section)) = rest.split_once("<![CDATA[") {
        out.push_str(before);
        let (text, after) = section.split_once("]]>").unwrap_or((section, ""));
        text.chars().for_each(|c| escape(c, &mut out));
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn escape(c: char, out: &mut String) {
    match c {
        '<' => out.push_str("&lt;"),
        '&' => out.push_str("&amp;"),
        '>' => out.push_str("&gt;"),
        _ => out.push(c),
    }
}

/// The field's text within `limit` bytes.
pub(super) fn limited<'a>(raw: Raw<'a>, limit: usize, repairs: &mut Repairs) -> Raw<'a> {
    let end = raw.inside.floor_char_boundary(limit);
    repairs.note_if(end < raw.inside.len(), Repair::FieldCut);
    Raw { inside: raw.inside.get(..end).unwrap_or(""), ..raw }
}

/// Cuts the text of a field into pieces, mending on the way.
fn pieces<'a>(inside: &'a str, repairs: &mut Repairs, emit: &mut impl FnMut(Piece<'a>)) {
    let inside = without_orphan_end(inside, repairs);
    Cutter { inside, repairs, emit, marked_up: None, comments_end: true }.run();
}

/// `]]>` at the end of a text that has no CDATA section is what is left of one.
fn without_orphan_end<'a>(inside: &'a str, repairs: &mut Repairs) -> &'a str {
    match inside.trim_end().strip_suffix("]]>") {
        Some(rest) if !inside.contains("<![CDATA[") => {
            repairs.note(Repair::CutCdata);
            rest
        }
        _ => inside,
    }
}

/// The one pass over a field's text.
struct Cutter<'a, 'r, E> {
    inside: &'a str,
    repairs: &'r mut Repairs,
    emit: E,
    /// Whether the field holds HTML beside its stray marks, once somebody asked.
    marked_up: Option<bool>,
    /// Whether a comment may still end.
    comments_end: bool,
}

impl<'a, E: FnMut(Piece<'a>)> Cutter<'a, '_, E> {
    fn run(mut self) {
        let mut from = 0;
        while let Some((at, mark)) = next_mark(self.inside, from) {
            self.text(from, at);
            from = if mark == b'&' { self.ampersand(at) } else { self.less_than(at) };
        }
        self.text(from, self.inside.len());
    }

    fn text(&mut self, from: usize, to: usize) {
        if let Some(text) = self.inside.get(from..to).filter(|text| !text.is_empty()) {
            (self.emit)(Piece::Text(text));
        }
    }

    fn less_than(&mut self, at: usize) -> usize {
        let rest = self.inside.get(at..).unwrap_or("");
        if let Some(section) = rest.strip_prefix("<![CDATA[") {
            return at + 9 + self.cdata(section);
        }
        if rest.starts_with("<!--") && self.comments_end {
            match memmem::find(rest.as_bytes(), b"-->") {
                Some(end) => return at + end + 3,
                None => self.comments_end = false,
            }
        }
        if Tag::at(self.inside, at).is_some() {
            self.repairs.note(Repair::InlineMarkup);
            (self.emit)(Piece::Char('<'));
        } else {
            self.repairs.note(Repair::StrayLessThan);
            // In HTML the mark must stay a mark.
            let mark = if self.is_marked_up() { Piece::Literal("&lt;") } else { Piece::Char('<') };
            (self.emit)(mark);
        }
        at + 1
    }

    /// Whether a field holds HTML, escaped, in a section, or bare.
    fn is_marked_up(&mut self) -> bool {
        let inside = self.inside;
        *self.marked_up.get_or_insert_with(|| ["&lt;", "<![CDATA[", "</"].iter().any(|mark| inside.contains(mark)))
    }

    /// The length of a CDATA section with its end.
    fn cdata(&mut self, section: &'a str) -> usize {
        let end = memmem::find(section.as_bytes(), b"]]>");
        let text = section.get(..end.unwrap_or(section.len())).unwrap_or("");
        if end.is_some() {
            (self.emit)(Piece::Literal(text));
        } else {
            self.repairs.note(Repair::CutCdata);
            (self.emit)(Piece::Literal(text.trim_end_matches(']')));
        }
        end.map_or(section.len(), |end| end + 3)
    }

    /// What an `&` stands for, and where to go on.
    fn ampersand(&mut self, at: usize) -> usize {
        let Some((found, end)) = reference(self.inside, at) else {
            self.repairs.note(Repair::BareAmpersand);
            (self.emit)(Piece::Char('&'));
            return at + 1;
        };
        match found {
            Reference::Predefined(c) => (self.emit)(Piece::Char(c)),
            Reference::Html(c) => {
                self.repairs.note(Repair::HtmlEntity);
                (self.emit)(Piece::Char(c));
            }
            // Left as it stands: the value may be HTML that knows the name.
            Reference::Unknown => (self.emit)(Piece::Literal(self.inside.get(at..end).unwrap_or(""))),
            Reference::Number { code, strict, capital } => {
                self.repairs.note_if(capital, Repair::CapitalReference);
                self.repairs.note_if(!strict, Repair::InvalidReference);
                match char_of(code, self.repairs) {
                    Some(c) => (self.emit)(Piece::Char(c)),
                    None => self.repairs.note(Repair::InvalidReference),
                }
            }
        }
        end
    }
}

/// The next `<` or `&`.
pub(super) fn next_mark(text: &str, from: usize) -> Option<(usize, u8)> {
    let bytes = text.as_bytes();
    let at = from + memchr2(b'<', b'&', bytes.get(from..)?)?;
    bytes.get(at).map(|mark| (at, *mark))
}

#[cfg(test)]
#[path = "clean_tests.rs"]
mod tests;
