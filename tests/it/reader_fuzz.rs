//! Nothing that a feed can hold makes the reader panic, hang or swell.

use chrono::{DateTime, TimeZone, Utc};
use marsad::poll::parse::{Hints, Reading, read};
use proptest::prelude::*;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2016, 12, 1, 0, 0, 0).unwrap()
}

/// Reads, and checks what must hold of every reading.
#[track_caller]
fn check(body: &[u8]) -> Reading {
    let hints = Hints { max_items: 50, max_field: 4096, ..Hints::default() };
    let reading = read(body, &hints, now());
    assert!(reading.items.len() <= 50);
    let size = |text: &Option<marsad::model::Markup>| text.as_ref().map_or(0, |text| text.raw().len());
    let held: usize =
        reading.items.iter().map(|item| size(&item.title) + size(&item.content) + size(&item.summary)).sum();
    assert!(held <= body.len() * 4 + 1024, "{held} bytes of text from {} bytes", body.len());
    assert!(reading.error.is_none() || reading.items.is_empty());
    reading
}

/// Pieces that a hostile feed is made of.
const PIECES: [&str; 44] = [
    "<rss version=\"2.0\">",
    "<channel>",
    "</channel></rss>",
    "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
    "</feed>",
    "<rdf:RDF xmlns:rdf=\"x\">",
    "<item>",
    "</item>",
    "<entry>",
    "</entry>",
    "<title>",
    "</title>",
    "<description>",
    "</description>",
    "<content:encoded>",
    "</content:encoded>",
    "<link>",
    "</link>",
    "<link href=\"",
    "\"/>",
    "<guid>",
    "</guid>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml version=\"1.0\"?>",
    "<!DOCTYPE x [",
    "]>",
    "&",
    "&amp;",
    "&#",
    "&#x",
    ";",
    "<",
    ">",
    "\"",
    "سرت",
    "café",
    "\0",
    "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[",
    "{\"id\":",
    "}",
    "]",
];

fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        9 => prop::sample::select(PIECES.as_slice()).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..4),
    ];
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

fn feed() -> Vec<u8> {
    let item = |n: u32| {
        format!(
            "<item><title>هدنة في سرت {n}</title><link>https://news.example.org/{n}</link><guid>g{n}</guid>\
            <pubDate>Wed, 30 Nov 2016 10:05:00 GMT</pubDate><description><![CDATA[<p>نص {n}</p>]]></description></item>"
        )
    };
    let items: String = (0..12).map(item).collect();
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>F</title>{items}</channel></rss>").into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn bytes(body in prop::collection::vec(any::<u8>(), 0..2000)) {
        check(&body);
    }

    #[test]
    fn soup_of_markup(body in soup()) {
        check(&body);
    }

    /// A few bytes changed cost a few items, not the feed.
    #[test]
    fn mutations(edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut body = feed();
        for (at, byte) in &edits {
            let at = at.index(body.len());
            body[at] = *byte;
        }
        let kept = check(&body).items.len();
        prop_assert!(kept + 2 * edits.len() >= 12, "{kept} of 12 items from {}", String::from_utf8_lossy(&body));
    }

    /// Wherever it is cut, the whole items stay.
    #[test]
    fn cuts(at in any::<prop::sample::Index>()) {
        let body = feed();
        let cut = &body[..at.index(body.len())];
        let whole = cut.windows(7).filter(|window| *window == b"</item>").count();
        prop_assert_eq!(check(cut).items.len(), whole);
    }
}

/// Shapes that make a careless scanner look at the same bytes again and again.
#[test]
fn hostile_shapes_stay_linear() {
    let many = |piece: &str| piece.repeat(200_000 / piece.len()).into_bytes();
    let in_feed = |piece: &str| [b"<rss><channel><item>".as_slice(), &many(piece)].concat();
    for piece in [
        "<title>",
        "<title><![CDATA[",
        "<![CDATA[",
        "<a \"",
        "<a href='x",
        "<item>",
        "</item>",
        "</rss>",
        "<item><title>",
        "&",
        "&#",
        "<!--",
        "<!",
        "<?",
        "<",
        "]]>",
        "<x><y>",
        "<media:x>",
        "</description>",
        "<description><",
        "<rss xmlns:a='b'>",
        "{\"id\":",
        "[{",
        "<entry><id>",
        "<georss:where><gml:Point>",
        "<skipHours><hour>1</hour></skipHours>",
        "<title>a</title><link/>",
    ] {
        check(&in_feed(piece));
        check(&many(piece));
        check(&[b"{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[".as_slice(), &many(piece)].concat());
    }
    let deep = [many("<div>"), many("</div>")].concat();
    check(&[b"<rss><channel><item><description>".as_slice(), &deep].concat());
    check(&[b"{\"items\":".as_slice(), &b"[".repeat(1_000_000)].concat());
}
