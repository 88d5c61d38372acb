//! What signing does to a document, and what it gives back.

use super::{CREDENTIAL, LIMITS, code, read, signed, signed_with, signer, signer_of, suites, verify};
use openbadges::base::time::Timestamp;
use openbadges::codec::json::{Node, jcs};
use openbadges::codec::ld::Contexts;
use openbadges::proof::data_integrity::{self, Options, prepare, proofs};
use openbadges::proof::{Suite, did};

#[test]
fn what_is_signed_verifies() {
    for (suite, key) in suites() {
        let document = signed_with(&read(CREDENTIAL), &key, &Options::new(suite));
        verify(&document).unwrap();
        let proofs = proofs(document.root(), &LIMITS).unwrap();
        assert_eq!(proofs[0].suite(), Some(suite));
        assert_eq!(proofs[0].verification_method(), did::key_method(key.verifying_key()));
        assert_eq!(proofs[0].purpose(), "assertionMethod");
        assert_eq!(proofs[0].created(), None);
    }
}

#[test]
fn signing_twice_gives_the_same_bytes() {
    for (suite, key) in suites() {
        let once = || signed_with(&read(CREDENTIAL), &key, &Options::new(suite));
        assert_eq!(once().as_str(), once().as_str());
    }
}

#[test]
fn the_rest_of_the_text_stays_as_written() {
    for (suite, key) in suites() {
        let document = signed_with(&read(CREDENTIAL), &key, &Options::new(suite));
        let proof = document.root().get("proof").unwrap().source();
        assert_eq!(document.as_str().replace(&format!(",\"proof\":{proof}"), ""), CREDENTIAL);
    }
}

#[test]
fn a_second_proof_stands_beside_the_first() {
    let first = signed(Suite::EddsaRdfc2022);
    let second = signed_with(&first, &signer(4), &Options::new(Suite::EddsaJcs2022));
    let third = signed_with(&second, &signer(5), &Options::new(Suite::EddsaRdfc2022));
    verify(&third).unwrap();
    let nodes: Vec<&str> = third.root().get("proof").unwrap().items().map(Node::source).collect();
    assert_eq!(nodes.len(), 3);
    assert_eq!(nodes[0], first.root().get("proof").unwrap().source());
    assert_eq!(nodes[1], second.root().get("proof").unwrap().items().nth(1).unwrap().source());
    let empty = read(&CREDENTIAL.replacen('{', "{\"proof\":[ ],", 1));
    let filled = signed_with(&empty, &signer(3), &Options::new(Suite::EddsaJcs2022));
    assert_eq!(filled.root().get("proof").unwrap().len(), 1);
}

#[test]
fn the_options_are_written_into_the_proof_and_signed() {
    let options = |suite| {
        Options::new(suite)
            .with_id("urn:uuid:9c0a4f0e-2f59-4b0a-8f0e-0c2a4f6b8d10")
            .with_created(Timestamp::parse("2026-05-01T09:30:00Z").unwrap())
            .with_expires(Timestamp::parse("2027-05-01T09:30:00Z").unwrap())
    };
    for (suite, key) in suites() {
        let document = signed_with(&read(CREDENTIAL), &key, &options(suite));
        verify(&document).unwrap();
        for (from, to) in [("0c2a4f6b8d10", "0c2a4f6b8d11"), ("2026-05-01T09", "2026-05-01T08"), ("2027-05", "2028-05")]
        {
            assert_eq!(super::code_after(&document, from, to), "proof.signature-invalid", "{suite} {to}");
        }
    }
    let method = "did:web:college.example#key-1";
    let hosted = Options::new(Suite::EddsaJcs2022).with_verification_method(method);
    let document = signed_with(&read(CREDENTIAL), &signer(3), &hosted);
    let proofs = proofs(document.root(), &LIMITS).unwrap();
    assert_eq!(proofs[0].verification_method(), method);
    let key = signer(3);
    data_integrity::verify(document.root(), &proofs[0], key.verifying_key(), &Contexts::bundled(), &LIMITS).unwrap();
}

#[test]
fn nothing_leaves_that_would_not_be_read_again() {
    let sign = |text: &str, options: &Options| {
        code(data_integrity::sign(&read(text), &signer(3), options, &Contexts::bundled(), &LIMITS))
    };
    let jcs = Options::new(Suite::EddsaJcs2022);
    assert_eq!(sign(CREDENTIAL, &jcs.clone().with_id("not an IRI")), "proof.malformed");
    assert_eq!(sign(CREDENTIAL, &jcs.clone().with_verification_method("key-1")), "proof.malformed");
    let (late, early) = ("2027-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
    let backwards =
        jcs.clone().with_created(Timestamp::parse(late).unwrap()).with_expires(Timestamp::parse(early).unwrap());
    assert_eq!(sign(CREDENTIAL, &backwards), "proof.expires-before-created");
    assert_eq!(sign("[]", &jcs), "proof.malformed");
    assert_eq!(sign(&CREDENTIAL.replacen('{', "{\"proof\":null,", 1), &jcs), "proof.malformed");
    assert_eq!(sign(&CREDENTIAL.replacen('{', "{\"proof\":{},", 1), &jcs), "proof.malformed");
    let own_id = "urn:uuid:0d8f3c8e-6f0f-4c6a-9a55-2f4d8a1c6e01";
    assert_eq!(sign(CREDENTIAL, &jcs.with_id(own_id)), "proof.shared-id");
}

#[test]
fn a_document_without_contexts_can_be_signed_as_json_only() {
    let document = read(r#"{"a":1}"#);
    let signed = signed_with(&document, &signer(3), &Options::new(Suite::EddsaJcs2022));
    verify(&signed).unwrap();
    let rdfc = Options::new(Suite::EddsaRdfc2022);
    let result = data_integrity::sign(&document, &signer(3), &rdfc, &Contexts::bundled(), &LIMITS);
    assert!(code(result).starts_with("ld."));
}

#[test]
fn a_key_elsewhere_can_sign_what_was_prepared() {
    let document = read(CREDENTIAL);
    for (suite, key) in suites() {
        let other = signer_of(key.verifying_key().algorithm(), 4);
        let (contexts, options) = (Contexts::bundled(), Options::new(suite));
        let begin = || prepare(&document, key.verifying_key(), &options, &contexts, &LIMITS).unwrap();
        let signature = key.sign(begin().bytes_to_sign()).unwrap();
        let finished = begin().finish(&signature, &LIMITS).unwrap();
        assert_eq!(
            jcs::to_string(finished.root(), &[]),
            jcs::to_string(signed_with(&document, &key, &options).root(), &[])
        );
        let wrong = other.sign(begin().bytes_to_sign()).unwrap();
        assert_eq!(code(begin().finish(&wrong, &LIMITS)), "proof.signature-invalid");
        let mut swapped = begin().bytes_to_sign().to_vec();
        let half = swapped.len() / 2;
        swapped.rotate_left(half);
        let swapped = key.sign(&swapped).unwrap();
        assert_eq!(code(begin().finish(&swapped, &LIMITS)), "proof.signature-invalid");
    }
}
