//! Persons by their offices: `وزير الدفاع الروسي سيرغي شويغو` is one person, not a ministry, a
//! country and a person.

use crate::lexicon::{Class, Classes, clitic::Clitics};
use crate::model::Language;
use crate::model::event::ActorType;

use super::mention::{Mention, Name};
use super::party::{Finder, Party, Who, bare};

/// Somebody's names are at most this many tokens from the first word of their office.
const LONGEST_OFFICE: usize = 16;

/// What an office says of its holder before the name comes.
#[derive(Default)]
struct Office {
    country: Option<String>,
    body: Option<u32>,
    /// A body that is not listed: `رئيس لجنة الإدارة`.
    unlisted: Option<Who>,
    /// One past the last token that belongs to it.
    end: usize,
}

impl Finder<'_, '_> {
    /// `وزير الدفاع الروسي سيرغي شويغو`, "Turkish Foreign Minister Hakan Fidan", "the UN envoy".
    pub(super) fn office(&self, at: usize) -> Option<Party> {
        let mut office = Office { end: at, ..Office::default() };
        let mut next = at;
        if self.is_unit(at) || self.is_order(at) {
            return None;
        }
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
            // "Libyan Foreign Minister" is listed whole.
            let whole = next == before.tokens.end && self.reading.ending(next).has(Class::Title);
            if !whole {
                self.reading.class_at(next, Class::Title)?;
            }
            if matches!(before.name, Name::Actor(a) if self.is_person(a)) {
                return None;
            }
            self.note(before, &mut office);
        }
        let limit = (at + LONGEST_OFFICE).min(self.end);
        let mut unknown = 0;
        while next < limit {
            if let Some(mention) = self.reading.mention_at(next) {
                // `اللواء 444 وجهاز الردع`: a second body, no part of the office.
                if next > at && mention.clitics.conjunction {
                    break;
                }
                // The deputy of an office is not its holder, and a name after it says who holds it.
                if let Name::Actor(actor) = mention.name
                    && self.is_person(actor)
                    && !(self.is_office(mention) && (next > at || self.named_behind(mention.tokens.end)))
                {
                    if self.is_of_another(at, next, actor, &office) || self.is_of_other_side(actor, &office) {
                        break;
                    }
                    return Some(self.listed(at, mention, actor, office.body));
                }
                // `وزير الخارجية اليوناني رئيس مجلس النواب`: another office begins.
                if next > at
                    && office.country.is_some()
                    && matches!(mention.name, Name::Actor(actor) if self.is_person(actor))
                {
                    break;
                }
                // `نظيره التركي الأزمة الليبية`: a topic, no part of the office.
                if unknown > 0 && office.country.is_some() && matches!(mention.name, Name::Demonym(_)) {
                    break;
                }
                if matches!(mention.name, Name::Place(_)) && !self.is_seat(at, next, mention, &office) {
                    break;
                }
                self.note(mention, &mut office);
                next = mention.tokens.end;
                office.end = next;
                unknown = 0;
            } else if next > at && (self.is_next_office(next) || self.is_second_office(next, &office)) {
                break;
            } else if let Some(body) = if next > at { self.body_from(next) } else { None } {
                next = body.tokens.end;
                office.end = next;
                office.unlisted = office.unlisted.take().or(Some(body.who));
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
            } else if let Some(end) = self.namesake(next) {
                let who = Who::Unlisted { kind: ActorType::Person, country: office.country };
                let clitics = self.reading.class_at(at, Class::Title).map_or(Clitics::NONE, |hit| hit.clitics);
                return Some(Party {
                    tokens: at..end,
                    head: next..end,
                    who,
                    body: office.body,
                    acts_for: None,
                    place: None,
                    clitics,
                });
            } else {
                break;
            }
        }
        self.unlisted(at, office)
    }

    /// `وزير الدفاع الروسي المشير خليفة حفتر`: a rank behind the office of one country begins a man of
    /// another.
    fn is_of_another(&self, at: usize, name: usize, actor: u32, office: &Office) -> bool {
        let own = self.lexicon.actor(actor).and_then(|actor| actor.country.as_deref());
        let differs = own.is_some() && office.country.is_some() && own != office.country.as_deref();
        let rank = |at: usize| self.reading.class_at(at, Class::Title).is_some();
        let ranked = office.end > at && (rank(name) || (office.end < name && rank(name - 1)));
        differs && ranked
    }

    /// `المبعوث الأممي خليفة حفتر`: the holder of one body's office is not the man of another side.
    fn is_of_other_side(&self, actor: u32, office: &Office) -> bool {
        let Some(body) = office.body.and_then(|body| self.lexicon.actor(body)) else { return false };
        let own = self.lexicon.actor(actor).and_then(|row| row.side.as_ref());
        let (Some(own), Some(side)) = (own, body.side.as_ref()) else { return false };
        own != side && *own != body.id
    }

    /// `اللواء 444`: the name of a force holds a word for a rank.
    fn is_unit(&self, at: usize) -> bool {
        self.reading.mention_at(at).is_some_and(|mention| {
            matches!(mention.name, Name::Actor(actor) if self.lexicon.actor(actor).is_some_and(|row| {
                !row.generic && matches!(row.kind, ActorType::StateForce | ActorType::ArmedGroup)
            }))
        })
    }

    /// `أمر النائب العام`, "ordered", is written like `آمر`, "commander", when folded; who commands
    /// commands a force.
    fn is_order(&self, at: usize) -> bool {
        let order = matches!(self.reading.text.at(at), "امر" | "وامر" | "فامر");
        let force = Classes::of(&[Class::Forces, Class::Army, Class::Unit, Class::PlaceNoun]);
        order && !self.reading.starting(at + 1).meets(force) && !self.is_unit(at + 1)
    }

    /// `رئيس الحكومة وزير الخارجية اليوناني`: a second office behind a whole one begins another man.
    fn is_second_office(&self, at: usize, office: &Office) -> bool {
        let title = self.reading.class_at(at, Class::Title);
        let whole = office.end == at && (office.body.is_some() || office.country.is_some());
        whole
            && title.is_some_and(|hit| !hit.clitics.article && hit.clitics.preposition.is_none())
            && self.reading.language == Language::Arabic
    }

    pub(super) fn is_person(&self, actor: u32) -> bool {
        self.lexicon.actor(actor).is_some_and(|actor| actor.kind == ActorType::Person)
    }

    pub(super) fn is_generic(&self, actor: u32) -> bool {
        self.lexicon.actor(actor).is_some_and(|actor| actor.generic)
    }

    /// Whether a person is named by an office only: `رئيس حكومة الوفاق`, but not `المشير خليفة حفتر`,
    /// "General Haftar".
    pub(super) fn is_office(&self, mention: &Mention) -> bool {
        let Some(title) = self.reading.class_at(mention.tokens.start, Class::Title) else { return false };
        let last = self.reading.text.at(mention.tokens.end.saturating_sub(1));
        if last.is_ascii() {
            let Name::Actor(actor) = mention.name else { return true };
            let surname = self.lexicon.actor(actor).and_then(|row| row.name.split([' ', '-']).next_back());
            return !surname.is_some_and(|surname| surname.eq_ignore_ascii_case(last));
        }
        !(title.clitics.article && title.end < mention.tokens.end && bare(last) == last)
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

    /// Whether another office begins: `نظيره ورئيس الأركان`, "the minister and the chief of staff".
    fn is_next_office(&self, at: usize) -> bool {
        let joined = self.reading.class_at(at, Class::Title).is_some_and(|hit| hit.clitics.conjunction);
        let and = matches!(self.reading.text.at(at), "and" | "et");
        joined || (and && (at + 1..at + 3).any(|at| self.reading.class_at(at, Class::Title).is_some()))
    }

    /// Whether a place belongs to the office: an ambassador's seat, or one with a name behind it.
    /// "met the head of the council in Tripoli" says where they met.
    fn is_seat(&self, office: usize, at: usize, place: &Mention, known: &Office) -> bool {
        if place.clitics.preposition.is_some() {
            return false;
        }
        let inside = at.checked_sub(1).is_some_and(|before| {
            matches!(self.reading.text.at(before), "in" | "في" | "en" | "a" | "to" | "الي" | "vers")
        });
        let diplomat = ["ambassador", "envoy", "ambassadeur", "emissaire", "سفير", "مبعوث", "قنصل"]
            .iter()
            .any(|word| (office..at).any(|at| self.reading.text.at(at).contains(word)));
        let named = self.named_behind(place.tokens.end) || self.name_after(place.tokens.end).is_some();
        // `يزور وزير الخارجية الإيطالي طرابلس`: the country is told, the town is where he goes.
        (!inside && known.country.is_none()) || diplomat || named
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

    pub(super) fn is_trigger(&self, at: usize) -> bool {
        self.reading.trigger_at(at)
    }

    fn listed(&self, at: usize, mention: &Mention, actor: u32, body: Option<u32>) -> Party {
        Party {
            tokens: at..mention.tokens.end,
            head: mention.tokens.clone(),
            who: Who::Listed(actor),
            body,
            acts_for: if mention.tokens.start == at { self.body_of_office(mention) } else { None },
            place: mention.place,
            clitics: self.first_clitics(at, mention),
        }
    }

    fn first_clitics(&self, at: usize, mention: &Mention) -> Clitics {
        self.reading.class_at(at, Class::Title).map_or(mention.clitics, |hit| hit.clitics)
    }

    /// The holder of an office whose name is not listed.
    fn unlisted(&self, at: usize, office: Office) -> Option<Party> {
        let listed = |mention: &Mention| {
            let body = matches!(mention.name, Name::Actor(actor) if !self.is_person(actor));
            body && mention.tokens.end == office.end && self.reading.language == Language::Arabic
        };
        // `أمر النائب العام بحبس …`: whose office is listed needs no name.
        let body = self.reading.mention_at(at).is_some_and(listed);
        let name_end = self.name_after(office.end.max(at)).filter(|_| !body);
        let bare = office.country.is_none() && office.body.is_none() && office.unlisted.is_none();
        if office.end <= at || (name_end.is_none() && bare) {
            return None;
        }
        let end = name_end.unwrap_or(office.end);
        let head = match name_end {
            Some(end) if self.reading.text.at(office.end).is_ascii() => office.end..end,
            Some(end) => office.end..end,
            None => at..end,
        };
        let clitics = self.reading.class_at(at, Class::Title).map_or(Clitics::NONE, |hit| hit.clitics);
        let body = office.body;
        let acts_for = if name_end.is_none() { self.stands_for(at, &office) } else { None };
        let who = Who::Unlisted { kind: ActorType::Person, country: office.country };
        Some(Party { tokens: at..end, head, who, body, acts_for, place: None, clitics })
    }

    /// Whom somebody stands for who is named by an office only: the body, else the state.
    fn stands_for(&self, at: usize, office: &Office) -> Option<Who> {
        if let Some(Name::Actor(actor)) = self.reading.mention_at(at).map(|mention| mention.name)
            && self.is_generic(actor)
        {
            return Some(Who::Listed(actor));
        }
        if let Some(body) = office.body {
            return Some(Who::Listed(body));
        }
        if let Some(body) = &office.unlisted {
            return Some(body.clone());
        }
        let state = (at..office.end).any(|at| self.reading.class_at(at, Class::StateOffice).is_some());
        let country = office.country.as_deref().filter(|_| state)?;
        self.lexicon.country_at(country).map(Who::State)
    }
}
