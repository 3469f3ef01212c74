//! One document with more items than are read, or with as many and long: what it takes in memory.

use std::{fmt::Write as _, io::Write as _};

use chrono::{DateTime, Utc};
use flate2::{Compression, write::GzEncoder};
use marsad::clock;

use crate::{
    desk::Desk,
    edition::{Edition, escaped},
    outlets::{Document, Outlets},
    program::Program,
};

const PEAK_MIB: u64 = 150;

/// A headline each, and a text of so many words each: both documents nearly as large as a body may be.
const HEADLINES: usize = 100_000;
const TEXTS: usize = 5_000;
const WORDS: usize = 400;

pub(crate) fn run() {
    let now = clock::now();
    let mut edition = Edition::new(0, 0, now, 8);
    let headlines = document(HEADLINES, now, || edition.long_story(1).0);
    let texts = document(TEXTS, now, || edition.long_story(WORDS).1);
    for (items, document) in [(HEADLINES, headlines), (TEXTS, texts)] {
        let outlets = Outlets::open(1);
        outlets.fill(vec![document]);
        let (plain, wire) = outlets.bytes();
        let desk = Desk::new(&outlets, 1);
        let cost = Program::start(desk.path(), &["once"]).finish(|| outlets.asked() > 0);
        println!(
            "one document of {items} items, {:.1} MB, {:.1} MB gzipped: {} lines, peak {} MiB (bar ≤ {PEAK_MIB})",
            plain as f64 / 1e6,
            wire as f64 / 1e6,
            desk.lines().0,
            cost.peak_kib >> 10,
        );
    }
}

fn document(items: usize, now: DateTime<Utc>, mut said: impl FnMut() -> String) -> Document {
    let mut text = "<rss version=\"2.0\"><channel><title>Archive</title>".to_owned();
    for number in 0..items {
        let said = escaped(&said());
        let _ =
            write!(text, "<item><guid isPermaLink=\"false\">{number}</guid><description>{said}</description></item>");
    }
    text.push_str("</channel></rss>\n");
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    Document::new(&gzip.finish().unwrap(), text.len(), now)
}
