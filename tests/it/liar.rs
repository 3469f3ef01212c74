//! An outlet on loopback that tells every lie: raw sockets, a thread for each connection.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use url::Url;

/// Answers each connection by its path; remembers what was asked.
pub(crate) struct Liar {
    address: SocketAddr,
    pub(crate) requests: Arc<Mutex<Vec<String>>>,
}

impl Liar {
    pub(crate) fn open(answer: impl Fn(&str, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let (log, answer) = (Arc::clone(&requests), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (Ok(mut stream), log, answer) = (stream, Arc::clone(&log), Arc::clone(&answer)) else { return };
                thread::spawn(move || {
                    let request = head(&mut stream);
                    let path = request.split(' ').nth(1).unwrap_or("/").to_owned();
                    log.lock().unwrap().push(request);
                    // The client may hang up on us: that is what is tested.
                    answer(&path, &mut stream).ok();
                });
            }
        });
        Self { address, requests }
    }

    pub(crate) fn url(&self, path: &str) -> Url {
        format!("http://{}{path}", self.address).parse().unwrap()
    }
}

/// The head of a request.
fn head(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        bytes.push(byte[0]);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Answers with a whole body: `head` is the status and further headers.
pub(crate) fn respond(stream: &mut TcpStream, head: &str, body: &[u8]) -> std::io::Result<()> {
    stream.write_all(
        format!("HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len()).as_bytes(),
    )?;
    stream.write_all(body)
}
