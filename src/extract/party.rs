//! Who stands in a sentence: names with their offices, forces described by their owner, bodies
//! described by their country, and people at large.
//!
//! `وزير الدفاع الروسي سيرغي شويغو` is one person, not a ministry, a country and a person;
//! `رتل عسكري تابع لجهاز حرس المنشآت النفطية` is the guard; `Egyptian army` is a force of Egypt.

use std::collections::HashMap;
use std::ops::Range;

use crate::lexicon::{Class, Lexicon, PlaceKind, clitic, clitic::Clitics};
use crate::model::Language;
use crate::model::event::ActorType;
use crate::text::{Gap, Kind};

use super::mention::{Mention, Name};
use super::reading::Reading;

/// Who somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// An actor of the lexicon.
    Listed(u32),
    /// A country or its capital, as the name of its government.
    State(u32),
    /// Nobody listed: the words of the text.
    Unlisted { kind: ActorType, country: Option<String> },
    /// `قواتهم`, "our forces": the force of whoever speaks.
    Own,
}

/// Somebody in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Party {
    /// The whole phrase.
    pub(super) tokens: Range<usize>,
    /// The words to quote.
    pub(super) head: Range<usize>,
    pub(super) who: Who,
    /// The body that the office belongs to.
    pub(super) body: Option<u32>,
    /// The place that the same words name.
    pub(super) place: Option<u32>,
    pub(super) clitics: Clitics,
}

/// Bodies named before, by the word that may stand for them: `الجهاز`, "the brigade".
#[derive(Default)]
pub(super) struct Known(HashMap<String, u32>);

impl Known {
    fn learn(&mut self, reading: &Reading<'_>, mention: &Mention, lexicon: &Lexicon) {
        let Name::Actor(at) = mention.name else { return };
        if mention.tokens.len() < 2 || lexicon.actor(at).is_some_and(|actor| actor.kind == ActorType::Person) {
            return;
        }
        let first = reading.text.at(mention.tokens.start);
        let last = reading.text.at(mention.tokens.end.saturating_sub(1));
        let word = if first.is_ascii() { last } else { bare(mention.clitics.strip(first)) };
        self.0.insert(word.to_owned(), at);
    }

    fn recall(&self, reading: &Reading<'_>, at: usize) -> Option<u32> {
        let word = reading.text.at(at);
        if word.is_ascii() {
            let article = at.checked_sub(1).map_or("", |at| reading.text.at(at));
            return matches!(article, "the" | "la" | "le" | "l").then(|| self.0.get(word).copied()).flatten();
        }
        let bare = bare(word);
        (bare.len() < word.len()).then(|| self.0.get(bare).copied()).flatten()
    }
}

/// An Arabic word without proclitics and article; unchanged if it has no article.
fn bare(word: &str) -> &str {
    let mut found = word;
    let rest = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    for candidate in [word, rest] {
        let inner = candidate.strip_prefix(['ب', 'ك']).unwrap_or(candidate);
        let without = candidate.strip_prefix("لل").or_else(|| clitic::without_article(inner));
        if let Some(without) = without.filter(|without| without.chars().count() > 2) {
            found = without;
            break;
        }
    }
    found
}

/// Somebody's names are at most this many tokens from the first word of their office.
const LONGEST_OFFICE: usize = 16;

/// Everybody in a range of tokens, in order and without overlap.
pub(super) fn parties(reading: &Reading<'_>, range: Range<usize>, known: &mut Known, lexicon: &Lexicon) -> Vec<Party> {
    let finder = Finder { reading, lexicon, end: range.end };
    let mut found: Vec<Party> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let party = finder.office(at).or_else(|| finder.group(at, known)).or_else(|| finder.name(at));
        let party = party.or_else(|| finder.recalled(at, known));
        let end = party.as_ref().map_or(at + 1, |party| party.tokens.end.max(at + 1));
        for mention in reading.mentions_in(at..end) {
            known.learn(reading, mention, lexicon);
        }
        let party = party.map(|party| with_owner(&mut found, party, reading));
        push(&mut found, party, reading);
        at = end;
    }
    found
}

/// "Haftar's Libyan National Army": the owner before the body is part of its phrase.
fn with_owner(found: &mut Vec<Party>, mut party: Party, reading: &Reading<'_>) -> Party {
    let possessed = |last: &Party| {
        reading.text.at(last.tokens.end) == "s"
            && reading.text.tokens().get(last.tokens.end).is_some_and(|token| token.gap == Gap::Apostrophe)
            && (last.tokens.end + 1..party.tokens.start).len() <= 2
            && (last.tokens.end + 1..party.tokens.start).all(|at| !reading.is_mark(at))
    };
    if let Some(owner) = found.pop_if(|last| possessed(last)) {
        party.tokens.start = owner.tokens.start;
    }
    party
}

/// Adds a party; an office right behind a person's name is that person's.
fn push(found: &mut Vec<Party>, party: Option<Party>, reading: &Reading<'_>) {
    let Some(party) = party else { return };
    let office = matches!(party.who, Who::Unlisted { kind: ActorType::Person, .. })
        && reading.class_at(party.tokens.start, Class::Title).is_some();
    if let Some(last) = found.last_mut()
        && office
        && !party.clitics.conjunction
        && matches!(last.who, Who::Listed(_) | Who::Unlisted { kind: ActorType::Person, .. })
        && (last.tokens.end..party.tokens.start)
            .all(|at| matches!(reading.text.at(at), "," | "the" | "le" | "la" | "l"))
        && party.tokens.start - last.tokens.end <= 2
        && reading.mention_at(last.head.start).is_some_and(|mention| matches!(mention.name, Name::Actor(_)))
    {
        last.tokens.end = party.tokens.end;
        last.body = last.body.or(party.body);
        return;
    }
    found.push(party);
}

struct Finder<'r, 'a> {
    reading: &'r Reading<'a>,
    lexicon: &'r Lexicon,
    end: usize,
}

/// What an office says of its holder before the name comes.
#[derive(Default)]
struct Office {
    country: Option<String>,
    body: Option<u32>,
    /// One past the last token that belongs to it.
    end: usize,
}

impl Finder<'_, '_> {
    /// `وزير الدفاع الروسي سيرغي شويغو`, "Turkish Foreign Minister Hakan Fidan", "the UN envoy".
    fn office(&self, at: usize) -> Option<Party> {
        let mut office = Office { end: at, ..Office::default() };
        let mut next = at;
        if self.reading.class_at(at, Class::Title).is_none() {
            // English puts country and body first.
            if self.reading.language == Language::Arabic {
                return None;
            }
            let before = self.reading.mention_at(at)?;
            next = before.tokens.end;
            while matches!(self.reading.text.at(next), "s" | "army" | "government") {
                next += 1;
            }
            self.reading.class_at(next, Class::Title)?;
            if matches!(before.name, Name::Actor(a) if self.is_person(a)) {
                return None;
            }
            self.note(before, &mut office);
        }
        let limit = (at + LONGEST_OFFICE).min(self.end);
        let mut unknown = 0;
        while next < limit {
            if let Some(mention) = self.reading.mention_at(next) {
                // The deputy of an office is not its holder, and a name after it says who holds it.
                if let Name::Actor(actor) = mention.name
                    && self.is_person(actor)
                    && !(self.is_office(mention) && (next > at || self.named_behind(mention.tokens.end)))
                {
                    return Some(self.listed(at, mention, actor, office.body));
                }
                if matches!(mention.name, Name::Place(_)) && mention.clitics.preposition.is_some() {
                    break;
                }
                self.note(mention, &mut office);
                next = mention.tokens.end;
                office.end = next;
                unknown = 0;
            } else if let Some(end) = self.office_word(next) {
                next = end;
                office.end = office.end.max(next);
                unknown = 0;
            } else if self.is_link(next) {
                next += 1;
            } else if unknown < 3 && self.is_definite(next) && !self.is_trigger(next) {
                unknown += 1;
                next += 1;
            } else {
                break;
            }
        }
        self.unlisted(at, office)
    }

    fn is_person(&self, actor: u32) -> bool {
        self.lexicon.actor(actor).is_some_and(|actor| actor.kind == ActorType::Person)
    }

    fn is_generic(&self, actor: u32) -> bool {
        self.lexicon.actor(actor).is_some_and(|actor| actor.generic)
    }

    /// Whether a person is named by an office only: `رئيس حكومة الوفاق`.
    fn is_office(&self, mention: &Mention) -> bool {
        self.reading.class_at(mention.tokens.start, Class::Title).is_some()
    }

    fn note(&self, mention: &Mention, office: &mut Office) {
        match mention.name {
            Name::Actor(actor) if self.is_generic(actor) => {}
            Name::Actor(actor) => {
                office.body = office.body.or(Some(actor));
                let country = self.lexicon.actor(actor).and_then(|actor| actor.country.clone());
                office.country = office.country.take().or(country);
            }
            Name::Demonym(place) | Name::Place(place) => {
                let country = self.lexicon.place(place).and_then(|place| place.country.clone());
                office.country = office.country.take().or(country);
            }
        }
        office.end = mention.tokens.end;
    }

    /// The end of a word that belongs to an office.
    fn office_word(&self, at: usize) -> Option<usize> {
        [
            Class::Title,
            Class::Government,
            Class::Army,
            Class::Assembly,
            Class::Company,
            Class::Institution,
            Class::Forces,
        ]
        .into_iter()
        .filter_map(|class| self.reading.class_at(at, class))
        .map(|hit| hit.end)
        .max()
    }

    /// Words that join the parts of an office.
    fn is_link(&self, at: usize) -> bool {
        let word = self.reading.text.at(at);
        matches!(
            word,
            "of" | "the" | "for" | "to" | "in" | "s" | "and" | "de" | "du" | "des" | "la" | "le" | "les" | "l" | "d"
        ) || matches!(word, "«" | "»" | "\"" | "في" | "لدي" | "باسم" | "الي" | "من" | "علي" | "العام")
            || self.reading.starting(at).has(Class::Of)
    }

    fn is_definite(&self, at: usize) -> bool {
        let word = self.reading.text.at(at);
        !word.is_ascii() && bare(word).len() < word.len()
            || (word.is_ascii()
                && matches!(
                    word,
                    "special" | "general" | "deputy" | "foreign" | "interior" | "defence" | "new" | "former"
                ))
    }

    fn is_trigger(&self, at: usize) -> bool {
        self.reading.triggers.iter().any(|hit| hit.start as usize == at)
    }

    /// Whether a person's name follows, perhaps after an adjective of country.
    fn named_behind(&self, at: usize) -> bool {
        let next = self.reading.mention_at(at);
        let next = match next.map(|mention| mention.name) {
            Some(Name::Demonym(_)) => next.and_then(|mention| self.reading.mention_at(mention.tokens.end)),
            _ => next,
        };
        next.is_some_and(|mention| matches!(mention.name, Name::Actor(actor) if self.is_person(actor)))
    }

    fn listed(&self, at: usize, mention: &Mention, actor: u32, body: Option<u32>) -> Party {
        Party {
            tokens: at..mention.tokens.end,
            head: mention.tokens.clone(),
            who: Who::Listed(actor),
            body,
            place: mention.place,
            clitics: self.first_clitics(at, mention),
        }
    }

    fn first_clitics(&self, at: usize, mention: &Mention) -> Clitics {
        self.reading.class_at(at, Class::Title).map_or(mention.clitics, |hit| hit.clitics)
    }

    /// The holder of an office whose name is not listed.
    fn unlisted(&self, at: usize, office: Office) -> Option<Party> {
        let name_end = self.name_after(office.end.max(at));
        if office.end <= at || (name_end.is_none() && office.country.is_none() && office.body.is_none()) {
            return None;
        }
        let end = name_end.unwrap_or(office.end);
        let head = match name_end {
            Some(end) if self.reading.text.at(office.end).is_ascii() => office.end..end,
            Some(end) => office.end..end,
            None => at..end,
        };
        let clitics = self.reading.class_at(at, Class::Title).map_or(Clitics::NONE, |hit| hit.clitics);
        let who = Who::Unlisted { kind: ActorType::Person, country: office.country };
        Some(Party { tokens: at..end, head, who, body: office.body, place: None, clitics })
    }

    /// One past an unlisted name: capitals in Latin script; in Arabic two or three words that the
    /// lexicon does not know.
    fn name_after(&self, start: usize) -> Option<usize> {
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
                && self.reading.starting(at) == crate::lexicon::Classes::default()
                && !self.is_trigger(at)
                && (at > start || bare(word) == word)
                && word.chars().count() > 2
                && !matches!(word, "ان" | "إن" | "اليوم" | "امس" | "علي" | "الي" | "هذا" | "هذه" | "التي" | "الذي");
            if token.kind != Kind::Word || !(latin || arabic) || self.reading.mention_at(at).is_some() {
                break;
            }
            at += 1;
        }
        (at >= start + 2).then_some(at)
    }

    /// `مسلحين`, `قوات تابعة لـ…`, "Egyptian army", "fighters of the brigade".
    fn group(&self, at: usize, known: &Known) -> Option<Party> {
        const CLASSES: [(Class, ActorType); 7] = [
            (Class::Army, ActorType::StateForce),
            (Class::Government, ActorType::Government),
            (Class::Assembly, ActorType::Political),
            (Class::Company, ActorType::Company),
            (Class::Gunmen, ActorType::ArmedGroup),
            (Class::People, ActorType::Civilians),
            (Class::Forces, ActorType::StateForce),
        ];
        let mut country = None;
        let mut start = at;
        if let Some(before) = self.reading.mention_at(at) {
            // English: the country stands before the body.
            let Name::Demonym(place) = before.name else { return None };
            country = self.lexicon.place(place).and_then(|place| place.country.clone());
            start = before.tokens.end;
        }
        let body = |class| self.reading.class_at(start, class).copied();
        let (hit, kind) = CLASSES
            .into_iter()
            .filter_map(|(class, kind)| Some((body(class)?, kind)))
            .max_by_key(|(hit, _)| hit.end)?;
        let bodily = matches!(hit.class, Class::Army | Class::Government | Class::Assembly | Class::Company);
        let clitics = if start == at { hit.clitics } else { Clitics::NONE };
        let own = hit.clitics.pronoun || at.checked_sub(1).is_some_and(|at| is_possessive(self.reading.text.at(at)));
        if own && matches!(hit.class, Class::Forces | Class::Army | Class::Gunmen) {
            let tokens = at..hit.end;
            return Some(Party { head: tokens.clone(), tokens, who: Who::Own, body: None, place: None, clitics });
        }
        let (owner, demonym, end) = self.owner(hit.end, hit.class, known);
        if let Some((head, actor)) = owner {
            let tokens = at..head.end;
            return Some(Party { tokens, head, who: Who::Listed(actor), body: None, place: None, clitics });
        }
        country = country.or(demonym);
        if country.is_none() && bodily {
            let actor = known.recall(self.reading, start);
            let tokens = at..hit.end;
            if let Some(actor) = actor {
                return Some(Party {
                    head: tokens.clone(),
                    tokens,
                    who: Who::Listed(actor),
                    body: None,
                    place: None,
                    clitics,
                });
            }
            if hit.class != Class::Company && !hit.clitics.article {
                return None;
            }
        }
        let tokens = at..end;
        let who = Who::Unlisted { kind, country };
        Some(Party { head: tokens.clone(), tokens, who, body: None, place: None, clitics })
    }

    /// The owner of a force that ends at `at`, or its country, and one past the phrase.
    fn owner(&self, at: usize, class: Class, known: &Known) -> (Option<(Range<usize>, u32)>, Option<String>, usize) {
        let mut country = None;
        let (mut next, mut end, mut adjectives, mut owned) = (at, at, 0, false);
        while next < self.end && next < at + 7 {
            if let Some(mention) = self.reading.mention_at(next) {
                match mention.name {
                    Name::Actor(actor) if class != Class::People || owned => {
                        return (Some((mention.tokens.clone(), actor)), country, mention.tokens.end);
                    }
                    Name::Demonym(place) => {
                        country = country.or(self.lexicon.place(place).and_then(|place| place.country.clone()));
                        next = mention.tokens.end;
                        end = next;
                        continue;
                    }
                    Name::Actor(_) | Name::Place(_) => break,
                }
            }
            if let Some(hit) = self.reading.class_at(next, Class::Owner) {
                next = hit.end;
                owned = true;
            } else if let Some(actor) = known.recall(self.reading, next).filter(|_| owned) {
                return (Some((next..next + 1, actor)), country, next + 1);
            } else if self.reading.starting(next).has(Class::Of)
                || matches!(self.reading.text.at(next), "«" | "\"" | "the" | "s")
            {
                next += 1;
            } else if self.is_group_word(next) {
                next += 1;
            } else if adjectives < 2 && self.is_adjective(next) {
                adjectives += 1;
                next += 1;
                if !owned {
                    end = if self.reading.language == Language::Arabic { next } else { end };
                }
            } else {
                break;
            }
        }
        (None, country, end)
    }

    fn is_group_word(&self, at: usize) -> bool {
        let classes = self.reading.starting(at);
        [Class::Gunmen, Class::Forces].into_iter().any(|class| classes.has(class)) && !self.is_trigger(at)
    }

    /// An Arabic word between a force and its owner that is nothing else: `رتل عسكري تابع`.
    fn is_adjective(&self, at: usize) -> bool {
        let word = self.reading.text.at(at);
        !word.is_ascii()
            && !self.reading.is_mark(at)
            && self.reading.starting(at) == crate::lexicon::Classes::default()
            && !self.is_trigger(at)
            && ["ي", "يه", "ين", "ون", "ات", "ه"].iter().any(|end| word.ends_with(end))
            && !matches!(word, "علي" | "الي" | "هذه" | "في" | "التي" | "ليله" | "اثنا" | "حتي" | "سوي")
    }

    /// A listed actor or a state.
    fn name(&self, at: usize) -> Option<Party> {
        let mention = self.reading.mention_at(at)?;
        let who = match mention.name {
            Name::Actor(actor) => Who::Listed(actor),
            Name::Place(place) => {
                let row = self.lexicon.place(place)?;
                (row.kind == PlaceKind::Country || row.capital).then_some(Who::State(place))?
            }
            Name::Demonym(_) => return None,
        };
        Some(Party {
            tokens: mention.tokens.clone(),
            head: mention.tokens.clone(),
            who,
            body: None,
            place: match mention.name {
                Name::Place(place) => Some(place),
                Name::Actor(_) | Name::Demonym(_) => mention.place,
            },
            clitics: mention.clitics,
        })
    }

    /// `الجهاز` after `جهاز حرس المنشآت النفطية`.
    fn recalled(&self, at: usize, known: &Known) -> Option<Party> {
        if self.reading.is_mark(at) || self.is_trigger(at) {
            return None;
        }
        let actor = known.recall(self.reading, at)?;
        let tokens = at..at + 1;
        let clitics = if self.reading.text.at(at).starts_with("لل") {
            Clitics { preposition: Some('ل'), article: true, ..Clitics::NONE }
        } else {
            Clitics::NONE
        };
        Some(Party { head: tokens.clone(), tokens, who: Who::Listed(actor), body: None, place: None, clitics })
    }
}

fn is_possessive(word: &str) -> bool {
    matches!(word, "our" | "their" | "his" | "its" | "nos" | "leurs" | "ses" | "notre" | "leur")
}
