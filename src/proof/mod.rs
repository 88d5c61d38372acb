//! Floor 2: keys, and signatures over JSON objects. Nothing here knows what a badge is.
//!
//! [`key`] holds Ed25519 keys under one strict rule, [`did`] the identifiers that name them, [`data_integrity`] the
//! proofs of W3C Data Integrity, [`Suite`] the cryptosuites that those proofs may use.

pub mod controller;
pub mod data_integrity;
pub mod did;
mod error;
mod jwk;
pub mod key;
mod key_document;
mod key_set;
mod multiples;
mod suites;
pub mod web;

pub use error::Error;
pub use key::{SigningKey, VerifyingKey};
pub use key_document::KeyDocument;
pub use key_set::{KeySet, key_set_url};
pub use suites::Suite;
