//! Identifiers of learners and organisations, plain or hashed (Open Badges 3.0, IdentityObject and IdentifierEntry).

use super::term::Term;
use crate::base::serial::stated;
use crate::base::text::Text;
use crate::base::{Malformed, hex};
use md5::Md5;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// One way to recognise a learner.
///
/// In JSON `{"type": "emailAddress", "hash": "sha256$…", "salt": "…"}` or, in clear, `{"type": "…", "value": "…"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Form", into = "Form")]
pub struct Identity {
    kind: IdentityType,
    form: IdentityForm,
}

/// Whether the value of an identity is readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdentityForm {
    /// Anyone who sees the badge sees the value.
    Plain(Text),
    /// Only who knows the value recognises it.
    Hashed {
        /// The hash of value and salt.
        hash: IdentityHash,
        /// What was appended to the value before hashing.
        salt: Option<String>,
    },
}

impl Identity {
    /// An identity in clear.
    #[must_use]
    pub fn plain(kind: IdentityType, value: Text) -> Self {
        Self { kind, form: IdentityForm::Plain(value) }
    }

    /// An identity as others wrote it: already hashed.
    #[must_use]
    pub fn hashed(kind: IdentityType, hash: IdentityHash, salt: Option<String>) -> Self {
        Self { kind, form: IdentityForm::Hashed { hash, salt } }
    }

    /// Hides a value behind SHA-256. Use one random salt for each badge.
    #[must_use]
    pub fn hide(kind: IdentityType, value: &str, salt: &str) -> Self {
        Self::hashed(kind, IdentityHash::sha256(value, salt), Some(salt.to_owned()))
    }

    /// What sort of identifier it is.
    #[must_use]
    pub fn kind(&self) -> &IdentityType {
        &self.kind
    }

    /// The value, plain or hashed.
    #[must_use]
    pub fn form(&self) -> &IdentityForm {
        &self.form
    }
}

/// `sha256$` or `md5$` and the hash in hexadecimal; the latter is read and never made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IdentityHash(Box<str>);

impl IdentityHash {
    /// Reads a written hash; hexadecimal digits may have either case.
    ///
    /// # Errors
    ///
    /// `identity.malformed-hash` for another algorithm, length or digit.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let is_hash = text.split_once('$').is_some_and(|(algorithm, hex)| {
            let length = match algorithm {
                "sha256" => 64,
                "md5" => 32,
                _ => return false,
            };
            hex.len() == length && hex.bytes().all(|b| b.is_ascii_hexdigit())
        });
        if is_hash {
            return Ok(Self(text.into()));
        }
        Err(Malformed::new("identity.malformed-hash", "sha256$ and 64 hexadecimal digits", text))
    }

    /// The SHA-256 of a value followed by a salt, both in UTF-8.
    #[must_use]
    pub fn sha256(value: &str, salt: &str) -> Self {
        let digest = Sha256::new().chain_update(value).chain_update(salt).finalize();
        Self(format!("sha256${}", hex::lower(&digest)).into())
    }

    /// Whether this is the hash of `value` with `salt` (empty if there is none); `None` for md5, which is not compared.
    #[must_use]
    pub fn is_of(&self, value: &str, salt: &str) -> Option<bool> {
        (!self.is_weak()).then(|| Self::sha256(value, salt).0.eq_ignore_ascii_case(&self.0))
    }

    /// As [`is_of`](Self::is_of), and md5 is compared, too: a match by it may be somebody else, made to match.
    #[must_use]
    pub fn is_perhaps_of(&self, value: &str, salt: &str) -> bool {
        self.is_of(value, salt).unwrap_or_else(|| {
            let digest = Md5::new().chain_update(value).chain_update(salt).finalize();
            self.0.get("md5$".len()..).is_some_and(|hex| hex.eq_ignore_ascii_case(&hex::lower(&digest)))
        })
    }

    /// Whether it is made with md5, which no longer hides anything.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.0.starts_with("md5$")
    }

    /// The hash as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IdentityHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for IdentityHash {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

/// An identifier of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Identifier {
    #[serde(rename = "type")]
    kind: IdentityType,
    value: Text,
}

impl Identifier {
    /// A value of a type.
    #[must_use]
    pub fn new(kind: IdentityType, value: Text) -> Self {
        Self { kind, value }
    }

    /// What sort of identifier it is.
    #[must_use]
    pub fn kind(&self) -> &IdentityType {
        &self.kind
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &str {
        self.value.as_str()
    }
}

/// The sorts of identifiers of Open Badges 3.0 (IdentifierTypeEnum).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IdentityType {
    /// A name.
    Name,
    /// An identifier of the source system.
    SourcedId,
    /// An identifier of a system.
    SystemId,
    /// An identifier of a product.
    ProductId,
    /// A user name.
    UserName,
    /// An account.
    AccountId,
    /// An e-mail address.
    EmailAddress,
    /// A national identity number.
    NationalIdentityNumber,
    /// A book.
    Isbn,
    /// A serial.
    Issn,
    /// A LIS sourced id.
    LisSourcedId,
    /// A OneRoster sourced id.
    OneRosterSourcedId,
    /// An identifier of a student information system.
    SisSourcedId,
    /// An LTI context.
    LtiContextId,
    /// An LTI deployment.
    LtiDeploymentId,
    /// An LTI tool.
    LtiToolId,
    /// An LTI platform.
    LtiPlatformId,
    /// An LTI user.
    LtiUserId,
    /// Any identifier.
    Identifier,
    /// An extension, such as `ext:studentNumber`.
    Extension(Term),
}

impl IdentityType {
    /// The term of Open Badges.
    #[must_use]
    pub fn as_str(&self) -> &str {
        if let Self::Extension(term) = self {
            return term.as_str();
        }
        TYPES.iter().find(|(kind, _)| kind == self).map_or("identifier", |(_, name)| name)
    }
}

impl fmt::Display for IdentityType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for IdentityType {
    type Err = Malformed;

    /// Reads a term of the enumeration or one that starts with `ext:`.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        if let Some((kind, _)) = TYPES.iter().find(|(_, name)| *name == text) {
            return Ok(kind.clone());
        }
        let expected = "a type of identifier such as \"emailAddress\", or an extension such as \"ext:studentNumber\"";
        let extension = text.starts_with("ext:").then(|| Term::parse(text).ok()).flatten();
        extension.map(Self::Extension).ok_or_else(|| Malformed::new("identity.unknown-type", expected, text))
    }
}

crate::base::serial::text_in_json! {
    IdentityType: "a type of identifier such as \"emailAddress\"",
    IdentityHash: "a hash such as \"sha256$…\"",
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Form {
    #[serde(rename = "type")]
    kind: IdentityType,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    value: Option<Text>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    hash: Option<IdentityHash>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
}

impl TryFrom<Form> for Identity {
    type Error = Malformed;

    fn try_from(form: Form) -> Result<Self, Malformed> {
        match (form.value, form.hash, form.salt) {
            (Some(value), None, None) => Ok(Self::plain(form.kind, value)),
            (None, Some(hash), salt) => Ok(Self::hashed(form.kind, hash, salt)),
            _ => Err(Malformed::new("identity.malformed", "a value, or else a hash and its salt", form.kind.as_str())),
        }
    }
}

impl From<Identity> for Form {
    fn from(identity: Identity) -> Self {
        let (value, hash, salt) = match identity.form {
            IdentityForm::Plain(value) => (Some(value), None, None),
            IdentityForm::Hashed { hash, salt } => (None, Some(hash), salt),
        };
        Self { kind: identity.kind, value, hash, salt }
    }
}

const TYPES: &[(IdentityType, &str)] = &[
    (IdentityType::Name, "name"),
    (IdentityType::SourcedId, "sourcedId"),
    (IdentityType::SystemId, "systemId"),
    (IdentityType::ProductId, "productId"),
    (IdentityType::UserName, "userName"),
    (IdentityType::AccountId, "accountId"),
    (IdentityType::EmailAddress, "emailAddress"),
    (IdentityType::NationalIdentityNumber, "nationalIdentityNumber"),
    (IdentityType::Isbn, "isbn"),
    (IdentityType::Issn, "issn"),
    (IdentityType::LisSourcedId, "lisSourcedId"),
    (IdentityType::OneRosterSourcedId, "oneRosterSourcedId"),
    (IdentityType::SisSourcedId, "sisSourcedId"),
    (IdentityType::LtiContextId, "ltiContextId"),
    (IdentityType::LtiDeploymentId, "ltiDeploymentId"),
    (IdentityType::LtiToolId, "ltiToolId"),
    (IdentityType::LtiPlatformId, "ltiPlatformId"),
    (IdentityType::LtiUserId, "ltiUserId"),
    (IdentityType::Identifier, "identifier"),
];
