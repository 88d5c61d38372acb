//! Registries of known issuers. Names end with the row of the threat table that they hold.

use super::desk::*;
use openbadges::codec::json::Document;
use openbadges::codec::ld::Contexts;
use openbadges::proof::data_integrity::{self, Options};
use openbadges::proof::{Suite, VerifyingKey};
use openbadges::verify::{CheckId, Finding, IssuerRegistry, Outcome, Policy, Report, Verdict, Verifier, Weight};
use serde_json::{Value, json};

fn registry_of(entries: Value) -> Value {
    json!({"meta": {"created": "2022-10-27T17:57:31+0000", "updated": "2025-02-27T17:51:58+00:00"}, "registry": entries})
}

fn listing(issuer: &str) -> Value {
    let entry =
        json!({"name": "Harbour School of Tides", "location": "Harbour, Example", "url": "https://school.example"});
    registry_of(json!({ "did:web:other.example": {"name": "Another School"}, issuer: entry }))
}

fn read(registry: &Value) -> Result<IssuerRegistry, openbadges::verify::Error> {
    IssuerRegistry::parse(registry.to_string().as_bytes(), "schools.json", &LIMITS)
}

fn judge_with(policy: Policy, registries: &[&Value], text: &str) -> Report {
    let mut verifier = Verifier::new(policy);
    for registry in registries {
        verifier = verifier.with_registry(read(registry).unwrap());
    }
    judge(&verifier, text)
}

fn trusting(issuer: &str) -> Policy {
    Policy::strict().trusting([issuer.parse().unwrap()])
}

fn message(report: &Report, code: &str) -> String {
    let findings = check(report, CheckId::IssuerTrust).findings();
    findings.iter().find(|finding| finding.code() == code).map(Finding::message).unwrap().to_owned()
}

#[test]
fn a_registry_that_lists_the_issuer_is_named_with_its_name_for_it() {
    let report = judge_with(Policy::strict(), &[&listing(&did(1))], issued().as_str());
    accepts(&report);
    assert_eq!(told(&report, CheckId::IssuerTrust), (Outcome::Pass, vec!["issuer-trust.known"]));
    let message = message(&report, "issuer-trust.known");
    for word in ["`schools.json`", &did(1), "`Harbour School of Tides`"] {
        assert!(message.contains(word), "{message}");
    }
    assert_eq!(finding(&report, CheckId::IssuerTrust).place(), Some("/issuer"));
    // One that names itself is called so.
    let named = put(listing(&did(1)), "/meta/name", json!("Schools of the Coast"));
    assert_eq!(read(&named).unwrap().name(), "Schools of the Coast");
}

#[test]
fn an_issuer_outside_the_registries_is_rejected_only_where_the_policy_demands_trust() {
    let text = issued().as_str().to_owned();
    let (own, other) = (listing(&did(1)), listing(&did(2)));
    let report = judge_with(Policy::strict(), &[&other, &other], &text);
    accepts(&report);
    assert_eq!(told(&report, CheckId::IssuerTrust), (Outcome::NotApplicable, vec!["issuer-trust.not-in-registry"]));
    assert_eq!(finding(&report, CheckId::IssuerTrust).weight(), Weight::Warning);
    let demanding = || Policy::strict().demanding_trust();
    rejects(&judge_with(demanding(), &[&other], &text), CheckId::IssuerTrust, "issuer-trust.not-in-registry");
    accepts(&judge_with(demanding(), &[&other, &own], &text));
    let report = judge_with(demanding(), &[], &text);
    assert_eq!(report.verdict(), Verdict::Undecided);
    assert_eq!(told(&report, CheckId::IssuerTrust), (Outcome::Unknown, vec!["issuer-trust.no-registry"]));
    let nobody = signed_as_json(&without(unsigned(), "/issuer"));
    let report = judge_with(demanding(), &[&own], &nobody);
    assert_eq!(told(&report, CheckId::IssuerTrust), (Outcome::Fail, vec!["issuer-trust.no-issuer"]));
}

#[test]
fn a_list_of_trusted_issuers_decides_whatever_a_registry_says() {
    let text = issued().as_str().to_owned();
    let report = judge_with(trusting(&did(2)), &[&listing(&did(1))], &text);
    rejects(&report, CheckId::IssuerTrust, "issuer-trust.unknown");
    let report = judge_with(trusting(&did(1)).demanding_trust(), &[&listing(&did(2))], &text);
    accepts(&report);
    assert_eq!(told(&report, CheckId::IssuerTrust), (Outcome::Pass, vec!["issuer-trust.not-in-registry"]));
    accepts(&judge_with(trusting(&did(1)).demanding_trust(), &[], &text));
}

#[test]
fn a_registry_knows_an_issuer_by_its_exact_id_alone_i13_i18() {
    let (text, own) = (issued().as_str().to_owned(), did(1));
    let demanding = || Policy::strict().demanding_trust();
    let prefix = own[..own.len() - 1].to_owned();
    for other in [did(2), prefix, format!("{own}#"), format!("{own}/"), own.to_uppercase(), method(1)] {
        let report = judge_with(demanding(), &[&listing(&other)], &text);
        rejects(&report, CheckId::IssuerTrust, "issuer-trust.not-in-registry");
    }
    // The name of a listed issuer, claimed by somebody else.
    let posing = with("/issuer/name", json!("Harbour School of Tides"));
    let posing = put(posing, "/issuer/id", json!(did(2)));
    let posing = signed_with(&posing, 2, &Options::new(Suite::EddsaRdfc2022));
    let report = judge_with(demanding(), &[&listing(&own)], &posing);
    rejects(&report, CheckId::IssuerTrust, "issuer-trust.not-in-registry");
}

#[test]
fn to_be_listed_is_no_key() {
    // The id of a listed issuer, under the signature of a stranger.
    let forged = signed_with(&unsigned(), 2, &Options::new(Suite::EddsaRdfc2022));
    let report = judge_with(Policy::strict().demanding_trust(), &[&listing(&did(1))], &forged);
    rejects(&report, CheckId::IssuerKey, "issuer-key.unbound");
    assert!(report.proven().is_none());
}

#[test]
fn an_entry_counts_in_its_time_both_ends_included() {
    let text = issued().as_str().to_owned();
    let judged = |from: Option<&str>, until: Option<&str>| {
        let mut entry = json!({"name": "Harbour School"});
        for (name, time) in [("validFrom", from), ("validUntil", until)] {
            if let Some(time) = time {
                entry[name] = json!(time);
            }
        }
        judge_with(Policy::strict().demanding_trust(), &[&registry_of(json!({ did(1): entry }))], &text)
    };
    accepts(&judged(Some(NOW), None));
    accepts(&judged(None, Some(NOW)));
    accepts(&judged(Some(FROM), Some(UNTIL)));
    for (from, until) in
        [(Some("2026-03-01T12:00:01Z"), None), (None, Some("2026-03-01T11:59:59Z")), (Some(UNTIL), Some(FROM))]
    {
        let report = judged(from, until);
        rejects(&report, CheckId::IssuerTrust, "issuer-trust.not-in-registry");
        assert!(message(&report, "issuer-trust.entry-not-current").contains("`Harbour School`"));
    }
}

#[test]
fn a_registry_of_another_form_is_refused() {
    let good = listing(&did(1));
    assert_eq!(read(&good).unwrap().len(), 2);
    assert!(read(&json!({"registry": {}})).unwrap().is_empty());
    let entry = |name: &str, value: Value| put(good.clone(), &format!("/registry/did:web:other.example/{name}"), value);
    for (registry, part) in [
        (json!({}), "registry"),
        (json!([]), ""),
        (json!({"registry": []}), "registry"),
        (json!({"registry": {"school": {"name": "School"}}}), "school"),
        (json!({"registry": {"did:web:a.example": {}}}), "name"),
        (json!({"registry": {"did:web:a.example": "School"}}), ""),
        (entry("name", json!(7)), "name"),
        (entry("revoked", json!(true)), "revoked"),
        (entry("validFrom", json!("2026-01-01")), "did:web:other.example"),
        (entry("validUntil", json!("2026-01-01T00:00:00")), "did:web:other.example"),
        (put(good.clone(), "/meta/validUntil", json!(UNTIL)), "validUntil"),
        (put(good.clone(), "/revoked", json!([])), "revoked"),
    ] {
        let error = read(&registry).unwrap_err();
        assert_eq!(error.code(), "registry.malformed", "{registry}");
        assert!(error.to_string().contains(part), "{error}");
    }
    let twice = br#"{"registry": {"did:web:a.example": {"name": "A"}, "did:web:a.example": {"name": "B"}}}"#;
    assert_eq!(IssuerRegistry::parse(twice, "", &LIMITS).unwrap_err().code(), "json.duplicate-key");
}

/// The registry under the signature of a key.
fn sealed(registry: &Value, fill: u8, options: &Options) -> String {
    let document = Document::parse(registry.to_string().as_bytes(), &LIMITS).unwrap();
    let contexts = Contexts::bundled();
    data_integrity::sign(&document, &signer(fill), options, &contexts, &LIMITS).unwrap().as_str().to_owned()
}

fn as_json() -> Options {
    Options::new(Suite::EddsaJcs2022)
}

fn key(fill: u8) -> VerifyingKey {
    signer(fill).verifying_key().clone()
}

#[test]
fn a_signed_registry_holds_under_a_key_that_the_caller_names_and_no_other() {
    let text = sealed(&listing(&did(1)), 7, &as_json());
    let read = |text: &str, keys: &[VerifyingKey]| IssuerRegistry::parse_signed(text.as_bytes(), "r", keys, &LIMITS);
    let code = |text: &str, keys: &[VerifyingKey]| read(text, keys).map_or_else(|error| error.code(), |_| "accepted");
    assert!(read(&text, &[key(7)]).unwrap().find(&did(1)).is_some());
    assert_eq!(code(&text, &[key(8), key(7)]), "accepted");
    assert_eq!(code(&text, &[key(8)]), "proof.signature-invalid");
    assert_eq!(code(&text, &[]), "proof.signature-invalid");
    for altered in [
        text.replace(&did(1), &did(2)),
        text.replace("Harbour School", "Harbour Schools"),
        text.replace("\"registry\":{", "\"registry\":{\"did:web:new.example\":{\"name\":\"New\"},"),
    ] {
        assert_ne!(altered, text);
        assert_eq!(code(&altered, &[key(7)]), "proof.signature-invalid", "{altered}");
    }
    for (purpose, expected) in [("assertionMethod", "accepted"), ("authentication", "registry.purpose")] {
        let proof = put(configuration(), "/cryptosuite", json!("eddsa-jcs-2022"));
        let signed = proven(&listing(&did(1)), put(proof, "/proofPurpose", json!(purpose)));
        assert_eq!(code(&signed, &[key(1)]), expected);
    }
    // A seal is neither passed over nor done without.
    let unsealed = IssuerRegistry::parse(text.as_bytes(), "r", &LIMITS);
    assert_eq!(unsealed.unwrap_err().code(), "registry.signed");
    assert_eq!(code(&listing(&did(1)).to_string(), &[key(7)]), "proof.missing");
    let twice = sealed(&parse(&text), 7, &as_json());
    assert_eq!(code(&twice, &[key(7)]), "registry.proofs");
    // What was not signed is not even read.
    let unknown = put(parse(&sealed(&put(listing(&did(1)), "/revoked", json!([])), 7, &as_json())), "/a", json!(1));
    assert_eq!(code(&unknown.to_string(), &[key(7)]), "proof.signature-invalid");
}

#[test]
fn a_signed_registry_says_nothing_before_it_was_made_and_after_it_expired() {
    let judged = |options: &Options, demanding: bool| {
        let text = sealed(&listing(&did(1)), 7, options);
        let registry = IssuerRegistry::parse_signed(text.as_bytes(), "r", &[key(7)], &LIMITS).unwrap();
        let policy = if demanding { Policy::strict().demanding_trust() } else { Policy::strict() };
        judge(&Verifier::new(policy).with_registry(registry), issued().as_str())
    };
    accepts(&judged(&as_json().with_created(at(NOW)).with_expires(at(UNTIL)), true));
    let codes = vec!["issuer-trust.registry-not-in-force", "issuer-trust.not-in-registry"];
    for options in [as_json().with_created(at(UNTIL)), as_json().with_created(at(FROM)).with_expires(at(NOW))] {
        let report = judged(&options, true);
        assert_eq!(report.verdict(), Verdict::Undecided);
        assert_eq!(told(&report, CheckId::IssuerTrust), (Outcome::Unknown, codes.clone()));
        assert_eq!(told(&judged(&options, false), CheckId::IssuerTrust), (Outcome::NotApplicable, codes.clone()));
    }
}

#[test]
fn an_achievement_of_somebody_else_is_said_to_be_so_i14() {
    let place = "/credentialSubject/achievement/creator";
    let creator = |id: &str| json!({"id": id, "type": ["Profile"], "name": "A Famous University"});
    let judged = |policy: Policy, creator: Value| judge_by(policy, &signed(&with(place, creator)));
    let report = judged(Policy::strict(), creator("https://famous.example/"));
    accepts(&report);
    let codes = vec!["issuer-trust.not-asked", "issuer-trust.creator"];
    assert_eq!(told(&report, CheckId::IssuerTrust), (Outcome::NotApplicable, codes));
    assert!(message(&report, "issuer-trust.creator").contains("`https://famous.example/`"));
    let findings = check(&report, CheckId::IssuerTrust).findings();
    assert_eq!((findings[1].weight(), findings[1].place()), (Weight::Note, Some(place)));
    // It adds no trust, and its name hides nothing.
    rejects(
        &judged(trusting("https://famous.example/"), creator("https://famous.example/")),
        CheckId::IssuerTrust,
        "issuer-trust.unknown",
    );
    let report = judged(trusting(&did(1)), creator(&did(2)));
    assert_eq!(told(&report, CheckId::IssuerTrust), (Outcome::Pass, vec!["issuer-trust.creator"]));
    let report = judged(trusting(&did(1)), creator(&did(1)));
    assert_eq!(told(&report, CheckId::IssuerTrust), (Outcome::Pass, vec![]));
}
