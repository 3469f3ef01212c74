//! What the stage found, against what is true.

use std::{collections::BTreeMap, fmt};

use marsad::model::{RecordId, Verdict};

use super::{Piece, desk::Desk};

/// Right and wrong answers to one question.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    /// Found and true.
    pub(crate) right: usize,
    /// Found and false.
    pub(crate) wrong: usize,
    /// True and not found.
    pub(crate) missed: usize,
}

impl Score {
    /// The share of what was found that is true.
    pub(crate) fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    /// The share of what is true that was found.
    pub(crate) fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }

    /// Their harmonic mean.
    pub(crate) fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P {:.4}  R {:.4}  F1 {:.4}", self.precision(), self.recall(), self.f1())
    }
}

/// The scores of a stream.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scores {
    /// Whether a piece was joined to an earlier one of its family.
    pub(crate) link: Score,
    /// Whether it was called a copy: an earlier piece of its family has the same facts.
    pub(crate) copy: Score,
    /// How many pieces there were.
    pub(crate) pieces: usize,
    /// What was done to pieces that were judged wrongly, and what was said of them.
    pub(crate) errors: BTreeMap<(String, String), usize>,
    /// Examples.
    pub(crate) examples: Vec<String>,
}

/// Judges a stream and scores the verdicts.
pub(crate) fn score(pieces: &[Piece]) -> Scores {
    let mut desk = Desk::new();
    let mut scores = Scores { pieces: pieces.len(), ..Scores::default() };
    let mut families: BTreeMap<RecordId, usize> = BTreeMap::new();
    let mut seen: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, piece) in pieces.iter().enumerate() {
        let (article, verdict) = desk.take(number, piece);
        families.insert(article.record_id(), piece.family);
        let facts = seen.entry(piece.family).or_default();
        let (linked, copied) = match &verdict {
            Verdict::Copy(likeness) => (Some(likeness.of), true),
            Verdict::Update { likeness, .. } | Verdict::Related(likeness) => (Some(likeness.of), false),
            Verdict::Repeat { .. } | Verdict::Revision { .. } | Verdict::Unique => (None, false),
        };
        let is_linked = !facts.is_empty();
        let is_copy = facts.contains(&piece.facts);
        let found = linked.map(|of| families.get(&of) == Some(&piece.family));
        let link_ok = tally(&mut scores.link, is_linked, found);
        let copy_found = copied.then_some(is_copy && found == Some(true));
        let copy_ok = piece.loose || tally(&mut scores.copy, is_copy, copy_found);
        if !(link_ok && copy_ok) {
            scores.note(piece, &verdict, is_linked, is_copy);
        }
        facts.push(piece.facts);
    }
    scores
}

impl Scores {
    fn note(&mut self, piece: &Piece, verdict: &Verdict, is_linked: bool, is_copy: bool) {
        let said = match verdict {
            Verdict::Copy(_) => "copy",
            Verdict::Update { .. } => "update",
            Verdict::Related(_) => "related",
            Verdict::Repeat { .. } | Verdict::Revision { .. } | Verdict::Unique => "unique",
        };
        let is = if is_copy {
            "copy"
        } else if is_linked {
            "update"
        } else {
            "first"
        };
        *self.errors.entry((format!("{} ({is})", piece.made), said.to_owned())).or_default() += 1;
        let Piece { family, made, title, text, .. } = piece;
        self.examples.push(format!("{family}: {made} {is} {verdict:?}\n    {title} | {text}"));
    }
}

/// `found`: whether something was found, and whether that is true. Gives whether it is right.
fn tally(score: &mut Score, is: bool, found: Option<bool>) -> bool {
    match (is, found) {
        (_, Some(true)) => score.right += 1,
        (true, Some(false)) => {
            score.wrong += 1;
            score.missed += 1;
        }
        (false, Some(false)) => score.wrong += 1,
        (true, None) => score.missed += 1,
        (false, None) => {}
    }
    matches!((is, found), (_, Some(true)) | (false, None))
}
