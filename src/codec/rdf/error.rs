//! What can go wrong with statements.

/// Why a dataset could not be read, built or canonicalised.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The text is not N-Quads.
    #[error("line {line}, column {column}: expected {expected}, found `{}`", found.escape_debug())]
    Syntax {
        /// Line, counted from 1.
        line: usize,
        /// Character of the line, counted from 1.
        column: usize,
        /// What the grammar allows there.
        expected: &'static str,
        /// What stands there, cut at 40 characters; empty at the end of the text.
        found: Box<str>,
    },
    /// A term stands where its kind may not, holds a character that would end it early, or is of another dataset.
    #[error("expected {expected} as the {place} of a statement")]
    Term {
        /// `subject`, `predicate`, `object` or `graph name`.
        place: &'static str,
        /// What may stand there.
        expected: &'static str,
    },
    /// More text than the limit `document_bytes`.
    #[error("expected at most {limit} bytes of statements, found {found}")]
    TooLong {
        /// The limit in bytes.
        limit: usize,
        /// The length in bytes.
        found: usize,
    },
    /// More statements than the limit `quads`.
    #[error("expected at most {limit} statements")]
    TooManyQuads {
        /// The limit in statements.
        limit: usize,
    },
    /// Canonicalisation would take more work than the limit `canon_work`: the graph is hostile, or the limit too low.
    #[error("expected a graph that is canonicalised in {limit} units of work")]
    WorkLimit {
        /// The limit in work units.
        limit: u64,
    },
}

impl Error {
    /// A stable name for the fault: `rdf.syntax`, `rdf.term`, `rdf.too-long`, `rdf.too-many-quads` or
    /// `rdf.work-limit`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "rdf.syntax",
            Self::Term { .. } => "rdf.term",
            Self::TooLong { .. } => "rdf.too-long",
            Self::TooManyQuads { .. } => "rdf.too-many-quads",
            Self::WorkLimit { .. } => "rdf.work-limit",
        }
    }
}
