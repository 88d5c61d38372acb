//! Floor 0: checked values that every other floor speaks in.
//!
//! Each type here can only be made from a text or a number that fits it; none has a `validate()`.

pub mod amount;
pub mod country;
pub(crate) mod hex;
pub mod iri;
pub mod language;
pub mod limits;
pub mod list;
pub mod moment;
pub(crate) mod order;
pub mod secret;
pub(crate) mod serial;
pub mod shared;
pub mod text;
pub mod time;
pub mod visible;

use std::fmt;

/// A text or number that is not a value of the type asked for.
///
/// Carries a stable [`code`](Malformed::code), what was expected, and at most 200 characters of what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    code: &'static str,
    expected: &'static str,
    found: Box<str>,
}

impl Malformed {
    /// The longest piece of input that an error repeats, in characters.
    const LONGEST: usize = 200;

    pub(crate) fn new(code: &'static str, expected: &'static str, found: &str) -> Self {
        Self { code, expected, found: found.chars().take(Self::LONGEST).collect() }
    }

    /// A stable name for the fault, such as `time.malformed`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What would have been right.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        self.expected
    }

    /// What was there instead, cut at 200 characters.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found `{}`", self.expected, self.found.escape_debug())
    }
}

impl std::error::Error for Malformed {}
