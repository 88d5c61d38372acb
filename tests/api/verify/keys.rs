//! Whose key it is: the check of the issuer's key. Names end with the row of the threat table that they hold.

use super::desk::*;
use super::documents::{DOCUMENT, METHOD, SCHOOL, by_method, document, judge_with, multikey, refusal};
use openbadges::codec::multibase;
use openbadges::proof::data_integrity::Options;
use openbadges::proof::{Suite, did};
use openbadges::verify::{CheckId, Materials, Outcome, Verdict, Verifier};
use serde_json::json;

#[test]
fn a_did_key_of_the_issuer_needs_no_document() {
    let badge = issued();
    assert_eq!(open(badge.as_str()).needs(), []);
    let expected = (Outcome::Pass, vec!["issuer-key.self-certifying"]);
    assert_eq!(told(&strictly(badge.as_str()), CheckId::IssuerKey), expected);
}

#[test]
fn a_did_jwk_of_the_issuer_needs_no_document() {
    let jwk = multibase::encode_base64url(signer(1).verifying_key().to_jwk().as_bytes());
    let did = format!("did:jwk:{}", jwk.strip_prefix('u').unwrap());
    let badge = issued_by(&hosted(&did, &format!("{did}#0")));
    assert_eq!(open(badge.as_str()).needs(), []);
    let report = strictly(badge.as_str());
    accepts(&report);
    assert_eq!(report.proven().unwrap().issuer.as_str(), did);
    // The same key by another name is another issuer's.
    rejects(&strictly(&by_method(&did, &method(1))), CheckId::IssuerKey, "issuer-key.unbound");
    rejects(&strictly(&by_method(&super::desk::did(1), &format!("{did}#0"))), CheckId::IssuerKey, "issuer-key.unbound");
    rejects(&strictly(&by_method(&did, &format!("{did}#1"))), CheckId::IssuerKey, "did.fragment");
}

#[test]
fn a_key_that_is_met_often_gives_the_answers_that_it_gave_at_first() {
    let (issued, verifier) = (issued(), Verifier::strict());
    let (badge, forged) = (open(issued.as_str()), open(&issued.as_str().replace("Reading Tides", "Reading Tidal")));
    for _ in 0..100 {
        assert_eq!(verifier.verify(&badge, &Materials::none(), at(NOW)).verdict(), Verdict::Accepted);
        rejects(&verifier.verify(&forged, &Materials::none(), at(NOW)), CheckId::Proof, "proof.signature-invalid");
    }
}

#[test]
fn a_proof_by_a_key_of_another_issuer_is_rejected_d8() {
    let text = signed_with(&unsigned(), 2, &Options::new(Suite::EddsaRdfc2022));
    let report = strictly(&text);
    rejects(&report, CheckId::IssuerKey, "issuer-key.unbound");
    let finding = finding(&report, CheckId::IssuerKey);
    assert!(finding.message().contains(&method(2)) && finding.message().contains(&did(1)), "{}", finding.message());
    assert_eq!(finding.place(), Some("/proof/0/verificationMethod"));
    assert_eq!(check(&report, CheckId::Proof).outcome(), Outcome::Pass, "it is a good signature of somebody");
    assert!(report.proven().is_none());
    // Nor does a second signature by a stranger count beside the issuer's own.
    let beside = signed_with(&parse(issued().as_str()), 2, &Options::new(Suite::EddsaRdfc2022));
    rejects(&strictly(&beside), CheckId::IssuerKey, "issuer-key.unbound");
}

#[test]
fn a_key_does_not_speak_for_a_hosted_issuer_by_itself_d8() {
    let badge = with("/issuer/id", json!(SCHOOL));
    let report = judge_with(&signed(&badge), DOCUMENT, &document().to_string());
    rejects(&report, CheckId::IssuerKey, "issuer-key.unbound");
}

#[test]
fn a_fragment_that_looks_like_a_key_is_no_key_d9() {
    let text = by_method(SCHOOL, &format!("{SCHOOL}#{}", multikey(1)));
    let published = put(document(), "/verificationMethod/0/publicKeyMultibase", json!(multikey(3)));
    let report = judge_with(&text, DOCUMENT, &published.to_string());
    rejects(&report, CheckId::IssuerKey, "controller.method-unknown");
    assert_eq!(check(&report, CheckId::Proof).outcome(), Outcome::Unknown);
    assert_eq!(strictly(&text).verdict(), Verdict::Undecided, "without the document, nobody knows");
}

#[test]
fn a_method_that_lies_elsewhere_is_not_the_issuers_whatever_it_claims_d10() {
    let method = "https://attacker.example/keys#1";
    let text = by_method(SCHOOL, method);
    let claims = json!({"id": method, "type": "Multikey", "controller": SCHOOL, "publicKeyMultibase": multikey(1)});
    let report = judge_with(&text, "https://attacker.example/keys", &claims.to_string());
    assert_eq!(report.verdict(), Verdict::Undecided, "only the issuer's own document can name it");
    assert_eq!(check(&report, CheckId::Proof).outcome(), Outcome::Unknown);
    rejects(&judge_with(&text, DOCUMENT, &document().to_string()), CheckId::IssuerKey, "issuer-key.unbound");
    // Not even where the issuer's own document lists it under a stranger's name.
    let listing = put(document(), "/verificationMethod/0/controller", json!("https://attacker.example/keys"));
    assert_eq!(refusal(&listing), "controller.method-controller");
}

#[test]
fn a_did_key_that_names_no_key_or_two_is_refused_i10_i11() {
    let (one, two) = (multikey(1), multikey(2));
    for (method, code) in [
        (format!("did:key:{one}#{two}"), "did.fragment"),
        (format!("did:key:{one}"), "did.fragment"),
        (format!("did:key:{one}?a=b#{one}"), "did.fragment"),
        ("did:key:z6LSbysY#z6LSbysY".to_owned(), "key.unsupported"),
        (format!("did:key:{0}#{0}", one.replacen('z', "m", 1)), "key.malformed"),
        (format!("did:key:{0}#{0}", &one[..one.len() - 1]), "key.unsupported"),
    ] {
        let badge = put(parse(issued().as_str()), "/proof/0/verificationMethod", json!(method));
        let report = strictly(&badge.to_string());
        let finding = finding(&report, CheckId::IssuerKey);
        assert_eq!((finding.code(), report.verdict()), (code, Verdict::Rejected), "{method}");
    }
}

#[test]
fn an_address_that_leads_elsewhere_is_never_asked_for_i1_i2_i3() {
    for issuer in [
        "did:web:school.example:..:other",
        "did:web:school.example:%2e%2e:other",
        "did:web:school.example%2Fother",
        "did:web:127.0.0.1",
        "did:web:169.254.169.254",
        "did:web:localhost",
        "did:web:localhost%3A8080",
        "did:web:school.example.",
        "did:web:schооl.example",
        "http://school.example/profile",
        "file:///etc/passwd",
        "did:example:school",
    ] {
        let text = by_method(issuer, &format!("{issuer}#key-1"));
        assert_eq!(open(&text).needs(), [], "{issuer}");
        rejects(&strictly(&text), CheckId::IssuerKey, "issuer-key.unbound");
    }
    // Names that look alike are different issuers.
    let latin = "https://school.example/profile";
    let cyrillic = "https://schооl.example/profile";
    let text = by_method(cyrillic, &format!("{latin}#key-1"));
    let published = document().to_string().replace(METHOD, &format!("{latin}#key-1")).replace(SCHOOL, latin);
    assert_eq!(judge_with(&text, latin, &published).verdict(), Verdict::Undecided);
    rejects(&judge_with(&text, cyrillic, &published), CheckId::IssuerKey, "controller.id");
    let own = published.replace(latin, cyrillic);
    rejects(&judge_with(&text, cyrillic, &own), CheckId::IssuerKey, "issuer-key.unbound");
}

#[test]
fn an_issuer_without_an_absolute_id_is_nobody_i12() {
    for issuer in [
        json!([did(1)]),
        json!({"type": ["Profile"], "name": "Harbour School"}),
        json!("school"),
        json!({"id": [did(1)]}),
        json!(null),
    ] {
        let report = strictly(&signed_as_json(&with("/issuer", issuer.clone())));
        assert_eq!(told(&report, CheckId::IssuerKey), (Outcome::Fail, vec!["issuer-key.unbound"]), "{issuer}");
        assert_eq!(check(&report, CheckId::Shape).outcome(), Outcome::Fail, "{issuer}");
        assert!(report.proven().is_none());
    }
    // The id alone is an issuer.
    accepts(&strictly(&signed(&with("/issuer", json!(did(1))))));
}

#[test]
fn a_famous_name_is_the_issuers_own_word_for_itself_i13() {
    let text = signed(&with("/issuer/name", json!("A Famous University")));
    let report = strictly(&text);
    let proven = report.proven().unwrap();
    assert_eq!((proven.issuer.as_str(), proven.issuer_name.as_deref()), (&*did(1), Some("A Famous University")));
    assert_eq!(told(&report, CheckId::IssuerTrust), (Outcome::NotApplicable, vec!["issuer-trust.not-asked"]));
}

#[test]
fn the_names_of_keys_that_the_tests_use_are_what_they_say() {
    assert_eq!(did::resolve_key(&method(1)).unwrap(), *signer(1).verifying_key());
    assert_ne!(did(1), did(2));
}
