//! An outlet of our own on loopback: a real HTTP server with feeds that can grow, validators, and
//! a log of what was asked.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

/// A document, with a version that its ETag tells.
#[derive(Clone, Default)]
struct Document {
    body: Vec<u8>,
    content_type: &'static str,
    version: u32,
}

#[derive(Default)]
struct Shelf {
    documents: BTreeMap<String, Document>,
    /// Path and status of each request.
    log: Vec<(String, u16)>,
}

/// The server; it ends with the value.
pub(crate) struct Outlet {
    address: SocketAddr,
    shelf: Arc<Mutex<Shelf>>,
    _runtime: tokio::runtime::Runtime,
}

impl Outlet {
    /// Opens on a free port.
    pub(crate) fn open() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let shelf = Arc::<Mutex<Shelf>>::default();
        let router = Router::new().route("/{name}", axum::routing::get(serve)).with_state(Arc::clone(&shelf));
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, shelf, _runtime: runtime }
    }

    /// Puts a document on the shelf, or a new version of it.
    pub(crate) fn publish(&self, name: &str, content_type: &'static str, body: impl Into<Vec<u8>>) {
        let mut shelf = self.shelf.lock().unwrap();
        let document = shelf.documents.entry(name.to_owned()).or_default();
        *document = Document { body: body.into(), content_type, version: document.version + 1 };
    }

    /// The address of a document.
    pub(crate) fn url(&self, name: &str) -> String {
        format!("http://{}/{name}", self.address)
    }

    /// Takes the log of what was asked.
    pub(crate) fn take_log(&self) -> Vec<(String, u16)> {
        std::mem::take(&mut self.shelf.lock().unwrap().log)
    }
}

async fn serve(
    State(shelf): State<Arc<Mutex<Shelf>>>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let name = query.map_or(name.clone(), |query| format!("{name}?{query}"));
    let mut shelf = shelf.lock().unwrap();
    let Some(document) = shelf.documents.get(&name).cloned() else {
        shelf.log.push((name, 404));
        return StatusCode::NOT_FOUND.into_response();
    };
    // Not ASCII on purpose: a validator is bytes.
    let etag = format!("\"v{}-é\"", document.version).into_bytes();
    let etag = axum::http::HeaderValue::from_bytes(&etag).unwrap();
    if headers.get(header::IF_NONE_MATCH) == Some(&etag) {
        shelf.log.push((name, 304));
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response();
    }
    shelf.log.push((name, 200));
    let mut response = document.body.into_response();
    response.headers_mut().insert(header::ETAG, etag);
    response.headers_mut().insert(header::CONTENT_TYPE, axum::http::HeaderValue::from_static(document.content_type));
    response
}
