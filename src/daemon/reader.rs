//! From what was fetched to articles, and back: what the feed's row will say.

use std::{path::Path, sync::Arc};

use chrono::{DateTime, Utc};
use tokio::sync::oneshot;
use tracing::warn;
use xxhash_rust::xxh3::xxh3_64;

use super::arrival::{Arrival, Parting, Tally, Way};
use crate::{
    model::{Article, Changes, Table},
    poll::{
        fetch::{Answer, Fetched, Place, Validators},
        fetched::{Feed, FetchedFeed, Settled},
        parse::{self, Hints, Reading, guard},
        schedule::{Failure, History, Move, Outcome, Read, Suspicion},
    },
    state::failed,
    text::{self, identity},
};

/// A feed that was not read for this long brings a backlog, like one that was never read.
const LONG_OUTAGE: chrono::Duration = chrono::Duration::days(1);

/// What a fetch comes to.
struct Came {
    articles: Vec<Article>,
    outcome: Outcome,
    older: Option<String>,
    panics: u32,
}

impl Came {
    fn nothing(outcome: Outcome) -> Self {
        Self { articles: Vec::new(), outcome, older: None, panics: 0 }
    }
}

/// One poll, without what came of it.
struct Poll<'p> {
    feed: &'p Feed,
    history: &'p History,
    elsewhere: bool,
    now: DateTime<Utc>,
}

/// Reads what was fetched. A document that cannot be read is kept under `state_dir`.
pub(super) fn read(fetched: FetchedFeed, state_dir: &Path) -> Arrival {
    let FetchedFeed { feed, mut history, outcome, frozen, elsewhere, page, fetched: now, reply, .. } = fetched;
    let poll = Poll { feed: &feed, history: &history, elsewhere, now };
    let mut kept = false;
    let mut place = Place::default();
    let came = match outcome {
        Err(error) => Came::nothing(Outcome::Failed(Failure { frozen, elsewhere, ..Failure::of(&error) })),
        Ok(Fetched::NotModified(answer)) if page > 0 || history.validators().is_empty() => {
            let error = "outlet answered `304` to a question without validators";
            Came::nothing(poll.unreadable(&answer, error.to_owned()))
        }
        Ok(Fetched::NotModified(answer)) => Came::nothing(poll.unchanged(&answer)),
        Ok(Fetched::Body(answer, body)) => {
            let hash = xxh3_64(&body);
            if page == 0 && history.body == Some(hash) {
                Came::nothing(poll.unchanged(&answer))
            } else {
                // Whatever in the stages up to here did not foresee this document, costs this document.
                let came = guard::guarded(|| poll.document(&answer, &body, hash)).unwrap_or_else(|| Came {
                    panics: 1,
                    ..Came::nothing(poll.unreadable(&answer, "the reader failed".to_owned()))
                });
                kept =
                    matches!(came.outcome, Outcome::Failed(_) | Outcome::Suspect(_)) && keep(&feed, state_dir, &body);
                place = body.into_place();
                came
            }
        }
    };
    if came.panics > 0 {
        warn!(feed = %feed.settings.id, panics = came.panics, "the parser panicked on a document");
    }
    if kept {
        history.failed_body = Some(now);
    }
    let parting =
        Row { feed, history, page, outcome: came.outcome, older: came.older, now, panics: came.panics, place, reply };
    Arrival { articles: came.articles, now, finish: Box::new(move |tally| parting.part(tally)), way: Way::default() }
}

/// Keeps a document that could not be read; whether it is kept.
fn keep(feed: &Feed, state_dir: &Path, body: &[u8]) -> bool {
    let kept = failed::keep(state_dir, &feed.settings.id, body);
    if let Err(error) = &kept {
        warn!(%error, feed = %feed.settings.id, "a document that could not be read was not kept");
    }
    kept.is_ok()
}

impl Poll<'_> {
    fn unchanged(&self, answer: &Answer) -> Outcome {
        Outcome::Unchanged { status: answer.status, max_age: answer.max_age, moved: self.moved(answer) }
    }

    /// Whether the items are a backlog: the feed was never read, or not for long.
    fn brings_backlog(&self) -> bool {
        self.history.last_success.is_none_or(|last| self.now.signed_duration_since(last) > LONG_OUTAGE)
    }

    fn unreadable(&self, answer: &Answer, error: String) -> Outcome {
        Outcome::Failed(Failure { elsewhere: self.elsewhere, ..Failure::unreadable(answer.status, error) })
    }

    fn document(&self, answer: &Answer, body: &[u8], hash: u64) -> Came {
        let mut reading = parse::read(body, &self.hints(answer), self.now);
        let panics = reading.panics;
        identity::drop_unusable_guids(&mut reading.items, reading.link.as_deref());
        if let Some(error) = &reading.error {
            return Came { panics, ..Came::nothing(self.unreadable(answer, error.to_string())) };
        }
        if let Some(error) = self.suspicion(&reading) {
            let (rejected, bytes) = (reading.rejected as u64, body.len() as u64);
            let suspicion = Suspicion { status: answer.status, error, max_age: answer.max_age, rejected, bytes };
            return Came { panics, ..Came::nothing(Outcome::Suspect(suspicion)) };
        }
        let backlog = self.brings_backlog();
        let outcome = Outcome::Read(self.what_was_read(&reading, answer, hash, body.len() as u64));
        let older = reading.older;
        let compose = |item| text::compose(item, &self.feed.source, Some(self.now), backlog);
        // Documents run from new to old; dedup and readers want the items as they happened.
        identity::oldest_first(&mut reading.items);
        Came { articles: reading.items.into_iter().map(compose).collect(), outcome, older, panics }
    }

    /// Why a document without items is not believed. A feed that never had one may be new.
    fn suspicion(&self, reading: &Reading) -> Option<String> {
        let before = self.history.items_new + self.history.items_seen + self.history.items_revised;
        let vanished = reading.items.is_empty() && before > 0;
        let error = reading.unread().or(vanished.then_some("document has no items, and those before it had"));
        error.map(str::to_owned)
    }

    fn hints<'a>(&'a self, answer: &'a Answer) -> Hints<'a> {
        let settings = &self.feed.settings;
        Hints {
            content_type: answer.content_type.as_deref(),
            url: Some(&answer.url),
            charset: settings.charset,
            zone: settings.zone,
            lang: settings.lang,
            max_items: self.feed.max_items,
            max_field: self.feed.max_field,
        }
    }

    fn what_was_read(&self, reading: &Reading, answer: &Answer, body: u64, bytes: u64) -> Read {
        Read {
            status: answer.status,
            hints: reading.hints.clone(),
            max_age: answer.max_age,
            validators: if is_whole(reading, answer) { answer.validators.clone() } else { Validators::default() },
            body,
            moved: self.moved(answer),
            rejected: reading.rejected as u64,
            repairs: reading.repairs.iter().chain(&reading.oddities).chain(&answer.oddities).cloned().collect(),
            bytes,
            ..Read::default()
        }
    }

    /// Where the leading permanent redirects led; what a temporary one led to says nothing.
    fn moved(&self, answer: &Answer) -> Move {
        let permanent = answer.hops.iter().take_while(|hop| matches!(hop.status, 301 | 308)).count();
        let after = answer.hops.get(permanent).map_or(&answer.url, |hop| &hop.url);
        match (permanent, self.elsewhere) {
            (0, false) => Move::Stays,
            (0, true) => Move::Remembered,
            (_, _) => Move::To(after.to_string()),
        }
    }
}

/// A body that was cut must come again, whole: a validator would hide what is missing. Where the
/// server closes the connection to end it, only the missing end tag tells.
fn is_whole(reading: &Reading, answer: &Answer) -> bool {
    let cut = answer.oddities.iter().any(|oddity| oddity == "body-cut");
    !cut && !reading.repairs.iter().any(|repair| repair == "truncated")
}

/// What is left to do when it is known what the articles were.
struct Row {
    feed: Arc<Feed>,
    history: History,
    page: u8,
    outcome: Outcome,
    older: Option<String>,
    now: DateTime<Utc>,
    panics: u32,
    /// Of a large body: held until its articles are committed, for they are many.
    place: Place,
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
            Outcome::Suspect(_) => "suspect",
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
        let exhausted = !matches!(self.outcome, Outcome::Read(_));
        let (reply, older, place) = (self.reply, self.older, self.place);
        // The poller may have gone: then nobody schedules anything.
        let done = Box::new(move || {
            drop(place);
            drop(reply.send(Settled { history, older, exhausted }));
        });
        Parting { changes, poll: Some(result), parse_panics: self.panics, done: Some(done) }
    }
}
