//! Secret text: wiped when dropped, never printed.

use std::fmt;
use zeroize::Zeroizing;

/// A text that must not leak, such as a secret key written out.
///
/// It has no `Clone`, no `Display` and no `Serialize`; its `Debug` is `[redacted]`; its memory is wiped when it goes.
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Takes over a text; the caller answers for earlier copies of it.
    pub(crate) fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The secret itself, for the one place that stores it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

/// What stands where a secret would.
pub(crate) const REDACTED: &str = "[redacted]";
