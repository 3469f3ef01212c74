//! One source: fetched, read, shown.

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;

use super::view;
use crate::{
    clock,
    config::{Config, FeedSettings, FeedUrl, feed},
    model::Article,
    poll::{
        fetch::{Answer, FetchError, Fetched, Fetcher, Validators},
        file,
        parse::{self, Hints, Reading, guard},
        poller::politeness_key,
        schedule::Failure,
        tls,
    },
    text::{self, identity},
};

/// All that is known of one source.
pub(super) struct Examined {
    /// As given.
    pub(super) source: String,
    pub(super) settings: FeedSettings,
    /// What the server said; `None` if nothing came.
    pub(super) answer: Option<Answer>,
    pub(super) bytes: usize,
    /// How a body begins that is no feed.
    pub(super) begins: Option<String>,
    pub(super) reading: Option<Reading>,
    pub(super) articles: Vec<Article>,
    pub(super) error: Option<String>,
    /// How the schedule would take it.
    pub(super) failure: Option<Failure>,
    pub(super) now: DateTime<Utc>,
}

impl Examined {
    /// Whether a feed was recognised.
    pub(super) fn ok(&self) -> bool {
        self.error.is_none()
    }
}

/// What is printed of one source.
pub(super) struct Shown {
    pub(super) bytes: Vec<u8>,
    pub(super) ok: bool,
}

/// Fetches and reads.
pub(super) struct Desk {
    config: Config,
    json: bool,
    fetcher: Fetcher,
    /// Places at each outlet: thousands of addresses of one are no reason to storm it.
    outlets: Mutex<BTreeMap<String, Arc<Semaphore>>>,
}

impl Desk {
    pub(super) fn new(config: Config, json: bool) -> Result<Self, String> {
        tls::install();
        let fetcher = Fetcher::new(&config.http).map_err(|error| error.to_string())?;
        Ok(Self { config, json, fetcher, outlets: Mutex::default() })
    }

    /// Examines a source.
    pub(super) async fn show(self: Arc<Self>, source: OsString) -> Shown {
        let now = clock::now();
        let examined = self.blank(&source, now);
        let url = match address(&source) {
            Ok(url) => url,
            Err(hint) => {
                let error = format!("`{}` is no address of a feed: {hint}", examined.source);
                return self.print(&Examined { error: Some(error), ..examined });
            }
        };
        let examined = Examined { settings: self.settings(url), ..examined };
        let fetched = match &examined.settings.url {
            FeedUrl::Http(url) => {
                let outlet = self.outlet(url, &examined.settings);
                // Never closed.
                let _place = outlet.acquire().await.ok();
                Some(self.fetcher.fetch(&examined.settings, url, &Validators::default(), now).await)
            }
            FeedUrl::File(_) => None,
        };
        let desk = Arc::clone(&self);
        let read = tokio::task::spawn_blocking(move || desk.read(examined, fetched));
        read.await.unwrap_or_else(|_| self.failed(&source))
    }

    /// What is printed of a source that took its reader down.
    pub(super) fn failed(&self, source: &OsStr) -> Shown {
        self.print(&Examined { error: Some("the reader failed".to_owned()), ..self.blank(source, clock::now()) })
    }

    fn blank(&self, source: &OsStr, now: DateTime<Utc>) -> Examined {
        Examined {
            source: source.to_string_lossy().into_owned(),
            settings: FeedSettings::new("feed", FeedUrl::File(PathBuf::from(source))),
            answer: None,
            bytes: 0,
            begins: None,
            reading: None,
            articles: Vec::new(),
            error: None,
            failure: None,
            now,
        }
    }

    /// The settings of the feed if it is configured, else nothing but its address.
    fn settings(&self, url: FeedUrl) -> FeedSettings {
        let configured = self.config.feeds.iter().find(|feed| feed.url == url);
        configured.cloned().unwrap_or_else(|| FeedSettings::new("feed", url))
    }

    fn outlet(&self, url: &url::Url, settings: &FeedSettings) -> Arc<Semaphore> {
        let poll = &self.config.poll;
        let key = politeness_key(url, settings.key.unwrap_or(poll.key));
        let mut outlets = self.outlets.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(outlets.entry(key).or_insert_with(|| Arc::new(Semaphore::new(poll.per_key))))
    }

    /// Reads what came, or the file. Blocks.
    fn read(&self, mut examined: Examined, fetched: Option<Result<Fetched, FetchError>>) -> Shown {
        let fetched = match (fetched, &examined.settings.url) {
            (Some(fetched), _) => fetched,
            (None, FeedUrl::File(path)) => file::read_given(path, self.fetcher.max_body()),
            (None, FeedUrl::Http(_)) => return self.print(&examined),
        };
        match fetched {
            Ok(Fetched::Body(answer, body)) => {
                if guard::guarded(|| self.read_body(&mut examined, answer, &body)).is_none() {
                    examined.error = Some("the reader failed".to_owned());
                }
            }
            Ok(Fetched::NotModified(answer)) => {
                examined.error = Some("outlet answered `304` to a question without validators".to_owned());
                examined.answer = Some(answer);
            }
            Err(error) => {
                examined.failure = Some(Failure::of(&error));
                examined.error = Some(with_cause(&error));
                if let FetchError::Status { answer, .. } = error {
                    examined.answer = Some(*answer);
                }
            }
        }
        self.print(&examined)
    }

    fn read_body(&self, examined: &mut Examined, answer: Answer, body: &[u8]) {
        let settings = &examined.settings;
        let hints = Hints {
            content_type: answer.content_type.as_deref(),
            url: Some(&answer.url),
            charset: settings.charset,
            zone: settings.zone,
            lang: settings.lang,
            max_items: self.config.poll.max_items,
            max_field: usize::try_from(self.config.poll.max_field).unwrap_or(usize::MAX),
        };
        let mut reading = parse::read(body, &hints, examined.now);
        identity::drop_unusable_guids(&mut reading.items, reading.link.as_deref());
        let source = Arc::new(settings.source());
        let items = reading.items.iter().cloned();
        examined.articles = items.map(|item| text::compose(item, &source, None, false)).collect();
        if let Some(error) = &reading.error {
            examined.begins = Some(beginning(body));
            examined.failure = Some(Failure::unreadable(answer.status, error.to_string()));
            examined.error = Some(error.to_string());
        }
        examined.bytes = body.len();
        examined.reading = Some(reading);
        examined.answer = Some(answer);
    }

    fn print(&self, examined: &Examined) -> Shown {
        let mut bytes = Vec::new();
        // Writing to memory cannot fail.
        let written = match self.json {
            true => view::write_json(examined, &mut bytes),
            false => view::write_text(examined, &self.config, &mut bytes),
        };
        Shown { bytes, ok: examined.ok() && written.is_ok() }
    }
}

/// So much of a body shows what it is.
const BEGINNING: usize = 160;

fn beginning(body: &[u8]) -> String {
    let head = String::from_utf8_lossy(body.get(..body.len().min(4 * BEGINNING)).unwrap_or(body)).into_owned();
    let words: Vec<&str> =
        head.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(BEGINNING).collect()
}

/// An argument with `://` or `file:` is an address, any other a path.
fn address(source: &OsStr) -> Result<FeedUrl, String> {
    match source.to_str() {
        Some(text) if text.contains("://") || text.starts_with("file:") => feed::parse_url(text, Path::new("")),
        Some(_) | None => Ok(FeedUrl::File(PathBuf::from(source))),
    }
}

/// An error with its causes, in one line.
fn with_cause(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        // Some errors tell their cause themselves.
        let told = inner.to_string();
        if !line.contains(&told) {
            line.push_str(": ");
            line.push_str(&told);
        }
        cause = inner.source();
    }
    line
}
