//! The control socket of a running daemon: `<state.dir>/control.sock`, for the owner alone.
//!
//! The store is locked while the daemon runs, so `marsad reload` and `marsad feeds` ask here. One
//! JSON object a line each way: `{"command":"reload"}`, answered by `{"ok":true,"lines":[…]}`.

use std::{
    io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
    sync::{mpsc, oneshot},
};
use tracing::warn;

/// A request may be this long, in bytes.
const LONGEST_REQUEST: u64 = 4096;

/// Who connects and says nothing is sent away.
const PATIENCE: Duration = Duration::from_secs(5);

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "lowercase")]
pub enum Request {
    /// Read the configuration again.
    Reload,
    /// What is remembered of each feed.
    Feeds,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// Whether it was done.
    pub ok: bool,
    /// Lines for people: differences, or problems.
    pub lines: Vec<String>,
    /// For `feeds`: one object each.
    pub feeds: Vec<serde_json::Value>,
}

/// A request that waits for its answer.
pub struct Asked {
    /// What.
    pub request: Request,
    /// Where the answer goes.
    pub reply: oneshot::Sender<Reply>,
}

/// The socket, removed with the value.
pub struct Control {
    listener: UnixListener,
    path: PathBuf,
}

/// The address of the socket.
pub fn path(state_dir: &Path) -> PathBuf {
    state_dir.join("control.sock")
}

impl Control {
    /// Opens the socket; one that a crash left is replaced, since the store's lock is ours.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn open(state_dir: &Path) -> io::Result<Self> {
        let path = path(state_dir);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let listener = UnixListener::bind(&path)?;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
        Ok(Self { listener, path })
    }

    /// Answers one client after another, until nobody answers `asked` any more.
    pub async fn serve(self, asked: mpsc::Sender<Asked>) {
        loop {
            let stream = match self.listener.accept().await {
                Ok((stream, _)) => stream,
                Err(error) => {
                    warn!(%error, "a client of the control socket was lost");
                    tokio::time::sleep(PATIENCE).await;
                    continue;
                }
            };
            if asked.is_closed() {
                return;
            }
            if let Err(error) = answer(stream, &asked).await {
                warn!(%error, "a client of the control socket was not answered");
            }
        }
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        // If it is gone already, so much the better.
        std::fs::remove_file(&self.path).ok();
    }
}

async fn answer(stream: UnixStream, asked: &mpsc::Sender<Asked>) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut line = String::new();
    let mut reader = BufReader::new(read.take(LONGEST_REQUEST));
    tokio::time::timeout(PATIENCE, reader.read_line(&mut line)).await??;
    let reply = match serde_json::from_str::<Request>(&line) {
        Ok(request) => {
            let (reply, answer) = oneshot::channel();
            let gone = || io::Error::other("the daemon stops");
            asked.send(Asked { request, reply }).await.map_err(|_| gone())?;
            answer.await.map_err(|_| gone())?
        }
        Err(error) => Reply { ok: false, lines: vec![format!("no request: {error}")], feeds: Vec::new() },
    };
    let mut bytes = serde_json::to_vec(&reply).map_err(io::Error::other)?;
    bytes.push(b'\n');
    write.write_all(&bytes).await
}

/// Asks a running daemon. `Ok(None)` if there is none.
///
/// # Errors
/// If it does not answer.
pub fn ask(state_dir: &Path, request: Request) -> io::Result<Option<Reply>> {
    use std::{
        io::{BufRead, Write},
        os::unix::net::UnixStream,
    };
    let mut stream = match UnixStream::connect(path(state_dir)) {
        Ok(stream) => stream,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let mut bytes = serde_json::to_vec(&request).map_err(io::Error::other)?;
    bytes.push(b'\n');
    stream.write_all(&bytes)?;
    let mut line = String::new();
    std::io::BufReader::new(stream).read_line(&mut line)?;
    serde_json::from_str(&line).map(Some).map_err(io::Error::other)
}
