//! What a document is before it is read: XML feed, JSON Feed, a page that is neither.

use memchr::memchr_iter;
use url::Url;

use super::{
    clean,
    markup::{Tag, name_at},
    repair::Repairs,
    vocabulary::Family,
};

/// What a document turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// An XML feed whose root, or first item where there is none, begins here.
    Xml { root: usize, family: Family, rootless: bool },
    /// A JSON document that begins here.
    Json { start: usize },
    /// A web page.
    Page,
    /// Nothing that is known.
    Nothing,
}

/// Looks for the root of a feed.
pub(super) fn shape(text: &str) -> Shape {
    let head = text.trim_start();
    let json = head.starts_with('{') || head.starts_with('[');
    if json {
        return Shape::Json { start: text.len() - head.len() };
    }
    let mut page = false;
    let mut item = None;
    for at in memchr_iter(b'<', text.as_bytes()) {
        let Some(name) = name_at(text, at + 1) else { continue };
        let local = name.rsplit(':').next().unwrap_or(name);
        let family = match () {
            () if local.eq_ignore_ascii_case("rss") || local.eq_ignore_ascii_case("rdf") => Some((Family::Rss, true)),
            () if local.eq_ignore_ascii_case("channel") => Some((Family::Rss, true)),
            () if local.eq_ignore_ascii_case("feed") => Some((Family::Atom, true)),
            () if local.eq_ignore_ascii_case("item") => Some((Family::Rss, false)),
            () if local.eq_ignore_ascii_case("entry") => Some((Family::Atom, false)),
            () => None,
        };
        match family {
            Some((_, true)) if page && !has_items(text) => return Shape::Page,
            Some((family, true)) => return Shape::Xml { root: at, family, rootless: false },
            Some((family, false)) => item = item.or(Some((at, family))),
            None => page |= local.eq_ignore_ascii_case("html"),
        }
        // An item before any root: none will come.
        if let Some((root, family)) = item {
            return if page { Shape::Page } else { Shape::Xml { root, family, rootless: true } };
        }
    }
    match text.find("{\"") {
        Some(start) if !page && text.contains("jsonfeed.org") => Shape::Json { start },
        _ if page || looks_like_page(head) => Shape::Page,
        _ => Shape::Nothing,
    }
}

pub(super) fn has_items(text: &str) -> bool {
    ["<item", "<entry", ":entry"].iter().any(|mark| text.contains(mark))
}

fn looks_like_page(head: &str) -> bool {
    let head = head.get(..head.floor_char_boundary(512)).unwrap_or("").to_ascii_lowercase();
    ["<!doctype html", "<head", "<body", "<script", "<meta"].iter().any(|mark| head.contains(mark))
}

/// More feeds than this no page offers.
const MAX_ALTERNATES: usize = 16;

/// No server takes a longer address.
const LONGEST_ADDRESS: usize = 2048;

/// The feeds that a page names with `<link rel="alternate">`, absolute where `base` allows.
pub(super) fn alternates(text: &str, base: Option<&Url>) -> Vec<String> {
    let mut found = Vec::new();
    for at in memchr_iter(b'<', text.as_bytes()) {
        let Some(tag) = Tag::at(text, at).filter(|tag| tag.name.eq_ignore_ascii_case("link")) else { continue };
        let is = |name: &str, wanted: &dyn Fn(&str) -> bool| {
            tag.attribute(name).is_some_and(|value| wanted(&value.to_ascii_lowercase()))
        };
        let feed =
            is("type", &|kind| ["rss+xml", "atom+xml", "feed+json", "rdf+xml"].iter().any(|feed| kind.contains(feed)));
        if !feed || !is("rel", &|rel| rel.split_whitespace().any(|word| word == "alternate")) {
            continue;
        }
        let Some(href) = tag.attribute("href").and_then(|href| clean::short(href, &mut Repairs::default())) else {
            continue;
        };
        let absolute = base.and_then(|base| base.join(&href).ok()).map_or(href, String::from);
        if !found.contains(&absolute) && absolute.len() <= LONGEST_ADDRESS {
            found.push(absolute);
        }
        if found.len() == MAX_ALTERNATES {
            break;
        }
    }
    found
}

/// What a page is, as far as it can be told, for the message.
pub(super) fn kind_of_page(text: &str) -> &'static str {
    let head = text.get(..text.floor_char_boundary(64 * 1024)).unwrap_or("").to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| head.contains(word));
    if has(&[
        "captcha",
        "cf-challenge",
        "just a moment",
        "checking your browser",
        "access denied",
        "attention required",
    ]) {
        "a bot check"
    } else if has(&["type=\"password\"", "type='password'", "type=password"]) {
        "a login page"
    } else if has(&["domain is for sale", "buy this domain", "domain parking", "parked free", "sedoparking"]) {
        "a parked domain"
    } else {
        "a web page"
    }
}
