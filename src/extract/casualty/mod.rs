//! How many were killed, wounded, lost or taken, according to a sentence.
//!
//! A sentence is cut into `piece`s, counted nouns into `phrase`s (`ما لا يقل عن أربعة جنود`),
//! and each word of harm takes the phrases that its grammar gives it (`govern`). What says that
//! nobody was hurt is read first (`nobody`), growing and superseded tolls last (`running`).
//! [`fold`] makes one set of tolls of the mentions of an event.

mod fold;
mod govern;
mod nobody;
mod phrase;
mod piece;
mod running;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use fold::fold;

use crate::lexicon::calendar::Calendar;
use crate::lexicon::quantities::{Form, Quantities};
use crate::model::event::{Harm, Toll};
use crate::model::{Language, Span};
use crate::text::Text;

/// How a mention stands to the toll of its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// The toll, or a share of it that adds up with others.
    Main,
    /// Included in a toll already given: `بينهم طفلان`.
    Part,
    /// More than those counted before: three more succumbed.
    More,
    /// The text says that there was none.
    Nobody,
    /// Nobody, by implication: who says that nobody was hurt says that nobody died.
    NobodyImplied,
    /// Somebody came to no harm: nobody did, unless others are counted.
    Unhurt,
    /// An older toll that a newer one replaces: *contre dix auparavant*.
    Superseded,
}

/// A toll as a sentence tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What befell them. `Casualties` where dead and wounded are told together.
    pub harm: Harm,
    /// How many; `None` where a harm stands without a number and only its parts are counted.
    pub toll: Toll,
    /// Who, such as `children`; `None` if not said or mixed.
    pub who: Option<String>,
    /// How it stands to the event's toll.
    pub standing: Standing,
    /// A running total: `ارتفاع الحصيلة إلى`.
    pub running: bool,
    /// The total of a longer time: `منذ مطلع يونيو إلى 61`.
    pub since: bool,
    /// The number was written, not implied by a singular or dual.
    pub numbered: bool,
    /// One person already spoken of: "the driver", `الضابط`.
    pub definite: bool,
    /// Of those counted right before: "two of them".
    pub of_them: bool,
    /// Who gives it, for rival tolls; the grammar of tolls does not know.
    pub source: Option<String>,
    /// Said with reserve: reportedly, `أنباء عن`.
    pub hedged: bool,
    /// The tokens of the count and of the word of harm.
    pub tokens: Range<usize>,
    /// The same in the original.
    pub span: Span,
    /// The words.
    pub exact: String,
}

/// The words that the grammar needs.
#[derive(Clone, Copy)]
pub struct Words<'l> {
    /// Numerals, people and harm.
    pub quantities: &'l Quantities,
    /// Months, whose numbers are no tolls.
    pub calendar: &'l Calendar,
}

/// The tolls that a range of tokens tells, in the order of the text. The range should be a
/// sentence: what stands outside is not looked at.
pub fn mentions(text: &Text<'_>, tokens: Range<usize>, language: Language, words: Words<'_>) -> Vec<Mention> {
    if !words.quantities.tells_harm(text, tokens.clone(), language) {
        return Vec::new();
    }
    let pieces = piece::Pieces::new(text, tokens, language, words.quantities);
    if !pieces.list.iter().any(|piece| piece.word.tells_harm()) {
        return Vec::new();
    }
    let mut reading = Reading::new(&pieces, words);
    nobody::read(&mut reading);
    running::read(&mut reading);
    govern::read(&mut reading);
    running::mark(&mut reading);
    reading.finish()
}

/// A sentence that is being read: what was found, and which phrases are taken.
struct Reading<'p> {
    pieces: &'p piece::Pieces<'p>,
    words: Words<'p>,
    phrases: Vec<phrase::Phrase>,
    /// For each piece, the phrase that it belongs to.
    phrase_of: Vec<Option<usize>>,
    /// Words of harm that have been read.
    read: Vec<bool>,
    found: Vec<Found>,
}

/// A mention in pieces, before its words are quoted.
struct Found {
    harm: Harm,
    toll: Option<Toll>,
    group: Option<u16>,
    standing: Standing,
    running: bool,
    since: bool,
    numbered: bool,
    definite: bool,
    of_them: bool,
    hedged: bool,
    pieces: Range<usize>,
}

impl Found {
    /// A number of nobody in particular: no group, not hedged, no part of another.
    fn bare(harm: Harm, toll: Option<Toll>, standing: Standing, pieces: Range<usize>) -> Self {
        Self {
            harm,
            toll,
            group: None,
            standing,
            running: false,
            since: false,
            numbered: true,
            definite: false,
            of_them: false,
            hedged: false,
            pieces,
        }
    }
}

impl<'p> Reading<'p> {
    fn new(pieces: &'p piece::Pieces<'p>, words: Words<'p>) -> Self {
        let phrases = phrase::phrases(pieces, words.calendar);
        let mut phrase_of = vec![None; pieces.list.len()];
        for (n, phrase) in phrases.iter().enumerate() {
            for owner in phrase_of.get_mut(phrase.pieces.clone()).into_iter().flatten() {
                *owner = Some(n);
            }
        }
        let read = vec![false; pieces.list.len()];
        Self { pieces, words, phrases, phrase_of, read, found: Vec::new() }
    }

    /// The phrase that begins at a piece.
    fn phrase_at(&self, piece: usize) -> Option<usize> {
        let n = self.phrase_of.get(piece).copied().flatten()?;
        self.phrases.get(n).filter(|phrase| phrase.pieces.start == piece).map(|_| n)
    }

    /// The form of the harm word at a piece, unless it was read already.
    fn harm_at(&self, piece: usize) -> Option<(Harm, Form)> {
        if self.read.get(piece).copied().unwrap_or(true) {
            return None;
        }
        self.pieces.get(piece).and_then(piece::Piece::harm)
    }

    fn finish(mut self) -> Vec<Mention> {
        self.found.sort_by_key(|found| (found.pieces.start, found.pieces.end));
        let pieces = self.pieces;
        let quote = |found: Found| {
            let toll = found.toll?;
            let tokens = pieces.tokens(found.pieces);
            let span = pieces.text.span(tokens.clone())?;
            Some(Mention {
                harm: found.harm,
                toll,
                who: found.group.map(|group| self.words.quantities.group(group).to_owned()),
                standing: found.standing,
                running: found.running,
                since: found.since,
                numbered: found.numbered,
                definite: found.definite,
                of_them: found.of_them,
                source: None,
                hedged: found.hedged,
                exact: pieces.text.quote(tokens.clone()).to_owned(),
                tokens,
                span,
            })
        };
        self.found.into_iter().filter_map(quote).collect()
    }
}
