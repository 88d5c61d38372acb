//! The law behind strict key closure: no key can be spelt in a second way under the same statements.

use super::*;
use std::collections::BTreeSet;

/// Every term that a context defines, at any depth.
fn terms(contexts: &Contexts, url: &str) -> BTreeSet<String> {
    let text = contexts.to_json_ld(url).unwrap();
    let mut open: Vec<Value> = vec![serde_json::from_str(&text).unwrap()];
    let mut terms = BTreeSet::new();
    while let Some(value) = open.pop() {
        for (name, value) in value.as_object().into_iter().flatten() {
            terms.insert(name.clone());
            open.push(value.clone());
        }
    }
    terms
}

/// Every member: the pointer of its object, and its name.
fn members(document: &Value) -> Vec<(String, String)> {
    let mut members = Vec::new();
    let mut open = vec![(String::new(), document)];
    while let Some((pointer, value)) = open.pop() {
        for (name, value) in value.as_object().into_iter().flatten() {
            members.push((pointer.clone(), name.clone()));
            open.push((format!("{pointer}/{name}"), value));
        }
        for (index, value) in value.as_array().into_iter().flatten().enumerate() {
            open.push((format!("{pointer}/{index}"), value));
        }
    }
    members
}

fn assert_no_key_has_a_second_name(document: &Value) {
    let contexts = Contexts::bundled();
    let signed = canonical(document);
    let urls = document["@context"].as_array().unwrap().iter().map(|url| url.as_str().unwrap());
    let terms: BTreeSet<String> = urls.flat_map(|url| terms(&contexts, url)).collect();
    let (mut second, mut other_statements) = (0, 0);
    for (pointer, name) in members(document) {
        for other in terms.iter().filter(|other| **other != name) {
            let mut changed = document.clone();
            let node = changed.pointer_mut(&pointer).unwrap().as_object_mut().unwrap();
            if node.contains_key(other) {
                continue;
            }
            let value = node.remove(&name).unwrap();
            node.insert(other.clone(), value);
            match statements_of(&changed, &contexts) {
                Err(error) => second += usize::from(error.code() == "ld.second-name"),
                Ok(dataset) => {
                    let found = canonicalize(&dataset, Hash::Sha256, &LIMITS).unwrap().nquads;
                    assert_ne!(found, signed, "{pointer}/{name} as {other}");
                    other_statements += 1;
                }
            }
        }
    }
    // Both happen: `Criteria` for `criteria` would sign alike, `name` for `description` does not.
    assert!(second > 0 && other_statements > 0, "{second}, {other_statements}");
}

/// A badge with many of the properties that it may have.
fn long_badge(contexts: [&str; 2]) -> Value {
    let mut document = badge();
    document["@context"] = json!(contexts);
    let achievement = &mut document["credentialSubject"]["achievement"];
    achievement["creator"] = json!({
        "id": "https://harbour.example.org",
        "type": "Profile",
        "address": {"type": "Address", "geo": {"type": "GeoCoordinates", "latitude": 22.25}},
    });
    achievement["image"] = json!({"id": "https://school.example.org/tides.png", "type": "Image"});
    achievement["alignment"] = json!([{"type": "Alignment", "targetName": "Tides"}]);
    document
}

#[test]
fn no_key_has_a_second_name() {
    let mut document = long_badge([V2, OB]);
    document["validUntil"] = json!("2027-01-02T03:04:05Z");
    document["credentialStatus"] = json!({
        "id": "https://status.example.org/1#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://status.example.org/1",
    });
    document["proof"] = json!({
        "type": "DataIntegrityProof",
        "created": "2026-01-02T03:04:05Z",
        "verificationMethod": "did:example:school#key",
        "proofPurpose": "assertionMethod",
    });
    assert_no_key_has_a_second_name(&document);
}

#[test]
fn no_key_has_a_second_name_under_older_contexts() {
    assert_no_key_has_a_second_name(&long_badge([V2, OB_302]));
    let mut document = long_badge([V1, "https://purl.imsglobal.org/spec/ob/v3p0/context.json"]);
    let since = document.as_object_mut().unwrap().remove("validFrom").unwrap();
    document["issuanceDate"] = since;
    assert_no_key_has_a_second_name(&document);
}
