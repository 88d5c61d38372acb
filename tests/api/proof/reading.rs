//! What is a proof, and what is none: one shape, whatever the suite.

use super::{LIMITS, code, code_after, read, signed};
use openbadges::base::limits::Limits;
use openbadges::proof::data_integrity::proofs;
use openbadges::proof::{Error, Suite};

const VALUE: &str = "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme";

fn proof(members: &str) -> String {
    format!(
        r#"{{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","verificationMethod":"did:example:a#b",
        "proofPurpose":"assertionMethod","proofValue":"{VALUE}"{members}}}"#
    )
}

fn code_of(proof: &str) -> &'static str {
    let document = read(&format!(r#"{{"proof":{proof}}}"#));
    code(proofs(document.root(), &LIMITS))
}

#[test]
fn reads_every_member() {
    let members = r#","id":"urn:example:p","created":"2026-05-01T08:00:00+08:00","expires":"2027-05-01T00:00:00Z",
        "domain":["a.example","b.example"],"challenge":"c","previousProof":"urn:example:o""#;
    let document = read(&format!(r#"{{"proof":[{}]}}"#, proof(members)));
    let proofs = proofs(document.root(), &LIMITS).unwrap();
    let [proof] = &proofs[..] else { panic!("one proof") };
    assert_eq!((proof.suite(), proof.suite_name()), (Some(Suite::EddsaJcs2022), "eddsa-jcs-2022"));
    assert_eq!((proof.id(), proof.purpose()), (Some("urn:example:p"), "assertionMethod"));
    assert_eq!(proof.verification_method(), "did:example:a#b");
    assert_eq!(proof.created().unwrap().to_string(), "2026-05-01T00:00:00Z");
    assert_eq!(proof.expires().unwrap().to_string(), "2027-05-01T00:00:00Z");
    assert_eq!((proof.domains(), proof.challenge()), (&["a.example", "b.example"][..], Some("c")));
    assert_eq!(proof.previous(), ["urn:example:o"]);
    assert_eq!(proof.node().pointer(), "/proof/0");
}

#[test]
fn a_document_without_a_proof_is_not_proven() {
    for text in ["{}", r#"{"proof":[]}"#, "[]", "null", "\"proof\""] {
        assert_eq!(code(proofs(read(text).root(), &LIMITS)), "proof.missing", "{text}");
    }
    for text in ["null", "\"x\"", "1", "[[]]", "[null]", "{}"] {
        assert_eq!(code_of(text), "proof.malformed", "{text}");
    }
}

#[test]
fn refuses_a_member_in_another_form() {
    assert_eq!(code_of(&proof("")), "accepted");
    for (from, to) in [
        (r#""type":"DataIntegrityProof""#, r#""type":["DataIntegrityProof"]"#),
        (r#""type":"DataIntegrityProof""#, r#""type":"dataIntegrityProof""#),
        (r#""type":"DataIntegrityProof""#, r#""type":"SomeProofType""#),
        (r#""type":"DataIntegrityProof","#, ""),
        (r#""cryptosuite":"eddsa-jcs-2022""#, r#""cryptosuite":["eddsa-jcs-2022"]"#),
        (r#""cryptosuite":"eddsa-jcs-2022","#, ""),
        (r#""proofPurpose":"assertionMethod""#, r#""proofPurpose":["assertionMethod"]"#),
        (r#""proofPurpose":"assertionMethod","#, ""),
        (r#""verificationMethod":"did:example:a#b""#, r#""verificationMethod":{"id":"did:example:a#b"}"#),
        (r#""verificationMethod":"did:example:a#b""#, r#""verificationMethod":"z6MkiTBz1y""#),
        (r#""verificationMethod":"did:example:a#b""#, r##""verificationMethod":"#b""##),
        (r#""verificationMethod":"did:example:a#b","#, ""),
    ] {
        let text = proof("");
        assert!(text.contains(from), "{from}");
        assert_eq!(code_of(&text.replacen(from, to, 1)), "proof.malformed", "{to}");
    }
    for (members, expected) in [
        (r#","id":"p""#, "proof.malformed"),
        (r#","id":["urn:example:p"]"#, "proof.malformed"),
        (r#","domain":1"#, "proof.malformed"),
        (r#","domain":["a.example",null]"#, "proof.malformed"),
        (r#","challenge":["c"]"#, "proof.malformed"),
        (r#","previousProof":456321"#, "proof.malformed"),
        (r#","previousProof":["urn:example:o",1]"#, "proof.malformed"),
        (r#","jws":"a..b""#, "proof.malformed"),
        (r#","created":1"#, "proof.malformed"),
        (r#","created":"2026-05-01""#, "time.malformed"),
        (r#","created":"2026-05-01T00:00:00""#, "time.malformed"),
        (r#","expires":"2026-05-01T00:00:60Z""#, "time.malformed"),
        (r#","created":"2026-05-02T00:00:00Z","expires":"2026-05-01T00:00:00Z""#, "proof.expires-before-created"),
        (r#","created":"2026-05-01T00:00:00Z","expires":"2026-05-01T00:00:00Z""#, "accepted"),
    ] {
        assert_eq!(code_of(&proof(members)), expected, "{members}");
    }
}

#[test]
fn refuses_a_proof_value_that_is_not_64_bytes_in_base58() {
    let value = |bytes: &[u8]| openbadges::codec::multibase::encode_base58(bytes);
    let base64url = openbadges::codec::multibase::encode_base64url(&[7; 64]);
    for text in [
        String::new(),
        "z".to_owned(),
        value(&[7; 63]),
        value(&[7; 65]),
        value(&[7; 96]),
        format!("z1{}", &VALUE[1..]),
        VALUE[1..].to_owned(),
        VALUE.replacen('z', "m", 1),
        base64url,
        format!("{VALUE} "),
        VALUE.replace('Y', "0"),
        VALUE[..VALUE.len() - 3].to_owned(),
        format!("z{}", "1".repeat(100_000)),
        format!("f{}", "07".repeat(64)),
    ] {
        assert_eq!(code_of(&proof("").replace(VALUE, &text)), "proof.malformed", "{}", &text[..text.len().min(99)]);
    }
    for text in ["null", "1", "[]", &format!("[\"{VALUE}\"]")] {
        assert_eq!(code_of(&proof("").replace(&format!("\"{VALUE}\""), text)), "proof.malformed", "{text}");
    }
    assert_eq!(code_of(&proof("").replace(&format!(",\"proofValue\":\"{VALUE}\""), "")), "proof.malformed");
}

#[test]
fn the_limit_of_proof_values_is_checked_too() {
    let document = read(&format!(r#"{{"proof":{}}}"#, proof("")));
    let mut limits = Limits::DEFAULT;
    limits.proof_value_chars = VALUE.len();
    assert_eq!(code(proofs(document.root(), &limits)), "accepted");
    limits.proof_value_chars -= 1;
    assert_eq!(code(proofs(document.root(), &limits)), "proof.malformed");
}

#[test]
fn takes_sixteen_proofs_and_no_more() {
    let many = |count: usize| format!("[{}]", vec![proof(""); count].join(","));
    assert_eq!(code_of(&many(16)), "accepted");
    assert_eq!(code_of(&many(17)), "proof.too-many");
    assert_eq!(code_of(&many(2_000)), "proof.too-many");
}

#[test]
fn names_are_told_apart() {
    let (one, two) = (proof(r#","id":"urn:example:1""#), proof(r#","id":"urn:example:2""#));
    assert_eq!(code_of(&format!("[{one},{two}]")), "accepted");
    assert_eq!(code_of(&format!("[{one},{two},{one}]")), "proof.duplicate-id");
    for (at, rest) in [
        ("/id", r#""id":"urn:example:1""#),
        ("/a/1/b/id", r#""a":[{"id":"urn:example:3"},{"b":{"id":"urn:example:1"}}]"#),
    ] {
        let document = read(&format!(r#"{{"proof":{one},{rest}}}"#));
        let error = proofs(document.root(), &LIMITS).unwrap_err();
        assert!(matches!(&error, Error::SharedId { at: found, .. } if found == at), "{error}");
    }
}

#[test]
fn an_unknown_suite_is_named_and_never_verified() {
    let document = signed(Suite::EddsaJcs2022);
    for name in ["EDDSA-JCS-2022", "eddsa-jcs-2023", "eddsa-rdf-2022", "ecdsa-rdfc-2022", "bbs-2023", ""] {
        let altered = document.as_str().replace("eddsa-jcs-2022", name);
        let error = super::verify(&read(&altered)).unwrap_err();
        assert_eq!(error.code(), "proof.unsupported-suite");
        assert!(error.to_string().contains(&format!("`{name}`")), "{error}");
    }
    let other = r#""type":"JsonWebSignature2020""#;
    assert_eq!(code_after(&document, r#""type":"DataIntegrityProof""#, other), "proof.unsupported-suite");
}

#[test]
fn an_error_says_where_and_what() {
    let document = read(&format!(r#"{{"proof":[{},{}]}}"#, proof(""), proof("").replace("\"assertionMethod\"", "7")));
    let error = proofs(document.root(), &LIMITS).unwrap_err();
    assert_eq!(error.to_string(), "`/proof/1/proofPurpose`: expected a string such as `assertionMethod`, found `7`");
}
