//! Loopback servers: many addresses, one shelf of documents with validators.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use chrono::{DateTime, Utc};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    runtime::Runtime,
    task::JoinSet,
};

/// A document, with both answers ready.
pub(crate) struct Document {
    etag: String,
    whole: Vec<u8>,
    not_modified: Vec<u8>,
    /// Its bytes before they were compressed.
    pub(crate) plain: usize,
    /// Its bytes on the wire.
    pub(crate) wire: usize,
}

impl Document {
    pub(crate) fn new(gzip: &[u8], plain: usize, modified: DateTime<Utc>) -> Self {
        let etag = format!("\"{:x}\"", xxhash_rust::xxh3::xxh3_64(gzip));
        let modified = modified.format("%a, %d %b %Y %H:%M:%S GMT");
        let validators = format!("ETag: {etag}\r\nLast-Modified: {modified}\r\nServer: outlet\r\n");
        let mut whole = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/xml; charset=utf-8\r\nContent-Encoding: gzip\r\n\
             Content-Length: {}\r\n{validators}\r\n",
            gzip.len()
        )
        .into_bytes();
        whole.extend_from_slice(gzip);
        let not_modified = format!("HTTP/1.1 304 Not Modified\r\n{validators}\r\n").into_bytes();
        Self { etag, whole, not_modified, plain, wire: gzip.len() }
    }
}

#[derive(Default)]
struct Shelf {
    documents: RwLock<Vec<Document>>,
    asked: AtomicU64,
    unchanged: AtomicU64,
    connections: AtomicU64,
}

/// What was asked so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Traffic {
    pub(crate) asked: u64,
    pub(crate) unchanged: u64,
    pub(crate) connections: u64,
}

/// The servers; they end with the value.
pub(crate) struct Outlets {
    addresses: Vec<SocketAddr>,
    shelf: Arc<Shelf>,
    _runtime: Runtime,
}

impl Outlets {
    /// Opens so many addresses of the loopback network.
    pub(crate) fn open(count: usize) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let shelf = Arc::<Shelf>::default();
        let mut addresses = Vec::with_capacity(count);
        for at in 0..count {
            let ip = Ipv4Addr::new(127, 1, u8::try_from(at / 250).unwrap(), u8::try_from(at % 250 + 1).unwrap());
            let listener = runtime.block_on(TcpListener::bind((ip, 0))).unwrap();
            addresses.push(listener.local_addr().unwrap());
            runtime.spawn(listen(listener, Arc::clone(&shelf)));
        }
        Self { addresses, shelf, _runtime: runtime }
    }

    /// The address of a feed.
    pub(crate) fn address(&self, feed: usize) -> SocketAddr {
        self.addresses[feed % self.addresses.len()]
    }

    /// The addresses.
    pub(crate) fn count(&self) -> usize {
        self.addresses.len()
    }

    /// Puts documents on the shelf in the place of all that are there.
    pub(crate) fn fill(&self, documents: Vec<Document>) {
        *self.shelf.documents.write().unwrap() = documents;
    }

    /// Replaces the document of a feed.
    pub(crate) fn replace(&self, feed: usize, document: Document) {
        self.shelf.documents.write().unwrap()[feed] = document;
    }

    /// Bytes of all documents, plain and on the wire.
    pub(crate) fn bytes(&self) -> (usize, usize) {
        let documents = self.shelf.documents.read().unwrap();
        (documents.iter().map(|it| it.plain).sum(), documents.iter().map(|it| it.wire).sum())
    }

    /// Requests until now.
    pub(crate) fn asked(&self) -> u64 {
        self.shelf.asked.load(Ordering::Relaxed)
    }

    /// Takes the counts.
    pub(crate) fn take(&self) -> Traffic {
        let take = |count: &AtomicU64| count.swap(0, Ordering::Relaxed);
        Traffic {
            asked: take(&self.shelf.asked),
            unchanged: take(&self.shelf.unchanged),
            connections: take(&self.shelf.connections),
        }
    }

    /// What a client asks for a feed, with the validator of the newest document.
    pub(crate) fn request(&self, feed: usize, conditional: bool) -> Vec<u8> {
        let documents = self.shelf.documents.read().unwrap();
        let validator = match conditional {
            true => format!("If-None-Match: {}\r\n", documents[feed].etag),
            false => String::new(),
        };
        format!("GET /{feed} HTTP/1.1\r\nHost: {}\r\n{validator}\r\n", self.address(feed)).into_bytes()
    }
}

async fn listen(listener: TcpListener, shelf: Arc<Shelf>) {
    let mut clients = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        shelf.connections.fetch_add(1, Ordering::Relaxed);
        let shelf = Arc::clone(&shelf);
        clients.spawn(async move {
            // A client that goes away in the middle was killed, or has what it wants.
            answer(stream, &shelf).await.ok();
        });
        while clients.try_join_next().is_some() {}
    }
}

/// Answers one request after another.
async fn answer(mut stream: TcpStream, shelf: &Shelf) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut head = Vec::with_capacity(1024);
    loop {
        head.clear();
        while !head.ends_with(b"\r\n\r\n") {
            if stream.read_buf(&mut head).await? == 0 {
                return Ok(());
            }
        }
        let response = reply(&String::from_utf8_lossy(&head), shelf);
        stream.write_all(&response).await?;
    }
}

fn reply(head: &str, shelf: &Shelf) -> Vec<u8> {
    shelf.asked.fetch_add(1, Ordering::Relaxed);
    let path = head.split(' ').nth(1).unwrap_or_default();
    let documents = shelf.documents.read().unwrap();
    let Some(document) = path.trim_start_matches('/').parse().ok().and_then(|feed: usize| documents.get(feed)) else {
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec();
    };
    let known = head.lines().any(|line| {
        line.split_once(": ")
            .is_some_and(|(name, value)| name.eq_ignore_ascii_case("if-none-match") && value == document.etag)
    });
    if known {
        shelf.unchanged.fetch_add(1, Ordering::Relaxed);
        return document.not_modified.clone();
    }
    document.whole.clone()
}
