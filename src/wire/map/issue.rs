//! What issuing adds to an award.

use crate::base::iri::Iri;
use crate::base::time::Timestamp;

/// How a badge says what Open Badges has no property for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Encoding {
    /// With published contexts only: as alignments.
    #[default]
    Portable,
    /// With the terms of the project's own context as well; a verifier must know that context.
    Extended {
        /// Where the issuer hosts the context.
        context_url: Iri,
    },
}

/// The id, the dates and the form of a badge that is about to be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    id: Iri,
    valid_from: Timestamp,
    valid_until: Option<Timestamp>,
    encoding: Encoding,
    salt: Option<String>,
}

impl Issue {
    /// A badge in the portable encoding, without end.
    #[must_use]
    pub fn new(id: Iri, valid_from: Timestamp) -> Self {
        Self { id, valid_from, valid_until: None, encoding: Encoding::Portable, salt: None }
    }

    /// Ends the badge's validity.
    #[must_use]
    pub fn with_valid_until(self, valid_until: Timestamp) -> Self {
        Self { valid_until: Some(valid_until), ..self }
    }

    /// Chooses the encoding.
    #[must_use]
    pub fn with_encoding(self, encoding: Encoding) -> Self {
        Self { encoding, ..self }
    }

    /// Hides the learner's name and identities in clear behind SHA-256 with this salt: a random one for each badge.
    #[must_use]
    pub fn with_salt(self, salt: &str) -> Self {
        Self { salt: Some(salt.to_owned()), ..self }
    }

    /// The id of the badge.
    #[must_use]
    pub fn id(&self) -> &Iri {
        &self.id
    }

    /// From when on it is valid.
    #[must_use]
    pub fn valid_from(&self) -> Timestamp {
        self.valid_from
    }

    /// Until when it is valid.
    #[must_use]
    pub fn valid_until(&self) -> Option<Timestamp> {
        self.valid_until
    }

    /// How it is written.
    #[must_use]
    pub fn encoding(&self) -> &Encoding {
        &self.encoding
    }

    /// The salt of identities in clear.
    #[must_use]
    pub fn salt(&self) -> Option<&str> {
        self.salt.as_deref()
    }
}
