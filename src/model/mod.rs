//! The things that the stages hand to each other. No behaviour beyond what a value knows of itself.

pub mod article;
pub mod event;
pub mod item;
pub mod language;
pub mod memory;
pub mod shelf;
pub mod source;
pub mod span;
pub mod toll;
pub mod verdict;

pub use article::{Article, PublishedBasis, RecordId, TextBasis};
pub use event::{Event, Extraction, Status};
pub use item::{Item, Markup};
pub use language::Language;
pub use memory::{Changes, Memory, MemoryError, Table};
pub use shelf::Shelf;
pub use source::Source;
pub use span::{Evidence, EvidenceRole, Field, Span};
pub use verdict::{Judgement, Likeness, Part, Verdict};
