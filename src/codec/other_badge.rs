//! What pictures hold beside the credential that Open Badges 3.0 bakes: badges of earlier generations, or in another place.

use super::token::is_token;
use std::fmt;

/// A badge in a picture that is no Open Badges 3.0 credential in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OtherBadge {
    /// A credential in a chunk that Open Badges 3.0 has none in.
    Misplaced,
    /// An assertion of Open Badges 2.0 or before, as JSON.
    Assertion,
    /// The address of such an assertion. It is never fetched.
    AssertionUrl,
    /// Such an assertion as a compact JWS.
    AssertionJws,
}

impl OtherBadge {
    /// What the text is that stands where Open Badges 2.0 bakes.
    pub(super) fn of_assertion(text: &str) -> Self {
        match text.trim_ascii() {
            text if is_token(text) => Self::AssertionJws,
            text if text.starts_with('{') => Self::Assertion,
            _ => Self::AssertionUrl,
        }
    }
}

impl fmt::Display for OtherBadge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Misplaced => "a credential in a chunk that is not for credentials",
            Self::Assertion => "an Open Badges 2.0 assertion",
            Self::AssertionUrl => "the address of an Open Badges 2.0 assertion",
            Self::AssertionJws => "a signed Open Badges 2.0 assertion",
        })
    }
}

/// What was found, as a message ends.
pub(super) fn found(other: Option<OtherBadge>) -> String {
    other.map_or_else(|| "none".to_owned(), |other| other.to_string())
}
