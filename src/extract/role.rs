//! Who did it to whom.
//!
//! A party's part follows from the trigger's frame, the side on which it stands and the word
//! before it: `قصف شنه الجيش على الحي`, "was shelled by", « des combats entre … et … ».

use crate::lexicon::{Actor, Class, Classes, Frame, Genitive, Lexicon, Rule, trie::Part};
use crate::model::Language;
use crate::model::event::{ActorRole, ActorType};

use super::party::{Party, Who};
use super::reading::Reading;
use super::trigger::Trigger;

/// How a trigger is used in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    /// A noun: `قصف`, "shelling".
    Noun,
    /// A verb whose subject does it.
    Active,
    /// A verb or a light verb with a noun whose subject had it done to them.
    Suffered,
}

/// The classes of the words that join a party with a trigger.
pub(super) fn marker(reading: &Reading<'_>, party_start: usize, floor: usize) -> Classes {
    let mut at = party_start;
    // Step back over articles, quotation marks and words for a place.
    for _ in 0..4 {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= floor) else { break };
        let word = reading.text.at(before);
        // « par des hommes », « contre des civils »: an article, not "of".
        if matches!(word, "des" | "du" | "de" | "d") && reading.ending(before).meets(GOVERNING) {
            return reading.ending(before);
        }
        let joins = reading.ending(at).meets(JOINING);
        if joins {
            break;
        }
        let skipped = matches!(
            word,
            "the"
                | "a"
                | "an"
                | "la"
                | "le"
                | "les"
                | "l"
                | "«"
                | "\""
                | "un"
                | "une"
                | "d"
                | "local"
                | "rival"
                | "armed"
        );
        if skipped {
            at = before;
        } else {
            break;
        }
    }
    reading.ending(at)
}

/// Classes that say what part a party plays.
const JOINING: Classes = Classes::of(&[
    Class::Agent,
    Class::Target,
    Class::With,
    Class::Between,
    Class::Mediator,
    Class::Of,
    Class::To,
    Class::From,
    Class::In,
    Class::Source,
    Class::Suffer,
    Class::Do,
]);

/// Those that govern an article: « par des », « contre des », « avec des ».
const GOVERNING: Classes = Classes::of(&[Class::Agent, Class::Target, Class::With, Class::Between, Class::Mediator]);

/// The parts of the parties of a clause, by their positions; parties without a part are left out.
pub(super) fn roles(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    trigger: &Trigger,
    rule: &Rule,
    parties: &[&Party],
    floor: usize,
) -> Vec<(usize, ActorRole)> {
    let voice = voice(reading, lexicon, trigger, rule, parties, floor);
    let mut assigned: Vec<(usize, ActorRole)> = Vec::new();
    for (at, party) in parties.iter().enumerate() {
        if let Some(role) = role(reading, lexicon, trigger, rule, voice, party, parties, &assigned, floor) {
            assigned.push((at, role));
        }
    }
    assigned
}

fn voice(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    trigger: &Trigger,
    rule: &Rule,
    parties: &[&Party],
    floor: usize,
) -> Voice {
    let start = trigger.tokens.start;
    let before = start.saturating_sub(10).max(floor)..start;
    if rule.frame == Frame::Suffer || trigger.hit.entry.part == Part::Passive {
        return Voice::Suffered;
    }
    let suffers = reading.hits_in(before.clone()).any(|hit| hit.class == Class::Suffer);
    if trigger.is_noun() || trigger.hit.entry.part == Part::Gerund {
        return if suffers { Voice::Suffered } else { Voice::Noun };
    }
    let agent_after = parties.iter().any(|party| {
        party.tokens.start >= trigger.tokens.end && marker(reading, party.tokens.start, floor).has(Class::Agent)
    });
    if reading.language == Language::Arabic && is_relative_passive(reading, lexicon, trigger, rule, parties) {
        return Voice::Suffered;
    }
    let auxiliary = match reading.language {
        Language::Arabic => false,
        Language::French if trigger.hit.entry.part == Part::Past => {
            return french_voice(reading, trigger, floor, agent_after);
        }
        _ => {
            let near = start.saturating_sub(3).max(floor);
            (near..start).any(|at| reading.starting(at).has(Class::Passive))
        }
    };
    let participle = trigger.hit.entry.part == Part::Past;
    if suffers || (participle && (auxiliary || agent_after)) { Voice::Suffered } else { Voice::Active }
}

#[expect(clippy::too_many_arguments, reason = "one party against all that can decide its part")]
fn role(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    trigger: &Trigger,
    rule: &Rule,
    voice: Voice,
    party: &Party,
    parties: &[&Party],
    assigned: &[(usize, ActorRole)],
    floor: usize,
) -> Option<ActorRole> {
    let mark = marker(reading, party.tokens.start, floor);
    // "the brigade's commander": whose office it is.
    let office =
        reading.text.at(party.tokens.end) == "s" && reading.class_at(party.tokens.end + 1, Class::Title).is_some();
    if mark.has(Class::Institution) || office {
        return None;
    }
    let after = party.tokens.start >= trigger.tokens.start;
    let site = matches!(party.who, Who::Listed(at) if lexicon.actor(at).is_some_and(is_site));
    if mark.has(Class::Source) || (site && rule.frame == Frame::Mutual) {
        return None;
    }
    // "staff of the embassy": the body only says whose they are.
    let owned = mark.has(Class::Of)
        && parties.iter().any(|other| {
            other.tokens.end < party.tokens.start
                && (other.tokens.end..party.tokens.start).len() <= 3
                && (other.tokens.end..party.tokens.start).all(|at| !reading.is_mark(at))
        });
    if owned {
        // "engineers of the electricity company were kidnapped": the company's people.
        let body = matches!(party.who, Who::Listed(at) if lexicon.actor(at).is_some_and(|row| !row.generic && row.kind != ActorType::Person));
        let victims = rule.genitive != Genitive::Actor && voice == Voice::Suffered;
        return (body && victims).then_some(ActorRole::Recipient);
    }
    // `استهدفت طائرة تابعة لـ…`: whose the weapon is did it.
    if (trigger.tokens.start..trigger.tokens.end).contains(&party.tokens.start) {
        let last = party.tokens.end == trigger.tokens.end && rule.frame == Frame::Act;
        if party.tokens.end == trigger.tokens.end && is_unarmed(lexicon, party) {
            return last.then_some(ActorRole::Recipient);
        }
        return Some(ActorRole::Actor);
    }
    if mark.has(Class::Mediator) {
        return Some(ActorRole::Mediator);
    }
    let placed = party.place.is_some()
        && (mark.meets(Classes::of(&[Class::In, Class::From, Class::PlaceNoun, Class::Qualifier, Class::To]))
            || party.clitics.preposition == Some('ب'));
    if placed
        || (party.place.is_some() && matches!(party.who, Who::State(_)) && after && !reaches_state(rule, mark, party))
    {
        return None;
    }
    if rule.frame == Frame::Mutual {
        return Some(ActorRole::Party);
    }
    if mark.has(Class::Agent) {
        return Some(ActorRole::Actor);
    }
    if mark.meets(Classes::of(&[Class::Target, Class::Suffer])) && after {
        return Some(ActorRole::Recipient);
    }
    if mark.meets(Classes::of(&[Class::Between])) {
        return Some(ActorRole::Party);
    }
    if mark.has(Class::With) {
        return Some(ActorRole::Party);
    }
    // `مقتل طفلين في انفجار لغم`: the children belong to the trigger right before them.
    if !after && reading.follows_other(&trigger.tokens, party.tokens.start) {
        return is_unarmed(lexicon, party).then_some(ActorRole::Recipient);
    }
    let has = |wanted: ActorRole| assigned.iter().any(|(_, role)| *role == wanted);
    match voice {
        Voice::Suffered if rule.frame == Frame::Own => Some(ActorRole::Actor),
        // `انتشل الهلال الأحمر جثث مهاجرين`: rescuers find the dead.
        Voice::Suffered if finds_dead(lexicon, rule) && is_body(lexicon, party) => Some(ActorRole::Actor),
        // Only the victims right before the verb are its own.
        Voice::Suffered
            if !after
                && reading.language == Language::Arabic
                && is_relative_passive(reading, lexicon, trigger, rule, parties)
                && party.tokens.end != trigger.tokens.start =>
        {
            None
        }
        Voice::Suffered => Some(ActorRole::Recipient),
        Voice::Noun => noun_role(lexicon, trigger, rule, party, after, has(ActorRole::Actor)),
        Voice::Active => {
            let body = is_body(lexicon, party);
            active_role(reading, trigger, rule, party, parties, after, has(ActorRole::Actor), body)
        }
    }
}

/// `أربعة مهندسين خطفوا قبل أسبوع`: a verb right behind its victims that nobody follows. `عناصرها ضبطوا
/// ثلاثة أشخاص` has an object, and a force that is somebody's does it.
fn is_relative_passive(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    trigger: &Trigger,
    rule: &Rule,
    parties: &[&Party],
) -> bool {
    let victim =
        |party: &&&Party| party.tokens.end == trigger.tokens.start && !party.clitics.article && party.who != Who::Own;
    let counted = || {
        let (text, words) = (&reading.text, &lexicon.quantities);
        words.number_before(text, trigger.tokens.end + 1, reading.language).is_some()
    };
    rule.genitive == Genitive::Recipient
        && parties.iter().any(|party| victim(&party))
        && !parties.iter().any(|party| party.tokens.start >= trigger.tokens.end && party.clitics.preposition.is_none())
        && !counted()
}

/// A French participle is active only behind a form of *avoir*: *a tué*, but *enlevés en mai*,
/// *a été tué*. One without an ending may be a present tense: *bombarde*.
fn french_voice(reading: &Reading<'_>, trigger: &Trigger, floor: usize, agent_after: bool) -> Voice {
    let start = trigger.tokens.start;
    let near = start.saturating_sub(3).max(floor)..start;
    let is = |words: &[&str]| near.clone().any(|at| words.contains(&reading.text.at(at)));
    if reading.hits_in(near.clone()).any(|hit| hit.class == Class::Passive) || agent_after {
        return Voice::Suffered;
    }
    if is(&["a", "ont", "avait", "avaient", "aurait", "auraient", "ayant", "avoir", "ai", "aura", "auront"]) {
        return Voice::Active;
    }
    let word = reading.text.at(trigger.tokens.end.saturating_sub(1));
    if word.ends_with("es") || word.ends_with("ee") || word.ends_with("is") { Voice::Suffered } else { Voice::Active }
}

/// A state after a trigger is a party only where the words say so; else it is where it happened.
fn reaches_state(rule: &Rule, mark: Classes, party: &Party) -> bool {
    mark.meets(Classes::of(&[Class::With, Class::Between, Class::Agent, Class::Target]))
        || matches!(party.clitics.preposition, Some('ل'))
        || rule.frame == Frame::Mutual && mark.has(Class::With)
        || mark == Classes::default()
}

fn noun_role(
    lexicon: &Lexicon,
    trigger: &Trigger,
    rule: &Rule,
    party: &Party,
    after: bool,
    has_actor: bool,
) -> Option<ActorRole> {
    if rule.frame == Frame::Happen {
        return after.then_some(ActorRole::Recipient);
    }
    if !after {
        let unarmed = is_unarmed(lexicon, party) && rule.genitive == Genitive::Recipient;
        return Some(if unarmed { ActorRole::Recipient } else { ActorRole::Actor });
    }
    let next = party.tokens.start <= trigger.tokens.end + 2;
    let armed = || party.tokens.start == trigger.tokens.end && is_armed(lexicon, party) && !has_actor;
    match (rule.frame, rule.genitive) {
        (Frame::Own, _) => (!has_actor).then_some(ActorRole::Actor),
        // `إغلاق حرس المنشآت الميناء`
        (_, Genitive::Owner) if armed() => Some(ActorRole::Actor),
        (_, Genitive::Recipient | Genitive::Owner) => Some(ActorRole::Recipient),
        (_, Genitive::Actor) if next && !has_actor && !is_unarmed(lexicon, party) => Some(ActorRole::Actor),
        (_, Genitive::Actor) => Some(ActorRole::Recipient),
    }
}

/// A hospital or rescue service takes no part in a clash or meeting.
fn is_site(actor: &Actor) -> bool {
    actor.kind == ActorType::Other && !actor.generic
}

fn is_unarmed(lexicon: &Lexicon, party: &Party) -> bool {
    kind(lexicon, party) == Some(ActorType::Civilians)
}

fn is_armed(lexicon: &Lexicon, party: &Party) -> bool {
    matches!(kind(lexicon, party), Some(ActorType::StateForce | ActorType::ArmedGroup))
}

/// Whether a rule tells of the dead of a shipwreck or of the desert.
fn finds_dead(lexicon: &Lexicon, rule: &Rule) -> bool {
    lexicon.kind(rule).is_some_and(|kind| matches!(kind.family.as_str(), "at-sea" | "deaths-on-land"))
}

/// A body, which is not killed, arrested or taken as people are.
fn is_body(lexicon: &Lexicon, party: &Party) -> bool {
    match &party.who {
        Who::Listed(at) => lexicon.actor(*at).is_some_and(|row| !row.generic && row.kind != ActorType::Person),
        Who::State(_) | Who::Named { .. } | Who::Own => true,
        Who::Unlisted { kind, .. } => matches!(kind, ActorType::Government | ActorType::Company),
        Who::OwnState => false,
    }
}

fn kind(lexicon: &Lexicon, party: &Party) -> Option<ActorType> {
    match &party.who {
        Who::Listed(at) => lexicon.actor(*at).map(|actor| actor.kind),
        Who::Unlisted { kind, .. } | Who::Named { kind, .. } => Some(*kind),
        Who::State(_) | Who::Own | Who::OwnState => None,
    }
}

/// In Arabic the subject stands after the verb unless it came before it.
#[expect(clippy::too_many_arguments, reason = "one party against all that can decide its part")]
fn active_role(
    reading: &Reading<'_>,
    trigger: &Trigger,
    rule: &Rule,
    party: &Party,
    parties: &[&Party],
    after: bool,
    has_actor: bool,
    body: bool,
) -> Option<ActorRole> {
    if !after {
        return Some(ActorRole::Actor);
    }
    let prepositional = party.clitics.preposition.is_some();
    if rule.frame == Frame::Own {
        return (!has_actor && !prepositional).then_some(ActorRole::Actor);
    }
    if reading.language != Language::Arabic {
        return Some(ActorRole::Recipient);
    }
    // `قتل جندي`: the only party after a verb that has one victim is the victim.
    let alone = parties.iter().filter(|other| other.tokens.start >= trigger.tokens.start).count() == 1;
    let victim = rule.genitive == Genitive::Recipient && alone && !body;
    if has_actor || prepositional || victim { Some(ActorRole::Recipient) } else { Some(ActorRole::Actor) }
}
