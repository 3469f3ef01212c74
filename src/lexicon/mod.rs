//! What the coder knows: places, actors, event rules and the words of the grammar, compiled from
//! the TOML files that an analyst may edit.
//!
//! All files are read before anything is said, so that every problem is shown at once with its
//! line and column. The compiled form is one [`Trie`] over whole words and plain tables.

pub mod actor;
pub mod assertion;
mod build;
pub mod calendar;
pub mod class;
pub mod clitic;
pub mod event;
mod inflect;
pub(crate) mod keyed;
mod lists;
mod minister;
mod name;
pub mod phrase;
pub mod place;
pub mod quantities;
mod search;
pub mod source;
mod traits;
pub mod trie;
mod variant;
pub mod wordbook;

use std::collections::HashMap;

use crate::problem::Problems;
use crate::text::Text;

pub use actor::Actor;
use assertion::AssertionCues;
pub use calendar::Calendar;
pub use class::{Class, Classes};
pub use event::{EventType, Frame, Genitive, Need, Needs, Rule, Seat};
pub use lists::{FoundLists, Lists};
pub use place::{Admins, Place, PlaceKind, SiteKind};
pub use quantities::Quantities;
pub use source::Sources;
pub use trie::{Entry, Hit, Target, Trie};

/// The compiled lexicon.
pub struct Lexicon {
    pub(crate) places: Vec<Place>,
    /// Positions of places by their ids, and of states by their ISO codes.
    place_ids: HashMap<String, u32>,
    /// Positions of actors by their ids.
    actor_ids: HashMap<String, u32>,
    states: HashMap<String, u32>,
    pub(crate) admins: Admins,
    pub(crate) actors: Vec<Actor>,
    pub(crate) types: Vec<EventType>,
    pub(crate) rules: Vec<Rule>,
    /// For each list of words its class, which only lists of the grammar have.
    classes: Vec<Option<Class>>,
    pub(crate) trie: Trie,
    /// How many: numerals, people and harm.
    pub quantities: Quantities,
    /// When: months, weekdays and day words.
    pub calendar: Calendar,
    pub(crate) assertion: AssertionCues,
    fingerprint: String,
}

impl Lexicon {
    /// Compiles the files.
    ///
    /// # Errors
    /// All problems of all files, each with its place.
    pub fn compile(sources: &Sources) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let lexicon = build::build(sources, &mut problems);
        problems.or(lexicon)
    }

    /// Compiles the files that are part of the program.
    ///
    /// # Errors
    /// Never for a released program: a test compiles them.
    pub fn embedded() -> Result<Self, Problems> {
        Self::compile(&Sources::embedded())
    }

    /// Six hexadecimal digits that change with any of the files.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The place at a position of the trie.
    pub fn place(&self, at: u32) -> Option<&Place> {
        self.places.get(at as usize)
    }

    /// The actor at a position of the trie.
    pub fn actor(&self, at: u32) -> Option<&Actor> {
        self.actors.get(at as usize)
    }

    /// All places.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// All actors.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// What the whole of `name` may stand for, in any language.
    pub fn named(&self, name: &Text<'_>) -> Vec<Target> {
        let whole = |hit: &Hit| hit.start == 0 && hit.end as usize == name.tokens().len();
        self.trie.find(name, None).iter().filter(|hit| whole(hit)).map(|hit| hit.entry.target).collect()
    }

    /// The class of the grammar that a list of words is.
    pub fn class_of(&self, list: u32) -> Option<Class> {
        self.classes.get(list as usize).copied().flatten()
    }

    /// The rule at a position of the trie.
    pub fn rule(&self, at: u32) -> Option<&Rule> {
        self.rules.get(at as usize)
    }

    /// The type of a rule.
    pub fn kind(&self, rule: &Rule) -> Option<&EventType> {
        self.types.get(rule.kind as usize)
    }

    /// The country row of an ISO code.
    pub fn country(&self, code: &str) -> Option<&Place> {
        self.place(self.country_at(code)?)
    }

    /// The position of that row.
    pub fn country_at(&self, code: &str) -> Option<u32> {
        self.states.get(code).copied()
    }

    /// The place of an id.
    pub fn place_called(&self, id: &str) -> Option<&Place> {
        self.place(*self.place_ids.get(id)?)
    }

    /// The position of the actor of an id.
    pub fn actor_at(&self, id: &str) -> Option<u32> {
        self.actor_ids.get(id).copied()
    }

    /// Whether an id is that of a word for people or forces, and of no one body: `عائلات`, "government forces".
    pub fn is_generic(&self, id: &str) -> bool {
        self.actor_at(id).and_then(|at| self.actor(at)).is_some_and(|actor| actor.generic)
    }

    /// Counts of places, actors, event types and rules, for people.
    pub fn size(&self) -> (usize, usize, usize, usize) {
        (self.places.len(), self.actors.len(), self.types.len(), self.rules.len())
    }

    /// Bytes of the compiled form, about.
    pub fn bytes(&self) -> usize {
        self.trie.bytes() + self.places.len() * 256 + self.actors.len() * 192 + self.rules.len() * 256
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_have_no_problem() {
        if let Err(problems) = Lexicon::embedded() {
            panic!("{problems}");
        }
    }

    #[test]
    fn all_problems_are_found_at_once() {
        let mut sources = Sources::embedded();
        sources.replace("places.toml", "[[place]]\nid = \"a\"\nname = \"A\"\nkind = \"citty\"\nen = [\"A\"]\n");
        sources
            .replace("actors.toml", "[[actor]]\nid = \"b\"\nname = \"B\"\ntype = \"person\"\naka = []\nen = [\"B\"]\n");
        let problems = Lexicon::compile(&sources).err().map(|problems| problems.to_string()).unwrap_or_default();
        assert!(problems.contains("places.toml:4:8: `kind` cannot be `citty`"), "{problems}");
        assert!(problems.contains("actors.toml:5:1: unknown key `aka`"), "{problems}");
    }

    #[test]
    fn a_rule_has_an_id_of_its_own() {
        let rule =
            |id: &str| format!("[[rule]]\nid = \"{id}\"\ntype = \"t\"\nlang = \"en\"\nphrases = [\"{id} word\"]\n");
        let kind = "[[type]]\nid = \"t\"\nevent_type = \"Battles\"\nsub_event_type = \"Armed clash\"\n\
                    plover = { event = \"ASSAULT\" }\nrank = 5\n";
        let mut sources = Sources::embedded();
        sources.replace("events.toml", [kind, &rule("one"), &rule("two"), &rule("one")].concat());
        let problems = Lexicon::compile(&sources).err().map(|problems| problems.to_string()).unwrap_or_default();
        assert!(problems.contains("events.toml:18:6: id `one` already names a rule"), "{problems}");
        assert!(!problems.contains("`two`"), "{problems}");
    }

    #[test]
    fn a_mistake_in_the_list_of_boilerplate_is_told_with_its_place() {
        let mut sources = Sources::embedded();
        sources.replace("newsroom.toml", "[boilerplate]\nphrases = [1]\n");
        let problems = Lexicon::compile(&sources).err().map(|problems| problems.to_string()).unwrap_or_default();
        assert!(problems.starts_with("newsroom.toml:2:12: invalid type: integer `1`, expected a string"), "{problems}");
    }

    #[test]
    fn the_fingerprint_changes_with_a_file() {
        let mut sources = Sources::embedded();
        let before = sources.fingerprint();
        sources.replace("places.toml", "");
        assert_ne!(sources.fingerprint(), before);
    }
}
