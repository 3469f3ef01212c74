//! Bytes of a feed to items: tolerant, pure, and never at a loss for a reason.
//!
//! A feed is never invalid. [`read`] gives what could be read and names what had to be mended:
//!
//! 1. `decode` finds the charset: evidence before declarations.
//! 2. `page` tells feeds from pages and finds the root behind whatever stands before it.
//! 3. `scan` cuts items and fields in one pass that knows what feeds look like, so that a
//!    missing end costs a field and not the feed.
//! 4. `clean` mends the text of each field, and `wording` tells how it is to be read.
//! 5. `draft` makes addresses absolute and judges dates.
//!
//! Whether guids can be trusted is for `text::identity` to say.

mod clean;
mod decode;
mod draft;
mod entity;
mod evidence;
pub mod guard;
mod hints;
mod hypertext;
mod inflate;
mod json;
mod markup;
mod page;
mod raw;
mod reading;
mod reference;
mod repair;
mod scan;
mod tidy;
mod vocabulary;
mod wording;
mod xml;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use encoding_rs::Encoding;
use url::Url;

pub use self::{
    decode::CharsetWhy,
    hints::ServerHints,
    reading::{Format, ReadError, Reading, ZoneWhy},
    repair::Repair,
};
use self::{
    decode::{Declared, Decoded},
    draft::{Draft, Frame, Link},
    page::Shape,
    repair::Repairs,
    xml::Limits,
};
use crate::model::{Item, Language};

/// What is known of a body before it is read.
#[derive(Clone, Debug)]
pub struct Hints<'a> {
    /// The `Content-Type` header.
    pub content_type: Option<&'a str>,
    /// Where the body came from, after redirects.
    pub url: Option<&'a Url>,
    /// The charset that the operator set.
    pub charset: Option<&'static Encoding>,
    /// The zone of dates that give none; Africa/Tripoli for hosts under `.ly`, else UTC, by default.
    pub zone: Option<Tz>,
    /// The language that the operator set.
    pub lang: Option<Language>,
    /// Items beyond this many are left out.
    pub max_items: usize,
    /// Texts longer than this many bytes are cut.
    pub max_field: usize,
}

impl Default for Hints<'_> {
    fn default() -> Self {
        Self {
            content_type: None,
            url: None,
            charset: None,
            zone: None,
            lang: None,
            max_items: 5_000,
            max_field: 1024 * 1024,
        }
    }
}

/// The text of a document of any charset, found as that of a feed is: for lists of feeds.
pub fn text(body: &[u8]) -> String {
    decode::decode(body, Declared::default()).text.into_owned()
}

/// Reads a body. Never fails, never panics; `error` says why nothing could be read.
pub fn read(body: &[u8], hints: &Hints<'_>, now: DateTime<Utc>) -> Reading {
    let before = guard::caught();
    let reading = read_bytes(body, hints, now);
    Reading { panics: guard::caught().saturating_sub(before), ..reading }
}

fn read_bytes(body: &[u8], hints: &Hints<'_>, now: DateTime<Utc>) -> Reading {
    let top_level = hints.url.and_then(top_level);
    let declared = Declared {
        configured: hints.charset,
        content_type: hints.content_type,
        top_level: top_level.as_deref().filter(|label| label.bytes().all(|b| b.is_ascii_lowercase())),
    };
    let (body, packed) = inflate::inflate(body);
    let mut decoded = decode::decode(&body, declared);
    decoded.repairs.note_if(packed, Repair::HiddenCompression);
    // What the reader itself did not foresee costs this body, never the task.
    guard::guarded(|| read_text(&decoded, hints, now))
        .unwrap_or_else(|| failed(&decoded, ReadError::Unknown, Vec::new()))
}

fn read_text(decoded: &Decoded<'_>, hints: &Hints<'_>, now: DateTime<Utc>) -> Reading {
    let text = &*decoded.text;
    if text.trim().is_empty() {
        return failed(decoded, ReadError::Empty, Vec::new());
    }
    let limits = Limits { items: hints.max_items, field: hints.max_field };
    let document = match page::shape(text) {
        Shape::Xml { root, family, rootless } => {
            Document::of_xml(xml::read(text, root, family, rootless, limits), page::has_items(text))
        }
        Shape::Json { start } => match json::read(text.get(start..).unwrap_or(""), limits) {
            Some(feed) => feed,
            None => return failed(decoded, ReadError::OtherJson, Vec::new()),
        },
        Shape::Page => {
            let alternates = page::alternates(text, hints.url.filter(|url| url.has_host()));
            let error = ReadError::Page { kind: page::kind_of_page(text), alternates: alternates.clone() };
            return failed(decoded, error, alternates);
        }
        Shape::Nothing => return failed(decoded, ReadError::Unknown, Vec::new()),
    };
    document.reading(decoded, hints, now)
}

fn failed(decoded: &Decoded<'_>, error: ReadError, alternates: Vec<String>) -> Reading {
    Reading {
        format: None,
        charset: decoded.charset.clone(),
        charset_why: decoded.why,
        title: None,
        link: None,
        items: Vec::new(),
        rejected: 0,
        panics: 0,
        repairs: Vec::new(),
        oddities: Vec::new(),
        zone: Tz::UTC,
        zone_why: ZoneWhy::Default,
        hints: ServerHints::default(),
        older: None,
        alternates,
        error: Some(error),
    }
}

/// A feed of any format before its addresses and dates are judged.
#[derive(Debug)]
struct Document {
    format: Format,
    title: Option<String>,
    links: Vec<Link>,
    base: Option<String>,
    language: Option<String>,
    hints: ServerHints,
    drafts: Vec<Draft>,
    rejected: usize,
    repairs: Repairs,
    oddities: Vec<String>,
}

/// What is odd about a document without items, the more so if there seem to be some.
fn without_items(unread: bool) -> Vec<String> {
    let names = ["no-items", "items-unread"].into_iter().take(if unread { 2 } else { 1 });
    names.map(str::to_owned).collect()
}

impl Document {
    fn of_xml(feed: xml::XmlFeed, has_items: bool) -> Self {
        let oddities = if feed.drafts.is_empty() { without_items(has_items) } else { Vec::new() };
        Self {
            format: feed.format,
            title: feed.title,
            links: feed.links,
            base: feed.base,
            language: feed.language,
            hints: feed.hints,
            drafts: feed.drafts,
            rejected: feed.rejected,
            repairs: feed.repairs,
            oddities,
        }
    }

    fn reading(self, decoded: &Decoded<'_>, hints: &Hints<'_>, now: DateTime<Utc>) -> Reading {
        let of_document: Vec<String> = self
            .repairs
            .names()
            .chain(decoded.repairs.names())
            .map(str::to_owned)
            .chain(charset_repair(decoded))
            .collect();
        let document = hints.url.filter(|url| url.has_host());
        let link = self.link("alternate", document);
        let page = link.as_deref().and_then(|link| Url::parse(link).ok());
        // A document that came from no host belongs to the one of its page.
        let home = document.or(page.as_ref());
        let (zone, zone_why) = hints.zone.map_or_else(|| default_zone(home), |zone| (zone, ZoneWhy::Configured));
        let frame = Frame {
            base: base_url(self.base.as_deref(), home),
            zone,
            lang: self.language.as_deref().and_then(Language::from_tag).or(hints.lang),
            now,
            repairs: of_document.clone(),
        };
        let older = ["next", "prev-archive"].iter().find_map(|rel| self.link(rel, document));
        let items = draft::items(self.drafts, &frame);
        Reading {
            format: Some(self.format),
            charset: decoded.charset.clone(),
            charset_why: decoded.why,
            title: self.title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty()),
            link,
            repairs: all_repairs(&items, of_document),
            items,
            rejected: self.rejected,
            panics: 0,
            oddities: self.oddities,
            zone,
            zone_why,
            hints: self.hints,
            older,
            alternates: Vec::new(),
            error: None,
        }
    }

    fn link(&self, rel: &str, document: Option<&Url>) -> Option<String> {
        let found = self.links.iter().find(|link| link.rel.eq_ignore_ascii_case(rel))?;
        draft::absolute(&found.href, self.base.as_deref(), document, &mut Repairs::default())
    }
}

/// The last label of a host's name.
fn top_level(url: &Url) -> Option<String> {
    url.host_str()?.rsplit('.').next().map(str::to_ascii_lowercase)
}

/// The zone of dates that give none: outlets under `.ly` write the time of Tripoli.
fn default_zone(home: Option<&Url>) -> (Tz, ZoneWhy) {
    match home.and_then(top_level).as_deref() {
        Some("ly") => (Tz::Africa__Tripoli, ZoneWhy::Host),
        Some(_) | None => (Tz::UTC, ZoneWhy::Default),
    }
}

fn base_url(base: Option<&str>, document: Option<&Url>) -> Option<Url> {
    match (base, document) {
        (Some(base), Some(document)) => document.join(base).ok(),
        (Some(base), None) => Url::parse(base).ok(),
        (None, document) => document.cloned(),
    }
}

/// `charset:windows-1256:guessed`: how the charset was found, where nobody told the truth.
fn charset_repair(decoded: &Decoded<'_>) -> Option<String> {
    let charset = &decoded.charset;
    match (&decoded.refuted, decoded.why) {
        (_, CharsetWhy::Guessed) => Some(format!("charset:{charset}:guessed")),
        (_, CharsetWhy::MostlyUtf8) => Some(format!("charset:{charset}:broken")),
        (_, CharsetWhy::Zeros) => Some(format!("charset:{charset}:undeclared")),
        (Some(declared), _) => Some(format!("charset:{charset}:not-{declared}")),
        (None, _) => None,
    }
}

fn all_repairs(items: &[Item], of_document: Vec<String>) -> Vec<String> {
    let mut all = of_document;
    for repair in items.iter().flat_map(|item| &item.repairs) {
        if !all.contains(repair) {
            all.push(repair.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests;
