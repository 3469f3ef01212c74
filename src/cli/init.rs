//! `marsad init`: a commented starter configuration.

use std::{
    fs,
    io::{ErrorKind, Write},
    path::PathBuf,
};

use super::{DONE, FAILED, REFUSED, tell};

/// The starter: real Libya feeds, and the keys that one is likely to change.
const STARTER: &str = include_str!("../../config/libya.toml");

/// Where to write it.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The directory; made if it is not there
    #[arg(default_value = ".", value_name = "DIR")]
    dir: PathBuf,
}

/// Writes `marsad.toml`, never over one that is there.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let path = arguments.dir.join("marsad.toml");
    let written = fs::create_dir_all(&arguments.dir)
        .and_then(|()| fs::File::create_new(&path))
        .and_then(|mut file| file.write_all(STARTER.as_bytes()));
    match written {
        Ok(()) => {
            tell(format_args!("wrote {}", path.display()));
            tell(format_args!("  next: `marsad check -c {0}`, then `marsad once -c {0}`", path.display()));
            DONE
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            tell(format_args!("{}: already there, left as it is", path.display()));
            REFUSED
        }
        Err(error) => {
            tell(format_args!("{}: cannot be written: {error}", path.display()));
            FAILED
        }
    }
}
