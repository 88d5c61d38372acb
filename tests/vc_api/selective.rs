//! Credentials that their holder shows in part (vc-di-ecdsa, `ecdsa-sd-2023`): issued, derived and verified.

use super::*;
use openbadges::codec::multibase;

/// What the suite issues: two facts about a subject.
fn credential() -> Value {
    let subject = json!({"id": "did:example:subject", "name": "Alice", "description": "A reader of tides."});
    with(&with(&second(), "/credentialSubject", subject), "/validUntil", json!("2199-01-01T00:00:00Z"))
}

fn base(options: &Value) -> (u16, Value) {
    call("/ecdsa-sd-2023/credentials/issue", &json!({"credential": credential(), "options": options}))
}

fn derive(base: &Value, pointers: &Value) -> (u16, Value) {
    let body = json!({"verifiableCredential": base, "options": {"selectivePointers": pointers}});
    call("/ecdsa-sd-2023/credentials/derive", &body)
}

#[track_caller]
fn derived(base: &Value, pointers: &Value) -> Value {
    let (status, answer) = derive(base, pointers);
    assert_eq!(status, 201, "{answer}");
    answer
}

fn proof_value(credential: &Value) -> Vec<u8> {
    let text = credential["proof"]["proofValue"].as_str().unwrap();
    assert!(text.starts_with('u'), "{text}");
    multibase::decode(text, 100_000).unwrap()
}

#[test]
fn what_is_issued_has_a_base_proof_and_what_is_derived_is_verified() {
    let base = issued("ecdsa-sd-2023", &credential());
    assert_eq!(without(&base, "/proof"), credential());
    assert_eq!(base["proof"]["cryptosuite"], "ecdsa-sd-2023");
    assert_eq!(proof_value(&base)[..6], [0xd9, 0x5d, 0x00, 0x85, 0x58, 64]);
    not_verified(&base, "proof.base-proof");
    let shown = derived(&base, &json!(["/credentialSubject/name"]));
    assert_eq!(proof_value(&shown)[..6], [0xd9, 0x5d, 0x01, 0x85, 0x58, 64]);
    assert_eq!(shown["credentialSubject"], json!({"id": "did:example:subject", "name": "Alice"}));
    assert_eq!((&shown["issuer"], &shown["validUntil"]), (&base["issuer"], &base["validUntil"]));
    verified(&shown);
    not_verified(&with(&shown, "/credentialSubject/name", json!("Eve")), "proof.signature-invalid");
    not_verified(&without(&shown, "/validUntil"), "proof.signature-invalid");
}

#[test]
fn a_credential_of_version_1_1_is_shown_in_part_too() {
    let base = issued("ecdsa-sd-2023", &first());
    assert_eq!(base["@context"], json!([V1, DATA_INTEGRITY]));
    let shown = derived(&base, &json!(["/credentialSubject"]));
    assert_eq!(shown["issuanceDate"], first()["issuanceDate"]);
    verified(&shown);
}

#[test]
fn mandatory_pointers_of_the_options_are_those_of_the_proof_and_nothing_else() {
    let (status, base) = base(&json!({"mandatoryPointers": ["/credentialSubject/name"]}));
    assert_eq!(status, 201, "{base}");
    assert!(proof_value(&base).ends_with(b"\x81\x77/credentialSubject/name"));
    let shown = derived(&base, &json!([]));
    assert_eq!(shown["credentialSubject"]["name"], "Alice");
    assert_eq!((shown.get("issuer"), shown.get("validUntil")), (None, None));
    // Without an issuer it is no credential, which its holder finds out in time.
    not_verified(&shown, "model.missing");
    verified(&derived(&base, &json!(["/issuer"])));
}

#[test]
fn no_mandatory_pointer_at_all_is_the_callers_choice() {
    let (status, base) = base(&json!({"mandatoryPointers": []}));
    assert_eq!(status, 201, "{base}");
    assert_eq!(proof_value(&base).last(), Some(&0x80));
    verified(&derived(&base, &json!(["/issuer", "/credentialSubject/id"])));
    refused(derive(&base, &json!([])), "proof.selection", &base);
}

#[test]
fn pointers_that_are_none_or_lead_nowhere_get_400() {
    for (pointers, code) in [
        (json!(["/nothing"]), "proof.pointer"),
        (json!(["issuer"]), "proof.pointer"),
        (json!(["/type/9"]), "proof.pointer"),
        (json!(["/".repeat(100_000)]), "proof.pointer"),
        (json!([7]), "model.malformed"),
        (json!("/issuer"), "model.malformed"),
        (json!({"0": "/issuer"}), "model.malformed"),
        (json!(null), "model.malformed"),
    ] {
        refused(base(&json!({"mandatoryPointers": pointers})), code, &pointers);
        refused(derive(&issued("ecdsa-sd-2023", &credential()), &pointers), code, &pointers);
    }
}

#[test]
fn many_pointers_cost_no_more_than_the_document() {
    let base = issued("ecdsa-sd-2023", &credential());
    let shown = derived(&base, &json!(vec!["/credentialSubject/name"; 30_000]));
    verified(&shown);
}

#[test]
fn only_a_credential_with_one_base_proof_can_be_derived_from() {
    let base = issued("ecdsa-sd-2023", &credential());
    let shown = derived(&base, &json!([]));
    let whole = issued("ecdsa-rdfc-2019-p256", &credential());
    let two = with(&base, "/proof", json!([base["proof"], base["proof"]]));
    for (other, code) in [
        (credential(), "proof.missing"),
        (two, "proof.too-many"),
        (shown, "proof.base-malformed"),
        (whole, "proof.base-malformed"),
        (with(&base, "/proof", json!(7)), "proof.base-malformed"),
        (with(&base, "/proof/proofValue", json!("u2V0AhVhA")), "proof.base-malformed"),
        (with(&base, "/name", json!("added")), "proof.base-malformed"),
        (with(&base, "/undefinedTerm", json!(1)), "ld.undefined-term"),
    ] {
        refused(derive(&other, &json!([])), code, &other);
    }
    let body = json!({"verifiableCredential": base, "options": {}});
    refused(call("/ecdsa-sd-2023/credentials/derive", &body), "model.missing", &body);
}

#[test]
fn what_is_derived_from_a_base_proof_that_was_altered_is_not_verified() {
    let base = issued("ecdsa-sd-2023", &credential());
    let altered = with(&base, "/credentialSubject/name", json!("Eve"));
    not_verified(&derived(&altered, &json!(["/credentialSubject/name"])), "proof.signature-invalid");
    // What was hidden was not altered.
    verified(&derived(&altered, &json!(["/credentialSubject/id"])));
}
