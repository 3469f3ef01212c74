//! What a reload would change, in words.

use std::collections::BTreeMap;

use super::{
    Config, FeedSettings,
    written::{Plain, Written},
};

/// Keys that only a restart can change.
const FIXED: [&str; 6] =
    ["state.dir", "state.cache", "state.allow_network_fs", "output.path", "ops.listen", "ops.token"];

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// A line for people, such as `poll.every: "10m" → "5m"` or `+ feed alwasat`.
    pub text: String,
    /// Whether it takes effect only with a restart.
    pub needs_restart: bool,
}

/// All differences, keys first, then feeds by id. Secrets are shown as changed, never by value.
pub fn differences(old: &Config, new: &Config) -> Vec<Difference> {
    let mut found = keys(old, new);
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

/// Each key whose value differs, with both as they are written in TOML.
fn keys(old: &Config, new: &Config) -> Vec<Difference> {
    let mut found = Vec::new();
    macro_rules! compare {
        ($($section:ident: $($key:ident)*;)*) => {
            $($(found.extend(difference(
                concat!(stringify!($section), ".", stringify!($key)),
                &old.$section.$key,
                &new.$section.$key,
            ));)*)*
        };
    }
    compare! {
        state: dir cache allow_network_fs;
        poll: every min max concurrency per_key spacing key obey_hints backfill max_items max_field drain;
        http: user_agent connect_timeout idle_timeout timeout max_body max_headers max_redirects proxy allow_addresses;
        dedup: retain near window duplicates;
        extract: keep lexicon languages;
        output: path fsync group text rotate_size rotate_every compress compress_after keep_for keep_bytes;
        ops: listen token;
        log: level format;
    }
    found.extend(difference("http.max_ratio", &Plain(old.http.max_ratio), &Plain(new.http.max_ratio)));
    found
}

fn difference<T: Written + PartialEq>(key: &str, before: &T, after: &T) -> Option<Difference> {
    if before == after {
        return None;
    }
    let (before, after) = (before.written(), after.written());
    // Two secrets look alike.
    let text = if before == after { format!("{key}: changed") } else { format!("{key}: {before} → {after}") };
    Some(Difference { text, needs_restart: is_fixed(key) })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        config::{FeedUrl, Keep, OutputPath, Secret},
        model::Language,
    };

    #[test]
    fn a_reload_is_told_key_by_key_and_feed_by_feed() {
        let feed = |id: &str| FeedSettings::new(id, FeedUrl::File("a.xml".into()));
        let old = Config { feeds: vec![feed("a"), feed("b"), feed("c")], ..Config::default() };
        let mut new = Config { feeds: vec![feed("b"), feed("c"), feed("d")], ..Config::default() };
        new.poll.per_key = 3;
        new.poll.every = Duration::from_secs(300);
        new.http.max_ratio = 90;
        new.http.allow_addresses = vec!["10.0.0.0/8".parse().unwrap()];
        new.extract.keep = Keep::Mentions;
        new.extract.languages = vec![Language::Arabic];
        new.output.path = OutputPath::Stdout;
        new.output.rotate_size = 1 << 20;
        new.ops.listen = None;
        new.ops.token = Some(Secret("s3cret".to_owned()));
        new.state.dir = "elsewhere".into();
        new.feeds[1].cookie = Some(Secret("s3cret".to_owned()));
        let told: Vec<(String, bool)> =
            differences(&old, &new).into_iter().map(|found| (found.text, found.needs_restart)).collect();
        let expected = [
            ("state.dir: \"state\" → \"elsewhere\"", true),
            ("poll.every: \"10m\" → \"5m\"", false),
            ("poll.per_key: 2 → 3", false),
            ("http.allow_addresses: [] → [\"10.0.0.0/8\"]", false),
            ("extract.keep: \"about\" → \"mentions\"", false),
            ("extract.languages: [\"ar\", \"en\", \"fr\"] → [\"ar\"]", false),
            ("output.path: \"out/marsad.ndjson\" → \"-\"", true),
            ("output.rotate_size: \"256MiB\" → \"1MiB\"", true),
            ("ops.listen: \"127.0.0.1:9187\" → \"\"", true),
            ("ops.token: \"\" → (secret)", true),
            ("http.max_ratio: 100 → 90", false),
            ("- feed a", false),
            ("~ feed c", false),
            ("+ feed d", false),
        ];
        assert_eq!(told, expected.map(|(text, restart)| (text.to_owned(), restart)));
    }

    #[test]
    fn another_secret_is_a_difference_and_is_not_shown() {
        let with = |secret: &str| {
            let mut config = Config::default();
            config.http.proxy = Some(Secret(format!("http://u:{secret}@127.0.0.1:1")));
            config
        };
        let told = differences(&with("one"), &with("two"));
        assert_eq!(told, [Difference { text: "http.proxy: changed".to_owned(), needs_restart: false }]);
    }
}
