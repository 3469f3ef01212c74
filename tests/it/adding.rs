//! What CONTRIBUTING.md says is added in one place is so: its blocks are applied as they stand there.

use std::{fs, process::Command};

use serde_json::{Value, json};

/// The block under a heading, such as `**A name.**`.
fn block(heading: &str) -> String {
    let text = include_str!("../../CONTRIBUTING.md");
    let behind = text.split_once(heading).unwrap().1;
    behind.split_once("```toml\n").unwrap().1.split_once("```").unwrap().0.to_owned()
}

/// The record of an item, coded with one more lexicon file.
fn coded(block: &str, languages: &str, item: &Value) -> Value {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("lexicon")).unwrap();
    if !block.is_empty() {
        fs::write(dir.path().join("lexicon/ours.toml"), block).unwrap();
    }
    fs::write(dir.path().join("items.jsonl"), item.to_string()).unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_marsad"))
        .args([
            "-o",
            "extract.lexicon=\"lexicon\"",
            "-o",
            &format!("extract.languages={languages}"),
            "extract",
            "items.jsonl",
        ])
        .current_dir(dir.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(ran.stderr).unwrap(), "");
    serde_json::from_slice(&ran.stdout).unwrap()
}

fn events(record: &Value) -> Vec<[&str; 3]> {
    let events = record["events"].as_array().unwrap().iter();
    events
        .map(|event| {
            [&event["sub_event_type"], &event["status"], &event["place"]["name"]]
                .map(|value| value.as_str().unwrap_or("-"))
        })
        .collect()
}

const CODED: &str = "[\"ar\", \"en\", \"fr\"]";

#[test]
fn a_name_is_one_block() {
    let item = json!({"id": "1", "lang": "ar", "country": "LY", "published": "2024-03-12T08:00:00+02:00",
        "title": "اشتباكات مسلحة في ليبيا", "text": "اندلعت اشتباكات مسلحة في مخيم وادي زمزم أمس."});
    assert_eq!(events(&coded(&block("**A name.**"), CODED, &item)), [["Armed clash", "reported", "Wadi Zamzam camp"]]);
    assert!(
        coded("", CODED, &item)["mentions"]["places"]
            .as_array()
            .unwrap()
            .iter()
            .all(|place| place["id"] != "wadi-zamzam-camp")
    );
}

#[test]
fn an_event_type_is_one_block() {
    let item = json!({"id": "1", "lang": "en", "published": "2024-03-12T08:00:00+02:00",
        "title": "Farmers in southern Libya", "text": "A locust swarm reached Ghat on Monday, the municipality said."});
    assert_eq!(events(&coded(&block("**An event type**"), CODED, &item)), [["Locust swarm", "reported", "Ghat"]]);
    assert_eq!(events(&coded("", CODED, &item)), [[""; 3]; 0]);
}

#[test]
fn a_language_is_one_block() {
    let item = |text: &str| {
        json!({"id": "1", "lang": "it", "country": "IT", "published": "2024-03-12T08:00:00+01:00",
            "title": "Libia, la situazione a Sirte", "text": text})
    };
    let four = "[\"ar\", \"en\", \"fr\", \"it\"]";
    let block = block("**A language**");
    let fought = item("Nella notte ci sono stati scontri armati a Sirte, in Libia, dicono fonti locali della zona.");
    assert_eq!(events(&coded(&block, four, &fought)), [["Armed clash", "reported", "Sirte"]]);
    let denied =
        item("Il sindaco di Sirte, in Libia, ha negato che ci siano stati scontri nella zona della sua città.");
    assert_eq!(events(&coded(&block, four, &denied)), [["Armed clash", "denied", "Sirte"]]);
    assert_eq!(events(&coded(&block, CODED, &fought)), [[""; 3]; 0]);
}
