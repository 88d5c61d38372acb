//! VCDM 2.0 §4.10: whether the issuer took the badge back. A status that cannot be read is unknown, never a pass.

use crate::codec::json::Node;
use crate::verify::case::Case;
use crate::verify::report::{Check, CheckId, Finding};

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    let entries = case.root.get("credentialStatus").into_iter().flat_map(Node::one_or_many);
    let mut findings: Vec<Finding> = entries
        .map(|entry| {
            let member = |name| entry.get(name).and_then(Node::as_str);
            let kind = member("type").unwrap_or("no type");
            let list = member("statusListCredential").or(member("id")).unwrap_or("nowhere");
            let message =
                format!("status of type `{kind}` at `{list}` was not read: ask the issuer whether the badge stands");
            Finding::open("status.not-checked", message).at(entry.pointer())
        })
        .collect();
    if let Some(status) = case.token.as_ref().and_then(|token| token.claims.status()) {
        let message = format!("the token has a status of its own, which was not read: {}", status.source());
        findings.push(Finding::open("status.not-checked", message));
    }
    if findings.is_empty() {
        let note = Finding::note("status.none", "the issuer publishes no status: this badge cannot be revoked");
        return Check::not_applicable(CheckId::Status, vec![note]);
    }
    Check::of(CheckId::Status, findings)
}
