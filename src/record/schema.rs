//! The JSON Schema of a line.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::{Record, SCHEMA};

/// JSON Schema, draft 2020-12, of one line. Every key is required: a field without a value is
/// `null`. Keys that are not named are accepted, since `marsad/1` may gain some: a schema that was
/// kept must not refuse the lines of a newer program.
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<Record<'static>>().to_value();
    close(&mut schema);
    if let Some(root) = schema.as_object_mut() {
        root.insert("$id".into(), json!("https://marsad.invalid/schema/marsad-1.json"));
        root.insert("title".into(), json!("marsad record"));
        if let Some(properties) = root.get_mut("properties").and_then(Value::as_object_mut) {
            properties.insert("schema".into(), json!({ "const": SCHEMA, "description": "The name of this schema." }));
            let about = "Starts at 1 and has no gaps, across rotations and restarts.";
            properties.insert("seq".into(), json!({ "type": "integer", "minimum": 1, "description": about }));
        }
        if let Some(required) = root.get_mut("required").and_then(Value::as_array_mut) {
            required.insert(0, json!("schema"));
            required.insert(1, json!("seq"));
        }
    }
    schema
}

/// Requires every property of every object: an `Option` is `null`, never left out.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                let keys: Vec<Value> = properties.keys().map(|key| json!(key)).collect();
                object.insert("required".into(), Value::Array(keys));
                object.remove("additionalProperties");
            }
            object.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
