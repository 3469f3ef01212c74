//! From an item to an article: strings become final here.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, SubsecRound, Utc};
use xxhash_rust::xxh3::xxh3_128;

use super::{address, html, key};
use crate::{
    language,
    model::{Article, Item, Markup, PublishedBasis, Source, TextBasis},
};

/// The article of an item.
///
/// Plain strings come out as they went in, but for their trimmed ends, `\n` for `\r\n` and the
/// control characters that go; only HTML is converted. The text is the content, else the summary.
/// `fetched` is `None` for items given by hand; `backlog` marks a feed's first poll.
pub fn compose(item: Item, source: &Arc<Source>, fetched: Option<DateTime<Utc>>, backlog: bool) -> Article {
    let title = item.title.as_ref().map(headline).unwrap_or_default();
    let (text, text_basis, summary) = body(item.content.as_ref(), item.summary.as_ref());
    let lang = language::detect(&title, &text, item.lang.or(source.lang));
    let canonical_url = item.url.as_deref().and_then(address::canonical);
    let folded = key::folded(&title, &text);
    let content_key = key::content(&folded);
    let is_kept = text.len() <= key::REACH;
    let (published, published_basis) = published(item.published, source, fetched);
    Article {
        item: name(item.guid.as_deref(), canonical_url.as_deref(), content_key, &title, &text),
        source: Arc::clone(source),
        guid: item.guid,
        url: item.url,
        canonical_url,
        title,
        text,
        text_basis,
        summary,
        authors: item.authors,
        lang,
        published,
        published_raw: item.published_raw,
        published_basis,
        fetched,
        backlog,
        repairs: item.repairs,
        content_key,
        folded: is_kept.then_some(folded),
    }
}

/// What the record calls the item: its guid, else its address, else its text.
fn name(guid: Option<&str>, canonical_url: Option<&str>, content_key: Option<u128>, title: &str, text: &str) -> String {
    if let Some(name) = guid.or(canonical_url) {
        return name.to_owned();
    }
    // A text too short for a key still needs a name of its own: that of its letters as they are.
    let key = content_key.unwrap_or_else(|| xxh3_128(format!("{title}\u{1f}{text}").as_bytes()));
    format!("{key:032x}")
}

/// The title; a line end that HTML made is a space in it.
fn headline(title: &Markup) -> String {
    match title {
        Markup::Plain(_) => words(title),
        Markup::Html(_) => words(title).replace('\n', " "),
    }
}

/// The text, which part it is, and the summary if that is another one.
fn body(content: Option<&Markup>, summary: Option<&Markup>) -> (String, TextBasis, Option<String>) {
    let of = |part: Option<&Markup>| part.map(words).filter(|words| !words.is_empty());
    match (of(content), of(summary)) {
        (Some(content), summary) => {
            let summary = summary.filter(|summary| *summary != content);
            (content, TextBasis::Content, summary)
        }
        (None, Some(summary)) => (summary, TextBasis::Summary, None),
        (None, None) => (String::new(), TextBasis::Title, None),
    }
}

/// The words of a string of the feed, as they are emitted.
fn words(markup: &Markup) -> String {
    match markup {
        Markup::Plain(text) => printable(text),
        Markup::Html(text) => printable(&html::text(text)),
    }
}

/// A string with its ends trimmed, `\n` line ends, and no control characters but those and tabs.
fn printable(text: &str) -> String {
    let trimmed = text.trim();
    if !may_hold_dropped(trimmed) {
        return trimmed.to_owned();
    }
    let unix = trimmed.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = unix.chars().filter(|c| !is_dropped(*c)).collect();
    // What stood outside a control character may be white space.
    kept.trim().to_owned()
}

/// Whether a byte of a control character stands in a text; U+0080 to U+009F are `c2` and a byte.
///
/// Most texts have none, which a look at many bytes at a time tells.
fn may_hold_dropped(text: &str) -> bool {
    let bytes = text.as_bytes();
    let bare = |byte: u8| byte == 0x7f || (byte < b' ' && byte != b'\n' && byte != b'\t');
    let suspect = |chunk: &[u8]| chunk.iter().fold(false, |found, &byte| found | bare(byte));
    bytes.chunks(64).any(suspect)
        || memchr::memchr_iter(0xc2, bytes).any(|at| bytes.get(at + 1).is_some_and(|second| *second < 0xa0))
}

fn is_dropped(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

/// The date that the feed gave, else that of the fetch, in the feed's zone and to the second.
fn published(
    given: Option<DateTime<FixedOffset>>,
    source: &Source,
    fetched: Option<DateTime<Utc>>,
) -> (Option<DateTime<FixedOffset>>, Option<PublishedBasis>) {
    if let Some(given) = given {
        return (Some(given.trunc_subsecs(0)), Some(PublishedBasis::Feed));
    }
    let seen = fetched.map(|fetched| match source.zone {
        Some(zone) => fetched.with_timezone(&zone).fixed_offset(),
        None => fetched.fixed_offset(),
    });
    (seen.map(|seen| seen.trunc_subsecs(0)), seen.map(|_| PublishedBasis::FirstSeen))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Option<Markup> {
        Some(Markup::Plain(text.to_owned()))
    }

    fn html(text: &str) -> Option<Markup> {
        Some(Markup::Html(text.to_owned()))
    }

    fn article(item: Item) -> Article {
        compose(item, &Arc::new(Source::unconfigured("feed")), DateTime::from_timestamp(1_480_500_000, 5), false)
    }

    #[test]
    fn plain_text_goes_through_untouched() {
        let text = "a  b\t&amp; <b>c</b>\u{a0}\n\n— «سِرْت»";
        let made = article(Item { title: plain(text), content: plain(text), ..Item::default() });
        assert_eq!((made.title.as_str(), made.text.as_str()), (text, text));
    }

    #[test]
    fn ends_line_ends_and_control_characters() {
        let made = article(Item { content: plain(" \u{a0}a\r\nb\rc\0\u{7}\u{85}d \u{0} "), ..Item::default() });
        assert_eq!(made.text, "a\nb\ncd");
    }

    #[test]
    fn a_headline_is_one_line_if_html_made_the_lines() {
        let made = article(Item { title: html("Clashes<br>in&nbsp;Sirte"), ..Item::default() });
        assert_eq!((made.title.as_str(), made.text_basis), ("Clashes in Sirte", TextBasis::Title));
    }

    #[test]
    fn text_is_content_else_summary() {
        let both = article(Item { content: html("<p>long</p>"), summary: html("short"), ..Item::default() });
        assert_eq!(
            (both.text.as_str(), both.text_basis, both.summary.as_deref()),
            ("long", TextBasis::Content, Some("short"))
        );
        let same = article(Item { content: html("<p>long</p>"), summary: plain("long"), ..Item::default() });
        assert_eq!((same.text.as_str(), same.text_basis, same.summary), ("long", TextBasis::Content, None));
        let image = article(Item { content: html("<img src=x>"), summary: html("short"), ..Item::default() });
        assert_eq!((image.text.as_str(), image.text_basis, image.summary), ("short", TextBasis::Summary, None));
    }

    #[test]
    fn an_item_is_named_by_guid_then_address_then_text() {
        let url = Some("https://Example.ly/a/?utm_source=x".to_owned());
        let guid = Some("tag:1".to_owned());
        let named = |guid, url, title| article(Item { guid, url, title: plain(title), ..Item::default() }).item;
        assert_eq!(named(guid, url.clone(), "t"), "tag:1");
        assert_eq!(named(None, url, "t"), "https://example.ly/a");
        let key = key::content(&key::folded("Four dead in Sirte", "")).map(|key| format!("{key:032x}"));
        assert_eq!(Some(named(None, None, "Four dead in Sirte")), key);
        assert_ne!(named(None, None, "بالصور"), named(None, None, "بالفيديو"));
    }

    #[test]
    fn an_item_without_a_date_is_dated_by_its_fetch() {
        let zone = Some(chrono_tz::Africa::Tripoli);
        let source = Arc::new(Source { zone, ..Source::unconfigured("feed") });
        let made = compose(Item::default(), &source, DateTime::from_timestamp(1_480_500_000, 5), false);
        assert_eq!(made.published.map(|date| date.to_rfc3339()).as_deref(), Some("2016-11-30T12:00:00+02:00"));
        assert_eq!(made.published_basis, Some(PublishedBasis::FirstSeen));
        let by_hand = compose(Item::default(), &source, None, false);
        assert_eq!((by_hand.published, by_hand.published_basis), (None, None));
    }
}
