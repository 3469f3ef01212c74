use std::sync::mpsc::sync_channel;

use chrono::{DateTime, Utc};
use redb::backends::InMemoryBackend;

use super::*;
use crate::{
    daemon::{
        Coder,
        arrival::{Finish, Parting, Tally, Way},
        orders::Habits,
    },
    dedup::{self, words::Words},
    lexicon::Sources,
    model::{Changes, Item, Language, Markup, Source, Table},
    state::{OpenOptions, Room},
    text,
};

fn desk() -> Desk {
    let store = Store::with_backend(InMemoryBackend::new(), OpenOptions::default(), Room::default()).unwrap();
    let dedup = Dedup::open(dedup::Settings::default(), Words::builtin, &store).unwrap();
    let habits = Habits { keep: Keep::All, duplicates: Duplicates::Drop, text: true };
    // No language is coded: what is found in an article is nothing to this test.
    let orders = Orders { coder: Arc::new(Coder::new(Sources::embedded(), &[])), habits };
    Desk::new(dedup, store, StandingOrders::new(orders), Arc::default()).unwrap()
}

/// An arrival of one feed: articles of so many bytes, and a row that goes with the last of them.
fn arrival(feed: &str, articles: usize, bytes: usize) -> Arrival {
    let now: DateTime<Utc> = DateTime::from_timestamp(1_480_500_000, 0).unwrap();
    let source = Arc::new(Source { lang: Some(Language::English), ..Source::unconfigured(feed) });
    let article = |number: usize| {
        let words = format!("{feed} notes number {number}, and ");
        let content = Some(Markup::Plain(words.repeat(bytes / words.len() + 1)));
        text::compose(Item { guid: Some(number.to_string()), content, ..Item::default() }, &source, Some(now), false)
    };
    let key = feed.to_owned();
    let finish: Finish = Box::new(move |tally: &Tally| {
        let mut changes = Changes::default();
        changes.put(Table::Feed, key, tally.written.to_string());
        Parting { changes, ..Parting::default() }
    });
    Arrival { articles: (0..articles).map(article).collect(), now, finish, way: Way::default() }
}

/// The lines of each delivery, and the rows of feeds that go with it.
#[track_caller]
fn check(arrivals: Vec<Arrival>, expected: &[(usize, &[(&str, &str)])]) {
    let (arrive, arriving) = sync_channel(arrivals.len());
    let (deliver, delivered) = sync_channel(16);
    arrivals.into_iter().for_each(|arrival| arrive.send(arrival).unwrap());
    drop(arrive);
    desk().run(&arriving, &deliver).unwrap();
    drop(deliver);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let deliveries = delivered.iter().map(|Delivery { batch, .. }| {
        let feeds = batch.changes.puts.iter().filter(|put| put.table == Table::Feed);
        (batch.lines.len(), feeds.map(|put| (text(&put.key), text(&put.value))).collect::<Vec<_>>())
    });
    let owned = |(feed, lines): &(&str, &str)| ((*feed).to_owned(), (*lines).to_owned());
    let expected: Vec<_> =
        expected.iter().map(|(lines, feeds)| (*lines, feeds.iter().map(owned).collect::<Vec<_>>())).collect();
    assert_eq!(deliveries.collect::<Vec<_>>(), expected);
}

#[test]
fn small_arrivals_are_delivered_together() {
    check(
        vec![arrival("a", 2, 9), arrival("b", 0, 9), arrival("c", 3, 9)],
        &[(5, &[("a", "2"), ("b", "0"), ("c", "3")])],
    );
}

#[test]
fn what_goes_with_a_large_arrival_goes_with_its_last_article() {
    check(
        vec![arrival("a", 1, 9), arrival("b", 600, 9), arrival("c", 2, 9)],
        &[(256, &[("a", "1")]), (256, &[]), (89, &[("b", "600")]), (2, &[("c", "2")])],
    );
}

#[test]
fn long_articles_are_delivered_few_at_a_time() {
    check(vec![arrival("a", 5, 1 << 20)], &[(2, &[]), (2, &[]), (1, &[("a", "5")])]);
}
