//! Items of a file through dedup, extraction and output, as if they had been polled then.

//!
//! Each item leaves in its own transaction how far its file was read, so that a replay that ended
//! early, however it ended, goes on as if it had never stopped.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::arrival::{Arrival, Finish, Parting, Way};
use crate::{
    config::Config,
    given::Given,
    model::{Article, Changes, Memory, MemoryError, Source, Table},
    text,
};

/// The clock of a replay: each item's `fetched`, else its `published`, else the time of the item
/// before it. It never runs backwards, and all windows use it.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReplayClock(Option<DateTime<Utc>>);

impl ReplayClock {
    /// The time of the next item.
    pub fn tick(&mut self, given: &Given) -> DateTime<Utc> {
        let now = self.0.max(given.time()).unwrap_or(DateTime::UNIX_EPOCH);
        self.0 = Some(now);
        now
    }

    /// Goes on from the time to which an earlier replay had come.
    pub fn go_on_from(&mut self, position: &Position) {
        self.0 = self.0.max(position.clock);
    }

    /// The time of the last item.
    pub fn now(self) -> Option<DateTime<Utc>> {
        self.0
    }
}

/// How far an input was replayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The bytes that were read, up to the end of a line.
    pub bytes: u64,
    /// Their hash: behind other bytes the position means nothing.
    pub hash: u64,
    /// The time to which the clock had come.
    pub clock: Option<DateTime<Utc>>,
}

impl Position {
    /// The position that is remembered under a key, if there is one.
    ///
    /// # Errors
    /// If the memory cannot be read.
    pub fn find(key: u64, memory: &dyn Memory) -> Result<Option<Self>, MemoryError> {
        Ok(memory.get(Table::Replay, &key.to_be_bytes())?.and_then(|row| Self::decode(&row)))
    }

    /// The row that is to be committed with what was read so far.
    fn keep(self, key: u64) -> Changes {
        let mut changes = Changes::default();
        changes.put(Table::Replay, key.to_be_bytes(), self.encode());
        changes
    }

    fn encode(self) -> Vec<u8> {
        let mut row = [self.bytes.to_be_bytes(), self.hash.to_be_bytes()].concat();
        if let Some(clock) = self.clock {
            row.extend(clock.timestamp().to_be_bytes());
            row.extend(clock.timestamp_subsec_nanos().to_be_bytes());
        }
        row
    }

    /// `None` if the row is none of ours: then its input is read from the start.
    fn decode(row: &[u8]) -> Option<Self> {
        let (bytes, row) = row.split_first_chunk()?;
        let (hash, row) = row.split_first_chunk()?;
        let clock = match row.split_first_chunk() {
            Some((seconds, nanos)) => {
                let nanos = u32::from_be_bytes(nanos.try_into().ok()?);
                Some(DateTime::from_timestamp(i64::from_be_bytes(*seconds), nanos)?)
            }
            None => None,
        };
        Some(Self { bytes: u64::from_be_bytes(*bytes), hash: u64::from_be_bytes(*hash), clock })
    }
}

/// The article of an item as it was fetched at `now`. No backlog: the file says when things were.
pub fn article(given: Given, config: &Config, now: DateTime<Utc>) -> Article {
    let known = |id: &str| config.feeds.iter().find(|feed| &*feed.id == id).map(|feed| feed.source());
    let source: Arc<Source> = Arc::new(given.source(known));
    let mut article = text::compose(given.item.clone(), &source, Some(now), false);
    given.restore(&mut article);
    article
}

/// An item on its way to the desk, with how far its input was read if that is to be remembered;
/// without an article, what was read behind the last one.
pub fn arrival(article: Option<Article>, now: DateTime<Utc>, read: Option<(u64, Position)>) -> Arrival {
    let changes = read.map(|(key, position)| position.keep(key)).unwrap_or_default();
    let finish: Finish = Box::new(|_| Parting { changes, ..Parting::default() });
    Arrival { articles: article.into_iter().collect(), now, finish, way: Way::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::parse;

    #[test]
    fn positions_come_back_as_they_went() {
        let clock = DateTime::from_timestamp(1_480_500_000, 7);
        for position in [Position { bytes: 9, hash: 8, clock }, Position { bytes: 1, hash: 2, clock: None }] {
            assert_eq!(Position::decode(&position.encode()), Some(position));
        }
        assert_eq!(Position::decode(&[0; 15]), None);
        assert_eq!(Position::decode(&[0; 25]), None);
    }

    #[test]
    fn the_clock_never_runs_backwards() {
        let mut clock = ReplayClock::default();
        let lines = [
            "{\"id\":\"1\",\"title\":\"a\"}",
            "{\"id\":\"2\",\"title\":\"a\",\"published\":\"2024-03-14T10:00:00+02:00\"}",
            "{\"id\":\"3\",\"title\":\"a\",\"published\":\"2024-03-13T10:00:00Z\"}",
            "{\"id\":\"4\",\"title\":\"a\",\"published\":\"2024-03-13T10:00:00Z\",\"fetched\":\"2024-03-15T00:00:00Z\"}",
        ];
        let times: Vec<String> = lines.iter().map(|line| clock.tick(&parse(line).unwrap()).to_rfc3339()).collect();
        let expected = [
            "1970-01-01T00:00:00+00:00",
            "2024-03-14T08:00:00+00:00",
            "2024-03-14T08:00:00+00:00",
            "2024-03-15T00:00:00+00:00",
        ];
        assert_eq!(times, expected);
    }
}
