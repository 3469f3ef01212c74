//! "The capital" where no name says which.

use crate::lexicon::{Class, Lexicon, PlaceKind};

use super::mention::{Countries, Mention, Name};
use super::reading::Reading;

/// The capital of Libya: its name does not stand for a government, for there were two.
pub(super) const CAPITAL: &str = "tripoli";

/// "the capital", `العاصمة`, « la capitale libyenne » alone: of the country beside it, else Libya's
/// where no other country is spoken of more.
pub(super) fn mentions(
    reading: &Reading<'_>,
    mentions: &[Mention],
    countries: &Countries,
    prior: Option<&str>,
    lexicon: &Lexicon,
) -> Vec<Mention> {
    let mut found = Vec::new();
    for hit in reading.found.classes.iter().filter(|hit| hit.class == Class::PlaceNoun && hit.end == hit.start + 1) {
        let word = reading.text.at(hit.start);
        let definite = match word {
            "capital" | "capitale" => (1..=2)
                .any(|back| matches!(hit.start.checked_sub(back).map_or("", |at| reading.text.at(at)), "the" | "la")),
            _ => word.ends_with("العاصمه") || word == "للعاصمه",
        };
        // « la capitale du Nord-Kivu »: of what stands behind it.
        let of_another = matches!(reading.text.at(hit.end), "of" | "du" | "de" | "d");
        if !definite || of_another {
            continue;
        }
        let beside = |mention: &&Mention| mention.tokens.start == hit.end || mention.tokens.end == hit.start;
        let demonym = mentions.iter().filter(beside).find(|mention| matches!(mention.name, Name::Demonym(_)));
        let end = demonym.map_or(hit.end, |mention| mention.tokens.end.max(hit.end));
        let named = mentions.iter().any(|mention| {
            let near = mention.tokens.start >= hit.end && mention.tokens.start <= end + 1
                || mention.tokens.end <= hit.start
                    && mention.tokens.end + 3 >= hit.start
                    && reading.is_mark(mention.tokens.end);
            near && mention.place_at().is_some()
        });
        let own = demonym.and_then(|mention| match mention.name {
            Name::Demonym(at) => lexicon.place(at)?.country.as_deref(),
            _ => None,
        });
        let libyan = || {
            let most = countries.0.values().max().copied().unwrap_or(0);
            (prior == Some("LY") || countries.of("LY") > 0) && countries.of("LY") >= most
        };
        let country = own.or_else(|| libyan().then_some("LY"));
        let row = |country: &str| {
            lexicon.places.iter().position(|place| {
                (place.capital || place.id == CAPITAL)
                    && place.kind != PlaceKind::Country
                    && place.country.as_deref() == Some(country)
            })
        };
        if let Some(place) = country.filter(|_| !named).and_then(row).and_then(|at| u32::try_from(at).ok()) {
            let (tokens, name) = (hit.start..hit.end, Name::Place(place));
            found.push(Mention { tokens, name, place: Some(place), clitics: hit.clitics, unsettled: false });
        }
    }
    found
}
