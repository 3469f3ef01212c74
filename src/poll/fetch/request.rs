//! A request and its hops.

use chrono::{DateTime, Utc};
use reqwest::{
    Client, Response, StatusCode,
    header::{self, HeaderMap, HeaderName, HeaderValue},
};
use url::Url;

use super::{Answer, FetchError, Fetched, Fetcher, Hop, Validators, body, patience::Patience, retry_after};
use crate::{
    config::{FeedSettings, FeedUrl, Login, Secret},
    poll::address::Forbidden,
};

/// What a feed reader accepts, the likeliest first.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, \
                      text/xml;q=0.9, application/json;q=0.8, */*;q=0.5";

/// A validator that is longer would be refused when we send it back.
const LONGEST_VALIDATOR: usize = 4096;

impl Fetcher {
    /// Asks for a feed at `url`, which is the feed's address or one that it permanently moved to.
    ///
    /// # Errors
    /// If there is no usable answer; see [`FetchError::retry`].
    pub async fn fetch(
        &self,
        feed: &FeedSettings,
        url: &Url,
        validators: &Validators,
        now: DateTime<Utc>,
    ) -> Result<Fetched, FetchError> {
        let limit = self.settings.timeout;
        let patience = Patience::new(limit);
        let answered = patience.expect(self.follow(feed, url, validators, now, &patience)).await;
        answered.unwrap_or(Err(FetchError::Timeout { limit }))
    }

    async fn follow(
        &self,
        feed: &FeedSettings,
        start: &Url,
        validators: &Validators,
        now: DateTime<Utc>,
        patience: &Patience,
    ) -> Result<Fetched, FetchError> {
        let client = self.client(feed.proxy.as_ref())?;
        let proxied = feed.proxy.is_some() || self.settings.proxy.is_some();
        let mut url = start.clone();
        let mut hops = Vec::new();
        loop {
            match proxied {
                true => self.guard.check_proxied(&url)?,
                false => self.guard.check_url(&url)?,
            }
            let response = self.send(&client, feed, &url, validators).await?;
            let status = response.status();
            let Some(next) = redirect(&response, &url)? else {
                return self.answer(response, url, hops, now, patience).await;
            };
            hops.push(Hop { url: std::mem::replace(&mut url, next), status: status.as_u16() });
            if hops.len() > self.settings.max_redirects {
                return Err(FetchError::Redirects { limit: self.settings.max_redirects });
            }
        }
    }

    async fn send(
        &self,
        client: &Client,
        feed: &FeedSettings,
        url: &Url,
        validators: &Validators,
    ) -> Result<Response, FetchError> {
        let agent = feed.user_agent.as_deref().unwrap_or(&self.settings.user_agent);
        let mut headers = headers(agent, validators)?;
        // Not where this request began counts, but where the operator said: a remembered address
        // and an older page are named by the outlet.
        let is_own = matches!(&feed.url, FeedUrl::Http(own) if own.origin() == url.origin());
        if is_own {
            add_secrets(&mut headers, feed)?;
        }
        let mut request = client.get(url.clone()).headers(headers);
        if is_own {
            request = match &feed.login {
                Some(Login::Basic { user, password }) => request.basic_auth(user, Some(&password.0)),
                Some(Login::Bearer(token)) => request.bearer_auth(&token.0),
                None => request,
            };
        }
        request.send().await.map_err(|error| self.told(error))
    }

    /// The error that a person understands: a refused address is no "error sending request".
    pub(super) fn told(&self, error: reqwest::Error) -> FetchError {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
        while let Some(inner) = cause {
            if let Some(forbidden) = inner.downcast_ref::<Forbidden>() {
                return FetchError::Forbidden(forbidden.clone());
            }
            cause = inner.source();
        }
        if error.is_timeout() {
            let limit = if error.is_connect() { self.settings.connect_timeout } else { self.settings.idle_timeout };
            return FetchError::Timeout { limit };
        }
        FetchError::Connection(error.without_url())
    }

    async fn answer(
        &self,
        response: Response,
        url: Url,
        hops: Vec<Hop>,
        now: DateTime<Utc>,
        patience: &Patience,
    ) -> Result<Fetched, FetchError> {
        let status = response.status();
        let mut answer = describe(&response, url, hops);
        if status == StatusCode::NOT_MODIFIED {
            return Ok(Fetched::NotModified(answer));
        }
        if !status.is_success() {
            let retry_at = wish(&response, now);
            return Err(FetchError::Status { status: status.as_u16(), retry_at, answer: Box::new(answer) });
        }
        let bytes = body::read(self, response, patience, &mut answer.oddities).await?;
        Ok(Fetched::Body(answer, bytes))
    }
}

/// The address that a redirect names; `None` if the answer is none.
fn redirect(response: &Response, url: &Url) -> Result<Option<Url>, FetchError> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(location) = response.headers().get(header::LOCATION) else { return Ok(None) };
    // Outlets write raw UTF-8 where only ASCII is allowed.
    let location = String::from_utf8_lossy(location.as_bytes()).into_owned();
    match url.join(location.trim()) {
        Ok(next) if matches!(next.scheme(), "http" | "https") && next.has_host() => Ok(Some(next)),
        _ => Err(FetchError::Redirect { location }),
    }
}

/// When an outlet that has too much to do wants to be asked again; of other refusals it says nothing
/// that holds for the next request (RFC 9110, section 10.2.3; RFC 6585, section 4).
fn wish(response: &Response, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if !matches!(response.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        return None;
    }
    retry_after(response.headers().get(header::RETRY_AFTER)?.to_str().ok()?, now)
}

fn headers(agent: &str, validators: &Validators) -> Result<HeaderMap, FetchError> {
    let mut headers = HeaderMap::new();
    headers.insert(header::USER_AGENT, value(agent)?);
    headers.insert(header::ACCEPT, HeaderValue::from_static(ACCEPT));
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip, br, deflate"));
    if let Some(etag) = validators.etag.as_deref().and_then(|etag| HeaderValue::from_bytes(etag).ok()) {
        headers.insert(header::IF_NONE_MATCH, etag);
    }
    if let Some(since) = validators.last_modified.as_deref().and_then(|since| HeaderValue::from_bytes(since).ok()) {
        headers.insert(header::IF_MODIFIED_SINCE, since);
    }
    Ok(headers)
}

/// The feed's own headers and cookie: any of them may be a key, so all of them stay with the origin.
fn add_secrets(headers: &mut HeaderMap, feed: &FeedSettings) -> Result<(), FetchError> {
    for (name, Secret(text)) in &feed.headers {
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| FetchError::Request(format!("`{name}` is no header")))?;
        headers.insert(name, value(text)?);
    }
    if let Some(Secret(cookie)) = &feed.cookie {
        headers.insert(header::COOKIE, value(cookie)?);
    }
    Ok(())
}

fn value(text: &str) -> Result<HeaderValue, FetchError> {
    // What was given may be a secret, so it is not repeated.
    HeaderValue::from_str(text).map_err(|_| FetchError::Request("a header has a value that cannot be sent".to_owned()))
}

fn describe(response: &Response, url: Url, hops: Vec<Hop>) -> Answer {
    let headers = response.headers();
    let validator = |name: HeaderName| {
        let bytes = headers.get(name).map(|value| value.as_bytes().to_vec());
        bytes.filter(|bytes| bytes.len() <= LONGEST_VALIDATOR)
    };
    let text = |name: HeaderName| headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let max_age = text(header::CACHE_CONTROL).and_then(|control| max_age(&control));
    Answer {
        url,
        status: response.status().as_u16(),
        hops,
        validators: Validators { etag: validator(header::ETAG), last_modified: validator(header::LAST_MODIFIED) },
        max_age,
        content_type: text(header::CONTENT_TYPE),
        headers: headers
            .iter()
            .filter(|(name, _)| *name != header::SET_COOKIE)
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect(),
        oddities: Vec::new(),
    }
}

/// The seconds of `max-age`; the name in any case, the number in quotes or not (RFC 9111, section 5.2).
fn max_age(control: &str) -> Option<u64> {
    control.split(',').find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = name.trim().eq_ignore_ascii_case("max-age").then(|| value.trim().trim_matches('"'))?;
        value.parse().ok()
    })
}
