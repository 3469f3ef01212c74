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
fn a_snapshot_does_not_see_what_is_committed_later() {
    let store = store();
    let before = store.snapshot().unwrap();
    store.commit(&[&puts(&[("a", "1")])], None, &Ledger::fresh()).unwrap();
    check_rows(&before, &[]);
    check_rows(&store, &[("a", "1")]);
}

#[test]
fn an_overlay_sees_what_is_on_its_way() {
    let store = store();
    store.commit(&[&puts(&[("a", "1"), ("c", "3"), ("e", "5")])], None, &Ledger::fresh()).unwrap();
    let mut overlay = Overlay::new(store.clone()).unwrap();
    let mut changes = puts(&[("b", "2"), ("c", "33"), ("f", "6")]);
    changes.deletes.push((Table::Near, b"e".to_vec()));
    overlay.add(1, &changes);
    check_rows(&overlay, &[("a", "1"), ("b", "2"), ("c", "33"), ("f", "6")]);
    assert_eq!(overlay.get(Table::Near, b"e").unwrap(), None);
    assert_eq!(overlay.get(Table::Near, b"c").unwrap(), Some(b"33".to_vec()));

    store.commit(&[&changes], None, &Ledger::fresh()).unwrap();
    overlay.settle(1).unwrap();
    check_rows(&overlay, &[("a", "1"), ("b", "2"), ("c", "33"), ("f", "6")]);
}

#[test]
fn an_overlay_hides_a_range_that_will_be_gone() {
    let store = store();
    store.commit(&[&puts(&[("a", "1"), ("b", "2"), ("c", "3")])], None, &Ledger::fresh()).unwrap();
    let mut overlay = Overlay::new(store).unwrap();
    overlay.add(1, &puts(&[("aa", "11")]));
    let mut changes = puts(&[("b", "new")]);
    changes.expire.push((Table::Near, b"a".to_vec(), b"c".to_vec()));
    overlay.add(2, &changes);
    check_rows(&overlay, &[("b", "new"), ("c", "3")]);
    assert_eq!(overlay.get(Table::Near, b"a").unwrap(), None);
}

#[test]
fn a_scan_ends_when_the_visitor_has_enough() {
    let store = store();
    store.commit(&[&puts(&[("a", "1"), ("c", "3")])], None, &Ledger::fresh()).unwrap();
    let mut overlay = Overlay::new(store).unwrap();
    overlay.add(1, &puts(&[("b", "2"), ("d", "4")]));
    let mut seen = Vec::new();
    overlay
        .scan(Table::Near, b"", Some(b"d"), &mut |key, _| {
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
