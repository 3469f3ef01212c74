//! Event types and the rules that find them, from `events.toml`.

use crate::document::Section;
use crate::model::Language;
use crate::model::event::{Plover, Scheme, Status};
use crate::problem::{Problem, Problems, choices};

use super::lists::Lists;

/// Which way the parties of a trigger stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frame {
    /// Both sides do it: a clash, a meeting.
    Mutual,
    /// The subject does it to the object: a shelling, an arrest.
    Act,
    /// The subject alone does it: a withdrawal, a protest.
    Own,
    /// The subject had it done to them: `قُتل`, `was shelled`, `تعرض`.
    Suffer,
    /// What has it done is no party: an explosion, a flood.
    Happen,
}

impl Frame {
    fn parse(name: &str) -> Result<Self, String> {
        Ok(match name {
            "mutual" => Self::Mutual,
            "act" => Self::Act,
            "own" => Self::Own,
            "suffer" => Self::Suffer,
            "happen" => Self::Happen,
            _ => return Err("the frames are mutual, act, own, suffer, happen".to_owned()),
        })
    }
}

/// Whom the genitive after a noun names: `قصف الجيش` did it, `اغتيال الضابط` suffered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Genitive {
    /// Who did it.
    Actor,
    /// Whom it befell.
    Recipient,
    /// Whose the thing is that it befell: `إغلاق حقل الشركة`, a closure, a seizure. People behind its verb
    /// do it: `أغلق محتجون الطريق`.
    Owner,
}

/// Where the place of an event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seat {
    /// Where it happened, as said in its sentence.
    Scene,
    /// Where somebody goes: a visit.
    Destination,
    /// Where somebody leaves: deportation, displacement.
    Origin,
    /// A statement or decision: only a place said right with its words.
    Content,
}

/// Facts that an event type has, beyond its name.
#[derive(Clone, Debug, PartialEq)]
pub struct EventType {
    /// Id in the lexicon.
    pub id: String,
    /// Such as `Battles`.
    pub event: String,
    /// Such as `Armed clash`.
    pub sub_event: String,
    /// The vocabulary.
    pub scheme: Scheme,
    /// The crosswalk.
    pub plover: Plover,
    /// Types of one family can be two tellings of one event.
    pub family: String,
    /// Among types of one family that are one event, the higher one names it.
    pub rank: u8,
    /// The usual frame of its triggers.
    pub frame: Frame,
    /// Whom the genitive names.
    pub genitive: Genitive,
    /// Where its place stands.
    pub seat: Seat,
    /// Whether people can come to harm in it.
    pub harms: bool,
    /// Whether it is an agreement between armed parties.
    pub agreement: bool,
    /// Whether it is coded only where a place is stated: its words are too common without.
    pub placed: bool,
    /// Whether whoever announces it does it.
    pub performed: bool,
    /// Whether it moves: the place that it heads for, or leaves, is where it happens.
    pub heads: bool,
    /// Whether it is the rest class: coded only where no narrower type is told beside it.
    pub rest: bool,
    /// Families whose events its words may tell again: an explosion that was an air strike.
    pub retells: Vec<String>,
    /// The types that it becomes with certain parties.
    pub becomes: Vec<(Party, String)>,
}

/// Parties that make an event another type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Party {
    /// Unarmed people have it done to them.
    Civilians,
    /// Armed people have it done to them.
    Fighters,
    /// An armed group does it.
    ArmedGroup,
    /// A state's force does it.
    StateForce,
}

/// A word or list that a rule looks for beside its trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// A list of words, by its position.
    List(u32),
    /// A place of this kind.
    Place(super::PlaceKind),
    /// Any place.
    AnyPlace,
    /// An actor of this type.
    Actor(crate::model::event::ActorType),
    /// A stated toll.
    Toll,
}

/// The words and names of which a rule looks for one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Lists of words.
    lists: Lists,
    /// Places, actors, tolls.
    names: Vec<Need>,
}

impl Needs {
    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty() && self.names.is_empty()
    }

    /// The lists of words among them.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// What is no word: places, actors, tolls.
    pub fn names(&self) -> &[Need] {
        &self.names
    }
}

impl FromIterator<Need> for Needs {
    fn from_iter<I: IntoIterator<Item = Need>>(all: I) -> Self {
        let mut needs = Self::default();
        for need in all {
            match need {
                Need::List(list) => needs.lists.insert(list),
                Need::Place(_) | Need::AnyPlace | Need::Actor(_) | Need::Toll => needs.names.push(need),
            }
        }
        needs
    }
}

/// One way of naming an event type.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Name in the record, such as `clash.ar.noun`.
    pub name: String,
    /// Position of the type.
    pub kind: u32,
    /// The language.
    pub language: Language,
    /// The frame.
    pub frame: Frame,
    /// Whom the genitive names.
    pub genitive: Genitive,
    /// One of these must stand in the clause.
    pub needs: Needs,
    /// One of these must stand within six tokens after the trigger.
    pub next: Needs,
    /// One of these must stand within six tokens before the trigger.
    pub before: Needs,
    /// None of these may stand within six tokens of the trigger.
    pub unless: Needs,
    /// None of these may stand right behind the trigger.
    pub unless_next: Needs,
    /// None of these may stand in the article.
    pub unless_article: Needs,
    /// A status that the words themselves give.
    pub status: Option<Status>,
    /// How far the words can be trusted, from 0 to 1.
    pub score: f64,
}

/// A rule with its words, before they are compiled.
pub(super) struct RuleRow {
    pub(super) rule: Rule,
    pub(super) nouns: Vec<String>,
    pub(super) verbs: Vec<String>,
    pub(super) passives: Vec<String>,
    pub(super) phrases: Vec<String>,
}

/// Reads one `[[type]]`.
pub(super) fn read_type(mut row: Section<'_, '_>, problems: &mut Problems) -> Option<EventType> {
    let id = row.string("id", problems);
    let event = row.string("event_type", problems);
    let sub_event = row.string("sub_event_type", problems);
    let scheme = row.parsed("scheme", parse_scheme, problems).map_or(Scheme::Acled, |scheme| scheme.value);
    let plover = row.section("plover", problems).map(|section| read_plover(section, problems));
    let family = row.string("family", problems).map(|family| family.value);
    let rank = row.integer("rank", 0..=9, problems).map_or(5, |rank| u8::try_from(rank.value).unwrap_or(5));
    let frame = row.parsed("frame", Frame::parse, problems).map_or(Frame::Act, |frame| frame.value);
    let genitive = row.parsed("genitive", parse_genitive, problems).map_or(Genitive::Actor, |g| g.value);
    let seat = row.parsed("place", parse_seat, problems).map_or(Seat::Scene, |seat| seat.value);
    let harms = row.boolean("harms", problems).is_some_and(|harms| harms.value);
    let agreement = row.boolean("agreement", problems).is_some_and(|agreement| agreement.value);
    let placed = row.boolean("placed", problems).is_some_and(|placed| placed.value);
    let performed = row.boolean("performed", problems).is_some_and(|performed| performed.value);
    let heads = row.boolean("heads", problems).is_some_and(|heads| heads.value);
    let rest = row.boolean("rest", problems).is_some_and(|rest| rest.value);
    let retells = row.strings("retells", problems).unwrap_or_default().into_iter().map(|family| family.value).collect();
    let mut becomes = Vec::new();
    for (key, party) in [
        ("when_civilians", Party::Civilians),
        ("when_fighters", Party::Fighters),
        ("when_armed_group", Party::ArmedGroup),
        ("when_state_force", Party::StateForce),
    ] {
        becomes.extend(row.string(key, problems).map(|id| (party, id.value)));
    }
    let place = row.place();
    row.finish(problems);
    let (Some(id), Some(event), Some(sub_event), Some(plover)) = (id, event, sub_event, plover) else {
        problems.push(Problem::new(place, "a type needs `id`, `event_type`, `sub_event_type` and `plover`"));
        return None;
    };
    Some(EventType {
        family: family.unwrap_or_else(|| id.value.clone()),
        id: id.value,
        event: event.value,
        sub_event: sub_event.value,
        scheme,
        plover,
        rank,
        frame,
        genitive,
        seat,
        harms,
        agreement,
        placed,
        performed,
        heads,
        rest,
        retells,
        becomes,
    })
}

fn read_plover(mut section: Section<'_, '_>, problems: &mut Problems) -> Plover {
    let plover = Plover {
        event: section.string("event", problems).map_or_else(String::new, |event| event.value),
        mode: section.string("mode", problems).map(|mode| mode.value),
        context: section.strings("context", problems).unwrap_or_default().into_iter().map(|word| word.value).collect(),
    };
    section.finish(problems);
    plover
}

fn parse_scheme(name: &str) -> Result<Scheme, String> {
    match name {
        "acled" => Ok(Scheme::Acled),
        "ext" => Ok(Scheme::Ext),
        _ => Err("the schemes are acled and ext".to_owned()),
    }
}

fn parse_genitive(name: &str) -> Result<Genitive, String> {
    match name {
        "actor" => Ok(Genitive::Actor),
        "recipient" => Ok(Genitive::Recipient),
        "owner" => Ok(Genitive::Owner),
        _ => Err("it names the `actor`, the `recipient` or the `owner`".to_owned()),
    }
}

fn parse_seat(name: &str) -> Result<Seat, String> {
    match name {
        "scene" => Ok(Seat::Scene),
        "destination" => Ok(Seat::Destination),
        "origin" => Ok(Seat::Origin),
        "content" => Ok(Seat::Content),
        _ => Err("the places are scene, destination, origin, content".to_owned()),
    }
}

fn parse_language(tag: &str) -> Result<Language, String> {
    Language::ALL
        .into_iter()
        .find(|language| language.tag() == tag)
        .ok_or_else(|| format!("the languages are {}", Language::ALL.map(Language::tag).join(", ")))
}

fn parse_status(name: &str) -> Result<Status, String> {
    let named = Status::ALL.into_iter().find(|status| status.name() == name);
    named.ok_or_else(|| format!("the statuses are {}", Status::ALL.map(Status::name).join(", ")))
}

/// Reads one `[[rule]]`, and where its id stands; `need` makes a need of a word or reference.
pub(super) fn read_rule(
    mut row: Section<'_, '_>,
    types: &[EventType],
    need: &mut dyn FnMut(&str, Language) -> Result<Need, String>,
    problems: &mut Problems,
) -> Option<(RuleRow, usize)> {
    let name = row.string("id", problems);
    let kind = row.parsed(
        "type",
        |id| {
            types.iter().position(|known| known.id == id).ok_or_else(|| {
                let known: Vec<&str> = types.iter().map(|known| known.id.as_str()).collect();
                choices(id, "the types", &known)
            })
        },
        problems,
    );
    let language = row.parsed("lang", parse_language, problems);
    let frame = row.parsed("frame", Frame::parse, problems).map(|frame| frame.value);
    let genitive = row.parsed("genitive", parse_genitive, problems).map(|genitive| genitive.value);
    let status = row.parsed("status", parse_status, problems).map(|status| status.value);
    let score = row.float("score", problems).map_or(0.85, |score| score.value);
    let mut words = |key: &'static str, problems: &mut Problems| -> Vec<String> {
        row.strings(key, problems).unwrap_or_default().into_iter().map(|word| word.value).collect()
    };
    let nouns = words("nouns", problems);
    let verbs = words("verbs", problems);
    let passives = words("passives", problems);
    let phrases = words("phrases", problems);
    let (place, whole) = (row.place(), row.has_all(&["id", "type", "lang"]));
    let lacking = (!whole).then(|| Problem::new(place.clone(), "a rule needs `id`, `type` and `lang`"));
    let Some(own) = language.as_ref().map(|language| language.value) else {
        problems.0.extend(lacking);
        return None;
    };
    let mut needs = |key: &'static str, problems: &mut Problems| -> Needs {
        let mut list = Vec::new();
        for word in row.strings(key, problems).unwrap_or_default() {
            match need(&word.value, own) {
                Ok(need) => list.push(need),
                Err(hint) => {
                    let place = row.place_of(word.byte);
                    problems.push(Problem::new(place, format!("`{}` is no list", word.value)).hint(hint));
                }
            }
        }
        list.into_iter().collect()
    };
    let (in_clause, next, before) = (needs("needs", problems), needs("next", problems), needs("before", problems));
    let (unless, unless_next) = (needs("unless", problems), needs("unless_next", problems));
    let unless_article = needs("unless_article", problems);
    row.finish(problems);
    let (Some(name), Some(kind)) = (name, kind) else {
        problems.0.extend(lacking);
        return None;
    };
    if nouns.len() + verbs.len() + passives.len() + phrases.len() == 0 {
        problems.push(Problem::new(place, format!("rule `{}` has no words", name.value)));
    }
    let known = types.get(kind.value)?;
    let row = RuleRow {
        rule: Rule {
            name: name.value,
            kind: u32::try_from(kind.value).unwrap_or(0),
            language: own,
            frame: frame.unwrap_or(known.frame),
            genitive: genitive.unwrap_or(known.genitive),
            needs: in_clause,
            next,
            before,
            unless,
            unless_next,
            unless_article,
            status,
            score,
        },
        nouns,
        verbs,
        passives,
        phrases,
    };
    Some((row, name.byte))
}
