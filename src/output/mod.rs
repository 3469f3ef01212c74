//! The output: a file that only grows, and that loses nothing and repeats nothing through crashes.
//!
//! The store is the truth and the file its projection. A batch is committed to the store in one
//! durable transaction with the exact bytes of its lines (T1), then written to the file at the
//! offset that was committed with it (W1), then synced as the policy says (W2); that it is synced
//! rides on the next transaction, which drops the bytes (T2). After a crash the bytes that the
//! store still has are written again at their places, see [`recovery`]. So the file is at all times
//! a prefix of the committed stream, and a byte once visible is never changed or withdrawn.

mod error;
pub mod files;
pub mod follow;
pub mod line;
pub mod names;
mod pack;
pub mod read;
pub mod recovery;
mod rotation;
pub mod run;
mod segments;
mod sink;
mod stream;
mod tidy;

pub use self::{
    error::SinkError,
    files::Disk,
    names::Names,
    recovery::{Start, adopt},
    run::{Delivery, Progress, run},
    sink::{Batch, Outside, Sink, Tally},
};

#[cfg(test)]
mod tests;
