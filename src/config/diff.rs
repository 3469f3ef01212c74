//! What a reload would change, in words.

use std::collections::BTreeMap;

use super::{Config, FeedSettings};

/// Keys that only a restart can change.
const FIXED: [&str; 6] =
    ["state.dir", "state.cache", "state.allow_network_fs", "output.path", "ops.listen", "ops.token"];

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// A line for people, such as `poll.every: 600s → 300s` or `+ feed alwasat`.
    pub text: String,
    /// Whether it takes effect only with a restart.
    pub needs_restart: bool,
}

/// All differences, keys first, then feeds by id. Secrets are shown as changed, never by value.
pub fn differences(old: &Config, new: &Config) -> Vec<Difference> {
    let mut found: Vec<Difference> = keys(old)
        .into_iter()
        .zip(keys(new))
        .filter(|((_, before), (_, after))| before != after)
        .map(|((key, before), (_, after))| Difference {
            text: format!("{key}: {before} → {after}"),
            needs_restart: is_fixed(key),
        })
        .collect();
    let by_id = |config: &Config| -> BTreeMap<String, FeedSettings> {
        config.feeds.iter().map(|feed| (feed.id.to_string(), feed.clone())).collect()
    };
    let (before, after) = (by_id(old), by_id(new));
    for (id, feed) in &before {
        match after.get(id) {
            None => found.push(line(format!("- feed {id}"))),
            Some(other) if other != feed => found.push(line(format!("~ feed {id}"))),
            Some(_) => {}
        }
    }
    for id in after.keys().filter(|id| !before.contains_key(*id)) {
        found.push(line(format!("+ feed {id}")));
    }
    found
}

fn line(text: String) -> Difference {
    Difference { text, needs_restart: false }
}

/// Where the sink writes was fixed when it was opened, and how it rotates.
fn is_fixed(key: &str) -> bool {
    FIXED.contains(&key)
        || (key.starts_with("output.") && key != "output.text")
        || key.starts_with("dedup.retain")
        || key == "dedup.near"
        || key == "dedup.window"
        || key.starts_with("log.")
}

/// Every key with its value as `Debug` shows it: secrets stay hidden.
fn keys(config: &Config) -> Vec<(&'static str, String)> {
    macro_rules! list {
        ($($section:ident: $($key:ident)*;)*) => {
            vec![$($((concat!(stringify!($section), ".", stringify!($key)), format!("{:?}", config.$section.$key)),)*)*]
        };
    }
    list! {
        state: dir cache allow_network_fs;
        poll: every min max concurrency per_key spacing key obey_hints backfill max_items max_field drain;
        http: user_agent connect_timeout idle_timeout timeout max_body max_ratio max_headers max_redirects proxy
            allow_addresses;
        dedup: retain near window duplicates;
        extract: keep lexicon languages;
        output: path fsync group text rotate_size rotate_every compress compress_after keep_for keep_bytes;
        ops: listen token;
        log: level format;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{FeedUrl, Secret};

    #[test]
    fn a_reload_is_told_key_by_key_and_feed_by_feed() {
        let feed = |id: &str| FeedSettings::new(id, FeedUrl::File("a.xml".into()));
        let old = Config { feeds: vec![feed("a"), feed("b"), feed("c")], ..Config::default() };
        let mut new = Config { feeds: vec![feed("b"), feed("c"), feed("d")], ..Config::default() };
        new.poll.per_key = 3;
        new.state.dir = "elsewhere".into();
        new.feeds[1].cookie = Some(Secret("s3cret".to_owned()));
        let told: Vec<(String, bool)> =
            differences(&old, &new).into_iter().map(|found| (found.text, found.needs_restart)).collect();
        let expected = [
            ("state.dir: \"state\" → \"elsewhere\"", true),
            ("poll.per_key: 2 → 3", false),
            ("- feed a", false),
            ("~ feed c", false),
            ("+ feed d", false),
        ];
        assert_eq!(told, expected.map(|(text, restart)| (text.to_owned(), restart)));
    }
}
