//! What was signed, by which proof: the check of proofs. Names end with the row of the threat table that they hold.

use super::desk::*;
use openbadges::proof::Suite;
use openbadges::proof::data_integrity::Options;
use openbadges::verify::{CheckId, Outcome, Report, Verdict, Weight};
use serde_json::{Value, json};

/// The badge of either suite, as its issuer signed it.
fn both() -> [Value; 2] {
    [Suite::EddsaRdfc2022, Suite::EddsaJcs2022]
        .map(|suite| parse(&signed_with(&unsigned(), 1, &Options::new(suite).with_created(at(FROM)))))
}

#[track_caller]
fn refuses_the_proof(badge: &Value, code: &str) -> Report {
    let report = strictly(&badge.to_string());
    assert_eq!(told(&report, CheckId::Proof), (Outcome::Fail, vec![code]), "{report:#?}");
    assert_eq!(report.verdict(), Verdict::Rejected);
    assert!(report.proven().is_none());
    report
}

#[test]
fn either_suite_is_accepted_and_says_who_signed() {
    for badge in both() {
        let report = strictly(&badge.to_string());
        accepts(&report);
        assert_eq!(report.proven().unwrap().signed_by, [method(1)]);
    }
    accepts(&strictly(&proven(&unsigned(), configuration())));
}

#[test]
fn a_badge_without_a_proof_is_rejected_d1() {
    let report = refuses_the_proof(&unsigned(), "proof.missing");
    assert_eq!(told(&report, CheckId::IssuerKey), (Outcome::Unknown, vec!["issuer-key.no-proof"]));
    assert_eq!(finding(&report, CheckId::Proof).place(), Some("/proof"));
    refuses_the_proof(&with("/proof", json!([])), "proof.missing");
    for proof in [json!(null), json!("x"), json!([[]]), json!([7])] {
        refuses_the_proof(&with("/proof", proof), "proof.malformed");
    }
}

#[test]
fn every_proof_has_to_hold_d2_d4() {
    let first = parse(issued().as_str());
    let other = Options::new(Suite::EddsaJcs2022).with_created(at(NOW));
    let two = parse(&signed_with(&first, 1, &other));
    let report = strictly(&two.to_string());
    accepts(&report);
    assert_eq!(report.proven().unwrap().signed_by, [method(1), method(1)]);
    for broken in [0, 1] {
        let altered = put(two.clone(), &format!("/proof/{broken}/created"), json!("2026-01-16T00:00:00Z"));
        let report = refuses_the_proof(&altered, "proof.signature-invalid");
        assert_eq!(finding(&report, CheckId::Proof).place(), Some(&*format!("/proof/{broken}")));
    }
}

#[test]
fn a_proof_of_a_suite_that_is_not_read_leaves_no_badge_accepted_d3_d13() {
    let appended = |suite: &str| {
        let mut badge = parse(issued().as_str());
        let mut proof = badge["proof"][0].clone();
        proof["cryptosuite"] = json!(suite);
        badge["proof"].as_array_mut().unwrap().push(proof);
        strictly(&badge.to_string())
    };
    let standard = "bbs-2023";
    let report = appended(standard);
    assert_eq!(told(&report, CheckId::Proof), (Outcome::Unknown, vec!["proof.unsupported-suite"]), "{standard}");
    assert_eq!(report.verdict(), Verdict::Undecided);
    assert!(finding(&report, CheckId::Proof).message().contains(&format!("`{standard}`")));
    for unknown in ["EDDSA-RDFC-2022", "eddsa-rdfc-2023", "none", ""] {
        let report = appended(unknown);
        assert_eq!(told(&report, CheckId::Proof), (Outcome::Fail, vec!["proof.unsupported-suite"]), "{unknown}");
        assert_eq!(report.verdict(), Verdict::Rejected);
    }
    let other = put(parse(issued().as_str()), "/proof/0/type", json!("JsonWebSignature2020"));
    assert_eq!(told(&strictly(&other.to_string()), CheckId::Proof).0, Outcome::Unknown);
}

#[test]
fn the_name_of_the_suite_is_part_of_what_is_signed_d12() {
    for badge in both() {
        let other = match badge["proof"][0]["cryptosuite"].as_str() {
            Some("eddsa-rdfc-2022") => "eddsa-jcs-2022",
            _ => "eddsa-rdfc-2022",
        };
        refuses_the_proof(&put(badge, "/proof/0/cryptosuite", json!(other)), "proof.signature-invalid");
    }
}

#[test]
fn a_proof_for_another_purpose_is_rejected_though_it_was_really_signed_d5() {
    for purpose in ["authentication", "capabilityInvocation"] {
        let text = proven(&unsigned(), put(configuration(), "/proofPurpose", json!(purpose)));
        let report = strictly(&text);
        rejects(&report, CheckId::Proof, "proof.purpose");
        assert!(finding(&report, CheckId::Proof).message().contains(&format!("`{purpose}`")));
    }
}

#[test]
fn a_proof_of_another_form_is_refused_d6_d14_d19_d20_d21() {
    let badge = parse(issued().as_str());
    let value = badge["proof"][0]["proofValue"].as_str().unwrap().to_owned();
    for (name, written) in [
        ("proofPurpose", json!(["assertionMethod"])),
        ("type", json!(["DataIntegrityProof"])),
        ("type", json!("dataIntegrityProof")),
        ("cryptosuite", json!(["eddsa-rdfc-2022"])),
        ("proofValue", json!([value])),
        ("proofValue", json!(value.replacen('z', "u", 1))),
        ("proofValue", json!(value[1..])),
        ("proofValue", json!(format!("z1{}", &value[1..]))),
        ("proofValue", json!("z")),
        ("proofValue", json!(format!("z{}", "1".repeat(100_000)))),
        ("verificationMethod", json!({"id": method(1)})),
        ("verificationMethod", json!("#key-1")),
        ("jws", json!("a..b")),
        ("previousProof", json!(7)),
    ] {
        let report = refuses_the_proof(&put(badge.clone(), &format!("/proof/0/{name}"), written), "proof.malformed");
        assert!(finding(&report, CheckId::Proof).message().contains(&format!("/proof/0/{name}")), "{name}");
    }
    for name in ["proofPurpose", "type", "cryptosuite", "proofValue", "verificationMethod"] {
        refuses_the_proof(&without(badge.clone(), &format!("/proof/0/{name}")), "proof.malformed");
    }
}

#[test]
fn each_member_of_a_proof_is_signed_d26() {
    for badge in both() {
        for (name, written) in [("created", json!("2026-01-15T09:00:01Z")), ("verificationMethod", json!(method(2)))] {
            let altered = put(badge.clone(), &format!("/proof/0/{name}"), written);
            refuses_the_proof(&altered, "proof.signature-invalid");
        }
        for (name, written) in [
            ("expires", json!("2099-01-01T00:00:00Z")),
            ("domain", json!("school.example")),
            ("challenge", json!("c")),
            ("nonce", json!("n")),
            ("id", json!("urn:uuid:p1")),
        ] {
            let report = strictly(&put(badge.clone(), &format!("/proof/0/{name}"), written).to_string());
            let codes = told(&report, CheckId::Proof).1;
            assert!(codes.contains(&"proof.signature-invalid"), "{name}: {codes:?}");
        }
        refuses_the_proof(&without(badge.clone(), "/proof/0/created"), "proof.signature-invalid");
        let other = put(unsigned(), "/credentialSubject/id", json!("did:example:alex"));
        let moved = put(other, "/proof", badge["proof"].clone());
        refuses_the_proof(&moved, "proof.signature-invalid");
    }
}

#[test]
fn the_dates_of_a_proof_count_within_five_minutes_d17() {
    let dated = |created: &str, expires: Option<&str>| {
        let mut proof = put(configuration(), "/created", json!(created));
        if let Some(expires) = expires {
            proof["expires"] = json!(expires);
        }
        strictly(&proven(&unsigned(), proof))
    };
    // It is 1 March, noon.
    accepts(&dated("2026-03-01T12:05:00Z", None));
    rejects(&dated("2026-03-01T12:05:00.000000001Z", None), CheckId::Proof, "proof.created-in-future");
    rejects(&dated("9999-12-31T23:59:59Z", None), CheckId::Proof, "proof.created-in-future");
    accepts(&dated("0001-01-01T00:00:00Z", None));
    accepts(&dated(FROM, Some("2026-03-01T11:55:00Z")));
    rejects(&dated(FROM, Some("2026-03-01T11:54:59.999999999Z")), CheckId::Proof, "proof.expired");
    accepts(&dated(FROM, Some("9999-12-31T23:59:59Z")));
}

#[test]
fn a_proof_that_ends_before_it_begins_or_without_a_zone_is_malformed_d17_m1() {
    let badge = parse(issued().as_str());
    let ended = put(badge.clone(), "/proof/0/expires", json!("2026-01-15T08:59:59Z"));
    refuses_the_proof(&ended, "proof.expires-before-created");
    for created in ["2026-01-15T09:00:00", "2026-01-15", "2026-01-15T09:00:60Z", "yesterday"] {
        refuses_the_proof(&put(badge.clone(), "/proof/0/created", json!(created)), "time.malformed");
    }
}

#[test]
fn the_names_of_proofs_are_their_own_d24_l30() {
    let mut badge = parse(issued().as_str());
    let mut proof = badge["proof"][0].clone();
    proof["id"] = json!("urn:uuid:p1");
    badge["proof"] = json!([proof, proof]);
    refuses_the_proof(&badge, "proof.duplicate-id");
    proof["id"] = badge["id"].clone();
    badge["proof"] = json!([proof]);
    refuses_the_proof(&badge, "proof.shared-id");
}

#[test]
fn a_proof_that_was_taken_away_is_not_missed_but_the_report_says_who_signed_d25() {
    let both = parse(&signed_with(&parse(issued().as_str()), 1, &Options::new(Suite::EddsaJcs2022)));
    let report = strictly(&without(both, "/proof/1").to_string());
    assert_eq!(report.proven().unwrap().signed_by, [method(1)]);
}

#[test]
fn a_proof_made_for_somebody_says_so_d27() {
    let mut proof = configuration();
    proof["domain"] = json!("registry.example");
    proof["challenge"] = json!("1234");
    let report = strictly(&proven(&unsigned(), proof));
    accepts(&report);
    assert_eq!(told(&report, CheckId::Proof), (Outcome::Pass, vec!["proof.for-somebody"]));
    assert_eq!(finding(&report, CheckId::Proof).weight(), Weight::Note);
}

#[test]
fn sixteen_proofs_are_read_and_no_more_d28() {
    let mut badge = parse(issued().as_str());
    let proof = badge["proof"][0].clone();
    badge["proof"] = vec![proof.clone(); 16].into();
    accepts(&strictly(&badge.to_string()));
    badge["proof"] = vec![proof.clone(); 17].into();
    refuses_the_proof(&badge, "proof.too-many");
    badge["proof"] = vec![proof; 2_000].into();
    refuses_the_proof(&badge, "proof.too-many");
}
