//! Learning outcomes (element 9).

use crate::base::iri::Iri;
use crate::base::serial::stated;
use crate::base::text::{LanguageMap, Text};
use serde::{Deserialize, Serialize};

/// One thing that the learner now knows, understands or can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Outcome {
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    code: Option<Text>,
    text: LanguageMap,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    skills: Vec<Iri>,
}

impl Outcome {
    /// An outcome in words.
    #[must_use]
    pub fn new(text: LanguageMap) -> Self {
        Self { code: None, text, skills: Vec::new() }
    }

    /// Gives it the provider's own code.
    #[must_use]
    pub fn with_code(self, code: Text) -> Self {
        Self { code: Some(code), ..self }
    }

    /// Relates it to skills, usually of ESCO.
    #[must_use]
    pub fn with_skills(self, skills: Vec<Iri>) -> Self {
        Self { skills, ..self }
    }

    /// The provider's own code.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_ref().map(Text::as_str)
    }

    /// The outcome in words.
    #[must_use]
    pub fn text(&self) -> &LanguageMap {
        &self.text
    }

    /// Related skills.
    #[must_use]
    pub fn skills(&self) -> &[Iri] {
        &self.skills
    }
}
