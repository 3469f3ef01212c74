//! Families of articles: originals of our own writing and what outlets make of them, from a seed.
//!
//! The originals are the articles of `articles/` and of `../corpus/developed`. Their variants are
//! printed by other outlets in other spelling, under other headlines, cut, padded, reworded, with
//! boilerplate, or with new numbers.

pub(crate) mod archive;
pub(crate) mod desk;
pub(crate) mod numbers;
pub(crate) mod rng;
pub(crate) mod score;
pub(crate) mod templates;
pub(crate) mod variants;

use archive::Archive;
use rng::Rng;

/// An article as an outlet prints it.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// Which original it comes from.
    pub(crate) family: usize,
    /// Which facts it has: pieces with other numbers are updates of each other.
    pub(crate) facts: usize,
    /// Whether so much was cut and padded that "related" is as good a word as "copy".
    pub(crate) loose: bool,
    /// What was done to it.
    pub(crate) made: &'static str,
    /// The feed that it comes in.
    pub(crate) feed: String,
    /// Seconds after the start.
    pub(crate) at: i64,
    /// The headline.
    pub(crate) title: String,
    /// The text; lines are paragraphs.
    pub(crate) text: String,
}

/// What the pieces of a stream are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Full articles, and now and then a summary of one.
    Articles,
    /// Headline and summary alone.
    Summaries,
}

/// A stream of at most `families` originals in three languages with their variants, in order of time.
pub(crate) fn stream(families: usize, shape: Shape, seed: u64) -> Vec<Piece> {
    let mut rng = Rng::new(seed);
    let archives = Archive::all();
    let outlets = variants::outlets(&mut rng);
    let mut originals: Vec<_> =
        archives.iter().flat_map(|archive| archive.stories.iter().map(move |story| (archive, story))).collect();
    rng.shuffle(&mut originals);
    let mut pieces = Vec::new();
    for (family, (archive, original)) in originals.into_iter().take(families).enumerate() {
        pieces.extend(variants::family(family, original, archive, &outlets, shape, &mut rng));
    }
    pieces.sort_by_key(|piece| piece.at);
    pieces
}
