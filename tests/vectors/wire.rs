//! Badges of other issuers, read class by class.

use openbadges::base::limits::Limits;
use openbadges::codec::json::Document;
use openbadges::wire::ob3::{Credential, EndorsementCredential};

/// Every credential of the published collection that is a single JSON document, with its entry of the index.
fn badges(skipped: &str) -> Vec<(serde_json::Value, Document)> {
    let Some(root) = crate::data(skipped) else { return Vec::new() };
    let root = root.join("badges");
    let index: serde_json::Value = serde_json::from_slice(&std::fs::read(root.join("index.json")).unwrap()).unwrap();
    let badges = index["badges"].as_array().unwrap().iter().filter(|badge| badge["container"] == "json");
    let badges = badges.map(|badge| {
        let bytes = std::fs::read(root.join(badge["file"].as_str().unwrap())).unwrap();
        (badge.clone(), Document::parse(&bytes, &Limits::DEFAULT).unwrap())
    });
    let badges: Vec<_> = badges.collect();
    assert!(badges.len() > 100, "the collection holds more than a hundred documents");
    badges
}

fn has_type(badge: &serde_json::Value, name: &str) -> bool {
    badge["types"].as_array().is_some_and(|types| types.iter().any(|t| t == name))
}

#[test]
fn reads_every_badge_that_verifies_elsewhere() {
    let badges = badges("reading of published badges");
    let mut refused = Vec::new();
    for (badge, document) in &badges {
        let is_badge = has_type(badge, "OpenBadgeCredential") || has_type(badge, "AchievementCredential");
        if !is_badge || badge["expected"]["signature"] != "valid" || !badge["expected"]["strict_json_ld"].is_null() {
            continue;
        }
        if let Err(fault) = Credential::examine(document.root()).compatible() {
            refused.push((badge["file"].as_str().unwrap(), fault.code()));
        }
    }
    if !badges.is_empty() {
        assert_eq!(refused, REFUSED);
    }
}

#[test]
fn reads_every_endorsement_that_verifies_elsewhere() {
    for (badge, document) in badges("reading of published endorsements") {
        if has_type(&badge, "EndorsementCredential") && badge["expected"]["signature"] == "valid" {
            let read = EndorsementCredential::examine(document.root()).compatible();
            assert!(read.is_ok(), "{}: {read:?}", badge["file"]);
        }
    }
}

#[test]
fn what_was_read_strictly_is_written_and_read_again_as_the_same() {
    for (badge, document) in badges("writing of published badges") {
        let Ok(credential) = Credential::read(document.root()) else { continue };
        let written = Document::parse(credential.to_json().as_bytes(), &Limits::DEFAULT).unwrap();
        assert_eq!(Credential::read(written.root()).as_ref(), Ok(&credential), "{}", badge["file"]);
        for (name, node) in document.root().members() {
            assert!(written.root().get(name).is_some() || node.is_null(), "{}: {name}", badge["file"]);
        }
    }
}

#[test]
fn names_the_fault_that_each_negative_sample_was_made_for() {
    let mut met = 0;
    for (badge, document) in badges("published negative samples") {
        let file = badge["file"].as_str().unwrap();
        let Some((_, code, pointer)) = FAULTS.iter().find(|(name, ..)| file.ends_with(name)) else { continue };
        met += 1;
        let faults = openbadges::wire::ob3::faults(document.root());
        let found = faults.iter().any(|fault| fault.code() == *code && fault.pointer() == *pointer);
        assert!(found, "{file}: {faults:?}");
    }
    assert!(met == 0 || met == FAULTS.len());
}

/// Validly signed and yet no badges of the standard: a required member is missing.
const REFUSED: [(&str, &str); 3] = [
    ("1edtech-validator/inspector-vc_ob30_simple-err-issued.json", "wire.missing"),
    ("1edtech-validator/inspector-vc_ob30_simple-err-issuer.json", "wire.missing"),
    ("vc-test-fixtures/v2_dataIntegrityProof_didKey_twoOIDF-revoked-notExpired-badSchema.json", "wire.legacy-member"),
];

const FAULTS: [(&str, &str, &str); 10] = [
    ("simple-err-context.json", "wire.context", "/@context/0"),
    ("simple-err-type.json", "wire.type-missing", "/type"),
    ("simple-err-issuer-type.json", "wire.type-missing", "/issuer/type"),
    ("simple-err-issuer-parentorg-type.json", "wire.type-missing", "/issuer/parentOrg/type"),
    ("simple-err-issuer-otheridentifier-type.json", "wire.type-missing", "/issuer/otherIdentifier/1/type"),
    ("simple-err-evidence-type.json", "wire.type-missing", "/evidence/1/type"),
    ("simple-err-credential-subject-type.json", "wire.type-missing", "/credentialSubject/type"),
    ("simple-err-credential-subject-identifier-type.json", "wire.type-missing", "/credentialSubject/identifier/0/type"),
    ("simple-err-credential-subject-profile-type.json", "wire.type-missing", "/credentialSubject/source/type"),
    ("simple-err-credential-subject-result-type.json", "wire.type-missing", "/credentialSubject/result/1/type"),
];
