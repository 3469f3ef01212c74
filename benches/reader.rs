//! The reader beside bare feed-rs, on one core, in one run.
//!
//! `cargo bench --bench reader`

use std::{hint::black_box, time::Duration};

use chrono::{DateTime, Utc};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use encoding_rs::WINDOWS_1256;
use marsad::poll::parse::{Hints, Reading, read};

/// Items of the large feed; together about 20 MB.
const ITEMS: usize = 5_000;
const SENTENCE: &str = "أعلن المجلس البلدي لمدينة سرت عن هدنة لمدة أربعة عشر يوماً، وذلك وفق ما أفادت به مصادر محلية مساء الثلاثاء، \
    فيما نفى متحدث باسم القوات وقوع اشتباكات في المنطقة الواقعة جنوب المدينة. ";

fn feed() -> String {
    let mut text = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>أخبار</title>\n".to_owned();
    for n in 0..ITEMS {
        let body: String = (0..11).map(|part| format!("&lt;p&gt;{part} {SENTENCE}&lt;/p&gt;\n")).collect();
        let item = format!(
            "<item><title>هدنة في سرت {n}</title><link>https://news.example.org/{n}</link>\
            <guid>https://news.example.org/{n}</guid><pubDate>Wed, 30 Nov 2016 10:05:00 GMT</pubDate>\
            <category>سياسة</category><description>{body}</description></item>"
        );
        text.extend([item.as_str(), "\n"]);
    }
    text.push_str("</channel></rss>\n");
    text
}

/// Every fiftieth item hurt, each in another way, so that no fast path is left.
fn damaged(text: &str) -> String {
    let mut damages = [" A & B ", "<br>", " 5 < 6 ", "&nbsp;", "&#X41;", "&#0;"].iter().cycle();
    let mut out = String::with_capacity(text.len() + 4096);
    for (n, item) in text.split_inclusive("</item>").enumerate() {
        match item.split_once("&lt;/p&gt;").filter(|_| n % 50 == 0) {
            Some((head, tail)) => {
                out.extend([head, damages.next().copied().unwrap_or(""), "&lt;/p&gt;", tail]);
            }
            None => out.push_str(item),
        }
    }
    out
}

fn reading(body: &[u8]) -> Reading {
    read(body, &Hints::default(), DateTime::<Utc>::UNIX_EPOCH + chrono::Duration::days(20_000))
}

fn reader(criterion: &mut Criterion) {
    let clean = feed();
    let hurt = damaged(&clean);
    let legacy = WINDOWS_1256.encode(&clean).0.into_owned();
    for body in [clean.as_bytes(), hurt.as_bytes(), &legacy] {
        assert_eq!(reading(body).items.len(), ITEMS);
    }
    let mut group = criterion.benchmark_group("reader");
    group.sample_size(10).measurement_time(Duration::from_secs(6)).warm_up_time(Duration::from_secs(1));
    let mut case = |name: &str, body: &[u8], run: fn(&[u8])| {
        group.throughput(Throughput::Bytes(body.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| run(black_box(body))));
    };
    case("bare feed-rs, clean", clean.as_bytes(), |body| {
        black_box(feed_rs::parser::parse(body).map_or(0, |feed| feed.entries.len()));
    });
    case("marsad, clean", clean.as_bytes(), |body| drop(black_box(reading(body))));
    case("marsad, damaged", hurt.as_bytes(), |body| drop(black_box(reading(body))));
    case("marsad, windows-1256 undeclared", &legacy, |body| drop(black_box(reading(body))));
    group.finish();
}

criterion_group!(benches, reader);
criterion_main!(benches);
