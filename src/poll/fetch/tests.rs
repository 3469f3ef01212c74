//! What a request does with odd answers, without a network: decoding and Retry-After. The requests
//! themselves are tested over loopback in `tests/it`.

use std::io::Write;

use chrono::{DateTime, Utc};
use flate2::{Compression, write::GzEncoder};

use super::{decode::decode, retry_after};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[track_caller]
fn check(wire: Vec<u8>, coding: Option<&str>, expected: Result<(&[u8], &[&str]), &str>) {
    let mut oddities = Vec::new();
    match (decode(wire, coding, 4 << 20, 100, &mut oddities), expected) {
        (Ok(body), Ok((bytes, odd))) => {
            assert_eq!((body.as_slice(), oddities), (bytes, odd.iter().map(|odd| (*odd).to_owned()).collect()))
        }
        (Err(error), Err(message)) => assert_eq!(error.to_string(), message),
        (got, expected) => panic!("{got:?} instead of {expected:?}"),
    }
}

#[test]
fn declared_and_undeclared_gzip_is_undone() {
    check(gzip(b"<rss/>"), Some("gzip"), Ok((b"<rss/>", &[])));
    check(gzip(b"<rss/>"), None, Ok((b"<rss/>", &["gzip-undeclared"])));
    check(gzip(&gzip(b"<rss/>")), Some("gzip"), Ok((b"<rss/>", &["gzip-undeclared"])));
    check(b"<rss/>".to_vec(), Some("gzip"), Ok((b"<rss/>", &["gzip-declared-only"])));
}

#[test]
fn a_cut_body_is_kept_as_far_as_it_came() {
    let text: Vec<u8> = (0u32..60_000).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let mut wire = gzip(&text);
    wire.truncate(wire.len() / 2);
    let mut oddities = Vec::new();
    let body = decode(wire, Some("gzip"), 4 << 20, 100, &mut oddities).unwrap();
    assert!(!body.is_empty() && text.starts_with(&body));
    assert_eq!(oddities, ["body-cut"]);
}

#[test]
fn a_bomb_is_stopped() {
    let zeros = vec![0; 3 << 20];
    check(gzip(&zeros), Some("gzip"), Err("body grew to more than 100 times its size on the wire (`http.max_ratio`)"));
    let incompressible: Vec<u8> = (0u32..1_500_000).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    check(gzip(&incompressible), Some("gzip"), Err("body passed 4194304 bytes (`http.max_body`)"));
}

#[test]
fn an_unknown_coding_is_named() {
    check(b"x".to_vec(), Some("snappy"), Err("body cannot be decoded as snappy"));
}

#[test]
fn retry_after_is_read_in_both_forms_and_capped() {
    let now: DateTime<Utc> = "2024-03-14T10:00:00Z".parse().unwrap();
    let at = |text: &str| retry_after(text, now).map(|time| time.to_rfc3339());
    assert_eq!(at("120").as_deref(), Some("2024-03-14T10:02:00+00:00"));
    assert_eq!(at("Thu, 14 Mar 2024 11:30:00 GMT").as_deref(), Some("2024-03-14T11:30:00+00:00"));
    assert_eq!(at("Thu, 14 Mar 2024 09:30:00 GMT").as_deref(), Some("2024-03-14T10:00:00+00:00"));
    assert_eq!(at("999999999").as_deref(), Some("2024-03-15T10:00:00+00:00"));
    assert_eq!(at("soon"), None);
}
