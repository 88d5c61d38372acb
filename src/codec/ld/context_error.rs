//! Errors of the context registry.

/// Why a context cannot enter the registry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ContextError {
    /// Documents cannot name a context by this text.
    #[error("expected an absolute IRI as a context's address, found `{}`", url.escape_debug())]
    Address {
        /// The text, cut at 200 characters.
        url: Box<str>,
    },
    /// The address already means a document with other bytes.
    #[error("`{url}` is the context with SHA-256 {known}, found another document")]
    Known {
        /// The address.
        url: Box<str>,
        /// SHA-256 of the known document, in hexadecimal.
        known: Box<str>,
    },
}

impl ContextError {
    /// A stable name for the fault, such as `ld.context-known`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Address { .. } => "ld.context-address",
            Self::Known { .. } => "ld.context-known",
        }
    }
}
