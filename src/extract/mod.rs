//! Who did what to whom, where, when, how many, and whether it happened.
//!
//! The article is read once: names and trigger words are looked up (`reading`), names settled
//! (`mention`), triggers judged (`trigger`); for each trigger its clause is searched for parties
//! (`party`, `role`) and a place (`scene`); tellings of one event are joined (`merge`), and what
//! names neither a Libyan place nor a Libyan party is dropped. Relevance (`focus`) comes last,
//! because an event in Libya is its strongest sign.

pub mod agreement;
pub mod assertion;
pub mod attribution;
mod bearing;
mod body;
mod capital;
mod carry;
pub mod casualty;
mod claim;
mod code;
mod confidence;
pub mod date;
mod day;
mod draft;
mod family;
mod fit;
mod focus;
mod found;
mod fullname;
mod gate;
mod generic;
mod group;
mod headline;
mod implied;
mod known;
mod lead;
mod mention;
mod merge;
mod office;
mod party;
mod reading;
mod road;
mod role;
mod scene;
mod sentence;
mod sides;
mod speech;
mod subject;
mod telling;
mod toll;
mod trigger;
mod unit;

use std::collections::BTreeMap;

use crate::lexicon::Lexicon;
use crate::model::event::{ActorMention, Extraction, PlaceMention};
use crate::model::span::Field;
use crate::model::{Article, Language};

use mention::{Countries, Name};
use reading::Reading;

pub use trigger::{Rejected, Rejection};

/// All that the article says of Libya.
pub fn extract(article: &Article, lexicon: &Lexicon) -> Extraction {
    read(article, lexicon, false).0
}

/// The same, with the triggers that were rejected.
pub fn explain(article: &Article, lexicon: &Lexicon) -> (Extraction, Vec<Rejection>) {
    read(article, lexicon, true)
}

/// Reads an article. Where no Libyan name stands there is no Libyan event: then triggers are read
/// only to say why they are none (`all`).
fn read(article: &Article, lexicon: &Lexicon, all: bool) -> (Extraction, Vec<Rejection>) {
    let language = article.lang.unwrap_or_else(|| script(article));
    let mut title = Reading::new(Field::Title, &article.title, language, lexicon);
    let mut text = Reading::new(Field::Text, &article.text, language, lexicon);
    let prior = article.source.country.as_deref();
    let mut countries = Countries::default();
    countries.count(&title, lexicon);
    countries.count(&text, lexicon);
    mention::resolve(&mut title, &countries, prior, lexicon);
    mention::resolve(&mut text, &countries, prior, lexicon);
    let play = trigger::is_play(&[&title, &text]);
    let mut rejections = Vec::new();
    let mut found = |reading: &mut Reading<'_>| {
        let (triggers, rejected) = trigger::triggers(reading, lexicon, play, all);
        rejections.extend(rejected);
        triggers
    };
    let libyan = |reading: &Reading<'_>| reading.mentions.iter().any(|mention| mention.is_of("LY", lexicon));
    let (events, rejected) = if all || libyan(&title) || libyan(&text) {
        let triggers = [found(&mut title), found(&mut text)];
        code::events(article, [&title, &text], &triggers, lexicon)
    } else {
        (Vec::new(), Vec::new())
    };
    rejections.extend(rejected);
    let relevance = focus::relevance(&[&title, &text], &events, lexicon, play);
    let (places, actors) = mentions(&[&title, &text], lexicon);
    (Extraction { relevance, places, actors, events }, rejections)
}

/// The language of the script, for articles whose language was not told.
fn script(article: &Article) -> Language {
    let letter = article.title.chars().chain(article.text.chars()).find(|c| c.is_alphabetic());
    match letter {
        Some(c) if ('\u{600}'..='\u{6ff}').contains(&c) => Language::Arabic,
        _ => Language::English,
    }
}

/// Places and actors named, each once, in the order of their first mention.
fn mentions(readings: &[&Reading<'_>], lexicon: &Lexicon) -> (Vec<PlaceMention>, Vec<ActorMention>) {
    let mut places: Vec<PlaceMention> = Vec::new();
    let mut actors: Vec<ActorMention> = Vec::new();
    let mut at_place: BTreeMap<u32, usize> = BTreeMap::new();
    let mut at_actor: BTreeMap<u32, usize> = BTreeMap::new();
    for mention in readings.iter().flat_map(|reading| &reading.mentions) {
        match mention.name {
            Name::Place(place) => {
                let Some(row) = lexicon.place(place) else { continue };
                let at = *at_place.entry(place).or_insert_with(|| {
                    let country = row.country.clone().filter(|_| !mention.unsettled);
                    places.push(PlaceMention { id: row.id.clone(), name: row.name.clone(), country, count: 0 });
                    places.len() - 1
                });
                if let Some(known) = places.get_mut(at) {
                    known.count += 1;
                }
            }
            Name::Actor(actor) => {
                let Some(row) = lexicon.actor(actor) else { continue };
                let at = *at_actor.entry(actor).or_insert_with(|| {
                    actors.push(ActorMention { id: row.id.clone(), name: row.name.clone(), count: 0 });
                    actors.len() - 1
                });
                if let Some(known) = actors.get_mut(at) {
                    known.count += 1;
                }
            }
            Name::Demonym(_) => {}
        }
    }
    (places, actors)
}
