//! Starting and ending the program.

use std::{
    fs::File,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::Duration,
};

use marsad::clock::Stopwatch;

/// The binary under test.
pub(crate) const MARSAD: &str = match option_env!("MARSAD_BIN") {
    Some(path) => path,
    None => env!("CARGO_BIN_EXE_marsad"),
};

/// A program with its children, all of which end when this is dropped.
pub(crate) struct Running(Child);

impl Running {
    /// Starts `command` in a process group of its own, its stderr in a file.
    pub(crate) fn start(command: &mut Command, stderr: &Path) -> Self {
        let stderr = File::options().append(true).create(true).open(stderr).unwrap();
        Self(command.stdin(Stdio::null()).stderr(stderr).process_group(0).spawn().unwrap())
    }

    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }

    /// Sends a signal such as `KILL` to the program and its children; whether anybody heard it.
    pub(crate) fn signal(&self, name: &str) -> bool {
        let group = format!("-{}", self.0.id());
        Command::new("kill").args(["-s", name, "--", &group]).stderr(Stdio::null()).status().unwrap().success()
    }

    /// How it ended; `None` if it has not by then.
    pub(crate) fn wait(&mut self, limit: Duration) -> Option<ExitStatus> {
        let watch = Stopwatch::start();
        loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                return Some(status);
            }
            if watch.elapsed() >= limit {
                return None;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Kills it and waits until it is gone, with all its children: they may hold locks.
    pub(crate) fn kill(&mut self) {
        self.signal("KILL");
        self.0.wait().unwrap();
        while self.signal("KILL") {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.0.try_wait().unwrap().is_none() {
            self.kill();
        }
    }
}
