//! What can go wrong with a key, an identifier or a proof.

use crate::base::Malformed;

/// Why a key, an identifier or a proof could not be used.
///
/// No variant ever holds secret key material.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A key in no form that is accepted.
    #[error("key: {0}")]
    Key(Malformed),
    /// An identifier that is no DID, or names nothing that can be found offline.
    #[error("identifier: {0}")]
    Did(Malformed),
    /// A signature of a length that no suite has.
    #[error("expected a signature of 64 bytes, found {found}")]
    SignatureLength {
        /// Its length in bytes.
        found: usize,
    },
    /// A signature that is not the key's on this message.
    #[error("the signature does not belong to this message and key")]
    SignatureInvalid,
}

impl Error {
    /// A stable name for the fault, such as `proof.signature-invalid`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Key(fault) | Self::Did(fault) => fault.code(),
            Self::SignatureLength { .. } => "proof.signature-length",
            Self::SignatureInvalid => "proof.signature-invalid",
        }
    }
}
