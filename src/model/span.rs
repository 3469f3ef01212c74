//! Where in the emitted text a finding stands.

/// A half-open range of Unicode code points in an emitted string.
///
/// Code points, not bytes: `title[start:end]` in Python gives the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest range that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether a code point belongs to both.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The words of `text` in this range; empty where the range lies outside.
    pub fn of(self, text: &str) -> &str {
        let mut bounds = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
        let Some(start) = bounds.nth(self.start as usize) else { return "" };
        let more = self.end.saturating_sub(self.start) as usize;
        let end = if more == 0 { Some(start) } else { bounds.nth(more - 1) };
        end.and_then(|end| text.get(start..end)).unwrap_or("")
    }
}

/// The part of an article that a span counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The emitted title.
    Title,
    /// The emitted text.
    Text,
}

/// What a piece of evidence shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EvidenceRole {
    /// The words that named the event.
    Trigger,
    /// A participant.
    Actor,
    /// The place.
    Place,
    /// The day.
    Date,
    /// A toll.
    Casualty,
    /// The cue of denial, negation, plan, demand, hypothesis or background.
    Status,
    /// Who said it, and how.
    Attribution,
    /// What it depends on.
    Condition,
    /// What was agreed and for how long.
    Agreement,
}

/// Words of the article that an event rests on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Evidence {
    /// What the words show.
    pub role: EvidenceRole,
    /// Which string the span counts in.
    pub field: Field,
    /// Where they stand; `span.of(field)` are the words.
    pub span: Span,
}
