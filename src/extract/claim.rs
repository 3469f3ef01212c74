//! Who did what is claimed: "Islamic State said it was behind the bombing".

use crate::lexicon::Lexicon;
use crate::model::event::{ActorRole, ActorType, EventActor};
use crate::model::{EvidenceRole, Status};

use super::draft::Draft;

/// The type of a claim of responsibility.
const CLAIM: &str = "claim";

/// Gives an attack that nobody is said to have done to whoever claims it: the nearest one told before, else the first
/// one behind.
pub(super) fn ascribe(drafts: &mut [Draft], lexicon: &Lexicon) {
    let claims: Vec<(usize, EventActor)> = drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| draft.row(lexicon).is_some_and(|row| row.id == CLAIM))
        .filter(|(_, draft)| draft.assertion.status == Status::Reported)
        .filter_map(|(at, draft)| Some((at, draft.actors.iter().find(|actor| is_group(actor))?.clone())))
        .collect();
    for (at, group) in claims {
        let fits = |draft: &&mut Draft| is_unclaimed(draft, &group, lexicon);
        let (before, behind) = drafts.split_at_mut(at);
        let words = behind.first().map(|claim| claim.evidence.clone()).unwrap_or_default();
        let attack = before.iter_mut().rev().find(fits).or_else(|| behind.iter_mut().find(fits));
        if let Some(attack) = attack {
            attack.actors.retain(|actor| actor.name != group.name);
            attack.actors.insert(0, group);
            attack.evidence.extend(words.into_iter().filter(|words| words.role == EvidenceRole::Actor));
        }
    }
}

/// Whether somebody can have done what he claims.
fn is_group(actor: &EventActor) -> bool {
    actor.role == ActorRole::Actor
        && matches!(actor.kind, ActorType::ArmedGroup | ActorType::StateForce | ActorType::Political)
}

/// Whether an attack was reported and no named force or group did it.
fn is_unclaimed(draft: &Draft, group: &EventActor, lexicon: &Lexicon) -> bool {
    let named = |actor: &EventActor| {
        let known = actor.id.as_deref().is_none_or(|id| !lexicon.is_generic(id));
        is_group(actor) && known && actor.name != group.name
    };
    let harms = draft.row(lexicon).is_some_and(|row| row.harms && row.id != CLAIM);
    harms && draft.assertion.status == Status::Reported && !draft.actors.iter().any(named)
}
