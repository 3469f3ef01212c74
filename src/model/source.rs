//! The feed that an item came from, as far as an article needs to know it.

use std::sync::Arc;

use chrono_tz::Tz;

use super::Language;

/// A feed's identity and priors. Shared by all its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The configured id; an item's identity is under it, whatever the feed's URL becomes.
    pub id: Arc<str>,
    /// The outlet's name for people.
    pub name: Option<Arc<str>>,
    /// The language that the feed is declared to have: a prior, not a verdict.
    pub lang: Option<Language>,
    /// ISO 3166-1 alpha-2 country of the outlet, such as `LY`: a prior for ambiguous towns.
    pub country: Option<Arc<str>>,
    /// The zone in which the outlet's dates without a zone, and its "today", are read.
    pub zone: Option<Tz>,
}

impl Source {
    /// A feed that no configuration knows: only its id.
    pub fn unconfigured(id: &str) -> Self {
        Self { id: Arc::from(id), name: None, lang: None, country: None, zone: None }
    }
}
