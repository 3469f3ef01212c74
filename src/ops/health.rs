//! The health of the feeds, as data.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{
    config::{Config, FeedUrl},
    model::{Memory, MemoryError, Table},
    poll::schedule::History,
    state::failed,
};

/// One object for each configured feed, in the order of the configuration.
///
/// # Errors
/// If the store cannot be read.
pub fn feeds(config: &Config, memory: &dyn Memory, now: DateTime<Utc>) -> Result<Vec<Value>, MemoryError> {
    let mut rows = Vec::with_capacity(config.feeds.len());
    for feed in &config.feeds {
        let row = memory.get(Table::Feed, feed.id.as_bytes())?;
        let history = row.map(|row| History::from_bytes(&row)).unwrap_or_default();
        let failed_body = history.failed_body.map(|_| failed::path(&config.state.dir, &feed.id));
        rows.push(json!({
            "id": &*feed.id,
            "name": feed.name.as_deref(),
            "url": feed.url.to_string(),
            "lang": feed.lang.map(crate::model::Language::tag),
            "state": state(feed.enabled, &history, now),
            "status": history.status,
            "error": history.error,
            "failures": history.failures,
            "polls": history.polls,
            "last_poll": history.last_poll,
            "last_success": history.last_success,
            "last_news": history.last_news,
            "next_poll": history.due,
            "why": history.why,
            "interval_s": history.interval_s,
            "overlap_percent": history.overlap_percent,
            "possible_gap": history.possible_gap,
            "bytes": history.bytes,
            "items_new": history.items_new,
            "items_seen": history.items_seen,
            "items_revised": history.items_revised,
            "items_rejected": history.items_rejected,
            "repairs": history.repairs,
            "moved_to": history.moved.map(|moved| without_password(&moved.to)),
            "failed_body": failed_body.map(|path| path.to_string_lossy().into_owned()),
            "failed_body_at": history.failed_body,
        }));
    }
    Ok(rows)
}

/// An address as it may be shown.
fn without_password(address: &str) -> Option<String> {
    address.parse().ok().map(|url| FeedUrl::Http(url).to_string())
}

/// In one word how a feed is.
fn state(enabled: bool, history: &History, now: DateTime<Utc>) -> &'static str {
    match history {
        _ if !enabled => "disabled",
        History { polls: 0, .. } => "new",
        History { parked: true, .. } => "parked",
        history if history.is_failing() => "failing",
        History { suspect: true, .. } => "suspect",
        History { possible_gap: true, .. } => "gap",
        history if history.is_silent(now) => "silent",
        _ => "fine",
    }
}
