//! A newer badge from the service that a badge names. Names end with the row of the threat table that they hold.

use super::desk::*;
use openbadges::proof::Suite;
use openbadges::proof::data_integrity::Options;
use openbadges::verify::{Finding, Materials, Outcome, Refreshed, Verdict, Verifier};
use serde_json::{Value, json};

const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
const SERVICE: &str = "https://school.example/badges/b0";

fn refreshable() -> Value {
    let badge = with("/refreshService", json!({"id": SERVICE, "type": "1EdTechCredentialRefresh"}));
    put(badge, "/@context", json!([V2, OB, EXTENSIONS]))
}

/// The badge as the service has it a month later.
fn renewed() -> Value {
    put(refreshable(), "/validFrom", json!("2026-02-15T09:00:00Z"))
}

fn refreshed(old: &str, new: &str) -> Refreshed {
    let found = Verifier::strict().verify_refreshed(&open(old), &open(new), &Materials::none(), at(NOW));
    conforms(&serde_json::to_value(&found).unwrap());
    found
}

#[track_caller]
fn keeps_the_first(new: &str, codes: &[&str]) {
    let found = refreshed(&signed(&refreshable()), new);
    assert_eq!(found.findings().iter().map(Finding::code).collect::<Vec<_>>(), codes, "{found:#?}");
    assert_ne!(found.replaces(), Outcome::Pass);
    assert_eq!(found.report().verdict(), Verdict::Accepted);
    assert_eq!(found.report().badge(), found.original().badge());
}

#[test]
fn a_newer_badge_of_the_same_issuer_id_and_learner_stands_for_the_first_i17() {
    let found = refreshed(&signed(&refreshable()), &signed(&renewed()));
    assert_eq!((found.replaces(), found.findings()), (Outcome::Pass, &[][..]));
    assert_eq!(found.report().badge(), found.newer().badge());
    assert_eq!(found.original().verdict(), Verdict::Accepted);
}

#[test]
fn an_expired_badge_is_in_force_by_its_newer_edition_and_one_that_ended_ends_it() {
    let ended = put(refreshable(), "/validUntil", json!("2026-02-01T00:00:00Z"));
    let found = refreshed(&signed(&ended), &signed(&renewed()));
    assert_eq!(found.original().verdict(), Verdict::Rejected);
    assert_eq!(found.report().verdict(), Verdict::Accepted);
    let gone = put(renewed(), "/validUntil", json!("2026-02-20T00:00:00Z"));
    let found = refreshed(&signed(&refreshable()), &signed(&gone));
    assert_eq!((found.replaces(), found.report().verdict()), (Outcome::Pass, Verdict::Rejected));
}

#[test]
fn another_badge_leaves_the_first_as_it_is_i17() {
    keeps_the_first(&signed(&put(renewed(), "/id", json!("urn:uuid:b1"))), &["refresh.other-badge"]);
    keeps_the_first(
        &signed(&put(renewed(), "/credentialSubject/id", json!("did:example:sam"))),
        &["refresh.other-learner"],
    );
    keeps_the_first(&signed(&put(refreshable(), "/validFrom", json!("2026-01-01T09:00:00Z"))), &["refresh.older"]);
    let own = put(renewed(), "/issuer/id", json!(did(2)));
    keeps_the_first(&signed_with(&own, 2, &Options::new(Suite::EddsaRdfc2022)), &["refresh.other-issuer"]);
}

#[test]
fn a_newer_badge_with_a_broken_proof_counts_for_nothing_i17() {
    let altered = signed(&renewed()).replace("Reading Tides", "Reading Tides and Winds");
    keeps_the_first(&altered, &["refresh.unproven"]);
}

#[test]
fn a_newer_badge_that_could_not_be_checked_in_full_counts_for_nothing_yet() {
    let status = json!({
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://school.example/status/1",
    });
    keeps_the_first(&signed(&put(renewed(), "/credentialStatus", status)), &["refresh.undecided"]);
}

#[test]
fn a_badge_that_is_not_proven_names_no_service_i17() {
    let altered = signed(&refreshable()).replace("Reading Tides", "Reading Tides and Winds");
    let found = refreshed(&altered, &signed(&renewed()));
    assert_eq!(found.findings()[0].code(), "refresh.unproven");
    assert_eq!(found.report().verdict(), Verdict::Rejected);
}

#[test]
fn learners_without_an_id_are_the_same_by_exactly_the_same_identifiers() {
    let named = |badge: Value, name: &str| {
        let identity =
            json!([{"type": "IdentityObject", "hashed": false, "identityHash": name, "identityType": "name"}]);
        let mut badge = put(badge, "/credentialSubject/identifier", identity);
        badge["credentialSubject"].as_object_mut().unwrap().remove("id");
        signed(&badge)
    };
    let found = refreshed(&named(refreshable(), "Robin"), &named(renewed(), "Robin"));
    assert_eq!(found.replaces(), Outcome::Pass, "{found:#?}");
    let found = refreshed(&named(refreshable(), "Robin"), &named(renewed(), "Sam"));
    assert_eq!(found.findings().iter().map(Finding::code).collect::<Vec<_>>(), ["refresh.other-learner"]);
}

#[test]
fn the_service_is_named_and_never_among_what_a_check_needs_i17() {
    let badge = open(&signed(&refreshable()));
    assert_eq!(badge.refresh_url(), Some(SERVICE));
    assert!(badge.needs().is_empty());
    let report = strictly(&signed(&refreshable()));
    assert_eq!(report.proven().unwrap().newer.as_deref(), Some(SERVICE));
    for other in [
        json!({"id": SERVICE, "type": "AnotherRefresh"}),
        json!({"id": "http://school.example/", "type": "1EdTechCredentialRefresh"}),
    ] {
        assert_eq!(open(&signed_as_json(&with("/refreshService", other))).refresh_url(), None);
    }
}
