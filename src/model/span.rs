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

/// A string in which many spans are quoted: every 64th code point is remembered, so that a span
/// far into a long text costs no walk from its beginning.
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    marks: Vec<usize>,
    length: usize,
}

impl<'a> CodePoints<'a> {
    const STEP: usize = 64;

    /// Remembers `text`.
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut length = 0;
        for (byte, _) in text.char_indices() {
            if length % Self::STEP == 0 {
                marks.push(byte);
            }
            length += 1;
        }
        Self { text, marks, length }
    }

    /// The words of `span`; empty where it lies outside.
    pub fn of(&self, span: Span) -> &'a str {
        let (Some(start), Some(end)) = (self.byte(span.start), self.byte(span.end)) else { return "" };
        self.text.get(start..end).unwrap_or("")
    }

    fn byte(&self, point: u32) -> Option<usize> {
        let point = point as usize;
        if point >= self.length {
            return (point == self.length).then_some(self.text.len());
        }
        let mark = self.marks.get(point / Self::STEP).copied()?;
        self.text.get(mark..)?.char_indices().nth(point % Self::STEP).map(|(byte, _)| mark + byte)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_a_walk_quote_the_same_words() {
        for length in [0, 1, 63, 64, 65, 128, 200] {
            let text: String = "سa é".chars().cycle().take(length).collect();
            let points = CodePoints::new(&text);
            for start in 0..=length as u32 {
                for end in start..=length as u32 {
                    let span = Span::new(start, end);
                    assert_eq!(points.of(span), span.of(&text), "{span:?} of {length}");
                }
            }
            assert_eq!(points.of(Span::new(0, length as u32 + 1)), "");
        }
    }
}
