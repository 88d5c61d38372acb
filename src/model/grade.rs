//! Results and the scales that give them meaning (element 22).

use super::term::Term;
use crate::base::Malformed;
use crate::base::iri::Iri;
use crate::base::serial::stated;
use crate::base::text::Text;
use serde::{Deserialize, Serialize};

/// What the learner achieved on one scale.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Grade {
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    value: Option<Text>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    status: Option<GradeStatus>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    scale: Option<GradingScale>,
}

impl Grade {
    /// A grade as it is written on the scale.
    #[must_use]
    pub fn new(value: Text) -> Self {
        Self { value: Some(value), ..Self::default() }
    }

    /// States how far the learner got.
    #[must_use]
    pub fn with_status(self, status: GradeStatus) -> Self {
        Self { status: Some(status), ..self }
    }

    /// Gives the scale.
    #[must_use]
    pub fn with_scale(self, scale: GradingScale) -> Self {
        Self { scale: Some(scale), ..self }
    }

    /// The grade as written.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.value.as_ref().map(Text::as_str)
    }

    /// How far the learner got.
    #[must_use]
    pub fn status(&self) -> Option<GradeStatus> {
        self.status
    }

    /// The scale.
    #[must_use]
    pub fn scale(&self) -> Option<&GradingScale> {
        self.scale.as_ref()
    }
}

/// The scale of a grade (ResultDescription of Open Badges 3.0).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GradingScale {
    id: Iri,
    name: Text,
    #[serde(rename = "type")]
    kind: Term,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    values: Vec<Text>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    lowest: Option<Text>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    highest: Option<Text>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    required: Option<Text>,
}

impl GradingScale {
    /// A scale with a name and a type such as `LetterGrade` or `Percent`.
    #[must_use]
    pub fn new(id: Iri, name: Text, kind: Term) -> Self {
        Self { id, name, kind, values: Vec::new(), lowest: None, highest: None, required: None }
    }

    /// Lists the values, the lowest first.
    #[must_use]
    pub fn with_values(self, values: Vec<Text>) -> Self {
        Self { values, ..self }
    }

    /// Gives the ends of a numeric scale.
    #[must_use]
    pub fn with_range(self, lowest: Text, highest: Text) -> Self {
        Self { lowest: Some(lowest), highest: Some(highest), ..self }
    }

    /// Gives the ends of a numeric scale of which one may be unknown.
    #[must_use]
    pub fn with_ends(self, lowest: Option<Text>, highest: Option<Text>) -> Self {
        Self { lowest, highest, ..self }
    }

    /// Gives the value that a learner must reach.
    #[must_use]
    pub fn with_required(self, required: Text) -> Self {
        Self { required: Some(required), ..self }
    }

    /// The IRI of the scale.
    #[must_use]
    pub fn id(&self) -> &Iri {
        &self.id
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The type (ResultType of Open Badges 3.0).
    #[must_use]
    pub fn kind(&self) -> &Term {
        &self.kind
    }

    /// The values, the lowest first.
    #[must_use]
    pub fn values(&self) -> &[Text] {
        &self.values
    }

    /// The lowest value.
    #[must_use]
    pub fn lowest(&self) -> Option<&str> {
        self.lowest.as_ref().map(Text::as_str)
    }

    /// The highest value.
    #[must_use]
    pub fn highest(&self) -> Option<&str> {
        self.highest.as_ref().map(Text::as_str)
    }

    /// The value that a learner must reach.
    #[must_use]
    pub fn required(&self) -> Option<&str> {
        self.required.as_ref().map(Text::as_str)
    }
}

/// How far a learner got (ResultStatusType of Open Badges 3.0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GradeStatus {
    /// Finished; the only status that counts.
    Completed,
    /// Only enrolled.
    Enrolled,
    /// Failed.
    Failed,
    /// Under way.
    InProgress,
    /// Interrupted.
    OnHold,
    /// Not yet confirmed.
    Provisional,
    /// Given up.
    Withdrew,
}

impl GradeStatus {
    /// Every status.
    pub const ALL: [Self; 7] = [
        Self::Completed,
        Self::Enrolled,
        Self::Failed,
        Self::InProgress,
        Self::OnHold,
        Self::Provisional,
        Self::Withdrew,
    ];

    /// The term of Open Badges.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "Completed",
            Self::Enrolled => "Enrolled",
            Self::Failed => "Failed",
            Self::InProgress => "InProgress",
            Self::OnHold => "OnHold",
            Self::Provisional => "Provisional",
            Self::Withdrew => "Withdrew",
        }
    }
}

impl std::str::FromStr for GradeStatus {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let found = Self::ALL.into_iter().find(|status| status.as_str() == text);
        found.ok_or_else(|| Malformed::new("grade.unknown-status", "a status such as Completed", text))
    }
}
