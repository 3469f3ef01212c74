//! An item as it stands in the document: slices, not yet mended.

use super::{
    markup::Tag,
    repair::{Repair, Repairs},
    vocabulary::{DateKind, Field},
};

/// A text field as it stands in the document, still with its references and CDATA sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Raw<'a> {
    /// What stands between the tags.
    pub(super) inside: &'a str,
    /// The attribute `type` of Atom.
    pub(super) kind: Option<&'a str>,
    /// The attribute `mode` of Atom 0.3.
    pub(super) mode: Option<&'a str>,
}

/// A link of Atom or RSS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RawLink<'a> {
    /// The address, raw.
    pub(super) href: &'a str,
    /// `alternate` unless the feed says otherwise.
    pub(super) rel: &'a str,
    /// The media type.
    pub(super) kind: Option<&'a str>,
}

/// Fields of an item or of the feed itself, as they stand in the document.
#[derive(Debug, Default)]
pub(super) struct RawItem<'a> {
    pub(super) title: Option<Raw<'a>>,
    pub(super) links: Vec<RawLink<'a>>,
    pub(super) summary: Option<Raw<'a>>,
    pub(super) content: Option<Raw<'a>>,
    /// Texts that stand in for a missing title or summary.
    pub(super) media_title: Option<Raw<'a>>,
    pub(super) media_summary: Option<Raw<'a>>,
    pub(super) guid: Option<&'a str>,
    /// `isPermaLink`, if it is stated.
    pub(super) permalink: Option<bool>,
    pub(super) dates: Vec<(DateKind, &'a str)>,
    pub(super) authors: Vec<&'a str>,
    pub(super) categories: Vec<&'a str>,
    pub(super) via: Option<&'a str>,
    pub(super) point: Option<&'a str>,
    pub(super) latitude: Option<&'a str>,
    pub(super) longitude: Option<&'a str>,
    pub(super) language: Option<&'a str>,
    pub(super) base: Option<&'a str>,
    /// `rdf:about`, which stands in for a missing link.
    pub(super) about: Option<&'a str>,
    pub(super) ttl: Option<&'a str>,
    pub(super) skip_hours: Option<&'a str>,
    pub(super) skip_days: Option<&'a str>,
    pub(super) update_period: Option<&'a str>,
    pub(super) update_frequency: Option<&'a str>,
    /// What the scanner had to mend in it.
    pub(super) repairs: Repairs,
}

/// More links, dates, authors or categories than this in one item are nobody's.
const MAX_LIST: usize = 64;

impl<'a> RawItem<'a> {
    /// Puts a field in its place; the first that is not empty stays.
    pub(super) fn fill(&mut self, field: Field, tag: &Tag<'a>, inside: &'a str) {
        let raw = Raw { inside, kind: tag.attribute("type"), mode: tag.attribute("mode") };
        match field {
            Field::Title => keep_text(&mut self.title, raw),
            Field::Summary => keep_text(&mut self.summary, raw),
            Field::Content => keep_text(&mut self.content, raw),
            Field::MediaTitle => keep_text(&mut self.media_title, raw),
            Field::MediaSummary => keep_text(&mut self.media_summary, raw),
            Field::Link => self.link(tag, inside),
            Field::Guid => self.guid(tag, inside),
            Field::Date(kind) => push(&mut self.dates, (kind, inside)),
            Field::Author => push(&mut self.authors, inside),
            Field::Category => push(&mut self.categories, category(tag, inside)),
            Field::Via => keep(&mut self.via, inside),
            Field::Point => keep(&mut self.point, inside),
            Field::Latitude => keep(&mut self.latitude, inside),
            Field::Longitude => keep(&mut self.longitude, inside),
            Field::Language => keep(&mut self.language, inside),
            Field::Ttl => keep(&mut self.ttl, inside),
            Field::SkipHours => keep(&mut self.skip_hours, inside),
            Field::SkipDays => keep(&mut self.skip_days, inside),
            Field::UpdatePeriod => keep(&mut self.update_period, inside),
            Field::UpdateFrequency => keep(&mut self.update_frequency, inside),
        }
    }

    /// The first guid that is not empty; `<guid>` goes before an `<id>` that RSS does not know.
    fn guid(&mut self, tag: &Tag<'a>, inside: &'a str) {
        let own = tag.split().1.eq_ignore_ascii_case("guid");
        if !inside.trim().is_empty() && (self.guid.is_none() || (own && self.permalink.is_none())) {
            self.guid = Some(inside);
            self.permalink = tag.attribute("isPermaLink").map(|value| value.trim().eq_ignore_ascii_case("true"));
        }
    }

    fn link(&mut self, tag: &Tag<'a>, inside: &'a str) {
        let href = tag.attribute("href").unwrap_or(inside);
        let Some(href) = Some(href).filter(|href| !href.trim().is_empty()) else { return };
        let rel = tag.attribute("rel").unwrap_or("alternate");
        push(&mut self.links, RawLink { href, rel, kind: tag.attribute("type") });
    }

    /// Lets the texts about its media stand in for what it lacks.
    pub(super) fn complete(&mut self) {
        let empty = |text: Option<Raw<'a>>| text.is_none_or(|raw| raw.inside.trim().is_empty());
        // `type="fancy"` of Media RSS is none of Atom's.
        let plain = |raw: Raw<'a>| Raw { kind: None, mode: None, ..raw };
        if empty(self.title) {
            self.title = self.media_title.map(plain).or(self.title);
        }
        if empty(self.summary) && empty(self.content) {
            self.summary = self.media_summary.map(plain).or(self.summary);
        }
    }

    /// Cuts what is no text to `limit` bytes; an address that is longer is none.
    pub(super) fn cut_short_fields(&mut self, limit: usize) {
        let short = |inside: &&'a str| inside.len() <= limit;
        self.links.retain(|link| link.href.len() <= limit);
        self.about = self.about.filter(short);
        self.base = self.base.filter(short);
        let singles = [&mut self.guid, &mut self.via, &mut self.point, &mut self.language].into_iter().flatten();
        let lists = self.authors.iter_mut().chain(&mut self.categories);
        for inside in singles.chain(lists).chain(self.dates.iter_mut().map(|(_, inside)| inside)) {
            let end = inside.floor_char_boundary(limit);
            self.repairs.note_if(end < inside.len(), Repair::FieldCut);
            *inside = inside.get(..end).unwrap_or("");
        }
    }

    /// Whether nothing of use is in it.
    pub(super) fn is_hollow(&self) -> bool {
        self.title.is_none() && self.summary.is_none() && self.content.is_none() && self.links.is_empty()
    }
}

fn category<'a>(tag: &Tag<'a>, inside: &'a str) -> &'a str {
    let of_atom = || tag.attribute("label").or(tag.attribute("term"));
    if inside.trim().is_empty() { of_atom().unwrap_or("") } else { inside }
}

fn keep_text<'a>(place: &mut Option<Raw<'a>>, raw: Raw<'a>) {
    if place.is_none_or(|old| old.inside.trim().is_empty()) {
        *place = Some(raw);
    }
}

fn keep<'a>(place: &mut Option<&'a str>, inside: &'a str) {
    if place.is_none_or(|old| old.trim().is_empty()) {
        *place = Some(inside);
    }
}

fn push<T>(list: &mut Vec<T>, value: T) {
    if list.len() < MAX_LIST {
        list.push(value);
    }
}
