use super::*;
use crate::output::{follow::Follower, tidy::Caretaker};

fn follower(bench: &Bench, next_seq: u64) -> Follower {
    Follower::new(Arc::new(Disk), Names::new(&bench.active()), next_seq)
}

#[track_caller]
fn check_next(follower: &mut Follower, expected: &[(u64, &str)]) {
    let mut lines = String::new();
    let mut take = |line: &[u8]| {
        lines.push_str(std::str::from_utf8(line).unwrap());
        lines.push('\n');
        Ok::<_, std::io::Error>(())
    };
    while follower.next_line(&mut take).unwrap() {}
    let expected: String = expected.iter().map(|(seq, name)| line(*seq, name)).collect();
    assert_eq!(lines, expected);
}

/// One line per segment.
fn rotating() -> Bench {
    let mut bench = Bench::new();
    bench.settings.rotate_size = 1;
    bench.settings.compress_after = Duration::ZERO;
    bench
}

fn pack(bench: &Bench) {
    let names = Names::new(&bench.active());
    Caretaker::new(Arc::new(Disk), names, bench.settings.clone()).tidy(crate::clock::now(), &|| false).unwrap();
}

#[test]
fn lines_are_followed_across_rotations() {
    let bench = rotating();
    let mut sink = bench.open();
    let mut follower = follower(&bench, 1);
    check_next(&mut follower, &[]);
    sink.commit(&[batch(&["a", "b"])], day(0)).unwrap();
    check_next(&mut follower, &[(1, "a"), (2, "b")]);
    sink.commit(&[batch(&["c"])], day(0)).unwrap();
    sink.commit(&[batch(&["d"])], day(0)).unwrap();
    check_next(&mut follower, &[(3, "c"), (4, "d")]);
    check_next(&mut follower, &[]);
}

#[test]
fn packed_segments_are_read_from_a_number_on() {
    let bench = rotating();
    let mut sink = bench.open();
    for name in ["a", "b", "c", "d"] {
        sink.commit(&[batch(&[name])], day(0)).unwrap();
    }
    pack(&bench);
    assert!(!bench.sealed(2).exists());
    check_next(&mut follower(&bench, 2), &[(2, "b"), (3, "c"), (4, "d")]);
    check_next(&mut follower(&bench, 9), &[]);
}

#[test]
fn a_segment_packed_while_it_is_read_is_read_once() {
    let bench = rotating();
    let mut sink = bench.open();
    for name in ["a", "b", "c"] {
        sink.commit(&[batch(&[name])], day(0)).unwrap();
    }
    let mut follower = follower(&bench, 1);
    follower.next_line(|_| Ok::<_, std::io::Error>(())).unwrap();
    pack(&bench);
    check_next(&mut follower, &[(2, "b"), (3, "c")]);
}

#[test]
fn a_line_is_followed_only_when_it_is_whole() {
    let bench = Bench::new();
    fs::create_dir_all(bench.path("")).unwrap();
    let whole = line(1, "a");
    fs::write(bench.active(), &whole.as_bytes()[..9]).unwrap();
    let mut follower = follower(&bench, 1);
    check_next(&mut follower, &[]);
    fs::write(bench.active(), &whole).unwrap();
    check_next(&mut follower, &[(1, "a")]);
}

#[test]
fn what_is_gone_is_passed_over() {
    let bench = rotating();
    let mut sink = bench.open();
    for name in ["a", "b", "c"] {
        sink.commit(&[batch(&[name])], day(0)).unwrap();
    }
    fs::remove_file(bench.sealed(1)).unwrap();
    check_next(&mut follower(&bench, 1), &[(2, "b"), (3, "c")]);
}

#[test]
fn the_lines_of_a_damaged_segment_are_still_read() {
    let bench = Bench::new();
    let mut sink = bench.open();
    sink.commit(&[batch(&["a", "b"])], day(0)).unwrap();
    let torn = line(1, "a").len() + 7;
    fs::File::options().write(true).open(bench.active()).unwrap().set_len(torn as u64).unwrap();
    sink.commit(&[batch(&["c"])], day(0)).unwrap();
    check_next(&mut follower(&bench, 1), &[(1, "a"), (3, "c")]);
}

#[test]
fn the_last_number_is_found_in_the_newest_file_with_lines() {
    let bench = rotating();
    let last = || read::last_seq(&Disk, &Names::new(&bench.active())).unwrap();
    let mut sink = bench.open();
    assert_eq!(last(), None);
    sink.commit(&[batch(&["a", "b"])], day(0)).unwrap();
    assert_eq!(last(), Some(2));
    sink.tick(day(1)).unwrap();
    pack(&bench);
    assert_eq!(last(), Some(2));
}
