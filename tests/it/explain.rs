//! `marsad explain` and `marsad eval`, by their whole output.

use std::fs;

use crate::program::marsad;

/// Without the isolates, which no reader of a test sees.
fn bare(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

const ITEM: &str = "{\"id\":\"a-1\",\"title\":\"هدنة في درنة\",\"text\":\"أعلن المجلس البلدي هدنة في درنة لمدة 14 يوما.\",\
                    \"feed\":\"post\",\"lang\":\"ar\",\"published\":\"2024-03-12T08:00:00+02:00\"}\n";

#[test]
fn an_article_is_explained_by_its_words() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("items.jsonl"), ITEM).unwrap();
    let ran = marsad(dir.path(), &["explain", "items.jsonl"]);
    let lines: Vec<String> = bare(&ran.out).lines().map(str::to_owned).collect();
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(lines[0], "a-1  post  2024-03-12T08:00:00+02:00  ar");
    assert!(lines.iter().any(|line| line.starts_with("  ⟦هدنة|") && line.contains("⟦درنة|1 place⟧")), "{lines:#?}");
    let told = lines.iter().find(|line| line.starts_with("1. ")).unwrap();
    assert!(told.starts_with("1. Agreement (ceasefire for 14 days) in Derna on 2024-03-12"), "{told}");
    assert!(told.contains(". Reported, according to "), "{told}");
    assert!(lines.iter().any(|line| line.starts_with("   rules        truce.ar.noun")), "{lines:#?}");
}

#[test]
fn why_not_names_the_rule_that_was_rejected_and_the_reason() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("film.txt"),
        "A film of the clashes in Tripoli\nThe director praised the novel; the festival screened the film in Libya.",
    )
    .unwrap();
    let ran = marsad(dir.path(), &["explain", "--text", "--why-not", "film.txt"]);
    let told = bare(&ran.out);
    assert!(told.contains("\nNo event.\n\nNot coded:\n"), "{told}");
    assert!(
        told.contains("   «clashes»  title 14-21  clash.en.noun: a word beside it makes it another thing\n"),
        "{told}"
    );
    let quiet = marsad(dir.path(), &["explain", "--text", "film.txt"]);
    assert!(!bare(&quiet.out).contains("Not coded"));
}

#[test]
fn json_holds_the_record_a_sentence_for_each_event_and_what_was_rejected() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("items.jsonl"), ITEM).unwrap();
    let ran = marsad(dir.path(), &["explain", "--json", "--why-not", "items.jsonl"]);
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let record = &told["record"];
    assert_eq!(told["sentences"].as_array().unwrap().len(), record["events"].as_array().unwrap().len());
    assert_eq!(record["item"], "a-1");
    for evidence in record["events"][0]["evidence"].as_array().unwrap() {
        let field: Vec<char> = record[evidence["field"].as_str().unwrap()].as_str().unwrap().chars().collect();
        let (start, end) = (evidence["start"].as_u64().unwrap() as usize, evidence["end"].as_u64().unwrap() as usize);
        assert_eq!(field[start..end].iter().collect::<String>(), evidence["exact"].as_str().unwrap());
    }
    assert!(told["rejected"].is_array());
}

#[test]
fn a_written_record_is_found_by_its_id_and_explained_as_it_was_written() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("items.jsonl"), ITEM).unwrap();
    fs::write(dir.path().join("marsad.toml"), "[ops]\nlisten = \"\"\n").unwrap();
    assert_eq!(marsad(dir.path(), &["replay", "items.jsonl"]).code, 0);
    let line = fs::read_to_string(dir.path().join("out/marsad.ndjson")).unwrap();
    let record: serde_json::Value = serde_json::from_str(&line).unwrap();
    let ran = marsad(dir.path(), &["explain", "--id", record["id"].as_str().unwrap()]);
    let by_item = marsad(dir.path(), &["explain", "items.jsonl"]);
    assert_eq!((ran.code, ran.out), (0, by_item.out));
    let unknown = marsad(dir.path(), &["explain", "--id", "00"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.starts_with("no record has the id `00` in "), "{}", unknown.err);
}

#[test]
fn a_line_that_is_no_item_is_named_and_the_rest_is_explained() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("items.jsonl"), format!("{{\"id\":\"1\"}}\n\n{ITEM}")).unwrap();
    let ran = marsad(dir.path(), &["explain", "items.jsonl"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (1, "items.jsonl:1: no item: it has neither `title`, `text` nor `html`\n")
    );
    assert!(ran.out.starts_with("a-1  post"));
}

const GOLD: &str = "{\"item\":{\"id\":\"a-1\",\"title\":\"هدنة في درنة\",\"text\":\"أعلن المجلس البلدي هدنة في درنة لمدة 14 يوما.\",\
                    \"lang\":\"ar\",\"published\":\"2024-03-12T08:00:00+02:00\"},\"gold\":{\"relevance\":\"about\",\"events\":\
                    [{\"event_type\":\"Strategic developments\",\"sub_event_type\":\"Agreement\",\"status\":\"denied\",\
                    \"place\":\"Derna\",\"country\":\"LY\",\"date\":\"2024-03-12\",\"date_end\":null,\"fatalities\":null,\
                    \"injured\":null,\"actors\":[],\"agreement\":{\"kind\":\"ceasefire\",\"duration_days\":14}}]}}\n";

#[test]
fn eval_counts_what_is_right_and_tells_what_is_not() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("gold.jsonl"), GOLD).unwrap();
    let ran = marsad(dir.path(), &["eval", "gold.jsonl"]);
    let lines: Vec<&str> = ran.out.lines().map(str::trim_end).collect();
    assert_eq!(
        lines[0],
        "a-1: status: gold denied, coded reported (Strategic developments/Agreement, denied in Derna)"
    );
    assert_eq!(lines[1], "");
    assert_eq!(lines[2], format!("{:36}  {:21}  all (1)", "", "ar (1)"));
    let row = |name: &str| lines.iter().find(|line| line.starts_with(name)).unwrap().split_whitespace().last().unwrap();
    assert_eq!(
        (row("status "), row("place"), row("day"), row("kind and duration")),
        ("(0/1)", "(1/1)", "(1/1)", "(1/1)")
    );
    let sums = marsad(dir.path(), &["eval", "--sums", "gold.jsonl"]);
    assert_eq!(sums.out.lines().collect::<Vec<_>>(), ran.out.lines().skip(2).collect::<Vec<_>>());
}

#[test]
fn eval_fails_where_a_bound_is_not_kept() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("gold.jsonl"), GOLD).unwrap();
    let kept = marsad(
        dir.path(),
        &["eval", "--sums", "gold.jsonl", "--at-least", "place=0.9", "--at-most", "events.extra=0.1"],
    );
    assert_eq!((kept.code, kept.err.as_str()), (0, ""));
    let broken = marsad(dir.path(), &["eval", "--sums", "gold.jsonl", "--at-least", "status=0.92"]);
    assert_eq!((broken.code, broken.err.as_str()), (1, "status is 0.000, it has to be at least 0.92\n"));
    let unknown = marsad(dir.path(), &["eval", "gold.jsonl", "--at-least", "places=0.9"]);
    assert_eq!(
        (unknown.code, unknown.err.as_str()),
        (
            2,
            "unknown measure `places`\n  hint: there are relevance, events, whole, status, unreported, place, date, \
             tolls, false-tolls, actors, roles, agreements; the first three have `.precision`, `.recall`, `.f1` and `.extra`\n"
        )
    );
}

#[test]
fn eval_refuses_a_file_that_is_no_gold() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("items.jsonl"), ITEM).unwrap();
    let ran = marsad(dir.path(), &["eval", "items.jsonl"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with("items.jsonl:1: no gold: missing field `item`"), "{}", ran.err);
}
