//! What can go wrong with a key, an identifier or a proof.

use super::Algorithm;
use crate::base::Malformed;
use crate::base::time::Timestamp;
use crate::codec::{json, ld, rdf};
use std::sync::Arc;

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
    /// A document of an issuer that does not say what it must, or lists no such key.
    #[error("issuer document: {0}")]
    Controller(Malformed),
    /// A JWS in a form, or with a header, that is not accepted.
    #[error("JWS: {0}")]
    Jws(Malformed),
    /// An SD-JWT that does not fit together, or is put to a use that it does not allow.
    #[error("SD-JWT: {0}")]
    SdJwt(Malformed),
    /// The document has no proof.
    #[error("expected a proof, found none")]
    Missing,
    /// More proofs than the limit `proofs`.
    #[error("expected at most {limit} proofs, found {found}")]
    TooMany {
        /// How many there are.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// A member of a proof in a form that is not accepted.
    #[error("`{at}`: {fault}")]
    Malformed {
        /// The member, as a JSON Pointer.
        at: String,
        /// What was expected and found.
        fault: Malformed,
    },
    /// A proof that ended before it began.
    #[error("`{at}`: expected `expires` not before `created` {created}, found {expires}")]
    ExpiresBeforeCreated {
        /// The proof, as a JSON Pointer.
        at: String,
        /// When it says it was made.
        created: Timestamp,
        /// When it says it ends.
        expires: Timestamp,
    },
    /// The issuer's own proof of a badge that may be shown in part: it is for the holder alone.
    #[error(
        "`{at}`: expected a proof that the holder derived, found the issuer's base proof: as it was issued, this is for the holder \
         alone, who shows what is derived from it"
    )]
    BaseProof {
        /// The proof, as a JSON Pointer.
        at: String,
    },
    /// A part of a document that cannot be selected.
    #[error("{0}")]
    Pointer(Malformed),
    /// Two proofs of one name.
    #[error("`{at}`: expected an id of its own, found `{}` again", id.escape_debug())]
    DuplicateId {
        /// The second proof, as a JSON Pointer.
        at: String,
        /// The id.
        id: String,
    },
    /// A node of the document with the name of a proof.
    #[error("`{at}`: expected an id that no proof has, found `{}`", id.escape_debug())]
    SharedId {
        /// The node's id, as a JSON Pointer.
        at: String,
        /// The id.
        id: String,
    },
    /// A suite that is not verified here.
    #[error("`{at}`: expected a supported cryptosuite, found `{}`", name.escape_debug())]
    UnsupportedSuite {
        /// The proof, as a JSON Pointer.
        at: String,
        /// The suite, or the type of a proof older than suites.
        name: String,
    },
    /// A proof that signs an earlier one, which is not there.
    #[error("`{at}`: expected a proof of the id `{}`, which it says it signs, found none", id.escape_debug())]
    PreviousMissing {
        /// The proof, as a JSON Pointer.
        at: String,
        /// The id.
        id: String,
    },
    /// Proofs that sign each other in a circle.
    #[error("`{at}`: expected at most {limit} proofs in a row that sign each other, found more or a circle")]
    ChainCycle {
        /// One of them, as a JSON Pointer.
        at: String,
        /// The limit.
        limit: usize,
    },
    /// A proof whose `@context` is not the document's, nor the beginning of it.
    #[error("`{at}`: expected the contexts that the document begins with")]
    ContextMismatch {
        /// The proof's `@context`, as a JSON Pointer.
        at: String,
    },
    /// A text that is not JSON within the limits.
    #[error(transparent)]
    Json(#[from] json::Error),
    /// A document or proof that has no meaning under its contexts.
    #[error(transparent)]
    Ld(#[from] ld::Error),
    /// Statements that have no canonical form within the limits.
    #[error(transparent)]
    Rdf(#[from] rdf::Error),
    /// A key of an algorithm that this build leaves out.
    #[error("keys on {algorithm} are read only with the feature `{feature}`, which this build leaves out")]
    FeatureMissing {
        /// The algorithm.
        algorithm: Algorithm,
        /// The cargo feature that brings it.
        feature: &'static str,
    },
    /// A key whose algorithm is not one of the suite's.
    #[error("`{suite}` is not signed with keys on {algorithm}")]
    KeyAlgorithm {
        /// The suite.
        suite: &'static str,
        /// The key's algorithm.
        algorithm: Algorithm,
    },
    /// What a signer or random source of the caller's reported.
    #[error("a signer or random source outside this library failed: {0}")]
    Outside(Arc<dyn std::error::Error + Send + Sync>),
    /// A signature of another length than the algorithm's.
    #[error("expected a signature of {expected} bytes, found {found}")]
    SignatureLength {
        /// The length of the algorithm's signatures, in bytes.
        expected: usize,
        /// Its length in bytes.
        found: usize,
    },
    /// A signature that is not the key's on this message.
    #[error("the signature does not belong to this message and key")]
    SignatureInvalid,
}

impl Error {
    /// Wraps what a signer or random source of the caller's reported.
    pub fn outside(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Outside(Arc::new(error))
    }

    /// A stable name for the fault, such as `proof.signature-invalid`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Key(fault)
            | Self::Did(fault)
            | Self::Controller(fault)
            | Self::Jws(fault)
            | Self::SdJwt(fault)
            | Self::Pointer(fault) => fault.code(),
            Self::Missing => "proof.missing",
            Self::TooMany { .. } => "proof.too-many",
            Self::Malformed { fault, .. } => fault.code(),
            Self::ExpiresBeforeCreated { .. } => "proof.expires-before-created",
            Self::BaseProof { .. } => "proof.base-proof",
            Self::DuplicateId { .. } => "proof.duplicate-id",
            Self::SharedId { .. } => "proof.shared-id",
            Self::UnsupportedSuite { .. } => "proof.unsupported-suite",
            Self::PreviousMissing { .. } => "proof.previous-missing",
            Self::ChainCycle { .. } => "proof.chain-cycle",
            Self::ContextMismatch { .. } => "proof.context-mismatch",
            Self::Json(error) => error.code(),
            Self::Ld(error) => error.code(),
            Self::Rdf(error) => error.code(),
            Self::FeatureMissing { .. } => "key.feature-missing",
            Self::KeyAlgorithm { .. } => "proof.key-algorithm",
            Self::Outside(_) => "key.outside",
            Self::SignatureLength { .. } => "proof.signature-length",
            Self::SignatureInvalid => "proof.signature-invalid",
        }
    }
}
