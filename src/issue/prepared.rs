//! A badge that lacks its signature.

use super::{Error, Signed};
use crate::base::limits::Limits;
use crate::proof::data_integrity;

/// A badge whose signature is made later and elsewhere.
#[derive(Debug)]
#[must_use = "a prepared badge is nothing until it is finished"]
pub struct Prepared {
    pub(super) proof: data_integrity::Prepared,
    pub(super) limits: Limits,
}

impl Prepared {
    /// What the key has to sign, by its own algorithm: 64 bytes, or 96 for P-384.
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        self.proof.bytes_to_sign()
    }

    /// Adds the signature, once it proves to be the key's: 64 bytes, or 96 for P-384.
    ///
    /// # Errors
    ///
    /// `proof.signature-length` or `proof.signature-invalid` when it is not.
    pub fn finish(self, signature: &[u8]) -> Result<Signed, Error> {
        let document = self.proof.finish(signature, &self.limits)?;
        Ok(Signed::new(document.to_shared_text(), self.limits))
    }
}
