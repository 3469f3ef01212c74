//! Items given by hand: one JSON object a line, for `extract` and `replay`.
//!
//! A `marsad/1` record is accepted as an item too, so that an archive can be coded anew.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, Utc};
use serde::Deserialize;

use crate::model::{Article, Item, Language, Markup, PublishedBasis, Source};

/// One line of the input.
#[derive(Clone, Debug)]
pub struct Given {
    /// The item.
    pub item: Item,
    /// The feed that it names, if it names one.
    pub feed: Option<String>,
    /// What the line says of its feed: name, language, country, zone.
    pub prior: Prior,
    /// When it was fetched.
    pub fetched: Option<DateTime<Utc>>,
    /// Whether `published` is only the time at which it was first seen.
    pub first_seen: bool,
}

/// What a line says of its feed.
#[derive(Clone, Debug, Default)]
pub struct Prior {
    name: Option<String>,
    lang: Option<Language>,
    country: Option<String>,
    zone: Option<chrono_tz::Tz>,
}

/// Why a line is no item.
#[derive(Debug, thiserror::Error)]
pub enum NoItem {
    /// It is not JSON, or a field has another type.
    #[error("no item: {0}")]
    Json(#[source] serde_json::Error),
    /// It lacks what an item needs.
    #[error("no item: {0}")]
    Lacks(&'static str),
    /// A value cannot be read.
    #[error("no item: `{key}` cannot be `{value}`")]
    Value {
        /// The key.
        key: &'static str,
        /// What was given.
        value: String,
    },
}

/// The line as it is written. Unknown keys are ignored; a null counts as absent.
#[derive(Deserialize)]
struct Line {
    schema: Option<String>,
    id: Option<String>,
    item: Option<String>,
    title: Option<String>,
    text: Option<String>,
    html: Option<String>,
    summary: Option<String>,
    text_basis: Option<String>,
    feed: Option<FeedName>,
    url: Option<String>,
    lang: Option<String>,
    country: Option<String>,
    zone: Option<String>,
    authors: Option<Vec<String>>,
    published: Option<String>,
    published_raw: Option<String>,
    published_basis: Option<String>,
    fetched: Option<String>,
    repairs: Option<Vec<String>>,
}

/// An item names its feed, a record describes it.
#[derive(Deserialize)]
#[serde(untagged)]
enum FeedName {
    Id(String),
    Described { id: String, name: Option<String>, lang: Option<String>, country: Option<String> },
}

/// Reads one line.
///
/// # Errors
/// If it is no JSON object, has neither `title`, `text` nor `html`, has no `id`, or a value does not read.
pub fn parse(line: &str) -> Result<Given, NoItem> {
    let line: Line = serde_json::from_str(line).map_err(NoItem::Json)?;
    if line.title.is_none() && line.text.is_none() && line.html.is_none() {
        return Err(NoItem::Lacks("it has neither `title`, `text` nor `html`"));
    }
    let record = line.schema.is_some();
    let id = if record { line.item } else { line.id };
    let id = id.filter(|id| !id.trim().is_empty()).ok_or(NoItem::Lacks("it has no `id`"))?;
    let (feed, mut prior) = feed_of(line.feed);
    if let Some(tag) = line.lang.as_deref() {
        // A record says what was found, an item what is declared.
        prior.lang = if record { prior.lang } else { Language::from_tag(tag) };
    }
    prior.country = line.country.or(prior.country);
    prior.zone = line.zone.map(|zone| zone.parse().map_err(|_| wrong("zone", &zone))).transpose()?;
    let published = line.published.as_deref().map(|text| instant("published", text)).transpose()?;
    let fetched = line.fetched.as_deref().map(|text| instant("fetched", text)).transpose()?;
    let body = line.html.map(Markup::Html).or(line.text.map(Markup::Plain));
    let as_summary = line.text_basis.as_deref() == Some("summary");
    let (content, summary) = if as_summary { (None, body) } else { (body, line.summary.map(Markup::Plain)) };
    Ok(Given {
        item: Item {
            guid: Some(id.trim().to_owned()),
            url: line.url,
            title: line.title.map(Markup::Plain),
            content,
            summary,
            authors: line.authors.unwrap_or_default(),
            published,
            published_raw: line.published_raw,
            repairs: line.repairs.unwrap_or_default(),
            ..Item::default()
        },
        feed,
        prior,
        fetched: fetched.map(|time| time.with_timezone(&Utc)),
        first_seen: line.published_basis.as_deref() == Some("first-seen"),
    })
}

fn feed_of(feed: Option<FeedName>) -> (Option<String>, Prior) {
    match feed {
        None => (None, Prior::default()),
        Some(FeedName::Id(id)) => (Some(id), Prior::default()),
        Some(FeedName::Described { id, name, lang, country }) => {
            let lang = lang.as_deref().and_then(Language::from_tag);
            (Some(id), Prior { name, lang, country, zone: None })
        }
    }
}

fn wrong(key: &'static str, value: &str) -> NoItem {
    NoItem::Value { key, value: value.to_owned() }
}

fn instant(key: &'static str, text: &str) -> Result<DateTime<FixedOffset>, NoItem> {
    DateTime::parse_from_rfc3339(text).map_err(|_| wrong(key, text))
}

impl Given {
    /// The feed that the item came from: the configured one if `known` has it, with what the line
    /// says laid over it.
    pub fn source(&self, known: impl Fn(&str) -> Option<Source>) -> Source {
        let id = self.feed.as_deref().unwrap_or("given");
        let base = known(id).unwrap_or_else(|| Source::unconfigured(id));
        Source {
            id: base.id,
            name: self.prior.name.as_deref().map(Arc::from).or(base.name),
            lang: self.prior.lang.or(base.lang),
            country: self.prior.country.as_deref().map(Arc::from).or(base.country),
            zone: self.prior.zone.or(base.zone),
        }
    }

    /// Restores what composing an article cannot know: that a record's date was only a first sight.
    pub fn restore(&self, article: &mut Article) {
        if self.first_seen && article.published.is_some() {
            article.published_basis = Some(PublishedBasis::FirstSeen);
        }
    }

    /// The time as which `replay` takes the item: `fetched`, else `published`.
    pub fn time(&self) -> Option<DateTime<Utc>> {
        self.fetched.or(self.item.published.map(|time| time.with_timezone(&Utc)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_needs_an_id_and_something_to_read() {
        assert_eq!(
            parse("{\"id\":\"1\"}").unwrap_err().to_string(),
            "no item: it has neither `title`, `text` nor `html`"
        );
        assert_eq!(parse("{\"title\":\"a\"}").unwrap_err().to_string(), "no item: it has no `id`");
        assert_eq!(
            parse("{\"id\":\"1\",\"title\":\"a\",\"published\":\"yesterday\"}").unwrap_err().to_string(),
            "no item: `published` cannot be `yesterday`"
        );
    }

    #[test]
    fn a_null_counts_as_absent_and_unknown_keys_are_ignored() {
        let given = parse("{\"id\":\" 1 \",\"title\":null,\"text\":\"نص\",\"feed\":\"f\",\"mood\":3}").unwrap();
        assert_eq!(given.item.guid.as_deref(), Some("1"));
        assert_eq!(given.item.title, None);
        assert_eq!(given.item.content, Some(Markup::Plain("نص".to_owned())));
        assert_eq!(given.source(|_| None), Source::unconfigured("f"));
    }

    #[test]
    fn a_record_is_an_item() {
        let given = parse(
            "{\"schema\":\"marsad/1\",\"seq\":4,\"id\":\"9f\",\"item\":\"guid-7\",\"title\":\"t\",\"text\":\"s\",\
             \"text_basis\":\"summary\",\"feed\":{\"id\":\"f\",\"name\":\"F\",\"lang\":\"ar\",\"country\":\"LY\"},\
             \"lang\":\"en\",\"published\":\"2016-11-30T08:00:00Z\",\"published_basis\":\"first-seen\"}",
        )
        .unwrap();
        assert_eq!(given.item.guid.as_deref(), Some("guid-7"));
        assert_eq!(given.item.summary, Some(Markup::Plain("s".to_owned())));
        let source = given.source(|_| None);
        assert_eq!((source.lang, source.country.as_deref()), (Some(Language::Arabic), Some("LY")));
        assert!(given.first_seen);
    }
}
