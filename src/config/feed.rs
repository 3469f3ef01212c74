//! One `[[feed]]`.

use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use chrono_tz::Tz;
use encoding_rs::Encoding;
use url::Url;

use super::{
    PolitenessKey,
    read::{Keys, POLITENESS},
    value,
};
use crate::{
    document::{At, Section},
    model::{Language, Source},
    problem::Problem,
};

/// A string that is never shown: not in a log, not in a message, not by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Where a feed is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedUrl {
    /// Over HTTP or HTTPS.
    Http(Url),
    /// From a file: fixtures, demos, mounted exports.
    File(PathBuf),
}

impl FeedUrl {
    /// The whole address, password and all: to tell two from each other, never to be shown.
    pub fn identity(&self) -> String {
        match self {
            Self::File(path) => format!("file:{}", path.display()),
            Self::Http(url) => url.to_string(),
        }
    }
}

impl fmt::Display for FeedUrl {
    /// The address without a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "file:{}", path.display()),
            Self::Http(url) => {
                let mut shown = url.clone();
                if shown.password().is_some() && shown.set_password(Some("…")).is_err() {
                    return f.write_str("(an address with a password)");
                }
                write!(f, "{shown}")
            }
        }
    }
}

/// How we show who we are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Login {
    /// HTTP basic authentication.
    Basic {
        /// The name.
        user: String,
        /// The password.
        password: Secret,
    },
    /// A bearer token.
    Bearer(Secret),
}

/// A feed as configured.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedSettings {
    /// Its identity, as long as it is configured.
    pub id: Arc<str>,
    /// Where it is read from.
    pub url: FeedUrl,
    /// The outlet's name.
    pub name: Option<Arc<str>>,
    /// The language that it is written in, if one.
    pub lang: Option<Language>,
    /// ISO 3166-1 alpha-2 country of the outlet.
    pub country: Option<Arc<str>>,
    /// Its own base interval.
    pub every: Option<Duration>,
    /// The charset, against whatever the outlet says.
    pub charset: Option<&'static Encoding>,
    /// The zone of dates without one.
    pub zone: Option<Tz>,
    /// Headers of its own, in the order of their names. Values may be secrets.
    pub headers: Vec<(String, Secret)>,
    /// How we log in.
    pub login: Option<Login>,
    /// A cookie.
    pub cookie: Option<Secret>,
    /// Its own User-Agent.
    pub user_agent: Option<String>,
    /// Its own proxy.
    pub proxy: Option<Secret>,
    /// Its own politeness key.
    pub key: Option<PolitenessKey>,
    /// Whether it is polled.
    pub enabled: bool,
}

impl FeedSettings {
    /// A feed with nothing but an id and an address.
    pub fn new(id: &str, url: FeedUrl) -> Self {
        Self {
            id: Arc::from(id),
            url,
            name: None,
            lang: None,
            country: None,
            every: None,
            charset: None,
            zone: None,
            headers: Vec::new(),
            login: None,
            cookie: None,
            user_agent: None,
            proxy: None,
            key: None,
            enabled: true,
        }
    }

    /// What an article needs to know of the feed.
    pub fn source(&self) -> Source {
        Source {
            id: Arc::clone(&self.id),
            name: self.name.clone(),
            lang: self.lang,
            country: self.country.clone(),
            zone: self.zone,
        }
    }
}

/// Reads one `[[feed]]`; `None` if it has no usable id or address.
pub(super) fn read(keys: &mut Keys<'_, '_>, section: &mut Section<'_, '_>) -> Option<FeedSettings> {
    let id = keys.text(section, "id");
    let address = keys.text(section, "url");
    let usable = id.as_ref().is_some_and(|id| is_id(&id.value));
    match &id {
        None => keys.problems.push(Problem::new(section.place(), "a feed needs an `id`")),
        Some(id) if !usable => {
            let problem = Problem::new(section.place_of(id.byte), format!("`{}` is no feed id", id.value));
            keys.problems.push(problem.hint("letters, digits, `-`, `_` and `.`, at most 64 of them"));
        }
        Some(_) => {}
    }
    let url = match &address {
        Some(address) => address_of(keys, section, address),
        None => {
            keys.problems.push(Problem::new(section.place(), "a feed needs a `url`"));
            None
        }
    };
    let mut feed =
        FeedSettings::new(id.as_ref().map_or("", |id| &id.value), url.clone().unwrap_or(FeedUrl::File(PathBuf::new())));
    describe(keys, section, &mut feed);
    request(keys, section, &mut feed);
    (usable && url.is_some()).then_some(feed)
}

/// Whether a text may name a feed: in file names, labels and addresses.
fn is_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !text.is_empty() && text.len() <= 64 && text.chars().all(plain)
}

fn address_of(keys: &mut Keys<'_, '_>, section: &Section<'_, '_>, address: &At<String>) -> Option<FeedUrl> {
    match parse_url(&address.value, keys.around.base) {
        Ok(url) => Some(url),
        Err(hint) => {
            let problem =
                Problem::new(section.place_of(address.byte), format!("`{}` is no address of a feed", address.value));
            keys.problems.push(problem.hint(hint));
            None
        }
    }
}

/// An address of a feed; a relative `file:` path counts from `base`.
///
/// # Errors
/// The advice, if it is neither HTTP nor a file.
pub fn parse_url(text: &str, base: &std::path::Path) -> Result<FeedUrl, String> {
    const ADVICE: &str = "an address begins with https://, http:// or file:";
    if let Some(path) = text.strip_prefix("file:") {
        let path = path.strip_prefix("//").unwrap_or(path);
        return Ok(FeedUrl::File(base.join(path)));
    }
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(FeedUrl::Http(url)),
        _ => Err(ADVICE.to_owned()),
    }
}

fn describe(keys: &mut Keys<'_, '_>, section: &mut Section<'_, '_>, feed: &mut FeedSettings) {
    feed.name = keys.text(section, "name").map(|name| Arc::from(name.value));
    let language =
        |text: &str| Language::from_tag(text).ok_or_else(|| "a language is written such as \"ar\"".to_owned());
    feed.lang = section.parsed("lang", language, keys.problems).map(|lang| lang.value);
    let country = |text: &str| match text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) {
        true => Ok(Arc::from(text)),
        false => Err("a country is two capital letters, such as \"LY\"".to_owned()),
    };
    feed.country = section.parsed("country", country, keys.problems).map(|country| country.value);
    let zone = |text: &str| text.parse().map_err(|_| "a zone is written such as \"Africa/Tripoli\"".to_owned());
    feed.zone = section.parsed("zone", zone, keys.problems).map(|zone| zone.value);
    let charset = |text: &str| {
        Encoding::for_label(text.as_bytes()).ok_or_else(|| "a charset is written such as \"windows-1256\"".to_owned())
    };
    feed.charset = section.parsed("charset", charset, keys.problems).map(|charset| charset.value);
    feed.every = section.parsed("every", value::duration, keys.problems).map(|every| every.value);
    feed.enabled = section.boolean("enabled", keys.problems).is_none_or(|enabled| enabled.value);
}

fn request(keys: &mut Keys<'_, '_>, section: &mut Section<'_, '_>, feed: &mut FeedSettings) {
    let headers = section.string_map("headers", keys.problems).unwrap_or_default();
    for (name, value) in headers {
        match keys.expand(section, "headers", value) {
            Some(value) => feed.headers.push((name, Secret(value.value))),
            None => continue,
        }
    }
    feed.user_agent = keys.text(section, "user_agent").map(|agent| agent.value);
    feed.cookie = keys.secret(section, "cookie", "cookie_file").flatten();
    feed.proxy = keys.proxy(section).flatten();
    let bearer = keys.secret(section, "bearer", "bearer_file").flatten();
    let user = keys.text(section, "user");
    let password = keys.secret(section, "password", "password_file").flatten();
    feed.login = match (bearer, user, password) {
        (Some(_), Some(user), _) => {
            let problem = Problem::new(section.place_of(user.byte), "`user` and `bearer` exclude each other");
            keys.problems.push(problem);
            None
        }
        (Some(token), None, _) => Some(Login::Bearer(token)),
        (None, Some(user), Some(password)) => Some(Login::Basic { user: user.value, password }),
        (None, Some(user), None) => {
            keys.problems
                .push(Problem::new(section.place_of(user.byte), "`user` needs a `password` or `password_file`"));
            None
        }
        (None, None, _) => None,
    };
    let mut key = None;
    let choices = POLITENESS.iter().map(|(name, key)| (*name, Some(*key))).collect::<Vec<_>>();
    keys.choice(section, "key", &choices, &mut key);
    feed.key = key;
}
