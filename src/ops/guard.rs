//! Who may ask, how often, and what a browser may do with the answer.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::Ops;
use crate::clock::Stopwatch;

/// Nothing from elsewhere, nothing inline but our own files, no frames, no forms.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Requests that may come at once, and how many more each second: a page with its data is ten.
const BURST: f64 = 200.0;
const EACH_SECOND: f64 = 100.0;

/// A bucket of requests.
pub(super) struct Rate(Mutex<(f64, Stopwatch)>);

impl Default for Rate {
    fn default() -> Self {
        Self(Mutex::new((BURST, Stopwatch::start())))
    }
}

impl Rate {
    fn take(&self) -> bool {
        let mut bucket = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let since: Duration = bucket.1.elapsed();
        bucket.0 = (bucket.0 + since.as_secs_f64() * EACH_SECOND).min(BURST);
        bucket.1 = Stopwatch::start();
        let allowed = bucket.0 >= 1.0;
        if allowed {
            bucket.0 -= 1.0;
        }
        allowed
    }
}

/// Lets a request through, or says why not.
pub(super) async fn guard(
    State((ops, rate)): State<(Ops, std::sync::Arc<Rate>)>,
    request: Request,
    next: Next,
) -> Response {
    let refusal = if !rate.take() {
        Some((StatusCode::TOO_MANY_REQUESTS, "too many requests, wait a second\n"))
    } else if request.method() != Method::GET && request.method() != Method::HEAD {
        Some((StatusCode::METHOD_NOT_ALLOWED, "this endpoint is only read\n"))
    } else if !may_ask(&ops, &request) {
        Some((StatusCode::UNAUTHORIZED, "show the token: `Authorization: Bearer …`\n"))
    } else {
        None
    };
    let mut response = match refusal {
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// Compared without a hint of where the two differ.
fn may_ask(ops: &Ops, request: &Request) -> bool {
    let Some(token) = &ops.token else { return true };
    let shown = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or("");
    blake3::hash(shown.as_bytes()) == blake3::hash(token.0.as_bytes())
}
