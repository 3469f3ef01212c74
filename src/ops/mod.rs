//! The endpoint for operators: health, metrics, an API over the newest records, and a live page.
//!
//! Read-only. Loopback by default; anywhere else every request must show a token. It reads the
//! output files and snapshots of the store, never what the stages hold.

pub mod counts;
mod guard;
pub mod health;
pub mod index;
pub mod metrics;
mod page;
mod query;
mod queues;
mod routes;
mod stream;
pub mod times;

use std::{
    net::SocketAddr,
    sync::{Arc, RwLock},
    time::Duration,
};

use tokio::sync::watch;
use tracing::{info, warn};

pub use counts::Counts;
pub use index::Index;
pub use metrics::Meters;
pub use queues::{Depth, Queues};
pub use times::Times;

use crate::{
    config::{Config, Secret},
    state::Store,
};

/// What the endpoint shows.
#[derive(Clone)]
pub struct Ops {
    /// The configuration at work.
    pub config: Arc<RwLock<Config>>,
    /// The store, for the health of feeds.
    pub store: Store,
    /// The newest records.
    pub index: Option<Index>,
    /// Measurements.
    pub meters: Arc<Meters>,
    /// What waits between the stages.
    pub queues: Queues,
    /// What a client must show.
    pub token: Option<Secret>,
}

/// How often the index looks for new lines.
const LOOK: Duration = Duration::from_millis(100);

/// Serves until `stop` is set.
pub async fn serve(listen: SocketAddr, ops: Ops, mut stop: watch::Receiver<bool>) {
    let listener = match tokio::net::TcpListener::bind(listen).await {
        Ok(listener) => listener,
        Err(error) => return warn!(%listen, %error, "the ops endpoint cannot listen, the daemon works without it"),
    };
    if let Ok(address) = listener.local_addr() {
        info!(%address, "ops endpoint");
    }
    let router = routes::router(ops);
    let stopped = async move {
        // An error means that the daemon has gone: so will we.
        stop.wait_for(|stop| *stop).await.ok();
    };
    if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(stopped).await {
        warn!(%error, "the ops endpoint ended");
    }
}

/// Keeps the index up with the output until `stop` is set.
pub async fn follow(index: Index, mut stop: watch::Receiver<bool>) {
    let mut follower = match index.filler() {
        Ok(follower) => follower,
        Err(error) => return warn!(%error, "the output cannot be read for the index"),
    };
    loop {
        let filling = index.clone();
        let filled = tokio::task::spawn_blocking(move || {
            let filled = filling.fill(&mut follower);
            (follower, filled)
        });
        match filled.await {
            Ok((back, Ok(_))) => follower = back,
            Ok((back, Err(error))) => {
                warn!(%error, "the output cannot be read for the index, tried again");
                follower = back;
            }
            Err(error) => return warn!(%error, "the index ended"),
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}
