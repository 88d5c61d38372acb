//! Who issued a credential.

use super::Profile;
use super::reader::Reader;
use super::value;
use crate::base::iri::Iri;
use crate::codec::json::Node;
use serde::Serialize;

/// ProfileRef: an issuer by id alone, or with a profile, which is what is issued.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Issuer {
    /// The id alone.
    Uri(Iri),
    /// The profile.
    Profile(Box<Profile>),
}

impl Issuer {
    /// The issuer's id.
    #[must_use]
    pub fn id(&self) -> &Iri {
        match self {
            Self::Uri(id) => id,
            Self::Profile(profile) => &profile.id,
        }
    }

    /// The profile, if the credential holds one.
    #[must_use]
    pub fn profile(&self) -> Option<&Profile> {
        match self {
            Self::Uri(_) => None,
            Self::Profile(profile) => Some(profile),
        }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        if node.is_object() {
            return Profile::collect(node, reader).map(|profile| Self::Profile(Box::new(profile)));
        }
        if node.is_string() {
            return value::iri(node, reader).map(Self::Uri);
        }
        reader.unexpected(node, "an id or a profile");
        None
    }
}

impl From<Profile> for Issuer {
    fn from(profile: Profile) -> Self {
        Self::Profile(Box::new(profile))
    }
}
