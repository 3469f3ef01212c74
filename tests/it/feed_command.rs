//! `marsad feed` as it is called: sources in, one object each out, whatever they are.

use std::{process::Command, thread, time::Duration};

use marsad::clock::Stopwatch;

use serde_json::{Value, json};

use crate::liar::{Liar, respond};

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

/// What is printed for people.
fn page(arguments: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_marsad"))
        .args(["-o", "http.allow_addresses=[\"127.0.0.1\"]", "feed"])
        .args(arguments)
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

#[test]
fn a_person_is_told_all_of_it() {
    let (body, _, _) = encoding_rs::WINDOWS_1256.encode(
        "<rss version=\"2.0\"><channel><title>أخبار &amp; تقارير</title><link>https://news.example.ly/</link><ttl>30</ttl>\
         <skipDays></skipDays><item><title>هدنة في سرت</title><link>/1</link><guid isPermaLink=\"false\">n1</guid>\
         <category>سياسة</category><author>news@example.ly (محمد)</author><pubDate>Wed, 30 Nov 2016 14:05</pubDate>\
         <description>قال متحدث باسم المجلس البلدي في المدينة & آخر</description></item>\
         <item><title>A</title><link>https://news.example.ly/2</link><pubDate>soon</pubDate></item>\
         <item><title>B",
    );
    let body = body.into_owned();
    let length = body.len();
    let liar = Liar::open(move |path, stream| match path {
        "/old" => respond(stream, "301 Moved\r\nLocation: /feed", b""),
        _ => respond(stream, "200 OK\r\nETag: W/\"7\"\r\nCache-Control: max-age=60\r\nSet-Cookie: a=b", &body),
    });
    let (old, new) = (liar.url("/old").to_string(), liar.url("/feed").to_string());
    let expected = format!(
        "{old}
  redirect   301 {old}
  status     200 {new}
  header     etag: W/\"7\"
  header     cache-control: max-age=60
  header     connection: close
  header     content-length: {length}
  validators ETag W/\"7\"
  bytes      {length}
  charset    windows-1256 (guessed from the letters)
  format     rss-2.0
  title      أخبار & تقارير
  page       https://news.example.ly/
  zone       UTC for dates without one (nothing says another)
  asks for   ttl 30m; max-age 1m
  repairs    truncated, charset:windows-1256:guessed, bare-ampersand, relative-url, date:unreadable
  oddities   none
  items      2 (1 with a usable date, 1 could not be read)
  schedule   next poll in 30m: overlap 0 %, ttl 30m is a floor

  title      هدنة في سرت
  item       n1
  url        {base}1
  published  2016-11-30T14:05:00+00:00 (from `Wed, 30 Nov 2016 14:05`)
  authors    محمد
  categories سياسة
  text       قال متحدث باسم المجلس البلدي في المدينة & آخر (45 characters)
  repairs    bare-ampersand, relative-url, truncated, charset:windows-1256:guessed

  title      A
  item       https://news.example.ly/2
  url        https://news.example.ly/2
  published  when first seen (`soon` is no usable date)
  text        (0 characters)
  repairs    date:unreadable, truncated, charset:windows-1256:guessed

",
        base = liar.url("/"),
    );
    assert_eq!(page(&[&old]), (expected, Some(0)));
}

#[test]
fn a_person_is_told_why_there_is_no_feed() {
    let liar = Liar::open(move |path, stream| match path {
        "/busy" => respond(stream, "503 Busy\r\nServer: x\r\nRetry-After: 86400", b""),
        _ => respond(stream, "200 OK", b"<!DOCTYPE html>\n<html><head><title>Just a moment...</title></head></html>"),
    });
    let (busy, page_url) = (liar.url("/busy").to_string(), liar.url("/page").to_string());
    let expected = format!(
        "{busy}
  status     503 {busy}
  header     server: x
  header     retry-after: 86400
  header     connection: close
  header     content-length: 0
  validators none: every poll fetches all
  error      outlet answered `503`
  schedule   next poll in 1d: the outlet asked for it, failed once

{page_url}
  status     200 {page_url}
  header     connection: close
  header     content-length: 73
  validators none: every poll fetches all
  error      body is a bot check, not a feed
  bytes      73
  charset    utf-8 (valid UTF-8)
  begins     <!DOCTYPE html> <html><head><title>Just a moment...</title></head></html>
  schedule   next poll in 2m: failed once, body is a bot check, not a feed

"
    );
    assert_eq!(page(&[&busy, &page_url]), (expected, Some(1)));
}

#[test]
fn addresses_are_asked_together_and_told_in_order() {
    let liar = Liar::open(|path, stream| {
        // The first of all is the slowest.
        if path == "/0" {
            thread::sleep(Duration::from_secs(2));
        }
        respond(stream, "200 OK", FEED.replace("أخبار", path).as_bytes())
    });
    let urls: Vec<String> = (0..200).map(|n| liar.url(&format!("/{n}")).to_string()).collect();
    let watch = Stopwatch::start();
    let output = Command::new(env!("CARGO_BIN_EXE_marsad"))
        .args(["-o", "http.allow_addresses=[\"127.0.0.1\"]", "feed", "--json"])
        .args(&urls)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let lines = String::from_utf8(output.stdout).unwrap();
    let told: Vec<(String, String)> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|line| (line["source"].as_str().unwrap().to_owned(), line["title"].as_str().unwrap().to_owned()))
        .collect();
    let expected: Vec<(String, String)> =
        urls.iter().enumerate().map(|(n, url)| (url.clone(), format!("/{n} & تقارير"))).collect();
    assert_eq!(told, expected);
    assert!(watch.elapsed() < Duration::from_secs(60), "{:?}", watch.elapsed());
}
