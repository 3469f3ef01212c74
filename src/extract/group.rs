//! Forces and bodies described by their owner or country, and people at large: `رتل عسكري تابع
//! لجهاز حرس المنشآت النفطية` is the guard, "Egyptian army" a force of Egypt.

use std::ops::Range;

use crate::lexicon::{Class, Classes, PlaceKind, clitic::Clitics};
use crate::model::Language;
use crate::model::event::ActorType;

use super::known::Known;
use super::mention::Name;
use super::party::{Finder, Party, Who};

/// The words that a force, a body or people are called by.
struct Head {
    class: Class,
    kind: ActorType,
    end: usize,
    clitics: Clitics,
    /// The row of a listed word for people.
    generic: Option<u32>,
}

/// What follows the words: whose they are, or of which country.
#[derive(Default)]
pub(super) struct Owned {
    pub(super) owner: Option<(Range<usize>, Who)>,
    country: Option<String>,
    /// One past the phrase.
    end: usize,
}

/// Classes of words for forces, bodies and people.
const CLASSES: [(Class, ActorType); 8] = [
    (Class::Army, ActorType::StateForce),
    (Class::Government, ActorType::Government),
    (Class::Assembly, ActorType::Political),
    (Class::Company, ActorType::Company),
    (Class::Gunmen, ActorType::ArmedGroup),
    (Class::People, ActorType::Civilians),
    (Class::Forces, ActorType::StateForce),
    (Class::Vehicle, ActorType::StateForce),
];

/// The row of an army that is not said whose it is.
const ARMY: &str = "army";
/// Adjectives between a force and its owner, at most.
const ADJECTIVES: usize = 2;
/// The owner of a force stands at most so many tokens behind it.
const OWNER_REACH: usize = 7;

impl Finder<'_, '_> {
    /// `مسلحين`, `قوات تابعة لـ…`, "Egyptian army", "fighters of the brigade".
    pub(super) fn group(&self, at: usize, known: &Known) -> Option<Party> {
        let (start, before) = self.country_before(at);
        let Some(head) = self.head(start) else { return self.nationals(at) };
        if start > at && head.generic.is_none() && before.is_none() {
            return None;
        }
        let at = self.proper_start(at, &head);
        let clitics = if start == at { head.clitics } else { Clitics::NONE };
        let party = |tokens: Range<usize>, head: Range<usize>, who: Who| {
            Some(Party { tokens, head, who, body: None, acts_for: None, place: None, clitics })
        };
        let possessive = at.checked_sub(1).is_some_and(|at| is_possessive(self.reading.text.at(at)));
        if (head.clitics.pronoun || possessive) && matches!(head.class, Class::Forces | Class::Army | Class::Gunmen) {
            return party(at..head.end, at..head.end, Who::Own);
        }
        let mut owned = self.owner(head.end, head.class, known);
        if head.clitics.pronoun && owned.owner.is_none() {
            // `فارق مرافقاه الحياة`: whose they are is said.
            owned.end = head.end;
        }
        if let Some((words, mut who)) = owned.owner {
            let armed = matches!(head.class, Class::Forces | Class::Army | Class::Gunmen);
            if let Who::Listed(actor) = who
                && armed
            {
                who = Who::Listed(self.force_of(actor).unwrap_or(actor));
            }
            return party(at..words.end, words, who);
        }
        if self.reading.is_in_phrase(start) {
            // `القوة القاهرة`, "force majeure": no force.
            return None;
        }
        let country = before.or(owned.country);
        if let Some(state) = self.state_of_vehicle(start, country.as_deref()) {
            return party(at..owned.end, at..owned.end, Who::State(state));
        }
        if country.is_none() && head.class == Class::Vehicle {
            return None;
        }
        if country.is_none() {
            if let Some(who) = known.recall(self.reading, start) {
                return party(at..head.end, at..head.end, who.clone());
            }
            if let Some(who) = known.army().filter(|_| head.generic.is_some_and(|actor| self.is_army(actor))) {
                return party(at..head.end, at..head.end, who.clone());
            }
            if let Some(actor) = head.generic {
                return party(at..owned.end, at..head.end, Who::Listed(actor));
            }
            let bodily = matches!(head.class, Class::Army | Class::Government | Class::Assembly);
            let before = start.checked_sub(1).map_or("", |at| self.reading.text.at(at));
            let article = head.clitics.article || matches!(before, "the" | "la" | "le" | "les" | "l");
            if bodily && !article {
                return None;
            }
        }
        party(at..owned.end, at..owned.end, Who::Unlisted { kind: head.kind, country })
    }

    /// The row of an army without a name: `قوات الجيش`, "army units".
    fn is_army(&self, actor: u32) -> bool {
        self.lexicon.actor(actor).is_some_and(|row| row.id == ARMY)
    }

    /// The force of a man or government: "forces loyal to Haftar" are his army.
    pub(super) fn force_of(&self, owner: u32) -> Option<u32> {
        let row = self.lexicon.actor(owner)?;
        let armed = |kind: ActorType| matches!(kind, ActorType::StateForce | ActorType::ArmedGroup);
        let is_force = |actor: &crate::lexicon::Actor| match row.kind {
            ActorType::Person => Some(&actor.id) == row.side.as_ref() && armed(actor.kind),
            ActorType::Government => {
                actor.kind == ActorType::StateForce && actor.id.strip_suffix("-forces") == Some(&row.id)
            }
            _ => false,
        };
        self.lexicon.actors.iter().position(is_force).and_then(|at| u32::try_from(at).ok())
    }

    /// "the Sixth Force", "Tiger Brigade": capitals before a capital belong to the name.
    fn proper_start(&self, at: usize, head: &Head) -> usize {
        let noun = head.end.saturating_sub(1);
        if head.generic.is_some() || noun != at { at } else { self.capitals_before(at) }
    }

    /// English puts the country before the body: one past it, and the country.
    fn country_before(&self, at: usize) -> (usize, Option<String>) {
        match self.reading.mention_at(at).map(|mention| (mention.name, mention.tokens.end)) {
            Some((Name::Demonym(place), end)) => (end, self.country(place)),
            _ => (at, None),
        }
    }

    fn country(&self, place: u32) -> Option<String> {
        self.lexicon.place(place).and_then(|place| place.country.clone())
    }

    fn head(&self, start: usize) -> Option<Head> {
        if let Some(mention) = self.reading.mention_at(start) {
            let Name::Actor(actor) = mention.name else { return None };
            let row = self.lexicon.actor(actor).filter(|row| row.generic)?;
            let class = match row.kind {
                ActorType::ArmedGroup => Class::Gunmen,
                ActorType::StateForce => Class::Forces,
                _ => Class::People,
            };
            let (end, clitics) = (mention.tokens.end, mention.clitics);
            return Some(Head { class, kind: row.kind, end, clitics, generic: Some(actor) });
        }
        let hit = |(class, kind)| self.reading.class_at(start, class).map(|hit| (hit, kind));
        let (hit, kind) = CLASSES.into_iter().filter_map(hit).max_by_key(|(hit, _)| hit.end)?;
        Some(Head { class: hit.class, kind, end: hit.end, clitics: hit.clitics, generic: None })
    }

    /// Whose a force that ends at `at` is, or of which country.
    pub(super) fn owner(&self, at: usize, class: Class, known: &Known) -> Owned {
        let mut found = Owned { end: at, ..Owned::default() };
        let (mut next, mut adjectives, mut owned, mut of) = (at, 0, false, false);
        // `مسلحو التنظيم`: an Arabic genitive needs no word for it.
        let mut possessed = class != Class::People && self.reading.language == Language::Arabic;
        while next < self.end && next < at + OWNER_REACH {
            if let Some(unit) = self.unit_from(next).filter(|_| class != Class::People) {
                found.owner = Some((unit.head, unit.who));
                return found;
            }
            if let Some(mention) = self.reading.mention_at(next) {
                if let Some(state) = mention.place.filter(|_| matches!(mention.name, Name::Actor(_))) {
                    // A state is no owner but says of which country.
                    if class == Class::People && !owned {
                        return found;
                    }
                    found.country = found.country.or_else(|| self.country(state));
                    next = mention.tokens.end;
                    found.end = next;
                    continue;
                }
                match mention.name {
                    Name::Actor(actor) if (class != Class::People || owned) && self.can_own(actor, owned) => {
                        found.owner = Some((mention.tokens.clone(), Who::Listed(actor)));
                        return found;
                    }
                    Name::Demonym(place) => found.country = found.country.or_else(|| self.country(place)),
                    Name::Place(place) if of || next == at => {
                        let country = self.lexicon.place(place).filter(|row| row.kind == PlaceKind::Country);
                        if country.is_none() || class == Class::People {
                            return found;
                        }
                        found.country = found.country.or_else(|| self.country(place));
                    }
                    Name::Actor(_) | Name::Place(_) => return found,
                }
                next = mention.tokens.end;
                found.end = next;
                continue;
            }
            of = self.reading.starting(next).has(Class::Of);
            possessed |= of;
            if let Some(hit) = self.reading.class_at(next, Class::Owner) {
                next = hit.end;
                owned = true;
            } else if let Some(who) = known.recall(self.reading, next).filter(|_| owned || possessed) {
                found.owner = Some((next..next + 1, who.clone()));
                return found;
            } else if class != Class::People && self.reading.starting(next).has(Class::From) {
                // `مسلحون من تنظيم …`, "fighters from the brigade": right behind it.
                (owned, adjectives) = (true, ADJECTIVES);
                next += 1;
            } else if of || self.is_group_word(next) || self.is_between_owned(next) {
                next += 1;
            } else if adjectives < ADJECTIVES && (self.is_adjective(next, at) || self.is_people_adjective(next, class))
            {
                adjectives += 1;
                next += 1;
                found.end = if owned { found.end } else { next };
            } else {
                break;
            }
        }
        found
    }

    /// "140 Nigeriens", `ثلاثة ليبيين`, « sept Tchadiens »: people by their country alone.
    fn nationals(&self, at: usize) -> Option<Party> {
        let mention = self.reading.mention_at(at)?;
        let Name::Demonym(place) = mention.name else { return None };
        let (text, end) = (&self.reading.text, mention.tokens.end);
        let last = text.at(end - 1);
        let counted = || {
            let words = &self.lexicon.quantities;
            let floor = self.start;
            at > floor && words.number_before(text, at, self.reading.language).is_some()
        };
        let many = match self.reading.language {
            Language::Arabic => ["ين", "ون", "يا"].iter().any(|end| last.ends_with(end)) && counted(),
            Language::French => text.tokens().get(at).is_some_and(|token| token.capital) && at > self.start,
            _ => last.ends_with('s') && last.len() > 4,
        };
        if !many || self.reading.is_in_phrase(at) {
            return None;
        }
        let who = Who::Unlisted { kind: ActorType::Civilians, country: self.country(place) };
        let (tokens, clitics) = (mention.tokens.clone(), mention.clitics);
        Some(Party { head: tokens.clone(), tokens, who, body: None, acts_for: None, place: None, clitics })
    }

    /// "a Turkish frigate", `طائرة إماراتية`: the state whose ship or plane it is.
    fn state_of_vehicle(&self, at: usize, country: Option<&str>) -> Option<u32> {
        let country = country.filter(|country| *country != "LY")?;
        self.reading.class_at(at, Class::Vehicle)?;
        self.lexicon.country_at(country)
    }

    /// Whether a force can be its: a name, or an authority that the words say owns it.
    fn can_own(&self, actor: u32, owned: bool) -> bool {
        let authority = |row: &crate::lexicon::Actor| owned && row.kind == ActorType::Government;
        self.lexicon.actor(actor).is_some_and(|row| !row.generic || authority(row))
    }

    /// `الناشط المدني`: a second word for people with the article is an adjective.
    fn is_people_adjective(&self, at: usize, class: Class) -> bool {
        let second = self.reading.class_at(at, Class::People);
        class == Class::People && second.is_some_and(|hit| hit.clitics.article && !hit.clitics.conjunction)
    }

    fn is_group_word(&self, at: usize) -> bool {
        let classes = self.reading.starting(at);
        [Class::Gunmen, Class::Forces].into_iter().any(|class| classes.has(class)) && !self.is_trigger(at)
    }

    /// Articles and quotation marks between a force and its owner, and the rank of a man that it follows:
    /// « les forces du maréchal Haftar ».
    fn is_between_owned(&self, at: usize) -> bool {
        matches!(self.reading.text.at(at), "«" | "\"" | "the" | "s" | "l" | "la" | "le" | "les")
            || self.reading.class_at(at, Class::Title).is_some_and(|hit| !hit.clitics.conjunction)
    }

    /// An Arabic word between a force that ends at `head` and its owner that is nothing else: `رتل عسكري تابع`.
    /// Behind a definite force it is definite too.
    fn is_adjective(&self, at: usize, head: usize) -> bool {
        let word = self.reading.text.at(at);
        let definite = |word: &str| word.starts_with("ال") || word.starts_with("لل");
        let head = head.checked_sub(1).map_or("", |head| self.reading.text.at(head));
        (definite(word) || !definite(head.trim_start_matches(['و', 'ف', 'ب'])))
            && !word.is_ascii()
            && !self.reading.is_mark(at)
            && self.reading.starting(at) == Classes::default()
            && !self.is_trigger(at)
            && self.lexicon.quantities.number_before(&self.reading.text, at + 1, self.reading.language).is_none()
            && ["ي", "يه", "ين", "ون", "ات", "ه"].iter().any(|end| word.ends_with(end))
            && !matches!(word, "علي" | "الي" | "هذه" | "في" | "التي" | "ليله" | "اثنا" | "حتي" | "سوي")
    }
}

fn is_possessive(word: &str) -> bool {
    matches!(word, "our" | "their" | "his" | "its" | "nos" | "leurs" | "ses" | "notre" | "leur")
}
