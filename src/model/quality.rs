//! Quality assurance behind a micro-credential (element 18).

use super::vocabulary::{Concept, Vocabulary, vocabulary_in_text};
use crate::base::iri::Iri;
use crate::base::serial::stated;
use crate::base::text::LanguageMap;
use serde::{Deserialize, Serialize};

/// One statement of quality assurance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QualityAssurance {
    #[serde(rename = "type", default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    kind: Option<QualityAssuranceType>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    title: Option<LanguageMap>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    agency: Option<Iri>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    decision: Option<Iri>,
}

impl QualityAssurance {
    /// Quality assurance of a type; [`QualityAssurance::default`] is some of which nothing is known.
    #[must_use]
    pub fn new(kind: QualityAssuranceType) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }

    /// Says it in words.
    #[must_use]
    pub fn with_title(self, title: LanguageMap) -> Self {
        Self { title: Some(title), ..self }
    }

    /// Names the agency that decided.
    #[must_use]
    pub fn with_agency(self, agency: Iri) -> Self {
        Self { agency: Some(agency), ..self }
    }

    /// Points to the decision or the register entry.
    #[must_use]
    pub fn with_decision(self, decision: Iri) -> Self {
        Self { decision: Some(decision), ..self }
    }

    /// The type.
    #[must_use]
    pub fn kind(&self) -> Option<&QualityAssuranceType> {
        self.kind.as_ref()
    }

    /// The statement in words.
    #[must_use]
    pub fn title(&self) -> Option<&LanguageMap> {
        self.title.as_ref()
    }

    /// The agency that decided.
    #[must_use]
    pub fn agency(&self) -> Option<&Iri> {
        self.agency.as_ref()
    }

    /// Where the decision can be read.
    #[must_use]
    pub fn decision(&self) -> Option<&Iri> {
        self.decision.as_ref()
    }
}

/// What was assured: an institution or a programme, by licence or by quality assurance.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QualityAssuranceType {
    /// The institution is licensed.
    InstitutionalLicence,
    /// The programme passed quality assurance.
    ProgrammeQualityAssurance,
    /// The institution passed quality assurance.
    InstitutionalQualityAssurance,
    /// The programme is licensed.
    ProgrammeLicence,
    /// A concept of another list.
    Other(Iri),
}

impl Vocabulary for QualityAssuranceType {
    const CONCEPTS: &'static [Concept<Self>] = &[
        Concept::new(
            Self::InstitutionalLicence,
            "institutionalLicence",
            "http://data.europa.eu/snb/accreditation/003293d2ce",
            "licence of the institution",
        ),
        Concept::new(
            Self::ProgrammeQualityAssurance,
            "programmeQualityAssurance",
            "http://data.europa.eu/snb/accreditation/820101cba6",
            "quality assurance of the programme",
        ),
        Concept::new(
            Self::InstitutionalQualityAssurance,
            "institutionalQualityAssurance",
            "http://data.europa.eu/snb/accreditation/bb4618238e",
            "quality assurance of the institution",
        ),
        Concept::new(
            Self::ProgrammeLicence,
            "programmeLicence",
            "http://data.europa.eu/snb/accreditation/e57dddfcf3",
            "licence of the programme",
        ),
    ];
    const EXPECTED: &'static str = "a type of quality assurance such as \"programmeQualityAssurance\", or an IRI";

    fn from_foreign(iri: Iri) -> Self {
        Self::Other(iri)
    }

    fn as_foreign(&self) -> Option<&Iri> {
        if let Self::Other(iri) = self { Some(iri) } else { None }
    }
}

vocabulary_in_text!(QualityAssuranceType);
