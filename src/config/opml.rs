//! OPML: the lists of feeds that readers exchange. In as TOML, out as OPML 2.0.

use std::collections::BTreeSet;

use quick_xml::{
    Reader,
    escape::{escape, unescape},
    events::{BytesStart, Event},
};
use url::Url;

use super::{FeedSettings, FeedUrl};
use crate::model::Language;

/// A feed of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// A feed id made of the title or the host, unique in the list.
    pub id: String,
    /// The title.
    pub title: Option<String>,
    /// The address.
    pub url: Url,
    /// The language, if the list says one that we know.
    pub lang: Option<Language>,
    /// The groups that it stands in, the outermost first.
    pub groups: Vec<String>,
}

/// What a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Feeds in the order of the list.
    pub feeds: Vec<Outline>,
    /// What could not be used, in words, with its line.
    pub unusable: Vec<String>,
}

/// Reads a list. Damage costs what stands behind it, and is said so.
pub fn read(text: &str) -> List {
    let mut list = List::default();
    let mut groups: Vec<Option<String>> = Vec::new();
    let mut seen = Seen::default();
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    loop {
        let line = line_of(text, reader.buffer_position());
        match reader.read_event() {
            Ok(Event::Start(tag)) if is_outline(&tag) => {
                let group = outline(&tag, line, &groups, &mut seen, &mut list);
                groups.push(group);
            }
            Ok(Event::Empty(tag)) if is_outline(&tag) => {
                let group = outline(&tag, line, &groups, &mut seen, &mut list);
                // Nothing can stand in it, so it was meant to be a feed.
                list.unusable.extend(group.map(|title| format!("line {line}: `{title}` has no address (`xmlUrl`)")));
            }
            Ok(Event::End(tag)) if tag.name().as_ref().eq_ignore_ascii_case("outline") => drop(groups.pop()),
            Ok(Event::Eof) => return list,
            Ok(_) => {}
            Err(error) => {
                list.unusable.push(format!("line {line}: cannot be read from here on: {error}"));
                return list;
            }
        }
    }
}

fn line_of(text: &str, byte: u64) -> usize {
    let byte = usize::try_from(byte).unwrap_or(text.len());
    text.as_bytes().iter().take(byte).filter(|b| **b == b'\n').count() + 1
}

fn is_outline(tag: &BytesStart<'_>) -> bool {
    tag.name().as_ref().eq_ignore_ascii_case("outline")
}

/// What was given out already.
#[derive(Default)]
struct Seen {
    ids: BTreeSet<String>,
    urls: BTreeSet<String>,
}

/// Takes one outline: a feed goes into the list, anything else is a group with its title.
fn outline(
    tag: &BytesStart<'_>,
    line: usize,
    groups: &[Option<String>],
    seen: &mut Seen,
    list: &mut List,
) -> Option<String> {
    let title = attribute(tag, "title").or_else(|| attribute(tag, "text"));
    let Some(address) = attribute(tag, "xmlUrl") else { return title };
    let url = match Url::parse(address.trim()) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => url,
        _ => {
            list.unusable.push(format!("line {line}: `{address}` is no address of a feed"));
            return None;
        }
    };
    if !seen.urls.insert(url.to_string()) {
        list.unusable.push(format!("line {line}: `{address}` stands in the list twice"));
        return None;
    }
    let id = unique(&slug(title.as_deref(), &url), &mut seen.ids);
    let lang = attribute(tag, "language").and_then(|tag| Language::from_tag(&tag));
    list.feeds.push(Outline { id, title, url, lang, groups: groups.iter().flatten().cloned().collect() });
    None
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.html_attributes().flatten().find(|found| found.key.as_ref().eq_ignore_ascii_case(name))?;
    let raw = found.value.into_owned();
    // A bare ampersand in an address is what it looks like.
    let text = unescape(&raw).map_or_else(|_| raw.clone(), std::borrow::Cow::into_owned);
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Latin letters and digits of the title, else of the host.
fn slug(title: Option<&str>, url: &Url) -> String {
    let plain = |text: &str| -> String {
        let mut out = String::new();
        for c in text.chars().take(48) {
            if c.is_ascii_alphanumeric() {
                out.push(c.to_ascii_lowercase());
            } else if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        }
        out.trim_end_matches('-').to_owned()
    };
    let host = || plain(url.host_str().unwrap_or("feed").trim_start_matches("www."));
    title.map(plain).filter(|slug| slug.len() >= 3).unwrap_or_else(host)
}

fn unique(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|n| format!("{wanted}-{n}"));
    let id = std::iter::once(wanted.to_owned()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(id.clone());
    id
}

/// The feeds as `[[feed]]` tables, groups as comments.
pub fn to_toml(list: &List) -> String {
    let mut out = String::new();
    let mut groups: &[String] = &[];
    for feed in &list.feeds {
        if feed.groups != groups {
            groups = &feed.groups;
            out.push_str(&format!("# ---------- {}\n\n", groups.join(" / ").replace('\n', " ")));
        }
        out.push_str(&format!("[[feed]]\nid = {}\n", quoted(&feed.id)));
        if let Some(title) = &feed.title {
            out.push_str(&format!("name = {}\n", quoted(title)));
        }
        out.push_str(&format!("url = {}\n", quoted(feed.url.as_str())));
        if let Some(lang) = feed.lang {
            out.push_str(&format!("lang = {}\n", quoted(lang.tag())));
        }
        out.push('\n');
    }
    out
}

/// A TOML string; `${` is taken apart, or it would be read as a variable.
fn quoted(text: &str) -> String {
    toml::Value::from(text.replace("${", "$ {")).to_string()
}

/// A list of configured feeds as OPML 2.0. Files and secrets stay at home.
pub fn write(feeds: &[FeedSettings]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head><title>marsad</title></head>\n  <body>\n",
    );
    for feed in feeds {
        let FeedUrl::Http(url) = &feed.url else { continue };
        let mut url = url.clone();
        // An address without a host cannot hold a password, and this one has a host.
        url.set_username("").and_then(|()| url.set_password(None)).ok();
        let title = feed.name.as_deref().unwrap_or(&feed.id);
        out.push_str(&format!(
            "    <outline type=\"rss\" text=\"{}\" xmlUrl=\"{}\"",
            escape(title),
            escape(url.as_str())
        ));
        if let Some(lang) = feed.lang {
            out.push_str(&format!(" language=\"{lang}\""));
        }
        out.push_str("/>\n");
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"<?xml version="1.0"?>
<opml version="1.1"><body>
<outline text="Libya"><outline text="Wires">
  <outline text="The Post &amp; Co" type="rss" xmlUrl="https://post.example/feed?a=1&b=2" language="en-GB"/>
  <outline title="بوابة" xmlUrl="http://www.bawaba.example/rss"></outline>
</outline>
<outline text="The Post, Co" xmlUrl="https://other.example/feed"/>
<outline text="again" xmlUrl="https://other.example/feed"/>
<outline text="no" xmlUrl="ftp://x/feed"/>
<outline text="none" type="rss"/></outline>
</body></opml>"#;

    #[test]
    fn a_list_becomes_tables_and_what_cannot_be_used_is_named() {
        let list = read(LIST);
        let expected = "# ---------- Libya / Wires\n\n\
                        [[feed]]\nid = \"the-post-co\"\nname = \"The Post & Co\"\nurl = \"https://post.example/feed?a=1&b=2\"\nlang = \"en\"\n\n\
                        [[feed]]\nid = \"bawaba-example\"\nname = \"بوابة\"\nurl = \"http://www.bawaba.example/rss\"\n\n\
                        # ---------- Libya\n\n\
                        [[feed]]\nid = \"the-post-co-2\"\nname = \"The Post, Co\"\nurl = \"https://other.example/feed\"\n\n";
        assert_eq!(to_toml(&list), expected);
        let unusable = [
            "line 8: `https://other.example/feed` stands in the list twice",
            "line 9: `ftp://x/feed` is no address of a feed",
            "line 10: `none` has no address (`xmlUrl`)",
        ];
        assert_eq!(list.unusable, unusable);
    }

    #[test]
    fn what_goes_out_comes_in_again() {
        let mut feed =
            FeedSettings::new("post", FeedUrl::Http("https://user:pw@post.example/feed?a=1&b=2".parse().unwrap()));
        feed.name = Some("The \"Post\" & Co".into());
        feed.lang = Some(Language::French);
        let list = read(&write(&[feed, FeedSettings::new("file", FeedUrl::File("x".into()))]));
        assert_eq!(list.unusable, Vec::<String>::new());
        let [outline] = list.feeds.as_slice() else { panic!("{list:?}") };
        assert_eq!(
            (outline.title.as_deref(), outline.url.as_str(), outline.lang),
            (Some("The \"Post\" & Co"), "https://post.example/feed?a=1&b=2", Some(Language::French))
        );
    }

    #[test]
    fn damage_costs_what_stands_behind_it() {
        let list = read("<opml><body><outline text=\"abc\" xmlUrl=\"https://a.example/\"/><outline text=\"x\" <<");
        assert_eq!(list.feeds.len(), 1);
        assert_eq!(list.unusable.len(), 1);
    }
}
