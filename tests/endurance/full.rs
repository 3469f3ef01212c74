//! A disk that fills up while the daemon runs, and is emptied again.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use marsad::clock::Stopwatch;

use crate::{
    program::Running,
    server::Outlet,
    soak::{check_numbers, configuration},
    workload::Workload,
};

/// Output has to go on this soon after there is room.
const RESUMES_WITHIN: Duration = Duration::from_secs(5);

const OPS: &str = "127.0.0.1:19187";

/// Fills a small tmpfs, sees polling pause and readiness say why, empties it, sees output go on.
pub(crate) fn full() -> bool {
    let root = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mount = root.path().join("mount");
    fs::create_dir(&mount).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=8m", "marsad-full"])
        .arg(&mount)
        .stderr(Stdio::null())
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        println!("SKIPPED: this machine lets us mount nothing");
        return true;
    }
    let passed = on_small_disk(&mount);
    Command::new("umount").arg(&mount).status().unwrap();
    passed
}

fn on_small_disk(mount: &Path) -> bool {
    let outlet = Outlet::open();
    let workload = Workload::new(mount, &configuration(&outlet));
    // The ops endpoint is wanted here.
    let config = fs::read_to_string(mount.join("marsad.toml")).unwrap();
    fs::write(mount.join("marsad.toml"), config.replace("listen = \"\"", &format!("listen = \"{OPS}\""))).unwrap();
    let mut daemon = Running::start(&mut workload.command(&["run"]), Path::new("/dev/null"));
    wait(Duration::from_secs(20), || !workload.stream().is_empty());

    fill(mount);
    let unready = wait(Duration::from_secs(30), || !ready().starts_with("200"));
    println!("readiness while full: {}", ready());
    thread::sleep(Duration::from_secs(3));
    let paused = outlet.published();
    thread::sleep(Duration::from_secs(3));
    let asked = outlet.published() - paused;
    println!("items published in 3 s while full: {asked} (polling pauses: 0)");

    let before = workload.stream().len();
    fs::remove_file(mount.join("filler")).unwrap();
    let watch = Stopwatch::start();
    let resumed = wait(Duration::from_secs(30), || workload.stream().len() > before);
    println!("output goes on {:?} after there is room", watch.elapsed());
    let soon = resumed && watch.elapsed() <= RESUMES_WITHIN;

    outlet.fall_silent();
    thread::sleep(Duration::from_secs(4));
    daemon.signal("TERM");
    let ended = daemon.wait(Duration::from_secs(20));
    let numbers = check_numbers(&workload.stream(), outlet.published());
    println!("output: {numbers}, ended with {ended:?}");
    unready && asked == 0 && soon && numbers.ends_with("0 lost, 0 doubled, 0 torn")
}

/// Writes until there is no room for a single byte.
fn fill(mount: &Path) {
    let mut filler = fs::File::create(mount.join("filler")).unwrap();
    for size in [1 << 16, 1] {
        while filler.write_all(&vec![0; size]).is_ok() {}
    }
}

/// The status and body of `/readyz`.
fn ready() -> String {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(OPS)?;
        write!(stream, "GET /readyz HTTP/1.1\r\nHost: {OPS}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    let answer = ask().unwrap_or_default();
    let status = answer.split(' ').nth(1).unwrap_or_default().to_owned();
    format!("{status} {}", answer.split("\r\n\r\n").nth(1).unwrap_or_default())
}

fn wait(limit: Duration, mut until: impl FnMut() -> bool) -> bool {
    let watch = Stopwatch::start();
    while watch.elapsed() < limit {
        if until() {
            return true;
        }
        thread::sleep(Duration::from_millis(50));
    }
    false
}
