//! The names of people that are not listed: `سالم خليفة`, "Omar Issa".

use crate::lexicon::{Class, Classes, clitic::Clitics};
use crate::model::Language;
use crate::model::event::ActorType;
use crate::model::span::Field;
use crate::text::{Gap, Kind};

use super::mention::{Mention, Name};
use super::party::{Finder, Party, Who, bare};

impl Finder<'_, '_> {
    /// `عميد بلدية مزدة سالم الورفلي`: a given name before a listed surname makes another man.
    pub(super) fn namesake(&self, at: usize) -> Option<usize> {
        let word = self.reading.text.at(at);
        let surname = self.reading.mention_at(at + 1)?;
        let himself = matches!(surname.name, Name::Actor(actor) if self.lexicon.actor(actor).is_some_and(|row| {
            row.name.split_whitespace().next().is_some_and(|first| first.eq_ignore_ascii_case(word))
        }));
        let single = !himself
            && surname.tokens.len() == 1
            && matches!(surname.name, Name::Actor(actor) if self.is_person(actor));
        let given = self.reading.text.tokens().get(at).is_some_and(|token| token.kind == Kind::Word)
            && self.is_name_word(at)
            && !self.is_trigger(at)
            && if word.is_ascii() { self.reading.text.tokens().get(at)?.capital } else { word.chars().count() > 2 };
        (single && given && surname.clitics == Clitics { article: surname.clitics.article, ..Clitics::NONE })
            .then_some(surname.tokens.end)
    }

    /// "The officer, Salem Bourwag, had survived", "Mr Zarrug was arrested", « Samir B., 31 ans, »: a man who is told by his
    /// name, told from other capitals by who he is said to be or by his age.
    pub(super) fn person(&self, at: usize) -> Option<Party> {
        let tokens = self.reading.text.tokens();
        let token = tokens.get(at)?;
        if !token.capital || token.kind != Kind::Word || self.reading.field == Field::Title {
            return None;
        }
        let before = at.checked_sub(1).filter(|at| *at >= self.start);
        let word = before.map_or("", |at| self.reading.text.at(at));
        let polite = matches!(word, "mr" | "mrs" | "ms" | "dr" | "m" | "mme" | "me" | "pr");
        let end = self.name_after(at).or_else(|| polite.then_some(at + 1))?;
        let said =
            |end: usize| self.reading.ending(end).meets(Classes::of(&[Class::Title, Class::People, Class::Forces]));
        let comma = |at: usize| matches!(self.reading.text.at(at), "," | "(");
        let called = polite || said(at) || before.is_some_and(|before| comma(before) && said(before));
        let aged = comma(end) && tokens.get(end + 1).is_some_and(|token| token.kind == Kind::Number);
        if !called && !aged {
            return None;
        }
        let name = self.reading.quote(at..end);
        let who = Who::Named { name, kind: ActorType::Person };
        Some(Party {
            tokens: at..end,
            head: at..end,
            who,
            body: None,
            acts_for: None,
            place: None,
            clitics: Clitics::NONE,
        })
    }

    /// The body of a man who is named by his office only: what he does, it does.
    pub(super) fn body_of_office(&self, mention: &Mention) -> Option<Who> {
        let Name::Actor(actor) = mention.name else { return None };
        let row = self.lexicon.actor(actor).filter(|row| row.kind == ActorType::Person)?;
        let body = self.lexicon.actor_at(row.side.as_deref()?)?;
        let office = self.is_office(mention) && mention.tokens.len() > 1;
        let acts = self.lexicon.actor(body).is_some_and(|row| row.kind == ActorType::Government);
        (office && acts).then_some(Who::Listed(body))
    }

    /// Whether a person's name follows, perhaps after an adjective of country.
    pub(super) fn named_behind(&self, at: usize) -> bool {
        let next = self.reading.mention_at(at);
        let next = match next.map(|mention| mention.name) {
            Some(Name::Demonym(_)) => next.and_then(|mention| self.reading.mention_at(mention.tokens.end)),
            _ => next,
        };
        next.is_some_and(|mention| matches!(mention.name, Name::Actor(actor) if self.is_person(actor)))
            || self.namesake(at).is_some()
    }

    /// One past an unlisted name: capitals in Latin script; in Arabic two or three words that the
    /// lexicon does not know.
    pub(super) fn name_after(&self, start: usize) -> Option<usize> {
        let tokens = self.reading.text.tokens();
        let mut at = start;
        while at < self.end {
            let token = tokens.get(at)?;
            let word = self.reading.text.word(token);
            let particle = matches!(word, "al" | "el" | "bin" | "ben" | "ibn" | "abu" | "abou" | "ould" | "de" | "von");
            let latin = word.is_ascii() && (token.capital || (particle && at > start) || token.gap == Gap::Hyphen);
            let arabic = !word.is_ascii()
                && at < start + 3
                && self.reading.language == Language::Arabic
                && !self.is_trigger(at)
                && (at > start || bare(word) == word)
                && self.is_name_word(at);
            if token.kind != Kind::Word || !(latin || arabic) || self.reading.mention_at(at).is_some() {
                break;
            }
            at += 1;
        }
        (at >= start + 2).then_some(at)
    }

    /// Whether an Arabic word can be part of a man's name: no number, no part of a day, nothing written
    /// together with `و`, `ب`, `ل`, as `بحبس` and `وابنتاها` are and `بشير` is not.
    fn is_name_word(&self, at: usize) -> bool {
        let word = self.reading.text.at(at);
        if word.is_ascii() || self.reading.starting(at).has(Class::GivenName) {
            return true;
        }
        let joined = word.starts_with(['و', 'ف', 'ل', 'ب', 'ك']) && word.chars().count() > 3;
        let number = || self.lexicon.quantities.number_before(&self.reading.text, at + 1, Language::Arabic);
        let plain = self.reading.starting(at) == Classes::default() && word.chars().count() > 2 && !joined;
        plain && number().is_none() && !matches!(word, "علي" | "الي" | "التي" | "الذي")
    }
}
