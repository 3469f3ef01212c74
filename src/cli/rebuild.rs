//! `marsad rebuild`: a new state from the output files.

use super::{ConfigPlace, DONE, REFUSED, refuse, refuse_to_open, tell};
use crate::{
    config::OutputPath,
    daemon::rebuild::{Rebuilt, rebuild},
};

/// Learns from the output, and says what was learnt.
pub(super) fn run(place: &ConfigPlace) -> u8 {
    let config = match place.load() {
        Ok(loaded) => loaded.config,
        Err(problems) => return refuse(&problems),
    };
    let OutputPath::File(active) = &config.output.path else {
        tell("`output.path` is standard output: there are no files to learn from");
        return REFUSED;
    };
    match rebuild(&config, active, |_| {}) {
        Ok(Rebuilt { learnt, passed_over, next_seq }) => {
            tell(format_args!(
                "state rebuilt: {learnt} lines learnt, {passed_over} passed over, the next is {next_seq}"
            ));
            DONE
        }
        Err(error) => refuse_to_open(&error),
    }
}
