//! Language tags (BCP 47), always in lower case: processors of signed data differ on anything else.

use super::Malformed;
use oxilangtag::LanguageTag;
use std::fmt;

/// A well-formed language tag in lower case, such as `en` or `zh-hant`; `und` where nobody stated the language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Box<str>);

impl Language {
    /// Reads a BCP 47 tag in any case.
    ///
    /// # Errors
    ///
    /// `language.malformed` when the tag does not follow the grammar of BCP 47.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        match LanguageTag::parse(text) {
            Ok(tag) => Ok(Self(tag.as_str().to_ascii_lowercase().into())),
            Err(_) => Err(Malformed::new("language.malformed", "a language tag such as `en` or `zh-hant`", text)),
        }
    }

    /// `und`: the language of a text that was given without one.
    #[must_use]
    pub fn undetermined() -> Self {
        Self(UNDETERMINED.into())
    }

    /// Whether this is `und`.
    #[must_use]
    pub fn is_undetermined(&self) -> bool {
        &*self.0 == UNDETERMINED
    }

    /// The tag in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Language {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

const UNDETERMINED: &str = "und";
