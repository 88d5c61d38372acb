//! How much learning: hours of work, and credits with their unit (elements 10 and 10a).

use super::vocabulary::{Concept, Vocabulary, vocabulary_in_text};
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::serial::stated;
use serde::{Deserialize, Serialize};

/// Hours of learning, all counted, and the smaller number of hours with a teacher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Workload {
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    notional_hours: Option<Amount>,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    contact_hours: Option<Amount>,
}

impl Workload {
    /// So many notional hours; [`Workload::default`] states none.
    #[must_use]
    pub fn new(notional_hours: Amount) -> Self {
        Self { notional_hours: Some(notional_hours), contact_hours: None }
    }

    /// States the hours with a teacher.
    #[must_use]
    pub fn with_contact_hours(self, contact_hours: Amount) -> Self {
        Self { contact_hours: Some(contact_hours), ..self }
    }

    /// Hours that a typical learner needs, all counted.
    #[must_use]
    pub fn notional_hours(self) -> Option<Amount> {
        self.notional_hours
    }

    /// Hours with a teacher.
    #[must_use]
    pub fn contact_hours(self) -> Option<Amount> {
        self.contact_hours
    }

    /// Whether neither number is given.
    #[must_use]
    pub fn is_unstated(&self) -> bool {
        *self == Self::default()
    }
}

/// An exact number of credits of one system; two numbers of different systems are never added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Credits {
    amount: Amount,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    system: Option<CreditSystem>,
}

impl Credits {
    /// Credits of a system.
    #[must_use]
    pub fn new(amount: Amount, system: CreditSystem) -> Self {
        Self { amount, system: Some(system) }
    }

    /// A bare number, as other issuers write it; it says nothing until somebody states the unit.
    #[must_use]
    pub fn without_system(amount: Amount) -> Self {
        Self { amount, system: None }
    }

    /// How many.
    #[must_use]
    pub fn amount(&self) -> Amount {
        self.amount
    }

    /// Of which system.
    #[must_use]
    pub fn system(&self) -> Option<&CreditSystem> {
        self.system.as_ref()
    }
}

/// A credit system: the unit of a number of credits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum CreditSystem {
    /// European Credit Transfer and Accumulation System.
    Ects,
    /// European Credit System for Vocational Education and Training.
    Ecvet,
    /// Hong Kong Qualifications Framework.
    Hkqf,
    /// New Zealand Qualifications and Credentials Framework.
    Nzqcf,
    /// Credit Accumulation and Transfer Scheme of the United Kingdom.
    Cats,
    /// Malaysian Qualifications Framework.
    Mqf,
    /// Satuan kredit semester of Indonesia.
    Sks,
    /// Semester credit hour of the United States.
    UsSemesterHour,
    /// Another system.
    Other(Iri),
}

impl Vocabulary for CreditSystem {
    const CONCEPTS: &'static [Concept<Self>] = &[
        Concept::new(Self::Ects, "ects", "http://data.europa.eu/snb/education-credit/6fcec5c5af", "ECTS credits"),
        Concept::new(Self::Ecvet, "ecvet", "http://data.europa.eu/snb/education-credit/60b314e826", "ECVET points"),
        Concept::new(Self::Hkqf, "hkqf", "https://w3id.org/openbadges-rs/credit-systems#hkqf", "HKQF credits"),
        Concept::new(Self::Nzqcf, "nzqcf", "https://w3id.org/openbadges-rs/credit-systems#nzqcf", "NZQCF credits"),
        Concept::new(Self::Cats, "cats", "https://w3id.org/openbadges-rs/credit-systems#cats", "CATS credits"),
        Concept::new(Self::Mqf, "mqf", "https://w3id.org/openbadges-rs/credit-systems#mqf", "MQF credits"),
        Concept::new(Self::Sks, "sks", "https://w3id.org/openbadges-rs/credit-systems#sks", "sks"),
        Concept::new(
            Self::UsSemesterHour,
            "usSemesterHour",
            "https://w3id.org/openbadges-rs/credit-systems#us-semester-hour",
            "US semester hours",
        ),
    ];
    const EXPECTED: &'static str = "a credit system such as \"ects\", or an IRI";

    fn from_foreign(iri: Iri) -> Self {
        Self::Other(iri)
    }

    fn as_foreign(&self) -> Option<&Iri> {
        if let Self::Other(iri) = self { Some(iri) } else { None }
    }
}

vocabulary_in_text!(CreditSystem);
