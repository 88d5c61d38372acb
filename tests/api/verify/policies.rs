//! What a verifier insists on: trusted issuers, what may stay unknown, and the checks that nothing is read for yet.

use super::desk::*;
use openbadges::base::iri::Iri;
use openbadges::verify::{Check, CheckId, Outcome, Policy, Reading, Recipient, Verdict, Verifier};
use serde_json::{Value, json};

fn trusting(issuers: &[&str]) -> Policy {
    Policy::strict().trusting(issuers.iter().map(|id| Iri::parse(id).unwrap()))
}

fn policy(document: &Value) -> Policy {
    Policy::parse(document.to_string().as_bytes(), &LIMITS).unwrap()
}

fn endorsement(about: &str) -> Value {
    json!({
        "@context": [V2, OB],
        "id": "urn:uuid:e1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Well taught",
        "issuer": {"id": "https://guild.example/", "type": ["Profile"], "name": "Guild of Pilots"},
        "validFrom": FROM,
        "credentialSubject": {"id": about, "type": ["EndorsementSubject"]},
    })
}

/// A badge with something of each kind that is not read yet.
fn laden() -> String {
    let mut badge = unsigned();
    badge["credentialStatus"] = json!({
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://school.example/status/1",
    });
    badge["credentialSchema"] = json!([{"id": "https://school.example/schema", "type": "JsonSchema"}]);
    badge["endorsement"] = json!([endorsement("urn:uuid:b0")]);
    signed(&badge)
}

#[test]
fn the_issuer_has_to_be_on_the_list_by_its_exact_id_i18() {
    let text = issued().as_str().to_owned();
    let own = did(1);
    let report = judge_by(trusting(&["https://other.example/", &own]), &text);
    accepts(&report);
    assert_eq!(told(&report, CheckId::IssuerTrust), (Outcome::Pass, vec![]));
    for other in [
        &*did(2),
        &own[..own.len() - 1],
        &format!("{own}#"),
        &format!("{own}/"),
        &own.to_uppercase(),
        "https://school.example/",
    ] {
        let report = judge_by(trusting(&[other]), &text);
        rejects(&report, CheckId::IssuerTrust, "issuer-trust.unknown");
        assert!(finding(&report, CheckId::IssuerTrust).message().contains(&own));
        assert_eq!(finding(&report, CheckId::IssuerTrust).place(), Some("/issuer"));
    }
}

#[test]
fn an_empty_list_trusts_nobody() {
    rejects(&judge_by(trusting(&[]), issued().as_str()), CheckId::IssuerTrust, "issuer-trust.unknown");
    let written = policy(&json!({"trustedIssuers": []}));
    rejects(&judge_by(written, issued().as_str()), CheckId::IssuerTrust, "issuer-trust.unknown");
}

#[test]
fn a_badge_that_names_no_issuer_is_not_trusted() {
    let report = judge_by(trusting(&[&did(1)]), &signed_as_json(&without(unsigned(), "/issuer")));
    assert_eq!(told(&report, CheckId::IssuerTrust), (Outcome::Fail, vec!["issuer-trust.no-issuer"]));
}

#[test]
fn an_untrusted_issuers_word_for_itself_does_not_help_i13() {
    let named = signed_with(
        &put(with("/issuer/id", json!(did(2))), "/issuer/name", json!("Harbour School")),
        2,
        &openbadges::proof::data_integrity::Options::new(openbadges::proof::Suite::EddsaRdfc2022),
    );
    rejects(&judge_by(trusting(&[&did(1)]), &named), CheckId::IssuerTrust, "issuer-trust.unknown");
}

#[test]
fn a_badge_without_a_status_cannot_be_revoked_and_says_so() {
    let report = strictly(issued().as_str());
    assert_eq!(told(&report, CheckId::Status), (Outcome::NotApplicable, vec!["status.none"]));
    let report = strictly(&put(parse(issued().as_str()), "/credentialStatus", json!([])).to_string());
    assert_eq!(check(&report, CheckId::Status).outcome(), Outcome::NotApplicable);
}

#[test]
fn a_declared_schema_is_named_and_never_fetched_i19() {
    let schema = json!([{"id": "https://attacker.example/slow.json", "type": "JsonSchema"}]);
    let text = signed(&with("/credentialSchema", schema));
    let report = strictly(&text);
    assert_eq!(report.verdict(), Verdict::Undecided);
    assert_eq!(told(&report, CheckId::Schema), (Outcome::Unknown, vec!["schema.not-checked"]));
    assert!(finding(&report, CheckId::Schema).message().contains("https://attacker.example/slow.json"));
    assert_eq!(told(&report, CheckId::Proof), (Outcome::Pass, vec![]));
    accepts(&compatibly(&text));
}

#[test]
fn endorsements_are_counted_wherever_they_stand_and_none_adds_anything_i16() {
    let sites = ["", "/issuer", "/credentialSubject/achievement"];
    for site in sites {
        for (name, value) in [("endorsement", json!([endorsement("urn:uuid:x")])), ("endorsementJwt", json!(["a.b.c"]))]
        {
            let pointer = format!("{site}/{name}");
            let text = signed(&with(&pointer, value));
            let report = strictly(&text);
            assert_eq!(told(&report, CheckId::Endorsements), (Outcome::Unknown, vec!["endorsements.fails"]));
            assert_eq!(finding(&report, CheckId::Endorsements).place(), Some(&*format!("{pointer}/0")));
            assert_eq!(report.verdict(), Verdict::Undecided, "{pointer}");
            accepts(&compatibly(&text));
        }
    }
    // One that is forged, about something else, or deep inside others is worth as much as any: nothing.
    let mut deep = endorsement("urn:uuid:x");
    for _ in 0..12 {
        let mut outer = endorsement("urn:uuid:y");
        outer["issuer"]["endorsement"] = json!([deep]);
        deep = outer;
    }
    let report = compatibly(&signed_as_json(&with("/endorsement", json!([deep]))));
    assert_eq!(check(&report, CheckId::Endorsements).findings().len(), 1);
    assert_eq!(check(&report, CheckId::Endorsements).outcome(), Outcome::Unknown);
    let stranger = judge_by(trusting(&[&did(2)]), &signed(&with("/endorsement", json!([endorsement(&did(1))]))));
    assert_eq!(check(&stranger, CheckId::IssuerTrust).outcome(), Outcome::Fail);
}

#[test]
fn every_set_of_tolerated_unknowns_lets_pass_what_it_names_and_nothing_else() {
    let unknown = [CheckId::Schema, CheckId::Status, CheckId::Recipient, CheckId::Endorsements];
    let (text, expired) = (laden(), "2031-01-01T00:00:00Z");
    for set in 0..16_u8 {
        let named: Vec<CheckId> = (0..4).filter(|bit| set & (1 << bit) != 0).map(|bit| unknown[bit]).collect();
        let policy = named.iter().fold(Policy::strict(), |policy, id| policy.tolerating(*id));
        let verifier = Verifier::new(policy).with_recipient(Recipient::Name("Robin Example".into()));
        let report = judge(&verifier, &text);
        let tolerated: Vec<CheckId> =
            report.checks().iter().filter(|check| check.is_tolerated()).map(Check::id).collect();
        assert_eq!(tolerated, named);
        let expected = if named.len() == 4 { Verdict::Accepted } else { Verdict::Undecided };
        assert_eq!(report.verdict(), expected, "{named:?}");
        let late = verify(&verifier, &open(&text), &openbadges::verify::Materials::none(), expired);
        rejects(&late, CheckId::Validity, "validity.expired");
    }
}

#[test]
fn a_policy_that_tolerates_everything_turns_no_fail_into_a_pass() {
    let lenient = || CheckId::ALL.into_iter().fold(Policy::compatible(), Policy::tolerating);
    accepts(&judge_by(lenient(), &laden()));
    let altered = laden().replace("Reading Tides", "Reading Stars");
    rejects(&judge_by(lenient(), &altered), CheckId::Proof, "proof.signature-invalid");
    for text in ["{}", &*unsigned().to_string()] {
        assert_eq!(judge_by(lenient(), text).verdict(), Verdict::Rejected);
    }
}

#[test]
fn a_policy_document_says_what_a_policy_value_says() {
    assert_eq!(policy(&json!({})), Policy::compatible());
    assert_eq!(policy(&json!({"reading": "compatible"})), Policy::compatible());
    assert_eq!(policy(&json!({"reading": "strict"})), Policy::strict());
    let written = policy(&json!({"reading": "strict", "tolerate": ["status"], "trustedIssuers": [did(1)]}));
    assert_eq!(written, trusting(&[&did(1)]).tolerating(CheckId::Status));
    assert_eq!(written.reading(), Reading::Strict);
    assert_eq!(policy(&json!({"demandTrust": true})), Policy::compatible().demanding_trust());
    assert_eq!(policy(&json!({"demandTrust": false})), Policy::compatible());
    let exact = policy(&json!({"tolerate": []}));
    assert!(CheckId::ALL.into_iter().all(|id| !exact.tolerates(id)), "what is written replaces what is usual");
    for id in CheckId::ALL {
        assert_eq!(CheckId::parse(id.name()), Some(id));
        assert!(policy(&json!({"tolerate": [id.name()]})).tolerates(id));
    }
}

#[test]
fn a_policy_document_with_a_slip_is_refused() {
    for (text, code) in [
        (r#"{"reading": "lax"}"#, "policy.malformed"),
        (r#"{"reading": "Strict"}"#, "policy.malformed"),
        (r#"{"tolerate": ["proofs"]}"#, "policy.malformed"),
        (r#"{"tolerate": "status"}"#, "policy.malformed"),
        (r#"{"trustedIssuers": ["school"]}"#, "policy.malformed"),
        (r#"{"trustedIssuers": "did:example:school"}"#, "policy.malformed"),
        (r#"{"trusted": []}"#, "policy.malformed"),
        (r#"{"demandTrust": "yes"}"#, "policy.malformed"),
        (r#"[]"#, "policy.malformed"),
        (r#"{"tolerate": [], "tolerate": ["proof"]}"#, "json.duplicate-key"),
        ("", "json.malformed"),
    ] {
        let error = Policy::parse(text.as_bytes(), &LIMITS).unwrap_err();
        assert_eq!(error.code(), code, "{text}: {error}");
    }
    let error = Policy::parse(br#"{"tolerate": ["proofs"]}"#, &LIMITS).unwrap_err();
    assert!(error.to_string().contains("`proofs`"), "{error}");
}
