//! The one integration test binary: it links once, and each module is one area.
#![cfg(test)]

mod adding;
mod article;
mod bodies;
mod commands;
mod corpus;
mod crash;
mod dedup;
mod explain;
mod export;
mod extraction;
#[path = "../families/mod.rs"]
mod families;
mod feed_command;
mod fetch;
mod hostile;
mod house;
mod liar;
mod line;
mod manual;
mod ops;
mod outlet;
mod parties;
mod places;
mod polling;
mod program;
mod reader_damage;
mod reader_fuzz;
mod replay;
mod simulated_disk;
mod tolls;
mod unsaid;
mod where_when;
mod which;
mod wording;
mod written;
