//! Marsad watches news feeds in Arabic, English and French, drops what it has already seen,
//! codes what happened in Libya, and appends one JSON line per article.
//!
//! The folders are the flow, and each arrow is a new type:
//!
//! ```text
//! config ─▶ poll ─FetchedFeed─▶ parse ─Item─▶ text ─Article─▶ dedup ─Verdict─▶ extract ─Event─▶ record ─line─▶ output
//! ```
//!
//! Only [`daemon`] joins the stages. The middle is pure: `model`, `text`, `language`, `dedup`,
//! `lexicon`, `extract`, `record` and `poll::{parse, schedule}` name no socket, file, environment
//! or clock; `now` is an argument. `tests/it/house.rs` reads the sources and enforces it.

pub mod cli;
pub mod clock;
pub mod config;
pub mod daemon;
pub mod dedup;
pub mod document;
pub mod eval;
pub mod extract;
pub mod given;
pub mod language;
pub mod lexicon;
pub mod model;
pub mod ops;
pub mod output;
pub mod poll;
pub mod problem;
pub mod record;
pub mod state;
pub mod text;
