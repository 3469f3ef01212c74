//! Whether an article is plainly known, before anything is spent on it.

use super::{Dedup, identity};
use crate::{
    model::{Article, Memory, MemoryError},
    text::fold,
};

impl Dedup {
    /// Whether the item is known with just this text: its verdict will be a repeat. Cheap, and
    /// nothing is remembered of it.
    ///
    /// # Errors
    /// If the memory cannot be read.
    pub fn has_version(&mut self, article: &Article, memory: &dyn Memory) -> Result<bool, MemoryError> {
        let usable = !self.feeds.guids_unstable(&article.source.id, &self.overlay, memory)?;
        let Some(found) = self.find(&identity::keys(article, usable), memory)? else { return Ok(false) };
        let content = identity::version_key(article);
        let known = found.known;
        Ok(known.fold == fold::VERSION && known.versions.iter().any(|version| version.content == content))
    }
}
