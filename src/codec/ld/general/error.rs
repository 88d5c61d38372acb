//! Errors of the general processor.

use super::super::error::{Cut, cut};
use super::fault::Fault;
use super::part::Part;
use crate::codec::{json, rdf};
use std::fmt;

/// Why a document cannot be processed as JSON-LD.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The document or a context breaks a rule of the standard.
    #[error("{at}: {fault}: expected {expected}, found `{}`", found.escape_debug())]
    Refused {
        /// Where.
        at: Place,
        /// The standard's name of the fault.
        fault: Fault,
        /// What would have been right.
        expected: &'static str,
        /// What is there, cut at 200 characters.
        found: Box<str>,
    },
    /// No document at hand and no known context has this URL; nothing is fetched.
    #[error("{at}: expected the URL of a context at hand, found `{}`", url.escape_debug())]
    UnknownContext {
        /// Where.
        at: Place,
        /// The URL, cut at 200 characters.
        url: Box<str>,
    },
    /// A context document is no strict JSON.
    #[error("the context `{}`: {error}", url.escape_debug())]
    ContextJson {
        /// Its URL, cut at 200 characters.
        url: Box<str>,
        /// What is wrong with it.
        error: json::Error,
    },
    /// More contexts than the limit `contexts`: in one array, one naming another, or context documents in all.
    #[error("{at}: expected at most {limit} contexts")]
    TooManyContexts {
        /// Where the first one too many is.
        at: Place,
        /// The limit.
        limit: usize,
    },
    /// Contexts inside of contexts, or terms said by way of terms, beyond the limit `json_depth`.
    #[error("{at}: expected contexts and terms that build on each other at most {limit} deep")]
    TooDeep {
        /// Where the first one too many is.
        at: Place,
        /// The limit.
        limit: usize,
    },
    /// More work than the limit `ld_work`: the document or a context is hostile, or the limit too low.
    #[error("expected a document that is processed in {limit} units of work")]
    TooMuchWork {
        /// The limit.
        limit: u64,
    },
    /// The statements themselves: most likely more than the limit `quads`.
    #[error(transparent)]
    Statements(#[from] rdf::Error),
}

impl Error {
    /// A stable name for the fault, such as `ld.invalid-term-definition`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused { fault, .. } => fault.code(),
            Self::UnknownContext { .. } => "ld.unknown-context",
            Self::ContextJson { error, .. } => error.code(),
            Self::TooManyContexts { .. } => "ld.too-many-contexts",
            Self::TooDeep { .. } => "ld.too-deep",
            Self::TooMuchWork { .. } => "ld.work-limit",
            Self::Statements(error) => error.code(),
        }
    }

    /// The standard's name of the fault; `None` for a limit of ours that it has no name for.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        match self {
            Self::Refused { fault, .. } => Some(*fault),
            Self::UnknownContext { .. } | Self::ContextJson { .. } => Some(Fault::LoadingRemoteContextFailed),
            Self::TooManyContexts { .. } | Self::TooDeep { .. } => Some(Fault::ContextOverflow),
            Self::TooMuchWork { .. } | Self::Statements(_) => None,
        }
    }

    /// Where, when a single value is at fault.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::Refused { at, .. }
            | Self::UnknownContext { at, .. }
            | Self::TooManyContexts { at, .. }
            | Self::TooDeep { at, .. } => Some(at),
            Self::ContextJson { .. } | Self::TooMuchWork { .. } | Self::Statements(_) => None,
        }
    }

    /// The error for what was found in the document, no single place of which is at fault.
    pub(super) fn of_document(fault: Fault, expected: &'static str, found: &str) -> Self {
        let at = Place { context: None, pointer: "".into() };
        Self::Refused { at, fault, expected, found: cut(found) }
    }

    /// Create Term Definition, 21.3: what breaks a rule inside a scoped context is the scope's fault.
    pub(super) fn in_scope(self) -> Self {
        match self {
            Self::Refused { at, expected, found, .. } => {
                Self::Refused { at, fault: Fault::InvalidScopedContext, expected, found }
            }
            other => other,
        }
    }
}

/// A place in the document or in a context document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    context: Option<Box<str>>,
    pointer: Box<str>,
}

impl Place {
    pub(super) fn of(part: Part<'_>) -> Self {
        Self { context: part.context.map(cut), pointer: part.node.pointer().into() }
    }

    /// The URL of the context document, cut at 200 characters; `None` for the document itself.
    #[must_use]
    pub fn context(&self) -> Option<&str> {
        self.context.as_deref()
    }

    /// The JSON Pointer (RFC 6901), empty for the whole document.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.context(), self.pointer()) {
            (None, "") => f.write_str("the document"),
            (None, pointer) => write!(f, "`{}`", Cut(pointer)),
            (Some(url), "") => write!(f, "the context `{}`", Cut(url)),
            (Some(url), pointer) => write!(f, "the context `{}` at `{}`", Cut(url), Cut(pointer)),
        }
    }
}
