//! How right the coder is: its events beside those of a careful reader.
//!
//! A gold line holds an item and what a reader took from it. The coder codes the item; its events
//! are paired with the gold ones, the pairs are counted ([`Score`]), and each
//! difference is told as a [`Miss`]. Names meet by what they stand for: the gold says "Tripoli
//! airport", the coder's place may be written with another of the lexicon's names.

mod gold;
mod miss;
mod names;
mod pair;
mod score;

pub use gold::{Gold, GoldActor, GoldEvent, GoldLine, NoGold};
pub use miss::Miss;
pub use names::Names;
pub use score::{Band, Score, Share, Tally};

use crate::model::{Extraction, event::RelevanceClass};

/// What a comparison tells of one item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// What differs.
    pub misses: Vec<Miss>,
    /// Each coded event by its id, and whether its type, sub-type and status are right.
    pub events: Vec<(String, bool)>,
}

/// Compares what was found in one item with its gold: counts into `score`, and tells what differs.
pub fn compare(item: &str, gold: &Gold, found: &Extraction, names: &Names<'_>, score: &mut Score) -> Told {
    let (mut misses, mut events) = (Vec::new(), Vec::new());
    let mut miss = |what| misses.push(Miss { item: item.to_owned(), what });
    let about = (gold.relevance == RelevanceClass::About, found.relevance.class == RelevanceClass::About);
    score.items += 1;
    score.relevance.count(about.0, about.1);
    if about.0 != about.1 {
        miss(miss::What::Relevance { gold: gold.relevance, found: found.relevance.class });
    }
    let pairs = pair::pair(&gold.events, &found.events, names);
    score.events.gold += count(gold.events.len());
    score.events.found += count(found.events.len());
    score.events.right += count(pairs.matched.len());
    score.whole.gold += count(gold.events.len());
    score.whole.found += count(found.events.len());
    for (expected, coded) in &pairs.matched {
        events.push((coded.id.clone(), expected.status == coded.assertion.status));
        let told = score.pair(expected, coded, names);
        told.into_iter().for_each(&mut miss);
    }
    for expected in &pairs.missed {
        miss(miss::What::missed(expected));
    }
    for coded in &pairs.extra {
        events.push((coded.id.clone(), false));
        score.confidence(coded.confidence, false);
        miss(miss::What::extra(coded));
    }
    Told { misses, events }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
