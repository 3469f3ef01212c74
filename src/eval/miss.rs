//! What differs between gold and coded, in a line each.

use std::fmt::{self, Display, Formatter};

use super::GoldEvent;
use crate::model::{Event, event::RelevanceClass};

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The id of the item.
    pub item: String,
    /// What differs.
    pub what: What,
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The class of relevance.
    Relevance {
        /// What the reader said.
        gold: RelevanceClass,
        /// What was coded.
        found: RelevanceClass,
    },
    /// A gold event that was not coded.
    Missed {
        /// The event in words.
        event: String,
    },
    /// A coded event that is not gold.
    Extra {
        /// The event in words.
        event: String,
        /// The rule that named it.
        rule: String,
    },
    /// A field of an event that was coded.
    Field {
        /// Which event.
        event: String,
        /// Such as `status`.
        field: &'static str,
        /// What the reader said.
        gold: String,
        /// What was coded.
        found: String,
    },
}

impl What {
    pub(super) fn missed(gold: &GoldEvent) -> Self {
        Self::Missed { event: of_gold(gold) }
    }

    pub(super) fn extra(found: &Event) -> Self {
        let place = found.place.as_ref().map(|place| place.name.as_str());
        Self::Extra {
            event: in_words(&found.event_type, &found.sub_event_type, found.assertion.status.name(), place),
            rule: found.rules.first().cloned().unwrap_or_default(),
        }
    }

    pub(super) fn field(event: &GoldEvent, field: &'static str, gold: &impl Display, found: &impl Display) -> Self {
        Self::Field { event: of_gold(event), field, gold: gold.to_string(), found: found.to_string() }
    }

    /// The word by which the list of misses is sorted and searched.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Relevance { .. } => "relevance",
            Self::Missed { .. } => "missed",
            Self::Extra { .. } => "extra",
            Self::Field { field, .. } => field,
        }
    }
}

fn of_gold(gold: &GoldEvent) -> String {
    in_words(&gold.event_type, &gold.sub_event_type, gold.status.name(), gold.place.as_deref())
}

fn in_words(event_type: &str, sub_type: &str, status: &str, place: Option<&str>) -> String {
    let place = place.map(|place| format!(" in {place}")).unwrap_or_default();
    format!("{event_type}/{sub_type}, {status}{place}")
}

impl Display for Miss {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}: ", self.item, self.what.name())?;
        match &self.what {
            What::Relevance { gold, found } => {
                write!(out, "gold {}, coded {}", gold.name(), found.name())
            }
            What::Missed { event } => write!(out, "{event}"),
            What::Extra { event, rule } => write!(out, "{event} (rule {rule})"),
            What::Field { event, gold, found, .. } => write!(out, "gold {gold}, coded {found} ({event})"),
        }
    }
}
