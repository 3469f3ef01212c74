//! `marsad check`: all that is wrong, before anything starts.

use super::{ConfigPlace, DONE, refuse, tell};
use crate::{config, lexicon::Lexicon};

/// Checks configuration and lexicons.
pub(super) fn run(place: &ConfigPlace) -> u8 {
    let loaded = match place.load() {
        Ok(loaded) => loaded,
        Err(problems) => return refuse(&problems),
    };
    let sources = config::lexicon_sources(loaded.config.extract.lexicon.as_deref());
    if let Err(problems) = sources.and_then(|sources| Lexicon::compile(&sources)) {
        return refuse(&problems);
    }
    let feeds = loaded.config.feeds.len();
    let enabled = loaded.config.feeds.iter().filter(|feed| feed.enabled).count();
    let files: Vec<String> = loaded.files.iter().map(|file| file.display().to_string()).collect();
    tell(format_args!("{}: fine, {} ({enabled} enabled)", files.join(", "), super::counted(feeds, "feed")));
    DONE
}
