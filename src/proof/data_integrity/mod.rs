//! Data Integrity proofs (W3C VC Data Integrity 1.0) with the EdDSA and ECDSA cryptosuites (vc-di-eddsa,
//! vc-di-ecdsa).
//!
//! [`proofs`] reads the proofs of a document, [`Unsecured`] checks them against the document without its proofs, and
//! [`sign`] adds one. A proof that verifies says who signed, not whether that key may speak for the issuer, nor
//! whether the purpose and the dates are right: those are the verifier's questions.

mod chain;
mod context;
mod proof;
#[cfg(feature = "ecdsa")]
mod selective;
mod sign;
mod unsecured;

pub use context::as_signed;
pub use proof::{Proof, proofs};
#[cfg(feature = "ecdsa")]
pub use selective::{derive, sign_selective};
pub use sign::{Options, Prepared, Purpose, prepare, sign, sign_by};
pub use unsecured::{HashData, Unsecured};

use super::{Error, VerifyingKey};
use crate::base::limits::Limits;
use crate::codec::json::Node;
use crate::codec::ld::Contexts;

/// Checks one proof of a document with one key.
///
/// For a document with several proofs make one [`Unsecured`], which canonicalises the document once.
///
/// # Errors
///
/// Those of [`Unsecured::verify`].
pub fn verify(
    document: Node<'_>,
    proof: &Proof<'_>,
    key: &VerifyingKey,
    contexts: &Contexts,
    limits: &Limits,
) -> Result<(), Error> {
    Unsecured::new(document, contexts, limits).verify(proof, key)
}
