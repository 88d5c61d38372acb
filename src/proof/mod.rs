//! Floor 2: keys, and signatures over JSON objects. Nothing here knows what a badge is.
//!
//! [`key`] holds keys, each algorithm under one strict rule, [`did`] the identifiers that name them, [`data_integrity`] the
//! proofs of W3C Data Integrity, [`Suite`] the cryptosuites that those proofs may use, [`LegacySuite`] those of the past, [`jws`]
//! signatures around a text, and [`sd_jwt`] those around a text of which the holder may show a part.

pub mod controller;
pub mod data_integrity;
pub mod did;
mod error;
pub mod jws;
pub mod key;
mod key_set;
mod legacy;
pub(crate) mod pointer;
mod sd;
pub mod sd_jwt;
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
pub use sd_jwt::SdJwt;
pub use signer::{Adapter, Signer};
pub use suites::Suite;
