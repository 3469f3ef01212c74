//! Items given to a command: a file or standard input, JSON lines or the text of one article.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::Path,
    sync::Arc,
};

use crate::{
    config::Config,
    given::Given,
    model::{Article, Item, Markup, Source},
    text,
};

/// Opens a file, or standard input for `-`.
///
/// # Errors
/// What to tell if it cannot be read.
pub(super) fn open(path: &Path) -> Result<Box<dyn BufRead>, String> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(BufReader::new(io::stdin().lock())));
    }
    match File::open(path) {
        Ok(file) => Ok(Box::new(BufReader::new(file))),
        Err(error) => Err(format!("{}: cannot be read: {error}", path.display())),
    }
}

/// The article of a given item; a feed that is configured lends it language, country and zone.
pub(super) fn article(given: &Given, config: &Config) -> Article {
    let known = |id: &str| config.feeds.iter().find(|feed| &*feed.id == id).map(|feed| feed.source());
    let source = Arc::new(given.source(known));
    let mut article = text::compose(given.item.clone(), &source, None, false);
    given.restore(&mut article);
    article
}

/// The article of a plain text: its first line is the title.
pub(super) fn plain_article(text: &str) -> Article {
    let (title, body) = text.split_once('\n').unwrap_or((text, ""));
    let item = Item {
        title: Some(Markup::Plain(title.to_owned())),
        content: Some(Markup::Plain(body.to_owned())),
        ..Item::default()
    };
    text::compose(item, &Arc::new(Source::unconfigured("given")), None, false)
}
