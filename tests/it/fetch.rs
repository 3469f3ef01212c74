//! One request against a hostile outlet on loopback: raw sockets, so that every lie can be told.

use std::{io::Write, thread, time::Duration};

use chrono::{DateTime, Utc};
use flate2::{Compression, write::GzEncoder};
use marsad::{
    clock::Stopwatch,
    config::{FeedSettings, FeedUrl, HttpSettings, Login, Secret},
    poll::fetch::{FetchError, Fetched, Fetcher, Validators},
};
use url::Url;

use crate::liar::{Liar, respond};

fn settings() -> HttpSettings {
    HttpSettings {
        connect_timeout: Duration::from_secs(2),
        idle_timeout: Duration::from_millis(1_500),
        timeout: Duration::from_secs(2),
        max_body: 2 << 20,
        allow_addresses: vec!["127.0.0.1/32".parse().unwrap()],
        ..HttpSettings::default()
    }
}

fn now() -> DateTime<Utc> {
    "2024-03-14T12:00:00Z".parse().unwrap()
}

fn fetch_as(
    feed: &FeedSettings,
    url: &Url,
    validators: &Validators,
    settings: &HttpSettings,
) -> Result<Fetched, FetchError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { Fetcher::new(settings).unwrap().fetch(feed, url, validators, now()).await })
}

fn feed(url: &Url) -> FeedSettings {
    FeedSettings::new("f", FeedUrl::Http(url.clone()))
}

fn fetch(url: &Url) -> Result<Fetched, FetchError> {
    fetch_as(&feed(url), url, &Validators::default(), &settings())
}

#[track_caller]
fn check_refused(url: &Url, message: &str) {
    match fetch(url) {
        Ok(fetched) => panic!("{:?} instead of {message}", fetched.answer()),
        Err(error) => assert_eq!(error.to_string(), message),
    }
}

#[test]
fn redirects_to_networks_of_ours_are_refused_at_each_hop() {
    let liar = Liar::open(|path, stream| {
        let to = match path {
            "/private" => "http://10.0.0.1/feed",
            "/metadata" => "http://169.254.169.254/latest/meta-data/",
            "/mapped" => "http://[::ffff:192.168.0.1]/",
            "/odd" => "http://0x0a.1/",
            "/loopback" => "http://127.0.0.2/",
            "/cgnat" => "//100.64.0.1/feed",
            "/two" => "/private",
            _ => "file:///etc/passwd",
        };
        respond(stream, &format!("302 Found\r\nLocation: {to}"), b"")
    });
    let forbidden = |address: &str, kind: &str| {
        format!("address `{address}` is {kind}, and `http.allow_addresses` does not name it")
    };
    check_refused(&liar.url("/private"), &forbidden("10.0.0.1", "private"));
    check_refused(&liar.url("/metadata"), &forbidden("169.254.169.254", "link-local"));
    check_refused(&liar.url("/mapped"), &forbidden("192.168.0.1", "private"));
    check_refused(&liar.url("/odd"), &forbidden("10.0.0.1", "private"));
    check_refused(&liar.url("/loopback"), &forbidden("127.0.0.2", "loopback"));
    check_refused(&liar.url("/cgnat"), &forbidden("100.64.0.1", "carrier-grade NAT"));
    check_refused(&liar.url("/two"), &forbidden("10.0.0.1", "private"));
    check_refused(&liar.url("/file"), "redirect to `file:///etc/passwd`, which is no HTTP address");
}

#[test]
fn a_name_is_connected_only_at_addresses_that_may_be_asked() {
    let liar = Liar::open(|_, stream| respond(stream, "200 OK", b"<rss/>"));
    let mut url = liar.url("/feed");
    url.set_host(Some("localhost")).unwrap();
    let closed = HttpSettings { allow_addresses: Vec::new(), ..settings() };
    let error = fetch_as(&feed(&url), &url, &Validators::default(), &closed).unwrap_err().to_string();
    assert!(error.ends_with("is loopback, and `http.allow_addresses` does not name it"), "{error}");
    assert_eq!(liar.requests.lock().unwrap().len(), 0);
    assert!(matches!(fetch(&url), Ok(Fetched::Body(_, body)) if &*body == b"<rss/>"));
}

#[test]
fn redirects_end() {
    let liar = Liar::open(|path, stream| respond(stream, &format!("301 Moved\r\nLocation: {path}x"), b""));
    check_refused(&liar.url("/"), "more than 5 redirects (`http.max_redirects`)");
}

#[test]
fn bodies_without_end_and_bombs_are_stopped() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b' '; 64 << 20]).unwrap();
    let bomb = encoder.finish().unwrap();
    let liar = Liar::open(move |path, stream| match path {
        "/bomb" => respond(stream, "200 OK\r\nContent-Encoding: gzip", &bomb),
        "/declared" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")?;
            stream.write_all(b"<rss>")
        }
        _ => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
            loop {
                stream.write_all(&[b' '; 8192])?;
            }
        }
    });
    check_refused(&liar.url("/endless"), "body passed 2097152 bytes (`http.max_body`)");
    check_refused(&liar.url("/declared"), "body passed 2097152 bytes (`http.max_body`)");
    check_refused(&liar.url("/bomb"), "body passed 2097152 bytes (`http.max_body`)");
}

#[test]
fn a_drip_and_a_silence_are_cut_in_time() {
    let liar = Liar::open(|path, stream| {
        if path == "/silent" {
            thread::sleep(Duration::from_secs(20));
            return Ok(());
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
        loop {
            stream.write_all(b"<")?;
            thread::sleep(Duration::from_millis(200));
        }
    });
    let start = Stopwatch::start();
    check_refused(&liar.url("/drip"), "nothing within 2s");
    assert!(matches!(fetch(&liar.url("/silent")), Err(FetchError::Timeout { .. })));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn hundreds_of_headers_are_accepted_and_thousands_are_not() {
    let liar = Liar::open(|path, stream| {
        let count = if path == "/hundreds" { 400 } else { 3_000 };
        let headers: String = (0..count).map(|n| format!("\r\nX-{n}: {n}")).collect();
        respond(stream, &format!("200 OK{headers}"), b"<rss/>")
    });
    assert!(matches!(fetch(&liar.url("/hundreds")), Ok(Fetched::Body(_, body)) if &*body == b"<rss/>"));
    assert!(matches!(fetch(&liar.url("/thousands")), Err(FetchError::Connection(_))));
}

#[test]
fn a_body_that_breaks_off_is_kept_and_named() {
    let liar = Liar::open(|_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss><channel><item>")
    });
    let Ok(Fetched::Body(answer, body)) = fetch(&liar.url("/cut")) else { panic!("nothing was kept") };
    assert_eq!(
        (&*body, answer.oddities.as_slice()),
        (b"<rss><channel><item>".as_slice(), ["body-cut".to_owned()].as_slice())
    );
}

#[test]
fn validators_go_out_byte_for_byte() {
    let liar = Liar::open(|_, stream| respond(stream, "304 Not Modified", b""));
    let url = liar.url("/feed");
    let validators = Validators {
        etag: Some(b"W/\"caf\xc3\xa9\"".to_vec()),
        last_modified: Some(b"Thu, 14 Mar 2024 10:00:00 GMT".to_vec()),
    };
    assert!(matches!(fetch_as(&feed(&url), &url, &validators, &settings()), Ok(Fetched::NotModified(_))));
    let request = liar.requests.lock().unwrap().concat().to_ascii_lowercase();
    assert!(request.contains("\r\nif-none-match: w/\"café\"\r\n"), "{request}");
    assert!(request.contains("\r\nif-modified-since: thu, 14 mar 2024 10:00:00 gmt\r\n"), "{request}");
}

#[test]
fn secrets_never_cross_origins() {
    let other = Liar::open(|_, stream| respond(stream, "200 OK", b"<rss/>"));
    let to = other.url("/stolen");
    let outlet = Liar::open(move |_, stream| respond(stream, &format!("307 Away\r\nLocation: {to}"), b""));
    let url = outlet.url("/feed");
    let mut settings_of = feed(&url);
    settings_of.login = Some(Login::Bearer(Secret("s3cret-token".to_owned())));
    settings_of.cookie = Some(Secret("session=s3cret".to_owned()));
    settings_of.headers = vec![("X-Api-Key".to_owned(), Secret("s3cret-key".to_owned()))];
    let fetched = fetch_as(&settings_of, &url, &Validators::default(), &settings()).unwrap();
    let [first, second] = [&outlet, &other].map(|liar| liar.requests.lock().unwrap().concat());
    assert_eq!(first.matches("s3cret").count(), 3, "{first}");
    assert_eq!(second.matches("s3cret").count(), 0, "{second}");
    assert_eq!(fetched.answer().hops.len(), 1);
    // An address that the outlet named as its new one, or as that of older items, is no more ours.
    fetch_as(&settings_of, &other.url("/moved"), &Validators::default(), &settings()).unwrap();
    assert_eq!(other.requests.lock().unwrap().concat().matches("s3cret").count(), 0);
    assert!(!format!("{settings_of:?}").contains("s3cret"));
}

#[test]
fn a_refusal_keeps_its_status_and_its_wish() {
    let liar = Liar::open(|path, stream| match path {
        "/later" => respond(stream, "429 Too Many Requests\r\nRetry-After: 3600", b""),
        "/busy" => respond(stream, "503 Busy\r\nRetry-After: Thu, 14 Mar 2024 12:30:00 GMT", b""),
        "/gone" => respond(stream, "410 Gone\r\nRetry-After: 60", b""),
        "/broken" => respond(stream, "500 Oops\r\nRetry-After: 86400", b""),
        _ => respond(stream, "500 Oops", b""),
    });
    for (path, status, at) in [
        ("/later", 429, Some("2024-03-14T13:00:00Z")),
        ("/busy", 503, Some("2024-03-14T12:30:00Z")),
        // What other refusals say of later is not meant.
        ("/gone", 410, None),
        ("/broken", 500, None),
        ("/plain", 500, None),
    ] {
        match fetch(&liar.url(path)) {
            Err(FetchError::Status { status: told, retry_at, .. }) => {
                assert_eq!((told, retry_at), (status, at.map(|at| at.parse().unwrap())), "{path}");
            }
            other => panic!("{path}: {other:?}"),
        }
    }
}

/// Only so many large bodies may be in memory at once. Who waits for one of them to be read is not blamed
/// on the outlet, however long it takes.
#[track_caller]
fn check_turn(length: usize, at_once: usize) {
    let liar = Liar::open(move |_, stream| respond(stream, "200 OK", &vec![b' '; length]));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let url = liar.url("/large");
    let limit = Duration::from_secs(5);
    let patient =
        HttpSettings { timeout: limit, idle_timeout: Duration::from_secs(60), max_body: 8 << 20, ..settings() };
    let fetcher = runtime.block_on(async { Fetcher::new(&patient).unwrap() });
    let ask = || {
        let (fetcher, url) = (fetcher.clone(), url.clone());
        async move { fetcher.fetch(&feed(&url), &url, &Validators::default(), now()).await }
    };
    let mut held: Vec<Fetched> = (0..at_once).map(|_| runtime.block_on(ask()).unwrap()).collect();
    let next = runtime.spawn(ask());
    thread::sleep(limit + Duration::from_secs(1));
    assert!(!next.is_finished());
    held.pop();
    match runtime.block_on(next).unwrap() {
        Ok(Fetched::Body(_, body)) => assert_eq!(body.len(), length),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_fifth_large_body_waits_for_its_turn() {
    check_turn(3 << 19, 4);
}

#[test]
fn a_second_body_of_more_than_two_mib_waits_for_its_turn() {
    check_turn(5 << 19, 1);
}

/// Three quarters of a MiB, packed to a few KiB, is large when it is unpacked.
#[test]
fn what_grows_in_unpacking_takes_its_place_then() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(b"<rss/>".repeat(1 << 17).as_slice()).unwrap();
    let packed = encoder.finish().unwrap();
    let liar = Liar::open(move |_, stream| respond(stream, "200 OK\r\nContent-Encoding: gzip", &packed));
    match fetch(&liar.url("/feed")) {
        Ok(Fetched::Body(answer, body)) => assert_eq!((body.len(), answer.oddities), (6 << 17, Vec::new())),
        other => panic!("{other:?}"),
    }
}
