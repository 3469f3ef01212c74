//! The program, run to its end.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// What a run left.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs `marsad` in a directory with nothing on standard input.
pub(crate) fn marsad(dir: &Path, arguments: &[&str]) -> Ran {
    fed(dir, arguments, "")
}

/// Runs `marsad` in a directory with `input` on standard input.
pub(crate) fn fed(dir: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_marsad"))
        .args(arguments)
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: done.status.code().unwrap(), out: text(done.stdout), err: text(done.stderr) }
}
