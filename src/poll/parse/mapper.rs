//! feed-rs behind one function: canonical XML to the texts of each item.
//!
//! It may fail or panic on what the canonical form did not foresee; then each item's texts are
//! read without it, and the feed says `salvaged`.

use feed_rs::{model::Entry, parser};

use super::{
    canonical::{self, TextKind},
    clean, guard, hypertext,
    raw::{Raw, RawItem},
    repair::{Repair, Repairs},
    scan::Scan,
    vocabulary::Family,
};
use crate::model::Markup;

/// The texts of one item.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Texts {
    pub(super) title: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) content: Option<String>,
}

/// The texts of all items, in order, and the title of the feed.
pub(super) fn texts(scan: &mut Scan<'_>, family: Family, length: usize) -> (Option<String>, Vec<Texts>) {
    let document = canonical::write(scan, family, length);
    if let Some((title, texts)) = map(&document).filter(|(_, texts)| texts.len() == scan.items.len()) {
        return (title, texts);
    }
    scan.feed.repairs.note(Repair::Salvaged);
    let title = scan.feed.title.map(|raw| salvage(&raw, family));
    (title, scan.items.iter().map(|item| salvaged(item, family)).collect())
}

/// The mapper on canonical XML; `None` if it fails or panics.
fn map(document: &str) -> Option<(Option<String>, Vec<Texts>)> {
    let feed = guard::guarded(|| {
        // Dates, ids and addresses go round the mapper: it need not look for them.
        let mapper = parser::Builder::new().sanitize_content(false).timestamp_parser(|_| None).build();
        mapper.parse(document.as_bytes())
    });
    let feed = feed?.ok()?;
    let title = feed.title.map(|title| title.content);
    Some((title, feed.entries.into_iter().map(texts_of).collect()))
}

fn texts_of(entry: Entry) -> Texts {
    Texts {
        title: entry.title.map(|text| text.content),
        summary: entry.summary.map(|text| text.content),
        content: entry.content.and_then(|content| content.body),
    }
}

fn salvaged(item: &RawItem<'_>, family: Family) -> Texts {
    let text = |raw: Option<Raw<'_>>| raw.map(|raw| salvage(&raw, family));
    Texts { title: text(item.title), summary: text(item.summary), content: text(item.content) }
}

fn salvage(raw: &Raw<'_>, family: Family) -> String {
    // The repairs were noted when the canonical form was written.
    let mut noted = Repairs::default();
    match canonical::kind(raw, family, &mut noted) {
        TextKind::Xhtml => clean::unwrapped(raw.inside).trim().to_owned(),
        TextKind::Text | TextKind::Html | TextKind::Unsaid => clean::value(raw.inside, &mut noted).trim().to_owned(),
    }
}

/// A text with how it is to be read. What is said to be plain text and has tags is HTML: outlets
/// leave the default of Atom in place over their HTML.
pub(super) fn markup(text: Option<String>, raw: Option<Raw<'_>>, family: Family) -> Option<Markup> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    let kind = raw.map_or(TextKind::Unsaid, |raw| canonical::kind(&raw, family, &mut Repairs::default()));
    let html = match kind {
        TextKind::Text => hypertext::has_tag(&text),
        TextKind::Html | TextKind::Xhtml | TextKind::Unsaid => hypertext::is_html(&text),
    };
    Some(if html { Markup::Html(text) } else { Markup::Plain(text) })
}
