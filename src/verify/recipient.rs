//! The person at hand, to be compared with whom a badge is about.

use crate::base::Malformed;
use std::fmt;

/// What the verifier knows of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Recipient {
    /// The subject's id, such as a DID.
    Id(String),
    /// An e-mail address.
    Email(String),
    /// A name as the issuer wrote it.
    Name(String),
    /// A student number (`sisSourcedId`, `sourcedId`, `systemId` or `identifier`).
    StudentNumber(String),
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(text) => write!(f, "id:{text}"),
            Self::Email(text) => write!(f, "email:{text}"),
            Self::Name(text) => write!(f, "name:{text}"),
            Self::StudentNumber(text) => write!(f, "student:{text}"),
        }
    }
}

impl Recipient {
    /// Reads `email:a@example.org`, `id:did:key:z6Mk…`, `name:…` or `student:…`.
    ///
    /// # Errors
    ///
    /// `recipient.malformed` for another prefix or nothing after it.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let expected = "email:, id:, name: or student: and a value";
        let malformed = || Malformed::new("recipient.malformed", expected, text);
        let (kind, value) = text.split_once(':').filter(|(_, value)| !value.is_empty()).ok_or_else(malformed)?;
        match kind {
            "id" => Ok(Self::Id(value.into())),
            "email" => Ok(Self::Email(value.into())),
            "name" => Ok(Self::Name(value.into())),
            "student" => Ok(Self::StudentNumber(value.into())),
            _ => Err(malformed()),
        }
    }
}
