//! What the suites expect of issued credentials, whatever the suite (sections "issue" of vc-di-eddsa and vc-di-ecdsa).

use super::*;
use openbadges::codec::multibase;

#[test]
fn a_credential_of_version_1_1_gets_a_proof_and_its_context() {
    for (prefix, suite) in PREFIXES {
        let answer = issued(prefix, &first());
        // Bare, not wrapped in `verifiableCredential`.
        assert_eq!(answer["type"], json!(["VerifiableCredential"]));
        assert_eq!(answer["@context"], json!([V1, DATA_INTEGRITY]));
        assert_eq!(without(&with(&answer, "/@context", json!([V1])), "/proof"), first());
        let proof = &answer["proof"];
        assert_eq!((&proof["type"], &proof["cryptosuite"]), (&json!("DataIntegrityProof"), &json!(suite)));
        assert_eq!(proof["proofPurpose"], "assertionMethod");
        let value = proof["proofValue"].as_str().unwrap();
        assert!(value.starts_with('z'), "{value}");
        let length = if prefix.ends_with("p384") { 96 } else { 64 };
        assert_eq!(multibase::decode(value, 200).unwrap().len(), length, "{prefix}");
        verified(&answer);
    }
}

#[test]
fn the_issuer_is_the_did_key_that_the_proof_names() {
    for (prefix, start) in [
        ("eddsa-rdfc-2022", "did:key:z6Mk"),
        ("ecdsa-rdfc-2019-p256", "did:key:zDna"),
        ("ecdsa-jcs-2019-p384", "did:key:z82L"),
    ] {
        let id = issuer(prefix);
        assert!(id.starts_with(start), "{id}");
        let method = issued(prefix, &second())["proof"]["verificationMethod"].clone();
        assert_eq!(method, format!("{id}#{}", id.strip_prefix("did:key:").unwrap()));
    }
}

#[test]
fn a_credential_of_version_2_0_keeps_its_contexts() {
    for (prefix, _) in PREFIXES {
        let answer = issued(prefix, &second());
        assert_eq!(without(&answer, "/proof"), second());
        verified(&answer);
    }
}

#[test]
fn a_proof_context_that_is_there_is_not_added_again() {
    let answer = issued("eddsa-rdfc-2022", &with(&first(), "/@context", json!([V1, DATA_INTEGRITY])));
    assert_eq!(answer["@context"], json!([V1, DATA_INTEGRITY]));
    let answer = issued("eddsa-rdfc-2022", &with(&first(), "/@context", json!(V1)));
    assert_eq!(answer["@context"], json!([V1, DATA_INTEGRITY]));
    verified(&answer);
}

#[test]
fn a_jcs_proof_holds_the_context_of_its_document() {
    for prefix in ["eddsa-jcs-2022", "ecdsa-jcs-2019-p256", "ecdsa-jcs-2019-p384"] {
        for credential in [first(), second()] {
            let answer = issued(prefix, &credential);
            assert_eq!(answer["proof"]["@context"], answer["@context"]);
        }
    }
    assert_eq!(issued("eddsa-rdfc-2022", &second())["proof"].get("@context"), None);
}

#[test]
fn a_type_without_meaning_is_refused() {
    for (prefix, _) in PREFIXES {
        for credential in [first(), second()] {
            let body = json!({"credential": with(&credential, "/type/1", json!("InvalidType"))});
            refused(call(&format!("/{prefix}/credentials/issue"), &body), "ld.undefined-type", &body);
        }
    }
}

#[test]
fn a_member_of_the_subject_without_meaning_is_refused() {
    for (prefix, _) in PREFIXES {
        for credential in [first(), second()] {
            let body = json!({"credential": with(&credential, "/credentialSubject/undefinedMember", json!("x"))});
            refused(call(&format!("/{prefix}/credentials/issue"), &body), "ld.undefined-term", &body);
        }
    }
}

#[test]
fn a_credential_without_subject_is_refused() {
    for credential in [first(), second()] {
        not_issued(&without(&credential, "/credentialSubject"), "model.missing");
    }
}

#[test]
fn a_credential_of_version_1_1_needs_its_date() {
    not_issued(&without(&first(), "/issuanceDate"), "model.missing");
    not_issued(&with(&first(), "/issuanceDate", json!("2020-03-16T22:37:26")), "time.malformed");
    not_issued(&with(&first(), "/expirationDate", json!("2019-01-01T00:00:00Z")), "model.malformed");
}

#[test]
fn a_name_of_the_subject_is_signed_under_both_versions() {
    let named = json!([V1, {"name": "https://schema.org/name", "description": "https://schema.org/description"}]);
    let credential = with(&with(&first(), "/@context", named.clone()), "/credentialSubject/name", json!("Alice"));
    for (prefix, _) in PREFIXES {
        let answer = issued(prefix, &credential);
        assert_eq!(answer["@context"], json!([V1, named[1], DATA_INTEGRITY]));
        verified(&answer);
        not_verified(&with(&answer, "/credentialSubject/name", json!("Bob")), "proof.signature-invalid");
    }
}
