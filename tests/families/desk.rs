//! A desk that judges a stream and writes everything that is to be written.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use marsad::{
    dedup::{Dedup, Outcome, Settings, words::Words},
    model::{Article, Item, Markup, Shelf, Source, Verdict},
    text::compose,
};

use super::Piece;

/// The desk.
pub(crate) struct Desk {
    /// The stage.
    pub(crate) dedup: Dedup,
    /// Its store.
    pub(crate) shelf: Shelf,
    start: DateTime<Utc>,
}

impl Desk {
    /// A desk with the words of the program and the places and groups of its lexicon.
    pub(crate) fn new() -> Self {
        Self::over(Shelf::default())
    }

    /// A desk that goes on from a store.
    pub(crate) fn over(shelf: Shelf) -> Self {
        let mut words = Words::builtin();
        for file in [include_str!("../../config/lexicon/places.toml"), include_str!("../../config/lexicon/actors.toml")]
        {
            words.add_lexicon(file).expect("the lexicon can be read");
        }
        let dedup = Dedup::open(Settings::default(), || words, &shelf).expect("a map can be read");
        let start = DateTime::from_timestamp(1_480_500_000, 0).expect("a date");
        Self { dedup, shelf, start }
    }

    /// The verdict on a piece, which is written if it is to be.
    pub(crate) fn take(&mut self, number: usize, piece: &Piece) -> (Article, Verdict) {
        let article = article(number, piece);
        let now = self.start + TimeDelta::seconds(piece.at);
        let judged = self.dedup.judge(&article, &self.shelf, now).expect("a map can be read");
        let verdict = judged.judgement.verdict.clone();
        let written = matches!(judged.outcome, Outcome::Article | Outcome::Revision);
        let changes = self.dedup.settle(judged, written);
        let batch = self.dedup.seal();
        self.shelf.apply(changes);
        self.dedup.committed(batch);
        (article, verdict)
    }
}

/// The article of a piece, an item of its own.
pub(crate) fn article(number: usize, piece: &Piece) -> Article {
    let item = Item {
        guid: Some(format!("item-{number}")),
        title: Some(Markup::Plain(piece.title.clone())),
        content: Some(Markup::Plain(piece.text.clone())),
        ..Item::default()
    };
    let mut source = Source::unconfigured(&piece.feed);
    source.name = Some(Arc::from(piece.feed.as_str()));
    compose(item, &Arc::new(source), None, false)
}
