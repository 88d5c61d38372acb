//! How a badge says who somebody is, or who something is, by other means than an id.

use super::reader::{Object, Reader, at};
use super::{IdentifierType, value};
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use crate::model::IdentityHash;
use crate::wire::error::{Error, Excerpt};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// IdentityObject (closed): one way to say who the learner is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct IdentityObject {
    /// The identity, plain or hashed.
    pub identity: Identity,
    /// Its kind; identities of different kinds are never compared.
    pub identity_type: IdentifierType,
    /// What is appended to the identifier before it is hashed.
    pub salt: Option<SharedText>,
}

/// The value of `identityHash`, whose form follows from `hashed`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// The identifier itself.
    Plain(SharedText),
    /// A hash of it.
    Hashed(IdentityHash),
}

impl IdentityObject {
    /// The identifier in the clear.
    #[must_use]
    pub fn plain(identity_type: IdentifierType, identifier: &str) -> Self {
        Self { identity: Identity::Plain(identifier.into()), identity_type, salt: None }
    }

    /// The salted SHA-256 hash of an identifier: what is issued.
    #[must_use]
    pub fn hashed(identity_type: IdentifierType, identifier: &str, salt: &str) -> Self {
        let identity = Identity::Hashed(IdentityHash::sha256(identifier, salt));
        Self { identity, identity_type, salt: Some(salt.into()) }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "IdentityObject", reader)?;
        let one_type = object.one_type("IdentityObject");
        let hashed = object.required("hashed", value::boolean);
        let text = object.required("identityHash", |node, reader| Some((node, value::text(node, reader)?)));
        let identity_type = object.required("identityType", IdentifierType::read);
        let salt = object.optional("salt", value::text);
        object.close();
        one_type?;
        let (node, text) = text?;
        let identity = Identity::read(node, hashed?, text, reader)?;
        Some(Self { identity, identity_type: identity_type?, salt })
    }
}

impl Serialize for IdentityObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("IdentityObject", 5)?;
        object.serialize_field("type", "IdentityObject")?;
        object.serialize_field("hashed", &matches!(self.identity, Identity::Hashed(_)))?;
        match &self.identity {
            Identity::Plain(text) => object.serialize_field("identityHash", text)?,
            Identity::Hashed(hash) => object.serialize_field("identityHash", hash.as_str())?,
        }
        object.serialize_field("identityType", &self.identity_type)?;
        match &self.salt {
            Some(salt) => object.serialize_field("salt", salt)?,
            None => object.skip_field("salt")?,
        }
        object.end()
    }
}

impl Identity {
    fn read(node: Node<'_>, hashed: bool, text: SharedText, reader: &mut Reader) -> Option<Self> {
        let found = || Excerpt::new(&text);
        match (hashed, IdentityHash::parse(&text).ok()) {
            (true, Some(hash)) => Some(Self::Hashed(hash)),
            (false, None) => Some(Self::Plain(text)),
            (true, None) => {
                let expected = "sha256$ and 64, or md5$ and 32 hexadecimal digits";
                reader.fault(Error::IdentityHash { at: at(node), expected, found: found() });
                None
            }
            (false, Some(_)) => {
                let expected = "a plain identifier, since `hashed` is false";
                reader.fault(Error::IdentityHash { at: at(node), expected, found: found() });
                None
            }
        }
    }
}

/// IdentifierEntry (closed): a further identifier of an organisation, person or definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "type")]
#[non_exhaustive]
pub struct IdentifierEntry {
    /// The identifier.
    pub identifier: SharedText,
    /// Its kind.
    pub identifier_type: IdentifierType,
}

impl IdentifierEntry {
    /// An identifier of a kind.
    #[must_use]
    pub fn new(identifier_type: IdentifierType, identifier: &str) -> Self {
        Self { identifier: identifier.into(), identifier_type }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "IdentifierEntry", reader)?;
        let one_type = object.one_type("IdentifierEntry");
        let identifier = object.required("identifier", value::text);
        let identifier_type = object.required("identifierType", IdentifierType::read);
        object.close();
        one_type?;
        Some(Self { identifier: identifier?, identifier_type: identifier_type? })
    }
}
