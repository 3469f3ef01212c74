//! From what was fetched to articles, and back: what the feed's row will say.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::oneshot;
use xxhash_rust::xxh3::xxh3_64;

use super::desk::{Arrival, Parting, Tally};
use crate::{
    config::FeedSettings,
    model::{Article, Changes, Table},
    poll::{
        fetch::{Answer, FetchError, Fetched, Retry},
        fetched::{Feed, FetchedFeed, Settled},
        parse::{self, Hints, Reading},
        schedule::{Failure, History, Outcome, Read},
    },
    text::{self, identity},
};

/// Texts longer than this are cut: no report is.
const MAX_FIELD: usize = 1 << 20;

/// A feed that was not read for this long brings a backlog, like one that was never read.
const LONG_OUTAGE: chrono::Duration = chrono::Duration::days(1);

/// What a fetch comes to.
struct Came {
    articles: Vec<Article>,
    outcome: Outcome,
    older: Option<String>,
}

impl Came {
    fn nothing(outcome: Outcome) -> Self {
        Self { articles: Vec::new(), outcome, older: None }
    }
}

/// Reads what was fetched; at most `max_items` of one document.
pub(super) fn read(fetched: FetchedFeed, max_items: usize) -> Arrival {
    let FetchedFeed { feed, history, outcome, frozen, page, fetched: now, reply } = fetched;
    let came = match outcome {
        Err(error) => Came::nothing(Outcome::Failed(failure(&error, frozen))),
        Ok(Fetched::NotModified(answer)) => Came::nothing(unchanged(&answer)),
        Ok(Fetched::Body(answer, body)) => {
            let hash = xxh3_64(&body);
            if page == 0 && history.body == Some(hash) {
                Came::nothing(unchanged(&answer))
            } else {
                document(&feed, &history, &answer, &body, hash, max_items, now)
            }
        }
    };
    let parting = Row { feed, history, page, outcome: came.outcome, older: came.older, now, reply };
    Arrival { articles: came.articles, now, finish: Box::new(move |tally| parting.part(tally)) }
}

fn unchanged(answer: &Answer) -> Outcome {
    Outcome::Unchanged { status: answer.status, max_age: answer.max_age }
}

/// Whether the items of a poll are a backlog: the feed was never read, or not for long.
fn is_backlog(history: &History, now: DateTime<Utc>) -> bool {
    history.last_success.is_none_or(|last| now.signed_duration_since(last) > LONG_OUTAGE)
}

fn document(
    feed: &Feed,
    history: &History,
    answer: &Answer,
    body: &[u8],
    hash: u64,
    max_items: usize,
    now: DateTime<Utc>,
) -> Came {
    let mut reading = parse::read(body, &hints(&feed.settings, answer, max_items), now);
    identity::drop_unusable_guids(&mut reading.items, reading.link.as_deref());
    if let Some(error) = &reading.error {
        let failure = Failure {
            status: Some(answer.status),
            error: error.to_string(),
            retry_at: None,
            gone: false,
            frozen: false,
        };
        return Came::nothing(Outcome::Failed(failure));
    }
    let backlog = is_backlog(history, now);
    let outcome = Outcome::Read(what_was_read(&reading, answer, hash, body.len() as u64));
    let older = reading.older;
    let compose = |item| text::compose(item, &feed.source, Some(now), backlog);
    // Documents run from new to old; dedup and readers want the items as they happened.
    identity::oldest_first(&mut reading.items);
    Came { articles: reading.items.into_iter().map(compose).collect(), outcome, older }
}

fn hints<'a>(feed: &FeedSettings, answer: &'a Answer, max_items: usize) -> Hints<'a> {
    Hints {
        content_type: answer.content_type.as_deref(),
        url: Some(&answer.url),
        charset: feed.charset,
        zone: feed.zone,
        lang: feed.lang,
        max_items,
        max_field: MAX_FIELD,
    }
}

fn failure(error: &FetchError, frozen: bool) -> Failure {
    let status = match error {
        FetchError::Status { status, .. } => Some(*status),
        _ => None,
    };
    let (retry_at, gone) = match error.retry() {
        Retry::Backoff => (None, false),
        Retry::At(at) => (Some(at), false),
        Retry::Gone => (None, true),
    };
    Failure { status, error: error.to_string(), retry_at, gone, frozen }
}

fn what_was_read(reading: &Reading, answer: &Answer, body: u64, bytes: u64) -> Read {
    let newest = reading.items.iter().filter_map(|item| item.published).max();
    let cut = answer.oddities.iter().any(|oddity| oddity == "body-cut");
    Read {
        status: answer.status,
        hints: reading.hints.clone(),
        max_age: answer.max_age,
        // A body that was cut must come again, whole.
        validators: if cut { Default::default() } else { answer.validators.clone() },
        body,
        moved: moved(answer),
        newest: newest.map(|time| time.with_timezone(&Utc)),
        repairs: reading.repairs.iter().chain(&reading.oddities).chain(&answer.oddities).cloned().collect(),
        bytes,
        ..Read::default()
    }
}

/// Where the leading permanent redirects led; what a temporary one led to says nothing.
fn moved(answer: &Answer) -> Option<String> {
    let permanent = answer.hops.iter().take_while(|hop| matches!(hop.status, 301 | 308)).count();
    let after = answer.hops.get(permanent).map_or(&answer.url, |hop| &hop.url);
    (permanent > 0).then(|| after.to_string())
}

/// What is left to do when it is known what the articles were.
struct Row {
    feed: Arc<Feed>,
    history: History,
    page: u8,
    outcome: Outcome,
    older: Option<String>,
    now: DateTime<Utc>,
    reply: oneshot::Sender<Settled>,
}

impl Row {
    /// The feed's row, to be committed with the articles, and the poller's answer after that.
    fn part(mut self, tally: &Tally) -> Parting {
        if let Outcome::Read(read) = &mut self.outcome {
            (read.new, read.seen, read.revised) = (tally.new, tally.seen, tally.revised);
        }
        let result = match &self.outcome {
            Outcome::Read(_) => "read",
            Outcome::Unchanged { .. } => "unchanged",
            Outcome::Failed(failure) if failure.frozen => "frozen",
            Outcome::Failed(_) => "failed",
        };
        let id = &self.feed.settings.id;
        let history = match self.page {
            0 => self.history.after(id, &self.outcome, &self.feed.rules, self.now),
            _ => self.history.after_older_page(&self.outcome),
        };
        let mut changes = Changes::default();
        changes.put(Table::Feed, id.as_bytes(), history.to_bytes());
        let exhausted = self.page > 0 && !matches!(self.outcome, Outcome::Read(_));
        let (reply, older) = (self.reply, self.older);
        // The poller may have gone: then nobody schedules anything.
        let done = Box::new(move || drop(reply.send(Settled { history, older, exhausted })));
        Parting { changes, poll: Some(result), done: Some(done) }
    }
}
