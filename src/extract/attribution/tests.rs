//! Sentences with who says what.
