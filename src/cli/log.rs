//! What is told on standard error while the daemon runs.

use tracing_subscriber::{filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::{LogFormat, LogSettings};

/// Starts the log. The level was checked with the configuration.
pub(super) fn start(settings: &LogSettings) {
    let filter: Targets = settings.level.parse().unwrap_or_default();
    let registry = tracing_subscriber::registry().with(filter);
    let layer =
        tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(super::colours(&std::io::stderr()));
    // A second start, in a test, keeps the first.
    match settings.format {
        LogFormat::Text => registry.with(layer.with_target(false)).try_init(),
        LogFormat::Json => registry.with(layer.json().flatten_event(true)).try_init(),
    }
    .ok();
}
