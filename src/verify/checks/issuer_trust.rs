//! Whether the issuer is one of those that the verifier named: by exact id, never by name.

use crate::verify::case::Case;
use crate::verify::report::{Check, CheckId, Finding};

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    let Some(trusted) = case.verifier.policy.trusted() else {
        let message = "no list of trusted issuers was given: anyone can make a key and use any name";
        return Check::not_applicable(CheckId::IssuerTrust, vec![Finding::note("issuer-trust.not-asked", message)]);
    };
    let found = match case.issuer_id() {
        Some(id) if trusted.iter().any(|issuer| issuer.as_str() == id) => None,
        Some(id) => Some(Finding::fault("issuer-trust.unknown", format!("`{id}` is not among the trusted issuers"))),
        None => Some(Finding::fault("issuer-trust.no-issuer", "the badge names no issuer")),
    };
    Check::of(CheckId::IssuerTrust, found.into_iter().map(|finding| finding.at("/issuer")).collect())
}
