//! Why a PDF file gives or takes no credential.

use crate::codec::json;

/// Why a PDF file gives or takes no credential.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is, or would become, longer than allowed, or what is attached to it is.
    #[error("expected at most {limit} bytes of {what}, found {found}")]
    TooLarge {
        /// What is too long.
        what: &'static str,
        /// Bytes allowed.
        limit: usize,
        /// Bytes given, or bytes of the file that was not made; of packed bytes, one more than was unpacked.
        found: usize,
    },
    /// The file is no sound PDF.
    #[error("expected {expected} at byte {offset} of the PDF")]
    Malformed {
        /// Where, in bytes; of what is packed, where the packed stream starts.
        offset: usize,
        /// What would have been right.
        expected: &'static str,
    },
    /// Arrays, dictionaries or the tree of attachments are nested deeper than allowed.
    #[error("expected at most {limit} nested objects in the PDF, found one more at byte {offset}")]
    TooDeep {
        /// Where the first one too many starts, in bytes.
        offset: usize,
        /// Levels allowed.
        limit: usize,
    },
    /// The file makes a reader look at more than allowed.
    #[error("expected to find the attachments of the PDF within {limit} {what}, found that it takes more")]
    TooMuchWork {
        /// What was counted.
        what: &'static str,
        /// How many are allowed.
        limit: usize,
    },
    /// A stream that has to be read is packed by something else than Flate, or is outside of the file.
    #[error("expected a stream in the PDF that is plain or packed by Flate alone, found another at byte {offset}")]
    Filter {
        /// Where the stream's object starts, in bytes.
        offset: usize,
    },
    /// The file is encrypted.
    #[error("expected a PDF that is not encrypted")]
    Encrypted,
    /// No credential is attached to the file.
    #[error("expected a credential attached to the PDF, found none; files attached: {attachments}")]
    NoCredential {
        /// How many attachments there are.
        attachments: usize,
    },
    /// Several credentials are attached to the file: two readers could see two badges.
    #[error("expected one credential attached to the PDF, found {found}")]
    ManyCredentials {
        /// How many there are.
        found: usize,
    },
    /// The credential to bake is neither a token nor a JSON object.
    #[error("expected a compact JWS or a JSON object to bake: {0}")]
    UnfitCredential(#[source] json::Error),
}

impl Error {
    /// A stable name for the fault, such as `pdf.malformed`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "pdf.too-large",
            Self::Malformed { .. } => "pdf.malformed",
            Self::TooDeep { .. } => "pdf.too-deep",
            Self::TooMuchWork { .. } => "pdf.work-limit",
            Self::Filter { .. } => "pdf.filter",
            Self::Encrypted => "pdf.encrypted",
            Self::NoCredential { .. } => "pdf.no-credential",
            Self::ManyCredentials { .. } => "pdf.many-credentials",
            Self::UnfitCredential(_) => "pdf.unfit-credential",
        }
    }
}
