//! Providers and awarding bodies (elements 2 to 4).

use super::identity::Identifier;
use crate::base::country::Country;
use crate::base::iri::Iri;
use crate::base::serial::stated;
use crate::base::text::Text;
use serde::{Deserialize, Serialize};

/// An organisation that teaches and assesses (provider) or grants (awarding body).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Organisation {
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    id: Option<Iri>,
    name: Text,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    country: Option<Country>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    region: Option<Text>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    url: Option<Iri>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    email: Option<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    identifiers: Vec<Identifier>,
}

impl Organisation {
    /// An organisation in a country.
    #[must_use]
    pub fn new(name: Text, country: Country) -> Self {
        Self { country: Some(country), ..Self::named(name) }
    }

    /// An organisation of which only the name is known.
    #[must_use]
    pub fn named(name: Text) -> Self {
        Self { id: None, name, country: None, region: None, url: None, email: None, identifiers: Vec::new() }
    }

    /// Gives its IRI: the DID or URL under which it signs.
    #[must_use]
    pub fn with_id(self, id: Iri) -> Self {
        Self { id: Some(id), ..self }
    }

    /// Gives its country.
    #[must_use]
    pub fn with_country(self, country: Country) -> Self {
        Self { country: Some(country), ..self }
    }

    /// Gives its region within the country.
    #[must_use]
    pub fn with_region(self, region: Text) -> Self {
        Self { region: Some(region), ..self }
    }

    /// Gives its home page.
    #[must_use]
    pub fn with_url(self, url: Iri) -> Self {
        Self { url: Some(url), ..self }
    }

    /// Gives an address for questions.
    #[must_use]
    pub fn with_email(self, email: Text) -> Self {
        Self { email: Some(email), ..self }
    }

    /// Adds an identifier, such as a register number.
    #[must_use]
    pub fn with_identifier(mut self, identifier: Identifier) -> Self {
        self.identifiers.push(identifier);
        self
    }

    /// The IRI under which it signs.
    #[must_use]
    pub fn id(&self) -> Option<&Iri> {
        self.id.as_ref()
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The country.
    #[must_use]
    pub fn country(&self) -> Option<Country> {
        self.country
    }

    /// The region within the country.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.region.as_ref().map(Text::as_str)
    }

    /// The home page.
    #[must_use]
    pub fn url(&self) -> Option<&Iri> {
        self.url.as_ref()
    }

    /// The address for questions.
    #[must_use]
    pub fn email(&self) -> Option<&str> {
        self.email.as_ref().map(Text::as_str)
    }

    /// Further identifiers.
    #[must_use]
    pub fn identifiers(&self) -> &[Identifier] {
        &self.identifiers
    }
}
