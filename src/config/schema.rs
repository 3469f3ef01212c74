//! The JSON Schema of the configuration, read off the reference file: its keys, the kinds of
//! their defaults, and their comments.

use serde_json::{Map, Value, json};

use super::REFERENCE;

/// JSON Schema, draft 2020-12, of a configuration.
pub fn schema() -> Value {
    let mut root = Map::new();
    let mut feed = Map::new();
    let mut table: Option<(&str, Map<String, Value>)> = None;
    for line in REFERENCE.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            close(&mut root, table.replace((name, Map::new())));
        } else if let Some((key, about)) = line.strip_prefix("# ").and_then(entry) {
            close(&mut root, table.take());
            feed.insert(key.to_owned(), about);
        } else if let Some((key, about)) = entry(line) {
            match &mut table {
                Some((_, keys)) => keys.insert(key.to_owned(), about),
                None => root.insert(key.to_owned(), about),
            };
        }
    }
    close(&mut root, table);
    for secret in ["password", "bearer", "cookie"] {
        feed.insert(
            format!("{secret}_file"),
            json!({ "type": "string", "description": format!("a file with the {secret}") }),
        );
    }
    let item =
        json!({ "type": "object", "properties": feed, "required": ["id", "url"], "additionalProperties": false });
    root.insert("feed".into(), json!({ "type": "array", "items": item }));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "marsad configuration",
        "type": "object",
        "properties": root,
        "additionalProperties": false,
    })
}

fn close(root: &mut Map<String, Value>, table: Option<(&str, Map<String, Value>)>) {
    let Some((name, mut keys)) = table else { return };
    if keys.contains_key("token") {
        keys.insert("token_file".into(), json!({ "type": "string", "description": "a file with the token" }));
    }
    root.insert(name.to_owned(), json!({ "type": "object", "properties": keys, "additionalProperties": false }));
}

/// `key = default  # comment` as a property.
fn entry(line: &str) -> Option<(&str, Value)> {
    let (key, rest) = line.split_once(" = ")?;
    let plain = |c: char| c.is_ascii_lowercase() || c == '_';
    if key.is_empty() || !key.chars().all(plain) {
        return None;
    }
    let (default, comment) = rest.split_once("  #").unwrap_or((rest, ""));
    let kind = match default.trim().chars().next()? {
        '"' => json!({ "type": "string" }),
        '[' => json!({ "type": "array", "items": { "type": "string" } }),
        '{' => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        't' | 'f' => json!({ "type": "boolean" }),
        _ => json!({ "type": "integer", "minimum": 0 }),
    };
    let mut property = kind;
    if let (Some(object), comment) = (property.as_object_mut(), comment.trim())
        && !comment.is_empty()
    {
        object.insert("description".into(), json!(comment));
    }
    Some((key, property))
}
