//! Readers that must not take their caller down.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static PANICS: Cell<u32> = const { Cell::new(0) };
}

/// Runs a reader; `None` if it panics, which is counted.
pub fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    let outer = GUARDED.replace(true);
    let read = catch_unwind(AssertUnwindSafe(read)).ok();
    GUARDED.set(outer);
    if read.is_none() {
        PANICS.set(PANICS.get().saturating_add(1));
    }
    read
}

/// Whether a panic on this thread is caught and counted: whoever prints panics need not print this
/// one, which may quote what somebody sent.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// How many panics were caught on this thread.
pub fn caught() -> u32 {
    PANICS.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_one_reading_and_is_counted() {
        let before = caught();
        assert_eq!(guarded(is_guarded), Some(true));
        assert_eq!(guarded(|| guarded(|| panic!("on purpose")).is_none() && is_guarded()), Some(true));
        assert_eq!((caught() - before, is_guarded()), (1, false));
    }
}
