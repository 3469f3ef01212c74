//! A map layer: a GeoJSON FeatureCollection (RFC 7946), one feature a line.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::row::COLUMNS;
use crate::record::{Event, Record, to_json};

/// A collection that is being written.
pub(super) struct Layer<'o, W> {
    out: &'o mut W,
    first: bool,
}

impl<'o, W: Write> Layer<'o, W> {
    /// Opens the collection.
    pub(super) fn begin(out: &'o mut W) -> io::Result<Self> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(Self { out, first: true })
    }

    /// Adds an event.
    pub(super) fn feature(&mut self, record: &Record<'_>, event: &Event<'_>) -> io::Result<()> {
        let properties: Map<String, Value> =
            COLUMNS.iter().map(|(name, value)| ((*name).to_owned(), value(record, event))).collect();
        let feature = json!({"type": "Feature", "id": event.id, "geometry": event.geometry, "properties": properties});
        let comma = if self.first { "\n" } else { ",\n" };
        self.first = false;
        write!(self.out, "{comma}{}", to_json(&feature))
    }

    /// Closes the collection.
    pub(super) fn end(self) -> io::Result<()> {
        self.out.write_all(b"\n]}\n")
    }
}
