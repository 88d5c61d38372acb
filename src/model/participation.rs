//! How the learner took part (element 19).

use super::vocabulary::{Concept, Vocabulary, vocabulary_in_text};
use crate::base::iri::Iri;

/// A form of participation: the European Learning Model's modes of learning, and two of its learning activities.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Participation {
    /// At a place of work.
    WorkBased,
    /// In a project.
    ProjectBased,
    /// On site.
    Onsite,
    /// Online.
    Online,
    /// Partly online and partly on site.
    Blended,
    /// In research or a laboratory.
    Research,
    /// As a volunteer.
    Volunteering,
    /// By work experience.
    WorkExperience,
    /// A concept of another list.
    Other(Iri),
}

impl Vocabulary for Participation {
    const CONCEPTS: &'static [Concept<Self>] = &[
        Concept::new(
            Self::WorkBased,
            "workBased",
            "http://data.europa.eu/snb/learning-assessment/729f3bed4b",
            "work-based",
        ),
        Concept::new(
            Self::ProjectBased,
            "projectBased",
            "http://data.europa.eu/snb/learning-assessment/7813801c77",
            "project-based",
        ),
        Concept::new(Self::Onsite, "onsite", "http://data.europa.eu/snb/learning-assessment/9191af2ed9", "on site"),
        Concept::new(Self::Online, "online", "http://data.europa.eu/snb/learning-assessment/920fbb3cbe", "online"),
        Concept::new(Self::Blended, "blended", "http://data.europa.eu/snb/learning-assessment/e92d221e4d", "blended"),
        Concept::new(
            Self::Research,
            "research",
            "http://data.europa.eu/snb/learning-assessment/ed4c557045",
            "research or laboratory",
        ),
        Concept::new(
            Self::Volunteering,
            "volunteering",
            "http://data.europa.eu/snb/learning-activity/59eaf34fab",
            "volunteering",
        ),
        Concept::new(
            Self::WorkExperience,
            "workExperience",
            "http://data.europa.eu/snb/learning-activity/4357e0e681",
            "work experience",
        ),
    ];
    const EXPECTED: &'static str = "a form of participation such as \"blended\", or an IRI";

    fn from_foreign(iri: Iri) -> Self {
        Self::Other(iri)
    }

    fn as_foreign(&self) -> Option<&Iri> {
        if let Self::Other(iri) = self { Some(iri) } else { None }
    }
}

vocabulary_in_text!(Participation);
