//! `marsad tail`: follows the output by number, across rotations, whole lines only.

mod pretty;

use std::{
    io::{self, BufWriter, ErrorKind, Write},
    path::Path,
    sync::Arc,
    time::Duration,
};

use rustix::event::{PollFd, PollFlags, Timespec};

use super::{ConfigPlace, DONE, FAILED, REFUSED, condition::Conditions, refuse, tell};
use crate::{
    config::OutputPath,
    output::{Disk, Names, follow::Follower, read},
};

/// How often it is looked whether there is more: soon for a reader, and next to no work.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// What to follow.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) place: ConfigPlace,
    /// Begin with this line, 1 being the first; otherwise with the next that is written
    #[arg(long, value_name = "SEQ")]
    from: Option<u64>,
    /// End at the last line instead of waiting for more
    #[arg(long)]
    no_follow: bool,
    /// For people: a headline and its events instead of JSON
    #[arg(long)]
    pretty: bool,
    /// Only lines that fulfil all of these, such as `type=Battles,status=reported,place=sirte`:
    /// type, subtype, status, place and actor are of one and the same event; feed, kind, lang and
    /// class are of the line
    #[arg(long = "where", value_name = "KEY=VALUE,…", value_delimiter = ',')]
    conditions: Vec<String>,
}

/// Follows until stdout closes, or to the end.
pub(super) fn run(place: &ConfigPlace, arguments: &Arguments) -> u8 {
    let output = match place.load() {
        Ok(loaded) => loaded.config.output,
        Err(problems) => return refuse(&problems),
    };
    let conditions = match Conditions::parse(&arguments.conditions) {
        Ok(conditions) => conditions,
        Err(problem) => return refused(problem),
    };
    match &output.path {
        OutputPath::Stdout => refused("`output.path` is standard output: there is no file to follow"),
        OutputPath::File(path) => match follow(path, arguments, &conditions) {
            Ok(()) => DONE,
            // Who reads has read enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => DONE,
            Err(error) => {
                tell(format_args!("{}: {error}", path.display()));
                FAILED
            }
        },
    }
}

fn refused(problem: impl std::fmt::Display) -> u8 {
    tell(problem);
    REFUSED
}

fn follow(path: &Path, arguments: &Arguments, conditions: &Conditions) -> io::Result<()> {
    let names = Names::new(path);
    let from = match arguments.from {
        Some(seq) => seq,
        None if arguments.no_follow => 1,
        None => last_seq(&names)? + 1,
    };
    let mut follower = Follower::new(Arc::new(Disk), names, from);
    let stdout = io::stdout();
    let mut out = BufWriter::new(stdout.lock());
    loop {
        while follower.next_line(|line| show(line, arguments.pretty, conditions, &mut out))? {}
        out.flush()?;
        if arguments.no_follow || is_closed(&stdout)? {
            return Ok(());
        }
    }
}

/// The last `seq` that is there, 0 if there is none.
fn last_seq(names: &Names) -> io::Result<u64> {
    match read::last_seq(&Disk, names) {
        Ok(last) => Ok(last.unwrap_or(0)),
        // The daemon will make the directory.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}

fn show(line: &[u8], pretty: bool, conditions: &Conditions, out: &mut impl Write) -> io::Result<()> {
    if !conditions.hold(line) {
        return Ok(());
    }
    if pretty {
        return pretty::write(line, out);
    }
    out.write_all(line)?;
    out.write_all(b"\n")
}

/// Waits a little, or until nobody reads our stdout any more; whether that is so.
fn is_closed(stdout: &io::Stdout) -> io::Result<bool> {
    let wait = Timespec { tv_sec: 0, tv_nsec: i64::from(LOOK_EVERY.subsec_nanos()) };
    // Errors and hang-ups are told without being asked for.
    let mut watched = [PollFd::new(stdout, PollFlags::empty())];
    match rustix::event::poll(&mut watched, Some(&wait)) {
        Ok(_) | Err(rustix::io::Errno::INTR) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(watched.iter().any(|watched| watched.revents().intersects(PollFlags::ERR | PollFlags::HUP)))
}
