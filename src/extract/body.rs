//! Bodies that are not listed, by the name that the text gives them: "the Derna Reconstruction Committee",
//! `نقابة المعلمين`, « le comité des familles de disparus ».

use std::ops::Range;

use crate::lexicon::{Class, Classes, clitic::Clitics};
use crate::model::Language;
use crate::model::event::ActorType;
use crate::model::span::Field;
use crate::text::{Gap, Kind};

use super::mention::Name;
use super::party::{Finder, Party, Who, bare};
use super::unit::noun_alone;

/// Classes of nouns for bodies, and the kind of body.
const NOUNS: [(Class, ActorType); 3] = [
    (Class::Authority, ActorType::Government),
    (Class::Association, ActorType::Political),
    (Class::Company, ActorType::Company),
];

/// The classes of these.
const HEADS: Classes = Classes::of(&[Class::Authority, Class::Association, Class::Company]);

/// Words of an Arabic name behind its noun, at most: `لجنة إعادة إعمار درنة الكبرى`.
const ARABIC_WORDS: usize = 5;
/// Tokens of a French or English name behind its noun, at most.
const LATIN_TOKENS: usize = 9;
/// Words between an article and the noun, at most: "the local health directorate".
const MODIFIERS: usize = 3;

/// What no name goes on with.
const OUTSIDE: Classes = Classes::of(&[
    Class::In,
    Class::To,
    Class::From,
    Class::Agent,
    Class::Target,
    Class::With,
    Class::Between,
    Class::Mediator,
    Class::Clause,
    Class::Source,
    Class::Separately,
    Class::After,
    Class::Before,
    Class::Since,
    Class::Passive,
    Class::Title,
    Class::Daytime,
]);

impl Finder<'_, '_> {
    /// A body with a name of its own.
    pub(super) fn body(&self, at: usize) -> Option<Party> {
        if !self.reading.starting(at).meets(HEADS) {
            return None;
        }
        let hit = |(class, kind)| self.reading.class_at(at, class).map(|hit| (hit, kind));
        let (noun, kind) = NOUNS.into_iter().filter_map(hit).max_by_key(|(hit, _)| hit.end)?;
        // `بديوان المجلس`, `بمستشفى الهضبة`: where, not who.
        let site =
            self.reading.starting(at).has(Class::Institution) || matches!(self.reading.text.at(at), "بديوان" | "بمكتب");
        if site && noun.clitics.preposition == Some('ب') {
            return None;
        }
        let generic = match self.reading.mention_at(at).map(|mention| (mention.name, mention.tokens.end)) {
            Some((Name::Actor(actor), end)) if self.is_generic(actor) => Some((actor, end)),
            Some(_) => return None,
            None if self.reading.mention_over(at).is_some() => return None,
            None => None,
        };
        let end = generic.map_or(noun.end, |(_, end)| end.max(noun.end));
        let name = match self.reading.language {
            Language::Arabic => at..self.arabic_end(end, noun.clitics.article)?,
            Language::French => at..self.french_end(end)?,
            _ => self.english_name(at, end)?,
        };
        // « la compagnie d'électricité Gecol »: a listed body beside its noun.
        if name.clone().any(|at| self.is_listed_at(at)) {
            return None;
        }
        let words = self.reading.quote(name.clone());
        let who = match generic {
            Some((actor, _)) => Who::Listed(actor),
            None => Who::Named {
                name: if name.start == at { noun_alone(&words, noun.clitics).to_owned() } else { words.clone() },
                kind,
            },
        };
        let clitics = if name.start == at { noun.clitics } else { Clitics::NONE };
        let tokens = name.clone();
        Some(Party { tokens, head: name, who, body: None, acts_for: None, place: None, clitics })
    }

    /// The body whose name begins at a token: "the head of the `civil aviation authority`".
    pub(super) fn body_from(&self, at: usize) -> Option<Party> {
        let reach = if self.reading.language == Language::English { MODIFIERS } else { 0 };
        let noun = (at..=at + reach).find(|at| self.reading.starting(*at).meets(HEADS))?;
        self.body(noun).filter(|body| body.tokens.start == at)
    }

    /// Whether a token can stand in a name at all.
    fn is_name_part(&self, at: usize) -> bool {
        at < self.end
            && self.reading.text.tokens().get(at).is_some_and(|token| token.kind == Kind::Word)
            && !self.reading.starting(at).meets(OUTSIDE)
    }

    /// The end of a place's or people's name that begins at a token.
    fn inner_name(&self, at: usize) -> Option<usize> {
        let mention = self.reading.mention_at(at)?;
        let inner = match mention.name {
            Name::Actor(actor) => self.is_generic(actor),
            Name::Place(_) | Name::Demonym(_) => true,
        };
        (inner && mention.clitics.preposition.is_none() && !mention.clitics.conjunction).then_some(mention.tokens.end)
    }

    /// A genitive chain up to its definite end, and the adjectives behind it: `لجنة إعادة إعمار درنة`, `المجلس العسكري
    /// نالوت`.
    fn arabic_end(&self, from: usize, article: bool) -> Option<usize> {
        let (mut next, mut last, mut closed) = (from, None, article);
        while next < from + ARABIC_WORDS && self.is_name_part(next) {
            let inner = self.inner_name(next);
            if inner.is_none() && self.reading.mention_at(next).is_some() {
                break;
            }
            let word = self.reading.text.at(next);
            let definite = word.starts_with("ال") || word.starts_with("لل");
            let adjective = definite && is_adjective(word);
            let place = self.reading.mention_at(next).is_some_and(|mention| mention.place_at().is_some());
            if closed && !adjective && !place || next > from && self.is_trigger(next) && !definite {
                break;
            }
            if inner.is_none() && !definite && self.reading.starting(next).meets(Classes::of(&[Class::In, Class::Do])) {
                break;
            }
            next = inner.unwrap_or(next + 1);
            if closed && place {
                return Some(next);
            }
            closed |= definite || place;
            if closed {
                last = Some(next);
            }
        }
        last
    }

    /// "Derna Reconstruction Committee", "the local health directorate", "association of families of the missing".
    fn english_name(&self, at: usize, end: usize) -> Option<Range<usize>> {
        let capitals = if self.reading.field == Field::Text { self.capitals_before(at) } else { at };
        let start = if capitals < at { capitals } else { self.modifiers_before(at) };
        let end = self.english_tail(end);
        let noun = self.reading.starting(at).has(Class::Company) && start == at;
        (start < at || end > at + 1 && !noun && self.is_tail(at + 1..end)).then_some(start..end)
    }

    /// Whether a name follows its noun, and not only "of" a place.
    fn is_tail(&self, words: Range<usize>) -> bool {
        words.clone().any(|at| matches!(self.reading.text.at(at), "of" | "for"))
    }

    /// The first of the words between an article and a noun: "the `local health` directorate".
    fn modifiers_before(&self, at: usize) -> usize {
        let tokens = self.reading.text.tokens();
        for back in 1..=MODIFIERS + 1 {
            let Some(before) = at.checked_sub(back).filter(|before| *before >= self.start) else { return at };
            let word = self.reading.text.at(before);
            let apart = tokens.get(before + 1).is_none_or(|token| !matches!(token.gap, Gap::Space | Gap::Hyphen));
            if matches!(word, "the" | "a" | "an" | "s" | "its" | "their") {
                return if apart { at } else { before + 1 };
            }
            let plain = self.reading.is_plain(before) && word.len() > 2;
            if apart || !plain && self.inner_name(before).is_none() || self.is_trigger(before) || !word.is_ascii() {
                return at;
            }
        }
        at
    }

    /// One past "of" and "for" with what they govern.
    fn english_tail(&self, from: usize) -> usize {
        let tokens = self.reading.text.tokens();
        let (mut end, mut next) = (from, from);
        while next < from + LATIN_TOKENS && matches!(self.reading.text.at(next), "of" | "for") && next < self.end {
            let of = self.reading.text.at(next) == "of";
            next += 1;
            if self.reading.text.at(next) == "the" {
                next += 1;
            }
            let first = next;
            let capital = |at: usize| {
                tokens.get(at).is_some_and(|token| token.capital && token.kind == Kind::Word)
                    || matches!(self.reading.text.at(at), "and" | "&") && tokens.get(at + 1).is_some_and(|t| t.capital)
            };
            while next < self.end && next < from + LATIN_TOKENS && capital(next) && !self.is_listed_at(next) {
                next += 1;
            }
            if next == first && of && !self.reading.text.at(next).ends_with("ing") {
                next = self.inner_name(next).or_else(|| self.is_name_part(next).then_some(next + 1)).unwrap_or(next);
            }
            if next == first || self.is_trigger(first) {
                break;
            }
            end = next;
        }
        end
    }

    /// Whether the name of a listed body or man begins at a token.
    fn is_listed_at(&self, at: usize) -> bool {
        let listed = |name| matches!(name, Name::Actor(actor) if !self.is_generic(actor));
        self.reading.mention_at(at).is_some_and(|mention| listed(mention.name))
    }

    /// « comité `local de reconstruction de Derna` », « syndicat `des enseignants` ».
    fn french_end(&self, from: usize) -> Option<usize> {
        let tokens = self.reading.text.tokens();
        let (mut end, mut next) = (None, from);
        while next < (from + LATIN_TOKENS).min(self.end) {
            let word = self.reading.text.at(next);
            if self.is_listed_at(next) || self.reading.is_mark(next) {
                break;
            }
            if matches!(word, "de" | "du" | "des" | "d" | "contre") && (word != "contre" || end.is_some()) {
                next += 1;
                if matches!(self.reading.text.at(next), "la" | "l" | "les") {
                    next += 1;
                }
                let inner = self.inner_name(next).or_else(|| (self.is_name_part(next)).then_some(next + 1));
                let Some(inner) = inner.filter(|_| !self.is_trigger(next) && !self.is_listed_at(next)) else { break };
                next = inner;
                while next < self.end && tokens.get(next).is_some_and(|token| token.capital || token.gap == Gap::Hyphen)
                {
                    next += 1;
                }
                end = Some(next);
                continue;
            }
            let capital = tokens.get(next).is_some_and(|token| token.capital && token.kind == Kind::Word);
            let adjective = is_french_adjective(word) && self.is_name_part(next) && !self.is_trigger(next);
            if !capital && !adjective {
                break;
            }
            next = self.inner_name(next).unwrap_or(next + 1);
            end = Some(next);
        }
        end
    }
}

/// `العسكري`, `البلدية`, `العليا`: a definite adjective, not a second noun.
fn is_adjective(word: &str) -> bool {
    let word = bare(word);
    ["ي", "يه", "يين"].iter().any(|end| word.ends_with(end))
        || matches!(
            word,
            "اعلي"
                | "عليا"
                | "عام"
                | "عامه"
                | "مشترك"
                | "مشتركه"
                | "موحد"
                | "موحده"
                | "خاص"
                | "خاصه"
        )
        || matches!(word, "مستقل" | "مستقله" | "كبري" | "جديد" | "جديده" | "موقت" | "موقته" | "متحد" | "متحده")
}

/// « municipal », « électorale », « suprême »: an adjective that can stand behind the noun of a body.
fn is_french_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 17] = [
        "al", "ale", "el", "elle", "ique", "iques", "aire", "aires", "ien", "ienne", "if", "ive", "eur", "iste",
        "istes", "aux", "ales",
    ];
    word.len() > 3
        && (ENDINGS.iter().any(|end| word.ends_with(end)) || matches!(word, "supreme" | "conjoint" | "conjointe"))
}
