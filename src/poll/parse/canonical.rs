//! A scanned feed written again as the feed it should have been.
//!
//! What the mapper gets is well-formed by construction, whatever came: RSS 2.0 or Atom 1.0 with
//! nothing but the texts. Everything that it drops or mangles (dates, guids, links, people) goes
//! round it, from the scanner straight to the items.

use super::{
    clean,
    raw::{Raw, RawItem},
    repair::{Repair, Repairs},
    scan::Scan,
    vocabulary::Family,
};

/// How the text of a field is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextKind {
    /// As it is.
    Text,
    /// As HTML.
    Html,
    /// HTML that stands as XML elements.
    Xhtml,
    /// The format does not say.
    Unsaid,
}

/// How the text of a field is to be read, by its attributes.
pub(super) fn kind(raw: &Raw<'_>, family: Family, repairs: &mut Repairs) -> TextKind {
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
fn xhtml_or_text(raw: &Raw<'_>) -> TextKind {
    let inside = raw.inside.trim_start();
    if inside.starts_with('<') && !inside.starts_with("<![CDATA[") { TextKind::Xhtml } else { TextKind::Html }
}

/// Writes the whole feed for the mapper. Repairs of texts are noted on their items.
pub(super) fn write(scan: &mut Scan<'_>, family: Family, length: usize) -> String {
    let mut out = String::with_capacity(length + 1024);
    let (open, close) = match family {
        Family::Rss => (
            "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>",
            "</channel></rss>",
        ),
        Family::Atom => ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", "</feed>"),
    };
    out.push_str(open);
    write_title(&mut scan.feed, family, &mut out);
    for item in &mut scan.items {
        out.push_str(if family == Family::Rss { "<item>" } else { "<entry>" });
        write_item(item, family, &mut out);
        out.push_str(if family == Family::Rss { "</item>" } else { "</entry>" });
    }
    out.push_str(close);
    out
}

fn write_title(item: &mut RawItem<'_>, family: Family, out: &mut String) {
    if let Some(title) = item.title {
        text("title", title, family, &mut item.repairs, out);
    }
}

fn write_item(item: &mut RawItem<'_>, family: Family, out: &mut String) {
    write_title(item, family, out);
    let (summary, content) = match family {
        Family::Rss => ("description", "content:encoded"),
        Family::Atom => ("summary", "content"),
    };
    if let Some(raw) = item.summary {
        text(summary, raw, family, &mut item.repairs, out);
    }
    if let Some(raw) = item.content {
        text(content, raw, family, &mut item.repairs, out);
    }
}

fn text(name: &str, raw: Raw<'_>, family: Family, repairs: &mut Repairs, out: &mut String) {
    let kind = kind(&raw, family, repairs);
    out.push('<');
    out.push_str(name);
    if family == Family::Atom {
        out.push_str(if kind == TextKind::Text { " type=\"text\"" } else { " type=\"html\"" });
    }
    out.push('>');
    match kind {
        TextKind::Xhtml => clean::write_markup(raw.inside, out),
        TextKind::Text | TextKind::Html | TextKind::Unsaid => clean::write(raw.inside, repairs, out),
    }
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}
