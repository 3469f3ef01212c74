//! One pass over the marks of an XML feed: where items and their fields begin and end.
//!
//! The scanner knows what a feed looks like, so a missing end tag costs one field and a missing
//! end of an item costs nothing. It copies no text: a [`RawItem`] points into the document.

use super::{
    markup::{Finder, Tag},
    raw::RawItem,
    repair::{Repair, Repairs},
    vocabulary::{Element, Family, Field, Prefixes},
};

/// A feed cut into items.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    /// The fields of the feed itself.
    pub(super) feed: RawItem<'a>,
    /// The items in order.
    pub(super) items: Vec<RawItem<'a>>,
    /// Items that were there and could not be read: cut off, or with nothing in them.
    pub(super) rejected: usize,
    /// Where the root element ends.
    pub(super) end: usize,
}

/// How a field ended.
enum End {
    /// By its own end tag.
    Closed,
    /// By the next field, item or frame.
    Implied,
    /// By the end of the document.
    Cut,
}

/// Elements without an end tag are each searched up to the item's end. All these searches together
/// may look at so many times the document; a hostile one is then cut tag by tag.
const SEARCHES: usize = 8;
/// The scanner of one document.
pub(super) struct Scanner<'a, 'p> {
    text: &'a str,
    family: Family,
    prefixes: &'p mut Prefixes,
    cdata_end: Finder<'a>,
    cdata_start: Finder<'a>,
    comment_end: Finder<'a>,
    mark: Finder<'a>,
    max_items: usize,
    /// The name of the root element; of the first item where there is no root.
    root: &'a str,
    /// Bytes that searches in vain may still look at.
    budget: usize,
    at: usize,
}

impl<'a, 'p> Scanner<'a, 'p> {
    pub(super) fn new(text: &'a str, family: Family, prefixes: &'p mut Prefixes, max_items: usize) -> Self {
        Self {
            text,
            family,
            prefixes,
            cdata_end: Finder::new(text, "]]>"),
            cdata_start: Finder::new(text, "<![CDATA["),
            comment_end: Finder::new(text, "-->"),
            mark: Finder::new(text, "<"),
            max_items,
            root: "",
            budget: text.len().saturating_mul(SEARCHES),
            at: 0,
        }
    }

    /// Cuts the document from `root` on, the place of the root's `<`.
    pub(super) fn run(mut self, root: usize) -> Scan<'a> {
        let mut scan = Scan { feed: RawItem::default(), items: Vec::new(), rejected: 0, end: self.text.len() };
        self.at = root;
        self.root = Tag::at(self.text, root).map_or("", |tag| tag.name);
        let (mut closed, mut root_closed) = (false, false);
        while let Some(tag) = self.next_tag() {
            if tag.closing {
                self.at = tag.end;
                // A root may be closed too early, with its items behind it.
                if self.is_root(&tag) && (root_closed || self.no_item_follows()) {
                    scan.end = tag.end;
                    return scan;
                }
                root_closed |= self.is_root(&tag);
                continue;
            }
            match self.prefixes.element(&tag, self.family) {
                Element::Item if scan.items.len() >= self.max_items => {
                    scan.feed.repairs.note(Repair::TooManyItems);
                    return scan;
                }
                Element::Item => {
                    let (mut item, end) = self.item(&tag);
                    item.complete();
                    closed |= matches!(end, End::Closed);
                    // Where no item has an end tag, the last one is as whole as the others.
                    let whole = !matches!(end, End::Cut) || (!closed && !scan.items.is_empty());
                    if whole && !item.is_hollow() {
                        scan.items.push(item);
                    } else {
                        scan.rejected += 1;
                    }
                }
                Element::Frame => {
                    // `<rss/>` is whole, and empty.
                    root_closed |= tag.empty && self.is_root(&tag);
                    self.frame(&tag, &mut scan.feed);
                }
                Element::Field(field) => drop(self.field(&tag, field, &mut scan.feed)),
                Element::Through | Element::Html => self.at = tag.end,
                Element::Unknown => self.skip(&tag, &mut scan.feed.repairs),
            }
        }
        scan.feed.repairs.note_if(!root_closed && !self.root_is_item(), Repair::Truncated);
        scan
    }

    fn is_root(&self, tag: &Tag<'_>) -> bool {
        tag.name.eq_ignore_ascii_case(self.root)
    }

    fn root_is_item(&self) -> bool {
        let local = self.root.rsplit(':').next().unwrap_or("");
        local.eq_ignore_ascii_case("item") || local.eq_ignore_ascii_case("entry")
    }

    fn no_item_follows(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or("");
        !rest.contains("<item") && !rest.contains("<entry") && !rest.contains(":entry>")
    }

    fn frame(&mut self, tag: &Tag<'a>, feed: &mut RawItem<'a>) {
        self.prefixes.declare(tag);
        feed.base = feed.base.or(tag.attribute("xml:base"));
        feed.language = feed.language.or(tag.attribute("xml:lang"));
        self.at = tag.end;
    }

    /// The next tag at this level: text, comments, CDATA sections and instructions are passed over.
    fn next_tag(&mut self) -> Option<Tag<'a>> {
        loop {
            let start = self.mark.find(self.at)?;
            match self.text.as_bytes().get(start + 1) {
                Some(b'!') => self.at = self.declaration_end(start),
                Some(b'?') => self.at = self.after(start, "?>"),
                _ => match Tag::at(self.text, start) {
                    Some(tag) => return Some(tag),
                    None => self.at = start + 1,
                },
            }
        }
    }

    fn declaration_end(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or("");
        if rest.starts_with("<!--") {
            return self.comment_end.find(start + 4).map_or(start + 4, |at| at + 3);
        }
        if rest.starts_with("<![CDATA[") {
            return self.cdata_end.find(start + 9).map_or(start + 9, |at| at + 3);
        }
        self.after(start, ">")
    }

    /// Behind the next `end` on the same stretch of text, else behind the mark.
    fn after(&self, start: usize, end: &str) -> usize {
        let stretch_end = self.mark.find(start + 1).unwrap_or(self.text.len());
        let stretch = self.text.get(start..stretch_end).unwrap_or("");
        stretch.find(end).map_or(start + 1, |at| start + at + end.len())
    }

    /// Reads an item up to its end tag, or to where the next one or the frame's end shows it.
    fn item(&mut self, open: &Tag<'a>) -> (RawItem<'a>, End) {
        let mut item = RawItem {
            about: open.attribute("rdf:about").or(open.attribute("about")),
            base: open.attribute("xml:base"),
            language: open.attribute("xml:lang"),
            ..RawItem::default()
        };
        self.at = open.end;
        if open.empty {
            return (item, End::Closed);
        }
        while let Some(tag) = self.next_tag() {
            let element = self.prefixes.element(&tag, self.family);
            match (element, tag.closing) {
                (Element::Item, true) => {
                    self.at = tag.end;
                    return (item, End::Closed);
                }
                (Element::Frame, true) | (Element::Item, false) => {
                    item.repairs.note(Repair::UnclosedElement);
                    return (item, End::Implied);
                }
                (Element::Through, true) => self.at = tag.end,
                (_, true) => {
                    item.repairs.note_if(element != Element::Html && !is_gml(&tag), Repair::StrayEndTag);
                    self.at = tag.end;
                }
                (Element::Field(field), false) => {
                    if matches!(self.field(&tag, field, &mut item), End::Cut) {
                        return (item, End::Cut);
                    }
                }
                (Element::Unknown, false) if !is_gml(&tag) => self.skip(&tag, &mut item.repairs),
                (Element::Html, false) => {
                    item.repairs.note(Repair::InlineMarkup);
                    self.at = tag.end;
                }
                _ => self.at = tag.end,
            }
        }
        (item, End::Cut)
    }

    /// Passes over an element that is of no use, with all that is in it.
    fn skip(&mut self, tag: &Tag<'a>, repairs: &mut Repairs) {
        let (_, resume, end) = self.extent(tag);
        // Without an end tag it cannot be told how far it reaches: only the tag goes.
        self.at = if matches!(end, End::Closed) { resume } else { tag.end };
        repairs.note_if(!matches!(end, End::Closed), Repair::UnclosedElement);
    }

    /// Reads a field into `item`.
    fn field(&mut self, tag: &Tag<'a>, field: Field, item: &mut RawItem<'a>) -> End {
        let (inside, resume, end) = self.extent(tag);
        if matches!(end, End::Cut) && field != Field::Link {
            self.at = self.text.len();
            return end;
        }
        item.repairs.note_if(matches!(end, End::Implied), Repair::UnclosedElement);
        self.at = resume;
        item.fill(field, tag, inside);
        end
    }

    /// What an element encloses, where to go on, and how it ended.
    fn extent(&mut self, tag: &Tag<'a>) -> (&'a str, usize, End) {
        if tag.empty {
            return ("", tag.end, End::Closed);
        }
        if self.budget == 0 {
            return ("", tag.end, End::Implied);
        }
        let (inside_end, resume, seen, end) = self.search_end(tag);
        if !matches!(end, End::Closed) {
            self.budget = self.budget.saturating_sub(seen.saturating_sub(tag.end));
        }
        (self.text.get(tag.end..inside_end).unwrap_or(""), resume, end)
    }

    /// Where an element's inside ends, where to go on, how far was looked, and how it ended.
    fn search_end(&self, open: &Tag<'a>) -> (usize, usize, usize, End) {
        let mut at = open.end;
        let mut depth = 0usize;
        let mut sibling = None;
        loop {
            let Some(start) = self.mark.find(at) else {
                let last = self.text.len();
                return sibling.map_or((last, last, last, End::Cut), |at| (at, at, last, End::Implied));
            };
            if self.text.as_bytes().get(start + 1) == Some(&b'!') {
                at = self.passed_over(start, open.name);
                continue;
            }
            let Some(tag) = Tag::at(self.text, start) else {
                at = start + 1;
                continue;
            };
            at = tag.end;
            if tag.name.eq_ignore_ascii_case(open.name) {
                match (tag.closing, depth) {
                    (true, 0) => return (start, tag.end, tag.end, End::Closed),
                    (true, _) => depth -= 1,
                    (false, _) if !tag.empty => depth += 1,
                    (false, _) => {}
                }
            } else if self.bounds(&tag) {
                let end = sibling.unwrap_or(start);
                return (end, end, start, End::Implied);
            }
            if sibling.is_none() && !tag.closing && self.is_field(&tag) {
                sibling = Some(start);
            }
        }
    }

    /// Whether a tag shows that an item is over.
    fn bounds(&self, tag: &Tag<'a>) -> bool {
        match self.prefixes.element(tag, self.family) {
            Element::Item => true,
            Element::Frame => tag.closing,
            Element::Field(_) | Element::Through | Element::Html | Element::Unknown => false,
        }
    }

    fn is_field(&self, tag: &Tag<'a>) -> bool {
        matches!(self.prefixes.element(tag, self.family), Element::Field(_))
    }

    /// Where to go on behind a comment or CDATA section inside of a field.
    ///
    /// A section that lost its end would swallow the items up to the end of another section: if
    /// one begins before it ends and the field is closed in between, it was cut.
    fn passed_over(&self, start: usize, name: &str) -> usize {
        let rest = self.text.get(start..).unwrap_or("");
        if rest.starts_with("<!--") {
            return self.comment_end.find(start + 4).map_or(start + 4, |at| at + 3);
        }
        if !rest.starts_with("<![CDATA[") {
            return start + 1;
        }
        let Some(end) = self.cdata_end.find(start + 9) else { return start + 9 };
        match self.cdata_start.find(start + 9) {
            Some(next) if next < end && self.closes_between(name, start, next) => start + 9,
            _ => end + 3,
        }
    }

    fn closes_between(&self, name: &str, from: usize, to: usize) -> bool {
        let stretch = self.text.get(from..to).unwrap_or("");
        stretch.match_indices("</").any(|(at, _)| {
            stretch
                .get(at + 2..)
                .is_some_and(|rest| rest.get(..name.len()).is_some_and(|closed| closed.eq_ignore_ascii_case(name)))
        })
    }
}

/// `gml:Point` wraps the position.
fn is_gml(tag: &Tag<'_>) -> bool {
    tag.split().0.eq_ignore_ascii_case("gml")
}
