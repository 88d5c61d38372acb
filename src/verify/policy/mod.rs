//! What a verifier insists on: a value, and a JSON document.

mod document;

use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::model::profile::Profile;
use crate::verify::report::CheckId;
use serde::{Deserialize, Serialize};
use std::num::NonZeroUsize;

/// A verifier's demands. A policy may tolerate an unknown; it can never turn a fail into a pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    reading: Reading,
    tolerated: Vec<CheckId>,
    trusted: Option<Vec<Iri>>,
    demands_trust: bool,
    proofs: ProofRule,
    signers: Vec<Iri>,
    status_issuers: Vec<Iri>,
    rejects_failed_endorsements: bool,
    suites: Option<Vec<String>>,
    clock_skew: Option<u32>,
    maximum_age: Option<u32>,
    profile: Option<Profile>,
    matches_md5: bool,
}

/// Which proofs have to hold, where a badge has several. That of the issuer always has to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ProofRule {
    /// Each of them.
    #[default]
    All,
    /// So many, the issuer's among them; what is wrong with others is a warning. With one it is what Open Badges 3.0 §8.1 asks.
    AtLeast(NonZeroUsize),
    /// Those of the suites of these exact names, of which there has to be one; what is wrong with others is a warning.
    Suites(Vec<String>),
}

/// How closely the standard's text is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// The text as it stands, which is what this library issues.
    Strict,
    /// Also what published samples and common issuers write; every relaxation is a warning in the report.
    Compatible,
}

impl Policy {
    /// The standard's text, and nothing unknown passes.
    #[must_use]
    pub fn strict() -> Self {
        Self::reading_as(Reading::Strict, Vec::new())
    }

    /// What common issuers write, too; declared schemas and endorsements may stay unread, since neither adds trust.
    #[must_use]
    pub fn compatible() -> Self {
        let tolerated = vec![CheckId::Schema, CheckId::Endorsements];
        Self::reading_as(Reading::Compatible, tolerated)
    }

    fn reading_as(reading: Reading, tolerated: Vec<CheckId>) -> Self {
        Self {
            reading,
            tolerated,
            trusted: None,
            demands_trust: false,
            proofs: ProofRule::All,
            signers: Vec::new(),
            status_issuers: Vec::new(),
            rejects_failed_endorsements: false,
            suites: None,
            clock_skew: None,
            maximum_age: None,
            profile: None,
            matches_md5: false,
        }
    }

    /// Lets a check that could not be made pass; a check that failed still fails.
    #[must_use]
    pub fn tolerating(mut self, check: CheckId) -> Self {
        self.tolerated.push(check);
        self
    }

    /// Accepts these issuers only, by exact id.
    #[must_use]
    pub fn trusting(mut self, issuers: impl IntoIterator<Item = Iri>) -> Self {
        self.trusted.get_or_insert_default().extend(issuers);
        self
    }

    /// Accepts issuers only that are known: by this policy's list if it has one, or else by a registry that the verifier was given.
    #[must_use]
    pub fn demanding_trust(mut self) -> Self {
        self.demands_trust = true;
        self
    }

    /// Asks of a set of proofs that these hold.
    #[must_use]
    pub fn with_proofs(mut self, rule: ProofRule) -> Self {
        self.proofs = rule;
        self
    }

    /// Asks that these signed, too, each by a key of its own as an issuer's is found: an awarding body beside the provider. A proof
    /// by anybody who is neither the issuer nor named here is nobody's.
    #[must_use]
    pub fn with_signers(mut self, signers: impl IntoIterator<Item = Iri>) -> Self {
        self.signers.extend(signers);
        self
    }

    /// Lets these publish status lists for the badges of others, too. Without this a list counts only if it is of the badge's own issuer.
    #[must_use]
    pub fn with_status_issuers(mut self, issuers: impl IntoIterator<Item = Iri>) -> Self {
        self.status_issuers.extend(issuers);
        self
    }

    /// Rejects a badge with an endorsement that fails, wherever it stands. Otherwise such a one adds nothing and leaves the check of the
    /// endorsements *unknown*, as one does that could not be checked.
    #[must_use]
    pub fn rejecting_failed_endorsements(mut self) -> Self {
        self.rejects_failed_endorsements = true;
        self
    }

    /// Accepts proofs of these suites only, wherever they stand: on the badge, on an endorsement, on a status list, on what shows the
    /// badge. A suite is named as proofs name it, such as `eddsa-rdfc-2022`, and a token by its algorithm, such as `ES256`.
    #[must_use]
    pub fn accepting_suites(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.suites.get_or_insert_default().extend(names);
        self
    }

    /// Lets the clocks of the issuer and of the verifier differ by so many seconds, at most [`Policy::MOST_SKEW`], in the dates of the badge
    /// and of its proofs. Without this the dates of a badge are exact, and those of proofs may differ by [`Limits::clock_skew_seconds`].
    ///
    /// [`Limits::clock_skew_seconds`]: crate::base::limits::Limits::clock_skew_seconds
    #[must_use]
    pub fn with_clock_skew(mut self, seconds: u32) -> Self {
        self.clock_skew = Some(seconds.min(Self::MOST_SKEW));
        self
    }

    /// The largest difference of clocks that a policy can allow, in seconds: a day.
    pub const MOST_SKEW: u32 = 86_400;

    /// Does without documents that were fetched longer ago than so many seconds, or of which nobody said when
    /// ([`Materials::note_fetched`]).
    ///
    /// [`Materials::note_fetched`]: crate::verify::Materials::note_fetched
    #[must_use]
    pub fn with_maximum_age(mut self, seconds: u32) -> Self {
        self.maximum_age = Some(seconds);
        self
    }

    /// Rejects a badge that lacks an element which this profile requires.
    #[must_use]
    pub fn requiring(mut self, profile: Profile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// Compares a recipient with hashes by MD5, too, for which anybody can make a second person that has the same one. A match is a warning.
    #[must_use]
    pub fn matching_md5(mut self) -> Self {
        self.matches_md5 = true;
        self
    }

    /// How closely the standard's text is followed.
    #[must_use]
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// Whether an unknown outcome of a check may pass.
    #[must_use]
    pub fn tolerates(&self, check: CheckId) -> bool {
        self.tolerated.contains(&check)
    }

    /// Which of several proofs have to hold.
    #[must_use]
    pub fn proofs(&self) -> &ProofRule {
        &self.proofs
    }

    /// Who has to have signed beside the issuer.
    #[must_use]
    pub fn signers(&self) -> &[Iri] {
        &self.signers
    }

    /// Whose status lists count beside those of the badge's issuer.
    #[must_use]
    pub fn status_issuers(&self) -> &[Iri] {
        &self.status_issuers
    }

    /// The only issuers to accept, or `None` when any issuer will do.
    #[must_use]
    pub fn trusted(&self) -> Option<&[Iri]> {
        self.trusted.as_deref()
    }

    /// Whether the issuer has to be a known one.
    #[must_use]
    pub fn demands_trust(&self) -> bool {
        self.demands_trust
    }

    /// Whether an endorsement that fails rejects the badge.
    #[must_use]
    pub fn rejects_failed_endorsements(&self) -> bool {
        self.rejects_failed_endorsements
    }

    /// The only suites and algorithms to accept, or `None` when any that the standard allows will do.
    #[must_use]
    pub fn suites(&self) -> Option<&[String]> {
        self.suites.as_deref()
    }

    /// By how many seconds clocks may differ, where the policy says so.
    #[must_use]
    pub fn clock_skew(&self) -> Option<u32> {
        self.clock_skew
    }

    /// How many seconds ago a document may have been fetched.
    #[must_use]
    pub fn maximum_age(&self) -> Option<u32> {
        self.maximum_age
    }

    /// The profile whose elements a badge has to have.
    #[must_use]
    pub fn profile(&self) -> Option<Profile> {
        self.profile
    }

    /// Whether hashes by MD5 are compared.
    #[must_use]
    pub fn matches_md5(&self) -> bool {
        self.matches_md5
    }

    /// The limits with the difference of clocks that the policy allows, if it says so.
    pub(super) fn within(&self, limits: Limits) -> Limits {
        let clock_skew_seconds = self.clock_skew.unwrap_or(limits.clock_skew_seconds);
        Limits { clock_skew_seconds, ..limits }
    }

    /// The same demands on an endorsement, which nobody signs beside its endorser.
    pub(super) fn of_endorsements(&self) -> Self {
        Self { signers: Vec::new(), profile: None, ..self.clone() }
    }
}
