//! An entry of a feed as the reader found it: still marked up, not yet judged.

use chrono::{DateTime, FixedOffset};

use super::Language;

/// A string of a feed and how it is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Markup {
    /// To be emitted as it is.
    Plain(String),
    /// HTML, possibly escaped once more than it should be.
    Html(String),
}

impl Markup {
    /// The string as it came, tags and all.
    pub fn raw(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Html(text) => text,
        }
    }
}

/// One entry of a feed, or one line of a JSONL input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The guid, `atom:id` or given id, trimmed; `None` if empty or unusable (see `text::identity`).
    pub guid: Option<String>,
    /// The absolute URL of the article.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<Markup>,
    /// The full content, where the feed carries it.
    pub content: Option<Markup>,
    /// The summary or description.
    pub summary: Option<Markup>,
    /// Names of authors, as written.
    pub authors: Vec<String>,
    /// Categories and subjects, as written.
    pub categories: Vec<String>,
    /// When the outlet says that it published the item, in the outlet's own offset.
    pub published: Option<DateTime<FixedOffset>>,
    /// The date as the feed wrote it.
    pub published_raw: Option<String>,
    /// The language that the item or its feed declares.
    pub lang: Option<Language>,
    /// The outlet that the item says it was taken from (RSS `<source>`).
    pub via: Option<String>,
    /// A GeoRSS point: latitude, longitude.
    pub point: Option<(f64, f64)>,
    /// Repairs and oddities of this item, such as `bare-ampersand`.
    pub repairs: Vec<String>,
}
