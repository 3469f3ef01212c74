//! Whether two names stand for the same.

use std::collections::{BTreeMap, BTreeSet};

use super::GoldActor;
use crate::{
    lexicon::{Actor, Lexicon, Place, Target},
    model::event::{ActorType, EventActor, EventPlace},
    text::Text,
};

/// Compares names of gold with coded ones by what the lexicon knows of them.
pub struct Names<'l> {
    lexicon: &'l Lexicon,
    /// Rows by their canonical name, which need not be one that is looked up in texts.
    places: BTreeMap<String, Vec<&'l Place>>,
    actors: BTreeMap<String, Vec<&'l Actor>>,
}

impl<'l> Names<'l> {
    /// With the names of `lexicon`.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self {
            lexicon,
            places: by_name(lexicon.places(), |place| &place.name),
            actors: by_name(lexicon.actors(), |actor| &actor.name),
        }
    }

    /// Whether a coded place is the gold one: the same name or another name of it, or one is the
    /// town and the other a part of it. `None` on both sides agrees.
    pub fn same_place(&self, gold: Option<&str>, country: Option<&str>, found: Option<&EventPlace>) -> bool {
        let (Some(gold), Some(found)) = (gold, found) else { return gold.is_none() && found.is_none() };
        let here = |place: &Place| country.is_none() || place.country.is_none() || place.country.as_deref() == country;
        folded(gold) == folded(&found.name)
            || self.places(gold).into_iter().filter(|place| here(place)).any(|place| {
                place.id == found.id
                    || is_part_of(place, &found.id)
                    || self
                        .places(&found.name)
                        .into_iter()
                        .any(|coded| coded.id == found.id && is_part_of(coded, &place.id))
            })
    }

    /// Whether a coded actor is the gold one: the same name, or another name of the same body,
    /// state or capital, a government standing for its forces; for one that the lexicon does not list,
    /// the words of the article, or of the reader where he gives none, or a part of them
    /// (« une brigade » of « une brigade de Zaltan », "migrants" of "Guinean migrants").
    pub fn same_actor(&self, gold: &GoldActor, found: &EventActor) -> bool {
        let ids = self.ids(&gold.name);
        // A reader writes "GNA" where another writes "forces of the GNA".
        let forces = |id: &str| ids.iter().any(|gold| is_force_of(gold, id) || is_force_of(id, gold));
        let by_id = found.id.as_deref().is_some_and(|id| ids.contains(id) || forces(id));
        let by_name = || [&found.name, &found.text].into_iter().any(|name| folded(name) == folded(&gold.name));
        // A word for people is no name: `عائلات` of the text, whatever the reader calls them.
        let nameless = || found.id.as_deref().is_none_or(|id| self.lexicon.is_generic(id));
        let by_words = || {
            nameless()
                && match &gold.text {
                    Some(text) => overlap(&words(text), &words(&found.text)),
                    // "The civilians" of the reader are the women and children of the text.
                    None if ids.contains(CIVILIANS) => found.kind == ActorType::Civilians,
                    None => [&found.name, &found.text].iter().any(|name| overlap(&words(&gold.name), &words(name))),
                }
        };
        by_id || by_name() || by_words()
    }

    fn ids(&self, name: &str) -> BTreeSet<&'l str> {
        let actors = self.whole(name).into_iter().filter_map(|target| match target {
            Target::Actor(at) => self.lexicon.actor(at),
            _ => None,
        });
        let canonical = self.actors.get(&folded(name)).into_iter().flatten().copied();
        let actors = actors.chain(canonical).map(|actor| actor.id.as_str());
        actors.chain(self.places(name).into_iter().map(|place| place.id.as_str())).collect()
    }

    fn places(&self, name: &str) -> Vec<&'l Place> {
        let named = self.whole(name).into_iter().filter_map(|target| match target {
            Target::Place(at) => self.lexicon.place(at),
            _ => None,
        });
        named.chain(self.places.get(&folded(name)).into_iter().flatten().copied()).collect()
    }

    /// What the whole of a name stands for.
    fn whole(&self, name: &str) -> Vec<Target> {
        self.lexicon.named(&Text::new(name))
    }
}

fn by_name<T>(rows: &[T], name: impl Fn(&T) -> &str) -> BTreeMap<String, Vec<&T>> {
    let mut by_name: BTreeMap<String, Vec<&T>> = BTreeMap::new();
    for row in rows {
        by_name.entry(folded(name(row))).or_default().push(row);
    }
    by_name
}

/// The row of unarmed people.
const CIVILIANS: &str = "civilians";

/// Whether a row is that of the forces of a government.
fn is_force_of(force: &str, government: &str) -> bool {
    force.strip_suffix("-forces") == Some(government)
}

/// A quarter or a site is scored as its town.
fn is_part_of(place: &Place, town: &str) -> bool {
    use crate::lexicon::PlaceKind::{District, Neighbourhood, Site};
    matches!(place.kind, District | Neighbourhood | Site(_)) && place.within.as_deref() == Some(town)
}

/// Letters and digits as texts are folded, without the article.
fn folded(name: &str) -> String {
    words(name).concat()
}

fn words(name: &str) -> Vec<String> {
    let text = Text::new(name);
    let mut words: Vec<String> = text
        .tokens()
        .iter()
        .map(|token| text.word(token).chars().filter(|c| c.is_alphanumeric()).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    if words.len() > 1 && words.first().is_some_and(|word| matches!(word.as_str(), "the" | "le" | "la" | "les" | "l")) {
        words.remove(0);
    }
    words
}

/// Whether one is a run of words of the other.
fn overlap(one: &[String], two: &[String]) -> bool {
    let (short, long) = if one.len() < two.len() { (one, two) } else { (two, one) };
    !short.is_empty() && long.windows(short.len()).any(|run| run == short)
}
