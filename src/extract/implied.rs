//! Who takes part in an event though its own words do not say so: the article names one pair of enemies, one company.

use std::collections::BTreeSet;

use crate::lexicon::Lexicon;
use crate::model::event::{ActorRole, ActorType, EventActor};
use crate::model::{EvidenceRole, Status};

use super::draft::{self, Draft};
use super::family;
use super::mention::Name;
use super::reading::Reading;
use super::sides;

/// The type of power or water that is back, which those who run the network bring back.
const RESTORATION: &str = "utility-restoration";

/// Gives fights and truces the two sides that the article names, if it names no others, and what is restored the
/// company that it names.
pub(super) fn complete(drafts: &mut [Draft], readings: [&Reading<'_>; 2], lexicon: &Lexicon) {
    share_sides(drafts, lexicon);
    for draft in drafts.iter_mut().filter(|draft| draft.row(lexicon).is_some_and(|row| row.id == RESTORATION)) {
        add_company(draft, readings, lexicon);
    }
}

fn share_sides(drafts: &mut [Draft], lexicon: &Lexicon) {
    let fights = |draft: &Draft| draft.row(lexicon).is_some_and(|row| row.family == family::CLASH || row.agreement);
    let mut pairs: Vec<Vec<EventActor>> = Vec::new();
    for draft in drafts.iter().filter(|draft| fights(draft)) {
        let sides: Vec<EventActor> =
            draft.actors.iter().filter(|actor| is_named_side(actor, lexicon)).cloned().collect();
        let same = |known: &Vec<EventActor>| known.iter().all(|side| sides.iter().any(|other| other.name == side.name));
        if sides.len() == 2 && !pairs.iter().any(same) {
            pairs.push(sides);
        }
    }
    let [pair] = pairs.as_slice() else { return };
    for draft in drafts.iter_mut().filter(|draft| fights(draft) && draft.assertion.status != Status::Historical) {
        let silent = !draft.actors.iter().any(|actor| sides::is_fighter(actor) && !sides::is_both(actor));
        // One of two who fight each other.
        let mut named = draft.actors.iter().filter(|actor| is_named_side(actor, lexicon));
        let one =
            named.next().is_some_and(|one| pair.iter().any(|side| side.name == one.name)) && named.next().is_none();
        if silent || one {
            draft.actors.retain(|actor| !sides::is_both(actor));
            for side in pair {
                if !draft.actors.iter().any(|known| known.name == side.name) {
                    draft.actors.push(EventActor { role: ActorRole::Party, ..side.clone() });
                }
            }
        }
    }
}

/// Whether somebody with a name of his own is a side of a fight or truce.
fn is_named_side(actor: &EventActor, lexicon: &Lexicon) -> bool {
    let generic = actor.id.as_deref().is_some_and(|id| lexicon.is_generic(id));
    sides::is_fighter(actor) && !generic && matches!(actor.role, ActorRole::Party | ActorRole::Actor)
}

/// The only company of the article.
fn add_company(draft: &mut Draft, readings: [&Reading<'_>; 2], lexicon: &Lexicon) {
    if draft.actors.iter().any(|actor| actor.role == ActorRole::Actor) {
        return;
    }
    let mut ids = BTreeSet::new();
    let mut found = None;
    for reading in readings {
        for mention in &reading.mentions {
            let Name::Actor(at) = mention.name else { continue };
            if let Some(row) = lexicon.actor(at).filter(|row| row.kind == ActorType::Company && !row.generic) {
                ids.insert(at);
                found = found.or(Some((row, reading, mention.tokens.clone())));
            }
        }
    }
    let Some((row, reading, tokens)) = found.filter(|_| ids.len() == 1) else { return };
    draft.actors.retain(|actor| actor.id.as_ref() != Some(&row.id));
    draft.evidence.insert(draft::evidence(reading, EvidenceRole::Actor, tokens.clone()));
    draft.actors.insert(
        0,
        EventActor {
            id: Some(row.id.clone()),
            name: row.name.clone(),
            text: reading.quote(tokens),
            role: ActorRole::Actor,
            kind: row.kind,
            country: row.country.clone(),
        },
    );
}
