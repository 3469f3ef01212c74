//! `marsad manual` and `marsad completions`: what a package installs beside the program, made from
//! the same description of the command line that reads the arguments.

use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use clap::{Command, CommandFactory};
use clap_complete::Shell;

use super::{DONE, FAILED, tell};

/// Where the manual goes.
#[derive(clap::Args)]
pub(super) struct ManualArguments {
    /// Write `marsad.1` and a page for each command into this directory; otherwise print `marsad.1`
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Which shell.
#[derive(clap::Args)]
pub(super) struct CompletionsArguments {
    /// The shell that is to complete
    shell: Shell,
}

/// Prints or writes the manual.
pub(super) fn manual(arguments: &ManualArguments) -> u8 {
    let written = match &arguments.dir {
        Some(dir) => write_pages(dir),
        None => page(super::Arguments::command()).and_then(|page| print(&page)),
    };
    ended(written)
}

/// Prints the completions of a shell.
pub(super) fn completions(arguments: &CompletionsArguments) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "marsad", &mut script);
    ended(print(&script))
}

/// One page for the program, and one named `marsad-COMMAND` for each command.
fn write_pages(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    clap_mangen::generate_to(super::Arguments::command(), dir)
}

fn page(command: Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).manual("Marsad").render(&mut page)?;
    Ok(page)
}

fn print(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

fn ended(written: io::Result<()>) -> u8 {
    match written {
        Ok(()) => DONE,
        // Who reads has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => DONE,
        Err(error) => {
            tell(error);
            FAILED
        }
    }
}
