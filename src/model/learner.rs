//! The learner: holder and subject of a micro-credential (element 1).

use super::identity::{Identity, IdentityForm, IdentityType};
use crate::base::iri::Iri;
use crate::base::serial::stated;
use crate::base::text::Text;
use serde::{Deserialize, Serialize};

/// A learner, known by an IRI (usually a DID), by identities, or by both. Never by a date of birth.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Form", rename_all = "camelCase")]
pub struct Learner {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Iri>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    identities: Vec<Identity>,
}

impl Learner {
    /// A learner known by an IRI; [`Learner::default`] is one of whom nothing is known.
    #[must_use]
    pub fn new(id: Iri) -> Self {
        Self { id: Some(id), ..Self::default() }
    }

    /// A learner known by an identity such as a hashed e-mail address.
    #[must_use]
    pub fn identified(identity: Identity) -> Self {
        Self::default().with_identity(identity)
    }

    /// Gives the IRI.
    #[must_use]
    pub fn with_id(self, id: Iri) -> Self {
        Self { id: Some(id), ..self }
    }

    /// Gives the name in clear.
    #[must_use]
    pub fn with_name(self, name: Text) -> Self {
        Self { name: Some(name), ..self }
    }

    /// Adds an identity. The first name in clear becomes [`Learner::name`].
    #[must_use]
    pub fn with_identity(mut self, identity: Identity) -> Self {
        match (identity.kind(), identity.form(), &self.name) {
            (IdentityType::Name, IdentityForm::Plain(name), None) => self.name = Some(name.clone()),
            _ => self.identities.push(identity),
        }
        self
    }

    /// The IRI.
    #[must_use]
    pub fn id(&self) -> Option<&Iri> {
        self.id.as_ref()
    }

    /// The name in clear.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_ref().map(Text::as_str)
    }

    /// Further identities.
    #[must_use]
    pub fn identities(&self) -> &[Identity] {
        &self.identities
    }

    /// Whether there is something by which to recognise the learner; a name in clear alone is not enough.
    #[must_use]
    pub fn is_identified(&self) -> bool {
        self.id.is_some() || !self.identities.is_empty()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Form {
    #[serde(default, deserialize_with = "stated")]
    id: Option<Iri>,
    #[serde(default, deserialize_with = "stated")]
    name: Option<Text>,
    #[serde(default)]
    identities: Vec<Identity>,
}

impl From<Form> for Learner {
    fn from(form: Form) -> Self {
        let known = Self { id: form.id, name: form.name, identities: Vec::new() };
        form.identities.into_iter().fold(known, Self::with_identity)
    }
}
