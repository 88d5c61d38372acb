//! Errors of the JSON-LD reader.

use super::context_error::ContextError;

/// Why a document cannot be read as JSON-LD.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A bundled context table does not follow its notation; the library itself is at fault.
    #[error("the bundled table of `{url}` is broken at line {line}: expected {expected}")]
    Table {
        /// The context's URL.
        url: Box<str>,
        /// The line of the table, counted from 1.
        line: usize,
        /// What would have been right.
        expected: &'static str,
    },
    /// A context cannot enter the registry.
    #[error(transparent)]
    Context(#[from] ContextError),
}

impl Error {
    /// A stable name for the fault, such as `ld.unknown-context`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Table { .. } => "ld.table",
            Self::Context(error) => error.code(),
        }
    }
}

/// At most [`LONGEST`] characters of a text of the document.
pub(super) fn cut(text: &str) -> Box<str> {
    text.chars().take(LONGEST).collect()
}

/// The longest piece of input that an error repeats, in characters.
const LONGEST: usize = 200;
