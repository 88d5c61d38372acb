//! Whose key it is: the check of the issuer's key. Names end with the row of the threat table that they hold.

use super::desk::*;
use openbadges::proof::data_integrity::Options;
use openbadges::proof::{Suite, did};
use openbadges::verify::{CheckId, Materials, NeedKind, Outcome, Presented, Report, Verdict, Verifier};
use serde_json::{Value, json};

const SCHOOL: &str = "did:web:school.example";
const METHOD: &str = "did:web:school.example#key-1";
const DOCUMENT: &str = "https://school.example/.well-known/did.json";

fn multikey(fill: u8) -> String {
    signer(fill).verifying_key().to_multikey()
}

/// What the school publishes: key 1, for assertions.
fn document() -> Value {
    json!({
        "id": SCHOOL,
        "verificationMethod": [
            {"id": METHOD, "type": "Multikey", "controller": SCHOOL, "publicKeyMultibase": multikey(1)}
        ],
        "assertionMethod": [METHOD],
    })
}

fn document_with(pointer: &str, value: Value) -> Value {
    put(document(), pointer, value)
}

fn school_badge() -> String {
    issued_by(&hosted(SCHOOL, METHOD)).as_str().to_owned()
}

/// The badge with the document that was fetched for its issuer.
fn judge_with(text: &str, url: &str, document: &str) -> Report {
    let mut materials = Materials::none();
    materials.insert(url, document.as_bytes().to_vec(), &LIMITS).unwrap();
    verify(&Verifier::strict(), &open(text), &materials, NOW)
}

/// The code with which the school's badge is refused under a document of the school.
fn refusal(document: &Value) -> &'static str {
    let report = judge_with(&school_badge(), DOCUMENT, &document.to_string());
    assert_eq!(failed(&report), [CheckId::IssuerKey], "{document}: {report:#?}");
    assert!(report.proven().is_none() && report.accepted().is_none());
    finding(&report, CheckId::IssuerKey).code()
}

/// A badge that key 1 signed as if it were a method of its issuer.
fn by_method(issuer: &str, method: &str) -> String {
    let badge = with("/issuer/id", json!(issuer));
    signed_with(&badge, 1, &Options::new(Suite::EddsaRdfc2022).with_verification_method(method))
}

#[test]
fn a_did_key_of_the_issuer_needs_no_document() {
    let badge = issued();
    assert_eq!(open(badge.as_str()).needs(), []);
    assert_eq!(told(&strictly(badge.as_str()), CheckId::IssuerKey), (Outcome::Pass, vec![]));
}

#[test]
fn a_missing_controller_document_leaves_the_badge_undecided() {
    let badge = open(&school_badge());
    let needs = badge.needs();
    assert_eq!(
        needs.iter().map(|need| (need.kind, &*need.url)).collect::<Vec<_>>(),
        [(NeedKind::IssuerDocument, DOCUMENT)]
    );
    let report = strictly(&school_badge());
    assert_eq!(report.verdict(), Verdict::Undecided);
    assert_eq!(told(&report, CheckId::IssuerKey), (Outcome::Unknown, vec!["issuer-key.document-missing"]));
    assert!(finding(&report, CheckId::IssuerKey).message().contains(DOCUMENT));
    assert_eq!(told(&report, CheckId::Proof), (Outcome::Unknown, vec!["proof.no-key"]));
    assert!(report.proven().is_none());
    // A document from elsewhere is no document of the issuer.
    let elsewhere = judge_with(&school_badge(), "https://school.example/did.json", &document().to_string());
    assert_eq!(elsewhere.verdict(), Verdict::Undecided);
}

#[test]
fn the_issuers_document_says_which_keys_speak_for_it_in_any_of_its_forms_i9() {
    let method = document()["verificationMethod"][0].clone();
    let jwk: Value = parse(&signer(1).verifying_key().to_jwk());
    let with_jwk = put(method.clone(), "/publicKeyJwk", jwk);
    for published in [
        document(),
        document_with("/verificationMethod/0/id", json!("#key-1")),
        document_with("/assertionMethod/0", json!("#key-1")),
        document_with("/assertionMethod", json!("#key-1")),
        document_with("/verificationMethod", method.clone()),
        without(document_with("/assertionMethod/0", method.clone()), "/verificationMethod"),
        document_with("/assertionMethod/0", method),
        document_with("/verificationMethod/0", with_jwk.clone()),
        document_with("/verificationMethod/0", without(with_jwk, "/publicKeyMultibase")),
    ] {
        let report = judge_with(&school_badge(), DOCUMENT, &published.to_string());
        accepts(&report);
        assert_eq!(report.proven().unwrap().issuer, SCHOOL);
    }
}

#[test]
fn an_https_issuer_publishes_its_document_at_its_own_address() {
    for issuer in ["https://school.example/profile", "https://school.example/issuers?id=7"] {
        let method = format!("{issuer}#key-1");
        let text = issued_by(&hosted(issuer, &method)).as_str().to_owned();
        assert_eq!(open(&text).needs()[0].url, issuer);
        assert_eq!(strictly(&text).verdict(), Verdict::Undecided);
        let published = document().to_string().replace(METHOD, &method).replace(SCHOOL, issuer);
        accepts(&judge_with(&text, issuer, &published));
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
    let published = document_with("/verificationMethod/0/publicKeyMultibase", json!(multikey(3)));
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
    rejects(&report, CheckId::IssuerKey, "issuer-key.unbound");
    // Not even where the issuer's own document lists it under a stranger's name.
    let listing = document_with("/verificationMethod/0/controller", json!("https://attacker.example/keys"));
    assert_eq!(refusal(&listing), "controller.method-controller");
}

#[test]
fn a_key_that_the_document_does_not_list_for_assertions_is_refused_d7() {
    assert_eq!(refusal(&without(document(), "/assertionMethod")), "controller.not-authorized");
    assert_eq!(refusal(&document_with("/assertionMethod", json!([]))), "controller.not-authorized");
    let login = put(without(document(), "/assertionMethod"), "/authentication", json!([METHOD]));
    assert_eq!(refusal(&login), "controller.not-authorized");
}

#[test]
fn a_document_that_is_not_the_issuers_or_contradicts_itself_is_refused_i4_i5_i6_i7_i8() {
    let method = document()["verificationMethod"][0].clone();
    let other_jwk = parse(&signer(3).verifying_key().to_jwk());
    let many = |count: usize| {
        let filler = |n: usize| put(method.clone(), "/id", json!(format!("#filler-{n}")));
        let methods: Vec<Value> = (1..count).map(filler).chain([method.clone()]).collect();
        document_with("/verificationMethod", json!(methods))
    };
    accepts(&judge_with(&school_badge(), DOCUMENT, &many(100).to_string()));
    for (published, code) in [
        (document_with("/id", json!("did:web:other.example")), "controller.id"),
        (document_with("/id", json!("did:web:School.example")), "controller.id"),
        (without(document(), "/id"), "controller.id"),
        (json!([document()]), "controller.id"),
        (many(101), "controller.too-many-methods"),
        (document_with("/verificationMethod", json!([method, method])), "controller.duplicate-method"),
        (document_with("/verificationMethod", json!([method, {"type": "Multikey"}])), "controller.malformed"),
        (document_with("/verificationMethod/0/publicKeyJwk", other_jwk), "controller.key-mismatch"),
        (document_with("/verificationMethod/0/controller", json!(did(1))), "controller.method-controller"),
        (without(document(), "/verificationMethod/0/controller"), "controller.method-controller"),
        (without(document(), "/verificationMethod/0/publicKeyMultibase"), "controller.malformed"),
        (document_with("/verificationMethod/0/id", json!("#key-2")), "controller.method-unknown"),
    ] {
        assert_eq!(refusal(&published), code, "{published}");
    }
    for (text, code) in [("<html>", "json.malformed"), (r#"{"id":"a","id":"b"}"#, "json.duplicate-key")] {
        let report = judge_with(&school_badge(), DOCUMENT, text);
        rejects(&report, CheckId::IssuerKey, code);
    }
}

#[test]
fn a_document_over_the_limit_is_not_taken_i5() {
    let mut materials = Materials::none();
    let (fits, over) = (vec![b' '; LIMITS.document_bytes], vec![b' '; LIMITS.document_bytes + 1]);
    materials.insert(DOCUMENT, fits, &LIMITS).unwrap();
    assert_eq!(materials.insert(DOCUMENT, over.clone(), &LIMITS).unwrap_err().code(), "verify.material-too-large");
    let badge = open(&school_badge());
    let gathered = Materials::gather(&badge, &LIMITS, |_| Some(over.clone()));
    assert_eq!(gathered.unwrap_err().code(), "verify.material-too-large");
}

#[test]
fn a_key_of_another_kind_or_another_key_does_not_fit_the_signature_d11() {
    let key = |text: &str| document_with("/verificationMethod/0/publicKeyMultibase", json!(text));
    // A P-256 key, an X25519 key, a secret key, and a key in another base.
    assert_eq!(refusal(&key("zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169")), "key.unsupported");
    assert_eq!(refusal(&key("z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc")), "key.unsupported");
    let secret = signer(1).to_secret_multikey();
    let report = judge_with(&school_badge(), DOCUMENT, &key(secret.expose()).to_string());
    rejects(&report, CheckId::IssuerKey, "key.private");
    assert!(!format!("{report:?}").contains(&secret.expose()[4..]), "a leaked key is not repeated");
    assert_eq!(refusal(&key(&multikey(1).replacen('z', "u", 1))), "key.malformed");
    assert_eq!(refusal(&document_with("/verificationMethod/0/publicKeyMultibase", json!(7))), "key.malformed");
    // A good key, and not the one that signed.
    let report = judge_with(&school_badge(), DOCUMENT, &key(&multikey(3)).to_string());
    rejects(&report, CheckId::Proof, "proof.signature-invalid");
}

#[test]
fn a_key_that_ended_signs_nothing_more_and_a_revoked_one_proves_nothing_more_d18() {
    let ending = |name: &str, time: &str| document_with(&format!("/verificationMethod/0/{name}"), json!(time));
    let judged = |published: &Value| judge_with(&school_badge(), DOCUMENT, &published.to_string());
    // The proof was made on 15 January and is looked at on 1 March.
    accepts(&judged(&ending("expires", "2026-01-15T09:00:01Z")));
    accepts(&judged(&ending("revoked", "2026-03-01T12:00:01Z")));
    assert_eq!(refusal(&ending("expires", FROM)), "controller.method-expired");
    assert_eq!(refusal(&ending("expires", "2025-12-31T00:00:00Z")), "controller.method-expired");
    assert_eq!(refusal(&ending("revoked", NOW)), "controller.method-revoked");
    assert_eq!(refusal(&ending("revoked", "2026-02-01T00:00:00Z")), "controller.method-revoked");
    for unreadable in [json!("tomorrow"), json!(""), json!(1), json!("2026-04-01T00:00:00"), Value::Null] {
        for name in ["expires", "revoked"] {
            let published = document_with(&format!("/verificationMethod/0/{name}"), unreadable.clone());
            assert_eq!(refusal(&published), "controller.malformed", "{name} {unreadable}");
        }
    }
    // A proof that does not say when it was made is made now.
    let undated = by_method(SCHOOL, METHOD);
    let report = judge_with(&undated, DOCUMENT, &ending("expires", NOW).to_string());
    rejects(&report, CheckId::IssuerKey, "controller.method-expired");
    accepts(&judge_with(&undated, DOCUMENT, &ending("expires", "2026-03-01T12:00:01Z").to_string()));
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
    rejects(&judge_with(&text, latin, &published), CheckId::IssuerKey, "issuer-key.unbound");
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
    assert_eq!((&*proven.issuer, proven.issuer_name.as_deref()), (&*did(1), Some("A Famous University")));
    assert_eq!(told(&report, CheckId::IssuerTrust), (Outcome::NotApplicable, vec!["issuer-trust.not-asked"]));
}

#[test]
fn only_the_issuers_document_is_ever_asked_for_i17_i19() {
    let mut badge = with("/issuer/id", json!(SCHOOL));
    for (name, kind) in [
        ("refreshService", "1EdTechCredentialRefresh"),
        ("credentialSchema", "1EdTechJsonSchemaValidator2019"),
        ("credentialStatus", "1EdTechRevocationList"),
    ] {
        badge[name] = json!({"id": format!("https://school.example/{name}"), "type": kind});
    }
    badge["image"] = json!({"id": "https://school.example/image", "type": "Image"});
    let badge = Presented::open(badge.to_string().as_bytes(), &LIMITS).unwrap();
    let mut asked = Vec::new();
    let gathered = Materials::gather(&badge, &LIMITS, |need| {
        asked.push(need.url.clone());
        None
    });
    assert!(gathered.is_ok());
    assert_eq!(asked, [DOCUMENT]);
}

#[test]
fn the_names_of_keys_that_the_tests_use_are_what_they_say() {
    assert_eq!(did::resolve_key(&method(1)).unwrap(), *signer(1).verifying_key());
    assert_ne!(did(1), did(2));
}
