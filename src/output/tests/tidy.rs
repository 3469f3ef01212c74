use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::*;
use crate::{clock, config::Compress, output::tidy::Caretaker};

/// Three segments of one line each, and an active file.
fn three_segments() -> Bench {
    let mut bench = Bench::new();
    bench.settings.rotate_size = 1;
    bench.settings.compress_after = Duration::ZERO;
    let mut sink = bench.open();
    for name in ["a", "b", "c", "d"] {
        sink.commit(&[batch(&[name])], day(0)).unwrap();
    }
    sink.close().unwrap();
    bench
}

fn tidy(bench: &Bench, after: Duration, stop: bool) {
    let names = Names::new(&bench.active());
    let caretaker = Caretaker::new(Arc::new(Disk), names, bench.settings.clone());
    caretaker.tidy(clock::now() + after, &|| stop).unwrap();
}

#[track_caller]
fn check_files(bench: &Bench, expected: &[&str]) {
    let mut names = files::Files::list(&Disk, &bench.path("")).unwrap();
    names.retain(|name| name.starts_with("marsad-0"));
    let expected: Vec<String> = expected
        .iter()
        .map(|name| {
            let (seq, suffix) = name.split_once('.').unwrap_or((name, ""));
            let dot = if suffix.is_empty() { "" } else { "." };
            format!("marsad-{:020}.ndjson{dot}{suffix}", seq.parse::<u64>().unwrap())
        })
        .collect();
    assert_eq!(names, expected);
}

#[test]
fn sealed_segments_are_packed_whole() {
    let bench = three_segments();
    tidy(&bench, Duration::ZERO, false);
    check_files(&bench, &["1.gz", "2.gz", "3.gz"]);
    let mut unpacked = String::new();
    let packed = fs::File::open(bench.path("marsad-00000000000000000002.ndjson.gz")).unwrap();
    MultiGzDecoder::new(packed).read_to_string(&mut unpacked).unwrap();
    assert_eq!(unpacked, line(2, "b"));
    check(&bench.active(), &[(4, "d")]);
}

#[test]
fn a_segment_stays_unpacked_for_those_who_read_it() {
    let mut bench = three_segments();
    bench.settings.compress_after = Duration::from_secs(600);
    tidy(&bench, Duration::from_secs(500), false);
    check_files(&bench, &["1", "2", "3"]);
    tidy(&bench, Duration::from_secs(700), false);
    check_files(&bench, &["1.gz", "2.gz", "3.gz"]);
}

#[test]
fn packing_that_is_stopped_leaves_nothing() {
    let bench = three_segments();
    tidy(&bench, Duration::ZERO, true);
    check_files(&bench, &["1", "2", "3"]);
}

#[test]
fn packing_cut_short_is_begun_anew() {
    let bench = three_segments();
    fs::write(bench.path("marsad-00000000000000000001.ndjson.gz.tmp"), b"half").unwrap();
    fs::copy(bench.sealed(1), bench.path("kept")).unwrap();
    tidy(&bench, Duration::ZERO, false);
    check_files(&bench, &["1.gz", "2.gz", "3.gz"]);
    // Cut between the rename and the removal: both are there.
    fs::rename(bench.path("kept"), bench.sealed(1)).unwrap();
    tidy(&bench, Duration::ZERO, false);
    check_files(&bench, &["1.gz", "2.gz", "3.gz"]);
}

#[test]
fn old_segments_are_removed() {
    let mut bench = three_segments();
    bench.settings.compress = Compress::None;
    bench.settings.keep_for = Duration::from_secs(86_400);
    tidy(&bench, Duration::from_secs(86_000), false);
    check_files(&bench, &["1", "2", "3"]);
    tidy(&bench, Duration::from_secs(87_000), false);
    check_files(&bench, &[]);
    check(&bench.active(), &[(4, "d")]);
}

#[test]
fn the_oldest_segments_make_room() {
    let mut bench = three_segments();
    bench.settings.compress = Compress::None;
    bench.settings.keep_bytes = line(2, "b").len() as u64 * 2;
    tidy(&bench, Duration::ZERO, false);
    check_files(&bench, &["2", "3"]);
}

#[test]
fn a_sealed_name_of_the_active_file_is_left_alone() {
    let bench = three_segments();
    fs::hard_link(bench.active(), bench.sealed(4)).unwrap();
    tidy(&bench, Duration::ZERO, false);
    check_files(&bench, &["1.gz", "2.gz", "3.gz", "4"]);
}
