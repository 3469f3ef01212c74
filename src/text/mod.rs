//! From markup to words: what is emitted, and the folded form that look-ups and keys use.
//!
//! One table of letters ([`letter`]) serves both folds. The *key* fold ([`fold`]) joins all words
//! of an item into the string that identity hashes. The *look-up* fold ([`Text`]) keeps tokens,
//! punctuation and a map back to the original, so that every finding can quote its words.

pub mod address;
pub mod books;
pub mod compose;
mod cut;
pub mod fold;
mod hash;
pub mod html;
pub mod identity;
pub mod key;
pub mod letter;
mod pen;
mod run;
pub mod token;

pub use books::Books;
pub use compose::compose;
pub use token::{Gap, Kind, Room, Text, Token, word_key};
