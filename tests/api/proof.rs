//! Keys, the identifiers that name them, and proofs.

mod keys;
