//! The text of a field: how it is to be read, and its value.

use super::{
    clean, hypertext,
    raw::Raw,
    repair::{Repair, Repairs},
    vocabulary::Family,
};
use crate::model::Markup;

/// How the text of a field is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TextKind {
    /// As it is.
    Text,
    /// As HTML.
    Html,
    /// HTML that stands as XML elements.
    Xhtml,
    /// The format does not say.
    Unsaid,
}

/// The value of a field, `None` if it is empty; what had to be mended is noted.
pub(super) fn value(raw: Raw<'_>, family: Family, repairs: &mut Repairs) -> Option<String> {
    read(raw, kind(raw, family, repairs), repairs)
}

/// The text of a field with how it is to be read. What is said to be plain text and has tags is
/// HTML: outlets leave the default of Atom in place over their HTML.
pub(super) fn markup(raw: Raw<'_>, family: Family, repairs: &mut Repairs) -> Option<Markup> {
    let kind = kind(raw, family, repairs);
    let text = read(raw, kind, repairs)?;
    let html = match kind {
        TextKind::Text => hypertext::has_tag(&text),
        TextKind::Html | TextKind::Xhtml | TextKind::Unsaid => hypertext::is_html(&text),
    };
    Some(if html { Markup::Html(text) } else { Markup::Plain(text) })
}

fn read(raw: Raw<'_>, kind: TextKind, repairs: &mut Repairs) -> Option<String> {
    let mut text = match kind {
        TextKind::Xhtml => clean::unwrapped(raw.inside).into_owned(),
        TextKind::Text | TextKind::Html | TextKind::Unsaid => clean::value(raw.inside, repairs),
    };
    text.truncate(text.trim_end().len());
    let blank = text.len() - text.trim_start().len();
    text.drain(..blank);
    (!text.is_empty()).then_some(text)
}

/// How the text of a field is to be read, by its attributes.
fn kind(raw: Raw<'_>, family: Family, repairs: &mut Repairs) -> TextKind {
    if family == Family::Rss {
        return TextKind::Unsaid;
    }
    let named = raw.kind.map(|kind| kind.trim().to_ascii_lowercase());
    let inline = raw.mode.is_some_and(|mode| mode.eq_ignore_ascii_case("xml"));
    let escaped = raw.mode.is_some_and(|mode| mode.eq_ignore_ascii_case("escaped"));
    match named.as_deref() {
        // Atom 0.3: the type without a mode is of XML that stands there as it is.
        Some("application/xhtml+xml" | "xhtml") if escaped => TextKind::Html,
        Some("application/xhtml+xml" | "xhtml") => xhtml_or_text(raw),
        Some("text/html") if inline => xhtml_or_text(raw),
        Some("html" | "text/html") => TextKind::Html,
        Some("text" | "text/plain") if raw.mode.is_none() => TextKind::Text,
        Some("text" | "text/plain") | None => TextKind::Unsaid,
        Some(other) if other.ends_with("xml") => xhtml_or_text(raw),
        Some(_) => {
            repairs.note(Repair::UnknownType);
            TextKind::Unsaid
        }
    }
}

/// Some say XHTML and send a CDATA section or escaped HTML.
fn xhtml_or_text(raw: Raw<'_>) -> TextKind {
    let inside = raw.inside.trim_start();
    if inside.starts_with('<') && !inside.starts_with("<![CDATA[") { TextKind::Xhtml } else { TextKind::Html }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(inside: &str, kind: Option<&str>, expected: Option<Markup>) {
        let raw = Raw { inside, kind, mode: None };
        assert_eq!(markup(raw, Family::Atom, &mut Repairs::default()), expected);
    }

    fn html(text: &str) -> Option<Markup> {
        Some(Markup::Html(text.to_owned()))
    }

    #[test]
    fn xhtml_is_one_text() {
        check(" <p>a &amp; b<![CDATA[<i>]]></p>\n", Some("xhtml"), html("<p>a &amp; b&lt;i&gt;</p>"));
    }

    #[test]
    fn what_is_said_to_be_text_and_has_tags_is_html() {
        check("&lt;p&gt;سرت", Some("text"), html("<p>سرت"));
        check(" سرت &amp;amp; درنة ", Some("text"), Some(Markup::Plain("سرت &amp; درنة".to_owned())));
        check(" سرت &amp;amp; درنة ", None, html("سرت &amp; درنة"));
        check(" <![CDATA[ ]]> ", None, None);
    }
}
