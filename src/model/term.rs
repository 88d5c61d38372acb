//! Terms of the open enumerations of Open Badges.

use crate::base::Malformed;
use std::fmt;

/// A term such as `Course` or `ext:StudyTour`: letters, digits, `.`, `_` and `-`, after `ext:` or on their own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(Box<str>);

impl Term {
    /// Reads a term.
    ///
    /// # Errors
    ///
    /// `term.malformed` for any other character, or more than 100.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let name = text.strip_prefix("ext:").unwrap_or(text);
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
        if (1..=100).contains(&name.len()) && name.bytes().all(fits) {
            return Ok(Self(text.into()));
        }
        Err(Malformed::new("term.malformed", "a term such as Course or ext:StudyTour", text))
    }

    /// The term as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Term {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

/// What an achievement is (AchievementType of Open Badges 3.0).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AchievementType {
    /// A micro-credential.
    MicroCredential,
    /// An award of the smaller kind.
    Certificate,
    /// An award of the larger kind.
    Diploma,
    /// Any other term of the enumeration, or an extension.
    Other(Term),
}

impl AchievementType {
    /// The term of Open Badges.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::MicroCredential => "MicroCredential",
            Self::Certificate => "Certificate",
            Self::Diploma => "Diploma",
            Self::Other(term) => term.as_str(),
        }
    }
}

impl fmt::Display for AchievementType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for AchievementType {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Ok(match text {
            "MicroCredential" => Self::MicroCredential,
            "Certificate" => Self::Certificate,
            "Diploma" => Self::Diploma,
            other => Self::Other(Term::parse(other)?),
        })
    }
}

crate::base::serial::text_in_json! {
    Term: "a term such as \"Course\" or \"ext:StudyTour\"",
    AchievementType: "a type of achievement such as \"MicroCredential\"",
}
