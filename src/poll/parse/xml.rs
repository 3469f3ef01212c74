//! RSS and Atom: scan and draft.

use super::{
    Format, clean,
    draft::{Draft, Link},
    hints::{self, ServerHints},
    markup::Tag,
    raw::RawItem,
    repair::{Repair, Repairs},
    scan::Scanner,
    vocabulary::{Family, Prefixes},
    wording,
};

/// An XML feed, read.
#[derive(Debug)]
pub(super) struct XmlFeed {
    pub(super) format: Format,
    pub(super) title: Option<String>,
    pub(super) links: Vec<Link>,
    pub(super) base: Option<String>,
    pub(super) language: Option<String>,
    pub(super) hints: ServerHints,
    pub(super) drafts: Vec<Draft>,
    /// Items that were there and could not be read.
    pub(super) rejected: usize,
    pub(super) repairs: Repairs,
}

/// Limits of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) items: usize,
    pub(super) field: usize,
}

/// Reads an XML feed whose root, or first item, begins at `root`.
pub(super) fn read(text: &str, root: usize, family: Family, rootless: bool, limits: Limits) -> XmlFeed {
    let mut frame_repairs = Repairs::default();
    let mut prefixes = Prefixes::default();
    let format = match Tag::at(text, root) {
        Some(tag) => {
            prefixes.set_root(&tag);
            format(&tag, family, rootless, &mut frame_repairs)
        }
        None => fallback(family),
    };
    around(text, root, &mut frame_repairs);
    frame_repairs.note_if(rootless, Repair::MissingRoot);
    let mut scan = Scanner::new(text, family, &mut prefixes, limits.items).run(root);
    frame_repairs.note_if(prefixes.wrong, Repair::WrongNamespace);
    frame_repairs.note_if(!is_trailer(text.get(scan.end..).unwrap_or("")), Repair::JunkAfterRoot);
    for item in &mut scan.items {
        limit(item, limits.field);
    }
    limit(&mut scan.feed, limits.field);
    let drafts = scan.items.into_iter().map(|item| draft(item, family)).collect();
    let mut feed = scan.feed;
    let title = feed.title.and_then(|title| wording::value(title, family, &mut feed.repairs));
    frame_repairs.extend(&feed.repairs);
    XmlFeed {
        format,
        title,
        links: links(&feed.links, &mut feed.repairs),
        base: feed.base.and_then(|base| clean::short(base, &mut Repairs::default())),
        language: feed.language.and_then(|tag| clean::short(tag, &mut Repairs::default())),
        hints: hints::read(&feed),
        drafts,
        rejected: scan.rejected,
        repairs: frame_repairs,
    }
}

fn fallback(family: Family) -> Format {
    match family {
        Family::Rss => Format::Rss20,
        Family::Atom => Format::Atom10,
    }
}

/// The format that a root element declares, as far as it can be true.
fn format(tag: &Tag<'_>, family: Family, rootless: bool, repairs: &mut Repairs) -> Format {
    let namespace = default_namespace(tag);
    let version = tag.attribute("version").map(str::trim);
    let has = |part: &str| namespace.as_deref().is_some_and(|uri| uri.contains(part));
    let (_, local) = tag.split();
    if family == Family::Atom {
        let old = has("purl.org/atom") || version == Some("0.3");
        let known = old || namespace.as_deref() == Some("http://www.w3.org/2005/Atom") || rootless;
        repairs.note_if(!known, Repair::WrongNamespace);
        return if old { Format::Atom03 } else { Format::Atom10 };
    }
    if local.eq_ignore_ascii_case("rdf") {
        return if has("simple/0.9") { Format::Rss090 } else { Format::Rss10 };
    }
    if has("rss1.1") {
        return Format::Rss11;
    }
    match version {
        Some("2.0" | "2.0.1" | "2.00") => Format::Rss20,
        Some("0.91") => Format::Rss091,
        Some("0.92") => Format::Rss092,
        _ => {
            repairs.note_if(!rootless, Repair::MissingVersion);
            Format::Rss20
        }
    }
}

/// The namespace of a root without its prefix, or of its prefix.
fn default_namespace(tag: &Tag<'_>) -> Option<String> {
    let (prefix, local) = tag.split();
    let plain = prefix.is_empty() || local.eq_ignore_ascii_case("rdf");
    let name = if plain { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
    tag.attribute(&name).map(|uri| uri.trim().to_owned())
}

/// Notes what stands before the root.
fn around(text: &str, root: usize, repairs: &mut Repairs) {
    let mut before = text.get(..root).unwrap_or("").trim();
    loop {
        let rest = match before {
            _ if before.starts_with("<?") => before.split_once("?>"),
            _ if before.starts_with("<!--") => before.split_once("-->"),
            _ if before.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("<!doctype")) => {
                repairs.note(Repair::Doctype);
                let subset = before.split_once('>').is_some_and(|(declaration, _)| declaration.contains('['));
                if subset { before.split_once("]>") } else { before.split_once('>') }
            }
            _ => None,
        };
        let Some((_, rest)) = rest else { break };
        before = rest.trim_start();
    }
    repairs.note_if(!before.is_empty(), Repair::JunkBeforeRoot);
}

/// Whether nothing but space and comments follows.
fn is_trailer(text: &str) -> bool {
    let mut rest = text.trim();
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        rest = after.trim_start();
    }
    rest.is_empty()
}

fn limit(item: &mut RawItem<'_>, field: usize) {
    let repairs = &mut item.repairs;
    for raw in [&mut item.title, &mut item.summary, &mut item.content].into_iter().flatten() {
        *raw = clean::limited(*raw, field, repairs);
    }
    item.cut_short_fields(field);
}

fn draft(item: RawItem<'_>, family: Family) -> Draft {
    let mut repairs = item.repairs.clone();
    let [title, summary, content] =
        [item.title, item.summary, item.content].map(|raw| wording::markup(raw?, family, &mut repairs));
    let mut short = |inside: Option<&str>| inside.and_then(|inside| clean::short(inside, &mut repairs));
    Draft {
        guid: short(item.guid),
        permalink: item.permalink,
        about: short(item.about),
        base: short(item.base),
        language: short(item.language),
        via: item.via.and_then(|inside| short(Some(child(inside, "title").unwrap_or(inside)))),
        authors: item
            .authors
            .iter()
            .filter_map(|inside| author(&short(Some(child(inside, "name").unwrap_or(inside)))?))
            .collect(),
        categories: item.categories.iter().filter_map(|inside| short(Some(inside))).collect(),
        dates: item.dates.iter().filter_map(|(kind, raw)| Some((*kind, short(Some(raw))?))).collect(),
        point: hints::point(&item),
        title,
        summary,
        content,
        links: links(&item.links, &mut repairs),
        repairs,
    }
}

fn links(raw: &[super::raw::RawLink<'_>], repairs: &mut Repairs) -> Vec<Link> {
    raw.iter()
        .filter_map(|link| {
            Some(Link {
                href: clean::short(link.href, repairs)?,
                rel: link.rel.trim().to_owned(),
                kind: link.kind.map(|kind| kind.trim().to_ascii_lowercase()),
            })
        })
        .collect()
}

/// What the first child of a name encloses.
pub(super) fn child<'a>(inside: &'a str, name: &str) -> Option<&'a str> {
    memchr::memchr_iter(b'<', inside.as_bytes()).find_map(|at| {
        let tag = Tag::at(inside, at).filter(|tag| !tag.closing && tag.split().1.eq_ignore_ascii_case(name))?;
        let rest = inside.get(tag.end..)?;
        rest.get(..rest.find("</").unwrap_or(rest.len()))
    })
}

/// The name in `news@example.ly (محمد علي)`; anything else as it is written.
fn author(written: &str) -> Option<String> {
    let named = written.split_once('(').filter(|(mail, _)| mail.contains('@')).map(|(_, name)| name);
    let name = named.map_or(written, |name| name.trim_end_matches(')')).trim();
    (!name.is_empty()).then(|| name.to_owned())
}
