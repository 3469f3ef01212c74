//! `marsad schema`: what a reader of the file, or a writer of the configuration, may rely on.

use std::io::Write;

use super::{DONE, FAILED};
use crate::{config, record};

/// Which schema.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The schema of the configuration instead
    #[arg(long)]
    config: bool,
}

/// Prints the schema.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let schema = if arguments.config { config::schema() } else { record::schema() };
    match writeln!(std::io::stdout(), "{schema:#}") {
        Ok(()) => DONE,
        Err(_) => FAILED,
    }
}
