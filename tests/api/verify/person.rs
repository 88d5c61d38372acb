//! Whether a badge is about the person at hand: the check of the recipient. Names end with the row of the threat table that they hold.

use super::desk::*;
use openbadges::model::IdentityHash;
use openbadges::verify::{CheckId, Outcome, Recipient, Report, Verdict, Verifier, Weight};
use serde_json::{Value, json};

const EMAIL: &str = "Robin.Example@School.example";

fn identity(kind: &str, text: &str) -> Value {
    json!({"type": "IdentityObject", "hashed": false, "identityHash": text, "identityType": kind})
}

fn hashed(kind: &str, hash: &str, salt: Option<&str>) -> Value {
    let mut identity = json!({"type": "IdentityObject", "hashed": true, "identityHash": hash, "identityType": kind});
    if let Some(salt) = salt {
        identity["salt"] = json!(salt);
    }
    identity
}

fn sha256(text: &str, salt: &str) -> String {
    IdentityHash::sha256(text, salt).as_str().to_owned()
}

/// A badge of somebody who is named by these identities and no id.
fn about(identities: &[Value]) -> String {
    let mut badge = with("/credentialSubject/identifier", json!(identities));
    badge["credentialSubject"].as_object_mut().unwrap().remove("id");
    signed(&badge)
}

fn is_about(text: &str, recipient: &str) -> Report {
    judge(&Verifier::strict().with_recipient(Recipient::parse(recipient).unwrap()), text)
}

#[track_caller]
fn tells(text: &str, recipient: &str, outcome: Outcome, code: &str) {
    let report = is_about(text, recipient);
    assert_eq!(told(&report, CheckId::Recipient), (outcome, vec![code]), "{recipient}");
    assert_eq!(finding(&report, CheckId::Recipient).place(), Some("/credentialSubject"));
    let verdict = match outcome {
        Outcome::Fail => Verdict::Rejected,
        Outcome::Unknown => Verdict::Undecided,
        Outcome::Pass | Outcome::NotApplicable => Verdict::Accepted,
    };
    assert_eq!(report.verdict(), verdict, "{report:#?}");
}

#[test]
fn a_badge_nobody_asked_about_says_that_nobody_asked_h7() {
    let report = strictly(issued().as_str());
    assert_eq!(told(&report, CheckId::Recipient), (Outcome::NotApplicable, vec!["recipient.not-asked"]));
}

#[test]
fn an_id_is_compared_exactly() {
    let text = issued().as_str().to_owned();
    tells(&text, "id:did:example:robin", Outcome::Pass, "recipient.match");
    tells(&text, "id:did:example:Robin", Outcome::Fail, "recipient.mismatch");
    tells(&text, "id:did:example:robin2", Outcome::Fail, "recipient.mismatch");
    tells(&text, "id:did:example:robi", Outcome::Fail, "recipient.mismatch");
}

#[test]
fn what_a_badge_does_not_state_is_unknown_not_passed() {
    let by_id = issued().as_str().to_owned();
    for recipient in ["email:robin@school.example", "name:Robin Example", "student:4711"] {
        tells(&by_id, recipient, Outcome::Unknown, "recipient.not-comparable");
    }
    let by_email = about(&[identity("emailAddress", EMAIL)]);
    tells(&by_email, "id:did:example:robin", Outcome::Unknown, "recipient.not-comparable");
    // An address is no name, even where the texts are equal.
    tells(&by_email, &format!("name:{EMAIL}"), Outcome::Unknown, "recipient.not-comparable");
}

#[test]
fn an_address_in_the_learners_id_is_an_address() {
    let text = signed(&with("/credentialSubject/id", json!("mailto:robin@school.example")));
    tells(&text, "email:robin@school.example", Outcome::Pass, "recipient.match");
    tells(&text, "email:alex@school.example", Outcome::Fail, "recipient.mismatch");
}

#[test]
fn a_salted_hash_is_compared_with_the_salt_behind_h9() {
    let text = about(&[hashed("emailAddress", &sha256(EMAIL, "salt"), Some("salt"))]);
    tells(&text, &format!("email:{EMAIL}"), Outcome::Pass, "recipient.match");
    tells(&text, "email:alex@school.example", Outcome::Fail, "recipient.mismatch");
    let before = about(&[hashed("emailAddress", &sha256("salt", EMAIL), Some("salt"))]);
    tells(&before, &format!("email:{EMAIL}"), Outcome::Fail, "recipient.mismatch");
    let other = about(&[hashed("emailAddress", &sha256(EMAIL, "salt"), Some("Salt"))]);
    tells(&other, &format!("email:{EMAIL}"), Outcome::Fail, "recipient.mismatch");
    let huge = "s".repeat(100_000);
    let text = about(&[hashed("emailAddress", &sha256(EMAIL, &huge), Some(&huge))]);
    tells(&text, &format!("email:{EMAIL}"), Outcome::Pass, "recipient.match");
    let number = put(hashed("emailAddress", &sha256(EMAIL, "7"), None), "/salt", json!(7));
    assert_eq!(check(&is_about(&about(&[number]), "email:a@b"), CheckId::Shape).outcome(), Outcome::Fail);
}

#[test]
fn a_hash_without_a_salt_is_called_weak_h1() {
    for salt in [None, Some("")] {
        let text = about(&[hashed("emailAddress", &sha256(EMAIL, ""), salt)]);
        tells(&text, &format!("email:{EMAIL}"), Outcome::Pass, "recipient.unsalted");
        let report = is_about(&text, &format!("email:{EMAIL}"));
        assert_eq!(finding(&report, CheckId::Recipient).weight(), Weight::Warning);
    }
}

#[test]
fn md5_is_not_compared_at_all_h2() {
    // md5 of "a".
    let text = about(&[hashed("name", "md5$0cc175b9c0f1b6a831c399e269772661", None)]);
    tells(&text, "name:a", Outcome::Unknown, "recipient.not-comparable");
}

#[test]
fn the_case_of_hexadecimal_digits_says_nothing_h4() {
    let hash = sha256(EMAIL, "salt");
    let upper = format!("sha256${}", hash["sha256$".len()..].to_uppercase());
    assert_ne!(hash, upper);
    tells(
        &about(&[hashed("emailAddress", &upper, Some("salt"))]),
        &format!("email:{EMAIL}"),
        Outcome::Pass,
        "recipient.match",
    );
}

#[test]
fn a_hash_of_another_form_is_refused_h3_h6() {
    let good = sha256("a", "");
    for (hash, is_hashed) in [
        ("sha512$ab", true),
        ("sha256", true),
        (&good["sha256$".len()..], true),
        (&good[..good.len() - 1], true),
        (&*good.replace("sha256", "SHA256"), true),
        (&*format!("{}g", &good[..good.len() - 1]), true),
        ("robin@school.example", true),
        // A hash that says it is none.
        (&good, false),
    ] {
        let mut identity = hashed("name", hash, None);
        identity["hashed"] = json!(is_hashed);
        let report = is_about(&about(&[identity]), "name:a");
        let codes = told(&report, CheckId::Shape).1;
        assert!(codes.contains(&"wire.identity-hash"), "{hash}: {codes:?}");
        assert_eq!(report.verdict(), Verdict::Rejected);
        assert_ne!(check(&report, CheckId::Recipient).outcome(), Outcome::Pass, "{hash}");
    }
}

#[test]
fn an_address_in_another_case_is_a_weaker_match_h5() {
    let text = about(&[identity("emailAddress", "Robin@school.example")]);
    tells(&text, "email:Robin@school.example", Outcome::Pass, "recipient.match");
    let weak = |recipient: &str, text: &str| {
        let report = is_about(text, recipient);
        let finding = finding(&report, CheckId::Recipient);
        assert_eq!((finding.code(), finding.weight()), ("recipient.weak-match", Weight::Warning), "{recipient}");
        finding.message().to_owned()
    };
    assert_eq!(weak("email:Robin@SCHOOL.example", &text), "equal only with the domain in lower case");
    tells(&text, "email:robin@school.example", Outcome::Fail, "recipient.mismatch");
    let lower = about(&[hashed("emailAddress", &sha256("robin@school.example", "s"), Some("s"))]);
    assert_eq!(weak("email:Robin@School.example", &lower), "equal only in lower case");
    // The case of a name is part of it.
    tells(&about(&[identity("name", "Robin")]), "name:robin", Outcome::Fail, "recipient.mismatch");
}

#[test]
fn one_of_several_identities_is_enough_and_the_best_one_counts_h8() {
    let email = format!("email:{EMAIL}");
    let several = [
        identity("name", "Robin Example"),
        hashed("emailAddress", &sha256("old@school.example", "s"), Some("s")),
        hashed("emailAddress", &sha256(EMAIL, ""), None),
        hashed("emailAddress", &sha256(EMAIL, "s"), Some("s")),
    ];
    tells(&about(&several), &email, Outcome::Pass, "recipient.match");
    tells(&about(&several[..3]), &email, Outcome::Pass, "recipient.unsalted");
    tells(&about(&several[..2]), &email, Outcome::Fail, "recipient.mismatch");
    tells(&about(&several[..1]), &email, Outcome::Unknown, "recipient.not-comparable");
    let reversed: Vec<Value> = several.iter().rev().cloned().collect();
    tells(&about(&reversed), &email, Outcome::Pass, "recipient.match");
}

#[test]
fn a_student_number_may_have_any_of_four_names() {
    for kind in ["sisSourcedId", "sourcedId", "systemId", "identifier"] {
        let text = about(&[identity(kind, "4711")]);
        tells(&text, "student:4711", Outcome::Pass, "recipient.match");
        tells(&text, "student:04711", Outcome::Fail, "recipient.mismatch");
    }
    tells(
        &about(&[identity("nationalIdentityNumber", "4711")]),
        "student:4711",
        Outcome::Unknown,
        "recipient.not-comparable",
    );
}

#[test]
fn a_badge_that_cannot_be_read_is_about_nobody_known() {
    let report = is_about(&signed_as_json(&without(unsigned(), "/credentialSubject")), "id:did:example:robin");
    assert_eq!(told(&report, CheckId::Recipient), (Outcome::Unknown, vec!["recipient.not-comparable"]));
    assert_eq!(report.verdict(), Verdict::Rejected);
}

#[test]
fn a_person_is_written_as_a_kind_and_a_value() {
    assert_eq!(Recipient::parse("id:did:key:z6Mk").unwrap(), Recipient::Id("did:key:z6Mk".into()));
    for text in ["", "robin", "email:", "mail:a@b", "Email:a@b", ":a", " email:a@b"] {
        assert_eq!(Recipient::parse(text).unwrap_err().code(), "recipient.malformed", "{text}");
    }
}
