//! Errors of the JSON-LD reader.

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
}

impl Error {
    /// A stable name for the fault, such as `ld.unknown-context`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Table { .. } => "ld.table",
        }
    }
}
