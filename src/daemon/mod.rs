//! Joins the stages: what runs as `marsad run`, `once` and `replay`.

pub mod coder;
pub mod control;
pub mod counts;
pub mod desk;
pub mod health;
pub mod orders;
pub mod pipeline;
mod reader;
pub mod rebuild;
pub mod replay;
mod service;
pub mod supervisor;
pub mod workshop;

pub use coder::Coder;
pub use counts::Counts;
pub use pipeline::{Pipeline, PipelineError};
pub use workshop::{OpenError, Workshop, store_options};
