//! The noun of a count, and whether the number counts people at all.

use crate::lexicon::quantities::{Form, Kinds, Meaning, People, Plurality, Word};
use crate::model::Language;
use crate::text::{Gap, Kind};

use super::super::piece::Piece;
use super::count::Count;
use super::{Head, Reader};

/// Words of unknown meaning that may stand between a number and its noun: "four Libyan army soldiers".
const ADJECTIVES: usize = 3;

/// The noun of a count.
pub(super) struct Noun {
    pub(super) head: Head,
    pub(super) people: Option<People>,
    pub(super) plurality: Option<Plurality>,
    pub(super) end: usize,
    pub(super) more: bool,
}

impl Noun {
    pub(super) fn none(head: Head, end: usize) -> Self {
        Self { head, people: None, plurality: None, end, more: false }
    }
}
impl Reader<'_> {
    /// The noun after a count that ends at `count.end`.
    pub(super) fn noun(&self, start: usize, count: &Count) -> Noun {
        let bare = Noun::none(Head::Bare, count.end);
        let mut at = count.end;
        let mut strange = 0;
        let mut partitive = false;
        let mut more = false;
        let mut first_strange = None;
        let mut aged = None;
        while let Some(piece) = self.pieces.get(at) {
            if piece.quote() {
                at += 1;
                continue;
            }
            if piece.mark.is_some() || (piece.prefix.and && at > start) || piece.is(Kinds::AND) {
                break;
            }
            if let Some(past) = self.age_adjective(at) {
                (at, aged) = (past, Some(past));
                continue;
            }
            if piece.kind == Kind::Number || (piece.numeral().is_some() && !piece.is(Kinds::ARTICLE)) {
                break;
            }
            if self.adjective(at) {
                strange += 1;
                if strange > ADJECTIVES {
                    break;
                }
                at += 1;
                continue;
            }
            if let Some(noun) = self.named(at, at == count.end, strange) {
                return Noun { more, ..noun };
            }
            if piece.harm().is_some() {
                break;
            }
            // `أحد خبراء الألغام`: a genitive in Arabic; English and French end with their noun.
            // `خمسة من كتيبة الوادي`: men of a unit.
            let unit = partitive && self.pieces.arabic() && piece.is(Kinds::LABEL);
            if piece.is(Kinds::THING) && !unit && !(self.pieces.arabic() && first_strange.is_some()) {
                return Noun::none(Head::Thing, at + 1);
            }
            if piece.is(Kinds::MORE) && at == count.end {
                more = true;
            } else if piece.is(Kinds::FROM) && strange == 0 && !piece.prefix.and {
                partitive = true;
            } else if (piece.is(Kinds::THE) || piece.is(Kinds::POSSESSIVE) || piece.is(Kinds::ARTICLE)) && partitive {
                // "three of the crew", "two of his sons"
            } else if (unit || self.plain(at))
                && !count_stops(piece.prefix.preposition, piece.prefix.article, partitive, self.pieces.arabic())
            {
                strange += 1;
                first_strange = first_strange.or(Some(at));
                if strange > ADJECTIVES || (self.pieces.arabic() && strange > 1) {
                    break;
                }
            } else {
                break;
            }
            at += 1;
        }
        // "a 17-year-old", "two 12-year-olds"
        if let Some(end) = aged.filter(|_| first_strange.is_none()) {
            return Noun { plurality: Some(Plurality::One), more, ..Noun::none(Head::People, end) };
        }
        match first_strange {
            Some(strange) => Noun { more, ..Noun::none(Head::Unknown, strange + 1) },
            None if more => Noun { end: count.end + 1, more, ..bare },
            None => bare,
        }
    }

    /// A word that counting does not know, or that only names what a number behind it is: "air force".
    fn plain(&self, at: usize) -> bool {
        let label = |piece: &Piece| piece.word == Word { kinds: Kinds::LABEL, ..Word::default() };
        self.pieces.get(at).is_some_and(|piece| piece.unknown() || !self.pieces.arabic() && label(piece))
    }

    /// Past "58-year-old", which describes the noun.
    pub(super) fn age_adjective(&self, at: usize) -> Option<usize> {
        let year = at + 1;
        let hyphen = |at: usize| self.pieces.get(at).is_some_and(|piece| piece.gap == Gap::Hyphen);
        let old = matches!(self.pieces.word(year), "year" | "month") && self.pieces.word(year + 1) == "old";
        (self.pieces.get(at)?.numeral_like() && old && hyphen(year) && hyphen(year + 1)).then_some(year + 2)
    }

    /// The noun at `at`, if it is people, harm or a body. `first` says that it follows the number.
    fn named(&self, at: usize, first: bool, strange: usize) -> Option<Noun> {
        match self.pieces.get(at)?.word.meaning {
            Meaning::People(people) => Some(self.people(at, people)),
            Meaning::Harm(harm, Form::Noun(plurality)) if strange < ADJECTIVES => {
                Some(self.harmed(at, Head::Harm(harm), plurality))
            }
            Meaning::Harm(_, Form::Body(plurality)) => Some(self.harmed(at, Head::Body, plurality)),
            // "18 wounded soldiers"
            Meaning::Harm(harm, Form::Either) if first && !self.pieces.arabic() => {
                match self.pieces.get(at + 1)?.word.meaning {
                    Meaning::People(people) => Some(Noun { head: Head::Harm(harm), ..self.people(at + 1, people) }),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The noun for people at `at` with the nouns beside it: "four Egyptian workers", `جنود ليبيين`.
    pub(super) fn people(&self, at: usize, people: People) -> Noun {
        let mut named = people;
        let mut end = at + 1;
        while let Some(piece) = self.pieces.get(end)
            && let Meaning::People(next) = piece.word.meaning
            && !piece.prefix.and
            && !piece.prefix.preposition
            && (!self.pieces.arabic() || (next.accusative == people.accusative && !next.possessed))
        {
            // English ends with its noun, the others begin with it.
            if self.pieces.language == Language::English {
                named = next;
            }
            end += 1;
        }
        // "migrant boats": a thing behind makes the people an adjective.
        if self.pieces.language == Language::English
            && named.plurality == Plurality::One
            && self.pieces.is(end, Kinds::THING)
        {
            return Noun::none(Head::Thing, end + 1);
        }
        Noun { head: Head::People, people: Some(named), plurality: Some(people.plurality), end, more: false }
    }

    /// `الجيش الليبي`, "the Libyan army": the name of a people that describes another word.
    pub(super) fn adjective(&self, at: usize) -> bool {
        let Some(piece) = self.pieces.get(at) else { return false };
        let Meaning::People(people) = piece.word.meaning else { return false };
        if people.plurality != Plurality::One || people.group != self.pieces.foreigners {
            return false;
        }
        if self.pieces.arabic() {
            let before = at.checked_sub(1).and_then(|before| self.pieces.get(before));
            return piece.prefix.article && before.is_some_and(|piece| piece.unknown() || piece.is(Kinds::THING));
        }
        self.pieces.language == Language::English
            && self.pieces.get(at + 1).is_some_and(|next| next.unknown() || next.is(Kinds::THING))
    }

    pub(super) fn harmed(&self, at: usize, head: Head, plurality: Plurality) -> Noun {
        Noun { head, people: None, plurality: Some(plurality), end: at + 1, more: false }
    }

    /// Whether the number is a name, an age, a year or a day rather than a count.
    pub(super) fn names(&self, start: usize, at: usize, count: &Count, noun: &Noun) -> bool {
        let people = matches!(noun.head, Head::People | Head::Harm(_) | Head::Body);
        let Some(digits) = count.digits else { return self.dated(count.end) && !people };
        if people {
            return false;
        }
        let labelled = start.checked_sub(1).is_some_and(|before| self.pieces.is(before, Kinds::LABEL));
        let year = (1900..=2100).contains(&digits) && count.end == noun.end;
        let range = self.pieces.get(count.end).is_some_and(|next| next.gap == Gap::Hyphen);
        labelled || year || range || self.dated(count.end) || self.age(at, count.end)
    }

    /// `12 مايو`, "12 March"
    pub(super) fn dated(&self, after: usize) -> bool {
        self.pieces
            .get(after)
            .is_some_and(|piece| self.calendar.names_month(self.pieces.text, piece.start, self.pieces.language))
    }

    /// "Ali, 30, was", `(30)`: a number alone between marks.
    pub(super) fn age(&self, at: usize, end: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.pieces.mark(before));
        let after = self.pieces.mark(end);
        matches!((before, after), (Some(',' | '(' | '['), Some(',' | ')' | ']')))
    }

    /// Whether an implied one has a singular noun to count.
    pub(super) fn one(&self, noun: &Noun) -> bool {
        match (noun.head, noun.people) {
            (Head::People, Some(people)) => people.plurality == Plurality::One,
            (Head::People | Head::Harm(_) | Head::Body, _) => noun.plurality == Some(Plurality::One),
            _ => false,
        }
    }

    /// *un blessé*, *un tué*: the harm is the noun.
    pub(super) fn harm_follows(&self, at: usize) -> bool {
        self.pieces.language == Language::French
            && matches!(self.pieces.get(at).and_then(|piece| piece.harm()), Some((_, Form::Either)))
    }
}

impl Reader<'_> {
    /// « dont l'un est décédé »: one of those before, with a verb of his own.
    pub(super) fn one_of_them(&self, start: usize, end: usize) -> bool {
        let verb = Kinds::AUXILIARY.with(Kinds::HAS);
        let subject = |at: usize| matches!(self.pieces.get(at).and_then(Piece::harm), Some((_, Form::Subject)));
        self.pieces.language == Language::French
            && start.checked_sub(1).is_some_and(|before| self.pieces.is(before, Kinds::SUBSET))
            && (self.pieces.is(end, verb) || subject(end))
    }
}

/// Arabic counts stop at a definite or governed word, unless `من` opened it.
fn count_stops(preposition: bool, article: bool, partitive: bool, arabic: bool) -> bool {
    arabic && !partitive && (preposition || article)
}
