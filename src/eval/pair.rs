//! Which coded event answers which gold event.

use super::{GoldEvent, Names};
use crate::model::Event;

/// The events of an item, sorted into those that meet and those that do not.
pub(super) struct Pairs<'a> {
    pub(super) matched: Vec<(&'a GoldEvent, &'a Event)>,
    pub(super) missed: Vec<&'a GoldEvent>,
    pub(super) extra: Vec<&'a Event>,
}

/// Events meet by type and sub-type; among several of one type, those that agree most in status,
/// then place, then day, each once.
pub(super) fn pair<'a>(gold: &'a [GoldEvent], found: &'a [Event], names: &Names<'_>) -> Pairs<'a> {
    let mut candidates = Vec::new();
    for (i, expected) in gold.iter().enumerate() {
        for (j, coded) in found.iter().enumerate().filter(|(_, coded)| same_type(expected, coded)) {
            candidates.push((std::cmp::Reverse(agreement(expected, coded, names)), i, j, expected, coded));
        }
    }
    candidates.sort_by_key(|(agreement, i, j, ..)| (*agreement, *i, *j));
    let (mut of_gold, mut of_found) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut matched = Vec::new();
    for (_, i, j, expected, coded) in candidates {
        let (Some(taken), Some(used)) = (of_gold.get_mut(i), of_found.get_mut(j)) else { continue };
        if !*taken && !*used {
            (*taken, *used) = (true, true);
            matched.push((expected, coded));
        }
    }
    let missed = gold.iter().zip(&of_gold).filter(|(_, taken)| !**taken).map(|(event, _)| event).collect();
    let extra = found.iter().zip(&of_found).filter(|(_, used)| !**used).map(|(event, _)| event).collect();
    Pairs { matched, missed, extra }
}

fn same_type(gold: &GoldEvent, found: &Event) -> bool {
    gold.event_type == found.event_type && gold.sub_event_type == found.sub_event_type
}

/// How much two events of one type agree beyond it.
fn agreement(gold: &GoldEvent, found: &Event, names: &Names<'_>) -> u8 {
    let status = gold.status == found.assertion.status;
    let place = names.same_place(gold.place.as_deref(), gold.country.as_deref(), found.place.as_ref());
    u8::from(status) * 4 + u8::from(place) * 2 + u8::from(gold.date == found.when.date)
}
