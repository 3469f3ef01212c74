//! Commands that need no daemon, by their whole output.

use std::{fs, path::Path, process::Command};

use serde_json::Value;

use crate::program::fed as marsad;

#[test]
fn check_tells_all_problems_at_once_and_starts_nothing() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("feeds.d")).unwrap();
    fs::write(
        dir.path().join("marsad.toml"),
        "include = [\"feeds.d/*.toml\"]\n[poll]\nintervall = \"5m\"\nmin = \"10\"\n[output]\nfsync = \"sometimes\"\n",
    )
    .unwrap();
    fs::write(
        dir.path().join("feeds.d/a.toml"),
        "[[feed]]\nid = \"post\"\nurl = \"https://post.example/feed\"\n[[feed]]\nid = \"post\"\nurl = \"gopher://x\"\nlangg = \"ar\"\n",
    )
    .unwrap();
    for command in ["check", "once", "run"] {
        let ran = marsad(dir.path(), &[command], "");
        let expected = "feeds.d/a.toml:6:7: `gopher://x` is no address of a feed\n  \
                          hint: an address begins with https://, http:// or file:\n\
                        feeds.d/a.toml:7:1: unknown key `langg`\n  hint: did you mean `lang`?\n\
                        marsad.toml:3:1: unknown key `intervall`\n  \
                          hint: the keys here are backfill, concurrency, drain, every, key, max, max_field, max_items, min, obey_hints, per_key, spacing\n\
                        marsad.toml:4:7: `min` cannot be `10`\n  \
                          hint: a duration is written such as \"90s\", \"10m\", \"6h\" or \"1d\"\n\
                        marsad.toml:6:9: `fsync` cannot be `sometimes`\n  \
                          hint: the choices are \"always\", \"interval\", \"never\"\n\
                        5 problems\n";
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (2, "", expected), "{command}");
        assert!(!dir.path().join("state").exists(), "{command} made a state");
    }
}

#[test]
fn two_feeds_of_one_id_are_a_problem() {
    let dir = tempfile::tempdir().unwrap();
    let feed = "[[feed]]\nid = \"post\"\nurl = \"https://post.example/feed\"\n";
    fs::write(dir.path().join("marsad.toml"), format!("{feed}{feed}")).unwrap();
    let ran = marsad(dir.path(), &["check"], "");
    let expected = "marsad.toml: 2 feeds have the id `post`\n  \
                    hint: an id names one feed; the items of a feed are remembered under it\n1 problem\n";
    assert_eq!((ran.code, ran.err.as_str()), (2, expected));
}

#[test]
fn no_configuration_is_told_with_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let ran = marsad(dir.path(), &["check"], "");
    let expected = "marsad.toml: no configuration here, nor at /etc/marsad/marsad.toml\n  \
                    hint: `marsad init` writes one, `--config PATH` names one\n1 problem\n";
    assert_eq!((ran.code, ran.err.as_str()), (2, expected));
}

#[test]
fn init_writes_a_starter_that_is_fine_and_never_writes_over_one() {
    let dir = tempfile::tempdir().unwrap();
    let first = marsad(dir.path(), &["init", "desk"], "");
    let told =
        "wrote desk/marsad.toml\n  next: `marsad check -c desk/marsad.toml`, then `marsad once -c desk/marsad.toml`\n";
    assert_eq!((first.code, first.err.as_str()), (0, told));
    let check = marsad(dir.path(), &["check", "-c", "desk/marsad.toml"], "");
    assert_eq!((check.code, check.err.as_str()), (0, "desk/marsad.toml: fine, 45 feeds (45 enabled)\n"));
    let again = marsad(dir.path(), &["init", "desk"], "");
    assert_eq!((again.code, again.err.as_str()), (2, "desk/marsad.toml: already there, left as it is\n"));
}

#[test]
fn a_lexicon_of_ones_own_is_checked_with_the_configuration() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("words")).unwrap();
    fs::write(
        dir.path().join("words/places.toml"),
        "[[place]]\nid = \"x\"\nname = \"X\"\nkind = \"citty\"\nen = [\"X\"]\n",
    )
    .unwrap();
    fs::write(dir.path().join("marsad.toml"), "[extract]\nlexicon = \"words\"\n").unwrap();
    let ran = marsad(dir.path(), &["check"], "");
    let mut told = ran.err.lines().skip_while(|line| !line.starts_with("places.toml:4:"));
    let kinds = "country, region, area, city, town, village, district, neighbourhood, sea, island, road, airport, air-base, \
                 port, terminal, oil-field, refinery, pipeline, crossing, camp, detention-centre, dam, military-camp, landmark";
    assert_eq!(told.next(), Some("places.toml:4:8: `kind` cannot be `citty`"));
    assert_eq!(told.next(), Some(format!("  hint: did you mean `city`? the kinds are {kinds}").as_str()));
    assert!(!ran.err.contains("a place needs"), "{}", ran.err);
    assert_eq!(ran.code, 2);
}

#[test]
fn a_mistake_in_a_row_of_ones_own_is_one_problem() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("words")).unwrap();
    let village = "[[place]]\nid = \"x\"\nname = \"X\"\nkind = \"vilage\"\nen = [\"Xanadhu\"]\n[[place]]\nid = \"y\"\nkind = \"town\"\n";
    fs::write(dir.path().join("words/gazetteer.toml"), village).unwrap();
    let events = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("config/lexicon/events.toml")).unwrap();
    let lines = events.lines().count();
    let rules = "\n[[rule]]\nid = \"a\"\ntype = \"armed-clashes\"\nlang = \"en\"\nnouns = [\"row\"]\n\
                 [[rule]]\nid = \"b\"\ntype = \"armed-clash\"\nlang = \"eng\"\nnouns = [\"row\"]\n\
                 [[rule]]\nid = \"c\"\nlang = \"en\"\nnouns = [\"row\"]\n";
    fs::write(dir.path().join("words/events.toml"), events + rules).unwrap();
    fs::write(dir.path().join("marsad.toml"), "[extract]\nlexicon = \"words\"\n").unwrap();
    let ran = marsad(dir.path(), &["check"], "");
    // The lists of all kinds and types are long.
    let told: Vec<&str> =
        ran.err.lines().map(|line| line.split_once(" the ").map_or(line, |(before, _)| before)).collect();
    let expected = [
        format!("events.toml:{}:8: `type` cannot be `armed-clashes`", lines + 4),
        "  hint: did you mean `armed-clash`?".to_owned(),
        format!("events.toml:{}:8: `lang` cannot be `eng`", lines + 10),
        "  hint:".to_owned(),
        format!("events.toml:{}:1: a rule needs `id`, `type` and `lang`", lines + 12),
        "gazetteer.toml:4:8: `kind` cannot be `vilage`".to_owned(),
        "  hint: did you mean `village`?".to_owned(),
        "gazetteer.toml:6:1: a place needs `id`, `name` and `kind`".to_owned(),
        "5 problems".to_owned(),
    ];
    assert_eq!((ran.code, told), (2, expected.iter().map(String::as_str).collect()));
}

#[test]
fn options_may_stand_in_any_order() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("marsad.toml"), "").unwrap();
    let (listen, token, min) = ("ops.listen=0.0.0.0:9187", "ops.token=s3cret", "poll.min=1d");
    for options in [[listen, token], [token, listen], [min, "poll.max=2d"], ["poll.max=2d", min]] {
        let ran = marsad(dir.path(), &["check", "-o", options[0], "-o", options[1]], "");
        assert_eq!((ran.code, ran.err.as_str()), (0, "marsad.toml: fine, 0 feeds (0 enabled)\n"), "{options:?}");
    }
    let ran = marsad(dir.path(), &["check", "-o", listen, "-o", min], "");
    let expected = "-o ops.listen=0.0.0.0:9187: `listen` is not loopback and there is no `token`\n  \
                      hint: set `token_file`, or listen on 127.0.0.1 behind a proxy of your own\n\
                    -o poll.min=1d: `min` (1d) is longer than `max` (6h)\n2 problems\n";
    assert_eq!((ran.code, ran.err.as_str()), (2, expected));
}

#[test]
fn a_token_that_cannot_be_read_is_one_problem() {
    let dir = tempfile::tempdir().unwrap();
    let ops = |token: &str| format!("[ops]\nlisten = \"0.0.0.0:9187\"\ntoken_file = \"{token}\"\n");
    let told = |token: &str| {
        fs::write(dir.path().join("marsad.toml"), ops(token)).unwrap();
        let ran = marsad(dir.path(), &["check"], "");
        assert_eq!(ran.code, 2);
        ran.err
    };
    assert_eq!(
        told("none"),
        "marsad.toml:3:14: `token_file` cannot be read from `none`: No such file or directory (os error 2)\n1 problem\n"
    );
    let expected = "marsad.toml:3:14: `token_file` needs the variable `NOBODY_SETS_IT`\n  \
                    hint: it is not set in the environment\n1 problem\n";
    assert_eq!(told("${NOBODY_SETS_IT}/token"), expected);
}

#[test]
fn a_repeated_option_lays_the_later_over_the_earlier() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("marsad.toml"), "").unwrap();
    let ran = marsad(dir.path(), &["check", "-o", "poll.evry=5m", "-o", "output.path=-", "-o", "broken"], "");
    let expected = "-o broken: an option is written `key=value`\n  hint: such as `-o poll.every=5m`\n\
                    -o poll.evry=5m: unknown key `evry`\n  hint: did you mean `every`?\n2 problems\n";
    assert_eq!((ran.code, ran.err.as_str()), (2, expected));
}

#[test]
fn extract_gives_one_record_per_item_in_order_and_names_the_lines_that_are_none() {
    let dir = tempfile::tempdir().unwrap();
    let input = "{\"id\":\"a\",\"title\":\"A quiet day in Oslo\",\"text\":\"Nothing happened in Norway.\"}\n\n\
                 not json\n{\"id\":\"b\",\"title\":null,\"text\":\" نص قصير \\r\\n سطر \",\"mood\":1}\n{\"title\":\"no id\"}\n";
    let ran = marsad(dir.path(), &["extract", "-"], input);
    let records: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let seen: Vec<(u64, &str, &str, &str)> = records
        .iter()
        .map(|record| {
            let text = |key: &str| record[key].as_str().unwrap();
            (
                record["seq"].as_u64().unwrap(),
                text("item"),
                text("text"),
                record["relevance"]["class"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(seen, [(1, "a", "Nothing happened in Norway.", "none"), (2, "b", "نص قصير \n سطر", "none")]);
    assert!(records.iter().all(|record| record["fetched"].is_null()));
    assert_eq!(ran.err, "-:3: no item: expected ident at line 1 column 2\n-:5: no item: it has no `id`\n");
    assert_eq!(ran.code, 1);
}

#[test]
fn a_record_is_an_item_and_codes_to_itself() {
    let dir = tempfile::tempdir().unwrap();
    let input = "{\"id\":\"g1\",\"feed\":\"post\",\"title\":\"Clashes in Sirte\",\"text\":\"Two soldiers were killed in clashes in the \
                 Libyan city of Sirte on Monday.\",\"published\":\"2024-03-12T08:00:00+02:00\",\"country\":\"LY\",\"lang\":\"en\"}\n";
    let first = marsad(dir.path(), &["extract"], input);
    let second = marsad(dir.path(), &["extract"], &first.out);
    assert_eq!((first.code, second.code), (0, 0));
    assert_eq!(first.out, second.out);
}

#[test]
fn a_closed_pipe_ends_extract_quietly() {
    let dir = tempfile::tempdir().unwrap();
    let lines: String = (0..2_000).map(|n| format!("{{\"id\":\"{n}\",\"title\":\"Item {n}\"}}\n")).collect();
    fs::write(dir.path().join("items.jsonl"), lines).unwrap();
    let pipe =
        format!("{} extract items.jsonl | head -n 1 >/dev/null; echo ${{PIPESTATUS[0]}}", env!("CARGO_BIN_EXE_marsad"));
    let done = Command::new("bash").args(["-c", &pipe]).current_dir(dir.path()).output().unwrap();
    assert_eq!(
        (String::from_utf8_lossy(&done.stdout).as_ref(), String::from_utf8_lossy(&done.stderr).as_ref()),
        ("0\n", "")
    );
}

#[test]
fn replay_runs_on_the_clock_of_the_items_and_its_second_run_adds_nothing() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("marsad.toml"), "[extract]\nkeep = \"all\"\n").unwrap();
    let item = |id: &str, title: &str, fetched: &str| {
        format!("{{\"id\":\"{id}\",\"feed\":\"post\",\"title\":\"{title}\",\"fetched\":\"{fetched}\"}}\n")
    };
    let input = [
        item("1", "The port of Zuwara opens again today", "2024-03-12T08:00:00Z"),
        item("2", "Council of Nalut meets on the budget", "2024-03-11T08:00:00Z"),
        item("1", "The port of Zuwara stays shut today", "2024-03-12T09:00:00Z"),
        item("1", "The port of Zuwara opens again today", "2024-03-12T10:00:00Z"),
    ]
    .concat();
    fs::write(dir.path().join("items.jsonl"), input).unwrap();
    let ran = marsad(dir.path(), &["replay", "items.jsonl"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.starts_with("items    4: 2 unique, 0 updates, 0 related, 1 revisions, 0 copies, 1 repeats\n"),
        "{}",
        ran.err
    );
    let read = || fs::read_to_string(dir.path().join("out/marsad.ndjson")).unwrap();
    let first = read();
    let seen: Vec<(String, String, u64)> = first
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|line| {
            (
                line["kind"].as_str().unwrap().into(),
                line["fetched"].as_str().unwrap().into(),
                line["revision"].as_u64().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("article", "2024-03-12T08:00:00Z", 1),
        ("article", "2024-03-12T08:00:00Z", 1),
        ("revision", "2024-03-12T09:00:00Z", 2),
    ];
    assert_eq!(seen, expected.map(|(kind, fetched, revision)| (kind.into(), fetched.into(), revision)));
    assert_eq!(marsad(dir.path(), &["replay", "items.jsonl"], "").code, 0);
    assert_eq!(read(), first);
}

/// A front page and a section of one outlet carry the same address; numbers are given by each outlet.
#[test]
fn an_event_keeps_its_id_when_the_revision_comes_through_another_feed() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("marsad.toml"), "[dedup]\nnear = false\n").unwrap();
    let item = |id: &str, feed: &str, url: &str, killed: &str, hour: u32| {
        format!(
            "{{\"id\":\"{id}\",\"feed\":\"{feed}\",\"url\":\"{url}\",\"lang\":\"en\",\"title\":\"Clashes in Sirte\",\
             \"text\":\"{killed} soldiers were killed in clashes in the Libyan city of Sirte on Monday.\",\
             \"published\":\"2024-03-12T{hour:02}:00:00Z\"}}\n"
        )
    };
    let input = [
        item("7", "front", "https://post.example/7", "Two", 8),
        item("w-7", "world", "http://www.post.example/7/?utm_source=world", "Five", 9),
        item("7", "other", "https://other.example/7", "Three", 10),
    ]
    .concat();
    fs::write(dir.path().join("items.jsonl"), input).unwrap();
    assert_eq!(marsad(dir.path(), &["replay", "items.jsonl"], "").code, 0);
    let out = fs::read_to_string(dir.path().join("out/marsad.ndjson")).unwrap();
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = lines.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["article", "revision", "article"]);
    let [first, revised, other] = [0, 1, 2].map(|n| lines[n]["events"][0]["id"].as_str().unwrap());
    assert_eq!(first, revised);
    assert_ne!(first, other);
}

#[test]
fn a_schema_that_was_kept_accepts_lines_that_gained_a_field() {
    let dir = tempfile::tempdir().unwrap();
    let input = "{\"id\":\"a\",\"title\":\"Clashes in Sirte\",\"text\":\"Two soldiers were killed in clashes in the Libyan city of Sirte.\"}";
    let mut line: Value = serde_json::from_str(&marsad(dir.path(), &["extract"], input).out).unwrap();
    let schema: Value = serde_json::from_str(&marsad(dir.path(), &["schema"], "").out).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&line));
    for place in ["", "/feed", "/events/0", "/events/0/place"] {
        line.pointer_mut(place).unwrap().as_object_mut().unwrap().insert("gained".into(), Value::from(1));
        assert!(validator.is_valid(&line), "{place}");
    }
    line.as_object_mut().unwrap().remove("story");
    assert!(!validator.is_valid(&line));
}

#[test]
fn the_schemas_are_schemas() {
    let dir = tempfile::tempdir().unwrap();
    for arguments in [&["schema"][..], &["schema", "--config"]] {
        let ran = marsad(dir.path(), arguments, "");
        let schema: Value = serde_json::from_str(&ran.out).unwrap();
        jsonschema::meta::validate(&schema).unwrap();
        assert_eq!(ran.code, 0);
    }
    let schema: Value = serde_json::from_str(&marsad(dir.path(), &["schema", "--config"], "").out).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for file in ["marsad.toml", "libya.toml", "demo.toml"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("config").join(file)).unwrap();
        let config: Value = serde_json::to_value(toml::from_str::<toml::Table>(&text).unwrap()).unwrap();
        validator.validate(&config).unwrap_or_else(|error| panic!("{file}: {error}"));
    }
}
