//! What is presented: the checks of version, shape and contexts. Names end with the row of the threat table that they hold.

use super::desk::*;
use openbadges::proof::Suite;
use openbadges::proof::data_integrity::Options;
use openbadges::verify::{CheckId, Outcome, Policy, Verdict, Weight};
use serde_json::{Value, json};

const OB_300: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context.json";

/// The badge as version 1.1 of the data model writes it.
fn first_version(until: &str) -> Value {
    json!({
        "@context": [V1, OB_300],
        "id": "urn:uuid:b1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": did(1), "type": ["Profile"], "name": "Harbour School"},
        "issuanceDate": FROM,
        "expirationDate": until,
        "credentialSubject": {
            "id": LEARNER,
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://school.example/achievements/tides",
                "type": ["Achievement"],
                "name": "Reading Tides",
                "description": "Predicts a tide from a table.",
                "criteria": {"narrative": "Predict three tides."},
            },
        },
    })
}

fn endorsement() -> Value {
    json!({
        "@context": [V2, OB],
        "id": "urn:uuid:e0",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "A good school",
        "issuer": {"id": did(1), "type": ["Profile"], "name": "Guild of Pilots"},
        "validFrom": FROM,
        "validUntil": UNTIL,
        "credentialSubject": {"id": "https://school.example/", "type": ["EndorsementSubject"]},
    })
}

#[test]
fn a_badge_as_issued_passes_every_check_that_applies() {
    let report = strictly(issued().as_str());
    accepts(&report);
    let passed = [
        CheckId::Version,
        CheckId::Shape,
        CheckId::Contexts,
        CheckId::Terms,
        CheckId::IssuerKey,
        CheckId::Proof,
        CheckId::Validity,
    ];
    for check in report.checks() {
        let expected = if passed.contains(&check.id()) { Outcome::Pass } else { Outcome::NotApplicable };
        assert_eq!(check.outcome(), expected, "{check:?}");
    }
}

#[test]
fn the_first_version_of_the_data_model_is_let_pass_with_a_warning_and_not_by_the_text() {
    let text = signed_as_json(&first_version(UNTIL));
    let report = compatibly(&text);
    accepts(&report);
    assert_eq!(finding(&report, CheckId::Version).code(), "version.data-model-1-1");
    assert_eq!(finding(&report, CheckId::Version).weight(), Weight::Warning);
    let report = strictly(&text);
    assert_eq!(failed(&report), [CheckId::Version, CheckId::Shape]);
    assert_eq!(finding(&report, CheckId::Version).place(), Some("/type"));
}

#[test]
fn the_first_version_ends_under_its_own_name_and_under_the_later_one() {
    rejects(
        &compatibly(&signed_as_json(&first_version("2026-02-01T00:00:00Z"))),
        CheckId::Validity,
        "validity.expired",
    );
    let later = put(first_version(UNTIL), "/validUntil", json!("2026-02-01T00:00:00Z"));
    rejects(&compatibly(&signed_as_json(&later)), CheckId::Validity, "validity.expired");
    let early = put(first_version(UNTIL), "/validFrom", json!("2026-04-01T00:00:00Z"));
    rejects(&compatibly(&signed_as_json(&early)), CheckId::Validity, "validity.not-yet");
}

#[test]
fn another_kind_of_credential_is_named_and_left_undecided() {
    let report = compatibly(&signed(&endorsement()));
    assert_eq!(report.verdict(), Verdict::Undecided);
    assert_eq!(told(&report, CheckId::Version), (Outcome::Unknown, vec!["version.other-credential"]));
    assert_eq!(told(&report, CheckId::Shape), (Outcome::Unknown, vec!["shape.other-credential"]));
    assert!(finding(&report, CheckId::Version).message().starts_with("an endorsement credential"));
    assert_eq!(check(&report, CheckId::Proof).outcome(), Outcome::Pass);
    let record = put(with("/type", json!(["VerifiableCredential", "ClrCredential"])), "/@context", json!([V2, OB]));
    let report = compatibly(&signed_as_json(&record));
    assert!(finding(&report, CheckId::Version).message().starts_with("a comprehensive learner record"));
}

#[test]
fn tolerating_another_kind_of_credential_makes_no_badge_of_it() {
    let policy = Policy::compatible().tolerating(CheckId::Version).tolerating(CheckId::Shape);
    let report = judge_by(policy.clone(), &signed(&endorsement()));
    accepts(&report);
    assert!(report.accepted().is_none());
    let expired = put(endorsement(), "/validUntil", json!("2026-02-01T00:00:00Z"));
    rejects(&judge_by(policy, &signed(&expired)), CheckId::Validity, "validity.expired");
}

#[test]
fn what_is_no_credential_fails_and_passes_nothing() {
    for text in ["{}", r#"{"type": ["OpenBadgeCredential"]}"#, r#"{"type": {"a": "VerifiableCredential"}}"#] {
        let report = compatibly(text);
        assert_eq!(report.verdict(), Verdict::Rejected);
        assert_eq!(told(&report, CheckId::Version), (Outcome::Fail, vec!["version.not-a-credential"]), "{text}");
        assert!(report.checks().iter().all(|check| check.outcome() != Outcome::Pass), "{text}: {report:#?}");
    }
}

#[test]
fn every_member_that_the_standard_demands_is_missed_where_it_should_be() {
    for pointer in [
        "/issuer",
        "/credentialSubject",
        "/id",
        "/issuer/type",
        "/credentialSubject/type",
        "/credentialSubject/achievement",
        "/credentialSubject/achievement/id",
        "/credentialSubject/achievement/type",
        "/credentialSubject/achievement/name",
        "/credentialSubject/achievement/description",
        "/credentialSubject/achievement/criteria",
    ] {
        let report = strictly(&signed_as_json(&without(unsigned(), pointer)));
        let (place, name) = pointer.rsplit_once('/').unwrap();
        let missed = check(&report, CheckId::Shape).findings().iter().find(|f| f.code() == "wire.missing");
        let missed = missed.unwrap_or_else(|| panic!("{pointer}: {report:#?}"));
        assert_eq!(missed.place().unwrap(), place);
        assert!(missed.message().contains(name), "{}", missed.message());
        assert_eq!(report.verdict(), Verdict::Rejected);
        assert!(report.accepted().is_none());
    }
}

#[test]
fn a_member_of_another_form_is_refused_with_its_place_j17_i12_h10() {
    let subject = unsigned()["credentialSubject"].clone();
    for (pointer, value) in [
        ("/issuer", json!([])),
        ("/issuer", json!([did(1)])),
        ("/issuer", json!(7)),
        ("/credentialSubject", json!([subject])),
        ("/credentialSubject", json!("did:example:robin")),
        ("/credentialSubject/achievement", json!([])),
        ("/credentialSubject/achievement/name", json!(["Tides"])),
        ("/credentialSubject/achievement/creditsAvailable", json!("six")),
        ("/name", json!(7)),
    ] {
        let report = compatibly(&signed_as_json(&with(pointer, value.clone())));
        let faults = check(&report, CheckId::Shape).findings().iter().filter(|f| f.weight() == Weight::Fault);
        let places: Vec<_> = faults.filter_map(|fault| fault.place()).collect();
        assert!(places.contains(&pointer), "{pointer} {value}: {places:?}");
        assert_eq!(report.verdict(), Verdict::Rejected);
    }
}

#[test]
fn a_relaxation_is_a_warning_in_one_reading_and_a_fault_in_the_other() {
    let source = json!({"id": "https://source.example/", "type": "Profile"});
    for (pointer, value, code) in [
        (
            "/credentialSubject/achievement/alignment",
            unsigned()["credentialSubject"]["achievement"]["alignment"][0].clone(),
            "wire.single-value",
        ),
        ("/validUntil", json!("2030-01-15T09:00:00"), "wire.zone-missing"),
        ("/credentialSubject/achievement/achievementType", json!("Sailing"), "wire.unknown-value"),
    ] {
        let text = signed_as_json(&with(pointer, value));
        let report = compatibly(&text);
        let weights = |report: &openbadges::verify::Report| {
            let findings = check(report, CheckId::Shape).findings().iter().filter(|finding| finding.code() == code);
            findings.map(openbadges::verify::Finding::weight).collect::<Vec<_>>()
        };
        accepts(&report);
        assert_eq!(weights(&report), [Weight::Warning], "{pointer}: {report:#?}");
        let report = strictly(&text);
        assert_eq!(weights(&report), [Weight::Fault], "{pointer}");
        assert_eq!(report.verdict(), Verdict::Rejected);
    }
    // What the standard leaves open is a note in both.
    let text = signed_as_json(&with("/credentialSubject/source", source));
    let report = strictly(&text);
    accepts(&report);
    assert_eq!(told(&report, CheckId::Shape), (Outcome::Pass, vec!["wire.single-value"]));
}

#[test]
fn contexts_in_another_order_are_refused_l23() {
    for contexts in [json!([OB, V2]), json!([V2]), json!([V2, V2, OB]), json!(V2)] {
        let report = compatibly(&signed_as_json(&with("/@context", contexts.clone())));
        let codes = told(&report, CheckId::Shape).1;
        assert!(codes.contains(&"wire.context"), "{contexts}: {report:#?}");
        assert_eq!(report.verdict(), Verdict::Rejected);
    }
}

#[test]
fn an_unknown_context_is_named_l17_l20_l21() {
    for url in [
        "https://school.example/contexts/1",
        "http://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/v2/",
        "https://www.w3.org/ns/credentials/%762",
        "https://WWW.w3.org/ns/credentials/v2",
    ] {
        let report = strictly(&signed_as_json(&with("/@context", json!([V2, OB, url]))));
        rejects(&report, CheckId::Contexts, "contexts.unknown");
        let finding = finding(&report, CheckId::Contexts);
        assert!(finding.message().contains(&format!("`{url}`")), "{}", finding.message());
        assert_eq!(finding.place(), Some("/@context/2"));
        // Nothing is known of its words, so nothing is said of them either.
        assert_eq!(told(&report, CheckId::Terms), (Outcome::Unknown, vec!["terms.not-checked"]));
        assert!(report.proven().is_none());
    }
}

#[test]
fn what_an_unknown_context_signs_as_statements_cannot_be_computed() {
    let text = issued().as_str().replacen(OB, "https://purl.imsglobal.org/spec/ob/v3p0/context-9.json", 1);
    let report = compatibly(&text);
    assert_eq!(told(&report, CheckId::Contexts), (Outcome::Fail, vec!["contexts.unknown"]));
    assert_eq!(told(&report, CheckId::Proof), (Outcome::Unknown, vec!["proof.not-computable"]));
    assert_eq!(report.verdict(), Verdict::Rejected);
}

#[test]
fn a_context_written_in_place_is_refused_l3_l4_l18_l25_l26() {
    for context in [
        json!({"cred": "https://www.w3.org/2018/credentials#"}),
        json!({"until": "https://www.w3.org/2018/credentials#validUntil"}),
        json!({"validUntil": null}),
        json!({"@import": V2}),
        json!({}),
        json!(null),
        json!(7),
    ] {
        let report = strictly(&signed_as_json(&with("/@context", json!([V2, OB, context]))));
        assert_eq!(told(&report, CheckId::Contexts), (Outcome::Fail, vec!["contexts.inline"]), "{context}");
        assert_eq!(finding(&report, CheckId::Contexts).place(), Some("/@context/2"));
        assert_eq!(report.verdict(), Verdict::Rejected);
    }
}

#[test]
fn a_badge_without_contexts_says_nothing() {
    let report = compatibly(&signed_as_json(&without(unsigned(), "/@context")));
    assert_eq!(told(&report, CheckId::Contexts), (Outcome::Fail, vec!["contexts.none"]));
    assert_eq!(check(&report, CheckId::Terms).outcome(), Outcome::Unknown);
    let report = compatibly(&signed_as_json(&with("/@context", json!([]))));
    assert_eq!(report.verdict(), Verdict::Rejected);
}

#[test]
fn the_report_says_which_bytes_each_context_stands_for() {
    let report = strictly(issued().as_str());
    let used: Vec<_> = report.badge().contexts.iter().map(|used| (&*used.url, &*used.sha256)).collect();
    let credentials = "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734";
    let badges = "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84";
    assert_eq!(used, [(V2, credentials), (OB, badges)]);
}

#[test]
fn a_context_appended_to_signed_json_gives_no_word_a_meaning_c4() {
    let appended = |badge: &Value, contexts: Value| {
        let text = signed_with(badge, 1, &Options::new(Suite::EddsaJcs2022));
        put(parse(&text), "/@context", contexts).to_string()
    };
    let status_list = "https://w3id.org/vc/status-list/2021/v1";
    accepts(&strictly(&appended(&unsigned(), json!([V2, OB, "https://w3id.org/security/data-integrity/v2"]))));
    // Only the appended context knows this type.
    let entry = json!({"id": "urn:uuid:s1", "type": "StatusList2021Entry"});
    let badge = with("/credentialStatus", entry);
    let report = strictly(&appended(&badge, json!([V2, OB, status_list])));
    assert_eq!(told(&report, CheckId::Terms), (Outcome::Fail, vec!["ld.undefined-type"]), "{report:#?}");
    let honest = put(badge, "/@context", json!([V2, OB, status_list]));
    assert_eq!(told(&strictly(&signed_as_json(&honest)), CheckId::Terms), (Outcome::Pass, vec![]));
    let report = strictly(&appended(&unsigned(), json!([V2, OB, "https://school.example/contexts/1"])));
    rejects(&report, CheckId::Contexts, "contexts.unknown");
}
