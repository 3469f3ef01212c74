//! Clauses with what was agreed.
