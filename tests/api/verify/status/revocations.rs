//! Lists of the past: `1EdTechRevocationList`, and the draft Status List 2021.

use super::*;

const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

fn listed() -> String {
    let badge = put(
        with("/credentialStatus", json!({"id": LIST, "type": "1EdTechRevocationList"})),
        "/@context",
        json!([V2, OB, EXTENSIONS]),
    );
    signed(&badge)
}

fn revocations(items: Value) -> Value {
    json!({"id": LIST, "issuer": did(1), "revokedCredential": items})
}

fn compatibly_with(badge: &str, document: &str) -> Report {
    verify(&Verifier::compatible(), &open(badge), &handing_in(document), NOW)
}

#[test]
fn a_list_of_revocations_is_read_with_a_warning_and_relied_on_in_the_compatible_reading_only_s23() {
    let others =
        revocations(json!([{"id": "urn:uuid:other", "revoked": true}, {"id": "urn:uuid:b0", "revoked": false}]));
    let report = compatibly_with(&listed(), &others.to_string());
    accepts(&report);
    assert_eq!(told(&report, CheckId::Status), (Outcome::Pass, vec!["status.legacy-form"]));
    status(&judged(&listed(), &others.to_string()), Outcome::Unknown, "status.legacy-form");
    for revoked in [
        json!({"id": "urn:uuid:b0", "revocationReason": "copied"}),
        json!({"id": "urn:uuid:b0", "revoked": true, "revocationReason": "copied"}),
    ] {
        let document = revocations(json!([revoked])).to_string();
        for report in [judged(&listed(), &document), compatibly_with(&listed(), &document)] {
            rejects(&report, CheckId::Status, "status.revoked");
            assert!(finding(&report, CheckId::Status).message().contains("copied"));
        }
    }
}

#[test]
fn a_list_of_revocations_that_is_another_s_or_unreadable_says_nothing() {
    let good = revocations(json!([]));
    for (document, code) in [
        (put(good.clone(), "/issuer", json!(did(2))), "status.list-issuer"),
        (without(good.clone(), "/issuer"), "status.list-issuer"),
        (put(good.clone(), "/id", json!("https://school.example/status/2")), "status.list-id"),
        (without(good.clone(), "/revokedCredential"), "status.list-unreadable"),
        (put(good.clone(), "/revokedCredential", json!(["urn:uuid:b0"])), "status.list-unreadable"),
        (json!([]), "status.list-id"),
    ] {
        status(&compatibly_with(&listed(), &document.to_string()), Outcome::Unknown, code);
    }
    status(&compatibly(&listed()), Outcome::Unknown, "status.list-missing");
    accepts(&compatibly_with(&listed(), &put(good, "/issuer", json!({"id": did(1)})).to_string()));
}

#[test]
fn the_draft_of_status_lists_is_read_with_a_warning_s23() {
    const DRAFT: &str = "https://w3id.org/vc/status-list/2021/v1";
    let badge = put(
        with("/credentialStatus", put(entry("revocation", "7"), "/type", json!("StatusList2021Entry"))),
        "/@context",
        json!([V2, OB, DRAFT]),
    );
    let badge = signed_as_json(&badge);
    let document = |set: &[usize]| {
        let list =
            put(list(json!("revocation"), encoded(set).strip_prefix('u').unwrap()), "/@context", json!([V1, DRAFT]));
        let list = put(list, "/type", json!(["VerifiableCredential", "StatusList2021Credential"]));
        let list = put(list, "/credentialSubject/type", json!("StatusList2021"));
        let list = put(without(list, "/validFrom"), "/issuanceDate", json!(FROM));
        signed_as_json(&list)
    };
    let report = compatibly_with(&badge, &document(&[]));
    assert_eq!(told(&report, CheckId::Status), (Outcome::Pass, vec!["status.legacy-form", "status.clear"]));
    assert!(told(&judged(&badge, &document(&[7])), CheckId::Status).1.contains(&"status.revoked"));
    assert_eq!(check(&judged(&badge, &document(&[])), CheckId::Status).outcome(), Outcome::Unknown);
    let report = compatibly_with(&badge, &revoking(&[]));
    assert_eq!(told(&report, CheckId::Status), (Outcome::Unknown, vec!["status.legacy-form", "status.list-form"]));
}
