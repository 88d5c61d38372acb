//! Open Badges 3.0 §B, VCDM 2.0 §4.11: schemas that the badge declares. They are named; none is read so far.

use crate::codec::json::Node;
use crate::verify::case::Case;
use crate::verify::report::{Check, CheckId, Finding};

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    let declared = case.root.get("credentialSchema").into_iter().flat_map(Node::one_or_many);
    let findings: Vec<Finding> = declared
        .map(|schema| {
            let id = schema.get("id").and_then(Node::as_str).unwrap_or_default();
            let message =
                format!("the schema `{id}` was not applied; the check of the shape covers the standard's own");
            Finding::open("schema.not-checked", message).at(schema.pointer())
        })
        .collect();
    if findings.is_empty() {
        return Check::not_applicable(CheckId::Schema, findings);
    }
    Check::of(CheckId::Schema, findings)
}
