//! What a verification found: every check once, in fixed order, each with its reasons.

mod check;
mod finding;
mod proven;

pub use check::{Check, CheckId, Outcome};
pub use finding::{Finding, Weight};
pub use proven::{Evidence, Proven};

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

/// How the badge came: its form, container and digest, and the contexts with which it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Received {
    /// How it is signed: `json` with proofs in it, or as a token, `vc-jwt` or `vc+jwt`; `jwt` for a token of another type.
    pub form: &'static str,
    /// `json`, `jwt`, `png`, `svg` or `pdf`.
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
