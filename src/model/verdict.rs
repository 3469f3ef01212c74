//! What the dedup stage says of an article: exactly one verdict per item.

use super::RecordId;

/// What the article is, compared with all that was seen before.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// A known item with a text already seen for it.
    Repeat {
        /// The text is an older version come back, not the newest.
        reverted: bool,
    },
    /// A known item with a new text.
    Revision {
        /// Which parts changed.
        changed: Vec<Part>,
    },
    /// A new item with the text of another.
    Copy(Likeness),
    /// As a copy, but with another number, weekday, place, armed group or negation.
    Update {
        /// The head and how near it is.
        likeness: Likeness,
        /// What stands in the same neighbourhood: (in the head, here).
        changed: Vec<(String, String)>,
    },
    /// A new item on the same matter.
    Related(Likeness),
    /// Nothing like it was seen.
    Unique,
}

/// The earlier article that this one resembles.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// The head's record id, written or not.
    pub of: RecordId,
    /// Whether the folded texts are equal.
    pub exact: bool,
    /// Rare containment from 0 to 1, rounded to two decimals; 1 for an exact copy.
    pub similarity: f64,
}

/// A part of an article that a revision may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The headline.
    Title,
    /// The text.
    Text,
    /// A number in either.
    Numbers,
}

/// A verdict and where the article stands among what was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// What it is.
    pub verdict: Verdict,
    /// 1 for a new item, counting the versions seen.
    pub revision: u32,
    /// The last *written* record of the same item, for a revision.
    pub previous: Option<RecordId>,
    /// The id of revision 1 of the cluster's first item.
    pub story: RecordId,
}
