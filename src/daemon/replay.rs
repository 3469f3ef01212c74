//! Items of a file through dedup, extraction and output, as if they had been polled then.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::desk::{Arrival, Parting};
use crate::{
    config::Config,
    given::Given,
    model::{Article, Source},
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
}

/// The article of an item as it was fetched at `now`. No backlog: the file says when things were.
pub fn article(given: Given, config: &Config, now: DateTime<Utc>) -> Article {
    let known = |id: &str| config.feeds.iter().find(|feed| &*feed.id == id).map(|feed| feed.source());
    let source: Arc<Source> = Arc::new(given.source(known));
    let mut article = text::compose(given.item.clone(), &source, Some(now), false);
    given.restore(&mut article);
    article
}

/// One item on its way to the desk.
pub fn arrival(article: Article, now: DateTime<Utc>) -> Arrival {
    Arrival { articles: vec![article], now, finish: Box::new(|_| Parting::default()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::parse;

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
