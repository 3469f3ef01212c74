//! Arbitrary bytes through the reader, and what it gives through the converter to text: no panic, no
//! hang, no more memory than a small multiple of the input.

#![no_main]

use std::sync::Arc;

use chrono::DateTime;
use libfuzzer_sys::fuzz_target;
use marsad::{
    model::Source,
    poll::parse::{Hints, Reading, read},
    text::{compose, identity},
};

const ITEMS: usize = 50;

/// Bytes that may be held at once for each byte of the document, and for all items beside it.
const MOST_PER_BYTE: usize = 16;
const MOST: usize = 1 << 20;

fuzz_target!(|body: &[u8]| {
    let hints = Hints { max_items: ITEMS, max_field: 16 * 1024, ..Hints::default() };
    let mut reading = None;
    let used = allocation_counter::measure(|| reading = Some(read(body, &hints, DateTime::UNIX_EPOCH)));
    let most = unpacked(body) * MOST_PER_BYTE + MOST;
    assert!(used.bytes_max <= most as u64, "{} bytes at once for {} bytes", used.bytes_max, body.len());
    if let Some(reading) = reading {
        assert_eq!(reading.panics, 0, "the parser panicked");
        assert!(reading.items.len() <= ITEMS);
        composed(reading);
    }
});

/// The most that a document may be: a hidden layer of gzip may hold a MiB, or a hundred bytes for each
/// of its own.
fn unpacked(body: &[u8]) -> usize {
    match body {
        [0x1f, 0x8b, ..] | [0x78, ..] => (body.len() * 100).max(1 << 20),
        _ => body.len(),
    }
}

fn composed(mut reading: Reading) {
    identity::drop_unusable_guids(&mut reading.items, reading.link.as_deref());
    let source = Arc::new(Source::unconfigured("fuzz"));
    for item in reading.items {
        let article = compose(item, &source, None, false);
        assert!(!article.item.is_empty(), "an item without a name");
    }
}
