use redb::backends::InMemoryBackend;

use super::*;

fn store() -> Store {
    Store::with_backend(InMemoryBackend::new(), OpenOptions::default(), Room::default()).unwrap()
}

fn puts(rows: &[(&str, &str)]) -> Changes {
    let mut changes = Changes::default();
    for (key, value) in rows {
        changes.put(Table::Near, *key, *value);
    }
    changes
}

#[track_caller]
fn check_rows(memory: &dyn Memory, expected: &[(&str, &str)]) {
    let mut rows = Vec::new();
    memory
        .scan(Table::Near, b"", None, &mut |key, value| {
            rows.push((String::from_utf8(key.to_vec()).unwrap(), String::from_utf8(value.to_vec()).unwrap()));
            true
        })
        .unwrap();
    let expected: Vec<_> = expected.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    assert_eq!(rows, expected);
}

#[test]
fn ranges_go_before_rows_come() {
    let store = store();
    store.commit(&[&puts(&[("a", "1"), ("b", "2"), ("c", "3")])], None, &Ledger::fresh()).unwrap();
    let mut changes = puts(&[("b", "new")]);
    changes.expire.push((Table::Near, b"a".to_vec(), b"c".to_vec()));
    store.commit(&[&changes], None, &Ledger::fresh()).unwrap();
    check_rows(&store, &[("b", "new"), ("c", "3")]);
}

#[test]
fn of_two_rows_with_one_key_the_later_one_stays() {
    let store = store();
    store.commit(&[&puts(&[("b", "1"), ("a", "1"), ("b", "2")])], None, &Ledger::fresh()).unwrap();
    check_rows(&store, &[("a", "1"), ("b", "2")]);
}

#[test]
fn a_snapshot_does_not_see_what_is_committed_later() {
    let store = store();
    let before = store.snapshot().unwrap();
    store.commit(&[&puts(&[("a", "1")])], None, &Ledger::fresh()).unwrap();
    check_rows(&before, &[]);
    check_rows(&store, &[("a", "1")]);
}

#[test]
fn a_scan_ends_when_the_visitor_has_enough() {
    let store = store();
    store.commit(&[&puts(&[("a", "1"), ("b", "2"), ("c", "3")])], None, &Ledger::fresh()).unwrap();
    let mut seen = Vec::new();
    store
        .scan(Table::Near, b"", Some(b"c"), &mut |key, _| {
            seen.push(key.to_vec());
            seen.len() < 2
        })
        .unwrap();
    assert_eq!(seen, [b"a".to_vec(), b"b".to_vec()]);
}

#[test]
fn the_ledger_comes_back_as_it_was_committed() {
    let store = store();
    assert!(store.ledger().unwrap().is_fresh());
    let file = Some(FileId { device: 3, inode: 4 });
    let segment = Segment { number: 2, first_seq: 9, committed: 30, synced: 20, file, opened: -5 };
    let rotation = Some(Rotation { manifest_offset: 7, manifest_line: b"{}\n".to_vec() });
    let ledger = Ledger { next_seq: 12, segment, rotation };
    store.commit(&[], None, &ledger).unwrap();
    assert_eq!(store.ledger().unwrap(), ledger);
}

#[test]
fn the_outbox_forgets_what_is_on_the_disk() {
    let store = store();
    let mut ledger = Ledger::fresh();
    for offset in [0, 10, 20] {
        store.commit(&[], Some(&Entry { offset, bytes: b"ten bytes\n".to_vec() }), &ledger).unwrap();
    }
    ledger.segment.synced = 20;
    store.commit(&[], None, &ledger).unwrap();
    let mut offsets = Vec::new();
    store
        .outbox(0, |offset, _| {
            offsets.push(offset);
            Ok::<_, StateError>(())
        })
        .unwrap();
    assert_eq!(offsets, [20]);
}
