//! Absolute IRIs (RFC 3987), the only kind that may enter a signed statement.

use super::Malformed;
use super::shared::SharedText;
use std::fmt;

/// An absolute IRI: a scheme, a colon and characters that RFC 3987 allows, kept as written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iri(SharedText);

impl Iri {
    /// Reads an absolute IRI; nothing is normalised.
    ///
    /// # Errors
    ///
    /// `iri.malformed` when `text` has no scheme or holds a character that no IRI may hold.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        Self::of(text.into())
    }

    /// As [`parse`](Self::parse), without a copy.
    ///
    /// # Errors
    ///
    /// `iri.malformed`, as there.
    pub fn of(text: SharedText) -> Result<Self, Malformed> {
        if is_absolute(&text) { Ok(Self(text)) } else { Err(Malformed::new("iri.malformed", "an absolute IRI", &text)) }
    }

    /// The IRI as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Iri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Iri {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

/// Whether `text` is an absolute IRI: safe between `<` and `>` in N-Quads and independent of any base.
#[must_use]
pub fn is_absolute(text: &str) -> bool {
    let Some((scheme, rest)) = split_scheme(text) else { return false };
    let mut scheme = scheme.bytes();
    scheme.next().is_some_and(|b| b.is_ascii_alphabetic())
        && scheme.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
        && !rest.is_empty()
        && has_only_iri_characters(rest)
}

/// What stands before the first colon and after it.
pub(crate) fn split_scheme(text: &str) -> Option<(&str, &str)> {
    // Schemes are short: a plain loop beats a search that prepares for more.
    let colon = text.bytes().position(|byte| byte == b':')?;
    Some((text.get(..colon)?, text.get(colon.saturating_add(1)..)?))
}

fn has_only_iri_characters(rest: &str) -> bool {
    let is_escape =
        |after: &str| after.as_bytes().first_chunk::<2>().is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
    if any(rest, may_not_be) || any(rest, |byte| byte == b'%') && !rest.split('%').skip(1).all(is_escape) {
        return false;
    }
    // C1 controls, surrogate-free private use in the path and the like are left to the eye; controls are not.
    rest.is_ascii() || !rest.chars().any(char::is_control)
}

/// A scan without early exit, which is done in wide registers: every identifier of every badge comes through here.
#[inline]
fn any(text: &str, is: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |found, byte| found | is(byte))
}

#[inline]
fn may_not_be(byte: u8) -> bool {
    byte <= 0x20 || matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0x7f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_the_schemes_that_badges_use() {
        for text in
            ["https://example.org/a?b#c", "did:key:z6Mk", "urn:uuid:1", "mailto:a@example.org", "https://例.org/é"]
        {
            assert!(is_absolute(text), "{text}");
        }
    }

    #[test]
    fn refuses_what_would_break_out_of_a_statement() {
        for text in
            ["", "a", "/a", "#a", "1a:b", "https:", "https://a b", "https://a>b", "a:\\", "a:%2", "a:\u{85}", "_:b"]
        {
            assert!(!is_absolute(text), "{text}");
        }
    }
}
