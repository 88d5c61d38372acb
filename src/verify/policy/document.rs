//! A policy as a JSON document.

use super::{Policy, ProofRule, Reading};
use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::codec::json::{Document, Node};
use crate::model::profile::Profile;
use crate::verify::Error;
use crate::verify::report::CheckId;
use serde::{Deserialize, Serialize};
use std::num::NonZeroUsize;

impl Policy {
    /// Reads a policy document, an object with any of these members (`docs/schema/verify-policy.json`):
    ///
    /// - `reading`: `strict` or `compatible`; `tolerate`: names of checks ([`CheckId::name`]);
    /// - `trustedIssuers`: ids; `demandTrust`: whether the issuer has to be a known one;
    /// - `proofs`: `"all"`, `"any"`, `{"atLeast": 2}` or `{"suites": ["eddsa-rdfc-2022"]}`; `signers`: ids;
    /// - `acceptedSuites`: names of suites and algorithms; `statusIssuers`: ids;
    /// - `clockSkew` and `maximumAge`: whole seconds;
    /// - `profile`: `microbol2022` or `eucouncil2022`; `rejectFailedEndorsements` and `matchMd5`: `true` or `false`.
    ///
    /// What is absent is as in [`Policy::compatible`].
    ///
    /// # Errors
    ///
    /// `policy.malformed` with the place of the fault.
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        Self::read(Document::parse(bytes, limits)?.root())
    }

    pub(in crate::verify) fn read(node: Node<'_>) -> Result<Self, Error> {
        Written::deserialize(node).map_err(|error| Error::Policy(error.to_string()))?.into_policy()
    }

    /// The policy as the document that [`parse`](Self::parse) reads, in full.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        // Names, numbers and texts: nothing in it fails to be written.
        serde_json::to_value(Written::of(self)).unwrap_or_default()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[derive(Default)]
struct Written {
    reading: Option<Reading>,
    tolerate: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trusted_issuers: Option<Vec<Iri>>,
    demand_trust: bool,
    proofs: WrittenRule,
    signers: Vec<Iri>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted_suites: Option<Vec<String>>,
    status_issuers: Vec<Iri>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clock_skew: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum_age: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<String>,
    reject_failed_endorsements: bool,
    match_md5: bool,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum WrittenRule {
    #[default]
    All,
    Any,
    AtLeast(NonZeroUsize),
    Suites(Vec<String>),
}

impl Written {
    fn into_policy(self) -> Result<Policy, Error> {
        let mut policy = match self.reading {
            Some(Reading::Strict) => Policy::strict(),
            Some(Reading::Compatible) | None => Policy::compatible(),
        };
        if let Some(names) = self.tolerate {
            let named = |name: &String| {
                CheckId::parse(name).ok_or_else(|| Error::Policy(format!("no check is named `{name}`")))
            };
            policy.tolerated = names.iter().map(named).collect::<Result<_, _>>()?;
        }
        if let Some(seconds) = self.clock_skew.filter(|seconds| *seconds > Policy::MOST_SKEW) {
            let most = Policy::MOST_SKEW;
            return Err(Error::Policy(format!("`clockSkew`: expected at most {most} seconds, found {seconds}")));
        }
        let profile = self.profile.map(|name| name.parse::<Profile>());
        Ok(Policy {
            trusted: self.trusted_issuers,
            demands_trust: self.demand_trust,
            proofs: match self.proofs {
                WrittenRule::All => ProofRule::All,
                WrittenRule::Any => ProofRule::AtLeast(NonZeroUsize::MIN),
                WrittenRule::AtLeast(least) => ProofRule::AtLeast(least),
                WrittenRule::Suites(names) => ProofRule::Suites(names),
            },
            signers: self.signers,
            status_issuers: self.status_issuers,
            rejects_failed_endorsements: self.reject_failed_endorsements,
            suites: self.accepted_suites,
            clock_skew: self.clock_skew,
            maximum_age: self.maximum_age,
            profile: profile.transpose().map_err(|error| Error::Policy(format!("`profile`: {error}")))?,
            matches_md5: self.match_md5,
            ..policy
        })
    }

    fn of(policy: &Policy) -> Self {
        Self {
            reading: Some(policy.reading),
            tolerate: Some(policy.tolerated.iter().map(|check| check.name().to_owned()).collect()),
            trusted_issuers: policy.trusted.clone(),
            demand_trust: policy.demands_trust,
            proofs: match &policy.proofs {
                ProofRule::All => WrittenRule::All,
                ProofRule::AtLeast(least) => WrittenRule::AtLeast(*least),
                ProofRule::Suites(names) => WrittenRule::Suites(names.clone()),
            },
            signers: policy.signers.clone(),
            accepted_suites: policy.suites.clone(),
            status_issuers: policy.status_issuers.clone(),
            clock_skew: policy.clock_skew,
            maximum_age: policy.maximum_age,
            profile: policy.profile.map(|profile| profile.code().to_owned()),
            reject_failed_endorsements: policy.rejects_failed_endorsements,
            match_md5: policy.matches_md5,
        }
    }
}
