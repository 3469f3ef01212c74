//! Numbers with their bounds: `ما لا يقل عن أربعة`, "10 to 15", *une dizaine*.

use crate::language::number::{Link, Numeral, Sum};
use crate::lexicon::quantities::{Bound, Kinds, Meaning, Plurality};
use crate::model::Language;
use crate::model::event::{Qualifier, Toll};
use crate::text::{Gap, Kind};

use super::super::piece::Piece;
use super::Reader;

/// A count that has been read: its toll, where it ends, and whether its number was written.
pub(super) struct Count {
    pub(super) toll: Toll,
    pub(super) end: usize,
    pub(super) numbered: bool,
    pub(super) digits: Option<u32>,
    pub(super) definite: bool,
}

pub(in crate::extract::casualty) fn exactly(n: u32) -> Toll {
    Toll { n: Some(n), low: Some(n), high: Some(n), qualifier: Qualifier::Exact }
}

fn vague(low: u32) -> Toll {
    Toll { n: None, low: Some(low), high: None, qualifier: Qualifier::Vague }
}

/// The toll with its bound.
pub(in crate::extract::casualty) fn bounded(toll: Toll, bound: Option<Bound>) -> Toll {
    let (Some(bound), Some(n)) = (bound, toll.n) else { return toll };
    if toll.qualifier == Qualifier::Range {
        return toll;
    }
    let (low, high, qualifier) = match bound {
        Bound::AtLeast => (Some(n), None, Qualifier::AtLeast),
        Bound::MoreThan => (Some(n.saturating_add(1)), None, Qualifier::MoreThan),
        Bound::UpTo => (None, Some(n), Qualifier::UpTo),
        Bound::LessThan => (None, Some(n.saturating_sub(1)), Qualifier::UpTo),
        Bound::About => (None, None, Qualifier::About),
    };
    Toll { n: Some(n), low, high, qualifier }
}
impl Reader<'_> {
    pub(super) fn bound_before(&self, at: usize) -> (Option<Bound>, usize) {
        let Some(bound) = self.pieces.get(at).and_then(|piece| piece.word.bound_before) else { return (None, at) };
        // "at least some 20": the first one counts; "more than the 20".
        let mut next = at + 1;
        while self.pieces.get(next).is_some_and(|piece| piece.word.bound_before.is_some()) {
            next += 1;
        }
        (Some(bound), next)
    }

    pub(super) fn bound_after(&self, at: usize) -> (Option<Bound>, usize) {
        // `18 شخصا مدنيا على الأقل`: one adjective may stand before.
        for skip in 0..=1 {
            if skip == 1 && !self.pieces.get(at).is_some_and(|piece| piece.unknown()) {
                break;
            }
            if let Some(bound) = self.pieces.get(at + skip).and_then(|piece| piece.word.bound_after)
                && self.pieces.get(at + skip + 1).is_none_or(|next| next.numeral().is_none())
            {
                return (Some(bound), at + skip + 1);
            }
        }
        (None, at)
    }

    /// `بين 10 و15`, "10 to 15", `10 أو 12`, `10-12`.
    pub(super) fn range(&self, at: usize) -> Option<Count> {
        let between = self.pieces.is(at, Kinds::BETWEEN);
        let first = self.number(if between { at + 1 } else { at })?;
        let link = self.pieces.get(first.end)?;
        // `ارتفعت الحصيلة من 10 إلى 15`: not a range but an old toll and a new one.
        let rose = (0..at).any(|n| self.pieces.is(n, Kinds::RISE));
        if rose && !between && self.pieces.is(at.wrapping_sub(1), Kinds::FROM) {
            return None;
        }
        let joined = match between {
            true => link.coordinates(),
            false => link.is(Kinds::OR) || link.gap == Gap::Hyphen || link.mark == Some('-'),
        };
        let direct = link.numeral().is_some() && (link.prefix.and || link.gap == Gap::Hyphen);
        let second = self.number(if direct { first.end } else { first.end + 1 }).filter(|_| joined)?;
        let (low, high) = (first.toll.n?, second.toll.n?);
        if high <= low || high > low.saturating_mul(10) {
            return None;
        }
        let toll = Toll { n: Some(low), low: Some(low), high: Some(high), qualifier: Qualifier::Range };
        Some(Count { toll, digits: None, ..second })
    }

    /// A number, a vague word or an article.
    pub(super) fn count(&self, at: usize) -> Option<Count> {
        let piece = self.pieces.get(at)?;
        if let Meaning::Vague(low) = piece.word.meaning {
            return Some(Count { toll: vague(low), end: at + 1, numbered: true, digits: None, definite: false });
        }
        if piece.is(Kinds::SEVERAL)
            && let Some(numeral) = piece.numeral()
        {
            let toll = vague(numeral.value());
            return Some(Count { toll, end: at + 1, numbered: true, digits: None, definite: false });
        }
        let article = piece.is(Kinds::ARTICLE);
        if article && let Some(next) = self.pieces.get(at + 1) {
            // "a dozen", "a hundred", *une dizaine*
            let collective = matches!(
                next.numeral(),
                Some(
                    Numeral::Dozen | Numeral::Hundred(_) | Numeral::Thousand(_) | Numeral::Million | Numeral::About(_)
                )
            );
            if collective {
                return self.number(at + 1);
            }
            if let Some(bound) = next.word.bound_before
                && let Some(count) = self.number(at + 2)
            {
                return Some(Count { toll: bounded(count.toll, Some(bound)), ..count });
            }
        }
        if article && self.pieces.language != Language::French {
            return Some(Count { toll: exactly(1), end: at + 1, numbered: false, digits: None, definite: false });
        }
        let count = self.number(at)?;
        // *un* and *une* are articles unless the noun says otherwise.
        let numbered = count.numbered && !article;
        Some(Count { numbered, ..count })
    }

    /// Numerals as far as they combine.
    pub(super) fn number(&self, at: usize) -> Option<Count> {
        let first = self.pieces.get(at)?;
        let numeral = first.numeral()?;
        // "no one" counts nobody.
        let nobody = numeral == Numeral::Unit(1) && self.pieces.is(at.wrapping_sub(1), Kinds::NEGATOR);
        if self.weekday(at) || nobody && self.pieces.language == Language::English || self.is_age(at) {
            return None;
        }
        let mut sum = Sum::new(numeral, self.pieces.language);
        let mut end = at + 1;
        let mut count = 1;
        while let Some((next, link, after)) = self.next_numeral(end) {
            if !sum.push(next, link) {
                break;
            }
            end = after;
            count += 1;
        }
        let about = sum.about();
        let toll = if about { bounded(exactly(sum.value()), Some(Bound::About)) } else { exactly(sum.value()) };
        let digits = match numeral {
            Numeral::Digits(n) if count == 1 => Some(n),
            _ => None,
        };
        Some(Count { toll, end, numbered: true, digits, definite: first.prefix.article })
    }

    /// `فتى في الرابعة عشرة`: behind an ordinal the ten is an age.
    fn is_age(&self, at: usize) -> bool {
        let ten = self.pieces.arabic() && self.pieces.get(at).and_then(Piece::numeral) == Some(Numeral::Ten);
        let before = || at.checked_sub(1).map_or("", |before| self.pieces.word(before));
        ten && matches!(
            before(),
            "الحاديه"
                | "الثانيه"
                | "الثالثه"
                | "الرابعه"
                | "الخامسه"
                | "السادسه"
                | "السابعه"
                | "الثامنه"
                | "التاسعه"
        )
    }

    /// `الاثنين` is Monday and `الأحد` Sunday.
    pub(super) fn weekday(&self, at: usize) -> bool {
        let Some(piece) = self.pieces.get(at) else { return false };
        self.pieces.arabic()
            && piece.prefix.article
            && matches!(self.pieces.word(at).trim_start_matches(['و', 'ف', 'ب', 'ل']), "الاثنين" | "الاحد")
    }

    pub(super) fn next_numeral(&self, at: usize) -> Option<(Numeral, Link, usize)> {
        let piece = self.pieces.get(at)?;
        if let Some(numeral) = piece.numeral() {
            if piece.prefix.preposition || (piece.kind == Kind::Number && piece.gap == Gap::Hyphen) {
                return None;
            }
            let link = if piece.prefix.and { Link::And } else { Link::Beside };
            return Some((numeral, link, at + 1));
        }
        if !piece.is(Kinds::AND) || self.pieces.arabic() {
            return None;
        }
        let numeral = self.pieces.get(at + 1)?.numeral()?;
        Some((numeral, Link::And, at + 2))
    }

    /// `الجنود الأربعة`, `القتلى الـ37`: a definite number behind a plural.
    pub(super) fn number_behind(&self, start: usize, end: &mut usize) -> Option<u32> {
        if !self.pieces.arabic() {
            return None;
        }
        let at = *end;
        let piece = self.pieces.get(at).filter(|piece| piece.prefix.article && piece.numeral().is_some())?;
        let noun = self.pieces.get(start)?;
        let definite = noun.prefix.article || matches!(noun.word.meaning, Meaning::People(people) if people.possessed);
        if !definite || piece.prefix.and || self.weekday(at) {
            return None;
        }
        let count = self.number(at)?;
        *end = count.end;
        count.toll.n
    }

    /// `مهندسين اثنين`: a plural that is a dual.
    pub(super) fn two_behind(&self, end: &mut usize) -> Option<u32> {
        let before = *end;
        self.own_numeral(Plurality::Two, end);
        (self.pieces.arabic() && *end > before).then_some(2)
    }

    pub(super) fn own_numeral(&self, plurality: Plurality, end: &mut usize) {
        let own = match plurality {
            Plurality::One => 1,
            _ => 2,
        };
        if let Some(piece) = self.pieces.get(*end)
            && !piece.prefix.and
            && !piece.prefix.article
            && piece.kind == Kind::Word
            && piece.numeral().is_some_and(|numeral| numeral.value() == own)
            && self.pieces.get(*end + 1).is_none_or(|next| next.numeral() != Some(Numeral::Ten))
        {
            *end += 1;
        }
    }
}
