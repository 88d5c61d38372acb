//! Concepts of controlled vocabularies: each has a code for people, an IRI for machines and a label.

use crate::base::Malformed;
use crate::base::iri::Iri;

/// A value from a controlled list that may also hold a concept of somebody else's list, by its IRI.
pub trait Vocabulary: Clone + PartialEq + 'static {
    /// Every concept of the list, in the order in which it is shown.
    const CONCEPTS: &'static [Concept<Self>];
    /// What a reader expects, for errors.
    const EXPECTED: &'static str;

    /// The value for a concept of another list.
    fn from_foreign(iri: Iri) -> Self;

    /// The IRI, if this is a concept of another list.
    fn as_foreign(&self) -> Option<&Iri>;

    /// Reads a code or an IRI; the IRI of a listed concept gives that concept.
    ///
    /// # Errors
    ///
    /// `vocabulary.unknown` for a text that is neither.
    fn parse(text: &str) -> Result<Self, Malformed> {
        if let Some(found) = Self::CONCEPTS.iter().find(|c| c.code == text || c.iri == text) {
            return Ok(found.value.clone());
        }
        let iri = Iri::parse(text).map_err(|_| Malformed::new("vocabulary.unknown", Self::EXPECTED, text))?;
        Ok(Self::from_foreign(iri))
    }

    /// The row of the list, unless this is a concept of another list.
    fn concept(&self) -> Option<&'static Concept<Self>> {
        Self::CONCEPTS.iter().find(|c| c.value == *self)
    }

    /// The code in award documents: the IRI for a concept of another list.
    fn code(&self) -> &str {
        self.concept().map_or_else(|| self.as_foreign().map_or("", Iri::as_str), |c| c.code)
    }

    /// The IRI that signed statements use.
    fn iri(&self) -> &str {
        self.concept().map_or_else(|| self.as_foreign().map_or("", Iri::as_str), |c| c.iri)
    }

    /// A short English label; the IRI for a concept of another list.
    fn label(&self) -> &str {
        self.concept().map_or_else(|| self.as_foreign().map_or("", Iri::as_str), |c| c.label)
    }
}

/// One row of a controlled list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept<T> {
    /// The value it stands for.
    pub value: T,
    /// The code in award documents.
    pub code: &'static str,
    /// The IRI that signed statements use.
    pub iri: &'static str,
    /// A short English label.
    pub label: &'static str,
}

impl<T> Concept<T> {
    pub(super) const fn new(value: T, code: &'static str, iri: &'static str, label: &'static str) -> Self {
        Self { value, code, iri, label }
    }
}

/// Implements `Display`, `FromStr` and the JSON form of a vocabulary: its code, or the IRI of a foreign concept.
macro_rules! vocabulary_in_text {
    ($($type:ty),+) => {$(
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::str::FromStr for $type {
            type Err = crate::base::Malformed;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                <Self as Vocabulary>::parse(text)
            }
        }

        crate::base::serial::text_in_json!($type: <$type as Vocabulary>::EXPECTED);
    )+};
}
pub(super) use vocabulary_in_text;
