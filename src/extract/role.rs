//! Who did it to whom.
//!
//! A party's part follows from the trigger's frame, the side on which it stands and the word
//! before it: `قصف شنه الجيش على الحي`, "was shelled by", « des combats entre … et … ».

use crate::lexicon::{Actor, Class, Classes, Frame, Genitive, Lexicon, Rule, Target, trie::Part};
use crate::model::Language;
use crate::model::event::{ActorRole, ActorType};

use super::family;
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
    let classes = reading.ending(at);
    // "a checkpoint manned by the brigade": whose it is.
    if classes.has(Class::Owner) && classes.has(Class::Agent) { HELD } else { classes }
}

/// What befalls what somebody holds befalls him.
const HELD: Classes = Classes::of(&[Class::Owner, Class::Target]);

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

/// The clause of a trigger, in which parties have their parts.
pub(super) struct Clause<'c, 'a> {
    pub(super) reading: &'c Reading<'a>,
    pub(super) lexicon: &'c Lexicon,
    pub(super) trigger: &'c Trigger,
    pub(super) rule: &'c Rule,
    pub(super) parties: &'c [&'c Party],
    /// Where it begins.
    pub(super) floor: usize,
}

impl Clause<'_, '_> {
    /// The parts of the parties, by their positions; parties without a part are left out.
    pub(super) fn roles(&self) -> Vec<(usize, ActorRole)> {
        let voice = self.voice();
        let mut assigned: Vec<(usize, ActorRole)> = Vec::new();
        for (at, party) in self.parties.iter().enumerate() {
            // Behind the object of a verb there is no subject: `أوقفت أحد عشر بحارا كانوا على متن ناقلة مهرب`.
            let object =
                |at: usize| self.parties.get(at).is_some_and(|party| party.tokens.start >= self.trigger.tokens.end);
            let has_actor = assigned.iter().any(|(at, role)| match role {
                ActorRole::Actor => true,
                ActorRole::Recipient => voice == Voice::Active && object(*at),
                ActorRole::Party | ActorRole::Mediator => false,
            });
            if let Some(role) = self.role(voice, party, has_actor) {
                assigned.push((at, role));
            }
        }
        assigned
    }

    fn voice(&self) -> Voice {
        let Self { reading, trigger, .. } = *self;
        let start = trigger.tokens.start;
        let before = start.saturating_sub(10).max(self.floor)..start;
        // "survived an assassination attempt": the trigger says it itself.
        let itself = reading.class_at(start, Class::Suffer).is_some();
        if self.rule.frame == Frame::Suffer || trigger.hit.entry.part == Part::Passive || itself {
            return Voice::Suffered;
        }
        let suffers = reading.hits_in(before).any(|hit| hit.class == Class::Suffer);
        if trigger.is_noun() || trigger.hit.entry.part == Part::Gerund {
            return if suffers { Voice::Suffered } else { Voice::Noun };
        }
        let agent_after = self.parties.iter().any(|party| {
            party.tokens.start >= trigger.tokens.end
                && marker(reading, party.tokens.start, self.floor).has(Class::Agent)
        });
        if reading.language == Language::Arabic && self.is_relative_passive() {
            return Voice::Suffered;
        }
        let auxiliary = match reading.language {
            Language::Arabic => false,
            Language::French if trigger.hit.entry.part == Part::Past => return self.french_voice(agent_after),
            _ => {
                let near = start.saturating_sub(3).max(self.floor);
                (near..start).any(|at| reading.starting(at).has(Class::Passive))
            }
        };
        let participle = trigger.hit.entry.part == Part::Past;
        if suffers || (participle && (auxiliary || agent_after)) { Voice::Suffered } else { Voice::Active }
    }

    /// The part of a party; `has_actor` says whether one before it did it.
    fn role(&self, voice: Voice, party: &Party, has_actor: bool) -> Option<ActorRole> {
        let Self { reading, lexicon, trigger, rule, .. } = *self;
        let mark = marker(reading, party.tokens.start, self.floor);
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
        if mark.has(Class::Of) && self.is_owner(party) {
            // "engineers of the electricity company were kidnapped": the company's people.
            let victims = rule.genitive != Genitive::Actor && voice == Voice::Suffered;
            return (is_listed_body(lexicon, party) && victims).then_some(ActorRole::Recipient);
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
        let state = party.place.is_some() && matches!(party.who, Who::State(_));
        if placed || (state && after && !reaches_state(rule, mark, party)) {
            return None;
        }
        if rule.frame == Frame::Mutual {
            // Who is unarmed does not fight but is hit, and captives are exchanged.
            let hit = is_unarmed(lexicon, party) && lexicon.kind(rule).is_some_and(|kind| kind.harms || kind.agreement);
            return Some(if hit { ActorRole::Recipient } else { ActorRole::Party });
        }
        if mark.has(Class::Agent) {
            return Some(ActorRole::Actor);
        }
        if mark.meets(Classes::of(&[Class::Target, Class::Suffer])) && after {
            return Some(ActorRole::Recipient);
        }
        if mark.meets(Classes::of(&[Class::Between, Class::With])) {
            return Some(ActorRole::Party);
        }
        // `مقتل طفلين في انفجار لغم`: the children belong to the trigger right before them.
        if !after && reading.follows_other(&trigger.tokens, party.tokens.start) {
            return is_unarmed(lexicon, party).then_some(ActorRole::Recipient);
        }
        match voice {
            Voice::Suffered => self.suffered_role(party, after),
            Voice::Noun => self.noun_role(party, after, has_actor),
            Voice::Active => self.active_role(party, after, has_actor),
        }
    }

    /// "staff of the embassy": whether a party behind "of" only says whose others are.
    fn is_owner(&self, party: &Party) -> bool {
        self.parties.iter().any(|other| {
            other.tokens.end < party.tokens.start
                && (other.tokens.end..party.tokens.start).len() <= 3
                && (other.tokens.end..party.tokens.start).all(|at| !self.reading.is_mark(at))
        })
    }

    /// `أربعة مهندسين خطفوا قبل أسبوع`: a verb right behind its victims that nobody follows. `عناصرها ضبطوا
    /// ثلاثة أشخاص` has an object, and a force that is somebody's does it.
    fn is_relative_passive(&self) -> bool {
        let Self { reading, trigger, .. } = *self;
        let victim = |party: &&&Party| {
            party.tokens.end == trigger.tokens.start && !party.clitics.article && party.who != Who::Own
        };
        let follows = |party: &&&Party| party.tokens.start >= trigger.tokens.end && party.clitics.preposition.is_none();
        let counted = || {
            let (text, words) = (&reading.text, &self.lexicon.quantities);
            words.number_before(text, trigger.tokens.end + 1, reading.language).is_some()
        };
        self.rule.genitive == Genitive::Recipient
            && self.parties.iter().any(|party| victim(&party))
            && !self.parties.iter().any(|party| follows(&party))
            && !counted()
    }

    /// A French participle is active only behind a form of *avoir*: *a tué*, but *enlevés en mai*,
    /// *a été tué*. One without an ending may be a present tense: *bombarde*.
    fn french_voice(&self, agent_after: bool) -> Voice {
        let Self { reading, trigger, .. } = *self;
        let start = trigger.tokens.start;
        let near = start.saturating_sub(3).max(self.floor)..start;
        let is = |words: &[&str]| near.clone().any(|at| words.contains(&reading.text.at(at)));
        if reading.hits_in(near.clone()).any(|hit| hit.class == Class::Passive) || agent_after {
            return Voice::Suffered;
        }
        if is(&["a", "ont", "avait", "avaient", "aurait", "auraient", "ayant", "avoir", "ai", "aura", "auront"]) {
            return Voice::Active;
        }
        let word = reading.text.at(trigger.tokens.end.saturating_sub(1));
        let participle = word.ends_with("es") || word.ends_with("ee") || word.ends_with("is");
        if participle { Voice::Suffered } else { Voice::Active }
    }

    fn suffered_role(&self, party: &Party, after: bool) -> Option<ActorRole> {
        // `انتشل الهلال الأحمر جثث مهاجرين`: rescuers find the dead.
        if self.rule.frame == Frame::Own || finds_dead(self.lexicon, self.rule) && is_body(self.lexicon, party) {
            return Some(ActorRole::Actor);
        }
        // Only the victims right before the verb are its own.
        let apart = !after && party.tokens.end != self.trigger.tokens.start;
        let others = apart && self.reading.language == Language::Arabic && self.is_relative_passive();
        (!others).then_some(ActorRole::Recipient)
    }

    /// "Two soldiers were killed by a mine": whether a passive stands between a party and the trigger.
    fn suffers_before(&self, party: &Party) -> bool {
        let between = party.tokens.end..self.trigger.tokens.start;
        let harmed = |at: usize| {
            self.reading.trigger_at(at)
                && at.checked_sub(1).is_some_and(|at| self.reading.starting(at).has(Class::Passive))
        };
        if self.reading.language != Language::Arabic {
            return between.into_iter().any(harmed);
        }
        // `قُتل اثنان من الخبراء بانفجار`: the verb stands before them.
        let verb = |at: usize| {
            self.reading.trigger_at(at)
                && self.reading.found.triggers.iter().any(|hit| {
                    let killed = match hit.entry.target {
                        Target::Trigger(rule) => {
                            self.lexicon.rule(rule).is_some_and(|rule| rule.genitive == Genitive::Recipient)
                        }
                        _ => false,
                    };
                    hit.start as usize == at && killed && hit.entry.part != Part::Noun
                })
        };
        (party.tokens.start.saturating_sub(3).max(self.floor)..party.tokens.start).any(verb)
    }

    fn noun_role(&self, party: &Party, after: bool, has_actor: bool) -> Option<ActorRole> {
        let Self { lexicon, trigger, rule, .. } = *self;
        if rule.frame == Frame::Happen {
            let victim = is_unarmed(lexicon, party) && lexicon.kind(rule).is_some_and(|kind| kind.harms);
            return (after || victim).then_some(ActorRole::Recipient);
        }
        if !after {
            let harms = lexicon.kind(rule).is_some_and(|kind| kind.harms);
            let unarmed = is_unarmed(lexicon, party) && (rule.genitive == Genitive::Recipient || harms);
            let hit = unarmed || harms && self.suffers_before(party);
            return Some(if hit { ActorRole::Recipient } else { ActorRole::Actor });
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

    /// In Arabic the subject stands after the verb unless it came before it.
    fn active_role(&self, party: &Party, after: bool, has_actor: bool) -> Option<ActorRole> {
        let Self { rule, trigger, .. } = *self;
        if !after {
            return Some(ActorRole::Actor);
        }
        let prepositional = party.clitics.preposition.is_some();
        if rule.frame == Frame::Own {
            return (!has_actor && !prepositional).then_some(ActorRole::Actor);
        }
        if self.reading.language != Language::Arabic {
            return Some(ActorRole::Recipient);
        }
        // `قتل جندي`: the only party after a verb that has one victim is the victim.
        // `قتلت امرأة وطفلاها`: who is joined to the victim is one too.
        let after = self.parties.iter().filter(|other| other.tokens.start >= trigger.tokens.start);
        let alone = after.filter(|other| !other.clitics.conjunction).count() == 1;
        // `أوقفت أحد عشر بحارا`: the unarmed are taken, they do not take.
        let unarmed = is_unarmed(self.lexicon, party)
            && self.lexicon.kind(rule).is_some_and(|kind| kind.harms || kind.id == ARREST);
        let victim = rule.genitive == Genitive::Recipient && (alone || unarmed) && !is_body(self.lexicon, party);
        if has_actor || prepositional || victim { Some(ActorRole::Recipient) } else { Some(ActorRole::Actor) }
    }
}

/// The type of an arrest.
const ARREST: &str = "arrest";

/// A state after a trigger is a party only where the words say so; else it is where it happened.
fn reaches_state(rule: &Rule, mark: Classes, party: &Party) -> bool {
    mark.meets(Classes::of(&[Class::With, Class::Between, Class::Agent, Class::Target]))
        || matches!(party.clitics.preposition, Some('ل'))
        || rule.frame == Frame::Mutual && mark.has(Class::With)
        || mark == Classes::default()
}

/// A hospital or rescue service takes no part in a clash or meeting.
fn is_site(actor: &Actor) -> bool {
    actor.kind == ActorType::Other && !actor.generic
}

fn is_unarmed(lexicon: &Lexicon, party: &Party) -> bool {
    party.kind(lexicon) == Some(ActorType::Civilians)
}

fn is_armed(lexicon: &Lexicon, party: &Party) -> bool {
    matches!(party.kind(lexicon), Some(ActorType::StateForce | ActorType::ArmedGroup))
}

/// Whether a rule tells of the dead of a shipwreck or of the desert.
fn finds_dead(lexicon: &Lexicon, rule: &Rule) -> bool {
    lexicon.kind(rule).is_some_and(|kind| matches!(kind.family.as_str(), family::AT_SEA | family::DEATHS_ON_LAND))
}

/// Whether a party is listed and neither a man nor a word for people.
fn is_listed_body(lexicon: &Lexicon, party: &Party) -> bool {
    let body = |at: u32| lexicon.actor(at).is_some_and(|row| !row.generic && row.kind != ActorType::Person);
    matches!(party.who, Who::Listed(at) if body(at))
}

/// A body, which is not killed, arrested or taken as people are.
fn is_body(lexicon: &Lexicon, party: &Party) -> bool {
    match &party.who {
        Who::Listed(_) => is_listed_body(lexicon, party),
        Who::State(_) | Who::Named { .. } | Who::Own => true,
        Who::Unlisted { kind, .. } => matches!(kind, ActorType::Government | ActorType::Company),
        Who::OwnState => false,
    }
}
