//! What can be asked.

use std::sync::{Arc, PoisonError};

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::{Value, json};

use super::{
    Ops,
    guard::{Rate, guard},
    health, metrics, page,
    query::Wanted,
    stream,
};
use crate::{clock, config::OutputPath, record};

/// All routes behind the guard.
pub(super) fn router(ops: Ops) -> Router {
    let rate = Arc::<Rate>::default();
    Router::new()
        .route("/", get(page::page))
        .route("/page.css", get(page::style))
        .route("/page.js", get(page::script))
        .route("/livez", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(all_metrics))
        .route("/schema.json", get(|| async { as_json(&record::schema()) }))
        .route("/api/feeds", get(feeds))
        .route("/api/events", get(events))
        .route("/api/geojson", get(geojson))
        .route("/api/records/{id}", get(one_record))
        .route("/api/stream", get(stream::records))
        .fallback(|| async { (StatusCode::NOT_FOUND, "nothing here; try /, /readyz, /metrics or /api/events\n") })
        .layer(middleware::from_fn_with_state((ops.clone(), rate), guard))
        .with_state(ops)
}

pub(super) fn as_json(value: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

fn failed(error: impl std::fmt::Display) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n")).into_response()
}

/// Ready when lines can be written. The reasons are words.
async fn ready(State(ops): State<Ops>) -> Response {
    let full = ops.store.room().full();
    let reasons: Vec<String> =
        full.iter().map(|path| format!("disk full: `{}` cannot be written, polling pauses", path.display())).collect();
    let body = json!({ "ready": reasons.is_empty(), "reasons": reasons });
    let status = if full.is_some() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    (status, as_json(&body)).into_response()
}

async fn all_metrics(State(ops): State<Ops>) -> Response {
    const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    let own = ops.meters.text();
    let rows = match health_rows(&ops) {
        Ok(rows) => rows,
        Err(error) => return failed(error),
    };
    let last_success = rows
        .iter()
        .filter_map(|row| {
            let at = chrono::DateTime::parse_from_rfc3339(row.get("last_success")?.as_str()?).ok()?;
            Some((row.get("id")?.as_str()?.to_owned(), at.timestamp()))
        })
        .collect();
    // One document has one end.
    let now = metrics::Now { last_success, queues: ops.queues.now().to_vec(), disk_free: disk_free(&ops) };
    let text = format!("{}{}", own.trim_end_matches("# EOF\n"), now.text());
    ([(header::CONTENT_TYPE, KIND)], text).into_response()
}

/// What is free where state and output are, as far as the system says.
fn disk_free(ops: &Ops) -> Vec<(&'static str, u64)> {
    let config = ops.config.read().unwrap_or_else(PoisonError::into_inner);
    let output = match &config.output.path {
        OutputPath::File(path) => path.parent(),
        OutputPath::Stdout => None,
    };
    let places = [("state", Some(&*config.state.dir)), ("output", output)];
    let free = |dir: &std::path::Path| rustix::fs::statvfs(dir).ok().map(|disk| disk.f_bavail * disk.f_frsize);
    places.into_iter().filter_map(|(of, dir)| Some((of, free(dir?)?))).collect()
}

fn health_rows(ops: &Ops) -> Result<Vec<Value>, String> {
    let snapshot = ops.store.snapshot().map_err(|error| error.to_string())?;
    let config = ops.config.read().unwrap_or_else(PoisonError::into_inner);
    health::feeds(&config, &snapshot, clock::now()).map_err(|error| error.to_string())
}

async fn feeds(State(ops): State<Ops>) -> Response {
    match health_rows(&ops) {
        Ok(rows) => as_json(&Value::Array(rows)),
        Err(error) => failed(error),
    }
}

fn wanted_events(ops: &Ops, wanted: &Wanted) -> Vec<Arc<Value>> {
    ops.index.as_ref().map(|index| index.events(wanted.limit(), |event| wanted.holds(event))).unwrap_or_default()
}

/// What the events are asked by, one pair for each parameter.
type Asked = Query<Vec<(String, String)>>;

async fn events(State(ops): State<Ops>, Query(asked): Asked) -> Response {
    let found = match Wanted::read(&asked) {
        Ok(wanted) => wanted_events(&ops, &wanted),
        Err(told) => return (StatusCode::BAD_REQUEST, told).into_response(),
    };
    let texts: Vec<String> = found.iter().map(|event| event.to_string()).collect();
    ([(header::CONTENT_TYPE, "application/json")], format!("[{}]", texts.join(",\n"))).into_response()
}

async fn geojson(State(ops): State<Ops>, Query(asked): Asked) -> Response {
    let wanted = match Wanted::read(&asked) {
        Ok(wanted) => wanted,
        Err(told) => return (StatusCode::BAD_REQUEST, told).into_response(),
    };
    let features: Vec<Value> = wanted_events(&ops, &wanted)
        .iter()
        .filter_map(|event| {
            let point = [event.get("longitude")?.as_f64()?, event.get("latitude")?.as_f64()?];
            let geometry = json!({ "type": "Point", "coordinates": point });
            Some(json!({ "type": "Feature", "id": event.get("event"), "geometry": geometry, "properties": **event }))
        })
        .collect();
    as_json(&json!({ "type": "FeatureCollection", "features": features }))
}

async fn one_record(State(ops): State<Ops>, Path(id): Path<String>) -> Response {
    let hint = "no such record among the newest 10,000; older ones are in the output files: \
                zgrep the id in marsad-*.ndjson*\n";
    let Some(index) = ops.index else { return (StatusCode::NOT_FOUND, hint).into_response() };
    let read = tokio::task::spawn_blocking(move || index.line(&id)).await;
    match read {
        Ok(Ok(Some(line))) => ([(header::CONTENT_TYPE, "application/json")], line).into_response(),
        Ok(Ok(None)) => (StatusCode::NOT_FOUND, hint).into_response(),
        Ok(Err(error)) => failed(error),
        Err(error) => failed(error),
    }
}
