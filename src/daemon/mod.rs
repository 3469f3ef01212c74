//! Joins the stages: what runs as `marsad run`, `once` and `replay`.

pub mod arrival;
pub mod coder;
pub mod control;
mod crew;
pub mod desk;
pub mod orders;
pub mod pipeline;
mod reader;
pub mod rebuild;
pub mod replay;
mod service;
pub mod supervisor;
pub mod workshop;

pub use coder::Coder;
pub use pipeline::{Pipeline, PipelineError};
pub use workshop::{OpenError, Workshop, store_options};
