//! How numerals combine in each language: `خمسة وعشرون` is 25, `quatre-vingt-dix` is 90.
//!
//! The words are data of the lexicon; here is only the grammar. A [`Sum`] is fed numeral after
//! numeral and refuses the first that does not belong to the number.

mod arabic;
mod english;
mod french;
#[cfg(test)]
mod tests;

use crate::model::Language;

/// What a numeral contributes to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numeral {
    /// Written in digits.
    Digits(u32),
    /// 1 to 9.
    Unit(u32),
    /// The word for ten, which also makes teens in Arabic: `ثلاثة عشر`.
    Ten,
    /// 11 to 19 in one word.
    Teen(u32),
    /// 20, 30 … 90.
    Tens(u32),
    /// A word for hundreds: 100, which multiplies, or ready-made as `ثلاثمئة`.
    Hundred(u32),
    /// A word for thousands: 1000, which multiplies, or the dual `ألفان`.
    Thousand(u32),
    /// The word for a million.
    Million,
    /// Twelve, multiplied by what stands before.
    Dozen,
    /// A French collective such as `dizaine`: about so many.
    About(u32),
}

impl Numeral {
    /// The value of the numeral alone.
    pub fn value(self) -> u32 {
        match self {
            Self::Digits(n)
            | Self::Unit(n)
            | Self::Teen(n)
            | Self::Tens(n)
            | Self::Hundred(n)
            | Self::Thousand(n)
            | Self::About(n) => n,
            Self::Ten => 10,
            Self::Million => 1_000_000,
            Self::Dozen => 12,
        }
    }
}

/// What stands between two numerals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Nothing, or a hyphen.
    Beside,
    /// `و`, and, et.
    And,
}

/// A number that is being read.
#[derive(Clone, Copy, Debug)]
pub struct Sum {
    language: Language,
    /// Thousands and millions already closed.
    closed: u32,
    /// The part below a thousand that is still open.
    open: u32,
    /// The smallest numeral that closed something: what follows must be smaller.
    ceiling: u32,
    last: Numeral,
    about: bool,
}

impl Sum {
    /// A number that begins with `first`.
    pub fn new(first: Numeral, language: Language) -> Self {
        let mut sum = Self { language, closed: 0, open: 0, ceiling: u32::MAX, last: first, about: false };
        match first {
            Numeral::Thousand(_) | Numeral::Million => sum.close(first.value(), first),
            _ => sum.open = first.value(),
        }
        sum.about = matches!(first, Numeral::About(_));
        sum
    }

    /// Adds `next` if the language lets it follow; `false` leaves the number as it is.
    pub fn push(&mut self, next: Numeral, link: Link) -> bool {
        if self.about {
            return false;
        }
        let taken = match self.language {
            Language::English => english::push(self, next, link),
            Language::French => french::push(self, next, link),
            _ => arabic::push(self, next, link),
        };
        if taken {
            self.last = next;
            self.about = matches!(next, Numeral::About(_));
        }
        taken
    }

    /// The number read so far.
    pub fn value(&self) -> u32 {
        self.closed.saturating_add(self.open)
    }

    /// Whether the numeral itself says "about", as `une dizaine` does.
    pub fn about(&self) -> bool {
        self.about
    }

    /// Multiplies the open part by a thousand or a million and closes it.
    fn multiply(&mut self, by: Numeral) -> bool {
        let factor = by.value();
        if self.open == 0 || factor >= self.ceiling {
            return false;
        }
        let product = self.open.saturating_mul(factor);
        self.open = 0;
        self.close(product, by);
        true
    }

    fn close(&mut self, value: u32, by: Numeral) {
        self.closed = self.closed.saturating_add(value);
        self.ceiling = match by {
            Numeral::Million => 1_000_000,
            _ => 1000,
        };
    }

    /// Adds to the open part.
    fn add(&mut self, next: Numeral) -> bool {
        self.open = self.open.saturating_add(next.value());
        true
    }

    /// Whether nothing is open behind a closed thousand: any smaller number may follow.
    fn after_thousand(&self) -> bool {
        self.open == 0 && self.closed > 0
    }
}
