//! What a verifier insists on: a value, and a JSON document.

use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::codec::json::Document;
use crate::verify::Error;
use crate::verify::report::CheckId;
use serde::Deserialize;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
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

    /// Reads a policy document:
    /// `{"reading": "strict" | "compatible", "tolerate": ["status", …], "trustedIssuers": ["did:key:…", …], "demandTrust": true,
    /// "proofs": "all" | "any" | {"atLeast": 2} | {"suites": ["eddsa-rdfc-2022"]}, "signers": ["did:web:…", …],
    /// "statusIssuers": ["did:web:…", …], "rejectFailedEndorsements": true}`.
    ///
    /// Every member is optional; what is absent is as in [`Policy::compatible`].
    ///
    /// # Errors
    ///
    /// `policy.malformed` with the place of the fault.
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let document = Document::parse(bytes, limits)?;
        let written = Written::deserialize(document.root()).map_err(|error| Error::Policy(error.to_string()))?;
        let mut policy = match written.reading {
            Some(Reading::Strict) => Self::strict(),
            Some(Reading::Compatible) | None => Self::compatible(),
        };
        if let Some(names) = written.tolerate {
            policy.tolerated.clear();
            for name in names {
                let check =
                    CheckId::parse(&name).ok_or_else(|| Error::Policy(format!("no check is named `{name}`")))?;
                policy.tolerated.push(check);
            }
        }
        if let Some(ids) = written.trusted_issuers {
            let ids: Result<Vec<Iri>, _> = ids.iter().map(|id| Iri::parse(id)).collect();
            policy = policy.trusting(ids.map_err(|error| Error::Policy(error.to_string()))?);
        }
        policy.rejects_failed_endorsements = written.reject_failed_endorsements.unwrap_or_default();
        policy.demands_trust = written.demand_trust.unwrap_or_default();
        if let Some(ids) = written.signers {
            let ids: Result<Vec<Iri>, _> = ids.iter().map(|id| Iri::parse(id)).collect();
            policy = policy.with_signers(ids.map_err(|error| Error::Policy(error.to_string()))?);
        }
        if let Some(ids) = written.status_issuers {
            let ids: Result<Vec<Iri>, _> = ids.iter().map(|id| Iri::parse(id)).collect();
            policy = policy.with_status_issuers(ids.map_err(|error| Error::Policy(error.to_string()))?);
        }
        policy.proofs = match written.proofs {
            None | Some(WrittenRule::All) => ProofRule::All,
            Some(WrittenRule::Any) => ProofRule::AtLeast(NonZeroUsize::MIN),
            Some(WrittenRule::AtLeast(least)) => ProofRule::AtLeast(least),
            Some(WrittenRule::Suites(names)) => ProofRule::Suites(names),
        };
        Ok(policy)
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

    /// The same demands on an endorsement, which nobody signs beside its endorser.
    pub(super) fn of_endorsements(&self) -> Self {
        Self { signers: Vec::new(), ..self.clone() }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Written {
    reading: Option<Reading>,
    tolerate: Option<Vec<String>>,
    trusted_issuers: Option<Vec<String>>,
    demand_trust: Option<bool>,
    proofs: Option<WrittenRule>,
    signers: Option<Vec<String>>,
    status_issuers: Option<Vec<String>>,
    reject_failed_endorsements: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum WrittenRule {
    All,
    Any,
    AtLeast(NonZeroUsize),
    Suites(Vec<String>),
}
