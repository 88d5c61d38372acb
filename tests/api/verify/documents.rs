//! Documents that say which keys speak for an issuer, as the check of the issuer's key reads them. Names end with the row of the threat
//! table that they hold.

use super::desk::*;
use openbadges::proof::Suite;
use openbadges::proof::data_integrity::Options;
use openbadges::verify::{CheckId, Materials, NeedKind, Outcome, Presented, Report, Verdict, Verifier};
use serde_json::{Value, json};

pub(super) const SCHOOL: &str = "did:web:school.example";
pub(super) const METHOD: &str = "did:web:school.example#key-1";
pub(super) const DOCUMENT: &str = "https://school.example/.well-known/did.json";

pub(super) fn multikey(fill: u8) -> String {
    signer(fill).verifying_key().to_multikey()
}

/// What the school publishes: key 1, for assertions.
pub(super) fn document() -> Value {
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

pub(super) fn school_badge() -> String {
    issued_by(&hosted(SCHOOL, METHOD)).as_str().to_owned()
}

/// The badge with the document that was fetched for its issuer.
pub(super) fn judge_with(text: &str, url: &str, document: &str) -> Report {
    let mut materials = Materials::none();
    materials.insert(url, document.as_bytes().to_vec(), &LIMITS).unwrap();
    verify(&Verifier::strict(), &open(text), &materials, NOW)
}

/// The code with which the school's badge is refused under a document of the school.
pub(super) fn refusal(document: &Value) -> &'static str {
    let report = judge_with(&school_badge(), DOCUMENT, &document.to_string());
    assert_eq!(failed(&report), [CheckId::IssuerKey], "{document}: {report:#?}");
    assert!(report.proven().is_none() && report.accepted().is_none());
    finding(&report, CheckId::IssuerKey).code()
}

/// A badge that key 1 signed as if it were a method of its issuer.
pub(super) fn by_method(issuer: &str, method: &str) -> String {
    let badge = with("/issuer/id", json!(issuer));
    signed_with(&badge, 1, &Options::new(Suite::EddsaRdfc2022).with_verification_method(method))
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
        assert_eq!(report.proven().unwrap().issuer.as_str(), SCHOOL);
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
    // Counted before they are compared, each with each.
    let flood = put(many(2_000), "/assertionMethod", many(2_001)["verificationMethod"].clone());
    let in_place = put(document(), "/assertionMethod", many(101)["verificationMethod"].clone());
    for (published, code) in [
        (flood, "controller.too-many-methods"),
        (in_place, "controller.too-many-methods"),
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
    let (fits, over) = (vec![b' '; LIMITS.status_list_bytes], vec![b' '; LIMITS.status_list_bytes + 1]);
    materials.insert(DOCUMENT, fits, &LIMITS).unwrap();
    assert_eq!(materials.insert(DOCUMENT, over, &LIMITS).unwrap_err().code(), "verify.material-too-large");
    // What may be a status list may not be the document of an issuer.
    let badge = open(&school_badge());
    let over = [document().to_string().into_bytes(), vec![b' '; LIMITS.document_bytes]].concat();
    materials.insert(DOCUMENT, over.clone(), &LIMITS).unwrap();
    let report = verify(&Verifier::strict(), &badge, &materials, NOW);
    rejects(&report, CheckId::IssuerKey, "json.too-large");
    let gathered = Materials::gather(&badge, &LIMITS, |_| Some(over.clone()));
    assert_eq!(gathered.unwrap_err().code(), "verify.material-too-large");
}

#[test]
fn a_key_of_another_kind_or_another_key_does_not_fit_the_signature_d11() {
    let key = |text: &str| document_with("/verificationMethod/0/publicKeyMultibase", json!(text));
    // A P-256 key, an X25519 key, a secret key, and a key in another base.
    let p256 = key("zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169").to_string();
    let report = judge_with(&school_badge(), DOCUMENT, &p256);
    if cfg!(feature = "ecdsa") {
        rejects(&report, CheckId::Proof, "proof.key-algorithm");
    } else {
        assert_eq!(told(&report, CheckId::IssuerKey), (Outcome::Unknown, vec!["key.feature-missing"]));
    }
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
fn only_what_a_check_reads_is_ever_asked_for_i17_i19() {
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
    let schema = cfg!(feature = "schema").then_some("https://school.example/credentialSchema");
    let expected: Vec<&str> = [DOCUMENT, "https://school.example/credentialStatus"].into_iter().chain(schema).collect();
    assert_eq!(asked, expected);
}
