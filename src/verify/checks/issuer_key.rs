//! Open Badges 3.0 §8.2, Data Integrity §4.4: each signing key belongs to the issuer. A good signature by anybody else is worth nothing.

use crate::verify::case::{Case, Examined};
use crate::verify::issuer::Key;
use crate::verify::report::{Check, CheckId, Finding};

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    let issuer = case.issuer_id().unwrap_or("nobody");
    let findings = match &case.proofs {
        Ok(proofs) => proofs.iter().filter_map(|examined| finding(examined, issuer)).collect(),
        Err(_) => vec![Finding::open("issuer-key.no-proof", "without a readable proof there is no key to ask about")],
    };
    Check::of(CheckId::IssuerKey, findings)
}

fn finding(examined: &Examined<'_>, issuer: &str) -> Option<Finding> {
    let method = examined.proof.verification_method();
    let finding = match &examined.key {
        Key::Bound(_) => return None,
        Key::Unbound(_) | Key::Foreign => Finding::fault(
            "issuer-key.unbound",
            format!("the key `{method}` is not known to belong to the issuer `{issuer}`"),
        ),
        Key::DocumentMissing(url) => Finding::open(
            "issuer-key.document-missing",
            format!(
                "the issuer's document at `{url}` is not at hand, so its keys are not known: fetch it and verify again"
            ),
        ),
        Key::Refused(error) => Finding::fault(error.code(), error.to_string()),
    };
    Some(finding.at(format!("{}/verificationMethod", examined.proof.node().pointer())))
}
