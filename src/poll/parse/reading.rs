//! What the reader says of a body: its format, its items, what was mended, and why it is no feed.

use std::fmt;

use chrono_tz::Tz;

use super::{CharsetWhy, ServerHints};
use crate::model::Item;

/// A format of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RSS 0.90, RDF of Netscape.
    Rss090,
    /// RSS 0.91.
    Rss091,
    /// RSS 0.92.
    Rss092,
    /// RSS 1.0, RDF.
    Rss10,
    /// RSS 1.1.
    Rss11,
    /// RSS 2.0.
    Rss20,
    /// Atom 0.3.
    Atom03,
    /// Atom 1.0.
    Atom10,
    /// JSON Feed 1.0 or 1.1.
    Json,
}

impl Format {
    /// The name, such as `rss-2.0`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss090 => "rss-0.90",
            Self::Rss091 => "rss-0.91",
            Self::Rss092 => "rss-0.92",
            Self::Rss10 => "rss-1.0",
            Self::Rss11 => "rss-1.1",
            Self::Rss20 => "rss-2.0",
            Self::Atom03 => "atom-0.3",
            Self::Atom10 => "atom-1.0",
            Self::Json => "json-feed",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a body is no feed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing came.
    #[error("body is empty")]
    Empty,
    /// A page for people.
    #[error("body is {kind}, not a feed{}", offered(.alternates))]
    Page {
        /// What kind of page it seems to be.
        kind: &'static str,
        /// Feeds that the page names.
        alternates: Vec<String>,
    },
    /// JSON, but no JSON Feed.
    #[error("body is JSON, but no JSON Feed")]
    OtherJson,
    /// Anything else.
    #[error("body is no feed: no `<rss>`, `<rdf:RDF>`, `<feed>`, item or JSON Feed in it")]
    Unknown,
}

fn offered(alternates: &[String]) -> String {
    if alternates.is_empty() { String::new() } else { format!("; it names the feeds {}", alternates.join(", ")) }
}

/// All that could be read from a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The format, if it is a feed.
    pub format: Option<Format>,
    /// The charset, as a lower-case label.
    pub charset: String,
    /// How the charset became known.
    pub charset_why: CharsetWhy,
    /// The feed's title, as plain as the feed has it.
    pub title: Option<String>,
    /// The feed's own page.
    pub link: Option<String>,
    /// The items in the order of the document.
    pub items: Vec<Item>,
    /// Items that were there and could not be read.
    pub rejected: usize,
    /// Panics of the reader that were caught; they cost the document.
    pub panics: u32,
    /// All repairs of the document and its items, by name, each once.
    pub repairs: Vec<String>,
    /// What is odd and needed no repair, such as `no-items`.
    pub oddities: Vec<String>,
    /// The zone in which dates without one were read.
    pub zone: Tz,
    /// Why that zone.
    pub zone_why: ZoneWhy,
    /// What the feed says about how often to ask.
    pub hints: ServerHints,
    /// Where older items are: RFC 5005 `next` or `prev-archive`, or `next_url`.
    pub older: Option<String>,
    /// Feeds that a page names.
    pub alternates: Vec<String>,
    /// Why it is no feed.
    pub error: Option<ReadError>,
}

impl Reading {
    /// Why a document that gave no item is not believed to hold none.
    pub fn unread(&self) -> Option<&'static str> {
        let seen = self.rejected > 0 || self.oddities.iter().any(|oddity| oddity == "items-unread");
        (self.error.is_none() && self.items.is_empty() && seen).then_some("document has items, and none could be read")
    }
}

/// Why dates without a zone were read in the one they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneWhy {
    /// The operator set it for the feed.
    Configured,
    /// The outlet is under `.ly`.
    Host,
    /// Nobody said anything.
    Default,
}

impl ZoneWhy {
    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Configured => "configured",
            Self::Host => "its host is under .ly",
            Self::Default => "nothing says another",
        }
    }
}
