use super::*;

#[test]
fn lines_are_numbered_from_one_without_gaps() {
    let bench = Bench::new();
    let mut sink = bench.open();
    assert_eq!(sink.commit(&[batch(&["a", "b"]), batch(&[]), batch(&["c"])], day(0)).unwrap(), [1..3, 3..3, 3..4]);
    sink.close().unwrap();
    let mut sink = bench.open();
    sink.commit(&[batch(&["d"])], day(0)).unwrap();
    check(&bench.active(), &[(1, "a"), (2, "b"), (3, "c"), (4, "d")]);
}

#[test]
fn what_is_synced_follows_what_is_committed() {
    let bench = Bench::new();
    let mut sink = bench.open();
    sink.commit(&[batch(&["a", "b"])], day(0)).unwrap();
    assert_eq!((sink.synced_seq(), sink.is_dirty()), (0, true));
    sink.sync().unwrap();
    assert_eq!((sink.synced_seq(), sink.is_dirty()), (2, false));
}

#[test]
fn changes_are_committed_without_lines() {
    let bench = Bench::new();
    let mut sink = bench.open();
    let mut changes = Changes::default();
    changes.put(Table::Feed, b"feed", b"etag");
    sink.commit(&[Batch { changes, lines: Vec::new() }], day(0)).unwrap();
    assert_eq!(bench.store.get(Table::Feed, b"feed").unwrap(), Some(b"etag".to_vec()));
    check(&bench.active(), &[]);
}

#[test]
fn a_torn_line_is_completed() {
    let bench = Bench::new();
    let mut sink = bench.open();
    sink.commit(&[batch(&["a"])], day(0)).unwrap();
    sink.commit(&[batch(&["b"])], day(0)).unwrap();
    drop(sink);
    let torn = line(1, "a").len() + 5;
    fs::File::options().write(true).open(bench.active()).unwrap().set_len(torn as u64).unwrap();
    bench.open();
    check(&bench.active(), &[(1, "a"), (2, "b")]);
}

#[test]
fn lines_without_state_are_refused() {
    let bench = Bench::new();
    fs::create_dir_all(bench.path("")).unwrap();
    fs::write(bench.active(), line(1, "a")).unwrap();
    let refused = bench.try_open(Start::Continue).err().unwrap();
    let expected = format!("output `{}` has lines, but the state is empty", bench.active().display());
    assert_eq!((refused.to_string(), refused.exit_code()), (expected, 2));
}

#[test]
fn more_lines_than_the_state_knows_are_refused() {
    let bench = Bench::new();
    let mut sink = bench.open();
    sink.commit(&[batch(&["a"])], day(0)).unwrap();
    sink.close().unwrap();
    let more = line(1, "a") + &line(2, "b");
    fs::write(bench.active(), &more).unwrap();
    assert_eq!(bench.try_open(Start::Continue).err().unwrap().exit_code(), 2);
}

#[test]
fn a_second_writer_is_told_the_first() {
    let bench = Bench::new();
    let _sink = bench.open();
    let refused = bench.try_open(Start::Continue).err().unwrap();
    let pid = std::process::id();
    let expected = format!("output `{}` is being written by process {pid}", bench.active().display());
    assert_eq!((refused.to_string(), refused.exit_code()), (expected, 2));
}

#[test]
fn a_full_segment_is_sealed_on_a_record_boundary() {
    let mut bench = Bench::new();
    bench.settings.rotate_size = 2 * line(1, "a").len() as u64;
    let mut sink = bench.open();
    for name in ["a", "b", "c"] {
        sink.commit(&[batch(&[name])], day(0)).unwrap();
    }
    check(&bench.sealed(1), &[(1, "a"), (2, "b")]);
    check(&bench.active(), &[(3, "c")]);
    let bytes = line(1, "a") + &line(2, "b");
    let hash = blake3::hash(bytes.as_bytes());
    let expected = format!(
        "{{\"segment\":\"marsad-00000000000000000001.ndjson\",\"first_seq\":1,\"last_seq\":2,\"bytes\":{},\"blake3\":\"{hash}\",\"sealed\":\"1970-01-01T01:00:00Z\"}}\n",
        bytes.len()
    );
    assert_eq!(fs::read_to_string(bench.path("marsad-manifest.ndjson")).unwrap(), expected);
}

#[test]
fn a_segment_ends_with_its_day() {
    let bench = Bench::new();
    let mut sink = bench.open();
    sink.commit(&[batch(&["a"])], day(0)).unwrap();
    sink.tick(day(0)).unwrap();
    check(&bench.active(), &[(1, "a")]);
    sink.tick(day(1)).unwrap();
    check(&bench.sealed(1), &[(1, "a")]);
    check(&bench.active(), &[]);
    sink.tick(day(2)).unwrap();
    sink.commit(&[batch(&["b"])], day(2)).unwrap();
    check(&bench.active(), &[(2, "b")]);
    assert_eq!(sink.tally().rotations, 1);
}

#[test]
fn a_file_that_was_renamed_is_followed_by_a_new_one() {
    let bench = Bench::new();
    let mut sink = bench.open();
    sink.commit(&[batch(&["a"])], day(0)).unwrap();
    fs::rename(bench.active(), bench.path("marsad.ndjson.1")).unwrap();
    sink.commit(&[batch(&["b"])], day(0)).unwrap();
    check(&bench.path("marsad.ndjson.1"), &[(1, "a")]);
    check(&bench.active(), &[(2, "b")]);
    assert_eq!(sink.tally().disturbances, 1);
}

#[test]
fn an_emptied_file_is_begun_again_without_a_hole() {
    let bench = Bench::new();
    let mut sink = bench.open();
    sink.commit(&[batch(&["a"])], day(0)).unwrap();
    fs::File::create(bench.active()).unwrap();
    sink.commit(&[batch(&["b"])], day(0)).unwrap();
    check(&bench.active(), &[(2, "b")]);
}

#[test]
fn a_shortened_file_is_put_aside() {
    let bench = Bench::new();
    let mut sink = bench.open();
    sink.commit(&[batch(&["a"])], day(0)).unwrap();
    fs::File::options().write(true).open(bench.active()).unwrap().set_len(5).unwrap();
    sink.commit(&[batch(&["b"])], day(0)).unwrap();
    check(&bench.active(), &[(2, "b")]);
    let aside = Names::new(&bench.active()).damaged(1, 0);
    assert_eq!(fs::read_to_string(aside).unwrap(), "{\"sch");
}

#[test]
fn lines_on_their_way_to_a_file_moved_while_we_were_down_reach_it() {
    let bench = Bench::new();
    let mut sink = bench.open();
    sink.commit(&[batch(&["a"])], day(0)).unwrap();
    drop(sink);
    fs::File::options().write(true).open(bench.active()).unwrap().set_len(5).unwrap();
    fs::rename(bench.active(), bench.path("marsad.ndjson.1")).unwrap();
    bench.open().commit(&[batch(&["b"])], day(0)).unwrap();
    check(&bench.path("marsad.ndjson.1"), &[(1, "a")]);
    check(&bench.active(), &[(2, "b")]);
}

#[test]
fn lines_on_their_way_to_a_file_that_is_gone_open_the_next() {
    let bench = Bench::new();
    let mut sink = bench.open();
    sink.commit(&[batch(&["a", "b"])], day(0)).unwrap();
    drop(sink);
    fs::remove_file(bench.active()).unwrap();
    bench.open().commit(&[batch(&["c"])], day(0)).unwrap();
    check(&bench.active(), &[(1, "a"), (2, "b"), (3, "c")]);
}

/// Puts a copy of the active file with another inode, changed by `change`, in its place, and goes on.
fn go_on_with_a_copy(change: impl Fn(String) -> String) -> (Bench, u64) {
    let bench = Bench::new();
    let mut sink = bench.open();
    sink.commit(&[batch(&["a", "b"])], day(0)).unwrap();
    sink.close().unwrap();
    let text = fs::read_to_string(bench.active()).unwrap();
    // The old file keeps its inode until the new one has its own.
    fs::rename(bench.active(), bench.dir.path().join("old")).unwrap();
    fs::write(bench.active(), change(text)).unwrap();
    fs::remove_file(bench.dir.path().join("old")).unwrap();
    let mut sink = bench.open();
    sink.commit(&[batch(&["c"])], day(0)).unwrap();
    let disturbances = sink.tally().disturbances;
    (bench, disturbances)
}

#[test]
fn a_copy_of_the_active_file_goes_on_under_its_name() {
    let (bench, disturbances) = go_on_with_a_copy(|text| text);
    check(&bench.active(), &[(1, "a"), (2, "b"), (3, "c")]);
    assert_eq!(disturbances, 0);
    // The store knows the new file.
    bench.open().commit(&[batch(&["d"])], day(0)).unwrap();
    check(&bench.active(), &[(1, "a"), (2, "b"), (3, "c"), (4, "d")]);
}

#[test]
fn another_file_of_the_same_length_is_put_aside() {
    let (bench, _) = go_on_with_a_copy(|text| text.replace("\"seq\":2", "\"seq\":7"));
    check(&bench.active(), &[(3, "c")]);
    let aside = Names::new(&bench.active()).damaged(1, 0);
    assert_eq!(fs::read_to_string(aside).unwrap(), line(1, "a") + &line(7, "b"));
}

#[test]
fn a_copy_that_lacks_a_line_is_put_aside() {
    let (bench, _) = go_on_with_a_copy(|text| text.split_inclusive('\n').take(1).collect());
    check(&bench.active(), &[(3, "c")]);
    check(&Names::new(&bench.active()).damaged(1, 0), &[(1, "a")]);
}

#[test]
fn a_stream_repeats_what_it_may_not_have_said() {
    let mut bench = Bench::new();
    bench.settings.path = OutputPath::Stdout;
    let said = bench.path("said");
    fs::create_dir_all(bench.path("")).unwrap();
    let open = || {
        let stream = Box::new(fs::File::options().append(true).create(true).open(&said).unwrap());
        let outside = Outside { files: Arc::new(Disk), stream };
        Sink::open(bench.store.clone(), bench.settings.clone(), outside, Start::Continue, day(0)).unwrap()
    };
    let mut sink = open();
    sink.commit(&[batch(&["a"])], day(0)).unwrap();
    sink.commit(&[batch(&["b"])], day(0)).unwrap();
    drop(sink);
    open().close().unwrap();
    check(&said, &[(1, "a"), (2, "b"), (2, "b")]);
    open();
    check(&said, &[(1, "a"), (2, "b"), (2, "b")]);
}

#[test]
fn deliveries_are_acknowledged_in_order_and_the_sink_ends_with_its_input() {
    let bench = Bench::new();
    let (sender, deliveries) = mpsc::sync_channel(8);
    let (heard, acknowledged) = mpsc::sync_channel(8);
    for names in [&["a"][..], &["b", "c"], &[]] {
        let heard = heard.clone();
        let done: run::Done = Box::new(move |seqs| heard.send(seqs).unwrap());
        sender.send(Delivery { batch: batch(names), done: Some(done) }).unwrap();
    }
    drop((sender, heard));
    let ledger = run(bench.open(), deliveries, |_, _| {}).unwrap();
    assert_eq!(acknowledged.iter().collect::<Vec<_>>(), [1..2, 2..4, 4..4]);
    assert_eq!((ledger.next_seq, ledger.segment.synced), (4, ledger.segment.committed));
    check(&bench.active(), &[(1, "a"), (2, "b"), (3, "c")]);
    assert_eq!(bench.store.room().full(), None);
    assert!(bench.settings.group <= Duration::from_millis(50));
}

#[test]
fn a_fresh_start_goes_on_behind_what_is_there() {
    let bench = Bench::new();
    fs::create_dir_all(bench.path("")).unwrap();
    fs::write(bench.active(), line(6, "old") + &line(7, "old")).unwrap();
    bench.try_open(Start::Fresh).unwrap().commit(&[batch(&["a"])], day(0)).unwrap();
    check(&bench.sealed(6), &[(6, "old"), (7, "old")]);
    check(&bench.active(), &[(8, "a")]);
}

#[test]
fn a_fresh_start_keeps_a_torn_file_aside() {
    let bench = Bench::new();
    fs::create_dir_all(bench.path("")).unwrap();
    let torn = line(6, "old") + "{\"sch";
    fs::write(bench.active(), &torn).unwrap();
    bench.try_open(Start::Fresh).unwrap().commit(&[batch(&["a"])], day(0)).unwrap();
    assert_eq!(fs::read_to_string(Names::new(&bench.active()).damaged(6, 0)).unwrap(), torn);
    check(&bench.active(), &[(7, "a")]);
}

#[test]
fn a_fresh_start_goes_on_where_an_older_state_ends_too_early() {
    let bench = Bench::new();
    let mut sink = bench.open();
    sink.commit(&[batch(&["a"])], day(0)).unwrap();
    sink.close().unwrap();
    fs::write(bench.active(), line(1, "a") + &line(2, "b")).unwrap();
    bench.try_open(Start::Fresh).unwrap().commit(&[batch(&["c"])], day(0)).unwrap();
    check(&bench.sealed(1), &[(1, "a"), (2, "b")]);
    check(&bench.active(), &[(3, "c")]);
}

#[test]
fn nothing_is_lost_between_a_stream_and_a_file() {
    let mut bench = Bench::new();
    let file = std::mem::replace(&mut bench.settings.path, OutputPath::Stdout);
    bench.open().commit(&[batch(&["a"])], day(0)).unwrap();
    bench.settings.path = file;
    bench.open().commit(&[batch(&["b"])], day(0)).unwrap();
    check(&bench.active(), &[(1, "a"), (2, "b")]);
}
