//! Strict key closure: every key and type is defined by the contexts, so that nothing the badge says escapes its signature; and no two
//! nodes of one id say different things.

use crate::codec::json::{Node, jcs};
use crate::proof::Error;
use crate::verify::case::Case;
use crate::verify::report::{Check, CheckId, Finding};
use std::collections::BTreeMap;

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    let mut findings = Vec::new();
    match &case.terms {
        Ok(()) => findings.extend(conflicts(case.root)),
        // The check of the contexts says which one.
        Err(Error::Ld(error)) if error.is_about_context() => {
            findings.push(Finding::open("terms.not-checked", "without its contexts the badge's words have no meaning"));
        }
        Err(error) => findings.push(fault(error)),
    }
    // The words of a proof that could be read are held against the contexts when it is verified.
    let signatures = case.proofs.iter().flatten().filter_map(|examined| examined.signature.as_ref()?.as_ref().err());
    let beside = signatures.filter(|error| case.terms.is_ok() && matches!(error, Error::Ld(_)));
    findings.extend(beside.map(fault));
    Check::of(CheckId::Terms, findings)
}

fn fault(error: &Error) -> Finding {
    let finding = Finding::fault(error.code(), error.to_string());
    match error {
        Error::Ld(error) => finding.at(error.pointer().unwrap_or_default()),
        _ => finding,
    }
}

/// Nodes that share an id are one node to the signature, wherever each member stands. So they must be of one type and agree on
/// what each of them says.
fn conflicts(root: Node<'_>) -> Vec<Finding> {
    let mut by_id: BTreeMap<&str, Node<'_>> = BTreeMap::new();
    let mut findings = Vec::new();
    for node in objects(root) {
        let Some(id) = node.get("id").and_then(Node::as_str).filter(|_| node.len() > 1) else { continue };
        let Some(first) = by_id.insert(id, node) else { continue };
        let differing = node.members().find(|(name, value)| {
            first.get(name).is_some_and(|other| jcs::to_string(other, &[]) != jcs::to_string(*value, &[]))
        });
        if let Some((name, value)) = differing {
            let message = format!("two nodes with the id `{id}` differ in `{name}`");
            findings.push(Finding::fault("terms.conflicting-nodes", message).at(value.pointer()));
        }
    }
    findings
}

/// Every object of the document in document order, but for its proofs and for credentials in it, which are documents of their own.
fn objects(root: Node<'_>) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if node.is_object() {
            found.push(node);
        }
        let members =
            node.members().filter(|(name, _)| *name != "proof" && *name != "@context").map(|(_, value)| value);
        open.extend(members.chain(node.items()).filter(|node| node.get("@context").is_none()));
    }
    found.sort_by_key(|node| node.offset());
    found
}
