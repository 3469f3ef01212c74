//! A gap: the document shared no item with what was seen before it, so something may have been
//! missed. Older pages are asked until one does, at most three.

use url::Url;

use super::job::Page;
use crate::poll::fetched::Settled;

/// Older pages that are asked to fill one gap.
const PAGES: u8 = 3;

/// The next older page to ask, if there is still a gap.
///
/// RFC 5005 names it (`next`, `prev-archive`); WordPress, which most outlets run, has it under
/// `?paged=2` without saying so.
pub(super) fn next(feed: &Url, page: u8, settled: &Settled) -> Option<Page> {
    if !settled.history.possible_gap || settled.exhausted || page >= PAGES {
        return None;
    }
    let number = page + 1;
    let named = settled.older.as_deref().and_then(|older| feed.join(older).ok());
    let url = named.filter(|url| matches!(url.scheme(), "http" | "https")).or_else(|| wordpress(feed, number))?;
    Some(Page { number, url })
}

fn wordpress(feed: &Url, number: u8) -> Option<Url> {
    let by_path = feed.path().trim_end_matches('/').ends_with("/feed");
    let by_query = feed.query_pairs().any(|(key, value)| key == "feed" && value.starts_with("rss"));
    if !by_path && !by_query {
        return None;
    }
    let mut url = feed.clone();
    // The first page is the feed itself.
    url.query_pairs_mut().append_pair("paged", &(u16::from(number) + 1).to_string());
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::poll::schedule::History;

    #[track_caller]
    fn check(feed: &str, page: u8, gap: bool, older: Option<&str>, expected: Option<&str>) {
        let history = History { possible_gap: gap, ..History::default() };
        let settled = Settled { history, older: older.map(str::to_owned), exhausted: false };
        let found = next(&feed.parse().unwrap(), page, &settled).map(|page| page.url.to_string());
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn older_pages_are_named_or_guessed_and_end() {
        check("https://a.ly/feed.xml", 0, true, Some("/archive/2"), Some("https://a.ly/archive/2"));
        check("https://a.ly/feed/", 0, true, None, Some("https://a.ly/feed/?paged=2"));
        check("https://a.ly/?feed=rss2", 1, true, None, Some("https://a.ly/?feed=rss2&paged=3"));
        check("https://a.ly/feed/", 3, true, None, None);
        check("https://a.ly/feed/", 0, false, None, None);
        check("https://a.ly/rss.xml", 0, true, None, None);
    }
}
