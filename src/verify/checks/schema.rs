//! Open Badges 3.0 §8, VCDM 2.0 §4.11: schemas that the badge declares. For the standard's own the check of the shape answers; others
//! are applied if they were handed in.

use crate::codec::json::Node;
use crate::verify::case::Case;
use crate::verify::report::{Check, CheckId, Finding};
use crate::wire::ob3::Context;

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    let findings: Vec<Finding> = declared(case.root).flat_map(|schema| examine(case, schema)).collect();
    match findings.is_empty() {
        true => Check::not_applicable(CheckId::Schema, findings),
        false => Check::of(CheckId::Schema, findings),
    }
}

fn declared(root: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    root.get("credentialSchema").into_iter().flat_map(Node::one_or_many)
}

fn examine(case: &Case<'_>, schema: Node<'_>) -> Vec<Finding> {
    let member = |name| schema.get(name).and_then(Node::as_str).unwrap_or_default();
    let (id, kind) = (member("id"), member("type"));
    if !KINDS.contains(&kind) {
        let message = format!("the schema `{id}` is of the type `{kind}`, which is not read here");
        return vec![Finding::open("schema.unknown-type", message).at(schema.pointer())];
    }
    let mut findings = match class_of(id) {
        Some(class) => vec![published(case, id, class)],
        None => applied(case, id),
    };
    if kind == ALIAS {
        let message = format!("expected the type `{}`, found `{ALIAS}`", KINDS[0]);
        findings.push(case.relaxation("schema.alias", message));
    }
    // What a schema does not allow is somewhere else.
    let place = |finding: Finding| if finding.place().is_some() { finding } else { finding.at(schema.pointer()) };
    findings.into_iter().map(place).collect()
}

/// A schema of the standard: its rules are those of the check of the shape, which are closer to the text and name each place.
fn published(case: &Case<'_>, id: &str, class: &str) -> Finding {
    let expected = if case.is_endorsement() { ENDORSEMENT } else { BADGE };
    if !expected.contains(&class) {
        let message = format!("`{id}` is the standard's schema of `{class}`, which this is not");
        return Finding::fault("schema.other-class", message);
    }
    // The plain schemas were once of version 1.1.
    if Context::is_version_1(case.root) && !class.starts_with("any") {
        let message =
            format!("`{id}` is the standard's schema for version 2.0 of the data model; the shape was checked for 1.1");
        return case.relaxation("schema.other-version", message);
    }
    Finding::note("schema.own-rules", format!("`{id}` is the standard's own: the check of the shape answers for it"))
}

/// The class of a schema that the standard publishes, by its exact address.
fn class_of(id: &str) -> Option<&str> {
    let file = id.strip_prefix(PUBLISHED)?;
    let (name, ends): (&str, &[&str]) = match file.split_once('/')? {
        ("json", name) => (name, &["_schema.json", "-jsonschema1.json"]),
        ("json-ld", name) => (name, &["_schema.json"]),
        _ => return None,
    };
    let name = name.strip_prefix("ob_v3p0_")?;
    let class = ends.iter().find_map(|end| name.strip_suffix(end))?;
    CLASSES.contains(&class).then_some(class)
}

#[cfg(not(feature = "schema"))]
fn applied(_: &Case<'_>, id: &str) -> Vec<Finding> {
    let message = format!("the schema `{id}` was not applied: this build has no validator (feature `schema`)");
    vec![Finding::open("schema.not-checked", message)]
}

/// What a schema that was handed in does not allow.
#[cfg(feature = "schema")]
fn applied(case: &Case<'_>, id: &str) -> Vec<Finding> {
    use crate::verify::json_schema::{Unusable, Violation, violations};
    let Some(schema) = case.materials.find(id) else {
        let message = format!("a declared schema was not applied: what lies {}", case.materials.absent(id));
        return vec![Finding::open("schema.not-checked", message)];
    };
    match violations(schema, case.root, case.demands.limits) {
        Err(Unusable(code, message)) => vec![Finding::open(code, message)],
        Ok(violations) if violations.is_empty() => {
            vec![Finding::note("schema.satisfied", format!("the schema `{id}` is satisfied"))]
        }
        Ok(violations) => {
            let fault = |violation: Violation| {
                let message = format!("the schema `{id}` does not allow it: {}", violation.message);
                Finding::fault("schema.violated", message).at(violation.place)
            };
            violations.into_iter().map(fault).collect()
        }
    }
}

/// The addresses of declared schemas that would be applied if they were handed in.
#[cfg(feature = "schema")]
pub(in crate::verify) fn needed(root: Node<'_>) -> impl Iterator<Item = &str> {
    let id = |schema: Node<'_>| {
        let kind = schema.get("type").and_then(Node::as_str).unwrap_or_default();
        let id = schema.get("id").and_then(Node::as_str)?;
        (KINDS.contains(&kind) && id.starts_with("https://") && class_of(id).is_none()).then_some(())
    };
    declared(root).filter(move |schema| id(*schema).is_some()).filter_map(|schema| schema.get("id")?.as_str())
}

/// The types of schemas that are read: that of Open Badges, an older name of it, and that of the W3C.
const KINDS: [&str; 3] = ["1EdTechJsonSchemaValidator2019", ALIAS, "JsonSchema"];
const ALIAS: &str = "JsonSchemaValidator2019";
const PUBLISHED: &str = "https://purl.imsglobal.org/spec/ob/v3p0/schema/";
const BADGE: [&str; 2] = ["achievementcredential", "anyachievementcredential"];
const ENDORSEMENT: [&str; 2] = ["endorsementcredential", "anyendorsementcredential"];
const CLASSES: [&str; 5] = [
    "achievementcredential",
    "anyachievementcredential",
    "endorsementcredential",
    "anyendorsementcredential",
    "profile",
];
