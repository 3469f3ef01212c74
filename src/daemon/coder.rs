//! From an article to what happened, with the lexicon compiled when it is first needed.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::OnceLock,
};

use tracing::error;

use crate::{
    extract::{Rejection, explain, extract},
    lexicon::{Lexicon, Sources},
    model::{
        Article, Extraction, Language,
        event::{Relevance, RelevanceClass},
    },
    problem::Problems,
};

/// Codes articles; shared by all threads.
///
/// Compiling the lexicon costs some tens of milliseconds; a poll that brings nothing to code does
/// not pay for it.
pub struct Coder {
    sources: Sources,
    fingerprint: String,
    languages: Vec<Language>,
    lexicon: OnceLock<Option<Lexicon>>,
}

impl Coder {
    /// A coder that compiles `sources` at its first article.
    pub fn new(sources: Sources, languages: &[Language]) -> Self {
        let fingerprint = sources.fingerprint();
        Self { sources, fingerprint, languages: languages.to_vec(), lexicon: OnceLock::new() }
    }

    /// Compiles now: an analyst's own files may have problems, and these are told before anything starts.
    ///
    /// # Errors
    /// All problems of the files.
    pub fn compile(&self) -> Result<(), Problems> {
        let lexicon = Lexicon::compile(&self.sources)?;
        // Whoever was first compiled the same files.
        self.lexicon.set(Some(lexicon)).ok();
        Ok(())
    }

    /// The files that it codes by.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Names the lexicon in `coder`.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// What happened according to an article: nothing in a language that is not coded.
    ///
    /// If an article makes the coder panic, that article has no events, the log names it, and the
    /// rest goes on.
    pub fn code(&self, article: &Article) -> Extraction {
        if article.lang.is_some_and(|lang| !self.languages.contains(&lang)) {
            return nothing("language:not-coded");
        }
        let Some(lexicon) = self.lexicon.get_or_init(|| self.compiled()) else { return nothing("lexicon:none") };
        match catch_unwind(AssertUnwindSafe(|| extract(article, lexicon))) {
            Ok(found) => found,
            Err(_) => {
                error!(feed = %article.source.id, item = %article.item, "an article made the coder panic, it has no events");
                nothing("coder:panic")
            }
        }
    }

    /// The same with the triggers that were rejected, for a person who wants to know why.
    pub fn explain(&self, article: &Article) -> (Extraction, Vec<Rejection>) {
        if article.lang.is_some_and(|lang| !self.languages.contains(&lang)) {
            return (nothing("language:not-coded"), Vec::new());
        }
        match self.lexicon.get_or_init(|| self.compiled()) {
            Some(lexicon) => explain(article, lexicon),
            None => (nothing("lexicon:none"), Vec::new()),
        }
    }

    fn compiled(&self) -> Option<Lexicon> {
        match Lexicon::compile(&self.sources) {
            Ok(lexicon) => Some(lexicon),
            Err(problems) => {
                error!(%problems, "the lexicon has problems, nothing is coded");
                None
            }
        }
    }
}

fn nothing(reason: &str) -> Extraction {
    Extraction {
        relevance: Relevance { class: RelevanceClass::None, score: 0.0, reasons: vec![reason.to_owned()] },
        places: Vec::new(),
        actors: Vec::new(),
        events: Vec::new(),
    }
}
