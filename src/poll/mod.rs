//! From an outlet's server to items: when to ask, how to ask, and how to read what comes.
//!
//! [`parse`] and [`schedule`] are pure: bytes and history in, items and decisions out.

pub mod address;
pub mod date;
pub mod fetch;
pub mod fetched;
pub mod file;
pub mod parse;
pub mod poller;
pub mod schedule;
pub mod tls;
