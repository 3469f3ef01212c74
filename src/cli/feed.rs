//! `marsad feed`: feeds fetched and read now, with all that was found and why. No state is touched.

mod view;

use std::{
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use tokio::runtime::Runtime;

use super::{ConfigPlace, DONE, FAILED, REFUSED, refuse, tell};
use crate::{
    clock,
    config::{Config, FeedSettings, FeedUrl, feed},
    model::Article,
    poll::{
        fetch::{Answer, Fetched, Fetcher, Validators},
        file,
        parse::{self, Hints, Reading},
        tls,
    },
    text::{self, identity},
};

/// What to read.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) place: ConfigPlace,
    /// Addresses (with `://`, or `file:`) and paths of feeds
    #[arg(required = true, value_name = "URL|PATH")]
    sources: Vec<String>,
    /// One JSON object per source, in order
    #[arg(long)]
    json: bool,
}

/// All that is known of one source.
struct Examined<'a> {
    /// As given.
    source: &'a str,
    settings: FeedSettings,
    /// What the server said; `None` if nothing came.
    answer: Option<Answer>,
    bytes: usize,
    reading: Option<Reading>,
    articles: Vec<Article>,
    error: Option<String>,
    now: DateTime<Utc>,
}

impl Examined<'_> {
    /// Whether a feed was recognised.
    fn ok(&self) -> bool {
        self.error.is_none()
    }
}

/// Examines every source in order.
pub(super) fn run(place: &ConfigPlace, arguments: &Arguments) -> u8 {
    let config = match place.load_or_defaults() {
        Ok(config) => config,
        Err(problems) => return refuse(&problems),
    };
    let mut desk = match Desk::new(&config) {
        Ok(desk) => desk,
        Err(error) => {
            tell(error);
            return REFUSED;
        }
    };
    let mut out = io::stdout().lock();
    let mut all_ok = true;
    for source in &arguments.sources {
        let examined = desk.examine(source);
        all_ok &= examined.ok();
        let shown = if arguments.json {
            view::write_json(&examined, &mut out)
        } else {
            view::write_text(&examined, &config, &mut out)
        };
        match shown.and_then(|()| out.flush()) {
            Ok(()) => {}
            // Who reads has read enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return DONE,
            Err(error) => {
                tell(format_args!("standard output: {error}"));
                return FAILED;
            }
        }
    }
    if all_ok { DONE } else { FAILED }
}

/// Fetches and reads.
struct Desk<'c> {
    config: &'c Config,
    fetcher: Fetcher,
    runtime: Runtime,
}

impl<'c> Desk<'c> {
    fn new(config: &'c Config) -> Result<Self, String> {
        tls::install();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Ok(Self {
            config,
            fetcher: Fetcher::new(&config.http).map_err(|error| error.to_string())?,
            runtime: runtime.map_err(|error| format!("no threads: {error}"))?,
        })
    }

    fn examine<'a>(&mut self, source: &'a str) -> Examined<'a> {
        let now = clock::now();
        let mut examined = Examined {
            source,
            settings: FeedSettings::new("feed", FeedUrl::File(PathBuf::from(source))),
            answer: None,
            bytes: 0,
            reading: None,
            articles: Vec::new(),
            error: None,
            now,
        };
        match address(source) {
            Ok(url) => examined.settings = self.settings(url),
            Err(hint) => {
                examined.error = Some(format!("`{source}` is no address of a feed: {hint}"));
                return examined;
            }
        }
        match self.fetch(&examined.settings, now) {
            Ok(Fetched::Body(answer, body)) => self.read(&mut examined, answer, &body),
            Ok(Fetched::NotModified(answer)) => {
                examined.error = Some("outlet answered `304` to a question without validators".to_owned());
                examined.answer = Some(answer);
            }
            Err(error) => examined.error = Some(error),
        }
        examined
    }

    /// The settings of the feed if it is configured, else nothing but its address.
    fn settings(&self, url: FeedUrl) -> FeedSettings {
        let configured = self.config.feeds.iter().find(|feed| feed.url == url);
        configured.cloned().unwrap_or_else(|| FeedSettings::new("feed", url))
    }

    fn fetch(&self, settings: &FeedSettings, now: DateTime<Utc>) -> Result<Fetched, String> {
        let fetched = match &settings.url {
            FeedUrl::File(path) => file::read(path, self.fetcher.max_body()),
            FeedUrl::Http(url) => self.runtime.block_on(self.fetcher.fetch(settings, url, &Validators::default(), now)),
        };
        fetched.map_err(|error| with_cause(&error))
    }

    fn read(&self, examined: &mut Examined<'_>, answer: Answer, body: &[u8]) {
        let settings = &examined.settings;
        let hints = Hints {
            content_type: answer.content_type.as_deref(),
            url: Some(&answer.url),
            charset: settings.charset,
            zone: settings.zone,
            lang: settings.lang,
            max_items: self.config.poll.max_items,
            ..Hints::default()
        };
        let mut reading = parse::read(body, &hints, examined.now);
        identity::drop_unusable_guids(&mut reading.items, reading.link.as_deref());
        let source = Arc::new(settings.source());
        let items = reading.items.iter().cloned();
        examined.articles = items.map(|item| text::compose(item, &source, None, false)).collect();
        examined.error = reading.error.as_ref().map(ToString::to_string);
        examined.bytes = body.len();
        examined.reading = Some(reading);
        examined.answer = Some(answer);
    }
}

/// An argument with `://` or `file:` is an address, any other a path.
fn address(source: &str) -> Result<FeedUrl, String> {
    if source.contains("://") || source.starts_with("file:") {
        feed::parse_url(source, Path::new(""))
    } else {
        Ok(FeedUrl::File(PathBuf::from(source)))
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
