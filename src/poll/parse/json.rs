//! JSON Feed, read by value and not by type: a number where a string should be costs nothing,
//! and an item that is no JSON costs one item.

use serde_json::{Map, Value};

use super::{
    Document, Format, clean,
    draft::{Draft, Link},
    hints::ServerHints,
    repair::{Repair, Repairs},
    vocabulary::DateKind,
    xml::Limits,
};
use crate::model::Markup;

type Object = Map<String, Value>;

/// Reads a JSON Feed; `None` if the document is some other JSON.
pub(super) fn read(text: &str, limits: Limits) -> Option<Document> {
    let mut repairs = Repairs::default();
    let (feed, items) = match serde_json::Deserializer::from_str(text).into_iter::<Value>().next() {
        Some(Ok(value)) => whole(value, &mut repairs)?,
        _ => {
            let broken = cut(text, &mut repairs)?;
            repairs.note(Repair::BrokenJson);
            broken
        }
    };
    let declared = feed.get("version").and_then(Value::as_str).is_some_and(|version| version.contains("jsonfeed.org"));
    if !declared && !items.iter().any(looks_like_item) {
        return None;
    }
    repairs.note_if(items.len() > limits.items, Repair::TooManyItems);
    let drafts: Vec<Draft> = items.iter().take(limits.items).map(|item| draft(item, limits.field)).collect();
    let oddities = if drafts.is_empty() { vec!["no-items".to_owned()] } else { Vec::new() };
    Some(Document {
        format: Format::Json,
        title: string(&feed, "title", &mut repairs),
        links: feed_links(&feed, &mut repairs),
        base: None,
        language: string(&feed, "language", &mut repairs),
        hints: ServerHints::default(),
        drafts,
        repairs,
        oddities,
    })
}

fn whole(value: Value, repairs: &mut Repairs) -> Option<(Object, Vec<Object>)> {
    let (mut feed, items) = match value {
        Value::Object(mut feed) => {
            let items = feed.remove("items").unwrap_or(Value::Null);
            (feed, items)
        }
        items @ Value::Array(_) => {
            repairs.note(Repair::MissingRoot);
            (Object::new(), items)
        }
        _ => return None,
    };
    let items = match items {
        Value::Array(items) => items,
        Value::Object(one) => vec![Value::Object(one)],
        _ => Vec::new(),
    };
    let objects: Vec<Object> = items
        .into_iter()
        .filter_map(|item| match item {
            Value::Object(item) => Some(item),
            _ => {
                repairs.note(Repair::ItemDropped);
                None
            }
        })
        .collect();
    feed.retain(|_, value| !value.is_null());
    Some((feed, objects))
}

/// Cuts a document that is not well-formed: the head by key, the items by their braces.
fn cut(text: &str, repairs: &mut Repairs) -> Option<(Object, Vec<Object>)> {
    let (head, body) = match text.split_once("\"items\"") {
        Some((head, after)) => (head, after.split_once('[').map_or("", |(_, body)| body)),
        None => ("", text.strip_prefix('[')?),
    };
    let mut items = Vec::new();
    let mut rest = body;
    // Where quotes are out of step, each search may run to the end.
    let mut budget = text.len().saturating_mul(SEARCHES);
    while let Some(start) = rest.find('{') {
        let item = rest.get(start..).unwrap_or("");
        let end = closing_brace(item);
        let object = end.and_then(|end| item.get(..end)).and_then(lenient);
        let whole = object.is_some();
        items.extend(object);
        let resume = if whole { end } else { next_item(item.get(..end.unwrap_or(item.len())).unwrap_or("")).or(end) };
        if !whole {
            repairs.note(if resume.is_none() { Repair::Truncated } else { Repair::ItemDropped });
            budget = budget.saturating_sub(end.unwrap_or(item.len()));
        }
        let Some(resume) = resume.filter(|_| budget > 0) else { break };
        rest = item.get(resume..).unwrap_or("");
        if rest.trim_start().starts_with(']') {
            break;
        }
    }
    Some((head_of(head), items))
}

/// All searches in vain together may look at so many times the document.
const SEARCHES: usize = 8;

/// The head of a broken document: what stands before its items, closed.
fn head_of(head: &str) -> Object {
    let closed = format!("{}}}", head.trim_end().trim_end_matches(','));
    lenient(&closed).unwrap_or_default()
}

/// An object, with what editors and templates leave in it: bare line breaks and last commas.
fn lenient(text: &str) -> Option<Object> {
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

fn looks_like_item(item: &Object) -> bool {
    ["title", "content_html", "content_text", "summary"].iter().any(|key| item.contains_key(*key))
        && ["id", "url", "title", "date_published"].iter().any(|key| item.contains_key(*key))
}

fn feed_links(feed: &Object, repairs: &mut Repairs) -> Vec<Link> {
    [("home_page_url", "alternate"), ("feed_url", "self"), ("next_url", "next")]
        .into_iter()
        .filter_map(|(key, rel)| Some(Link { href: string(feed, key, repairs)?, rel: rel.to_owned(), kind: None }))
        .collect()
}

fn draft(item: &Object, limit: usize) -> Draft {
    let mut repairs = Repairs::default();
    let mut text = |key: &str| string(item, key, &mut repairs).map(|text| cut_to(text, limit));
    let title = text("title");
    let (html, plain, summary) = (text("content_html"), text("content_text"), text("summary"));
    let links = [("url", "alternate"), ("external_url", "alternate")]
        .into_iter()
        .filter_map(|(key, rel)| Some(Link { href: text(key)?, rel: rel.to_owned(), kind: None }))
        .collect();
    let dates = [(DateKind::Published, "date_published"), (DateKind::Updated, "date_modified")]
        .into_iter()
        .filter_map(|(kind, key)| Some((kind, text(key)?)))
        .collect();
    Draft {
        guid: text("id"),
        links,
        title: title.map(guessed),
        content: html.map(guessed).or(plain.map(Markup::Plain)),
        summary: summary.map(guessed),
        language: text("language"),
        dates,
        authors: names(item, &["authors", "author"]),
        categories: names(item, &["tags"]),
        repairs,
        ..Draft::default()
    }
}

fn guessed(text: String) -> Markup {
    if clean::is_html(&text) { Markup::Html(text) } else { Markup::Plain(text) }
}

fn cut_to(mut text: String, limit: usize) -> String {
    text.truncate(text.floor_char_boundary(limit));
    text
}

/// The value of a key as a trimmed string, `None` if there is none.
fn string(object: &Object, key: &str, repairs: &mut Repairs) -> Option<String> {
    let text = match object.get(key)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => {
            repairs.note(Repair::WrongJsonType);
            number.to_string()
        }
        Value::Null => return None,
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            repairs.note(Repair::WrongJsonType);
            return None;
        }
    };
    (!text.is_empty()).then_some(text)
}

/// Names in a list of strings or of objects with `name`, or one of either.
fn names(item: &Object, keys: &[&str]) -> Vec<String> {
    let name = |value: &Value| match value {
        Value::String(name) => Some(name.trim().to_owned()),
        Value::Object(person) => person.get("name").and_then(Value::as_str).map(|name| name.trim().to_owned()),
        _ => None,
    };
    let found = keys.iter().filter_map(|key| item.get(*key)).find_map(|value| {
        let all: Vec<String> = match value {
            Value::Array(list) => list.iter().filter_map(name).collect(),
            one => name(one).into_iter().collect(),
        };
        (!all.is_empty()).then_some(all)
    });
    found.unwrap_or_default().into_iter().filter(|name| !name.is_empty()).take(64).collect()
}
