//! An article as the coder gets it, and what the coder is made of.

use std::sync::{Arc, LazyLock};

use chrono::DateTime;
use marsad::{
    extract::extract,
    lexicon::Lexicon,
    model::{Article, Event, Language, Source, TextBasis},
};

/// The lexicon of the program, compiled once for all tests.
pub(crate) static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::embedded().unwrap_or_else(|problems| panic!("{problems}")));

/// An article of a feed from `country` ("" for one that says nothing), published at `published`
/// ("" for no date).
pub(crate) fn article(language: Language, country: &str, title: &str, text: &str, published: &str) -> Article {
    let mut source = Source::unconfigured("test");
    source.country = (!country.is_empty()).then(|| Arc::from(country));
    Article {
        source: Arc::new(source),
        item: "1".to_owned(),
        guid: None,
        url: None,
        canonical_url: None,
        title: title.to_owned(),
        text: text.to_owned(),
        text_basis: TextBasis::Content,
        summary: None,
        authors: Vec::new(),
        lang: Some(language),
        published: (!published.is_empty()).then(|| DateTime::parse_from_rfc3339(published).unwrap()),
        published_raw: None,
        published_basis: None,
        fetched: None,
        backlog: false,
        repairs: Vec::new(),
        content_key: None,
        folded: None,
    }
}

/// Compares the lines that `line` makes of the events of an article.
#[track_caller]
pub(crate) fn compare(article: &Article, line: impl Fn(&Event) -> Option<String>, expected: &[&str]) {
    let lines: Vec<String> = extract(article, &LEXICON).events.iter().filter_map(line).collect();
    assert_eq!(lines, expected, "\n{}", lines.join("\n"));
}
