//! `marsad reload`: the running daemon reads its configuration again, and says what changed.

use std::io::{self, Write};

use super::{ConfigPlace, DONE, FAILED, REFUSED, refuse, tell};
use crate::daemon::control::{self, Request};

/// The only key that says something here: where the daemon listens.
const WHERE: &str = "state.dir";

/// Asks the daemon and waits for its verdict.
pub(super) fn run(place: &ConfigPlace) -> u8 {
    let key = |option: &str| option.split_once('=').map_or("", |(key, _)| key).trim().to_owned();
    if let Some(option) = place.overrides.iter().find(|option| key(option) != WHERE) {
        tell(format_args!("-o {option}: an option does not reach the running daemon"));
        tell("  hint: write it into the configuration; only `-o state.dir=DIR` is of use here, to find the daemon");
        return REFUSED;
    }
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
            tell("the old configuration and lexicon stay at work");
            REFUSED
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
