//! One TOML document to settings. Keys that are absent leave what is there, so that documents
//! may be laid over one another: defaults, then files, then `-o` options.

use std::{path::Path, time::Duration};

use super::{
    Compress, Config, DedupSettings, Duplicates, ExtractSettings, Fsync, HttpSettings, Keep, LogFormat, LogSettings,
    OpsSettings, OutputPath, OutputSettings, PolitenessKey, PollSettings, Secret, StateSettings, value,
};
use crate::{
    document::{At, Document, Section},
    model::Language,
    problem::{Place, Problem, Problems, did_you_mean},
};

/// What a document may refer to.
pub struct Surroundings<'s> {
    /// The directory against which relative paths are resolved.
    pub base: &'s Path,
    /// The environment.
    pub variable: &'s dyn Fn(&str) -> Option<String>,
    /// The content of a file that holds a secret.
    pub secret_file: &'s dyn Fn(&Path) -> std::io::Result<String>,
}

/// Where the last documents stand that say something of a section whose keys must agree. Whether
/// they do is seen when all documents are read: an option or a file may hold either half.
#[derive(Debug, Default)]
pub struct Spots {
    /// `[poll]`
    pub poll: Option<Place>,
    /// `[ops]`
    pub ops: Option<Place>,
    /// A token was named and could not be read: that was told.
    pub token_unread: bool,
}

/// Tells the keys that do not agree with one another.
pub fn agree(config: &Config, spots: &Spots, problems: &mut Problems) {
    let (poll, ops) = (&config.poll, &config.ops);
    if let Some(place) = &spots.poll
        && poll.min > poll.max
    {
        let (min, max) = (value::show_duration(poll.min), value::show_duration(poll.max));
        problems.push(Problem::new(place.clone(), format!("`min` ({min}) is longer than `max` ({max})")));
    }
    if let Some(place) = &spots.ops
        && !spots.token_unread
        && ops.token.is_none()
        && ops.listen.is_some_and(|address| !address.ip().is_loopback())
    {
        let problem = Problem::new(place.clone(), "`listen` is not loopback and there is no `token`");
        problems.push(problem.hint("set `token_file`, or listen on 127.0.0.1 behind a proxy of your own"));
    }
}

/// Reads one document over `config`; the value is its `include` patterns.
pub fn read(
    document: &Document<'_>,
    around: &Surroundings<'_>,
    config: &mut Config,
    spots: &mut Spots,
    problems: &mut Problems,
) -> Vec<At<String>> {
    let mut root = document.root();
    let include = root.strings("include", problems).unwrap_or_default();
    let mut keys = Keys { around, spots, problems };
    keys.within(&mut root, "state", |keys, section| keys.state(section, &mut config.state));
    keys.within(&mut root, "poll", |keys, section| keys.poll(section, &mut config.poll));
    keys.within(&mut root, "http", |keys, section| keys.http(section, &mut config.http));
    keys.within(&mut root, "dedup", |keys, section| keys.dedup(section, &mut config.dedup));
    keys.within(&mut root, "extract", |keys, section| keys.extract(section, &mut config.extract));
    keys.within(&mut root, "output", |keys, section| keys.output(section, &mut config.output));
    keys.within(&mut root, "ops", |keys, section| keys.ops(section, &mut config.ops));
    keys.within(&mut root, "log", |keys, section| keys.log(section, &mut config.log));
    for mut section in root.sections("feed", keys.problems) {
        if let Some(feed) = super::feed::read(&mut keys, &mut section) {
            config.feeds.push(feed);
        }
        section.finish(keys.problems);
    }
    root.finish(keys.problems);
    include
}

/// Reads values that are looked up in the surroundings.
pub(super) struct Keys<'k, 's> {
    pub(super) around: &'k Surroundings<'s>,
    spots: &'k mut Spots,
    pub(super) problems: &'k mut Problems,
}

impl Keys<'_, '_> {
    fn within(
        &mut self,
        root: &mut Section<'_, '_>,
        key: &'static str,
        read: impl FnOnce(&mut Self, &mut Section<'_, '_>),
    ) {
        if let Some(mut section) = root.section(key, self.problems) {
            read(self, &mut section);
            section.finish(self.problems);
        }
    }

    fn state(&mut self, section: &mut Section<'_, '_>, state: &mut StateSettings) {
        self.path(section, "dir", &mut state.dir);
        self.size(section, "cache", &mut state.cache);
        self.flag(section, "allow_network_fs", &mut state.allow_network_fs);
    }

    fn poll(&mut self, section: &mut Section<'_, '_>, poll: &mut PollSettings) {
        self.duration(section, "every", &mut poll.every);
        self.duration(section, "min", &mut poll.min);
        self.duration(section, "max", &mut poll.max);
        self.count(section, "concurrency", 1..=10_000, &mut poll.concurrency);
        self.count(section, "per_key", 1..=1_000, &mut poll.per_key);
        self.duration(section, "spacing", &mut poll.spacing);
        self.choice(section, "key", POLITENESS, &mut poll.key);
        self.flag(section, "obey_hints", &mut poll.obey_hints);
        self.flag(section, "backfill", &mut poll.backfill);
        self.count(section, "max_items", 1..=1_000_000, &mut poll.max_items);
        self.size(section, "max_field", &mut poll.max_field);
        self.duration(section, "drain", &mut poll.drain);
        self.spots.poll = Some(section.place());
    }

    fn http(&mut self, section: &mut Section<'_, '_>, http: &mut HttpSettings) {
        if let Some(agent) = self.text(section, "user_agent") {
            http.user_agent = agent.value;
        }
        self.duration(section, "connect_timeout", &mut http.connect_timeout);
        self.duration(section, "idle_timeout", &mut http.idle_timeout);
        self.duration(section, "timeout", &mut http.timeout);
        self.size(section, "max_body", &mut http.max_body);
        if let Some(ratio) = section.integer("max_ratio", 1..=1_000_000, self.problems) {
            http.max_ratio = ratio.value;
        }
        self.count(section, "max_headers", 1..=10_000, &mut http.max_headers);
        self.count(section, "max_redirects", 0..=20, &mut http.max_redirects);
        if let Some(proxy) = self.proxy(section) {
            http.proxy = proxy;
        }
        if let Some(networks) = section.strings("allow_addresses", self.problems) {
            http.allow_addresses = networks.iter().filter_map(|network| self.network(section, network)).collect();
        }
    }

    fn network(&mut self, section: &Section<'_, '_>, text: &At<String>) -> Option<ipnet::IpNet> {
        let single = || text.value.parse::<std::net::IpAddr>().ok().map(ipnet::IpNet::from);
        let network = text.value.parse().ok().or_else(single);
        if network.is_none() {
            let problem = Problem::new(section.place_of(text.byte), format!("`{}` is no network", text.value));
            self.problems.push(problem.hint("a network is written such as \"127.0.0.0/8\" or \"fd00::/8\""));
        }
        network
    }

    fn dedup(&mut self, section: &mut Section<'_, '_>, dedup: &mut DedupSettings) {
        self.duration(section, "retain", &mut dedup.retain);
        self.flag(section, "near", &mut dedup.near);
        self.duration(section, "window", &mut dedup.window);
        self.choice(section, "duplicates", DUPLICATES, &mut dedup.duplicates);
    }

    fn extract(&mut self, section: &mut Section<'_, '_>, extract: &mut ExtractSettings) {
        self.choice(section, "keep", KEEP, &mut extract.keep);
        if let Some(directory) = self.text(section, "lexicon") {
            extract.lexicon = (!directory.value.is_empty()).then(|| self.around.base.join(&directory.value));
        }
        if let Some(tags) = section.strings("languages", self.problems) {
            extract.languages = tags.iter().filter_map(|tag| self.coded(section, tag)).collect();
        }
    }

    fn coded(&mut self, section: &Section<'_, '_>, tag: &At<String>) -> Option<Language> {
        let language = Language::ALL.into_iter().find(|language| language.tag() == tag.value);
        if language.is_none() {
            let problem =
                Problem::new(section.place_of(tag.byte), format!("`{}` is no language that is told apart", tag.value));
            self.problems
                .push(problem.hint(format!("the languages are {}", Language::ALL.map(Language::tag).join(", "))));
        }
        language
    }

    fn output(&mut self, section: &mut Section<'_, '_>, output: &mut OutputSettings) {
        if let Some(path) = self.text(section, "path") {
            output.path = match path.value.as_str() {
                "-" => OutputPath::Stdout,
                path => OutputPath::File(self.around.base.join(path)),
            };
        }
        self.choice(section, "fsync", FSYNC, &mut output.fsync);
        self.duration(section, "group", &mut output.group);
        self.flag(section, "text", &mut output.text);
        self.size(section, "rotate_size", &mut output.rotate_size);
        self.duration(section, "rotate_every", &mut output.rotate_every);
        self.choice(section, "compress", COMPRESS, &mut output.compress);
        self.duration(section, "compress_after", &mut output.compress_after);
        self.duration(section, "keep_for", &mut output.keep_for);
        self.size(section, "keep_bytes", &mut output.keep_bytes);
        if output.compress == Compress::Zstd && !cfg!(feature = "zstd") {
            let problem = Problem::new(section.place(), "this build has no zstd");
            self.problems.push(problem.hint("use \"gzip\", or build with `--features zstd`"));
        }
    }

    fn ops(&mut self, section: &mut Section<'_, '_>, ops: &mut OpsSettings) {
        if let Some(address) = self.text(section, "listen") {
            match address.value.as_str() {
                "" => ops.listen = None,
                text => match text.parse() {
                    Ok(socket) => ops.listen = Some(socket),
                    Err(_) => {
                        let place = section.place_of(address.byte);
                        let problem = Problem::new(place, format!("`{text}` is no address to listen on"));
                        self.problems.push(problem.hint("an address is written such as \"127.0.0.1:9187\""));
                    }
                },
            }
        }
        let before = self.problems.0.len();
        if let Some(token) = self.secret(section, "token", "token_file") {
            ops.token = token;
        }
        self.spots.token_unread |= self.problems.0.len() > before;
        self.spots.ops = Some(section.place());
    }

    fn log(&mut self, section: &mut Section<'_, '_>, log: &mut LogSettings) {
        let filter = |text: &str| match text.parse::<tracing_subscriber::filter::Targets>() {
            Ok(_) => Ok(text.to_owned()),
            Err(_) => Err("a level is error, warn, info, debug or trace".to_owned()),
        };
        if let Some(level) = section.parsed("level", filter, self.problems) {
            log.level = level.value;
        }
        self.choice(section, "format", FORMAT, &mut log.format);
    }

    /// A string with `${NAME}` taken from the environment.
    pub(super) fn text(&mut self, section: &mut Section<'_, '_>, key: &'static str) -> Option<At<String>> {
        let text = section.string(key, self.problems)?;
        self.expand(section, key, text)
    }

    /// A string already read, with `${NAME}` taken from the environment.
    pub(super) fn expand(&mut self, section: &Section<'_, '_>, key: &str, text: At<String>) -> Option<At<String>> {
        match interpolate(&text.value, self.around.variable) {
            Ok(value) => Some(At { value, byte: text.byte }),
            Err(name) => {
                let problem = Problem::new(section.place_of(text.byte), format!("`{key}` needs the variable `{name}`"));
                self.problems.push(problem.hint("it is not set in the environment"));
                None
            }
        }
    }

    /// A secret as a value or in a file; `Some(None)` if it is given and empty.
    pub(super) fn secret(
        &mut self,
        section: &mut Section<'_, '_>,
        key: &'static str,
        file_key: &'static str,
    ) -> Option<Option<Secret>> {
        let inline = self.text(section, key).map(|text| text.value);
        let Some(path) = self.text(section, file_key) else {
            return inline.map(|text| (!text.is_empty()).then_some(Secret(text)));
        };
        match (self.around.secret_file)(&self.around.base.join(&path.value)) {
            Ok(text) => Some(Some(Secret(text.trim_end().to_owned()))),
            Err(error) => {
                let message = format!("`{file_key}` cannot be read from `{}`: {error}", path.value);
                self.problems.push(Problem::new(section.place_of(path.byte), message));
                None
            }
        }
    }

    /// A proxy's address; `Some(None)` for none.
    pub(super) fn proxy(&mut self, section: &mut Section<'_, '_>) -> Option<Option<Secret>> {
        let proxy = self.text(section, "proxy")?;
        if proxy.value.is_empty() {
            return Some(None);
        }
        match url::Url::parse(&proxy.value) {
            Ok(url) if matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") => {
                Some(Some(Secret(proxy.value)))
            }
            _ => {
                let problem = Problem::new(section.place_of(proxy.byte), "`proxy` is no address of a proxy");
                self.problems.push(problem.hint("a proxy is written such as \"socks5://127.0.0.1:9050\""));
                None
            }
        }
    }

    pub(super) fn choice<T: Copy>(
        &mut self,
        section: &mut Section<'_, '_>,
        key: &'static str,
        choices: &[(&'static str, T)],
        target: &mut T,
    ) {
        let read = |text: &str| match choices.iter().find(|(name, _)| *name == text) {
            Some((_, value)) => Ok(*value),
            None => {
                let names: Vec<String> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
                let near = did_you_mean(text, choices.iter().map(|(name, _)| *name));
                let advice = near.map(|near| format!("did you mean \"{near}\"? ")).unwrap_or_default();
                Err(format!("{advice}the choices are {}", names.join(", ")))
            }
        };
        if let Some(choice) = section.parsed(key, read, self.problems) {
            *target = choice.value;
        }
    }

    fn path(&mut self, section: &mut Section<'_, '_>, key: &'static str, target: &mut std::path::PathBuf) {
        if let Some(path) = self.text(section, key) {
            *target = self.around.base.join(path.value);
        }
    }

    fn duration(&mut self, section: &mut Section<'_, '_>, key: &'static str, target: &mut Duration) {
        if let Some(duration) = section.parsed(key, value::duration, self.problems) {
            *target = duration.value;
        }
    }

    fn size(&mut self, section: &mut Section<'_, '_>, key: &'static str, target: &mut u64) {
        if let Some(size) = section.parsed(key, value::size, self.problems) {
            *target = size.value;
        }
    }

    fn flag(&mut self, section: &mut Section<'_, '_>, key: &'static str, target: &mut bool) {
        if let Some(flag) = section.boolean(key, self.problems) {
            *target = flag.value;
        }
    }

    fn count(
        &mut self,
        section: &mut Section<'_, '_>,
        key: &'static str,
        range: std::ops::RangeInclusive<u64>,
        target: &mut usize,
    ) {
        if let Some(count) = section.integer(key, range, self.problems) {
            *target = usize::try_from(count.value).unwrap_or(usize::MAX);
        }
    }
}

/// The names of [`Duplicates`].
pub(super) const DUPLICATES: &[(&str, Duplicates)] = &[("drop", Duplicates::Drop), ("emit", Duplicates::Emit)];

/// The names of [`Keep`].
pub(super) const KEEP: &[(&str, Keep)] = &[("about", Keep::About), ("mentions", Keep::Mentions), ("all", Keep::All)];

/// The names of [`Fsync`].
pub(super) const FSYNC: &[(&str, Fsync)] =
    &[("always", Fsync::Always), ("interval", Fsync::Interval), ("never", Fsync::Never)];

/// The names of [`Compress`].
pub(super) const COMPRESS: &[(&str, Compress)] =
    &[("none", Compress::None), ("gzip", Compress::Gzip), ("zstd", Compress::Zstd)];

/// The names of [`LogFormat`].
pub(super) const FORMAT: &[(&str, LogFormat)] = &[("text", LogFormat::Text), ("json", LogFormat::Json)];

/// The names of [`PolitenessKey`].
pub(super) const POLITENESS: &[(&str, PolitenessKey)] =
    &[("domain", PolitenessKey::Domain), ("host", PolitenessKey::Host), ("url", PolitenessKey::Url)];

/// `text` with each `${NAME}` replaced; the error is the name that has no value.
fn interpolate(text: &str, variable: &dyn Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, tail)) = after.split_once('}') else { break };
        out.push_str(before);
        out.push_str(&variable(name).ok_or_else(|| name.to_owned())?);
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}
