//! What happens to a signature when anything around it changes.

use super::{CREDENTIAL, LIMITS, code, code_after, read, signed, signed_with, signer, signer_of, suites, verify};
use openbadges::codec::json::{Document, jcs};
use openbadges::proof::Suite;
use openbadges::proof::data_integrity::{Options, as_signed, proofs};
use openbadges::proof::did::key_method;

const V2: &str = r#""https://www.w3.org/ns/credentials/v2""#;

#[test]
fn no_altered_byte_leaves_a_good_signature_on_another_document() {
    for (suite, key) in suites() {
        let document = signed_with(&read(CREDENTIAL), &key, &Options::new(suite));
        let canonical = jcs::to_string(document.root(), &[]);
        let mut accepted = 0;
        for at in 0..document.as_str().len() {
            for flip in [0x01, 0x20] {
                let mut bytes = document.as_str().as_bytes().to_vec();
                bytes[at] ^= flip;
                let Ok(altered) = Document::parse(&bytes, &LIMITS) else { continue };
                if verify(&altered).is_ok() {
                    accepted += 1;
                    // Only the hex digits of an escape have two spellings.
                    assert_eq!(jcs::to_string(altered.root(), &[]), canonical, "byte {at}");
                }
            }
        }
        assert!(accepted <= 2, "{suite}: {accepted}");
    }
}

#[test]
fn a_proof_belongs_to_one_document() {
    for (suite, key) in suites() {
        let document = signed_with(&read(CREDENTIAL), &key, &Options::new(suite));
        let stranger = signer_of(key.verifying_key().algorithm(), 4);
        assert_eq!(code_after(&document, "Ada Wong", "Eve Wong"), "proof.signature-invalid");
        assert_eq!(
            code_after(&document, "\"did:example:learner\"", "\"did:example:other\""),
            "proof.signature-invalid"
        );
        assert_eq!(code_after(&document, "assertionMethod", "authentication"), "proof.signature-invalid");
        let other = signed_with(&document, &stranger, &Options::new(suite));
        let swapped = other.root().get("proof").unwrap().items().nth(1).unwrap().source();
        let own = document.root().get("proof").unwrap().source();
        assert_eq!(code(verify(&read(&document.as_str().replace(own, swapped)))), "accepted");
        let mixed = swapped.replace(&key_method(stranger.verifying_key()), &key_method(key.verifying_key()));
        assert_eq!(code(verify(&read(&document.as_str().replace(own, &mixed)))), "proof.signature-invalid");
    }
}

#[test]
fn the_name_of_the_suite_is_signed() {
    let document = signed(Suite::EddsaRdfc2022);
    assert_eq!(code_after(&document, "eddsa-rdfc-2022", "eddsa-jcs-2022"), "proof.signature-invalid");
    let document = signed(Suite::EddsaJcs2022);
    assert_eq!(code_after(&document, "eddsa-jcs-2022", "eddsa-rdfc-2022"), "proof.signature-invalid");
}

#[test]
fn one_broken_proof_is_not_hidden_by_a_good_one() {
    let first = signed(Suite::EddsaRdfc2022);
    let both = signed_with(&first, &signer(4), &Options::new(Suite::EddsaRdfc2022));
    let proof = first.root().get("proof").unwrap().source();
    let broken = proof.replace("assertionMethod", "authentication");
    assert_eq!(code_after(&both, proof, &broken), "proof.signature-invalid");
}

#[test]
fn the_proof_has_no_member_that_its_signature_leaves_out() {
    let document = signed(Suite::EddsaRdfc2022);
    let start = r#"{"type":"DataIntegrityProof""#;
    for member in [
        r#""remark":"x""#,
        r#""https://w3id.org/security#expiration":"2099-01-01T00:00:00Z""#,
        r#""sec:expiration":"2099-01-01T00:00:00Z""#,
        r#""@id":"urn:example:p""#,
        r#""@graph":[]"#,
    ] {
        let found = code_after(&document, start, &format!("{start},{member}"));
        assert!(found.starts_with("ld."), "{member}: {found}");
    }
    let document = signed(Suite::EddsaJcs2022);
    assert_eq!(code_after(&document, start, &format!("{start},\"remark\":\"x\"")), "proof.signature-invalid");
}

#[test]
fn a_proof_of_statements_brings_no_context_of_its_own() {
    let document = signed(Suite::EddsaRdfc2022);
    let start = r#"{"type":"DataIntegrityProof""#;
    for (context, expected) in [
        (format!("[{V2}]"), "accepted"),
        (V2.to_owned(), "proof.context-mismatch"),
        ("[]".to_owned(), "proof.context-mismatch"),
        (format!("[{V2},{V2}]"), "proof.context-mismatch"),
        (r#"{"expires":"urn:example:x"}"#.to_owned(), "proof.context-mismatch"),
        ("null".to_owned(), "proof.context-mismatch"),
    ] {
        let found = code_after(&document, start, &format!("{start},\"@context\":{context}"));
        assert_eq!(found, expected, "{context}");
    }
}

#[test]
fn contexts_may_be_appended_to_signed_json_and_are_taken_off_again() {
    let document = signed(Suite::EddsaJcs2022);
    let appended = read(&document.as_str().replacen(
        &format!("\"@context\" :[{V2}]"),
        &format!("\"@context\" :[{V2}, \"https://w3id.org/security/data-integrity/v2\"]"),
        1,
    ));
    assert_ne!(appended.as_str(), document.as_str());
    verify(&appended).unwrap();
    let read_proofs = proofs(appended.root(), &LIMITS).unwrap();
    let restored = as_signed(appended.root(), &read_proofs[0], &LIMITS).unwrap().unwrap();
    assert_eq!(jcs::to_string(restored.root(), &[]), jcs::to_string(document.root(), &[]));
    let read_proofs = proofs(document.root(), &LIMITS).unwrap();
    assert!(as_signed(document.root(), &read_proofs[0], &LIMITS).unwrap().is_none());
}

#[test]
fn any_other_change_of_the_context_is_seen_in_signed_json() {
    let document = signed(Suite::EddsaJcs2022);
    let context = format!("\"@context\" :[{V2}]");
    for to in [
        format!("\"@context\":{V2}"),
        format!("\"@context\":[\"https://w3id.org/security/data-integrity/v2\",{V2}]"),
        "\"@context\":[]".to_owned(),
        "\"a\":1".to_owned(),
    ] {
        assert_eq!(code_after(&document, &context, &to), "proof.context-mismatch", "{to}");
    }
}

#[test]
fn a_proof_without_contexts_stands_beside_one_with_them() {
    // As some signers write it: the context is left out of the configuration, and the document's own is hashed.
    let document = read(CREDENTIAL);
    let key = signer(3);
    let method = key_method(key.verifying_key());
    let configuration = format!(
        r#"{{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","verificationMethod":"{method}","proofPurpose":"assertionMethod"}}"#
    );
    let hash = |text: String| -> [u8; 32] {
        sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new_with_prefix(text)).into()
    };
    let message =
        [hash(jcs::to_string(read(&configuration).root(), &[])), hash(jcs::to_string(document.root(), &[]))].concat();
    let value = openbadges::codec::multibase::encode_base58(&key.sign(&message).unwrap());
    let proof = configuration.replace('}', &format!(",\"proofValue\":\"{value}\"}}"));
    let bare = read(&CREDENTIAL.replacen('{', &format!("{{\"proof\":{proof},"), 1));
    verify(&bare).unwrap();
    let both = signed_with(&bare, &signer(4), &Options::new(Suite::EddsaJcs2022));
    verify(&both).unwrap();
    let as_text = code_after(&bare, &format!("\"@context\" :[{V2}]"), &format!("\"@context\":{V2}"));
    assert_eq!(as_text, "proof.signature-invalid");
}
