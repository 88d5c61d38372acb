//! Suites and keys of the past: verified with a warning, never issued.

use super::desk::*;
use super::documents::{DOCUMENT, METHOD, SCHOOL, document, judge_with, multikey, refusal, school_badge};
use openbadges::codec::multibase::encode_base58;
use openbadges::proof::data_integrity::Options;
use openbadges::proof::{LegacySuite, Suite};
use openbadges::verify::{CheckId, Materials, Outcome, Verdict, Verifier, Weight};
use serde_json::{Value, json};

/// A badge on version 1.1 of the data model that jsonld-signatures 11 signed with the seed of 32 ones.
fn of_2018() -> Value {
    let did = did(1);
    json!({
        "@context": [V1, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"],
        "id": "urn:uuid:6f1c1d2a-07e4-4b9e-9f0d-4e0d5c3b2a10",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Reading Tides",
        "issuer": {"id": did, "type": ["Profile"], "name": "Harbour School"},
        "issuanceDate": FROM,
        "credentialSubject": {
            "id": LEARNER,
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://school.example/achievements/tides",
                "type": ["Achievement"],
                "name": "Reading Tides",
                "description": "Predicts a tide from a table.",
                "criteria": {"narrative": "Predict three tides."},
            },
        },
        "proof": [{
            "type": "Ed25519Signature2018",
            "created": FROM,
            "verificationMethod": method(1),
            "proofPurpose": "assertionMethod",
            "jws": concat!(
                "eyJhbGciOiJFZERTQSIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..",
                "W1YY0KFY80o-vYGyGtX9OSQUXCaCrcRlGFSSMoEu8XLeAalYdlcakXzy99lMrIMThDNfp_6RVOtQChXvsDGzAQ",
            ),
        }],
    })
}

/// The same credential with a proof of another suite, which key 1 really made.
fn of(suite: LegacySuite) -> Value {
    if suite == LegacySuite::Ed25519Signature2018 {
        return of_2018();
    }
    let mut badge = of_2018();
    let mut proof = json!({"created": FROM, "verificationMethod": method(1), "proofPurpose": "assertionMethod"});
    let (name, context) = match suite {
        LegacySuite::Eddsa2022 => {
            proof["cryptosuite"] = json!("eddsa-2022");
            ("DataIntegrityProof", "https://w3id.org/security/data-integrity/v1")
        }
        _ => (suite.name(), "https://w3id.org/security/suites/ed25519-2020/v1"),
    };
    proof["type"] = json!(name);
    badge["@context"].as_array_mut().unwrap().push(json!(context));
    badge.as_object_mut().unwrap().remove("proof");
    parse(&proven(&badge, proof))
}

#[test]
fn a_badge_of_each_is_accepted_with_a_warning_where_the_reading_is_compatible() {
    for suite in LegacySuite::ALL {
        let report = compatibly(&of(*suite).to_string());
        accepts(&report);
        assert_eq!(finding(&report, CheckId::Proof).code(), "proof.legacy-suite");
        assert_eq!(finding(&report, CheckId::Proof).weight(), Weight::Warning);
        assert!(finding(&report, CheckId::Proof).message().contains(&format!("`{suite}`")));
    }
}

#[test]
fn the_strict_reading_does_not_rely_on_them_d12() {
    for suite in LegacySuite::ALL {
        let report = strictly(&of(*suite).to_string());
        assert_eq!(told(&report, CheckId::Proof), (Outcome::Unknown, vec!["proof.legacy-suite"]), "{suite}");
        assert!(report.proven().is_none());
    }
}

#[test]
fn an_altered_badge_is_rejected_under_each() {
    for suite in LegacySuite::ALL {
        for (pointer, value) in [
            ("/name", "Reading Ties"),
            ("/proof/0/created", "2026-01-15T09:00:01Z"),
            ("/credentialSubject/id", "did:example:eve"),
        ] {
            let report = compatibly(&put(of(*suite), pointer, json!(value)).to_string());
            rejects(&report, CheckId::Proof, "proof.signature-invalid");
        }
    }
}

#[test]
fn one_suite_does_not_pass_for_another_d12() {
    let mut renamed = of(LegacySuite::Eddsa2022);
    renamed["proof"][0]["cryptosuite"] = json!("eddsa-rdfc-2022");
    rejects(&compatibly(&renamed.to_string()), CheckId::Proof, "proof.signature-invalid");
}

#[test]
fn a_detached_jws_has_one_known_header_and_no_second_signature_t7_d21() {
    let badge = of_2018();
    let jws = badge["proof"][0]["jws"].as_str().unwrap();
    let (header, signature) = jws.split_once("..").unwrap();
    // {"alg":"EdDSA"}, {"alg":"HS256","b64":false,"crit":["b64"]}, a payload, an unknown letter, a shorter signature
    for other in [
        format!("eyJhbGciOiJFZERTQSJ9..{signature}"),
        format!("eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..{signature}"),
        format!("{header}.e30.{signature}"),
        format!("{header}..{signature}="),
        format!("{header}..{}", &signature[4..]),
        format!("{header}...{signature}"),
        String::new(),
    ] {
        let altered = put(badge.clone(), "/proof/0/jws", json!(other));
        rejects(&compatibly(&altered.to_string()), CheckId::Proof, "proof.malformed");
    }
    let second = put(badge, "/proof/0/proofValue", json!(encode_base58(&[7; 64])));
    rejects(&compatibly(&second.to_string()), CheckId::Proof, "proof.malformed");
}

/// What the school published before there was Multikey.
fn document_of_2018() -> Value {
    let key = signer(1);
    let base58 = encode_base58(key.verifying_key().as_bytes());
    let method = json!({
        "id": METHOD,
        "type": "Ed25519VerificationKey2018",
        "controller": SCHOOL,
        "publicKeyBase58": base58.strip_prefix('z').unwrap(),
    });
    put(document(), "/verificationMethod/0", method)
}

#[test]
fn a_key_in_base58_is_read_with_a_warning() {
    let mut materials = Materials::none();
    materials.insert(DOCUMENT, document_of_2018().to_string().into_bytes(), &LIMITS).unwrap();
    let badge = open(&school_badge());
    let report = verify(&Verifier::compatible(), &badge, &materials, NOW);
    accepts(&report);
    assert_eq!(told(&report, CheckId::IssuerKey), (Outcome::Pass, vec!["issuer-key.legacy-form"]));
    assert_eq!(finding(&report, CheckId::IssuerKey).weight(), Weight::Warning);
    // The strict reading does not rely on it.
    let report = verify(&Verifier::strict(), &badge, &materials, NOW);
    assert_eq!(report.verdict(), Verdict::Undecided);
    assert_eq!(told(&report, CheckId::IssuerKey), (Outcome::Unknown, vec!["issuer-key.legacy-form"]));
    assert!(report.proven().is_none());
    // Another's key stays another's.
    let foreign = open(&signed_with(&with("/issuer/id", json!(SCHOOL)), 2, &options_of(METHOD)));
    let report = verify(&Verifier::compatible(), &foreign, &materials, NOW);
    rejects(&report, CheckId::Proof, "proof.signature-invalid");
}

fn options_of(method: &str) -> Options {
    Options::new(Suite::EddsaRdfc2022).with_verification_method(method)
}

#[test]
fn a_key_in_base58_beside_a_multikey_is_the_same_key() {
    let both = put(document_of_2018(), "/verificationMethod/0/publicKeyMultibase", json!(multikey(1)));
    let report = judge_with(&school_badge(), DOCUMENT, &both.to_string());
    accepts(&report);
    assert_eq!(told(&report, CheckId::IssuerKey).1, ["issuer-key.resolved"]);
    let differing = put(document_of_2018(), "/verificationMethod/0/publicKeyMultibase", json!(multikey(2)));
    assert_eq!(refusal(&differing), "controller.key-mismatch");
}

#[test]
fn a_key_in_base58_has_32_bytes_and_a_type_that_says_what_they_are() {
    let with_key = |text: &str| put(document_of_2018(), "/verificationMethod/0/publicKeyBase58", json!(text));
    let long = encode_base58(&[7; 64]);
    for text in
        ["", "1", "0OIl", &multikey(1), &long[1..], &encode_base58(&[7; 31])[1..], &encode_base58(&[7; 33])[1..]]
    {
        assert_eq!(refusal(&with_key(text)), "key.malformed", "{text}");
    }
    // The point of order 1, which signs for everybody.
    let mut identity = [0; 32];
    identity[0] = 1;
    assert_eq!(refusal(&with_key(&encode_base58(&identity)[1..])), "key.small-order");
    for kind in ["Multikey", "JsonWebKey", "Ed25519VerificationKey2020", "EcdsaSecp256k1VerificationKey2019"] {
        let other = put(document_of_2018(), "/verificationMethod/0/type", json!(kind));
        assert_eq!(refusal(&other), "controller.malformed", "{kind}");
    }
}
