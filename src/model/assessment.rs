//! How learning was assessed, and whether somebody watched and knew whom (elements 17 and 21).

use super::vocabulary::{Concept, Vocabulary, vocabulary_in_text};
use crate::base::iri::Iri;
use crate::base::serial::stated;
use crate::base::text::LanguageMap;
use serde::{Deserialize, Serialize};

/// One assessment that the learner passed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Assessment {
    #[serde(rename = "type", default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    kind: Option<AssessmentType>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    title: Option<LanguageMap>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    supervision: Option<Supervision>,
}

impl Assessment {
    /// An assessment of a type; [`Assessment::default`] is one of which nothing is known.
    #[must_use]
    pub fn new(kind: AssessmentType) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }

    /// Says what it is called.
    #[must_use]
    pub fn with_title(self, title: LanguageMap) -> Self {
        Self { title: Some(title), ..self }
    }

    /// Says whether it was supervised and the learner's identity verified.
    #[must_use]
    pub fn with_supervision(self, supervision: Supervision) -> Self {
        Self { supervision: Some(supervision), ..self }
    }

    /// The type.
    #[must_use]
    pub fn kind(&self) -> Option<&AssessmentType> {
        self.kind.as_ref()
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> Option<&LanguageMap> {
        self.title.as_ref()
    }

    /// Supervision and identity check.
    #[must_use]
    pub fn supervision(&self) -> Option<&Supervision> {
        self.supervision.as_ref()
    }
}

/// The type of an assessment: the European Learning Model's list, and recognition of prior learning, which it lacks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AssessmentType {
    /// By fellow learners, towards the result.
    PeerAssessment,
    /// Work handed in and marked.
    MarkedAssignment,
    /// All along the course.
    ContinuousEvaluation,
    /// A collection of work.
    Portfolio,
    /// Work of a group, judged together.
    GroupPerformance,
    /// Doing the thing.
    PracticalAssessment,
    /// An examination on paper or screen.
    WrittenExamination,
    /// Being there; on its own it makes no micro-credential.
    LevelOfAttendance,
    /// A project.
    ProjectWork,
    /// Comments by fellow learners.
    PeerReview,
    /// Short questions.
    Quiz,
    /// Solving a problem.
    ProblemBasedLearning,
    /// An examination by word of mouth.
    OralExamination,
    /// Judging a thing that was made.
    ArtefactAssessment,
    /// Judging what was learnt elsewhere.
    RecognitionOfPriorLearning,
    /// A concept of another list.
    Other(Iri),
}

impl Vocabulary for AssessmentType {
    const CONCEPTS: &'static [Concept<Self>] = &[
        Concept::new(
            Self::PeerAssessment,
            "peerAssessment",
            "http://data.europa.eu/snb/assessment/19a2e5e671",
            "peer assessment",
        ),
        Concept::new(
            Self::MarkedAssignment,
            "markedAssignment",
            "http://data.europa.eu/snb/assessment/2939dae15f",
            "marked assignment",
        ),
        Concept::new(
            Self::ContinuousEvaluation,
            "continuousEvaluation",
            "http://data.europa.eu/snb/assessment/3484bd7e51",
            "continuous evaluation",
        ),
        Concept::new(Self::Portfolio, "portfolio", "http://data.europa.eu/snb/assessment/4f03b91c0e", "portfolio"),
        Concept::new(
            Self::GroupPerformance,
            "groupPerformance",
            "http://data.europa.eu/snb/assessment/56539a6507",
            "group performance",
        ),
        Concept::new(
            Self::PracticalAssessment,
            "practicalAssessment",
            "http://data.europa.eu/snb/assessment/6a4db9f11d",
            "practical assessment",
        ),
        Concept::new(
            Self::WrittenExamination,
            "writtenExamination",
            "http://data.europa.eu/snb/assessment/6e6cb2cc78",
            "written examination",
        ),
        Concept::new(
            Self::LevelOfAttendance,
            "levelOfAttendance",
            "http://data.europa.eu/snb/assessment/7331eb4762",
            "level of attendance",
        ),
        Concept::new(
            Self::ProjectWork,
            "projectWork",
            "http://data.europa.eu/snb/assessment/795dac4096",
            "project work",
        ),
        Concept::new(Self::PeerReview, "peerReview", "http://data.europa.eu/snb/assessment/812e3b0ae1", "peer review"),
        Concept::new(Self::Quiz, "quiz", "http://data.europa.eu/snb/assessment/b1b68f6735", "quiz"),
        Concept::new(
            Self::ProblemBasedLearning,
            "problemBasedLearning",
            "http://data.europa.eu/snb/assessment/c4256a2726",
            "problem-based learning",
        ),
        Concept::new(
            Self::OralExamination,
            "oralExamination",
            "http://data.europa.eu/snb/assessment/d30284d7df",
            "oral examination",
        ),
        Concept::new(
            Self::ArtefactAssessment,
            "artefactAssessment",
            "http://data.europa.eu/snb/assessment/de4d165a6c",
            "artefact assessment",
        ),
        Concept::new(
            Self::RecognitionOfPriorLearning,
            "recognitionOfPriorLearning",
            "https://w3id.org/openbadges-rs/assessment#recognition-of-prior-learning",
            "recognition of prior learning",
        ),
    ];
    const EXPECTED: &'static str = "an assessment type such as \"writtenExamination\", or an IRI";

    fn from_foreign(iri: Iri) -> Self {
        Self::Other(iri)
    }

    fn as_foreign(&self) -> Option<&Iri> {
        if let Self::Other(iri) = self { Some(iri) } else { None }
    }
}

/// Whether an assessment was supervised and the learner's identity verified.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Supervision {
    /// Neither.
    Unsupervised,
    /// Nobody watched, but the identity was verified.
    UnsupervisedWithIdentityCheck,
    /// Somebody watched, but the identity was not verified.
    Supervised,
    /// Both, online or on site.
    SupervisedWithIdentityCheck,
    /// A concept of another list.
    Other(Iri),
}

impl Vocabulary for Supervision {
    const CONCEPTS: &'static [Concept<Self>] = &[
        Concept::new(
            Self::Unsupervised,
            "unsupervised",
            "http://data.europa.eu/snb/supervision-verification/c598449d64",
            "unsupervised, identity not verified",
        ),
        Concept::new(
            Self::UnsupervisedWithIdentityCheck,
            "unsupervisedWithIdentityCheck",
            "http://data.europa.eu/snb/supervision-verification/df2880c5cb",
            "unsupervised, identity verified",
        ),
        Concept::new(
            Self::Supervised,
            "supervised",
            "http://data.europa.eu/snb/supervision-verification/44314532f9",
            "supervised, identity not verified",
        ),
        Concept::new(
            Self::SupervisedWithIdentityCheck,
            "supervisedWithIdentityCheck",
            "http://data.europa.eu/snb/supervision-verification/70be69aaf9",
            "supervised, identity verified",
        ),
    ];
    const EXPECTED: &'static str = "a form of supervision such as \"supervisedWithIdentityCheck\", or an IRI";

    fn from_foreign(iri: Iri) -> Self {
        Self::Other(iri)
    }

    fn as_foreign(&self) -> Option<&Iri> {
        if let Self::Other(iri) = self { Some(iri) } else { None }
    }
}

vocabulary_in_text!(AssessmentType, Supervision);
