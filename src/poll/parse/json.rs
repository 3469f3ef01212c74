//! JSON Feed, read by value and not by type: a number where a string should be costs nothing,
//! and an item that is no JSON costs one item.

mod broken;
mod loose;

use serde::de::DeserializeSeed;

use self::loose::{JsonFeed, JsonItem, Limit, Text};
use super::{
    Document, Format,
    draft::{Draft, Link},
    hints::ServerHints,
    hypertext,
    repair::{Repair, Repairs},
    vocabulary::DateKind,
    xml::Limits,
};
use crate::model::Markup;

/// Reads a JSON Feed; `None` if the document is some other JSON.
pub(super) fn read(text: &str, limits: Limits) -> Option<Document> {
    let mut repairs = Repairs::default();
    // What stands behind the document is of no interest.
    let whole = Limit(limits.items).deserialize(&mut serde_json::Deserializer::from_str(text));
    let mut feed = match whole {
        Ok(feed) => feed,
        Err(_) => {
            repairs.note(Repair::BrokenJson);
            broken::cut(text, limits.items, &mut repairs)?
        }
    };
    let declared = feed.version.value.as_deref().is_some_and(|version| version.contains("jsonfeed.org"));
    if !declared && !feed.items.iter().any(looks_like_item) {
        return None;
    }
    repairs.note_if(text.starts_with('['), Repair::MissingRoot);
    repairs.note_if(feed.dropped > 0, Repair::ItemDropped);
    repairs.note_if(feed.surplus > 0, Repair::TooManyItems);
    let items = std::mem::take(&mut feed.items);
    let given = items.len();
    let drafts: Vec<Draft> = items.into_iter().map(|item| draft(item, limits.field)).filter(is_filled).collect();
    let rejected = given + feed.dropped - drafts.len();
    let oddities = if drafts.is_empty() { super::without_items(rejected > 0) } else { Vec::new() };
    Some(Document {
        format: Format::Json,
        title: taken(&mut feed.title, &mut repairs),
        links: feed_links(&mut feed, &mut repairs),
        base: None,
        language: taken(&mut feed.language, &mut repairs),
        hints: ServerHints::default(),
        drafts,
        rejected,
        repairs,
        oddities,
    })
}

fn taken(text: &mut Text, repairs: &mut Repairs) -> Option<String> {
    repairs.note_if(text.wrong, Repair::WrongJsonType);
    text.value.take()
}

fn looks_like_item(item: &JsonItem) -> bool {
    let has = |texts: &[&Text]| texts.iter().any(|text| text.value.is_some());
    has(&[&item.title, &item.content_html, &item.content_text, &item.summary])
        && has(&[&item.id, &item.url, &item.title, &item.date_published])
}

fn is_filled(draft: &Draft) -> bool {
    draft.title.is_some() || draft.content.is_some() || draft.summary.is_some() || !draft.links.is_empty()
}

fn feed_links(feed: &mut JsonFeed, repairs: &mut Repairs) -> Vec<Link> {
    [(&mut feed.home_page_url, "alternate"), (&mut feed.feed_url, "self"), (&mut feed.next_url, "next")]
        .into_iter()
        .filter_map(|(text, rel)| Some(Link { href: taken(text, repairs)?, rel: rel.to_owned(), kind: None }))
        .collect()
}

fn draft(mut item: JsonItem, limit: usize) -> Draft {
    let mut repairs = Repairs::default();
    let mut text = |text: &mut Text| taken(text, &mut repairs).map(|text| cut_to(text, limit));
    let title = text(&mut item.title);
    let (html, plain, summary) = (text(&mut item.content_html), text(&mut item.content_text), text(&mut item.summary));
    let links = [&mut item.url, &mut item.external_url]
        .into_iter()
        .filter_map(|address| Some(Link { href: text(address)?, rel: "alternate".to_owned(), kind: None }))
        .collect();
    let dates = [(DateKind::Published, &mut item.date_published), (DateKind::Updated, &mut item.date_modified)]
        .into_iter()
        .filter_map(|(kind, date)| Some((kind, text(date)?)))
        .collect();
    Draft {
        guid: text(&mut item.id),
        links,
        title: title.map(guessed),
        content: html.map(guessed).or(plain.map(Markup::Plain)),
        summary: summary.map(guessed),
        language: text(&mut item.language),
        dates,
        authors: if item.authors.0.is_empty() { item.author.0 } else { item.authors.0 },
        categories: item.tags.0,
        repairs,
        ..Draft::default()
    }
}

fn guessed(text: String) -> Markup {
    if hypertext::is_html(&text) { Markup::Html(text) } else { Markup::Plain(text) }
}

fn cut_to(mut text: String, limit: usize) -> String {
    text.truncate(text.floor_char_boundary(limit));
    text
}
