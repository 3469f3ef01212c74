//! Maps whose keys are hashes already, such as [`crate::text::word_key`]: they are used as they are.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map over keys.
pub(crate) type KeyMap<T> = HashMap<u64, T, BuildHasherDefault<Ready>>;

/// A set of keys.
pub(super) type KeySet = HashSet<u64, BuildHasherDefault<Ready>>;

/// A key as its own hash.
#[derive(Clone, Default)]
pub(crate) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    /// Never called: the keys are `u64`.
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
