//! The whole line: the real binary over a real outlet, run, stopped and killed.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use marsad::{
    clock::Stopwatch,
    model::{Changes, Memory, memory::Table},
    poll::schedule::History,
    state::{OpenOptions, Store},
};
use serde_json::Value;

use crate::outlet::Outlet;

/// How long we wait for the daemon to do what it does within a second or two.
const PATIENCE: Duration = Duration::from_secs(60);

/// An RSS 2.0 feed in Arabic with items `1..=last`.
fn arabic(last: u32) -> String {
    arabic_range(1..=last)
}

fn arabic_range(numbers: std::ops::RangeInclusive<u32>) -> String {
    let items: String = numbers
        .rev()
        .map(|n| {
            format!(
                "<item><title>اشتباكات في مدينة سرت توقع {n} قتلى</title><link>https://akhbar.example/{n}</link>\
                 <guid isPermaLink=\"false\">akhbar-{n}</guid><pubDate>Tue, 12 Mar 2024 09:{n:02}:00 +0200</pubDate>\
                 <description>أعلن مصدر طبي في مدينة سرت الليبية مقتل {n} من عناصر القوة رقم {n} في اشتباكات \
                 اندلعت صباح اليوم قرب الحي رقم {n} من المدينة.</description></item>"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>أخبار</title>\
         <link>https://akhbar.example/</link><description>أخبار ليبيا</description>{items}</channel></rss>"
    )
}

/// An Atom feed in English with entries `1..=last`.
fn english(last: u32) -> String {
    let entries: String = (1..=last)
        .rev()
        .map(|n| {
            format!(
                "<entry><title>Shelling near Misrata wounds {n} people</title><id>tag:post.example,2024:{n}</id>\
                 <link href=\"https://post.example/{n}\"/><updated>2024-03-12T10:{n:02}:00Z</updated>\
                 <published>2024-03-12T10:{n:02}:00Z</published><content type=\"html\">&lt;p&gt;Shells hit street \
                 number {n} near Misrata in western Libya on Tuesday and wounded {n} people, hospital {n} said.\
                 &lt;/p&gt;</content></entry>"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Post</title>\
         <id>tag:post.example,2024:feed</id><updated>2024-03-12T12:00:00Z</updated>{entries}</feed>"
    )
}

/// A JSON Feed in French with items `1..=last`.
fn french(last: u32) -> String {
    let items: Vec<Value> = (1..=last)
        .rev()
        .map(|n| {
            serde_json::json!({
                "id": format!("gazette-{n}"),
                "url": format!("https://gazette.example/{n}"),
                "title": format!("Libye : {n} migrants secourus au large de Zouara"),
                "content_text": format!(
                    "Les garde-côtes libyens ont secouru mardi {n} migrants au large de Zouara, dans l'ouest de la \
                     Libye, a indiqué leur porte-parole numéro {n}."
                ),
                "date_published": format!("2024-03-12T11:{n:02}:00Z"),
            })
        })
        .collect();
    serde_json::json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "items": items }).to_string()
}

struct Desk {
    outlet: Outlet,
    dir: tempfile::TempDir,
}

impl Desk {
    fn open() -> Self {
        let desk = Self { outlet: Outlet::open(), dir: tempfile::tempdir().unwrap() };
        let feeds: String = [("akhbar", "ar"), ("post", "en"), ("gazette", "fr")]
            .iter()
            .map(|(id, lang)| {
                format!("[[feed]]\nid = \"{id}\"\nurl = \"{}\"\nlang = \"{lang}\"\n", desk.outlet.url(id))
            })
            .collect();
        let config = format!(
            "[poll]\nevery = \"1s\"\nmin = \"1s\"\nspacing = \"0s\"\n[http]\nallow_addresses = [\"127.0.0.0/8\"]\n\
             [extract]\nkeep = \"all\"\n[dedup]\nnear = false\n[ops]\nlisten = \"\"\n{feeds}"
        );
        fs::write(desk.dir.path().join("marsad.toml"), config).unwrap();
        desk
    }

    fn publish(&self, last: u32) {
        self.outlet.publish("akhbar", "application/rss+xml; charset=utf-8", arabic(last));
        self.outlet.publish("post", "application/atom+xml", english(last));
        self.outlet.publish("gazette", "application/feed+json", french(last));
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_marsad"));
        command.arg(name).current_dir(self.dir.path()).stdin(Stdio::null()).stderr(Stdio::piped());
        command
    }

    fn once(&self) {
        let done = self.command("once").output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    fn run(&self) -> Daemon {
        Daemon(self.command("run").stderr(Stdio::null()).spawn().unwrap())
    }

    fn output(&self) -> PathBuf {
        self.dir.path().join("out/marsad.ndjson")
    }

    /// The whole lines that can be read now.
    fn lines(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.output()).unwrap_or_default();
        text.split_inclusive('\n')
            .filter(|line| line.ends_with('\n'))
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    fn wait_for_lines(&self, count: usize) {
        let start = Stopwatch::start();
        while self.lines().len() < count {
            assert!(start.elapsed() < PATIENCE, "{} of {count} lines came", self.lines().len());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Each item is out exactly once, numbered without a gap, and valid.
    fn check(&self, last: u32) {
        let lines = self.lines();
        let seqs: Vec<u64> = lines.iter().map(|line| line["seq"].as_u64().unwrap()).collect();
        assert_eq!(seqs, (1..=u64::from(last) * 3).collect::<Vec<_>>());
        let items: BTreeSet<String> = lines.iter().map(|line| line["item"].as_str().unwrap().to_owned()).collect();
        let expected: BTreeSet<String> = (1..=last)
            .flat_map(|n| [format!("akhbar-{n}"), format!("tag:post.example,2024:{n}"), format!("gazette-{n}")])
            .collect();
        assert_eq!(items, expected);
        let validator = jsonschema::validator_for(&marsad::record::schema()).unwrap();
        for line in &lines {
            if let Err(error) = validator.validate(line) {
                panic!("{error} at {}", error.instance_path());
            }
            check_evidence(line);
        }
    }
}

/// `field[start:end] == exact`, always.
fn check_evidence(line: &Value) {
    for evidence in line["events"].as_array().unwrap().iter().flat_map(|event| event["evidence"].as_array().unwrap()) {
        let field = line[evidence["field"].as_str().unwrap()].as_str().unwrap();
        let [start, end] = ["start", "end"].map(|key| evidence[key].as_u64().unwrap() as usize);
        let words: String = field.chars().skip(start).take(end - start).collect();
        assert_eq!(words, evidence["exact"].as_str().unwrap());
    }
}

/// A running daemon; killed with the value.
struct Daemon(Child);

impl Daemon {
    fn terminate(mut self) {
        let pid = self.0.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert_eq!(self.0.wait().unwrap().code(), Some(0));
    }

    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // It may have ended already.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn statuses(log: &[(String, u16)]) -> Vec<u16> {
    log.iter().map(|(_, status)| *status).collect()
}

#[test]
fn a_second_poll_is_three_times_not_modified_and_adds_nothing() {
    let desk = Desk::open();
    desk.publish(4);
    desk.once();
    desk.check(4);
    assert_eq!(statuses(&desk.outlet.take_log()), [200, 200, 200]);
    let before = fs::read(desk.output()).unwrap();
    let told = desk.command("once").output().unwrap().stderr;
    let told = String::from_utf8(told).unwrap();
    assert!(told.lines().any(|line| line == "feeds    3: 0 read, 3 unchanged, 0 failed"), "{told}");
    assert!(!told.contains('\u{1b}'), "colours for nobody: {told}");
    assert_eq!(statuses(&desk.outlet.take_log()), [304, 304, 304]);
    assert_eq!(fs::read(desk.output()).unwrap(), before);
}

#[test]
fn nothing_is_lost_or_doubled_when_the_daemon_is_stopped_and_killed() {
    let desk = Desk::open();
    desk.publish(3);
    let daemon = desk.run();
    desk.wait_for_lines(9);
    desk.publish(6);
    desk.wait_for_lines(18);
    daemon.terminate();
    desk.check(6);
    let mut last = 6;
    for _ in 0..4 {
        let daemon = desk.run();
        last += 3;
        desk.publish(last);
        // Killed as soon as the first of the new lines is there: others are on their way.
        desk.wait_for_lines(last as usize * 3 - 8);
        daemon.kill();
    }
    desk.once();
    desk.check(last);
}

#[test]
fn a_feed_that_fails_is_named_and_the_others_go_on() {
    let desk = Desk::open();
    desk.publish(2);
    desk.outlet.publish(
        "post",
        "text/html",
        "<!DOCTYPE html><html><head><title>Log in</title></head><body></body></html>",
    );
    let done = desk.command("once").arg("--strict").output().unwrap();
    assert_eq!(done.status.code(), Some(1));
    let told = String::from_utf8(done.stderr).unwrap();
    assert!(told.lines().any(|line| line == "feeds    3: 2 read, 1 failed"), "{told}");
    assert_eq!(desk.lines().len(), 4);
}

#[test]
fn the_demo_gives_the_same_bytes_each_time_but_for_the_time_of_fetching() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/demo.toml");
    let run = || {
        let dir = tempfile::tempdir().unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_marsad"))
            .args(["once", "--strict", "--config", demo.to_str().unwrap()])
            .args(["-o", &format!("state.dir={}", dir.path().join("state").display())])
            .args(["-o", &format!("output.path={}", dir.path().join("out.ndjson").display())])
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let text = fs::read_to_string(dir.path().join("out.ndjson")).unwrap();
        let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for line in &mut lines {
            assert!(line["fetched"].is_string());
            line["fetched"] = Value::Null;
        }
        lines
    };
    let first = run();
    assert_eq!(first, run());
    let kinds: Vec<(&str, &str)> =
        first.iter().map(|line| (line["feed"]["id"].as_str().unwrap(), line["kind"].as_str().unwrap())).collect();
    let revision = first.iter().find(|line| line["kind"] == "revision").unwrap();
    let head = first.iter().find(|line| line["id"] == revision["previous"]).unwrap();
    assert_eq!(
        (head["feed"]["id"].as_str(), revision["changed"].clone()),
        (Some("agency"), serde_json::json!(["title", "text", "numbers"]))
    );
    assert!(!kinds.iter().any(|(feed, _)| *feed == "mirror"), "a copy was written: {kinds:?}");
    let barqa = first.iter().find(|line| line["feed"]["id"] == "barqa").unwrap();
    assert_eq!(barqa["title"], "الإفراج عن أربعة مهندسين خطفوا قرب الكفرة");
}

#[test]
fn a_reload_adds_a_feed_to_the_running_daemon_and_a_bad_file_changes_nothing() {
    let desk = Desk::open();
    desk.publish(1);
    let daemon = desk.run();
    desk.wait_for_lines(3);
    let file = desk.dir.path().join("marsad.toml");
    let config = fs::read_to_string(&file).unwrap();
    desk.outlet.publish("extra", "application/feed+json", french(2).replace("gazette", "extra"));
    let more = format!("{config}[[feed]]\nid = \"extra\"\nurl = \"{}\"\n", desk.outlet.url("extra"));
    fs::write(&file, more.replace("keep = \"all\"", "keep = \"about\"")).unwrap();
    let reload = || {
        let done = desk.command("reload").output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (done.status.code(), text(done.stdout), text(done.stderr))
    };
    assert_eq!(reload(), (Some(0), "extract.keep: \"all\" → \"about\"\n+ feed extra\n".to_owned(), String::new()));
    assert_eq!(reload(), (Some(0), "nothing changed in the configuration or the lexicon\n".to_owned(), String::new()));
    desk.wait_for_lines(4);
    fs::write(&file, "[poll]\nevery = 5\n").unwrap();
    let problem = "marsad.toml:2:9: `every` must be a string, not integer\n1 problem\n";
    assert_eq!(reload(), (Some(2), String::new(), problem.to_owned()));
    fs::write(&file, config).unwrap();
    daemon.terminate();
    assert!(!desk.dir.path().join("state/control.sock").exists());
    let (code, out, told) = reload();
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(told.starts_with("no daemon listens at "), "{told}");
}

/// A village of one's own, in a file beside the embedded ones.
fn village(kind: &str) -> String {
    format!(
        "[[place]]\nid = \"ain-rumaila\"\nname = \"Ain Rumaila\"\nkind = \"{kind}\"\ncountry = \"LY\"\nen = [\"Ain Rumaila\"]\n"
    )
}

#[test]
fn a_reload_takes_an_edited_lexicon_and_a_broken_one_changes_nothing() {
    let desk = Desk::open();
    let (file, words) = (desk.dir.path().join("marsad.toml"), desk.dir.path().join("words"));
    fs::create_dir(&words).unwrap();
    let config = fs::read_to_string(&file).unwrap();
    fs::write(&file, config.replace("[extract]\n", "[extract]\nlexicon = \"words\"\n")).unwrap();
    let publish = |last: u32| {
        let text = english(last).replace("Misrata", "Ain Rumaila");
        desk.outlet.publish("post", "application/atom+xml", text);
    };
    publish(1);
    let daemon = desk.run();
    desk.wait_for_lines(1);
    let reload = || {
        let done = desk.command("reload").output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (done.status.code(), text(done.stdout), text(done.stderr))
    };
    let coder = |line: &Value| line["coder"].as_str().unwrap().rsplit(' ').next().unwrap().to_owned();
    let old = coder(&desk.lines()[0]);
    fs::write(words.join("gazetteer.toml"), village("village")).unwrap();
    let (code, out, told) = reload();
    publish(2);
    desk.wait_for_lines(2);
    let new = coder(&desk.lines()[1]);
    assert_eq!((code, out, told), (Some(0), format!("lexicon: {old} → {new}\n"), String::new()));

    fs::write(words.join("gazetteer.toml"), village("vilage")).unwrap();
    let (code, out, told) = reload();
    let told: Vec<&str> =
        told.lines().map(|line| line.split_once("? the kinds").map_or(line, |(line, _)| line)).collect();
    let expected = [
        "gazetteer.toml:4:8: `kind` cannot be `vilage`",
        "  hint: did you mean `village`",
        "the old configuration and lexicon stay at work",
    ];
    assert_eq!((code, out.as_str(), told.as_slice()), (Some(2), "", expected.as_slice()));
    publish(3);
    desk.wait_for_lines(3);
    let seen: Vec<(String, Value)> =
        desk.lines().iter().map(|line| (coder(line), line["mentions"]["places"][0]["id"].clone())).collect();
    let village = serde_json::json!("ain-rumaila");
    assert_eq!(seen[1..], [(new.clone(), village.clone()), (new, village.clone())]);
    assert_ne!(seen[0].1, village);
    daemon.terminate();
}

#[test]
fn an_option_of_a_reload_is_refused_unless_it_finds_the_daemon() {
    let desk = Desk::open();
    let done = desk.command("reload").args(["-o", "poll.every=5m"]).output().unwrap();
    let expected = "-o poll.every=5m: an option does not reach the running daemon\n  \
                    hint: write it into the configuration; only `-o state.dir=DIR` is of use here, to find the daemon\n";
    assert_eq!((done.status.code(), String::from_utf8(done.stderr).unwrap().as_str()), (Some(2), expected));
    let done = desk.command("reload").args(["-o", "state.dir=elsewhere"]).output().unwrap();
    let expected = "no daemon listens at elsewhere/control.sock\n  \
                    hint: `marsad run` with the same configuration starts one\n";
    assert_eq!((done.status.code(), String::from_utf8(done.stderr).unwrap().as_str()), (Some(1), expected));
}

#[test]
fn a_gap_is_filled_from_older_pages() {
    let desk = Desk::open();
    let config = format!(
        "[poll]\nspacing = \"0s\"\n[http]\nallow_addresses = [\"127.0.0.0/8\"]\n[extract]\nkeep = \"all\"\n[dedup]\nnear = false\n\
         [ops]\nlisten = \"\"\n[[feed]]\nid = \"akhbar\"\nurl = \"{}\"\n",
        desk.outlet.url("feed")
    );
    fs::write(desk.dir.path().join("marsad.toml"), config).unwrap();
    let publish = |name: &str, range| desk.outlet.publish(name, "application/rss+xml", arabic_range(range));
    publish("feed", 1..=3);
    desk.once();
    publish("feed", 10..=12);
    publish("feed?paged=2", 6..=9);
    publish("feed?paged=3", 3..=5);
    desk.outlet.take_log();
    desk.once();
    let asked: Vec<String> =
        desk.outlet.take_log().into_iter().map(|(name, status)| format!("{name} {status}")).collect();
    assert_eq!(asked, ["feed 200", "feed?paged=2 200", "feed?paged=3 200"]);
    let mut items: Vec<u32> = desk
        .lines()
        .iter()
        .map(|line| line["item"].as_str().unwrap().trim_start_matches("akhbar-").parse().unwrap())
        .collect();
    items.sort_unstable();
    assert_eq!(items, (1..=12).collect::<Vec<_>>());
    let feeds = desk.command("feeds").arg("--json").output().unwrap();
    let row: Value = serde_json::from_slice(&feeds.stdout).unwrap();
    assert_eq!(
        (row["state"].as_str(), row["items_new"].as_u64(), row["items_seen"].as_u64()),
        (Some("fine"), Some(12), Some(1))
    );
}

#[test]
fn a_backlog_is_marked_and_read_oldest_first_at_first_and_after_an_outage() {
    let desk = Desk::open();
    let seen = |from: usize| -> Vec<(String, bool)> {
        let text = |line: &Value| line["item"].as_str().unwrap().to_owned();
        let of_post = desk.lines().into_iter().filter(|line| line["feed"]["id"] == "post");
        of_post.skip(from).map(|line| (text(&line), line["backlog"].as_bool().unwrap())).collect()
    };
    let expected = |numbers: std::ops::RangeInclusive<u32>, backlog| -> Vec<(String, bool)> {
        numbers.map(|n| (format!("tag:post.example,2024:{n}"), backlog)).collect()
    };
    desk.publish(3);
    desk.once();
    assert_eq!(seen(0), expected(1..=3, true));
    desk.publish(5);
    desk.once();
    assert_eq!(seen(3), expected(4..=5, false));

    // The daemon was down for two days.
    let store = Store::open(&desk.dir.path().join("state"), OpenOptions::default()).unwrap();
    let mut history = History::from_bytes(&store.get(Table::Feed, b"post").unwrap().unwrap());
    history.last_success = history.last_success.map(|last| last - chrono::Duration::days(2));
    let mut changes = Changes::default();
    changes.put(Table::Feed, b"post", history.to_bytes());
    store.commit(&[&changes], None, &store.ledger().unwrap()).unwrap();
    drop(store);
    desk.publish(9);
    desk.once();
    assert_eq!(seen(5), expected(6..=9, true));
}
