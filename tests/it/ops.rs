//! The endpoint of the running daemon, over a real socket.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::Duration,
};

use marsad::clock::Stopwatch;
use serde_json::Value;

/// A daemon over the demo's feeds, with its endpoint on a port of its own.
struct Daemon {
    child: Child,
    port: u16,
    dir: tempfile::TempDir,
}

impl Daemon {
    fn start(more: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let demo = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("config/demo");
        // A port that is free now; nobody else on this machine asks for a particular one.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let feed =
            |id: &str, file: &str| format!("[[feed]]\nid = \"{id}\"\nurl = \"file:{}\"\n", demo.join(file).display());
        let config = format!(
            "[extract]\nkeep = \"all\"\n[ops]\nlisten = \"127.0.0.1:{port}\"\n{more}{}{}",
            feed("nashra", "nashra.xml"),
            feed("ledger", "ledger.atom"),
        );
        fs::write(dir.path().join("marsad.toml"), config).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_marsad"))
            .arg("run")
            .current_dir(dir.path())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let daemon = Self { child, port, dir };
        daemon.wait(|daemon| TcpStream::connect(("127.0.0.1", daemon.port)).is_ok());
        daemon
    }

    fn wait(&self, done: impl Fn(&Self) -> bool) {
        let watch = Stopwatch::start();
        while !done(self) {
            assert!(watch.elapsed() < Duration::from_secs(60), "the daemon does not come to it");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn request(&self, request: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(format!("{request}Host: localhost\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), head.to_ascii_lowercase(), body.to_owned())
    }

    fn get(&self, path: &str) -> (u16, String) {
        let (status, _, body) = self.request(&format!("GET {path} HTTP/1.0\r\n"));
        (status, body)
    }

    fn json(&self, path: &str) -> Value {
        let (status, body) = self.get(path);
        assert_eq!(status, 200, "{path}: {body}");
        serde_json::from_str(&body).unwrap()
    }

    fn lines(&self) -> Vec<String> {
        let text = fs::read_to_string(self.dir.path().join("out/marsad.ndjson")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The value of a sample such as `marsad_items_total{outcome="written"}`.
fn samples(text: &str, name: &str) -> u64 {
    let of_name = |line: &&str| line.starts_with(&format!("{name}{{"));
    text.lines().filter(of_name).map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum()
}

#[test]
fn the_endpoint_shows_what_the_file_holds() {
    let daemon = Daemon::start("");
    daemon.wait(|daemon| daemon.lines().len() == 6);
    let events = || daemon.json("/api/events").as_array().unwrap().len();
    let in_file: usize = daemon
        .lines()
        .iter()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["events"].as_array().unwrap().len())
        .sum();
    daemon.wait(|_| events() == in_file);

    assert_eq!(daemon.get("/livez"), (200, "ok\n".to_owned()));
    assert_eq!(daemon.json("/readyz"), serde_json::json!({ "ready": true, "reasons": [] }));
    assert_eq!(daemon.json("/schema.json"), marsad::record::schema());
    for line in daemon.lines() {
        let record: Value = serde_json::from_str(&line).unwrap();
        let (status, body) = daemon.get(&format!("/api/records/{}", record["id"].as_str().unwrap()));
        assert_eq!((status, body), (200, line));
    }
    let denied = daemon.json("/api/events?status=denied&place=Benghazi");
    let denied: Vec<&str> =
        denied.as_array().unwrap().iter().map(|event| event["sub_event_type"].as_str().unwrap()).collect();
    assert_eq!(denied, ["Agreement"]);
    let map = daemon.json("/api/geojson?type=Battles");
    assert_eq!(map["features"][0]["geometry"]["coordinates"], serde_json::json!([16.59, 31.21]));
    let feeds = daemon.json("/api/feeds");
    let states: Vec<&str> = feeds.as_array().unwrap().iter().map(|feed| feed["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["fine", "fine"]);

    let (_, metrics) = daemon.get("/metrics");
    assert_eq!(samples(&metrics, "marsad_verdicts_total"), 6);
    assert_eq!(samples(&metrics, "marsad_items_total"), 6);
    assert_eq!(samples(&metrics, "marsad_events_total"), in_file as u64);
    assert!(metrics.contains("\nmarsad_committed_seq 6\n"), "{metrics}");
    assert!(metrics.contains("marsad_feed_last_success_timestamp_seconds{feed=\"ledger\"} "), "{metrics}");
    for sample in [
        "marsad_item_to_line_seconds_count 6\n",
        "marsad_stage_seconds_count{stage=\"fetch\"} 2\n",
        "marsad_stage_seconds_count{stage=\"read\"} 2\n",
        "marsad_queue_items{queue=\"desk\"} 0\n",
        "marsad_queue_items{queue=\"sink\"} 0\n",
        "marsad_disk_free_bytes{of=\"output\"} ",
    ] {
        assert!(metrics.contains(&format!("\n{sample}")), "{sample}{metrics}");
    }
    assert_eq!(metrics.matches("# EOF").count(), 1);
}

/// A feed with one item: so many were killed in Sirte.
fn toll(killed: u32) -> String {
    format!(
        "<rss version=\"2.0\"><channel><title>F</title><item><guid isPermaLink=\"false\">one</guid><title>Clashes in Sirte</title>\
         <description>{killed} soldiers were killed in clashes in the Libyan city of Sirte on Monday.</description>\
         <pubDate>Tue, 12 Mar 2024 09:00:00 +0200</pubDate></item></channel></rss>"
    )
}

#[test]
fn a_revision_replaces_the_events_of_the_version_before_it() {
    let own = tempfile::tempdir().unwrap();
    let file = own.path().join("own.xml");
    fs::write(&file, toll(3)).unwrap();
    let daemon = Daemon::start(&format!(
        "[poll]\nmin = \"1s\"\n[[feed]]\nid = \"own\"\nevery = \"1s\"\nurl = \"file:{}\"\n",
        file.display()
    ));
    let shown = |path: &str| -> Vec<(Value, Value)> {
        let events = daemon.json(path);
        let list = events.as_array().or_else(|| events["features"].as_array()).unwrap();
        let event = |event: &Value| event.get("properties").unwrap_or(event).clone();
        list.iter().map(event).map(|event| (event["record"].clone(), event["fatalities"].clone())).collect()
    };
    daemon.wait(|_| shown("/api/events?feed=own").len() == 1);
    fs::write(&file, toll(5)).unwrap();
    let revised = |line: &String| serde_json::from_str::<Value>(line).unwrap()["kind"] == "revision";
    daemon.wait(|daemon| daemon.lines().iter().any(revised));
    let line: Value = serde_json::from_str(daemon.lines().iter().find(|line| revised(line)).unwrap()).unwrap();
    let expected = [(line["id"].clone(), Value::from(5))];
    daemon.wait(|_| shown("/api/events?feed=own") == expected);
    assert_eq!(shown("/api/geojson?feed=own"), expected);
    // The record itself is still there to be read.
    assert_eq!(daemon.get(&format!("/api/records/{}", line["previous"].as_str().unwrap())).0, 200);
}

#[test]
fn what_cannot_be_asked_of_the_events_is_refused_with_a_hint() {
    let daemon = Daemon::start("");
    for path in ["/api/events", "/api/geojson"] {
        let told = "unknown parameter `typ`\n  hint: did you mean `type`? \
                    the parameters are since, type, status, place, feed, lang, limit\n";
        assert_eq!(daemon.get(&format!("{path}?typ=Battles")), (400, told.to_owned()));
        let told = "`since` cannot be `monday`\n  hint: a day is written 2024-03-12, a moment 2024-03-12T08:00:00Z\n";
        assert_eq!(daemon.get(&format!("{path}?since=monday")), (400, told.to_owned()));
        assert_eq!(daemon.get(&format!("{path}?since=2016-11-01&type=&limit=3")).0, 200);
    }
}

#[test]
fn the_stream_goes_on_behind_the_last_event_id() {
    let daemon = Daemon::start("");
    daemon.wait(|daemon| daemon.lines().len() == 6);
    let mut stream = TcpStream::connect(("127.0.0.1", daemon.port)).unwrap();
    stream.write_all(b"GET /api/stream HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 4\r\n\r\n").unwrap();
    let mut ids = Vec::new();
    let mut data = Vec::new();
    for line in BufReader::new(stream).lines() {
        let line = line.unwrap();
        if let Some(id) = line.strip_prefix("id: ") {
            ids.push(id.to_owned());
        }
        data.extend(line.strip_prefix("data: ").map(str::to_owned));
        if ids.len() == 2 && data.len() == 2 {
            break;
        }
    }
    assert_eq!(ids, ["5", "6"]);
    assert_eq!(data, daemon.lines()[4..]);
}

#[test]
fn nothing_but_reading_and_nothing_but_ours() {
    let daemon = Daemon::start("token = \"s3cret\"\n");
    assert_eq!(daemon.get("/api/events").0, 401);
    let with = |path: &str| daemon.request(&format!("GET {path} HTTP/1.0\r\nAuthorization: Bearer s3cret\r\n"));
    assert_eq!(with("/livez").0, 200);
    assert_eq!(daemon.request("POST /livez HTTP/1.0\r\nAuthorization: Bearer s3cret\r\n").0, 405);
    for path in ["/../etc/passwd", "/api/records/..%2F..%2Fmarsad.toml", "/page/page.html", "/api/records/x"] {
        assert_eq!(with(path).0, 404, "{path}");
    }
    let (status, head, body) = with("/");
    assert_eq!(status, 200);
    assert!(head.contains("content-security-policy: default-src 'none'"), "{head}");
    assert!(!body.contains("http://") && !body.contains("https://"), "the page asks elsewhere");
    let (_, _, feeds) = with("/api/feeds");
    assert!(!feeds.contains("s3cret"));
}
