//! Server-Sent Events: each new record once, in order, resumable by number.

use std::{convert::Infallible, io};

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::{Index, Ops};
use crate::output::{follow::Follower, line};

/// Records on their way to one client; a slow one waits, and the files hold what it missed.
const WAITING: usize = 64;

/// `GET /api/stream`: from behind `Last-Event-ID`, else from now on.
pub(super) async fn records(State(ops): State<Ops>, headers: HeaderMap) -> Response {
    let Some(index) = ops.index else {
        return (StatusCode::NOT_FOUND, "the output is no file, there is nothing to follow\n").into_response();
    };
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse::<u64>().ok());
    let newest = *index.newest().borrow();
    let (send, receive) = mpsc::channel(WAITING);
    let mut clients = tokio::task::JoinSet::new();
    clients.spawn(feed(index, last.unwrap_or(newest) + 1, send));
    clients.detach_all();
    Sse::new(ReceiverStream::new(receive)).keep_alive(KeepAlive::default()).into_response()
}

/// Sends lines until the client has gone.
async fn feed(index: Index, from: u64, send: mpsc::Sender<Result<Event, Infallible>>) {
    let mut newest = index.newest();
    let mut follower = index.follower(from);
    loop {
        let Ok((back, lines)) = tokio::task::spawn_blocking(move || batch(follower)).await else { return };
        follower = back;
        let Ok(lines) = lines else { return };
        let idle = lines.is_empty();
        for (seq, text) in lines {
            let event = Event::default().id(seq.to_string()).event("record").data(text);
            if send.send(Ok(event)).await.is_err() {
                return;
            }
        }
        if idle {
            tokio::select! {
                changed = newest.changed() => if changed.is_err() { return },
                () = send.closed() => return,
            }
        }
    }
}

/// The next lines, at most as many as may wait.
fn batch(mut follower: Follower) -> (Follower, io::Result<Vec<(u64, String)>>) {
    let mut lines = Vec::new();
    while lines.len() < WAITING {
        let read = follower.next_line::<io::Error>(|bytes| {
            lines.push((line::seq(bytes).unwrap_or(0), String::from_utf8_lossy(bytes).into_owned()));
            Ok(())
        });
        match read {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return (follower, Err(error)),
        }
    }
    (follower, Ok(lines))
}
