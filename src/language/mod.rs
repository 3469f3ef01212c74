//! What is known of a language as a whole: how to tell it, and how it counts.

pub mod detect;
mod models;
pub mod number;

pub use detect::detect;
