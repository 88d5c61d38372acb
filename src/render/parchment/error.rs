//! Why a parchment cannot be printed.

use crate::codec::pdf;
use crate::render;

/// Why a parchment cannot be printed: nothing is left out of it, cut off or changed so that it could.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A text cannot be set.
    #[error(transparent)]
    Text(#[from] render::Error),
    /// The text that was to be attached is no credential.
    #[error(transparent)]
    Credential(#[from] pdf::Error),
    /// All texts together have no room on the first page.
    #[error(
        "expected texts that have room together on one page of size {sheet}, found more, even in the smallest letters"
    )]
    NoRoom {
        /// The size of the paper.
        sheet: &'static str,
    },
    /// The award does not say what a parchment says first.
    #[error("expected an award that states its {element}, found none")]
    Unstated {
        /// What is missing.
        element: &'static str,
    },
    /// The address is longer than a QR code holds.
    #[error("expected at most {limit} bytes in the QR code, found {found}")]
    QrTooLong {
        /// Bytes that fit.
        limit: usize,
        /// Bytes of the address.
        found: usize,
    },
    /// More people than sign.
    #[error("expected at most {limit} signatories, found {found}")]
    Signatories {
        /// How many have room.
        limit: usize,
        /// How many were named.
        found: usize,
    },
    /// The pages would break a rule of PDF/A-3a or PDF/UA-1, such as a font that must not be embedded.
    #[error("expected pages that PDF/A-3a and PDF/UA-1 allow, found that they do not: {}", reasons.join("; "))]
    Conformance {
        /// The rules that they would break.
        reasons: Vec<String>,
    },
}

impl Error {
    /// A stable name for the fault, such as `render.qr-too-long`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Text(error) => error.code(),
            Self::Credential(error) => error.code(),
            Self::NoRoom { .. } => "render.no-room",
            Self::Unstated { .. } => "render.unstated",
            Self::QrTooLong { .. } => "render.qr-too-long",
            Self::Signatories { .. } => "render.signatories",
            Self::Conformance { .. } => "render.conformance",
        }
    }
}
