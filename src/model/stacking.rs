//! Integration and stackability (element 23), categories and themes, and the components of an award.

use super::size::Credits;
use crate::base::Malformed;
use crate::base::iri::Iri;
use crate::base::moment::Moment;
use crate::base::serial::stated;
use crate::base::text::Text;
use crate::base::time::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a micro-credential relates to larger achievements (Council Recommendation, Annex I).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Integration {
    /// It stands alone.
    Standalone,
    /// It may be used towards an award.
    Stackable,
    /// It is part of an award.
    Integrated,
}

impl Integration {
    /// Every value.
    pub const ALL: [Self; 3] = [Self::Standalone, Self::Stackable, Self::Integrated];

    /// The code in award documents and signed statements.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Standalone => "standalone",
            Self::Stackable => "stackable",
            Self::Integrated => "integrated",
        }
    }
}

impl std::str::FromStr for Integration {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let found = Self::ALL.into_iter().find(|value| value.code() == text);
        found.ok_or_else(|| Malformed::new("integration.unknown", "standalone, stackable or integrated", text))
    }
}

/// An entry of an authority's own list, by code, by IRI or both: a category, a theme, an award.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Form", rename_all = "camelCase")]
pub struct Entry {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Iri>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Text>,
}

impl Entry {
    /// An entry by its code, such as `PP`.
    #[must_use]
    pub fn coded(code: Text) -> Self {
        Self { code: Some(code), id: None, name: None }
    }

    /// An entry by its IRI.
    #[must_use]
    pub fn new(id: Iri) -> Self {
        Self { code: None, id: Some(id), name: None }
    }

    /// Gives the code.
    #[must_use]
    pub fn with_code(self, code: Text) -> Self {
        Self { code: Some(code), ..self }
    }

    /// Gives the IRI.
    #[must_use]
    pub fn with_id(self, id: Iri) -> Self {
        Self { id: Some(id), ..self }
    }

    /// Gives the name for people.
    #[must_use]
    pub fn with_name(self, name: Text) -> Self {
        Self { name: Some(name), ..self }
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_ref().map(Text::as_str)
    }

    /// The IRI.
    #[must_use]
    pub fn id(&self) -> Option<&Iri> {
        self.id.as_ref()
    }

    /// The name for people.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_ref().map(Text::as_str)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Form {
    #[serde(default, deserialize_with = "stated")]
    code: Option<Text>,
    #[serde(default, deserialize_with = "stated")]
    id: Option<Iri>,
    #[serde(default, deserialize_with = "stated")]
    name: Option<Text>,
}

impl TryFrom<Form> for Entry {
    type Error = Malformed;

    fn try_from(form: Form) -> Result<Self, Malformed> {
        if form.code.is_none() && form.id.is_none() {
            let name = form.name.as_ref().map_or("", Text::as_str);
            return Err(Malformed::new("entry.anonymous", "a code, an id or both", name));
        }
        Ok(Self { code: form.code, id: form.id, name: form.name })
    }
}

/// A badge that was counted into an award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Component {
    id: Iri,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    digest: Option<Digest>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    achievement: Option<Iri>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    name: Option<Text>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    awarded: Option<Moment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    credits: Vec<Credits>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    absorbed: Option<Absorbed>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    exception: Option<Text>,
}

/// An earlier award that was given up so that its components could count in this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Absorbed {
    /// The earlier award's id.
    pub award: Text,
    /// The civil day on which it was awarded.
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    pub awarded: Option<Date>,
}

impl Component {
    /// A badge by the id of its credential.
    #[must_use]
    pub fn new(id: Iri) -> Self {
        let (digest, achievement, name, awarded, credits) = (None, None, None, None, Vec::new());
        Self { id, digest, achievement, name, awarded, credits, absorbed: None, exception: None }
    }

    /// Fixes the badge's bytes.
    #[must_use]
    pub fn with_digest(self, digest: Digest) -> Self {
        Self { digest: Some(digest), ..self }
    }

    /// Names the achievement that the badge records.
    #[must_use]
    pub fn with_achievement(self, achievement: Iri) -> Self {
        Self { achievement: Some(achievement), ..self }
    }

    /// Gives the badge's title.
    #[must_use]
    pub fn with_name(self, name: Text) -> Self {
        Self { name: Some(name), ..self }
    }

    /// Gives the badge's award date.
    #[must_use]
    pub fn with_awarded(self, awarded: Moment) -> Self {
        Self { awarded: Some(awarded), ..self }
    }

    /// Gives the credits that it brought.
    #[must_use]
    pub fn with_credits(self, credits: Vec<Credits>) -> Self {
        Self { credits, ..self }
    }

    /// Says out of which earlier award it was carried up.
    #[must_use]
    pub fn with_absorbed(self, absorbed: Absorbed) -> Self {
        Self { absorbed: Some(absorbed), ..self }
    }

    /// Gives the reason for which its age was not held against it.
    #[must_use]
    pub fn with_exception(self, reason: Text) -> Self {
        Self { exception: Some(reason), ..self }
    }

    /// The id of the credential.
    #[must_use]
    pub fn id(&self) -> &Iri {
        &self.id
    }

    /// The digest of the badge as it was issued.
    #[must_use]
    pub fn digest(&self) -> Option<&Digest> {
        self.digest.as_ref()
    }

    /// The achievement that the badge records.
    #[must_use]
    pub fn achievement(&self) -> Option<&Iri> {
        self.achievement.as_ref()
    }

    /// The badge's title.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_ref().map(Text::as_str)
    }

    /// The badge's award date.
    #[must_use]
    pub fn awarded(&self) -> Option<Moment> {
        self.awarded
    }

    /// The credits that it brought.
    #[must_use]
    pub fn credits(&self) -> &[Credits] {
        &self.credits
    }

    /// The earlier award out of which it was carried up.
    #[must_use]
    pub fn absorbed(&self) -> Option<&Absorbed> {
        self.absorbed.as_ref()
    }

    /// The reason for which its age was not held against it.
    #[must_use]
    pub fn exception(&self) -> Option<&str> {
        self.exception.as_ref().map(Text::as_str)
    }
}

/// A digest as multibase text (`digestMultibase` of the Verifiable Credentials Data Model).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Digest(Box<str>);

impl Digest {
    /// Reads `u` and base64url, or `z` and base58.
    ///
    /// # Errors
    ///
    /// `digest.malformed` for another base, another character or a length no digest has.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
        let is_digest = text.split_at_checked(1).is_some_and(|(base, rest)| match base {
            "u" => rest.bytes().all(fits),
            "z" => rest.bytes().all(|b| b.is_ascii_alphanumeric() && !matches!(b, b'0' | b'O' | b'I' | b'l')),
            _ => false,
        });
        if is_digest && (40..=120).contains(&text.len()) {
            return Ok(Self(text.into()));
        }
        Err(Malformed::new("digest.malformed", "a multibase digest starting with u or z", text))
    }

    /// The digest as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Digest {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

crate::base::serial::text_in_json!(Digest: "a multibase digest");
