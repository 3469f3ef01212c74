//! The command line of marsad.

use std::process::ExitCode;

fn main() -> ExitCode {
    marsad::cli::run()
}
