//! What happened, according to an article.

pub mod agreement;
pub mod assertion;
pub mod attribution;
