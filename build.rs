//! Tells the program which commit it is made of, for `marsad --version`.
//!
//! Only in release builds: otherwise every commit would build everything again.

use std::{env, process::Command};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=MARSAD_COMMIT");
    let given = env::var("MARSAD_COMMIT").ok().filter(|commit| !commit.is_empty());
    let release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let commit = given.or_else(|| if release { commit() } else { None });
    let commit = commit.map(|commit| format!(" ({commit})")).unwrap_or_default();
    println!("cargo:rustc-env=MARSAD_VERSION={}{commit}", env!("CARGO_PKG_VERSION"));
}

/// The commit of the checkout and its day; a package of the sources has none.
fn commit() -> Option<String> {
    for file in ["HEAD", "logs/HEAD"] {
        println!("cargo:rerun-if-changed={}", git(&["rev-parse", "--git-path", file])?);
    }
    git(&["log", "-1", "--format=%h %cs"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let ran = Command::new("git").args(arguments).output().ok()?;
    let said = String::from_utf8(ran.stdout).ok()?;
    (ran.status.success() && !said.trim().is_empty()).then(|| said.trim().to_owned())
}
