//! What the endorsements of a badge are worth: each with the same checks as the badge, and with a result of its own.

use crate::codec::json::Node;
use crate::verify::case::Case;
use crate::verify::demands::{Demands, Endorsed, Role};
use crate::verify::enclosed::{Enclosed, Thing};
use crate::verify::report::{Check, CheckId, Finding, Verdict};
use crate::verify::status::Lists;
use crate::verify::{Error, Presented};
use serde::Serialize;

/// The result of one endorsement. Texts are untrusted until escaped for their output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EndorsementReport {
    #[serde(rename = "where")]
    place: String,
    on: String,
    thing: Thing,
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    proven: Option<Endorser>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    by_named_agency: bool,
    checks: Vec<Check>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    endorsements: Vec<EndorsementReport>,
}

/// What the signature of an endorsement vouches for, in the endorser's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Endorser {
    /// Who endorses: what the key is bound to.
    pub id: String,
    /// The endorser's name: self-declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The id of what is endorsed.
    pub of: String,
    /// What the endorser says of it, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl EndorsementReport {
    /// JSON Pointer of the endorsement in the credential that holds it: the badge or, for one inside another, that endorsement.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// JSON Pointer of the thing on which it stands.
    #[must_use]
    pub fn on(&self) -> &str {
        &self.on
    }

    /// What kind of thing that is.
    #[must_use]
    pub fn thing(&self) -> Thing {
        self.thing
    }

    /// What it is worth. Only an accepted one adds anything, and it is never more than its endorser.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Who endorses, and with which words; nothing unless terms, proof and key all held.
    #[must_use]
    pub fn proven(&self) -> Option<&Endorser> {
        self.proven.as_ref()
    }

    /// Whether the badge is proven and names this endorser as an agency of its quality assurance, and the endorsement is accepted.
    #[must_use]
    pub fn is_by_named_agency(&self) -> bool {
        self.by_named_agency
    }

    /// Every check, in the order of [`CheckId::ALL`]; of one that could not be opened `shape` alone, which says why. Places in findings
    /// are in the endorsement.
    #[must_use]
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// One check.
    #[must_use]
    pub fn check(&self, id: CheckId) -> Option<&Check> {
        self.checks.iter().find(|check| check.id == id)
    }

    /// The endorsements of the endorser.
    #[must_use]
    pub fn endorsements(&self) -> &[Self] {
        &self.endorsements
    }

    pub(super) fn mark_agencies(&mut self, agencies: &[String]) {
        let is_one = |endorser: &Endorser| agencies.contains(&endorser.id);
        self.by_named_agency = self.verdict == Verdict::Accepted && self.proven.as_ref().is_some_and(is_one);
        self.endorsements.iter_mut().for_each(|inner| inner.mark_agencies(agencies));
    }
}

/// Judges every endorsement in the badge of a case. Together they may cost as much as the badge.
pub(super) fn judge(case: &Case<'_>, lists: &Lists) -> Vec<EndorsementReport> {
    let found = case.badge.enclosures();
    if found.opened.is_empty() {
        return Vec::new();
    }
    let (policy, limits) = (case.demands.policy.of_endorsements(), case.demands.limits.shared_by(found.count()));
    let demands = Demands { role: case.demands.role, policy: &policy, limits: &limits };
    found.opened.iter().map(|enclosed| judge_one(enclosed, case, demands, lists)).collect()
}

/// Judges one, which stands in the credential of a case.
fn judge_one(enclosed: &Enclosed, outer: &Case<'_>, demands: Demands<'_>, lists: &Lists) -> EndorsementReport {
    let credential = match &enclosed.credential {
        Ok(credential) => credential,
        Err(error) => return unopened(enclosed, error),
    };
    let endorsed = Endorsed { id: enclosed.id.as_deref(), is_bound: enclosed.thing == Thing::Issuer };
    let demands = Demands { role: Role::Endorsement(endorsed), ..demands };
    let case = Case::open(outer.verifier, demands, credential, outer.materials, outer.now);
    let inner = credential.enclosures().opened.iter().map(|inner| judge_one(inner, &case, demands, lists));
    let endorsements: Vec<EndorsementReport> = inner.collect();
    let (mut checks, _) = case.checks(&endorsements, lists);
    case.mark_tolerated(&mut checks);
    EndorsementReport {
        place: enclosed.place.clone(),
        on: enclosed.on.clone(),
        thing: enclosed.thing,
        verdict: Verdict::of(&checks),
        proven: if Case::is_proven(&checks) { endorser(credential) } else { None },
        by_named_agency: false,
        checks,
        endorsements,
    }
}

fn unopened(enclosed: &Enclosed, error: &Error) -> EndorsementReport {
    EndorsementReport {
        place: enclosed.place.clone(),
        on: enclosed.on.clone(),
        thing: enclosed.thing,
        verdict: Verdict::Rejected,
        proven: None,
        by_named_agency: false,
        checks: vec![Check::of(CheckId::Shape, vec![Finding::fault(error.code(), error.to_string())])],
        endorsements: Vec::new(),
    }
}

fn endorser(credential: &Presented) -> Option<Endorser> {
    let root = credential.document().root();
    let (issuer, subject) = (root.get("issuer")?, root.get("credentialSubject")?);
    let id = issuer.as_str().or_else(|| issuer.get("id")?.as_str())?;
    Some(Endorser {
        id: id.to_owned(),
        name: issuer.get("name").and_then(Node::as_str).map(str::to_owned),
        of: subject.get("id")?.as_str()?.to_owned(),
        comment: subject.get("endorsementComment").and_then(Node::as_str).map(str::to_owned),
    })
}
