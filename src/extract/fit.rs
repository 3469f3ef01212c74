//! Which tellings are of one event.
//!
//! Same family of types, no different place, no different day, no incompatible number and no
//! different status. A title is laxer: it tells what the text tells again.

use crate::lexicon::{EventType, Lexicon, Seat};
use crate::model::Status;
use crate::model::event::{EventActor, EventPlace, Toll, When};

use super::casualty;
use super::draft::Draft;
use super::family;

/// Whether `draft` tells again what `known` tells.
pub(super) fn is_same(known: &Draft, draft: &Draft, lexicon: &Lexicon) -> bool {
    let (Some(one), Some(two)) = (known.row(lexicon), draft.row(lexicon)) else {
        return false;
    };
    let near = known.told.iter().any(|told| is_near(*told, draft.told_in()));
    if draft.separate && !known.told.contains(&draft.told_in()) && !draft.points_back {
        return false;
    }
    let same_place = is_same_place(known, draft);
    let toll_of = draft.bare_toll && one.harms && (near || same_place);
    let retold = is_retold(known, draft, near, lexicon);
    if one.family != two.family && !toll_of && !retold {
        return false;
    }
    // A shipwreck and the rescue of its survivors are one event, wherever they were landed.
    let wreck = near && one.family == family::AT_SEA && two.family == family::AT_SEA && one.id != two.id;
    let headline = is_headline_of(known, draft);
    // `نفى التوصل إلى هدنة` and "nobody has signed one" are one denial.
    let refused = one.id == two.id && near && is_refusal_of(known, draft);
    let pointing = draft.points_back && draft.noun && !draft.place_beside && (retold || one.family == two.family);
    // "killing two, at a point a thousand kilometres south of the capital".
    let of_sentence = toll_of && known.told.contains(&draft.told_in());
    // A flood goes on for days and is told of as that of any of them.
    let flood = one.family == family::DISASTER && two.family == family::DISASTER;
    (refused
        || statuses_fit(known, draft, lexicon)
        || retold && draft.points_back && draft.assertion.status == Status::Historical)
        && (wreck
            || pointing
            || refused
            || of_sentence
            || flood && !draft.place_stated
            || headline && (is_bearing(known) || is_carried_off(draft))
            || places_fit(known.place.as_ref(), draft.place.as_ref(), one.id == two.id, lexicon))
        && (flood
            || of_sentence
            || retold && (draft.points_back || finds_dead(two))
            || dates_fit(&known.when, &draft.when)
            || near && same_place && (is_running(known) || is_running(draft)))
        && (tolls_fit(known, draft)
            || headline && (same_place || known.place.is_none() || draft.place.is_none())
            || near && same_place && same_day(&known.when, &draft.when))
        && actors_fit(known, draft, one, toll_of || wreck)
}

/// Whether the one is told in the title only and the other in the text.
pub(super) fn is_told_after_title(known: &Draft, draft: &Draft) -> bool {
    known.is_of_title() && draft.position.0
}

/// Whether both have a place, and the same one.
fn is_same_place(known: &Draft, draft: &Draft) -> bool {
    matches!((&known.place, &draft.place), (Some(one), Some(two)) if one.id == two.id)
}

/// Whether the one is told in the title only and the other, by the same words and with the same
/// status, in the text.
fn is_headline_of(known: &Draft, draft: &Draft) -> bool {
    is_told_after_title(known, draft) && known.kind == draft.kind && known.assertion.status == draft.assertion.status
}

/// Whether one says that it was denied and the other, beside it, that it was not done.
fn is_refusal_of(known: &Draft, draft: &Draft) -> bool {
    let statuses = [known.assertion.status, draft.assertion.status];
    statuses.contains(&Status::Denied) && statuses.contains(&Status::Negated)
}

/// "west of the capital": a bearing fits every place.
fn is_bearing(draft: &Draft) -> bool {
    draft.place.as_ref().is_some_and(|place| place.qualifier.is_some())
}

/// Whether its place is not its own but the one told before it.
fn is_carried_off(draft: &Draft) -> bool {
    draft.place.is_some() && !draft.place_stated
}

/// Whether two sentences stand side by side; the title stands beside the lead.
fn is_near(one: (bool, usize), two: (bool, usize)) -> bool {
    if one.0 == two.0 { one.1.abs_diff(two.1) <= 1 } else { one.1 <= 1 && two.1 <= 1 }
}

/// Whether it tells a toll that grows: its day may be that of the count, "rose to 14 on Monday".
fn is_running(draft: &Draft) -> bool {
    casualty::fold(&draft.tolls).running
}

/// Whether both have the same day, stated: two strikes on one place in one day are seldom told side
/// by side, a part of a toll ("one of the wounded lost a leg") often is.
fn same_day(one: &When, two: &When) -> bool {
    one.date.is_some() && one.date == two.date && dates_fit(one, two)
}

/// Whether a type tells of bodies, which may be found days after a shipwreck or flood.
fn finds_dead(kind: &EventType) -> bool {
    kind.retells.iter().any(|family| family == family::AT_SEA)
}

/// Whether the words of one telling are a vaguer word for what the other tells: "the raid", `التفجير`.
fn is_retold(known: &Draft, draft: &Draft, near: bool, lexicon: &Lexicon) -> bool {
    let types = |kind: u32| lexicon.types.get(kind as usize);
    let retells = |vague: &Draft, exact: &Draft| {
        let family = types(exact.kind).map(|row| row.family.as_str());
        types(vague.said).is_some_and(|said| said.retells.iter().any(|one| Some(one.as_str()) == family))
    };
    let title = is_told_after_title(known, draft);
    let beside = known.told.contains(&draft.told_in());
    // "the shooting", `المجزرة`: the fight or the bomb told before.
    let points = draft.noun && draft.points_back;
    let armed = || types(known.kind).is_some_and(|row| family::ARMED.contains(&row.event.as_str()));
    let harm = points && types(draft.said).is_some_and(|said| said.id == family::ATTACK) && armed();
    harm || retells(draft, known) && (near || points)
        || retells(known, draft) && (near && (known.noun || beside) || title)
}

/// The same status; or words that point back to an event and add no status of their own, such as
/// `هدف المحادثات` behind talks that are planned or "whether the meeting" behind one that was held.
fn statuses_fit(known: &Draft, draft: &Draft, lexicon: &Lexicon) -> bool {
    let pointing = draft.points_back || is_genitive_of(known, draft);
    known.assertion.status == draft.assertion.status
        || is_dispute(known, draft, lexicon)
        || (pointing && draft.assertion.status == Status::Reported && known.assertion.status == Status::Planned)
        // "were to be freed on Sunday; their release was put off".
        || (draft.points_back && draft.assertion.status == Status::Negated && known.assertion.status == Status::Planned)
        || (draft.points_back
            && draft.assertion.status == Status::Hypothetical
            && known.assertion.status == Status::Reported)
}

/// One side says what the other denies, of one act in one place: a dispute is one event, and keeps the
/// status with which it was told first, in the title or the lead.
pub(super) fn is_dispute(known: &Draft, draft: &Draft, lexicon: &Lexicon) -> bool {
    let statuses = [known.assertion.status, draft.assertion.status];
    let sides = statuses.contains(&Status::Denied) && statuses.contains(&Status::Reported);
    let family = |draft: &Draft| draft.row(lexicon).map(|row| row.family.as_str());
    // A peaceful rally and shots at another are no two sides of one.
    let one_act =
        known.kind == draft.kind || family(known) != Some(family::PROTEST) || family(draft) != Some(family::PROTEST);
    let same_place = match (&known.place, &draft.place) {
        (Some(one), Some(two)) => one.id == two.id || contains(one, two, lexicon) || contains(two, one, lexicon),
        (Some(_), None) | (None, Some(_) | None) => draft.points_back,
    };
    sides && one_act && same_place
}

/// `محادثات معيتيق` names the visit of Maiteeq that was told before.
fn is_genitive_of(known: &Draft, draft: &Draft) -> bool {
    draft.noun && shared(known, draft) > 0
}

/// How well a telling fits an event: shared parties, the status, then the place.
pub(super) fn likeness(known: &Draft, draft: &Draft) -> (bool, bool, usize, bool) {
    let shared = shared(known, draft);
    (shared > 0, known.assertion.status == draft.assertion.status, shared, is_same_place(known, draft))
}

fn shared(known: &Draft, draft: &Draft) -> usize {
    draft.actors.iter().filter(|actor| known.actors.iter().any(|other| same_actor(actor, other))).count()
}

/// No place fits any; a site fits the town that it lies in or near, and a site near by if the act
/// is told by the same words (`alike`): a mortar here and an air strike there are two.
fn places_fit(one: Option<&EventPlace>, two: Option<&EventPlace>, alike: bool, lexicon: &Lexicon) -> bool {
    let (Some(one), Some(two)) = (one, two) else { return true };
    if one.id == two.id || contains(one, two, lexicon) || contains(two, one, lexicon) {
        return true;
    }
    let wide = one.geo_precision == 3 || two.geo_precision == 3;
    match (one.point, two.point) {
        (Some(a), Some(b)) if !wide => alike && kilometres(a, b) <= NEAR_KM && one.admin2 == two.admin2,
        // A country fits every place in it.
        _ => one.country.is_some() && one.country == two.country && wide,
    }
}

/// Two sites within this distance can be one scene.
const NEAR_KM: f64 = 25.0;

pub(super) fn contains(outer: &EventPlace, inner: &EventPlace, lexicon: &Lexicon) -> bool {
    let mut at = lexicon.place_called(&inner.id);
    for _ in 0..3 {
        let Some(within) = at.and_then(|place| place.within.as_deref()) else { return false };
        if within == outer.id {
            return true;
        }
        at = lexicon.place_called(within);
    }
    false
}

/// Distance on a sphere of the Earth's mean radius.
pub(super) fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat1, lat2) = (a.0.to_radians(), b.0.to_radians());
    let half = |d: f64| (d.to_radians() / 2.0).sin().powi(2);
    let h = half(b.0 - a.0) + lat1.cos() * lat2.cos() * half(b.1 - a.1);
    2.0 * 6371.0 * h.sqrt().asin()
}

fn dates_fit(one: &When, two: &When) -> bool {
    use crate::model::event::DateBasis;
    let stated = |when: &When| when.date.filter(|_| !matches!(when.basis, Some(DateBasis::Publication) | None));
    let (Some(a), Some(b)) = (stated(one), stated(two)) else { return true };
    let (a_end, b_end) = (one.end.unwrap_or(a), two.end.unwrap_or(b));
    a <= b_end && b <= a_end
}

fn tolls_fit(one: &Draft, two: &Draft) -> bool {
    // Most tell of none.
    if one.tolls.is_empty() || two.tolls.is_empty() {
        return true;
    }
    // Who died later is counted besides.
    let told =
        |draft: &Draft| casualty::fold(draft.tolls.iter().filter(|toll| toll.standing != casualty::Standing::More));
    let (one, two) = (told(one), told(two));
    if one.running || two.running {
        return true;
    }
    let fits = |a: Option<Toll>, b: Option<Toll>| match (a, b) {
        (Some(a), Some(b)) => {
            let (a_low, a_high) = (a.low.unwrap_or(0), a.high.unwrap_or(u32::MAX));
            let (b_low, b_high) = (b.low.unwrap_or(0), b.high.unwrap_or(u32::MAX));
            a_low <= b_high && b_low <= a_high
        }
        _ => true,
    };
    fits(one.dead, two.dead) && fits(one.injured, two.injured)
}

/// Meetings are told apart by who takes part; for the rest one shared or no known party is enough.
fn actors_fit(known: &Draft, draft: &Draft, kind: &EventType, toll_of: bool) -> bool {
    let meeting = kind.family == family::DIPLOMACY;
    // Two rulings, two appointments: only who is concerned tells that they are one.
    let content = kind.seat == Seat::Content && known.told.iter().any(|(text, _)| *text == draft.position.0);
    let nobody = known.actors.is_empty() || draft.actors.is_empty();
    // What a court says in one sentence is one ruling: "sentenced twelve and cleared three".
    let one_ruling = (nobody || kind.family == family::COURT) && known.told.contains(&draft.told_in());
    if content && shared(known, draft) == 0 && !draft.points_back && !one_ruling {
        return false;
    }
    if known.actors.is_empty() || draft.actors.is_empty() || toll_of || shared(known, draft) > 0 {
        return true;
    }
    let same_sentence = known.told.contains(&draft.told_in());
    // The title tells what the text tells again, perhaps of another of its parties.
    if is_told_after_title(known, draft) {
        return true;
    }
    if meeting {
        // The meetings that the text puts inside a visit.
        return same_sentence || (draft.points_back && !draft.named);
    }
    one_ruling || is_same_place(known, draft) || draft.points_back || !known.named || !draft.named
}

pub(super) fn same_actor(one: &EventActor, two: &EventActor) -> bool {
    match (&one.id, &two.id) {
        (Some(a), Some(b)) => a == b,
        _ => one.name == two.name,
    }
}
