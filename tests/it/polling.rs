//! Polls by the real program, of an outlet that does not always behave.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output},
    time::Duration,
};

use marsad::clock::Stopwatch;
use serde_json::{Value, json};

use crate::liar::{Liar, respond};

/// A configuration over the feeds of an outlet, and what the program makes of it.
struct Newsroom {
    dir: tempfile::TempDir,
}

impl Newsroom {
    fn open(liar: &Liar, paths: &[&str], poll: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let feeds: String = paths
            .iter()
            .map(|path| format!("[[feed]]\nid = \"{}\"\nurl = \"{}\"\n", path.trim_start_matches('/'), liar.url(path)))
            .collect();
        let config = format!(
            "[poll]\nspacing = \"10ms\"\n{poll}[http]\nallow_addresses = [\"127.0.0.1\"]\n[extract]\nkeep = \"all\"\n{feeds}"
        );
        fs::write(dir.path().join("marsad.toml"), config).unwrap();
        Self { dir }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_marsad")).args(arguments).current_dir(self.dir.path()).output().unwrap()
    }

    /// Polls once; what was told of the feeds, without the times that the log shows.
    fn once(&self) -> String {
        let output = self.run(&["once"]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stderr).unwrap()
    }

    /// The health of the only feed, by some of its keys.
    fn health(&self, keys: &[&str]) -> Value {
        let output = self.run(&["feeds", "--json"]);
        let row: Value = serde_json::from_slice(&output.stdout).unwrap();
        keys.iter().map(|key| ((*key).to_owned(), row[*key].clone())).collect::<serde_json::Map<_, _>>().into()
    }

    fn titles(&self) -> Vec<String> {
        let text = fs::read_to_string(self.dir.path().join("out/marsad.ndjson")).unwrap_or_default();
        let title = |line: &str| serde_json::from_str::<Value>(line).unwrap()["title"].as_str().unwrap().to_owned();
        text.lines().map(title).collect()
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }
}

/// The requests for a path, head and all.
fn heard(liar: &Liar, path: &str) -> Vec<String> {
    let start = format!("GET {path} ");
    liar.requests.lock().unwrap().iter().filter(|request| request.starts_with(&start)).cloned().collect()
}

fn item(title: &str) -> String {
    format!("<item><guid>{title}</guid><title>{title}</title></item>")
}

fn feed(titles: &[&str]) -> Vec<u8> {
    let items: String = titles.iter().map(|title| item(title)).collect();
    format!("<rss version=\"2.0\"><channel><title>F</title>{items}</channel></rss>").into_bytes()
}

#[test]
fn too_many_requests_is_said_to_the_whole_outlet_and_nobody_waits_for_it() {
    let liar = Liar::open(|_, stream| respond(stream, "429 Too Many\r\nRetry-After: 3600", b""));
    let newsroom = Newsroom::open(&liar, &["/a", "/b", "/c"], "per_key = 1\n");
    let watch = Stopwatch::start();
    let told = newsroom.once();
    assert!(watch.elapsed() < Duration::from_secs(60), "waited for the outlet");
    assert_eq!(told.matches("left out, the outlet asked to wait").count(), 2, "{told}");
    // It holds in the next run, too.
    let told = newsroom.once();
    assert_eq!(told.matches("left out, the outlet asked to wait").count(), 3, "{told}");
    assert_eq!(liar.requests.lock().unwrap().len(), 1);
}

/// Failures that are put down to our own network are not counted against the feeds; but nothing was read.
#[test]
fn a_lost_network_is_told_of_each_feed() {
    let dir = tempfile::tempdir().unwrap();
    // Nobody listens at a port that was just given back.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let hosts = ["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.6"];
    let feed = |(n, host): (usize, &&str)| {
        format!("[[feed]]\nid = \"f{n}\"\nurl = \"http://{host}:{}/feed\"\n", closed.port())
    };
    let feeds: String = hosts.iter().enumerate().map(feed).collect();
    let config = format!("[poll]\nspacing = \"0s\"\n[http]\nallow_addresses = [\"127.0.0.0/8\"]\n{feeds}");
    fs::write(dir.path().join("marsad.toml"), config).unwrap();
    let newsroom = Newsroom { dir };
    let output = newsroom.run(&["once", "--strict"]);
    let told = String::from_utf8(output.stderr).unwrap();
    let summary: Vec<&str> =
        told.lines().filter(|line| line.starts_with("feeds ") || line.starts_with("     ")).collect();
    let mut expected = vec!["feeds    6: 0 read, 6 failed".to_owned()];
    expected.extend((0..6).map(|n| format!("         f{n}: Connection refused (os error 111)")));
    assert_eq!((output.status.code(), summary), (Some(1), expected.iter().map(String::as_str).collect()));
    let rows = String::from_utf8(newsroom.run(&["feeds", "--json"]).stdout).unwrap();
    let states: Vec<Value> =
        rows.lines().map(|row| serde_json::from_str::<Value>(row).unwrap()["state"].clone()).collect();
    assert_eq!(states, ["failing"; 6]);
    let table = String::from_utf8(newsroom.run(&["feeds"]).stdout).unwrap();
    assert_eq!(table.matches("Connection refused").count(), 6, "{table}");
}

#[test]
fn an_unasked_304_is_a_failure() {
    let liar = Liar::open(|_, stream| respond(stream, "304 Not Modified", b""));
    let newsroom = Newsroom::open(&liar, &["/a"], "");
    assert_eq!(newsroom.run(&["once", "--strict"]).status.code(), Some(1));
    let expected = json!({
        "state": "failing", "status": 304, "failures": 1, "last_success": null,
        "error": "outlet answered `304` to a question without validators",
    });
    assert_eq!(newsroom.health(&["state", "status", "failures", "last_success", "error"]), expected);
}

/// Where the server closes the connection to end a body, only the missing end tag tells.
#[test]
fn a_cut_document_comes_again_whole() {
    let liar = Liar::open(|path, stream| {
        let _ = path;
        write!(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\nETag: \"v1\"\r\n\r\n")?;
        let whole = feed(&["one", "two"]);
        stream.write_all(&whole[..whole.len() - 40])
    });
    let newsroom = Newsroom::open(&liar, &["/a"], "");
    newsroom.once();
    newsroom.once();
    let asked = heard(&liar, "/a").concat().to_ascii_lowercase();
    assert_eq!((asked.matches("get /a ").count(), asked.matches("if-none-match").count()), (2, 0), "{asked}");
    assert_eq!(newsroom.titles(), ["one"]);
}

#[test]
fn a_feed_that_is_suddenly_empty_is_suspect_and_its_body_is_kept() {
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let empty = b"<rss version=\"2.0\"><channel><title>F</title></channel></rss>";
    let liar = Liar::open(move |_, stream| match asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
        0 => respond(stream, "200 OK\r\nETag: \"v1\"", &feed(&["one"])),
        _ => respond(stream, "200 OK\r\nETag: \"v2\"", empty),
    });
    let newsroom = Newsroom::open(&liar, &["/a"], "");
    for _ in 0..3 {
        newsroom.once();
    }
    let asked = heard(&liar, "/a").concat().to_ascii_lowercase();
    assert_eq!(asked.matches("if-none-match: \"v1\"").count(), 1, "{asked}");
    assert_eq!(asked.matches("if-none-match").count(), 1, "{asked}");
    let kept = newsroom.path().join("state/failed/a.body");
    assert_eq!(fs::read(&kept).unwrap(), empty);
    let expected = json!({
        "state": "suspect", "status": 200, "failures": 0, "items_new": 1, "items_rejected": 0,
        "error": "document has no items, and those before it had", "failed_body": "state/failed/a.body",
    });
    let keys = ["state", "status", "failures", "items_new", "items_rejected", "error", "failed_body"];
    assert_eq!(newsroom.health(&keys), expected);
    let table = String::from_utf8(newsroom.run(&["feeds"]).stdout).unwrap();
    let told = "suspect, it holds no items; document has no items, and those before it had; \
                its body is kept in state/failed/a.body\n";
    assert!(table.ends_with(told), "{table}");
}

#[test]
fn a_page_instead_of_a_feed_is_kept_in_part() {
    let page = format!("<!DOCTYPE html><html><head></head><body>{}</body></html>", "x".repeat(100_000)).into_bytes();
    let whole = page.clone();
    let liar = Liar::open(move |_, stream| respond(stream, "200 OK", &page));
    let newsroom = Newsroom::open(&liar, &["/a"], "");
    newsroom.once();
    assert_eq!(fs::read(newsroom.path().join("state/failed/a.body")).unwrap(), whole[..64 << 10]);
    assert_eq!(newsroom.health(&["error"]), json!({ "error": "body is a web page, not a feed" }));
}

/// The address of a feed is its operator's to change; what was learnt at the old one is not true of the new one.
#[test]
fn another_address_is_asked_without_the_validators_of_the_old_one() {
    let liar = Liar::open(|path, stream| {
        let titles = [path];
        respond(stream, "200 OK\r\nETag: \"v1\"", &feed(&titles))
    });
    let newsroom = Newsroom::open(&liar, &["/old"], "");
    newsroom.once();
    let config = newsroom.path().join("marsad.toml");
    fs::write(&config, fs::read_to_string(&config).unwrap().replace("/old\"", "/new\"")).unwrap();
    newsroom.once();
    newsroom.once();
    let sent: Vec<bool> = heard(&liar, "/new").iter().map(|head| head.to_ascii_lowercase().contains("v1")).collect();
    assert_eq!(sent, [false, true]);
    assert_eq!(newsroom.titles(), ["/old", "/new"]);
}

/// A reload that gives a feed another address is heard at once, not at the end of the interval.
#[test]
fn another_address_is_asked_at_once_by_a_daemon_at_work() {
    let liar = Liar::open(|path, stream| respond(stream, "200 OK\r\nETag: \"v1\"", &feed(&[path])));
    let newsroom = Newsroom::open(&liar, &["/old"], "every = \"1h\"\n");
    let mut daemon = Command::new(env!("CARGO_BIN_EXE_marsad"))
        .args(["run", "-o", "ops.listen="])
        .current_dir(newsroom.path())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let wait = |done: &dyn Fn() -> bool| {
        let watch = Stopwatch::start();
        while !done() && watch.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    wait(&|| newsroom.titles() == ["/old"]);
    let config = newsroom.path().join("marsad.toml");
    fs::write(&config, fs::read_to_string(&config).unwrap().replace("/old\"", "/new\"")).unwrap();
    let reloaded = newsroom.run(&["reload"]);
    wait(&|| newsroom.titles().len() == 2);
    daemon.kill().unwrap();
    daemon.wait().unwrap();
    assert_eq!(String::from_utf8(reloaded.stdout).unwrap(), "~ feed old\n");
    assert_eq!((newsroom.titles(), heard(&liar, "/old").len()), (vec!["/old".to_owned(), "/new".to_owned()], 1));
    assert!(!heard(&liar, "/new").concat().to_ascii_lowercase().contains("if-none-match"));
}

/// A gap is filled when it opens, not again at each poll that brings nothing.
#[test]
fn older_pages_are_asked_once_for_a_gap() {
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let liar = Liar::open(move |path, stream| {
        let older = "<link xmlns=\"http://www.w3.org/2005/Atom\" rel=\"next\" href=\"/older\"/>";
        let title = match (path, asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
            ("/a", 0) => "one",
            ("/a", _) => "nine",
            _ => return respond(stream, "404 No", b""),
        };
        let text = String::from_utf8(feed(&[title])).unwrap();
        respond(stream, "200 OK", text.replace("<item>", &format!("{older}<item>")).as_bytes())
    });
    let newsroom = Newsroom::open(&liar, &["/a"], "");
    for _ in 0..4 {
        newsroom.once();
    }
    assert_eq!((heard(&liar, "/a").len(), heard(&liar, "/older").len()), (4, 1));
    assert_eq!(newsroom.health(&["possible_gap", "state"]), json!({ "possible_gap": true, "state": "gap" }));
}
