//! The checks and how each ended.

use super::{Finding, Weight};
use serde::Serialize;
use std::fmt;

/// The checks, each the answer to one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckId {
    /// Is it an Open Badges 3.0 credential, and of which data model?
    Version,
    /// Does it have the members, types and values that the standard demands?
    Shape,
    /// Are all its contexts known, in their places, byte for byte?
    Contexts,
    /// Is every key and type defined, so that nothing escapes the signature?
    Terms,
    /// Does it satisfy the schemas that it declares?
    Schema,
    /// Does the key belong to the issuer?
    IssuerKey,
    /// Did that key sign exactly this?
    Proof,
    /// Is it in force at the time of the check?
    Validity,
    /// Has the issuer revoked or suspended it?
    Status,
    /// Are the resources that it names by their digests what they were?
    Resources,
    /// Is it about the person at hand?
    Recipient,
    /// Do its endorsements hold?
    Endorsements,
    /// Does it have the elements that a framework requires?
    Completeness,
    /// Is the issuer one that the verifier trusts?
    IssuerTrust,
}

impl CheckId {
    /// Every check in the order of a report.
    pub const ALL: [Self; 14] = [
        Self::Version,
        Self::Shape,
        Self::Contexts,
        Self::Terms,
        Self::Schema,
        Self::IssuerKey,
        Self::Proof,
        Self::Validity,
        Self::Status,
        Self::Resources,
        Self::Recipient,
        Self::Endorsements,
        Self::Completeness,
        Self::IssuerTrust,
    ];

    /// The name in reports and policies, such as `issuer-key`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Shape => "shape",
            Self::Contexts => "contexts",
            Self::Terms => "terms",
            Self::Schema => "schema",
            Self::IssuerKey => "issuer-key",
            Self::Proof => "proof",
            Self::Validity => "validity",
            Self::Status => "status",
            Self::Resources => "resources",
            Self::Recipient => "recipient",
            Self::Endorsements => "endorsements",
            Self::Completeness => "completeness",
            Self::IssuerTrust => "issuer-trust",
        }
    }

    /// The question that the check answers, for people.
    #[must_use]
    pub fn question(self) -> &'static str {
        match self {
            Self::Version => "is it an Open Badges 3.0 credential?",
            Self::Shape => "does it have the form that the standard demands?",
            Self::Contexts => "are its contexts known, byte for byte?",
            Self::Terms => "is every word in it defined and covered by the signature?",
            Self::Schema => "does it satisfy the schemas it declares?",
            Self::IssuerKey => "does the key belong to the issuer?",
            Self::Proof => "did that key sign exactly this?",
            Self::Validity => "is it in force at the time of the check?",
            Self::Status => "has the issuer revoked or suspended it?",
            Self::Resources => "are the resources that it names what they were?",
            Self::Recipient => "is it about the person at hand?",
            Self::Endorsements => "do its endorsements hold?",
            Self::Completeness => "does it have the elements that you require?",
            Self::IssuerTrust => "is the issuer one you trust?",
        }
    }

    /// The check of a name, as policies write it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.name() == name)
    }
}

/// How one check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was checked and holds.
    Pass,
    /// It was checked and does not hold.
    Fail,
    /// It matters and could not be checked.
    Unknown,
    /// The badge or the caller gives nothing to check.
    NotApplicable,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not applicable",
        })
    }
}

/// One check with its outcome and reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// Which check.
    #[serde(rename = "check")]
    pub(crate) id: CheckId,
    /// How it ended.
    pub(crate) outcome: Outcome,
    /// Whether the policy lets an unknown pass here.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) tolerated: bool,
    /// Why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) findings: Vec<Finding>,
}

impl Check {
    /// Which check.
    #[must_use]
    pub fn id(&self) -> CheckId {
        self.id
    }

    /// How it ended.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Whether the outcome is an unknown that the policy lets pass.
    #[must_use]
    pub fn is_tolerated(&self) -> bool {
        self.tolerated
    }

    /// The reasons: faults, warnings and notes.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The worst finding decides: a fault fails, an open question is unknown, anything else passes.
    pub(crate) fn of(id: CheckId, findings: Vec<Finding>) -> Self {
        let worst = findings.iter().map(Finding::weight).max().unwrap_or(Weight::Note);
        let outcome = match worst {
            Weight::Fault => Outcome::Fail,
            Weight::Open => Outcome::Unknown,
            Weight::Warning | Weight::Note => Outcome::Pass,
        };
        Self { id, outcome, tolerated: false, findings }
    }

    /// Nothing to check; the finding, if any, says why.
    pub(crate) fn not_applicable(id: CheckId, findings: Vec<Finding>) -> Self {
        Self { id, outcome: Outcome::NotApplicable, tolerated: false, findings }
    }
}
