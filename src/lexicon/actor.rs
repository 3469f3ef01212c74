//! Rows of `actors.toml`.

use crate::document::Section;
use crate::model::event::ActorType;
use crate::problem::{Problem, Problems, choices};

use super::name::{NameSet, read_names};

/// The types by their names in the files and in the record.
const TYPES: [(&str, ActorType); 9] = [
    ("state-force", ActorType::StateForce),
    ("armed-group", ActorType::ArmedGroup),
    ("government", ActorType::Government),
    ("political", ActorType::Political),
    ("international", ActorType::International),
    ("company", ActorType::Company),
    ("civilians", ActorType::Civilians),
    ("person", ActorType::Person),
    ("other", ActorType::Other),
];

/// The type of a name in the files.
///
/// # Errors
/// The list of types, if there is none of that name.
pub(super) fn parse_type(name: &str) -> Result<ActorType, String> {
    TYPES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind).ok_or_else(|| {
        let known: Vec<&str> = TYPES.iter().map(|(known, _)| *known).collect();
        choices(name, "the types", &known)
    })
}

/// One person, body or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Lexicon id.
    pub id: String,
    /// Canonical name in English.
    pub name: String,
    /// Its kind.
    pub kind: ActorType,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The side that it fights or speaks for, such as `lna`.
    pub side: Option<String>,
    /// A word for people, not a name.
    pub generic: bool,
}

/// A row with its names, before they are compiled.
pub(super) struct ActorRow {
    pub(super) actor: Actor,
    pub(super) names: NameSet,
    pub(super) byte: usize,
}

/// Reads one `[[actor]]`.
pub(super) fn read_actor(mut row: Section<'_, '_>, problems: &mut Problems) -> Option<ActorRow> {
    let id = row.string("id", problems);
    let name = row.string("name", problems);
    let kind = row.parsed("type", parse_type, problems);
    let country = row.string("country", problems).map(|country| country.value);
    let side = row.string("side", problems).map(|side| side.value);
    let generic = row.boolean("generic", problems).is_some_and(|generic| generic.value);
    let names = read_names(&mut row, problems);
    row.string("source", problems);
    row.string("note", problems);
    let (place, whole) = (row.place(), row.has_all(&["id", "name", "type"]));
    row.finish(problems);
    let (Some(id), Some(name), Some(kind)) = (id, name, kind) else {
        if !whole {
            problems.push(Problem::new(place, "an actor needs `id`, `name` and `type`"));
        }
        return None;
    };
    if names.is_empty() {
        problems
            .push(Problem::new(place, format!("actor `{}` has no names", id.value)).hint("give `ar`, `en` or `fr`"));
    }
    Some(ActorRow {
        byte: id.byte,
        actor: Actor { id: id.value, name: name.value, kind: kind.value, country, side, generic },
        names,
    })
}
