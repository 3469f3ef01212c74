//! A JSON document that is not well-formed, cut into items by their braces.

use super::loose::{JsonFeed, JsonItem};
use crate::poll::parse::repair::{Repair, Repairs};

/// All searches in vain together may look at so many times the document.
const SEARCHES: usize = 8;

/// Cuts a document that is not well-formed: the head by key, the items by their braces.
pub(super) fn cut(text: &str, limit: usize, repairs: &mut Repairs) -> Option<JsonFeed> {
    let (head, body) = match text.split_once("\"items\"") {
        Some((head, after)) => (head, after.split_once('[').map_or("", |(_, body)| body)),
        None => ("", text.strip_prefix('[')?),
    };
    let mut feed = head_of(head);
    let mut rest = body;
    // Where quotes are out of step, each search may run to the end.
    let mut budget = text.len().saturating_mul(SEARCHES);
    while let Some(start) = rest.find('{').filter(|_| feed.items.len() < limit) {
        let item = rest.get(start..).unwrap_or("");
        let end = closing_brace(item);
        let object = end.and_then(|end| item.get(..end)).and_then(lenient::<JsonItem>);
        let whole = object.is_some();
        feed.items.extend(object);
        let resume = if whole { end } else { next_item(item.get(..end.unwrap_or(item.len())).unwrap_or("")).or(end) };
        if !whole {
            repairs.note(if resume.is_none() { Repair::Truncated } else { Repair::ItemDropped });
            feed.dropped += 1;
            budget = budget.saturating_sub(end.unwrap_or(item.len()));
        }
        let Some(resume) = resume.filter(|_| budget > 0) else { break };
        rest = item.get(resume..).unwrap_or("");
        if rest.trim_start().starts_with(']') {
            break;
        }
    }
    Some(feed)
}

/// The head of a broken document: what stands before its items, closed.
fn head_of(head: &str) -> JsonFeed {
    let closed = format!("{}}}", head.trim_end().trim_end_matches(','));
    lenient(&closed).unwrap_or_default()
}

/// An object, with what editors and templates leave in it: bare line breaks and last commas.
fn lenient<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok().or_else(|| serde_json::from_str(&mended(text)).ok())
}

fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    let mut rest = text.char_indices();
    while let Some((at, c)) = rest.next() {
        match c {
            '\\' if quoted => {
                let (written, length) = escape(text.get(at..).unwrap_or(""));
                out.push_str(written);
                if length > 0 {
                    rest.nth(length - 1);
                }
            }
            '\n' if quoted => out.push_str("\\n"),
            '\r' if quoted => out.push_str("\\r"),
            '\t' if quoted => out.push_str("\\t"),
            '}' | ']' if !quoted => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
                out.push(c);
            }
            _ => out.push(c),
        }
        quoted ^= c == '"';
    }
    out
}

/// The escape at a `\`, as it should have been, and its length behind the `\`.
///
/// Half a pair of `\u` stands for no character, and `\'` for the quote alone.
fn escape(text: &str) -> (&str, usize) {
    const NO_CHARACTER: &str = "\\ufffd";
    let kept = |length: usize| (text.get(..=length).unwrap_or(""), length);
    match text.chars().nth(1) {
        Some('u') => match (unit(text), text.get(6..).and_then(unit)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => kept(11),
            (Some(0xd800..0xe000), _) => (NO_CHARACTER, 5),
            (Some(_), _) => kept(5),
            (None, _) => (NO_CHARACTER, 1),
        },
        Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => kept(1),
        Some(_) | None => ("", 0),
    }
}

/// The code of `\u0041`.
fn unit(text: &str) -> Option<u32> {
    u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

/// The length of the object at the start of the text.
fn closing_brace(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' if !escaped => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
        if depth > MAX_DEPTH {
            return None;
        }
    }
    None
}

/// No feed nests deeper.
const MAX_DEPTH: usize = 64;

/// Where the item after this one seems to begin: `},` and a new object with a key of items.
fn next_item(item: &str) -> Option<usize> {
    let mut from = 1;
    loop {
        let at = from + memchr::memchr(b'{', item.as_bytes().get(from..)?)?;
        let before = item.get(..at)?.trim_end();
        let key = item.get(at + 1..)?.trim_start();
        let begins = ["\"id\"", "\"url\"", "\"title\"", "\"content_html\"", "\"content_text\"", "\"date_published\""];
        // Text and keys of nested objects (`"author": {"url"`) have a colon or a quote before.
        if before.ends_with(',') && begins.iter().any(|known| key.starts_with(known)) {
            return Some(at);
        }
        from = at + 1;
    }
}
