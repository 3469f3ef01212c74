//! Units that are not listed, by the name that the text gives them: `«كتيبة فرسان الحرشة»`, "the Coast
//! Support Force", « la brigade al-Marsa »; and their people: "members of the brigade".

use std::ops::Range;

use crate::lexicon::{Class, Classes, clitic::Clitics};
use crate::model::Language;
use crate::model::event::ActorType;
use crate::model::span::Field;
use crate::text::{Gap, Kind};

use super::known::Known;
use super::mention::Name;
use super::party::{Finder, Party, Who, bare};

/// Words of a name behind its noun, at most.
const NAME_WORDS: usize = 4;
/// Tokens of a name in quotation marks, at most.
const QUOTED: usize = 8;

impl Finder<'_, '_> {
    /// A unit with a name of its own.
    pub(super) fn unit(&self, at: usize) -> Option<Party> {
        let noun = self.reading.class_at(at, Class::Unit)?;
        let listed = |name| matches!(name, Name::Actor(actor) if !self.is_generic(actor));
        if self.reading.mention_at(at).is_some_and(|mention| listed(mention.name)) {
            return None;
        }
        let latin = self.reading.text.at(at).is_ascii();
        let name = if latin { self.latin_name(at, noun.end) } else { self.arabic_name(at, noun.end, noun.clitics) }?;
        let words = self.reading.quote(name.clone());
        let words = if name.start == at { noun_alone(&words, noun.clitics) } else { &words };
        let words: String = words.chars().filter(|c| !matches!(c, '«' | '»' | '"' | '“' | '”')).collect();
        let who = Who::Named { name: words.trim().to_owned(), kind: ActorType::ArmedGroup };
        let clitics = if name.start == at { noun.clitics } else { Clitics::NONE };
        let tokens = name.clone();
        Some(Party { tokens, head: name, who, body: None, acts_for: None, place: None, clitics })
    }

    /// `كتيبة «الصقور»`, `«كتيبة الصقور»`, `لواء الدرع الأوسط`, `كتيبة فرسان الوادي`.
    fn arabic_name(&self, at: usize, end: usize, clitics: Clitics) -> Option<Range<usize>> {
        if let Some(close) = self.quoted(at, end) {
            return Some(at..close);
        }
        if clitics.article {
            return None;
        }
        let plain = |at: usize| {
            let token = self.reading.text.tokens().get(at);
            token.is_some_and(|token| token.kind == Kind::Word)
                && self.reading.is_plain(at)
                && !self.is_trigger(at)
                && !self.reading.is_in_phrase(at)
        };
        let definite = |at: usize| {
            let word = self.reading.text.at(at);
            word.starts_with("ال") && bare(word) != word
        };
        let mut last = None;
        for next in end..(end + NAME_WORDS).min(self.end) {
            if !plain(next) {
                break;
            }
            match (definite(next), last) {
                (true, _) => last = Some(next + 1),
                // `كتيبة مسلحة`: an adjective is no name.
                (false, None) if next == end && !self.reading.text.at(next).ends_with('ه') => {}
                _ => break,
            }
        }
        last.map(|last| at..last)
    }

    /// One past the quotation mark that closes a name: the noun stands behind the opening one or before it.
    fn quoted(&self, at: usize, end: usize) -> Option<usize> {
        let word = |at: usize| self.reading.text.at(at);
        let inside = at.checked_sub(1).is_some_and(|before| matches!(word(before), "«" | "\""));
        let behind = matches!(word(end), "«" | "\"");
        let from = match (inside, behind) {
            (true, _) => end,
            (false, true) => end + 1,
            (false, false) => return None,
        };
        let close = (from..(from + QUOTED).min(self.end)).find(|at| matches!(word(*at), "»" | "\""))?;
        let plain = (from..close).all(|at| !self.reading.is_mark(at)) && close > from;
        plain.then_some(if inside { close } else { close + 1 })
    }

    /// Capitals before an English noun, or behind a French one: "Coast Support Force", « brigade al-Marsa »,
    /// « Force de protection de la Montagne ».
    fn latin_name(&self, at: usize, end: usize) -> Option<Range<usize>> {
        if let Some(close) = self.quoted(at, end) {
            return Some(at..close);
        }
        if self.reading.field == Field::Title {
            // Headlines may write every word with a capital.
            return None;
        }
        let start = self.capitals_before(at);
        if start < at {
            return Some(start..end);
        }
        if self.reading.language != Language::French {
            return None;
        }
        let tokens = self.reading.text.tokens();
        let capital = |at: usize| tokens.get(at).is_some_and(|token| token.capital && token.gap != Gap::Glued);
        let noun = capital(at) && at > self.start;
        let (mut next, mut last, mut common) = (end, None, 0);
        while next < (end + QUOTED).min(self.end) && !self.reading.is_mark(next) && !self.is_trigger(next) {
            let word = self.reading.text.at(next);
            let particle = matches!(word, "al" | "el" | "l") || tokens.get(next).is_some_and(|t| t.gap == Gap::Hyphen);
            // « bataillon des Tigres »: behind a small letter the name comes at once.
            let town = |at: usize| self.reading.mention_at(at).is_some_and(|mention| mention.place_at().is_some());
            let proper = |at: usize| capital(at) && !town(at);
            let joined = |at: usize| proper(at) || matches!(self.reading.text.at(at), "l" | "la") && proper(at + 1);
            let link =
                matches!(word, "de" | "du" | "des" | "d" | "la" | "le" | "les" | "l") && (noun || joined(next + 1));
            if capital(next) {
                last = Some(next + 1);
            } else if !particle && !link {
                common += 1;
                if !noun || common > 2 || self.reading.starting(next) != Classes::default() {
                    break;
                }
            }
            next += 1;
        }
        let last = last?;
        // "the brigade in Sabha": a town is no name of it.
        let town = self.reading.mention_at(end).is_some_and(|mention| matches!(mention.name, Name::Place(_)));
        (!town).then_some(at..last)
    }

    /// The first of the capitals that stand before a noun with a capital.
    pub(super) fn capitals_before(&self, at: usize) -> usize {
        let tokens = self.reading.text.tokens();
        let capital = |at: usize| tokens.get(at).is_some_and(|token| token.capital && token.gap != Gap::Glued);
        let town = |at: usize| {
            self.reading.mention_over(at).is_none_or(|name| match name {
                Name::Place(_) => true,
                Name::Actor(actor) => self.is_generic(actor) || self.is_tribe(actor),
                Name::Demonym(_) => false,
            })
        };
        // "Rival brigades": the capital of a sentence.
        let opens = |at: usize| at == self.start && self.reading.mention_over(at).is_none() && !capital(at + 1);
        let mut first = at;
        let small = Classes::of(&[
            Class::Unit,
            Class::Authority,
            Class::Association,
            Class::Company,
            Class::Forces,
            Class::Army,
        ]);
        let noun = capital(at) || self.reading.language == Language::English && self.reading.starting(at).meets(small);
        while noun
            && let Some(before) = first.checked_sub(1).filter(|before| {
                *before >= self.start
                    && !opens(*before)
                    && (capital(*before) || matches!(self.reading.text.at(*before), "al" | "el"))
                    && tokens.get(before + 1).is_some_and(|token| matches!(token.gap, Gap::Space | Gap::Hyphen))
                    && town(*before)
                    && !matches!(self.reading.text.at(*before), "the" | "a" | "an" | "la" | "le" | "les" | "l")
                    && at - before <= NAME_WORDS
            })
        {
            first = before;
        }
        first
    }

    /// Whether a body is a tribe or party, whose name others take: "Warfalla Shield".
    fn is_tribe(&self, actor: u32) -> bool {
        self.lexicon.actor(actor).is_some_and(|row| row.kind == ActorType::Political)
    }

    /// The unit whose name begins at `at`: "fighters of the Green Valley Brigade".
    pub(super) fn unit_from(&self, at: usize) -> Option<Party> {
        let noun = (at..at + NAME_WORDS).find(|at| self.reading.class_at(*at, Class::Unit).is_some())?;
        self.unit(noun).filter(|unit| unit.head.start == at)
    }

    /// "members of the brigade", `أفراد من الكتيبة`, « des éléments de la brigade »: the body.
    pub(super) fn members(&self, at: usize, known: &Known) -> Option<Party> {
        let hit = self.reading.class_at(at, Class::Members)?;
        let (words, mut who) = self.owner(hit.end, Class::Members, known).owner?;
        if let Who::Listed(actor) = who
            && self.is_person(actor)
        {
            who = Who::Listed(self.force_of(actor)?);
        }
        let named = self.name_after(words.end).is_some() || self.is_title(words.end);
        if named {
            return None;
        }
        let (tokens, clitics) = (at..words.end, hit.clitics);
        Some(Party { tokens, head: words, who, body: None, acts_for: None, place: None, clitics })
    }

    fn is_title(&self, at: usize) -> bool {
        self.reading.class_at(at, Class::Title).is_some()
    }
}

/// The words of a name without `و`, `ب`, `ل` before them.
pub(super) fn noun_alone(words: &str, clitics: Clitics) -> &str {
    let words = if clitics.conjunction { words.strip_prefix(['و', 'ف']).unwrap_or(words) } else { words };
    match clitics.preposition {
        Some(letter) if !(letter == 'ل' && clitics.article) => words.strip_prefix(letter).unwrap_or(words),
        _ => words,
    }
}
