//! The program as a child, and what it costs.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use marsad::clock::Stopwatch;

/// Clock ticks a second in `/proc`, the same on every Linux.
const TICKS: f64 = 100.0;

/// How often the child is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// What a run cost.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cost {
    pub(crate) user_s: f64,
    pub(crate) system_s: f64,
    pub(crate) wall: Duration,
    /// Processor seconds until it asked the first feed.
    pub(crate) start_s: f64,
    /// The most memory that it had at once, in KiB.
    pub(crate) peak_kib: u64,
    /// Seconds on a processor by the name of the thread, as far as its end was seen.
    pub(crate) threads: BTreeMap<String, f64>,
}

impl Cost {
    pub(crate) fn cpu_s(&self) -> f64 {
        self.user_s + self.system_s
    }

    /// Microseconds of processor by thread, for each of `count`; they add up to all.
    pub(crate) fn by_thread(&self, count: usize) -> String {
        // What is not seen ended before it was: the coder's helpers, above all.
        let seen: f64 = self.threads.values().sum();
        let mut threads: Vec<(&str, f64)> = self.threads.iter().map(|(name, ran)| (name.as_str(), *ran)).collect();
        threads.push(("threads of a moment", (self.cpu_s() - seen).max(0.0)));
        threads.sort_by(|one, other| other.1.total_cmp(&one.1));
        let each = threads.iter().map(|(name, ran)| format!("{name} {:.0}", ran * 1e6 / count as f64));
        each.collect::<Vec<_>>().join(", ")
    }
}

/// The binary that is measured.
fn binary() -> String {
    std::env::var("MARSAD_BIN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_marsad").to_owned())
}

/// A running program; killed when it is dropped.
pub(crate) struct Program {
    child: Child,
    watch: Stopwatch,
    log: PathBuf,
    cost: Cost,
    /// By thread: the same name may be there several times.
    seen: BTreeMap<String, (String, f64)>,
}

impl Program {
    /// Starts it in a directory with `marsad.toml`.
    pub(crate) fn start(dir: &Path, arguments: &[&str]) -> Self {
        Self::spawn(Command::new(binary()), dir, arguments)
    }

    /// Starts it on one core alone.
    pub(crate) fn start_on_one_core(dir: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new("taskset");
        command.args(["-c", "0"]).arg(binary());
        Self::spawn(command, dir, arguments)
    }

    fn spawn(mut command: Command, dir: &Path, arguments: &[&str]) -> Self {
        let log = dir.join("stderr");
        let stderr = File::create(&log).unwrap();
        command.args(arguments).current_dir(dir).stdin(Stdio::null()).stdout(Stdio::null()).stderr(stderr);
        let watch = Stopwatch::start();
        Self { child: command.spawn().unwrap(), watch, log, cost: Cost::default(), seen: BTreeMap::new() }
    }

    /// Since it was started.
    pub(crate) fn elapsed(&self) -> Duration {
        self.watch.elapsed()
    }

    /// Looks at it now; false if it has ended.
    pub(crate) fn look(&mut self) -> bool {
        let proc = PathBuf::from(format!("/proc/{}", self.child.id()));
        let Some((state, user_s, system_s)) = times(&proc.join("stat")) else { return false };
        (self.cost.user_s, self.cost.system_s, self.cost.wall) = (user_s, system_s, self.watch.elapsed());
        if state == "Z" {
            return false;
        }
        if let Some(peak) = field(&proc, "VmHWM:") {
            self.cost.peak_kib = peak;
        }
        for task in fs::read_dir(proc.join("task")).into_iter().flatten().flatten() {
            // It may be gone by now.
            let Ok(name) = fs::read_to_string(task.path().join("comm")) else { continue };
            let ran = fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
            let ran = ran.split(' ').next().and_then(|ran| ran.parse::<f64>().ok()).unwrap_or(0.0) / 1e9;
            self.seen.insert(task.file_name().to_string_lossy().into_owned(), (name.trim().to_owned(), ran));
        }
        true
    }

    /// Memory that it has now, in KiB.
    pub(crate) fn resident_kib(&self) -> u64 {
        field(&PathBuf::from(format!("/proc/{}", self.child.id())), "VmRSS:").unwrap_or(0)
    }

    /// What it has cost until the last look.
    pub(crate) fn cost(&self) -> Cost {
        let mut cost = self.cost.clone();
        for (name, ran) in self.seen.values() {
            *cost.threads.entry(name.clone()).or_default() += ran;
        }
        cost
    }

    /// Asks it to end, as a service manager does.
    pub(crate) fn terminate(&self) {
        Command::new("kill").args(["-s", "TERM", &self.child.id().to_string()]).status().unwrap();
    }

    /// Waits until it ends by itself; `begun` tells when the start is over.
    pub(crate) fn finish(mut self, begun: impl Fn() -> bool) -> Cost {
        while self.look() {
            if self.cost.start_s == 0.0 && begun() {
                self.cost.start_s = self.cost.cpu_s();
            }
            thread::sleep(LOOK);
        }
        let status = self.child.wait().unwrap();
        assert!(status.success(), "{status}: {}", fs::read_to_string(&self.log).unwrap());
        self.cost()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// State and processor seconds of a process.
fn times(stat: &Path) -> Option<(String, f64, f64)> {
    let stat = fs::read_to_string(stat).ok()?;
    // The name may hold blanks and brackets; behind the last bracket fields are numbered from 3.
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let seconds = |at: usize| fields.get(at - 3).and_then(|ticks| ticks.parse::<f64>().ok()).map(|ticks| ticks / TICKS);
    Some(((*fields.first()?).to_owned(), seconds(14)?, seconds(15)?))
}

fn field(proc: &Path, name: &str) -> Option<u64> {
    let status = fs::read_to_string(proc.join("status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix(name)?.trim().strip_suffix(" kB")?.parse().ok())
}
