//! Which guids of a document can be trusted to name one item, and what names it for good.

use std::collections::BTreeMap;

use super::address;
use crate::model::{Article, Item};

/// Drops the guids of a document that name nothing: empty ones, the feed's own link, and those
/// that several items with different links share. The items say so in their `repairs`.
///
/// An item without a guid is known by its address, else by its text.
pub fn drop_unusable_guids(items: &mut [Item], feed_link: Option<&str>) {
    let feed_link = feed_link.map(address::compared_guid);
    let mut links: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut shared: Vec<String> = Vec::new();
    for item in items.iter() {
        let Some(guid) = &item.guid else { continue };
        let key = address::compared_guid(guid).to_owned();
        let link = link_of(item);
        if *links.entry(key.clone()).or_insert_with(|| link.clone()) != link {
            shared.push(key);
        }
    }
    shared.sort_unstable();
    for item in items {
        let Some(guid) = item.guid.as_deref().map(address::compared_guid) else { continue };
        if guid.is_empty() || Some(guid) == feed_link || shared.binary_search_by(|key| key.as_str().cmp(guid)).is_ok() {
            item.guid = None;
            item.repairs.push("guid-unusable".to_owned());
        }
    }
}

fn link_of(item: &Item) -> Option<String> {
    let canonical = address::canonical(item.url.as_deref()?)?;
    Some(address::compared(&canonical).to_owned())
}

/// What the events of an item are named after, behind the feed that it is meant in, if it is meant
/// in one only: the same in each version of the item, through whatever feed of the outlet it comes.
///
/// A guid that is an address of the item's own host, as WordPress gives (`?p=123`), outlives a
/// headline that stands in the item's address. Another guid may name another item elsewhere, even
/// in another feed of the outlet: there the address speaks. Without one the item is known in its
/// feed alone.
pub fn lasting(article: &Article) -> (&str, String) {
    let Some(own) = article.canonical_url.as_deref().map(address::compared) else {
        return (&article.source.id, article.item.clone());
    };
    let guid = article.guid.as_deref().and_then(address::canonical);
    let permanent = guid.as_deref().map(address::compared).filter(|guid| {
        let (host, rest) = host_of(guid);
        host == host_of(own).0 && !rest.is_empty()
    });
    ("", permanent.unwrap_or(own).to_owned())
}

/// The host of a compared address, and what stands behind it.
fn host_of(compared: &str) -> (&str, &str) {
    compared.split_at(compared.find(['/', '?']).unwrap_or(compared.len()))
}

/// Puts the items of a document oldest first, so that the first report of a matter is met before
/// its copies.
///
/// Feeds list the newest first: items without a date keep the place that this gives them,
/// behind the item that stands below them.
pub fn oldest_first(items: &mut [Item]) {
    items.reverse();
    let mut last = None;
    let mut keyed: Vec<_> = items
        .iter_mut()
        .map(|item| {
            last = item.published.map(|published| published.timestamp()).or(last);
            (last, std::mem::take(item))
        })
        .collect();
    keyed.sort_by_key(|(published, _)| *published);
    for (place, (_, item)) in items.iter_mut().zip(keyed) {
        *place = item;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::DateTime;

    use super::*;
    use crate::{model::Source, text::compose::compose};

    fn item(guid: &str, url: &str) -> Item {
        Item { guid: Some(guid.to_owned()), url: Some(url.to_owned()), ..Item::default() }
    }

    /// What names an item of feed `a` with this guid and address.
    #[track_caller]
    fn lasts(guid: &str, url: Option<&str>, expected: (&str, &str)) {
        let item = Item { guid: Some(guid.to_owned()), url: url.map(str::to_owned), ..Item::default() };
        let article = compose(item, &Arc::new(Source::unconfigured("a")), None, false);
        assert_eq!(lasting(&article), (expected.0, expected.1.to_owned()));
    }

    #[test]
    fn a_guid_of_the_items_own_host_names_it_in_every_feed() {
        lasts(
            "https://www.post.example/?p=7",
            Some("https://post.example/news/old-headline"),
            ("", "post.example?p=7"),
        );
    }

    #[test]
    fn a_number_names_an_item_in_one_feed_only_so_the_address_speaks() {
        lasts("7", Some("https://post.example/news/7/"), ("", "post.example/news/7"));
        lasts("http://localhost/?p=7", Some("https://post.example/news/7"), ("", "post.example/news/7"));
        lasts("https://post.example/", Some("https://post.example/news/7"), ("", "post.example/news/7"));
        lasts("7", None, ("a", "7"));
    }

    #[track_caller]
    fn check(given: &[(&str, &str)], feed_link: Option<&str>, expected: &[Option<&str>]) {
        let mut items: Vec<Item> = given.iter().map(|(guid, url)| item(guid, url)).collect();
        drop_unusable_guids(&mut items, feed_link);
        let guids: Vec<Option<&str>> = items.iter().map(|item| item.guid.as_deref()).collect();
        assert_eq!(guids, expected);
        for item in &items {
            assert_eq!(item.repairs.len(), usize::from(item.guid.is_none()));
        }
    }

    #[test]
    fn a_guid_shared_by_different_links_is_unusable() {
        check(
            &[("live", "https://example.ly/1"), ("live", "https://example.ly/2"), ("b", "https://example.ly/3")],
            None,
            &[None, None, Some("b")],
        );
    }

    #[test]
    fn one_item_listed_twice_keeps_its_guid() {
        check(
            &[("a", "https://example.ly/1"), ("a", "http://www.example.ly/1/?utm_source=x")],
            None,
            &[Some("a"), Some("a")],
        );
    }

    #[test]
    fn the_feeds_own_link_is_no_guid() {
        check(&[("http://example.ly/", "https://example.ly/1")], Some("https://example.ly"), &[None]);
    }

    #[test]
    fn an_empty_guid_is_none() {
        check(&[("  ", "https://example.ly/1")], None, &[None]);
    }

    #[test]
    fn a_backlog_is_read_oldest_first() {
        let dated = |guid: &str, at: Option<i64>| Item {
            guid: Some(guid.to_owned()),
            published: at.and_then(|at| DateTime::from_timestamp(at, 0)).map(|at| at.fixed_offset()),
            ..Item::default()
        };
        let mut items =
            [dated("c", Some(300)), dated("b2", None), dated("b", Some(200)), dated("d", Some(400)), dated("a", None)];
        oldest_first(&mut items);
        let order: Vec<&str> = items.iter().filter_map(|item| item.guid.as_deref()).collect();
        assert_eq!(order, ["a", "b", "b2", "c", "d"]);
    }
}
