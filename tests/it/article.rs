//! An article as the coder gets it.

use std::sync::Arc;

use chrono::DateTime;
use marsad::model::{Article, Language, Source, TextBasis};

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
