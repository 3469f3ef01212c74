//! `marsad reload`: the running daemon reads its configuration again, and says what changed.

use std::io::{self, Write};

use super::{ConfigPlace, DONE, FAILED, refuse, tell};
use crate::daemon::control::{self, Request};

/// Asks the daemon and waits for its verdict.
pub(super) fn run(place: &ConfigPlace) -> u8 {
    // A broken configuration is the daemon's to judge; where it listens, we must find out.
    let config = match place.load() {
        Ok(loaded) => loaded.config,
        Err(problems) => return refuse(&problems),
    };
    let dir = &config.state.dir;
    match control::ask(dir, Request::Reload) {
        Ok(Some(reply)) if reply.ok => {
            let told = reply.lines.iter().try_for_each(|line| writeln!(io::stdout(), "{line}"));
            if told.is_ok() { DONE } else { FAILED }
        }
        Ok(Some(reply)) => {
            reply.lines.iter().for_each(tell);
            tell("the old configuration stays at work");
            FAILED
        }
        Ok(None) => {
            tell(format_args!("no daemon listens at {}", control::path(dir).display()));
            tell("  hint: `marsad run` with the same configuration starts one");
            FAILED
        }
        Err(error) => {
            tell(format_args!("{}: {error}", control::path(dir).display()));
            FAILED
        }
    }
}
