//! An outlet on loopback that publishes an item or more each time it is asked.

use std::{
    fmt::Write as _,
    io::{BufRead, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// Items in one document: what a daemon that was killed finds again when it comes back.
const SHOWN: usize = 60;

/// New items for each time it is asked.
const NEW: usize = 5;

pub(crate) struct Outlet {
    pub(crate) address: std::net::SocketAddr,
    published: Arc<AtomicUsize>,
    limit: Arc<AtomicUsize>,
}

impl Outlet {
    /// Opens; the thread ends with the test.
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (published, limit) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(usize::MAX)));
        let (count, most) = (Arc::clone(&published), Arc::clone(&limit));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Whoever is killed while asking is not answered.
                let _ = answer(&stream, &count, most.load(Ordering::Relaxed));
            }
        });
        Self { address, published, limit }
    }

    /// How many items have been published.
    pub(crate) fn published(&self) -> usize {
        self.published.load(Ordering::Relaxed)
    }

    /// Publishes nothing more.
    pub(crate) fn fall_silent(&self) {
        self.limit.store(0, Ordering::Relaxed);
    }
}

fn answer(stream: &TcpStream, count: &AtomicUsize, limit: usize) -> std::io::Result<()> {
    let mut request = BufReader::new(stream);
    let mut line = String::new();
    while request.read_line(&mut line)? > 2 {
        line.clear();
    }
    let new = if count.load(Ordering::Relaxed) < limit { NEW } else { 0 };
    let published = count.fetch_add(new, Ordering::Relaxed) + new;
    let body = document(published);
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn document(published: usize) -> String {
    let mut items = String::new();
    for rank in (published.saturating_sub(SHOWN)..published).rev() {
        let _ = write!(
            items,
            "<item><guid isPermaLink=\"false\">item-{rank}</guid><title>Report {rank}</title>\
             <description>Report {rank} of the council on water, roads and schools in district {} of the coast.</description></item>",
            rank % 97
        );
    }
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Loopback</title>{items}</channel></rss>")
}
