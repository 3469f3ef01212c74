//! Which dictionaries know a word.

/// A set of dictionaries.
///
/// The pass that finds names and triggers meets every word of a text with and without its
/// proclitics, and notes who else knows one of these forms; whoever reads a sentence later asks
/// its own dictionary only there. Words that no such pass has seen may be in any ([`Books::ANY`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Books(u8);

impl Books {
    /// No dictionary.
    pub const NONE: Self = Self(0);
    /// Any dictionary: nobody has looked.
    pub const ANY: Self = Self(0xff);
    /// Words of time.
    pub const CALENDAR: Self = Self(1);
    /// Words of time that can be the heart of a date.
    pub const TIME: Self = Self(1 << 1);
    /// Numerals, people and harm.
    pub const QUANTITIES: Self = Self(1 << 2);
    /// Words of harm and of tolls.
    pub const HARM: Self = Self(1 << 3);
    /// Cues of assertion.
    pub const CUES: Self = Self(1 << 4);
    /// Titles, bodies and sources.
    pub const NAMES: Self = Self(1 << 5);
    /// Kinds of agreements and units of time.
    pub const AGREEMENTS: Self = Self(1 << 6);
    /// Numerals.
    pub const NUMERALS: Self = Self(1 << 7);

    /// Whether the two sets share a dictionary.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
