//! When to stop.

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// Waits for SIGTERM, SIGINT, or the end of the stages.
pub(super) async fn wait(mut ended: watch::Receiver<bool>) {
    let stages = async {
        // An error means that the sender has gone: the stages, too.
        ended.wait_for(|ended| *ended).await.is_ok()
    };
    tokio::select! {
        () = asked() => {}
        _ = stages => {}
    }
}

/// Waits for SIGTERM or SIGINT. If the system gives no signals, for ever.
pub(super) async fn asked() {
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
