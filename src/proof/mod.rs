//! Floor 2: keys, and signatures over JSON objects. Nothing here knows what a badge is.
//!
//! [`key`] holds keys, each algorithm under one strict rule, [`did`] the identifiers that name them, [`data_integrity`] the
//! proofs of W3C Data Integrity, [`Suite`] the cryptosuites that those proofs may use, [`LegacySuite`] those of the past, and [`jws`]
//! signatures around a text.

pub mod controller;
pub mod data_integrity;
pub mod did;
mod error;
pub mod jws;
pub mod key;
mod key_set;
mod legacy;
mod sd;
mod signer;
mod suites;
pub mod web;

pub use error::Error;
pub use jws::Jws;
pub use key::{Algorithm, KeyDocument, SigningKey, VerifyingKey};
pub use key_set::{KeySet, key_set_url};
pub use legacy::LegacySuite;
#[cfg(feature = "ecdsa")]
pub use sd::SelectiveSecrets;
pub use signer::{Adapter, Signer};
pub use suites::Suite;
