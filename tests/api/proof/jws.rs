//! Compact signatures by themselves. Names end with the row of the threat table that they hold.

use super::{LIMITS, code, read, signer};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openbadges::base::limits::Limits;
use openbadges::proof::{Algorithm, Jws, VerifyingKey};

fn encode(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// Signed by key 7 whatever the header says.
fn signed(header: &str, payload: &str) -> String {
    let input = format!("{}.{}", encode(header), encode(payload));
    let signature = signer(7).sign(input.as_bytes()).unwrap();
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn judged(text: &str) -> &'static str {
    code(Jws::parse(text, &LIMITS).and_then(|jws| jws.verify(signer(7).verifying_key())))
}

#[test]
fn the_published_example_of_ed25519_verifies_and_is_made_again() {
    // RFC 8037, appendix A
    let key = read(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#);
    let key = VerifyingKey::from_jwk(key.root()).unwrap();
    let text = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.\
        hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    let jws = Jws::parse(text, &LIMITS).unwrap();
    jws.verify(&key).unwrap();
    assert_eq!(jws.payload(), b"Example of Ed25519 signing");
    assert_eq!(jws.header().unwrap().algorithm(), Algorithm::Ed25519);
    let secret = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
        "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let secret = openbadges::proof::SigningKey::from_secret_jwk(secret).unwrap();
    let made = Jws::sign(&[], b"Example of Ed25519 signing", &secret, &LIMITS).unwrap();
    assert_eq!(made.as_str(), text);
}

#[test]
fn only_three_algorithms_are_read_and_none_is_symmetric_t1_t2() {
    assert_eq!(judged(&signed(r#"{"alg":"EdDSA"}"#, "x")), "accepted");
    for alg in
        ["none", "nOnE", "None", "HS256", "HS512", "ES384", "ES512", "ES256K", "PS256", "RS384", "eddsa", "", "Ed25519"]
    {
        assert_eq!(judged(&signed(&format!(r#"{{"alg":"{alg}"}}"#), "x")), "jws.algorithm", "{alg}");
    }
    for header in [r#"{}"#, r#"{"alg":null}"#, r#"{"alg":["EdDSA"]}"#] {
        assert_eq!(judged(&signed(header, "x")), "jws.algorithm", "{header}");
    }
    assert_eq!(judged(&format!("{}.{}.", encode(r#"{"alg":"none"}"#), encode("x"))), "jws.malformed");
}

#[test]
fn a_header_that_demands_something_is_refused_whatever_it_says_t6_t7_t21() {
    for (members, code) in [
        (r#""crit":["exp"]"#, "jws.critical"),
        (r#""crit":[]"#, "jws.critical"),
        (r#""crit":["b64"],"b64":true"#, "jws.critical"),
        (r#""b64":false"#, "jws.unencoded"),
        (r#""b64":true"#, "jws.unencoded"),
        (r#""zip":"DEF""#, "jws.compressed"),
        (r#""typ":7"#, "jws.malformed"),
        (r#""kid":["a"]"#, "jws.malformed"),
        (r#""jwk":"a""#, "jws.malformed"),
    ] {
        assert_eq!(judged(&signed(&format!(r#"{{"alg":"EdDSA",{members}}}"#), "x")), code, "{members}");
    }
}

#[test]
fn a_key_of_another_algorithm_is_refused_before_it_is_used_t8() {
    for alg in ["ES256", "RS256"] {
        assert_eq!(judged(&signed(&format!(r#"{{"alg":"{alg}"}}"#), "x")), "proof.key-algorithm");
    }
}

#[test]
fn one_text_stands_for_one_signature_t9_t10() {
    let good = signed(r#"{"alg":"EdDSA"}"#, "payload");
    assert_eq!(judged(&good), "accepted");
    let parts: Vec<&str> = good.split('.').collect();
    let [header, payload, signature] = parts[..] else { panic!("{good}") };
    for text in [
        header.to_owned(),
        format!("{header}.{payload}"),
        format!("{good}.{payload}"),
        format!("{good}.a.b"),
        format!(".{payload}.{signature}"),
        format!("{header}.{payload}."),
        format!("{header}.{payload}=.{signature}"),
        format!("{header}.{payload}==.{signature}"),
        format!("{good} "),
        format!(" {good}"),
        format!("{header}.{payload}\n.{signature}"),
        format!("{header}.{payload}.{}+", &signature[1..]),
        format!("{header}.{payload}.{}/", &signature[1..]),
        // The last letter of the payload has two bits to spare.
        format!("{header}.{}.{signature}", payload.replace("bG9hZA", "bG9hZB")),
        String::new(),
        String::from(".."),
        format!(r#"{{"payload":"{payload}","protected":"{header}","signature":"{signature}"}}"#),
    ] {
        assert_eq!(judged(&text), "jws.malformed", "{text}");
    }
    // RFC 7515 allows nothing to be signed; what is detached is another payload.
    assert_eq!(judged(&signed(r#"{"alg":"EdDSA"}"#, "")), "accepted");
    assert_eq!(judged(&format!("{header}..{signature}")), "proof.signature-invalid");
    let other = format!("{header}.{}.{signature}", encode("another"));
    assert_eq!(judged(&other), "proof.signature-invalid");
    assert_eq!(judged(&format!("{header}.{payload}.AAAA")), "proof.signature-length");
}

#[test]
fn a_header_is_read_as_strictly_as_a_badge_j3_t11() {
    for (header, code) in [
        (r#"{"alg":"EdDSA","alg":"none"}"#, "json.duplicate-key"),
        (r#"{"alg":"none","\u0061lg":"EdDSA"}"#, "json.duplicate-key"),
        (r#"{"alg":"EdDSA","jwk":{"x":"a","x":"b"}}"#, "json.duplicate-key"),
        (r#"{"alg":"EdDSA"} "#, "accepted"),
        (r#"{"alg":"EdDSA"}{}"#, "json.malformed"),
        (r#"["EdDSA"]"#, "jws.malformed"),
        ("EdDSA", "json.malformed"),
    ] {
        assert_eq!(judged(&signed(header, "x")), code, "{header}");
    }
    let huge = "A".repeat(Limits::DEFAULT.document_bytes + 1);
    assert_eq!(judged(&huge), "json.too-large");
}

#[test]
fn a_secret_key_in_the_header_is_named_and_never_repeated_t18() {
    let jwk = signer(9).to_secret_jwk();
    let text = signed(&format!(r#"{{"alg":"EdDSA","jwk":{}}}"#, jwk.expose()), "x");
    let error = Jws::parse(&text, &LIMITS).unwrap().header().unwrap_err();
    assert_eq!(error.code(), "key.private");
    let secret = jwk.expose().rsplit_once(r#""d":""#).unwrap().1.trim_end_matches("\"}").to_owned();
    assert_eq!(secret.len(), 43);
    assert!(!format!("{error} {error:?}").contains(&secret));
}

#[test]
fn what_is_signed_has_one_header_and_one_order() {
    let made = Jws::sign(&[("typ", "JWT"), ("kid", "a \"b\"")], b"{}", &signer(7), &LIMITS).unwrap();
    let header = made.header().unwrap();
    assert_eq!((header.kind(), header.key_id(), header.others().count()), (Some("JWT"), Some("a \"b\""), 0));
    assert!(header.key().is_none());
    let text = made.as_str();
    assert!(text.starts_with(&encode(r#"{"alg":"EdDSA","typ":"JWT","kid":"a \"b\""}"#)), "{text}");
    assert_eq!(code(Jws::sign(&[("crit", "x")], b"{}", &signer(7), &LIMITS)), "jws.critical");
    #[cfg(feature = "ecdsa")]
    assert_eq!(code(Jws::sign(&[], b"{}", &super::signer_of(Algorithm::P384, 3), &LIMITS)), "jws.algorithm");
}
