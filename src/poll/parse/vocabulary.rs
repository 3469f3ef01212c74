//! What an element means: its namespace, whatever its prefix, and the field that it fills.

use super::markup::{Tag, attributes};

/// The namespaces that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// The one of the feed's own format.
    Native,
    /// Atom inside RSS.
    Atom,
    /// `content:encoded`.
    Content,
    /// Dublin Core, elements or terms.
    DublinCore,
    /// `sy:updatePeriod` and its kin.
    Syndication,
    /// GeoRSS, W3C geo and the GML inside GeoRSS.
    Geo,
    /// RDF's own elements.
    Rdf,
    /// Media RSS and the podcast tags of iTunes.
    Media,
    /// Any other.
    Other,
}

/// The two families of XML feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// RSS of all versions, RDF or not.
    Rss,
    /// Atom of all versions.
    Atom,
}

/// Which date of an item it is; the first kind that an item has is its publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DateKind {
    /// `pubDate`, `published`, `issued`, `dc:date`.
    Published,
    /// `created`, `dcterms:created`.
    Created,
    /// `updated`, `modified`.
    Updated,
}

/// What an element fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Link,
    /// `description`, `summary`.
    Summary,
    /// `content`, `content:encoded`.
    Content,
    /// `media:title`, where there is no other.
    MediaTitle,
    /// `media:description`, `itunes:summary`, where there is no other.
    MediaSummary,
    /// `guid`, `id`.
    Guid,
    Date(DateKind),
    Author,
    Category,
    /// The outlet that the item was taken from.
    Via,
    /// `georss:point`, `gml:pos`.
    Point,
    Latitude,
    Longitude,
    Language,
    Ttl,
    SkipHours,
    SkipDays,
    UpdatePeriod,
    UpdateFrequency,
}

/// What a tag is to the scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// An item or entry.
    Item,
    /// A root or channel: its children are looked at.
    Frame,
    /// A known field.
    Field(Field),
    /// A wrapper whose children belong to the parent: `georss:where`, `media:group`.
    Through,
    /// A tag of HTML, lost outside of a text.
    Html,
    /// Anything else: left out, with all that is in it.
    Unknown,
}

/// The prefixes that a document declares on its frame.
#[derive(Debug, Default)]
pub(super) struct Prefixes {
    /// The prefix of the root element: `atom` in `<atom:feed>`.
    root: String,
    declared: Vec<(String, Space)>,
    /// Whether a declaration names another namespace than its prefix is known for.
    pub(super) wrong: bool,
}

/// More declarations than this are nobody's.
const MAX_PREFIXES: usize = 64;

impl Prefixes {
    /// Reads the declarations of a frame's tag.
    pub(super) fn declare(&mut self, tag: &Tag<'_>) {
        for (name, uri) in attributes(tag.attributes) {
            let Some(prefix) = name.strip_prefix("xmlns:") else { continue };
            let known = conventional(prefix);
            let declared = space_of(uri);
            self.wrong |= declared.is_none() && known.is_some_and(|space| space != Space::Rdf);
            if self.declared.len() < MAX_PREFIXES
                && let Some(space) = declared
            {
                self.declared.push((prefix.to_owned(), space));
            }
        }
    }

    /// The namespace of the root is the native one, whatever its prefix.
    pub(super) fn set_root(&mut self, tag: &Tag<'_>) {
        let (prefix, local) = tag.split();
        if !local.eq_ignore_ascii_case("rdf") {
            self.root = prefix.to_owned();
        }
    }

    fn space(&self, prefix: &str) -> Space {
        if prefix.is_empty() || prefix == self.root {
            return Space::Native;
        }
        let declared = self.declared.iter().rev().find(|(known, _)| known == prefix).map(|(_, space)| *space);
        declared.or_else(|| conventional(prefix)).unwrap_or(Space::Other)
    }

    /// What a tag means in a feed of `family`.
    pub(super) fn element(&self, tag: &Tag<'_>, family: Family) -> Element {
        let (prefix, local) = tag.split();
        let mut buffer = [0u8; MAX_NAME];
        let Some(local) = lower(local, &mut buffer) else { return Element::Unknown };
        let space = match (self.space(prefix), family) {
            (Space::Atom, Family::Atom) => Space::Native,
            (space, _) => space,
        };
        element(space, local)
    }
}

const MAX_NAME: usize = 24;

fn lower<'b>(name: &str, buffer: &'b mut [u8; MAX_NAME]) -> Option<&'b str> {
    let place = buffer.get_mut(..name.len())?;
    place.copy_from_slice(name.as_bytes());
    place.make_ascii_lowercase();
    std::str::from_utf8(place).ok()
}

fn element(space: Space, local: &str) -> Element {
    match space {
        Space::Native => native(local),
        Space::Atom => match local {
            "link" => Element::Field(Field::Link),
            "content" => Element::Field(Field::Content),
            "summary" => Element::Field(Field::Summary),
            "updated" => Element::Field(Field::Date(DateKind::Updated)),
            "published" => Element::Field(Field::Date(DateKind::Published)),
            "author" => Element::Field(Field::Author),
            "feed" => Element::Frame,
            "entry" => Element::Item,
            _ => Element::Unknown,
        },
        Space::Content => match local {
            "encoded" => Element::Field(Field::Content),
            _ => Element::Unknown,
        },
        Space::DublinCore => dublin_core(local),
        Space::Syndication => match local {
            "updateperiod" => Element::Field(Field::UpdatePeriod),
            "updatefrequency" => Element::Field(Field::UpdateFrequency),
            _ => Element::Unknown,
        },
        Space::Geo => match local {
            "point" | "pos" => Element::Field(Field::Point),
            "lat" => Element::Field(Field::Latitude),
            "long" | "lon" => Element::Field(Field::Longitude),
            "where" => Element::Through,
            _ => Element::Unknown,
        },
        Space::Media => match local {
            "title" => Element::Field(Field::MediaTitle),
            "description" | "summary" => Element::Field(Field::MediaSummary),
            // A group and its contents hold the descriptions of a video channel.
            "group" | "content" => Element::Through,
            _ => Element::Unknown,
        },
        Space::Rdf if local == "rdf" => Element::Frame,
        Space::Rdf | Space::Other => Element::Unknown,
    }
}

fn native(local: &str) -> Element {
    Element::Field(match local {
        "item" | "entry" => return Element::Item,
        "rss" | "rdf" | "channel" | "feed" => return Element::Frame,
        "title" => Field::Title,
        "link" => Field::Link,
        "description" | "summary" => Field::Summary,
        "content" | "encoded" | "fulltext" | "content_encoded" => Field::Content,
        "guid" | "id" => Field::Guid,
        "pubdate" | "published" | "issued" | "date" => Field::Date(DateKind::Published),
        "created" => Field::Date(DateKind::Created),
        "updated" | "modified" => Field::Date(DateKind::Updated),
        "author" | "creator" => Field::Author,
        "category" | "subject" => Field::Category,
        "source" => Field::Via,
        "language" => Field::Language,
        "ttl" => Field::Ttl,
        "skiphours" => Field::SkipHours,
        "skipdays" => Field::SkipDays,
        "p" | "br" | "b" | "i" | "u" | "a" | "em" | "strong" | "font" | "div" | "span" | "img" | "hr" | "center"
        | "table" | "tr" | "td" | "ul" | "ol" | "li" | "h1" | "h2" | "h3" | "h4" => return Element::Html,
        _ => return Element::Unknown,
    })
}

fn dublin_core(local: &str) -> Element {
    Element::Field(match local {
        "title" => Field::Title,
        "description" => Field::Summary,
        "creator" | "author" => Field::Author,
        "subject" => Field::Category,
        "date" | "issued" | "available" => Field::Date(DateKind::Published),
        "created" => Field::Date(DateKind::Created),
        "modified" => Field::Date(DateKind::Updated),
        "language" => Field::Language,
        "source" => Field::Via,
        _ => return Element::Unknown,
    })
}

/// What a prefix stands for when nobody says.
fn conventional(prefix: &str) -> Option<Space> {
    Some(match prefix {
        "rss" | "rss1" | "rss2" => Space::Native,
        "atom" | "atom10" | "a10" | "a" => Space::Atom,
        "content" => Space::Content,
        "dc" | "dcterms" | "dct" => Space::DublinCore,
        "sy" | "syn" => Space::Syndication,
        "georss" | "geo" | "gml" => Space::Geo,
        "rdf" | "RDF" => Space::Rdf,
        "media" | "itunes" => Space::Media,
        _ => return None,
    })
}

/// The namespace of a declared address, whatever its case, scheme and last stroke.
fn space_of(uri: &str) -> Option<Space> {
    let uri = uri.trim().trim_end_matches(['/', '#']).to_ascii_lowercase();
    let uri = uri.strip_prefix("https://").or_else(|| uri.strip_prefix("http://")).unwrap_or(&uri);
    let uri = uri.strip_prefix("www.").unwrap_or(uri);
    Some(match uri {
        "w3.org/2005/atom" | "purl.org/atom/ns" => Space::Atom,
        "purl.org/rss/1.0"
        | "my.netscape.com/rdf/simple/0.9"
        | "channel.netscape.com/rdf/simple/0.9"
        | "purl.org/net/rss1.1"
        | "backend.userland.com/rss"
        | "backend.userland.com/rss2" => Space::Native,
        "purl.org/rss/1.0/modules/content" => Space::Content,
        "purl.org/dc/elements/1.1" | "purl.org/dc/elements/1.0" | "purl.org/dc/terms" => Space::DublinCore,
        "purl.org/rss/1.0/modules/syndication" => Space::Syndication,
        "georss.org/georss" | "opengis.net/gml" | "w3.org/2003/01/geo/wgs84_pos" => Space::Geo,
        "w3.org/1999/02/22-rdf-syntax-ns" => Space::Rdf,
        "search.yahoo.com/mrss" | "itunes.com/dtds/podcast-1.0.dtd" => Space::Media,
        "w3.org/1999/xhtml" => Space::Other,
        _ => return None,
    })
}
