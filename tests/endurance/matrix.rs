//! The program at every file syscall: killed there, or told that the disk is full or broken.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, ExitStatus, Stdio},
    sync::Mutex,
    thread,
    time::Duration,
};

use marsad::output::line::seq;

use crate::{
    Extent,
    program::{MARSAD, Running},
    workload::{Difference, Workload, compare, normal},
};

/// All by which the program touches files. Names that a machine does not have are left out.
const SYSCALLS: [&str; 19] = [
    "open",
    "openat",
    "creat",
    "pwrite64",
    "write",
    "pread64",
    "read",
    "fdatasync",
    "fsync",
    "ftruncate",
    "link",
    "linkat",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "close",
];

/// Those that can find the disk full or broken.
const FALLIBLE: [&str; 13] = [
    "open",
    "openat",
    "pwrite64",
    "write",
    "pread64",
    "fdatasync",
    "fsync",
    "ftruncate",
    "link",
    "linkat",
    "rename",
    "unlink",
    "mkdir",
];

/// A run of this size takes a fraction of a second untraced on an idle machine.
const LIMIT: Duration = Duration::from_secs(300);

/// A program that waits for room would wait for ever.
const PATIENCE: Duration = Duration::from_secs(3);

/// So many points are tried at a time.
const WORKERS: usize = 4;

const ONCE: [&str; 1] = ["once"];

/// Feeds in files, which are read one after another: as many commits.
const FEEDS: usize = 12;

/// Two lines a segment or so, so that every step of a rotation comes often; packed at once.
const CONFIGURATION: &str = "[output]\nrotate_size = \"4KiB\"\ncompress_after = \"0s\"\nfsync = \"always\"\n";

struct Matrix {
    root: tempfile::TempDir,
    expected: Vec<u8>,
    rows: BTreeMap<String, Row>,
}

#[derive(Default)]
struct Row {
    points: usize,
    exact: usize,
    lost: usize,
    doubled: usize,
    torn: usize,
    codes: BTreeMap<String, usize>,
}

/// A run that is disturbed, and what comes after it in peace.
struct Point {
    row: String,
    /// Whether the run before it was killed in the middle.
    again: bool,
    syscall: String,
    /// What strace does to it, such as `signal=SIGKILL:when=3`.
    what: String,
    limit: Duration,
}

/// What came of a point.
struct Outcome {
    code: String,
    difference: Difference,
}

/// SIGKILL at every file syscall of a first run and of the run that recovers from a kill.
pub(crate) fn kill(extent: Extent) -> bool {
    let Some(mut matrix) = Matrix::new() else { return true };
    let mut points = Vec::new();
    for (row, again) in [("kill", false), ("again", true)] {
        for (syscall, calls) in matrix.count(&matrix.begun("count", again)) {
            points.extend(chosen(calls, extent).into_iter().map(|call| Point {
                row: format!("{row} {syscall}"),
                again,
                syscall: syscall.clone(),
                what: format!("signal=SIGKILL:when={call}"),
                limit: LIMIT,
            }));
        }
    }
    matrix.go(points, as_it_is);
    matrix.report(false)
}

/// ENOSPC and EIO, once and from then on.
pub(crate) fn errors(extent: Extent) -> bool {
    let Some(mut matrix) = Matrix::new() else { return true };
    let counts = matrix.count(&matrix.fresh("count"));
    let mut points = Vec::new();
    for error in ["ENOSPC", "EIO"] {
        for (syscall, calls) in counts.iter().filter(|(syscall, _)| FALLIBLE.contains(&syscall.as_str())) {
            for (name, sticky) in [("once", ""), ("sticky", "+")] {
                points.extend(chosen(*calls, extent).into_iter().map(|call| Point {
                    row: format!("{error} {name} {syscall}"),
                    again: false,
                    syscall: syscall.clone(),
                    what: format!("error={error}:when={call}{sticky}"),
                    limit: PATIENCE,
                }));
            }
        }
    }
    matrix.go(points, by_item);
    matrix.report(true)
}

impl Matrix {
    /// `None` if this machine lets nobody trace, which is said aloud.
    fn new() -> Option<Self> {
        let traced = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
        if !traced.is_ok_and(|status| status.success()) {
            println!("SKIPPED: strace is not there or ptrace is refused");
            return None;
        }
        let root = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let mut matrix = Self { root, expected: Vec::new(), rows: BTreeMap::new() };
        let workload = matrix.fresh("expected");
        assert!(matrix.run(&workload).is_some_and(|status| status.success()), "the program fails");
        matrix.expected = normal(&workload.stream());
        println!("{} lines have to come out", matrix.expected.iter().filter(|byte| **byte == b'\n').count());
        Some(matrix)
    }

    /// Disturbs the program at each point, several at a time: most of the time they wait for the disk.
    fn go(&mut self, points: Vec<Point>, order: fn(Vec<u8>) -> Vec<u8>) {
        let all = points.len();
        let points = Mutex::new(points.into_iter().enumerate());
        let next = || points.lock().unwrap().next();
        let rows = Mutex::new(BTreeMap::<String, Row>::new());
        let matrix = &*self;
        thread::scope(|scope| {
            for worker in 0..WORKERS {
                let (next, rows) = (&next, &rows);
                scope.spawn(move || {
                    while let Some((at, point)) = next() {
                        if at % 250 == 0 {
                            println!("{at} of {all}: {}", point.row);
                        }
                        let outcome = matrix.disturb(&point, &format!("point-{worker}"), order);
                        rows.lock().unwrap().entry(point.row).or_default().add(outcome);
                    }
                });
            }
        });
        self.rows = rows.into_inner().unwrap();
    }

    fn disturb(&self, point: &Point, name: &str, order: fn(Vec<u8>) -> Vec<u8>) -> Outcome {
        let workload = self.begun(name, point.again);
        let code = self.inject(&workload, &point.syscall, &point.what, point.limit);
        let status = self.run(&workload);
        let difference = match status {
            Some(status) if status.success() => {
                compare(&order(self.expected.clone()), &order(normal(&workload.stream())))
            }
            _ => Difference { lost: usize::MAX, ..Difference::default() },
        };
        if !difference.exact {
            let kept = self.root.path().with_file_name(format!("failed-{}", point.what.replace([':', '='], "-")));
            let _ = fs::remove_dir_all(&kept);
            fs::rename(&workload.dir, &kept).unwrap();
            let Point { row, what, .. } = point;
            println!("NOT EXACT: {row} {what}: {difference:?}, ended with {status:?}, kept in {}", kept.display());
        }
        Outcome { code, difference }
    }

    /// A workload before its first run, or after one that was killed in the middle.
    fn begun(&self, name: &str, again: bool) -> Workload {
        let workload = self.fresh(name);
        if again {
            self.inject(&workload, "pwrite64", "signal=SIGKILL:when=40", LIMIT);
        }
        workload
    }

    fn fresh(&self, name: &str) -> Workload {
        let dir = self.root.path().join(name);
        if dir.exists() {
            fs::remove_dir_all(&dir).unwrap();
        }
        let workload = Workload::new(&dir, CONFIGURATION);
        workload.add_feeds(FEEDS, 3);
        workload
    }

    /// Runs the program in peace.
    fn run(&self, workload: &Workload) -> Option<ExitStatus> {
        Running::start(&mut workload.command(&ONCE), &workload.stderr()).wait(LIMIT)
    }

    fn strace(&self, log: &Path, trace: &str, more: &[&str], workload: &Workload) -> Running {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-o"]).arg(log).args(["-e", &format!("trace={trace}")]).args(more);
        command.arg("--").arg(MARSAD).args(ONCE).current_dir(&workload.dir);
        Running::start(&mut command, &workload.stderr())
    }

    /// How often each syscall is made, by the thread that makes it most often.
    fn count(&self, workload: &Workload) -> Vec<(String, usize)> {
        let log = self.root.path().join("trace");
        let status = self
            .strace(&log, &SYSCALLS.map(|name| format!("?{name}")).join(","), &[], workload)
            .wait(LIMIT)
            .expect("the traced program ends");
        assert!(status.success(), "the traced program fails: {status}");
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        for line in fs::read_to_string(log).unwrap().lines() {
            let mut words = line.splitn(2, ' ');
            let (Some(thread), Some(call)) = (words.next(), words.next()) else { continue };
            let Some((syscall, _)) = call.trim_start().split_once('(') else { continue };
            if SYSCALLS.contains(&syscall) {
                *counts.entry((syscall.to_owned(), thread.to_owned())).or_default() += 1;
            }
        }
        let mut most = BTreeMap::new();
        for ((syscall, _), count) in counts {
            let known = most.entry(syscall).or_insert(0);
            *known = count.max(*known);
        }
        most.into_iter().collect()
    }

    /// Runs the program with the injection; the answer is how it ended.
    fn inject(&self, workload: &Workload, syscall: &str, what: &str, limit: Duration) -> String {
        let inject = format!("inject={syscall}:{what}");
        let mut program = self.strace(Path::new("/dev/null"), syscall, &["-e", &inject], workload);
        match program.wait(limit) {
            Some(status) => status.code().map_or("killed".to_owned(), |code| format!("exit {code}")),
            None => {
                program.kill();
                "waits".to_owned()
            }
        }
    }

    /// The table, with how the disturbed runs ended if that differs; whether every point was exact.
    fn report(&self, codes: bool) -> bool {
        println!("{:<28} {:>6} {:>6} {:>5} {:>7} {:>5}", "", "points", "exact", "lost", "doubled", "torn");
        let mut sum = Row::default();
        for (name, row) in &self.rows {
            let ends: Vec<String> =
                row.codes.iter().filter(|_| codes).map(|(code, count)| format!("{count} {code}")).collect();
            println!(
                "{name:<28} {:>6} {:>6} {:>5} {:>7} {:>5}  {}",
                row.points,
                row.exact,
                row.lost,
                row.doubled,
                row.torn,
                ends.join(", ")
            );
            sum.points += row.points;
            sum.exact += row.exact;
            sum.lost += row.lost;
            sum.doubled += row.doubled;
            sum.torn += row.torn;
        }
        println!("{:<28} {:>6} {:>6} {:>5} {:>7} {:>5}", "all", sum.points, sum.exact, sum.lost, sum.doubled, sum.torn);
        sum.points > 0 && sum.exact == sum.points
    }
}

impl Row {
    fn add(&mut self, Outcome { code, difference }: Outcome) {
        self.points += 1;
        self.exact += usize::from(difference.exact);
        self.lost += usize::from(difference.lost > 0);
        self.doubled += usize::from(difference.doubled > 0);
        self.torn += usize::from(difference.torn > 0);
        *self.codes.entry(code).or_default() += 1;
    }
}

fn as_it_is(stream: Vec<u8>) -> Vec<u8> {
    stream
}

/// The lines in the order of their items, numbered anew: a feed that could not be read comes later.
/// Numbers that were not consecutive stay as they are, and so differ.
fn by_item(stream: Vec<u8>) -> Vec<u8> {
    let rest = |line: &[u8]| line.windows(6).position(|window| window == b",\"id\":").map(|at| line[at..].to_vec());
    let lines: Vec<&[u8]> = stream.split_inclusive(|byte| *byte == b'\n').collect();
    if !lines.iter().enumerate().all(|(at, line)| seq(line) == Some(at as u64 + 1)) {
        return stream;
    }
    let mut rests: Vec<Vec<u8>> = lines.into_iter().filter_map(rest).collect();
    rests.sort();
    rests.concat()
}

fn chosen(calls: usize, extent: Extent) -> Vec<usize> {
    let mut chosen: Vec<usize> = match extent {
        Extent::Whole => (1..=calls).collect(),
        Extent::Ends => vec![1, calls.div_ceil(2), calls],
    };
    chosen.dedup();
    chosen
}
