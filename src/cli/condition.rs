//! Which lines and events are wanted.

use crate::record::{Event, Kind, Record, RelevanceClass};

/// What a line has to fulfil, all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Conditions(Vec<(Key, String)>);

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Type,
    Subtype,
    Status,
    Place,
    Actor,
    Feed,
    Kind,
    Lang,
    Class,
}

impl Key {
    const ALL: [(&str, Self); 9] = [
        ("type", Self::Type),
        ("subtype", Self::Subtype),
        ("status", Self::Status),
        ("place", Self::Place),
        ("actor", Self::Actor),
        ("feed", Self::Feed),
        ("kind", Self::Kind),
        ("lang", Self::Lang),
        ("class", Self::Class),
    ];
}

impl Conditions {
    /// Reads `key=value` each.
    ///
    /// # Errors
    /// A sentence about the first that is none.
    pub(super) fn parse(given: &[String]) -> Result<Self, String> {
        let mut conditions = Vec::with_capacity(given.len());
        for condition in given {
            let known = || Key::ALL.map(|(name, _)| name).join(", ");
            let Some((name, value)) = condition.split_once('=') else {
                return Err(format!("`{condition}` is no condition\n  hint: write it as `key=value`"));
            };
            let Some((_, key)) = Key::ALL.into_iter().find(|(known, _)| *known == name.trim()) else {
                return Err(format!("unknown condition `{name}`\n  hint: there are {}", known()));
            };
            conditions.push((key, value.trim().to_owned()));
        }
        Ok(Self(conditions))
    }

    /// Whether a line fulfils all. Those of an event have to hold for one and the same event.
    pub(super) fn hold(&self, line: &[u8]) -> bool {
        if self.0.is_empty() {
            return true;
        }
        let Ok(record) = serde_json::from_slice::<Record<'_>>(line) else { return false };
        let of_events = self.0.iter().any(|(key, value)| of_line(*key, value, &record).is_none());
        if of_events {
            record.events.iter().any(|event| self.hold_for(&record, event))
        } else {
            self.0.iter().all(|(key, value)| of_line(*key, value, &record) == Some(true))
        }
    }

    /// Whether a line and one event of it fulfil all.
    pub(super) fn hold_for(&self, record: &Record<'_>, event: &Event<'_>) -> bool {
        self.0.iter().all(|(key, value)| of_line(*key, value, record).unwrap_or_else(|| of_event(*key, value, event)))
    }
}

/// Whether the line fulfils it; `None` if it is asked of an event.
fn of_line(key: Key, value: &str, record: &Record<'_>) -> Option<bool> {
    match key {
        Key::Feed => Some(same(&record.feed.id, value)),
        Key::Kind => Some(same(kind(record.kind), value)),
        Key::Lang => Some(record.lang.as_deref().is_some_and(|lang| same(lang, value))),
        Key::Class => Some(same(class(record.relevance.class), value)),
        Key::Type | Key::Subtype | Key::Status | Key::Place | Key::Actor => None,
    }
}

fn of_event(key: Key, value: &str, event: &Event<'_>) -> bool {
    match key {
        Key::Type => same(&event.event_type, value),
        Key::Subtype => same(&event.sub_event_type, value),
        Key::Status => same(&event.status, value),
        Key::Place => event.place.as_ref().is_some_and(|place| same(&place.id, value) || same(&place.name, value)),
        Key::Actor => event
            .actors
            .iter()
            .any(|actor| actor.id.as_deref().is_some_and(|id| same(id, value)) || same(&actor.name, value)),
        Key::Feed | Key::Kind | Key::Lang | Key::Class => true,
    }
}

fn same(found: &str, asked: &str) -> bool {
    found.to_lowercase() == asked.to_lowercase()
}

/// The name of a kind in the record.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "article",
        Kind::Revision => "revision",
        Kind::Duplicate => "duplicate",
    }
}

fn class(class: RelevanceClass) -> &'static str {
    match class {
        RelevanceClass::None => "none",
        RelevanceClass::Mentions => "mentions",
        RelevanceClass::About => "about",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_condition_is_told_with_the_known_ones() {
        let told = Conditions::parse(&["town=sirte".to_owned()]).unwrap_err();
        assert_eq!(
            told,
            "unknown condition `town`\n  hint: there are type, subtype, status, place, actor, feed, kind, lang, class"
        );
    }

    #[test]
    fn a_condition_has_a_value() {
        let told = Conditions::parse(&["type".to_owned()]).unwrap_err();
        assert_eq!(told, "`type` is no condition\n  hint: write it as `key=value`");
    }

    #[test]
    fn no_condition_holds_for_every_line() {
        assert!(Conditions::default().hold(b"not even JSON"));
    }
}
