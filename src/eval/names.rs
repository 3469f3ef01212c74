//! Whether two names stand for the same.

use std::collections::BTreeSet;

use crate::{
    lexicon::{Lexicon, Place, Target},
    model::event::{EventActor, EventPlace},
    text::Text,
};

/// Compares names of gold with coded ones by what the lexicon knows of them.
pub struct Names<'l>(&'l Lexicon);

impl<'l> Names<'l> {
    /// With the names of `lexicon`.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self(lexicon)
    }

    /// Whether a coded place is the gold one: the same name or another name of it, or the town for
    /// a part of the town. `None` on both sides agrees.
    pub fn same_place(&self, gold: Option<&str>, country: Option<&str>, found: Option<&EventPlace>) -> bool {
        let (Some(gold), Some(found)) = (gold, found) else { return gold.is_none() && found.is_none() };
        let here = |place: &&Place| country.is_none() || place.country.is_none() || place.country.as_deref() == country;
        let ids: BTreeSet<&str> = self.places(gold).into_iter().filter(here).map(|place| place.id.as_str()).collect();
        ids.contains(found.id.as_str())
            || folded(gold) == folded(&found.name)
            || self
                .places(gold)
                .iter()
                .filter(|place| here(place) && is_part(place))
                .any(|part| part.within.as_deref() == Some(found.id.as_str()))
    }

    /// Whether a coded actor is the gold one: the same name, or another name of the same body,
    /// state or capital.
    pub fn same_actor(&self, gold: &str, found: &EventActor) -> bool {
        let by_id = found.id.as_deref().is_some_and(|id| self.ids(gold).contains(id));
        by_id || [&found.name, &found.text].into_iter().any(|name| folded(name) == folded(gold))
    }

    fn ids(&self, name: &str) -> BTreeSet<&'l str> {
        let actors = self.whole(name).into_iter().filter_map(|target| match target {
            Target::Actor(at) => self.0.actor(at).map(|actor| actor.id.as_str()),
            _ => None,
        });
        let canonical =
            self.0.actors().iter().filter(|actor| folded(&actor.name) == folded(name)).map(|actor| actor.id.as_str());
        actors.chain(canonical).chain(self.places(name).into_iter().map(|place| place.id.as_str())).collect()
    }

    fn places(&self, name: &str) -> Vec<&'l Place> {
        let named = self.whole(name).into_iter().filter_map(|target| match target {
            Target::Place(at) => self.0.place(at),
            _ => None,
        });
        named.chain(self.0.places().iter().filter(|place| folded(&place.name) == folded(name))).collect()
    }

    /// What the whole of a name stands for.
    fn whole(&self, name: &str) -> Vec<Target> {
        self.0.named(&Text::new(name))
    }
}

/// A quarter or a site is scored as its town.
fn is_part(place: &Place) -> bool {
    use crate::lexicon::PlaceKind::{District, Neighbourhood, Site};
    matches!(place.kind, District | Neighbourhood | Site(_))
}

/// Letters and digits as texts are folded, without the article.
fn folded(name: &str) -> String {
    let text = Text::new(name);
    let words: Vec<&str> = text.tokens().iter().map(|token| text.word(token)).collect();
    let words = match words.as_slice() {
        ["the" | "le" | "la" | "les" | "l", rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    words.concat().chars().filter(|c| c.is_alphanumeric()).collect()
}
