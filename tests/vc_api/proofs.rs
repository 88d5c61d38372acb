//! What a verifier has to refuse of proofs (sections "verify" of vc-di-eddsa and vc-di-ecdsa), and what it has to take.

use super::*;

fn good() -> Value {
    issued("eddsa-rdfc-2022", &second())
}

/// A credential by a key that the server has never seen, with a proof that says something special.
fn special(options: impl Fn(Options) -> Options) -> Value {
    signed(&with(&second(), "/issuer", json!(stranger_id())), &options(Options::new(Suite::EddsaRdfc2022)))
}

#[test]
fn keys_and_issuers_never_seen_before_are_verified() {
    verified(&special(|options| options));
    // Whose key it is, is not asked here.
    verified(&signed(
        &with(&second(), "/issuer", json!("https://vc.example/issuers/1")),
        &Options::new(Suite::EddsaJcs2022),
    ));
}

#[test]
fn options_may_be_absent() {
    let (status, _) = call("/eddsa-rdfc-2022/credentials/verify", &json!({"verifiableCredential": good()}));
    assert_eq!(status, 200);
}

#[test]
fn a_proof_of_another_type_is_refused() {
    not_verified(&with(&good(), "/proof/type", json!("UnknownProofType")), "proof.malformed");
    // A suite of the past, whatever is signed.
    not_verified(&with(&good(), "/proof/type", json!("Ed25519Signature2020")), "ld.undefined-type");
}

#[test]
fn a_missing_proof_is_refused() {
    not_verified(&without(&good(), "/proof"), "proof.missing");
    not_verified(&with(&good(), "/proof", json!(null)), "proof.malformed");
    not_verified(&with(&good(), "/proof", json!([])), "proof.missing");
}

#[test]
fn a_proof_without_one_of_its_members_is_refused() {
    for name in ["type", "cryptosuite", "verificationMethod", "proofPurpose", "proofValue"] {
        not_verified(&without(&good(), &format!("/proof/{name}")), "proof.malformed");
        not_verified(&with(&good(), &format!("/proof/{name}"), json!(null)), "proof.malformed");
    }
}

#[test]
fn another_purpose_is_refused() {
    not_verified(&with(&good(), "/proof/proofPurpose", json!("invalidPurpose")), "ld.undefined-term");
    let wrong = special(|options| options.with_purpose(openbadges::proof::data_integrity::Purpose::Authentication));
    not_verified(&wrong, "model.malformed");
}

#[test]
fn an_unknown_cryptosuite_is_refused() {
    not_verified(&with(&good(), "/proof/cryptosuite", json!("UnknownCryptosuite")), "model.malformed");
}

#[test]
fn a_proof_value_without_its_letter_or_a_character_short_is_refused() {
    for (prefix, _) in PREFIXES {
        let good = issued(prefix, &second());
        let value = good["proof"]["proofValue"].as_str().unwrap();
        for other in [&format!("u{}", &value[1..]), "", "z"] {
            not_verified(&with(&good, "/proof/proofValue", json!(other)), "proof.malformed");
        }
        // By chance one of these may be as many bytes as a signature.
        for other in [&value[1..], &value[..value.len() - 1]] {
            let (status, answer) = verify_with(&with(&good, "/proof/proofValue", json!(other)), &json!({}));
            assert_eq!(status, 400, "{answer}");
            let code = answer["errors"][0]["code"].as_str().unwrap();
            assert!(["proof.malformed", "proof.signature-invalid"].contains(&code), "{code}");
        }
    }
}

#[test]
fn a_word_without_meaning_that_was_added_later_is_refused() {
    for (prefix, _) in PREFIXES {
        let good = issued(prefix, &second());
        not_verified(&with(&good, "/undefinedTerm", json!("x")), "ld.undefined-term");
        not_verified(&with(&good, "/type/1", json!("UndefinedType")), "ld.undefined-type");
        not_verified(&with(&good, "/proof/undefinedTerm", json!("x")), "ld.undefined-term");
    }
}

#[test]
fn a_word_without_meaning_that_was_signed_is_refused() {
    let signed = |pointer, value| signed_as_json(&with(&second(), pointer, value));
    not_verified(&signed("/undefinedTerm", json!("x")), "ld.undefined-term");
    not_verified(&signed("/type/1", json!("UndefinedType")), "ld.undefined-type");
    not_verified(&signed("/credentialSubject/undefinedTerm", json!("x")), "ld.undefined-term");
}

#[test]
fn a_base_that_would_give_a_relative_type_a_meaning_is_refused() {
    for base in ["https://www.w3.org/2018/credentials/", "https://example.org/"] {
        let context = json!([V2, {"@base": base}]);
        let credential = with(&with(&second(), "/@context", context), "/type/1", json!("./Relative"));
        not_verified(&signed_as_json(&credential), "ld.context-forbidden");
        not_issued(&credential, "ld.context-forbidden");
    }
    not_verified(&signed_as_json(&with(&second(), "/type/1", json!("./Relative"))), "ld.undefined-type");
}

#[test]
fn a_credential_that_was_altered_is_refused() {
    for (prefix, _) in PREFIXES {
        for credential in [first(), second()] {
            let good = issued(prefix, &credential);
            let altered = with(&good, "/credentialSubject/id", json!("did:example:other"));
            not_verified(&altered, "proof.signature-invalid");
            not_verified(&with(&good, "/proof/created", json!("2020-01-01T00:00:00Z")), "proof.signature-invalid");
        }
    }
}

#[test]
fn a_key_that_is_not_the_one_named_is_refused() {
    let method = did::key_method(stranger().verifying_key());
    not_verified(&with(&good(), "/proof/verificationMethod", json!(method)), "proof.signature-invalid");
    let two = format!("{}#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", stranger_id());
    not_verified(&with(&good(), "/proof/verificationMethod", json!(two)), "did.fragment");
    not_verified(&with(&good(), "/proof/verificationMethod", json!("https://vc.example/keys#1")), "did.malformed");
}

#[test]
fn times_of_a_proof_have_a_zone_and_are_kept() {
    for name in ["created", "expires"] {
        for time in ["2023-02-24", "2023-02-24T23:36:38", "Sat, 24 Feb 2023 23:36:38 GMT", "invalid", ""] {
            not_verified(&with(&good(), &format!("/proof/{name}"), json!(time)), "time.malformed");
        }
        not_verified(&with(&good(), &format!("/proof/{name}"), json!(1_677_281_798)), "proof.malformed");
    }
    let time = |text: &str| text.parse().unwrap();
    not_verified(&special(|options| options.with_expires(time("2023-02-24T23:36:38Z"))), "model.malformed");
    not_verified(&special(|options| options.with_created(time("2999-02-24T23:36:38Z"))), "model.malformed");
    verified(&special(|options| options.with_expires(time("2999-02-24T23:36:38Z"))));
}

#[test]
fn a_domain_and_a_challenge_that_were_asked_for_are_compared() {
    let both = special(|options| options.with_domain("verifier.example").with_challenge("abc"));
    verified(&both);
    let asked = |options| verify_with(&both, &options);
    assert_eq!(asked(json!({"domain": "verifier.example", "challenge": "abc"})).0, 200);
    for options in [json!({"domain": "other.example"}), json!({"challenge": "abcd"}), json!({"challenge": 1})] {
        refused(asked(options.clone()), "model.malformed", &options);
    }
    for options in [json!({"domain": "verifier.example"}), json!({"challenge": "abc"})] {
        refused(verify_with(&good(), &options), "model.missing", &options);
    }
}

#[test]
fn a_credential_without_contexts_is_refused() {
    not_verified(&without(&good(), "/@context"), "model.missing");
    for (prefix, _) in PREFIXES {
        not_verified(&with(&issued(prefix, &first()), "/@context", json!([V1])), "ld.undefined-type");
    }
}

#[test]
fn a_jcs_proof_with_another_context_than_its_document_is_refused() {
    let good = issued("eddsa-jcs-2022", &second());
    not_verified(&with(&good, "/proof/@context", json!([V2, DATA_INTEGRITY])), "proof.context-mismatch");
}

#[test]
fn a_context_that_is_not_known_is_refused() {
    not_issued(&with(&second(), "/@context/1", json!("https://unknown.example/v1")), "ld.unknown-context");
    let signed = signed_as_json(&with(&second(), "/@context/1", json!("https://unknown.example/v1")));
    not_verified(&signed, "ld.unknown-context");
}
