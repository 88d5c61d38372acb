//! Errors of the context registry.

use crate::codec::json;

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
    /// The address already means a document that says something else.
    #[error("`{url}` is the known context with SHA-256 {known}, found a document of another meaning")]
    Known {
        /// The address.
        url: Box<str>,
        /// SHA-256 of the known document, in hexadecimal.
        known: Box<str>,
    },
    /// The document does not have the digest that the caller expects.
    #[error("expected a context document with SHA-256 {expected}, found {found}")]
    Digest {
        /// The digest asked for, in hexadecimal.
        expected: Box<str>,
        /// The digest of the document, in hexadecimal.
        found: Box<str>,
    },
    /// The document is no strict JSON.
    #[error("the context document: {0}")]
    Json(#[from] json::Error),
    /// A value that no context has there.
    #[error("the context document at `{at}`: expected {expected}, found `{}`", found.escape_debug())]
    Malformed {
        /// Where: a JSON Pointer.
        at: Box<str>,
        /// What would have been right.
        expected: &'static str,
        /// What is there, cut at 200 characters.
        found: Box<str>,
    },
    /// Something that JSON-LD allows and this registry does not, since it lets one document be read in two ways.
    #[error("the context document at `{at}`: `{}` is not allowed here", found.escape_debug())]
    Forbidden {
        /// Where: a JSON Pointer.
        at: Box<str>,
        /// The keyword, cut at 200 characters.
        found: Box<str>,
    },
    /// The document builds on a context that is not known; nothing is fetched.
    #[error("the context document at `{at}`: expected the URL of a known context, found `{}`", url.escape_debug())]
    Unknown {
        /// Where: a JSON Pointer.
        at: Box<str>,
        /// The URL, cut at 200 characters.
        url: Box<str>,
    },
    /// More than the registry reads.
    #[error("the context document at `{at}`: expected at most {limit}")]
    TooLarge {
        /// Where: a JSON Pointer.
        at: Box<str>,
        /// The limit, in words.
        limit: &'static str,
    },
    /// An IRI begins with a prefix that only another context can define, so that its meaning depends on the company.
    #[error("`{}` begins with the prefix `{}`, which the context does not define", iri.escape_debug(), prefix.escape_debug())]
    MissingPrefix {
        /// The IRI, cut at 200 characters.
        iri: Box<str>,
        /// The prefix.
        prefix: Box<str>,
    },
    /// A term, or an IRI, that the standard contexts use with another meaning, or under another name.
    #[error("`{}` would change what `{url}` says", term.escape_debug())]
    Redefinition {
        /// The term, cut at 200 characters.
        term: Box<str>,
        /// The bundled context that has it.
        url: Box<str>,
    },
    /// The JSON-LD processor refuses the context (JSON-LD 1.1 API, section 9.4, names the reasons).
    #[error("the context document at `{at}`: {reason}")]
    Rejected {
        /// Where: a JSON Pointer.
        at: Box<str>,
        /// The standard's name of the fault.
        reason: Box<str>,
    },
}

impl ContextError {
    /// A stable name for the fault, such as `ld.context-known`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Address { .. } => "ld.context-address",
            Self::Known { .. } => "ld.context-known",
            Self::Digest { .. } => "ld.context-digest",
            Self::Json(error) => error.code(),
            Self::Malformed { .. } => "ld.context-malformed",
            Self::Forbidden { .. } => "ld.context-forbidden",
            Self::Unknown { .. } => "ld.unknown-context",
            Self::TooLarge { .. } => "ld.context-too-large",
            Self::MissingPrefix { .. } => "ld.context-prefix",
            Self::Redefinition { .. } => "ld.redefinition",
            Self::Rejected { .. } => "ld.context-rejected",
        }
    }
}
