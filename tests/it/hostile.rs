//! A daemon between good outlets and bad ones: the good ones are asked on time, and the bad ones
//! cost no memory.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    io::{Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use flate2::{Compression, write::GzEncoder};
use marsad::clock::Stopwatch;
use serde_json::Value;

use crate::liar::{Liar, respond};

/// Everything that an outlet can do to us.
const FAULTS: [&str; 15] = [
    "bomb", "brotli", "cut", "drip", "endless", "errors", "garbage", "header", "headers", "items", "loop", "page",
    "private", "reset", "silence",
];

/// How large a siege is.
pub(crate) struct Scale {
    /// Good feeds.
    pub(crate) healthy: usize,
    /// Bad feeds of each kind.
    pub(crate) each: usize,
    /// How long it lasts.
    pub(crate) lasts: Duration,
    /// Further configuration.
    pub(crate) config: &'static str,
}

/// What was seen.
pub(crate) struct Seen {
    /// The longest time between two requests for one good feed.
    pub(crate) longest: Duration,
    /// The least requests for one good feed.
    pub(crate) fewest: usize,
    /// Items that a good feed published and the output lacks, beside those of its last answer.
    pub(crate) missing: usize,
    /// The most memory that the daemon had, in KiB.
    pub(crate) most_kib: u64,
    /// Requests of all feeds.
    pub(crate) requests: usize,
    /// State and error of a feed of each bad kind.
    pub(crate) told: BTreeMap<String, String>,
}

/// Requests for each path, by the time since the siege began.
#[derive(Default)]
struct Log(Mutex<BTreeMap<String, Vec<Duration>>>);

/// Lays siege to a daemon.
pub(crate) fn siege(program: &str, scale: &Scale) -> Seen {
    let (log, hostile) = (Arc::<Log>::default(), Arc::new(AtomicBool::new(false)));
    let watch = Stopwatch::start();
    let (noted, armed, bomb) = (Arc::clone(&log), Arc::clone(&hostile), bomb());
    let liar = Liar::open(move |path, stream| {
        let count = noted.note(path, watch.elapsed());
        let fault = path.trim_start_matches('/').trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        match FAULTS.contains(&fault) && armed.load(Ordering::Relaxed) {
            true => misbehave(fault, &bomb, stream),
            false => respond(stream, "200 OK", &document(path, count)),
        }
    });
    let dir = tempfile::tempdir().unwrap();
    let healthy: Vec<String> = (0..scale.healthy).map(|n| format!("healthy-{n}")).collect();
    let bad: Vec<String> =
        FAULTS.iter().flat_map(|fault| (0..scale.each).map(move |n| format!("{fault}-{n}"))).collect();
    fs::write(dir.path().join("marsad.toml"), config(&liar, healthy.iter().chain(&bad), scale.config)).unwrap();
    let daemon =
        Daemon(Command::new(program).arg("run").current_dir(dir.path()).stderr(Stdio::null()).spawn().unwrap());
    // All are good until the daemon has found its pace.
    let output = dir.path().join("out/marsad.ndjson");
    while watch.elapsed() < Duration::from_secs(90) && !warm(&log, &healthy) {
        thread::sleep(Duration::from_millis(50));
    }
    let start = watch.elapsed();
    hostile.store(true, Ordering::Relaxed);
    thread::sleep(scale.lasts);
    let end = watch.elapsed();
    let told = told(program, dir.path());
    let most_kib = daemon.most_kib();
    drop(daemon);
    let written = fs::read_to_string(output).unwrap();
    let log = log.0.lock().unwrap();
    let of = |path: &String| log.get(&format!("/{path}")).cloned().unwrap_or_default();
    Seen {
        longest: healthy.iter().map(|path| longest(&of(path), start, end)).max().unwrap(),
        fewest: healthy.iter().map(|path| of(path).iter().filter(|at| **at > start).count()).min().unwrap(),
        missing: missing(&healthy, &written, |path| of(path).len()),
        most_kib,
        requests: liar.requests.lock().unwrap().len(),
        told,
    }
}

fn config<'a>(liar: &Liar, paths: impl Iterator<Item = &'a String>, more: &str) -> String {
    let mut text = format!(
        "[poll]\nevery = \"1s\"\nmin = \"1s\"\nmax = \"2s\"\nspacing = \"0s\"\nkey = \"url\"\nbackfill = false\n{more}\
         allow_addresses = [\"127.0.0.1\"]\n[extract]\nkeep = \"all\"\n[dedup]\nnear = false\n[ops]\nlisten = \"\"\n"
    );
    for path in paths {
        write!(text, "[[feed]]\nid = \"{path}\"\nurl = \"{}\"\n", liar.url(&format!("/{path}"))).unwrap();
    }
    text
}

/// Whether each good feed was asked often enough for the schedule to turn.
fn warm(log: &Log, healthy: &[String]) -> bool {
    let log = log.0.lock().unwrap();
    healthy.iter().all(|path| log.get(&format!("/{path}")).is_some_and(|times| times.len() >= 3))
}

/// The longest time without a request between `start` and `end`.
fn longest(times: &[Duration], start: Duration, end: Duration) -> Duration {
    let mut last = start;
    let mut longest = Duration::ZERO;
    for at in times.iter().copied().filter(|at| *at > start && *at < end).chain([end]) {
        longest = longest.max(at - last);
        last = at;
    }
    longest
}

/// Items of good feeds that should be in the output: those of all answers but the last.
fn missing(healthy: &[String], written: &str, asked: impl Fn(&String) -> usize) -> usize {
    let names = written.lines().filter_map(|line| line.split_once("\"item\":\"")?.1.split('"').next());
    let written: BTreeSet<&str> = names.collect();
    let of = |path: &String| (1..asked(path)).map(|count| format!("{path}-item-{count}")).collect::<Vec<_>>();
    healthy.iter().flat_map(of).filter(|name| !written.contains(name.as_str())).count()
}

impl Log {
    /// Notes a request; the count of those for its path.
    fn note(&self, path: &str, at: Duration) -> usize {
        let mut log = self.0.lock().unwrap();
        let times = log.entry(path.to_owned()).or_default();
        times.push(at);
        times.len()
    }
}

/// A good document: one more item each time, and the ten before it.
fn document(path: &str, count: usize) -> Vec<u8> {
    let mut text = "<rss version=\"2.0\"><channel><title>Good</title>".to_owned();
    for count in (1..=count).rev().take(10) {
        let name = path.trim_start_matches('/');
        write!(
            text,
            "<item><guid isPermaLink=\"false\">{name}-item-{count}</guid><title>Notice {count} of {name}</title>\
             <description>Notice {count} of the council of {name} on water.</description></item>"
        )
        .unwrap();
    }
    text.push_str("</channel></rss>");
    text.into_bytes()
}

/// Forty MiB that come as forty KiB: gzip may be laid end to end.
fn bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
    encoder.finish().unwrap().repeat(40)
}

fn misbehave(fault: &str, bomb: &[u8], stream: &mut TcpStream) -> std::io::Result<()> {
    match fault {
        "bomb" => respond(stream, "200 OK\r\nContent-Encoding: gzip", bomb),
        // A window of 1 GiB.
        "brotli" => respond(stream, "200 OK\r\nContent-Encoding: br", &[0x11, 0x1e, 0xff, 0xff, 0xff, 0xff]),
        "cut" => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss><channel><item><title>on"),
        "drip" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n<rss>")?;
            for_ever(stream, b" ", Duration::from_millis(100))
        }
        "endless" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n<rss>")?;
            for_ever(stream, &[b' '; 64 << 10], Duration::ZERO)
        }
        "errors" => respond(stream, "500 Oops", b"<rss/>"),
        "garbage" => {
            let noise: Vec<u8> = (0..20_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
            respond(stream, "200 OK", &noise)
        }
        "header" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nX-Long: ")?;
            for_ever(stream, &[b'a'; 64 << 10], Duration::ZERO)
        }
        "headers" => {
            let headers: String = (0..3_000).map(|n| format!("\r\nX-{n}: {n}")).collect();
            respond(stream, &format!("200 OK{headers}"), b"<rss/>")
        }
        "items" => {
            let item = |n: u32| format!("<item><guid>{n}</guid><title>Item {n}</title></item>");
            let items: String = (0..100_000).map(item).collect();
            respond(stream, "200 OK", format!("<rss version=\"2.0\"><channel>{items}</channel></rss>").as_bytes())
        }
        "loop" => respond(stream, "302 Found\r\nLocation: /loop-0", b""),
        "page" => respond(stream, "200 OK", b"<!DOCTYPE html><html><title>Just a moment...</title></html>"),
        "private" => respond(stream, "302 Found\r\nLocation: http://10.0.0.1/feed", b""),
        "reset" => Ok(()),
        // Until the other side has had enough.
        "silence" => stream.read(&mut [0]).map(drop),
        other => panic!("no fault `{other}`"),
    }
}

fn for_ever(stream: &mut TcpStream, piece: &[u8], pause: Duration) -> std::io::Result<()> {
    loop {
        stream.write_all(piece)?;
        thread::sleep(pause);
    }
}

/// State and error of the first feed of each bad kind, as the running daemon tells it.
fn told(program: &str, dir: &std::path::Path) -> BTreeMap<String, String> {
    let output = Command::new(program).args(["feeds", "--json"]).current_dir(dir).output().unwrap();
    let rows = String::from_utf8(output.stdout).unwrap();
    let rows = rows.lines().map(|row| serde_json::from_str::<Value>(row).unwrap());
    rows.filter_map(|row| {
        let fault = row["id"].as_str()?.strip_suffix("-0").filter(|id| FAULTS.contains(id))?.to_owned();
        Some((fault, format!("{}: {}", row["state"].as_str()?, row["error"].as_str().unwrap_or("no error"))))
    })
    .collect()
}

/// The daemon; it ends with the value.
struct Daemon(Child);

impl Daemon {
    /// The most memory that it had so far.
    fn most_kib(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        line.split_ascii_whitespace().nth(1).unwrap().parse().unwrap()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Memory that the daemon may have, in KiB.
pub(crate) const MOST_KIB: u64 = 150 << 10;

#[test]
fn good_feeds_stay_on_time_beside_bad_ones_and_memory_stays_small() {
    // What the feeds of each kind are said to be.
    const TOLD: [(&str, &str); 15] = [
        ("bomb", "failing: body grew to more than 100 times its size on the wire (`http.max_ratio`)"),
        ("brotli", "failing: body cannot be decoded as br"),
        ("cut", "suspect: document has items, and none could be read"),
        ("drip", "failing: nothing within 4s"),
        ("endless", "failing: body passed 26214400 bytes (`http.max_body`)"),
        ("errors", "failing: outlet answered `500`"),
        ("garbage", "failing: body is no feed: no `<rss>`, `<rdf:RDF>`, `<feed>`, item or JSON Feed in it"),
        ("header", "failing: message head is too large"),
        ("headers", "failing: message head is too large"),
        ("items", "gap: no error"),
        ("loop", "failing: more than 5 redirects (`http.max_redirects`)"),
        ("page", "failing: body is a bot check, not a feed"),
        ("private", "failing: address `10.0.0.1` is private, and `http.allow_addresses` does not name it"),
        ("reset", "failing: connection closed before message completed"),
        ("silence", "failing: nothing within 3s"),
    ];
    let scale = Scale {
        healthy: 4,
        each: 1,
        lasts: Duration::from_secs(10),
        // So many items are coded in time by a build that is not optimised.
        config: "max_items = 200\n[http]\nidle_timeout = \"3s\"\ntimeout = \"4s\"\n",
    };
    let seen = siege(env!("CARGO_BIN_EXE_marsad"), &scale);
    let expected = TOLD.map(|(fault, told)| (fault.to_owned(), told.to_owned())).into();
    assert_eq!((seen.told, seen.missing), (expected, 0));
    // The schedule asks each second or two; what blocks for four seconds would be seen.
    assert!(seen.longest < Duration::from_millis(3_500), "{:?} without a request", seen.longest);
    assert!(seen.fewest >= 4, "{} requests in ten seconds, {} of all feeds", seen.fewest, seen.requests);
    assert!(seen.most_kib < MOST_KIB, "{} KiB", seen.most_kib);
}
