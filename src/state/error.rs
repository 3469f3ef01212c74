//! What can go wrong with the store.

use std::{io, path::PathBuf};

use thiserror::Error;

/// Why the store cannot be opened, read or written.
#[derive(Debug, Error)]
pub enum StateError {
    /// Another process works on it.
    #[error("state `{}` is locked by process {pid}", dir.display())]
    Locked {
        /// The directory of the state.
        dir: PathBuf,
        /// The process id, or `unknown`.
        pid: String,
    },
    /// A network file system, on which a commit may not hold.
    #[error("state `{}` is on a network file system ({kind})", dir.display())]
    Network {
        /// The directory of the state.
        dir: PathBuf,
        /// The name of the file system.
        kind: &'static str,
    },
    /// Written by a newer program.
    #[error("state has schema version {found}, this program knows up to {known}")]
    Newer {
        /// The version of the store.
        found: u64,
        /// The newest version that this program reads.
        known: u64,
    },
    /// The directory or the file cannot be used.
    #[error("state `{}` cannot be used", path.display())]
    Io {
        /// What was being used.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The store refused. Boxed, for it is large.
    #[error("state cannot be read or written")]
    Store(#[source] Box<redb::Error>),
}

impl StateError {
    /// The exit code: 2 if the start was refused, 74 for an I/O error.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Locked { .. } | Self::Network { .. } | Self::Newer { .. } => 2,
            Self::Io { .. } | Self::Store(_) => 74,
        }
    }

    /// What the reader can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Locked { .. } => {
                Some("one process at a time: stop the other, or give this one a `state.dir` of its own")
            }
            Self::Network { .. } => Some(
                "use a local disk, or set `state.allow_network_fs = true` if you know that its locks and syncs hold",
            ),
            Self::Newer { .. } => Some("use the newer program, or move the state away and run `marsad rebuild`"),
            Self::Io { .. } | Self::Store(_) => None,
        }
    }
}

/// redb has an error type per call; each of them is a [`StateError::Store`].
macro_rules! from_redb {
    ($($error:ty),*) => {$(
        impl From<$error> for StateError {
            fn from(error: $error) -> Self {
                Self::Store(Box::new(error.into()))
            }
        }
    )*};
}

from_redb!(
    redb::CommitError,
    redb::DatabaseError,
    redb::SetDurabilityError,
    redb::StorageError,
    redb::TableError,
    redb::TransactionError
);
