//! Bodies named before, by the words that may stand for them: `الجهاز`, "the brigade", "the company".

use crate::lexicon::{Class, Classes, Lexicon, keyed::KeyMap};
use crate::model::Language;
use crate::model::event::ActorType;
use crate::text::word_key;

use super::mention::{Mention, Name};
use super::party::{Party, Who, bare};
use super::reading::Reading;

/// Who was named before.
#[derive(Clone, Default)]
pub(super) struct Known {
    words: KeyMap<Who>,
    /// The company named last.
    company: Option<Who>,
    /// The force named last.
    force: Option<Who>,
    /// The armed group named last.
    group: Option<Who>,
    /// The army named last.
    army: Option<Who>,
}

impl Known {
    /// Learns a listed name.
    pub(super) fn learn(&mut self, reading: &Reading<'_>, mention: &Mention, lexicon: &Lexicon) {
        let Name::Actor(at) = mention.name else { return };
        let Some(row) = lexicon.actor(at) else { return };
        if row.kind == ActorType::Person {
            return self.learn_office(reading, mention, row.side.as_deref(), lexicon);
        }
        let who = Who::Listed(at);
        match row.kind {
            ActorType::Company => self.company = Some(who.clone()),
            ActorType::StateForce | ActorType::ArmedGroup if !row.generic => {
                self.learn_force(&who, row.kind);
                if row.name.split(' ').any(|word| word == "Army") {
                    self.army = Some(who.clone());
                }
            }
            _ => {}
        }
        if mention.tokens.len() < 2 {
            return;
        }
        let first = reading.text.at(mention.tokens.start);
        if !first.is_ascii() {
            self.words.insert(word_key(bare(mention.clitics.strip(first))), who);
            return;
        }
        // "Directorate for …", « direction de … » begin with their noun, "Libyan Coast Guard" ends in it.
        let words = mention.tokens.clone().map(|at| reading.text.at(at));
        let of = words.clone().skip(1).position(|word| matches!(word, "of" | "for" | "in" | "de" | "du" | "des" | "d"));
        let head = of.map_or(mention.tokens.end.saturating_sub(1), |of| mention.tokens.start + of);
        let article = matches!(reading.text.at(head), "the" | "la" | "le" | "l" | "les" | "libya");
        let heads =
            [Some(head).filter(|_| !article), (reading.language == Language::French).then_some(mention.tokens.start)];
        for head in heads.into_iter().flatten() {
            self.words.insert(reading.text.key(head), who.clone());
        }
    }

    /// `رئيس المجلس الرئاسي`: the office of a listed man names his body, which is then `المجلس`.
    fn learn_office(&mut self, reading: &Reading<'_>, mention: &Mention, side: Option<&str>, lexicon: &Lexicon) {
        let noun = reading.text.at(mention.tokens.start + 1);
        let titled = mention.tokens.len() > 2 && reading.class_at(mention.tokens.start, Class::Title).is_some();
        let is_body = |at: &u32| lexicon.actor(*at).is_some_and(|row| row.kind != ActorType::Person);
        if titled
            && bare(noun) != noun
            && let Some(body) = side.and_then(|side| lexicon.actor_at(side)).filter(is_body)
        {
            self.words.insert(word_key(bare(noun)), Who::Listed(body));
        }
    }

    /// Learns a party: `قوات «البنيان المرصوص»` is the force that a word for forces was said of, and a
    /// unit that is not listed is known by its noun.
    pub(super) fn learn_party(&mut self, reading: &Reading<'_>, party: &Party, lexicon: &Lexicon) {
        match &party.who {
            Who::Named { kind, .. } => {
                match kind {
                    ActorType::StateForce | ActorType::ArmedGroup => self.learn_force(&party.who, *kind),
                    ActorType::Political => self.group = Some(party.who.clone()),
                    _ => {}
                }
                let nouns = Classes::of(&[Class::Unit, Class::Authority, Class::Association, Class::Company]);
                let unit = party.head.clone().find(|at| reading.starting(*at).meets(nouns));
                if let Some(word) = unit.map(|at| reading.text.at(at)) {
                    let noun = if word.is_ascii() { word } else { bare(party.clitics.strip(word)) };
                    self.words.insert(word_key(noun), party.who.clone());
                }
            }
            Who::Listed(at) => {
                let head = party.tokens.start;
                let army = reading.class_at(head, Class::Army).or(reading.class_at(head, Class::Forces));
                let force = lexicon.actor(*at).is_some_and(|row| !row.generic && row.kind != ActorType::Person);
                if army.is_some() && force && party.head.start > head {
                    self.force = Some(party.who.clone());
                }
            }
            Who::State(_) | Who::Unlisted { .. } | Who::Own | Who::OwnState => {}
        }
    }

    fn learn_force(&mut self, who: &Who, kind: ActorType) {
        self.force = Some(who.clone());
        if kind == ActorType::ArmedGroup {
            self.group = Some(who.clone());
        }
    }

    /// Whether nobody was named.
    fn is_empty(&self) -> bool {
        let Self { words, company, force, group, army } = self;
        words.is_empty() && [company, force, group, army].iter().all(|named| named.is_none())
    }

    /// The army named last.
    pub(super) fn army(&self) -> Option<&Who> {
        self.army.as_ref()
    }

    /// Whom a definite word stands for.
    pub(super) fn recall(&self, reading: &Reading<'_>, at: usize) -> Option<&Who> {
        if self.is_empty() {
            return None;
        }
        let word = reading.text.at(at);
        let latin = word.is_ascii();
        let bare = if latin { word } else { bare(word) };
        let definite = if latin {
            let article = at.checked_sub(1).map_or("", |at| reading.text.at(at));
            matches!(article, "the" | "la" | "le" | "l" | "les")
        } else {
            bare.len() < word.len()
        };
        if !definite {
            return None;
        }
        let classes = reading.starting(at);
        let army = classes.has(Class::Army);
        let forces = army && matches!(bare, "قوات" | "forces" | "troops" | "troupes");
        let soldiery = army && matches!(bare, "جيش" | "army" | "armee");
        let named = || self.words.get(&word_key(bare));
        let company = || self.company.as_ref().filter(|_| classes.has(Class::Company));
        let group = || self.group.as_ref().filter(|_| classes.has(Class::Group));
        let force = || self.force.as_ref().filter(|_| forces);
        let army = || self.army.as_ref().filter(|_| soldiery);
        army().or_else(named).or_else(company).or_else(group).or_else(force)
    }
}
