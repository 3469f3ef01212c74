//! `marsad feed` as it is called: sources in, one object each out, whatever they are.

use std::process::Command;

use serde_json::{Value, json};

const FEED: &str = "<rss version=\"2.0\"><channel><title>أخبار &amp; تقارير</title><link>https://news.example.ly/</link>\
    <item><title>هدنة في سرت</title><link>/1</link><guid isPermaLink=\"false\">n1</guid>\
    <pubDate>Wed, 30 Nov 2016 14:05:00</pubDate><description><![CDATA[<p>نص & آخر</p><p>سطر</p>]]></description></item>\
    <item><title>A & B</title><link>https://news.example.ly/2</link><pubDate>soon</pubDate></item></channel></rss>";

/// The objects printed and the exit code.
fn feed(arguments: &[&str]) -> (Vec<Value>, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_marsad")).args(["feed", "--json"]).args(arguments).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    (lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), output.status.code())
}

#[test]
fn every_source_is_an_object_in_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (good, page, missing) = (path("good.xml"), path("page.html"), path("missing.xml"));
    std::fs::write(&good, FEED).unwrap();
    std::fs::write(&page, "<!DOCTYPE html><html><head></head></html>").unwrap();
    let url = format!("file:{good}");
    let (objects, code) = feed(&[&good, &page, &missing, &url, "http://127.0.0.1:9/", "ftp://news.example.ly/"]);
    assert_eq!(code, Some(1));
    let oks: Vec<bool> = objects.iter().map(|object| object["ok"].as_bool().unwrap()).collect();
    assert_eq!(oks, [true, false, false, true, false, false]);
    let sources: Vec<&str> = objects.iter().map(|object| object["source"].as_str().unwrap()).collect();
    assert_eq!(sources, [&good, &page, &missing, &url, "http://127.0.0.1:9/", "ftp://news.example.ly/"]);
    let expected = json!({
        "source": good, "ok": true, "format": "rss-2.0", "charset": "utf-8", "title": "أخبار & تقارير",
        "items": [
            {"item": "n1", "title": "هدنة في سرت", "url": "https://news.example.ly/1",
             "published": "2016-11-30T14:05:00+02:00", "text": "نص & آخر\nسطر"},
            {"item": "https://news.example.ly/2", "title": "A & B", "url": "https://news.example.ly/2",
             "published": null, "text": ""},
        ],
        "repairs": ["relative-url", "bare-ampersand", "date:unreadable"], "oddities": [], "error": null,
    });
    assert_eq!(objects[0], expected);
    let page = json!({
        "source": page, "ok": false, "format": null, "charset": "utf-8", "title": null, "items": [], "repairs": [],
        "oddities": [], "error": "body is a web page, not a feed",
    });
    assert_eq!(objects[1], page);
}

#[test]
fn an_empty_feed_is_a_feed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("empty.xml");
    std::fs::write(&path, "<rss version=\"2.0\"><channel><title>F</title></channel></rss>").unwrap();
    let (objects, code) = feed(&[path.to_str().unwrap()]);
    assert_eq!((code, objects[0]["ok"].as_bool()), (Some(0), Some(true)));
    assert_eq!(objects[0]["oddities"], json!(["no-items"]));
}
