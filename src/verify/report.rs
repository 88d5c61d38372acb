//! What a verification found: every check once, in fixed order, each with its reasons.

use crate::base::time::Timestamp;
use crate::verify::BadgeDigest;
use crate::verify::accepted::Accepted;
use crate::verify::endorsed::EndorsementReport;
use serde::Serialize;
use std::fmt;

/// The outcome of verifying one badge.
///
/// Any [`Outcome::Fail`] makes it rejected; otherwise any untolerated [`Outcome::Unknown`] makes it undecided;
/// otherwise it is accepted, and only then holds an [`Accepted`].
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    verdict: Verdict,
    checked_at: String,
    badge: Received,
    checks: Vec<Check>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proven: Option<Proven>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    endorsements: Vec<EndorsementReport>,
    #[serde(skip)]
    accepted: Option<Accepted>,
}

impl Report {
    pub(crate) fn new(
        now: Timestamp,
        badge: Received,
        checks: Vec<Check>,
        proven: Option<Proven>,
        endorsements: Vec<EndorsementReport>,
        accept: impl FnOnce() -> Option<Accepted>,
    ) -> Self {
        let verdict = Verdict::of(&checks);
        let accepted = if verdict == Verdict::Accepted { accept() } else { None };
        Self { verdict, checked_at: now.to_string(), badge, checks, proven, endorsements, accepted }
    }

    /// Accepted, rejected or undecided.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Every check, exactly once, in the order of [`CheckId::ALL`].
    #[must_use]
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// One check.
    #[must_use]
    pub fn check(&self, id: CheckId) -> Option<&Check> {
        self.checks.iter().find(|check| check.id == id)
    }

    /// The form in which the badge was presented: nothing in it is believed.
    #[must_use]
    pub fn badge(&self) -> &Received {
        &self.badge
    }

    /// What the issuer's signature vouches for; nothing unless proof and key both held.
    #[must_use]
    pub fn proven(&self) -> Option<&Proven> {
        self.proven.as_ref()
    }

    /// What others say in favour of the badge, each with a result of its own, in the order of the sites: the badge, its achievement, the
    /// issuer, the creator, the source, each organisation after those below it. An endorsement changes nothing of what is proven.
    #[must_use]
    pub fn endorsements(&self) -> &[EndorsementReport] {
        &self.endorsements
    }

    /// The badge as a value that only an accepting verification can make.
    #[must_use]
    pub fn accepted(&self) -> Option<&Accepted> {
        self.accepted.as_ref()
    }

    /// The badge as a value that only an accepting verification can make.
    #[must_use]
    pub fn into_accepted(self) -> Option<Accepted> {
        self.accepted
    }
}

/// The answer in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Every check passed, did not apply, or was an unknown that the policy tolerates.
    Accepted,
    /// At least one check failed.
    Rejected,
    /// Nothing failed, but something that matters could not be checked.
    Undecided,
}

impl Verdict {
    pub(super) fn of(checks: &[Check]) -> Self {
        if checks.iter().any(|check| check.outcome == Outcome::Fail) {
            Self::Rejected
        } else if checks.iter().any(|check| check.outcome == Outcome::Unknown && !check.tolerated) {
            Self::Undecided
        } else {
            Self::Accepted
        }
    }
}

impl Verdict {
    /// The worse of two: rejected before undecided before accepted.
    #[must_use]
    pub fn worse(self, other: Self) -> Self {
        match (self, other) {
            (Self::Rejected, _) | (_, Self::Rejected) => Self::Rejected,
            (Self::Undecided, _) | (_, Self::Undecided) => Self::Undecided,
            (Self::Accepted, Self::Accepted) => Self::Accepted,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Undecided => "undecided",
        })
    }
}

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
    /// Is it about the person at hand?
    Recipient,
    /// Do its endorsements hold?
    Endorsements,
    /// Is the issuer one that the verifier trusts?
    IssuerTrust,
}

impl CheckId {
    /// Every check in the order of a report.
    pub const ALL: [Self; 12] = [
        Self::Version,
        Self::Shape,
        Self::Contexts,
        Self::Terms,
        Self::Schema,
        Self::IssuerKey,
        Self::Proof,
        Self::Validity,
        Self::Status,
        Self::Recipient,
        Self::Endorsements,
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
            Self::Recipient => "recipient",
            Self::Endorsements => "endorsements",
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
            Self::Recipient => "is it about the person at hand?",
            Self::Endorsements => "do its endorsements hold?",
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
        let worst = findings.iter().map(|finding| finding.weight).max().unwrap_or(Weight::Note);
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    code: &'static str,
    weight: Weight,
    message: String,
    /// JSON Pointer into the credential.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

impl Finding {
    /// The longest message, in characters: what a badge says can be as long as the badge.
    const LONGEST: usize = 1_000;

    pub(crate) fn new(weight: Weight, code: &'static str, message: impl Into<String>) -> Self {
        let mut message = message.into();
        if let Some((end, _)) = message.char_indices().nth(Self::LONGEST) {
            message.truncate(end);
            message.push('…');
        }
        Self { code, weight, message, place: None }
    }

    pub(crate) fn fault(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Weight::Fault, code, message)
    }

    pub(crate) fn open(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Weight::Open, code, message)
    }

    pub(crate) fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Weight::Warning, code, message)
    }

    pub(crate) fn note(code: &'static str, message: impl Into<String>) -> Self {
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
            self.message.push_str("; the policy does not ask for this proof");
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
}

/// How the badge came: its form, container and digest, and the contexts with which it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Received {
    /// How it is signed: `json` with proofs in it, or as a token, `vc-jwt` or `vc+jwt`; `jwt` for a token of another type.
    pub form: &'static str,
    /// `json`, `jwt`, `png` or `svg`.
    pub container: &'static str,
    /// `digestMultibase` (SHA-256) of the credential's bytes, as read from the file or picture.
    pub digest: BadgeDigest,
    /// Each context by its URL and the SHA-256, in hexadecimal, of the published document that its table stands for.
    pub contexts: Vec<ContextUsed>,
}

/// One context as it was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContextUsed {
    /// The URL as it stands in the badge; empty for a context written into it.
    pub url: String,
    /// SHA-256 of the published document, or of the RFC 8785 form of a context written into the badge, hexadecimal.
    pub sha256: String,
}

/// What the signature vouches for, in the issuer's own words. Texts are untrusted until escaped for their output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Proven {
    /// The badge's id.
    pub id: String,
    /// The issuer's id: what the key is bound to.
    pub issuer: String,
    /// The issuer's name: self-declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_name: Option<String>,
    /// What the badge is for.
    pub achievement: String,
    /// Whom it is about: an id, or the plain identifiers that the badge states.
    pub learner: Vec<String>,
    /// When it was first awarded, or else issued.
    pub awarded: String,
    /// Until when it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The verification methods whose signatures held.
    pub signed_by: Vec<String>,
}
