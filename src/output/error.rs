//! What can go wrong with the output.

use std::{io, path::PathBuf};

use thiserror::Error;

use crate::state::StateError;

/// Why the output cannot be opened or written.
#[derive(Debug, Error)]
pub enum SinkError {
    /// Another process writes it.
    #[error("output `{}` is being written by process {pid}", path.display())]
    Locked {
        /// The active file.
        path: PathBuf,
        /// The process id, or `unknown`.
        pid: String,
    },
    /// There is output, and the state knows nothing of it.
    #[error("output `{}` has lines, but the state is empty", path.display())]
    Orphan {
        /// The file with lines.
        path: PathBuf,
    },
    /// The file has more than the state: the state is an older one.
    #[error("output `{}` has {len} bytes, but the state knows of {committed}", path.display())]
    Ahead {
        /// The active file.
        path: PathBuf,
        /// Its length in bytes.
        len: u64,
        /// How many bytes are committed.
        committed: u64,
    },
    /// A sealed segment cannot have its name, for another file has it.
    #[error("segment cannot be sealed as `{}`: the name is taken", path.display())]
    Taken {
        /// The name.
        path: PathBuf,
    },
    /// Nobody reads standard output any more.
    #[error("standard output is closed")]
    Closed,
    /// The file system refused. Final: what was committed is written by the next start.
    #[error("output `{}` cannot be used", path.display())]
    Io {
        /// What was being used.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The store refused.
    #[error(transparent)]
    State(#[from] StateError),
}

impl SinkError {
    /// The exit code: 2 if the start was refused, 74 for an I/O error.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Locked { .. } | Self::Orphan { .. } | Self::Ahead { .. } => 2,
            Self::Taken { .. } | Self::Closed | Self::Io { .. } => 74,
            Self::State(error) => error.exit_code(),
        }
    }

    /// What the reader can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Locked { .. } => {
                Some("one writer at a time: stop the other, or give this one an `output.path` of its own")
            }
            Self::Orphan { .. } | Self::Ahead { .. } => Some(
                "run `marsad rebuild` to learn from the output files what was written, or pass `--fresh` to start a new segment",
            ),
            Self::Taken { .. } => Some("move the file out of the way"),
            Self::Closed | Self::Io { .. } => None,
            Self::State(error) => error.hint(),
        }
    }

    pub(super) fn at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}
