//! Nothing that a feed can hold makes the reader panic, hang or swell.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use chrono::{DateTime, TimeZone, Utc};
use encoding_rs::WINDOWS_1256;
use marsad::{
    clock::Stopwatch,
    model::Item,
    poll::parse::{Hints, Reading, read},
};
use proptest::prelude::*;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2016, 12, 1, 0, 0, 0).unwrap()
}

/// No document of the sizes here is read longer, not even by a build that is not optimised.
const LONGEST: Duration = Duration::from_secs(20);

/// Bytes that the reader may have at once for each byte of a document, and for fifty items beside it.
const MOST_PER_BYTE: usize = 16;
const MOST: usize = 1 << 20;

/// Reads, and checks what must hold of every reading.
#[track_caller]
fn check(body: &[u8]) -> Reading {
    let hints = Hints { max_items: 50, max_field: 4096, ..Hints::default() };
    let (mut reading, watch) = (None, Stopwatch::start());
    let used = allocation_counter::measure(|| reading = Some(read(body, &hints, now())));
    assert!(watch.elapsed() < LONGEST, "{:?} for {} bytes", watch.elapsed(), body.len());
    let most = (body.len() * MOST_PER_BYTE + MOST) as u64;
    assert!(used.bytes_max <= most, "{} bytes at once for {} bytes", used.bytes_max, body.len());
    let reading = reading.unwrap();
    assert_eq!(reading.panics, 0, "the parser panicked");
    assert!(reading.items.len() <= 50);
    let held: usize = reading.items.iter().map(held).sum();
    assert!(held <= body.len() * 4 + 1024, "{held} bytes of text from {} bytes", body.len());
    assert!(reading.error.is_none() || reading.items.is_empty());
    let mut repairs = reading.repairs.clone();
    repairs.sort();
    repairs.dedup();
    assert_eq!(repairs.len(), reading.repairs.len(), "a repair is named twice: {:?}", reading.repairs);
    reading
}

/// The bytes of an item that the feed gave.
fn held(item: &Item) -> usize {
    let texts = [&item.title, &item.content, &item.summary].into_iter().flatten().map(|text| text.raw().len());
    let names =
        item.authors.iter().chain(&item.categories).chain(&item.guid).chain(&item.published_raw).chain(&item.via);
    texts.chain(names.map(String::len)).sum()
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

/// The same news in every format and in some charsets.
fn feeds() -> Vec<Vec<u8>> {
    let many = |item: fn(u32) -> String| (0..12).map(item).collect::<Vec<_>>();
    let atom = many(|n| {
        format!(
            "<entry><title type=\"html\">هدنة &lt;b&gt;{n}&lt;/b&gt;</title><link href=\"/{n}\"/><id>tag:{n}</id>\
             <updated>2016-11-30T10:05:00Z</updated><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">نص</div>\
             </content><author><name>محمد علي،news@x.ly</name></author></entry>"
        )
    });
    let rdf = many(|n| {
        format!(
            "<item rdf:about=\"https://x.ly/{n}\"><title>خبر {n}</title><dc:date>2016-11-30</dc:date>\
             <dc:subject>سياسة</dc:subject><georss:point>32.9 13.2</georss:point></item>"
        )
    });
    let json = many(|n| {
        format!("{{\"id\":{n},\"title\":\"خبر {n}\",\"content_html\":\"<p>نص &amp; آخر</p>\",\"tags\":[\"a\"]}}")
    });
    let text = String::from_utf8(feed()).unwrap();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    vec![
        feed(),
        format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{}</feed>", atom.concat()).into_bytes(),
        format!(
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\">\
             <channel><title>F</title><sy:updatePeriod>hourly</sy:updatePeriod></channel>{}</rdf:RDF>",
            rdf.concat()
        )
        .into_bytes(),
        format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"F\",\"items\":[{}]}}", json.join(","))
            .into_bytes(),
        WINDOWS_1256.encode(&text).0.into_owned(),
        utf16,
    ]
}

/// A change that a careless proxy, editor or template makes.
#[derive(Clone, Debug)]
enum Edit {
    Byte(prop::sample::Index, u8),
    Insert(prop::sample::Index, &'static str),
    Remove(prop::sample::Index, usize),
    Double(prop::sample::Index, usize),
    /// The rest of another feed from here on.
    Graft(prop::sample::Index, prop::sample::Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Edit::Byte(at, byte)),
        4 => (at(), prop::sample::select(PIECES.as_slice())).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        3 => (at(), 1..200usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        2 => (at(), 1..400usize).prop_map(|(at, length)| Edit::Double(at, length)),
        1 => (at(), at()).prop_map(|(at, other)| Edit::Graft(at, other)),
    ]
}

fn edited(mut body: Vec<u8>, edits: &[Edit], feeds: &[Vec<u8>]) -> Vec<u8> {
    for edit in edits {
        let length = body.len().max(1);
        match edit {
            Edit::Byte(at, byte) => {
                if let Some(place) = body.get_mut(at.index(length)) {
                    *place = *byte;
                }
            }
            Edit::Insert(at, piece) => {
                let at = at.index(length).min(body.len());
                body.splice(at..at, piece.bytes());
            }
            Edit::Remove(at, count) => {
                let at = at.index(length).min(body.len());
                body.drain(at..(at + count).min(body.len()));
            }
            Edit::Double(at, count) => {
                let at = at.index(length).min(body.len());
                let again = body[at..(at + count).min(body.len())].to_vec();
                body.splice(at..at, again);
            }
            Edit::Graft(at, other) => {
                let other = &feeds[other.index(feeds.len())];
                body.truncate(at.index(length));
                body.extend_from_slice(&other[at.index(other.len())..]);
            }
        }
    }
    body
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

    /// Feeds of every format, hurt in every way.
    #[test]
    fn edits(which in any::<prop::sample::Index>(), edits in prop::collection::vec(edit(), 1..8)) {
        let feeds = feeds();
        check(&edited(feeds[which.index(feeds.len())].clone(), &edits, &feeds));
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

/// The most memory, in KiB, that the program has when it has read and told a document. A named pipe
/// behind it keeps the program alive until it was asked.
fn most_kib(dir: &Path, body: &[u8]) -> u64 {
    let (document, pipe) = (dir.join("document"), dir.join("pipe"));
    fs::write(&document, body).unwrap();
    if !pipe.exists() {
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_marsad"))
        .args(["feed", "--json"])
        .args([&document, &pipe])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    BufReader::new(child.stdout.take().unwrap()).read_until(b'\n', &mut Vec::new()).unwrap();
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_ascii_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Shapes that make a careless reader hold much more than came.
#[test]
fn memory_is_a_small_multiple_of_the_document() {
    const SIZE: usize = 1 << 20;
    /// Beyond what the program needs for nothing at all; what was freed is kept by the allocator for
    /// some seconds, and counts.
    const MORE_KIB: u64 = 16 << 10;
    let dir = tempfile::tempdir().unwrap();
    let base = most_kib(dir.path(), b"<rss/>");
    let many = |before: &str, piece: &str| [before.as_bytes(), piece.repeat(SIZE / piece.len()).as_bytes()].concat();
    for (name, body) in [
        ("items", many("<rss><channel>", "<item><title>a</title></item>")),
        ("fields", many("<rss><channel><item>", "<category>a</category><link>b</link>")),
        ("one text", many("<rss><channel><item><title>a</title><description>", "&amp;lt;p&amp;gt; ")),
        ("tags", many("<rss><channel><item><title>a</title><description><![CDATA[", "<p><b>")),
        ("depth", many("<rss><channel>", "<x>")),
        ("attributes", many("<rss><channel><item ", "a='b' ")),
        (
            "json items",
            many("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[", "{\"id\":1,\"title\":\"a\"},"),
        ),
        ("json depth", many("{\"items\":", "[")),
        ("page", many("<html>", "<link rel=alternate type=application/rss+xml href=a>")),
        ("letters", WINDOWS_1256.encode(&"سرت ".repeat(SIZE / 4)).0.into_owned()),
    ] {
        let most = most_kib(dir.path(), &body);
        assert!(most < base + MORE_KIB, "{name}: {most} KiB, where nothing needs {base} KiB");
    }
}
