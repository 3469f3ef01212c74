//! `marsad export`: the events of the output files, by its whole output.

use std::{fs, path::Path};

use crate::program;

fn marsad(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let ran = program::marsad(dir, arguments);
    (ran.code, ran.out, ran.err)
}

/// An output of three lines: a truce in Derna, its revision in which it is denied, and a blast.
fn desk() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let item = |id: &str, title: &str, text: &str, published: &str| {
        serde_json::json!({"id": id, "title": title, "text": text, "feed": "post", "lang": "en", "country": "LY",
            "url": format!("https://post.example/{id}"), "published": published})
        .to_string()
    };
    let items = [
        item(
            "1",
            "Truce in Derna",
            "The municipal council announced a truce in Derna, Libya.",
            "2024-03-12T08:00:00+02:00",
        ),
        item(
            "1",
            "Truce in Derna denied",
            "The municipal council denied that there was a truce in Derna, Libya.",
            "2024-03-12T09:00:00+02:00",
        ),
        item(
            "2",
            "=Car bomb, \"the third\"",
            "Three soldiers were killed when a car bomb exploded in Benghazi, Libya, on Wednesday.",
            "2024-03-14T08:00:00+02:00",
        ),
    ];
    fs::write(dir.path().join("items.jsonl"), items.join("\n")).unwrap();
    fs::write(dir.path().join("marsad.toml"), "[ops]\nlisten = \"\"\n").unwrap();
    assert_eq!(marsad(dir.path(), &["replay", "items.jsonl"]).0, 0);
    dir
}

/// The rows of a table, each by the names of its columns.
fn rows(csv: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut records = Vec::new();
    let (mut record, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = csv.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => field.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            letter => field.push(letter),
        }
    }
    let names = records.remove(0);
    records.into_iter().map(|record| names.iter().cloned().zip(record).collect()).collect()
}

#[test]
fn a_revision_replaces_the_events_of_its_item() {
    let dir = desk();
    let (code, out, err) = marsad(dir.path(), &["export"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let told: Vec<_> = rows(&out)
        .iter()
        .map(|row| {
            ["sub_event_type", "status", "location", "event_date", "fatalities", "notes"].map(|name| row[name].clone())
        })
        .collect();
    assert_eq!(
        told,
        [
            ["Agreement", "denied", "Derna", "", "", "Truce in Derna denied"],
            ["Remote explosive/landmine/IED", "reported", "Benghazi", "2024-03-13", "3", "'=Car bomb, \"the third\""],
        ]
    );
    let all = rows(&marsad(dir.path(), &["export", "--all-versions"]).1);
    assert_eq!(all.iter().map(|row| row["status"].as_str()).collect::<Vec<_>>(), ["reported", "denied", "reported"]);
}

#[test]
fn days_and_conditions_choose() {
    let dir = desk();
    let statuses = |arguments: &[&str]| {
        let (code, out, _) = marsad(dir.path(), &[&["export"], arguments].concat());
        assert_eq!(code, 0);
        rows(&out).iter().map(|row| row["status"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(statuses(&["--since", "2024-03-13"]), ["reported"]);
    assert_eq!(statuses(&["--until", "2024-03-12"]), ["denied"]);
    assert_eq!(statuses(&["--where", "status=denied,place=derna"]), ["denied"]);
    assert_eq!(statuses(&["--where", "status=denied,place=benghazi"]), Vec::<String>::new());
}

#[test]
fn a_map_layer_is_geojson() {
    let dir = desk();
    let (code, out, _) = marsad(dir.path(), &["export", "--format", "geojson"]);
    assert_eq!(code, 0);
    let layer: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(layer["type"], "FeatureCollection");
    let features = layer["features"].as_array().unwrap();
    assert_eq!(features.len(), 2);
    let record = fs::read_to_string(dir.path().join("out/marsad.ndjson")).unwrap();
    let last: serde_json::Value = serde_json::from_str(record.lines().last().unwrap()).unwrap();
    assert_eq!(features[1]["geometry"], last["events"][0]["geometry"]);
    assert_eq!(features[1]["properties"]["fatalities"], 3);
    assert_eq!(features[1]["properties"]["source_url"], "https://post.example/2");
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let dir = desk();
    let (code, _, err) = marsad(dir.path(), &["export", "--where", "town=derna"]);
    assert_eq!((code, err.lines().next()), (2, Some("unknown condition `town`")));
    assert_eq!(marsad(dir.path(), &["export", "--since", "yesterday"]).0, 2);
}
