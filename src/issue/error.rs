//! Why an award could not be issued.

use crate::base::Malformed;
use crate::base::time::Timestamp;
use crate::codec::{json, pdf, png, svg};
use crate::{proof, wire};

/// What kept an award from becoming a badge.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nobody to sign for.
    #[error("the award names neither a provider nor an awarding body, one of which issues it")]
    Nobody,
    /// The key speaks for another id than the organisation's.
    #[error("expected a key of `{organisation}`, found one of `{key}`")]
    Key {
        /// The id of the organisation that issues.
        organisation: String,
        /// The controller of the key.
        key: String,
    },
    /// An end before the beginning.
    #[error("expected an end after {from}, found {until}")]
    Reversed {
        /// The beginning.
        from: Timestamp,
        /// The end.
        until: Timestamp,
    },
    /// Nobody to sign now.
    #[error("expected a key or a signer, found an issuer that only prepares badges")]
    NoSigner,
    /// A value that does not fit its type.
    #[error(transparent)]
    Value(#[from] Malformed),
    /// The award has no form as a credential.
    #[error(transparent)]
    Wire(#[from] wire::Error),
    /// The credential as written is over a limit.
    #[error(transparent)]
    Json(#[from] json::Error),
    /// The proof could not be made.
    #[error(transparent)]
    Proof(#[from] proof::Error),
    /// The picture is not one that a badge can be baked into.
    #[error(transparent)]
    Png(#[from] png::Error),
    /// The picture is not one that a badge can be baked into.
    #[error(transparent)]
    Svg(#[from] svg::Error),
    /// The PDF is not one that a badge can be attached to.
    #[error(transparent)]
    Pdf(#[from] pdf::Error),
}

impl Error {
    /// A stable name for the fault, such as `issue.nobody`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Nobody => "issue.nobody",
            Self::Key { .. } => "issue.key",
            Self::Reversed { .. } => "issue.reversed",
            Self::NoSigner => "issue.no-signer",
            Self::Value(error) => error.code(),
            Self::Wire(error) => error.code(),
            Self::Json(error) => error.code(),
            Self::Proof(error) => error.code(),
            Self::Png(error) => error.code(),
            Self::Svg(error) => error.code(),
            Self::Pdf(error) => error.code(),
        }
    }
}
