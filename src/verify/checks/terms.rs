//! Strict key closure: every key and type is defined by the contexts, so that nothing the badge says escapes its signature; and no two
//! nodes of one id say different things.

use crate::codec::json::{Node, jcs};
use crate::codec::ld;
use crate::proof::Error;
use crate::verify::case::Case;
use crate::verify::edition::Edition;
use crate::verify::report::{Check, CheckId, Finding};
use std::collections::BTreeMap;

pub(in crate::verify) fn check(case: &Case<'_>) -> Check {
    let mut findings = Vec::new();
    match &case.terms {
        Ok(()) => findings.extend(conflicts(case)),
        // The check of the contexts says which one.
        Err(Error::Ld(error)) if error.is_about_context() => {
            findings.push(Finding::open("terms.not-checked", "without its contexts the badge's words have no meaning"));
        }
        Err(error) if is_undefined(error) && case.signs_every_member() => {
            findings.push(case.relaxation(error.code(), error.to_string()).at(place(error)));
            findings.extend(conflicts(case));
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
        Error::Ld(_) => finding.at(place(error)),
        _ => finding,
    }
}

fn place(error: &Error) -> &str {
    match error {
        Error::Ld(error) => error.pointer().unwrap_or_default(),
        _ => "",
    }
}

/// Whether a word merely means nothing, so that nothing rests on it.
fn is_undefined(error: &Error) -> bool {
    matches!(error, Error::Ld(ld::Error::UndefinedTerm { .. } | ld::Error::UndefinedType { .. }))
}

/// Nodes that share an id are one node to the signature, wherever each member stands: whoever holds the badge could move a member from
/// one to another. So they agree on what they say, and what is judged (of a badge any node, of other credentials the outermost) is
/// said in one place.
fn conflicts(case: &Case<'_>) -> Vec<Finding> {
    let mut ids: Vec<&str> =
        case.root.descendants().filter(|node| node.name() == "id").filter_map(Node::as_str).collect();
    ids.sort_unstable();
    // Nearly every badge is done with here: no id stands in it twice.
    if ids.windows(2).all(|pair| pair.first() != pair.last()) {
        return Vec::new();
    }
    let nodes = named(case.root);
    let own_id = case.root.get("id").and_then(Node::as_str);
    let is_judged = |id| matches!(case.edition, Edition::Badge1 | Edition::Badge2) || own_id == Some(id);
    let mut said: BTreeMap<(&str, &str), Node<'_>> = BTreeMap::new();
    let mut judged: BTreeMap<&str, Node<'_>> = BTreeMap::new();
    let mut findings = Vec::new();
    for (id, node, is_own) in nodes {
        // Compared with the one before, so that the work stays linear: what is equal to that is equal to all.
        let mut differing = None;
        for (name, value) in node.members().filter(|_| is_own) {
            let before = said.insert((id, name), value);
            if before.is_some_and(|before| !is_same(before, value)) {
                differing = differing.or(Some((name, value)));
            }
        }
        if let Some((name, value)) = differing {
            let message = format!("two nodes with the id `{id}` differ in `{name}`");
            findings.push(Finding::fault("terms.conflicting-nodes", message).at(value.pointer()));
            continue;
        }
        if is_description(node) || !is_judged(id) {
            continue;
        }
        let before = if is_own { judged.insert(id, node) } else { judged.get(id).copied() };
        if before.is_some_and(|before| !is_same(before, node)) {
            let message = format!("what is said of `{id}` stands in two places");
            findings.push(Finding::fault("terms.conflicting-nodes", message).at(node.pointer()));
        }
    }
    findings
}

/// Whether two values say the same, apart from the order and repetition of items.
fn is_same(a: Node<'_>, b: Node<'_>) -> bool {
    let texts = |node: Node<'_>| {
        let mut texts: Vec<String> = node.one_or_many().map(|item| jcs::to_string(item, &[])).collect();
        texts.sort_unstable();
        texts.dedup();
        texts
    };
    a.source() == b.source() || texts(a) == texts(b)
}

/// Whether nothing rests on a node: profiles and images, criteria, what an endorsement is about, and the digest of another resource, which
/// the form demands where it stands.
fn is_description(node: Node<'_>) -> bool {
    let types: Vec<_> = node.get("type").into_iter().flat_map(Node::one_or_many).collect();
    let is_profile = types.iter().all(|name| matches!(name.as_str(), Some("Profile" | "Image"))) && !types.is_empty();
    let holds_only = |names: &[&str]| node.members().all(|(name, _)| names.contains(&name));
    is_profile
        || holds_only(&["id", "type", "narrative", "endorsementComment"])
        || holds_only(&["id", "mediaType", "digestSRI", "digestMultibase"])
}

/// Every object that has an id and says more, but for proofs, and whether it is the document's own: first those, then those of
/// credentials in it, which are documents of their own; each in document order.
fn named(root: Node<'_>) -> Vec<(&str, Node<'_>, bool)> {
    let mut found = Vec::new();
    let mut open = vec![(root, true)];
    while let Some((node, is_own)) = open.pop() {
        let mut id = None;
        let is_nested = |value: &Node<'_>| value.is_object() || value.is_array();
        let is_inside = |value: Node<'_>| is_own && value.get("@context").is_none();
        for (name, value) in node.members() {
            match name {
                "id" => id = value.as_str(),
                "proof" | "@context" => {}
                _ if is_nested(&value) => open.push((value, is_inside(value))),
                _ => {}
            }
        }
        open.extend(node.items().filter(is_nested).map(|item| (item, is_inside(item))));
        found.extend(id.filter(|_| node.len() > 1).map(|id| (id, node, is_own)));
    }
    found.sort_unstable_by_key(|(_, node, is_own)| (!is_own, node.offset()));
    found
}
