//! One reason of a check.

use crate::verify::problem::problem_type;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// Worth knowing.
    Note,
    /// Not as the standard says, and let pass by the compatible reading.
    Warning,
    /// Could not be checked.
    Open,
    /// Not good.
    Fault,
}

/// One reason: what was found where, and what would have been right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    code: &'static str,
    weight: Weight,
    message: Cow<'static, str>,
    /// JSON Pointer into the credential.
    place: Option<String>,
}

impl Finding {
    /// The longest message, in characters: what a badge says can be as long as the badge.
    const LONGEST: usize = 1_000;

    pub(crate) fn new(weight: Weight, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        let mut message = message.into();
        if let Some((end, _)) = message.char_indices().nth(Self::LONGEST) {
            let message = message.to_mut();
            message.truncate(end);
            message.push('…');
        }
        Self { code, weight, message, place: None }
    }

    pub(crate) fn fault(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Weight::Fault, code, message)
    }

    pub(crate) fn open(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Weight::Open, code, message)
    }

    pub(crate) fn warning(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Weight::Warning, code, message)
    }

    pub(crate) fn note(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Weight::Note, code, message)
    }

    #[must_use]
    pub(crate) fn at(mut self, pointer: impl Into<String>) -> Self {
        self.place = Some(pointer.into());
        self
    }

    /// The finding on a proof that the policy does not need: worth knowing, whatever it is.
    #[must_use]
    pub(crate) fn not_counted(mut self) -> Self {
        if self.weight > Weight::Warning {
            self.weight = Weight::Warning;
            self.message.to_mut().push_str("; the policy does not ask for this proof");
        }
        self
    }

    /// A stable name, such as `validity.expired`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// How much it weighs.
    #[must_use]
    pub fn weight(&self) -> Weight {
        self.weight
    }

    pub(crate) fn is_fault(&self) -> bool {
        self.weight == Weight::Fault
    }

    /// One sentence with what was found and expected, cut at 1,000 characters; may quote the badge, so escape it before showing.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The JSON Pointer of the place in the credential, if it has one.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// The problem type that the W3C has for what is not good or could not be checked, as a URL; `None` for notes and warnings, and where no
    /// standard has a name for it.
    #[must_use]
    pub fn problem_type(&self) -> Option<&'static str> {
        if self.weight < Weight::Open { None } else { problem_type(self.code) }
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Finding", 5)?;
        object.serialize_field("code", self.code)?;
        object.serialize_field("weight", &self.weight)?;
        object.serialize_field("message", &self.message)?;
        match &self.place {
            Some(place) => object.serialize_field("where", place)?,
            None => object.skip_field("where")?,
        }
        match self.problem_type() {
            Some(problem) => object.serialize_field("problem", problem)?,
            None => object.skip_field("problem")?,
        }
        object.end()
    }
}
