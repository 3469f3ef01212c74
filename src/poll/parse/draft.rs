//! From what a feed says of an item to an item: addresses made absolute and dates judged.

use chrono::{DateTime, Duration, FixedOffset, Utc};
use chrono_tz::Tz;
use url::Url;

use super::{
    repair::{Repair, Repairs},
    vocabulary::DateKind,
};
use crate::{
    model::{Item, Language, Markup},
    poll::date,
};

/// A link with what it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) rel: String,
    pub(super) kind: Option<String>,
}

/// An item as its feed states it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) guid: Option<String>,
    /// `isPermaLink`, if it is stated.
    pub(super) permalink: Option<bool>,
    pub(super) links: Vec<Link>,
    /// The address that the item gives itself as an RDF resource.
    pub(super) about: Option<String>,
    pub(super) base: Option<String>,
    pub(super) title: Option<Markup>,
    pub(super) content: Option<Markup>,
    pub(super) summary: Option<Markup>,
    pub(super) authors: Vec<String>,
    pub(super) categories: Vec<String>,
    pub(super) dates: Vec<(DateKind, String)>,
    pub(super) language: Option<String>,
    pub(super) via: Option<String>,
    pub(super) point: Option<(f64, f64)>,
    pub(super) repairs: Repairs,
}

/// What all items of a document share.
#[derive(Debug)]
pub(super) struct Frame {
    /// Where relative addresses start.
    pub(super) base: Option<Url>,
    /// The zone of dates without one.
    pub(super) zone: Tz,
    pub(super) lang: Option<Language>,
    pub(super) now: DateTime<Utc>,
    /// Repairs that concern every item.
    pub(super) repairs: Vec<String>,
}

/// Items from drafts, in order.
pub(super) fn items(drafts: Vec<Draft>, frame: &Frame) -> Vec<Item> {
    drafts.into_iter().map(|draft| item(draft, frame)).collect()
}

fn item(draft: Draft, frame: &Frame) -> Item {
    let mut repairs = draft.repairs.clone();
    let url = address(&draft, frame, &mut repairs);
    let (published, published_raw) = published(&draft.dates, frame, &mut repairs);
    Item {
        guid: draft.guid,
        url,
        title: draft.title,
        content: draft.content,
        summary: draft.summary,
        authors: draft.authors,
        categories: draft.categories,
        published,
        published_raw,
        lang: draft.language.as_deref().and_then(Language::from_tag).or(frame.lang),
        via: draft.via,
        point: draft.point,
        repairs: repairs.names().map(str::to_owned).chain(frame.repairs.iter().cloned()).collect(),
    }
}

/// The address of the article: the alternate link, the guid where it is one, the RDF resource.
fn address(draft: &Draft, frame: &Frame, repairs: &mut Repairs) -> Option<String> {
    let alternate = |link: &&Link| link.rel.eq_ignore_ascii_case("alternate");
    let is_page = |link: &&Link| link.kind.as_deref().is_none_or(|kind| kind.contains("html"));
    let pages = || draft.links.iter().filter(alternate);
    let link = pages().find(is_page).or_else(|| pages().next()).map(|link| link.href.as_str());
    let permalink = || draft.guid.as_deref().filter(|guid| draft.permalink != Some(false) && is_web(guid));
    let about = || draft.about.as_deref().filter(|about| is_web(about));
    let any = || draft.links.iter().find(|link| link.rel.eq_ignore_ascii_case("self")).map(|link| link.href.as_str());
    let href = link.or_else(permalink).or_else(about).or_else(any)?;
    absolute(href, draft.base.as_deref(), frame.base.as_ref(), repairs)
}

fn is_web(address: &str) -> bool {
    let head = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    head.starts_with("http://") || head.starts_with("https://")
}

/// An address with scheme and host. One that has them stays letter for letter.
pub(super) fn absolute(
    href: &str,
    base: Option<&str>,
    document: Option<&Url>,
    repairs: &mut Repairs,
) -> Option<String> {
    let href = href.trim();
    if is_web(href) {
        return Some(href.to_owned());
    }
    repairs.note(Repair::RelativeUrl);
    if href.starts_with("www.") {
        return Some(format!("http://{href}"));
    }
    if Url::parse(href).is_ok() {
        // Some other scheme: no article is there.
        return None;
    }
    let base = match (base, document) {
        (Some(base), Some(document)) => document.join(base).ok(),
        (Some(base), None) => Url::parse(base).ok(),
        (None, document) => document.cloned(),
    };
    if base.is_none() && href.starts_with("//") {
        return Some(format!("https:{href}"));
    }
    base?.join(href).ok().filter(|url| matches!(url.scheme(), "http" | "https")).map(String::from)
}

/// The date of publication and the words that gave it.
///
/// A date that cannot be true is none, and the item says so.
fn published(
    dates: &[(DateKind, String)],
    frame: &Frame,
    repairs: &mut Repairs,
) -> (Option<DateTime<FixedOffset>>, Option<String>) {
    let mut by_kind: Vec<&(DateKind, String)> = dates.iter().filter(|(_, raw)| !raw.is_empty()).collect();
    by_kind.sort_by_key(|(kind, _)| *kind);
    for (_, raw) in &by_kind {
        match judge(raw, frame) {
            Ok(date) => return (Some(date), Some(raw.clone())),
            Err(fault) => repairs.note(fault),
        }
    }
    (None, by_kind.first().map(|(_, raw)| raw.clone()))
}

/// No outlet was on the web before; zeros of clocks lie before it.
const FIRST_YEAR: i32 = 1995;

fn judge(raw: &str, frame: &Frame) -> Result<DateTime<FixedOffset>, Repair> {
    let date = date::read(raw, frame.zone).ok_or(Repair::DateUnreadable)?;
    if chrono::Datelike::year(&date) < FIRST_YEAR {
        return Err(Repair::DateTooOld);
    }
    if date.to_utc() > frame.now + Duration::hours(1) {
        return Err(Repair::DateInFuture);
    }
    Ok(date)
}
