//! What a policy may demand beside trust: clocks, ages, suites, elements, hashes; and the policy as a document.

use super::desk::*;
use super::documents::{DOCUMENT, document, school_badge};
use openbadges::issue::Issuer;
use openbadges::model::profile::Profile;
use openbadges::proof::Suite;
use openbadges::proof::data_integrity::Options;
use openbadges::verify::{CheckId, Materials, Outcome, Policy, Recipient, Report, Verifier};
use serde_json::{Value, json};
use std::num::NonZeroUsize;
use std::sync::LazyLock;

fn read(document: &Value) -> Result<Policy, openbadges::verify::Error> {
    Policy::parse(document.to_string().as_bytes(), &LIMITS)
}

fn judged_at(policy: Policy, now: &str) -> Report {
    verify(&Verifier::new(policy), &open(issued().as_str()), &Materials::none(), now)
}

#[test]
fn clocks_that_differ_by_no_more_than_the_policy_allows_are_a_warning() {
    let allowing = || Policy::strict().with_clock_skew(60);
    for now in ["2026-01-15T08:59:00Z", "2030-01-15T09:01:00Z"] {
        let report = judged_at(allowing(), now);
        accepts(&report);
        assert_eq!(told(&report, CheckId::Validity), (Outcome::Pass, vec!["validity.clocks-differ"]));
    }
    let early = judged_at(allowing(), "2026-01-15T08:58:59Z");
    assert_eq!(failed(&early), [CheckId::Proof, CheckId::Validity]);
    assert_eq!(told(&early, CheckId::Validity).1, ["validity.not-yet"]);
    rejects(&judged_at(allowing(), "2030-01-15T09:01:01Z"), CheckId::Validity, "validity.expired");
    rejects(&judged_at(Policy::strict(), "2026-01-15T08:59:59Z"), CheckId::Validity, "validity.not-yet");
    rejects(
        &judged_at(Policy::strict().with_clock_skew(0), "2030-01-15T09:00:01Z"),
        CheckId::Validity,
        "validity.expired",
    );
}

#[test]
fn the_clocks_of_a_policy_count_for_proofs_as_well() {
    let proof = put(configuration(), "/created", json!("2026-03-01T12:04:00Z"));
    let badge = proven(&unsigned(), proof);
    accepts(&strictly(&badge));
    rejects(&judge_by(Policy::strict().with_clock_skew(60), &badge), CheckId::Proof, "proof.created-in-future");
    accepts(&judge_by(Policy::strict().with_clock_skew(240), &badge));
}

#[test]
fn a_document_counts_for_as_long_as_the_policy_says_from_when_it_was_fetched() {
    let badge = school_badge();
    let fetched = |at: Option<&str>| {
        let mut materials = Materials::none();
        materials.insert(DOCUMENT, document().to_string().into_bytes(), &LIMITS).unwrap();
        at.into_iter().for_each(|at| materials.note_fetched(DOCUMENT, super::desk::at(at)));
        materials
    };
    let judge = |policy: Policy, at| verify(&Verifier::new(policy), &open(&badge), &fetched(at), NOW);
    let hour = || Policy::strict().with_maximum_age(3_600);
    accepts(&judge(hour(), Some("2026-03-01T11:00:00Z")));
    accepts(&judge(Policy::strict(), Some("2020-03-01T11:00:00Z")));
    for at in [Some("2026-03-01T10:59:59Z"), None] {
        let report = judge(hour(), at);
        assert_eq!(told(&report, CheckId::IssuerKey), (Outcome::Unknown, vec!["issuer-key.document-missing"]));
        assert!(finding(&report, CheckId::IssuerKey).message().contains("longer ago than the policy allows"));
    }
}

#[test]
fn only_the_suites_that_the_policy_accepts_count_whatever_else_it_asks_of_proofs() {
    let accepting = |names: &[&str]| Policy::strict().accepting_suites(names.iter().map(|name| (*name).to_owned()));
    let badge = issued().as_str().to_owned();
    accepts(&judge_by(accepting(&["ES256", "eddsa-rdfc-2022"]), &badge));
    for none in [&["eddsa-jcs-2022"][..], &["EDDSA-RDFC-2022"], &["eddsa"], &[]] {
        let report = judge_by(accepting(none), &badge);
        rejects(&report, CheckId::Proof, "proof.suite-not-accepted");
        assert!(report.proven().is_none());
    }
    // Of two proofs one that is not needed may be of any suite.
    let both = signed_with(&parse(&badge), 1, &Options::new(Suite::EddsaJcs2022));
    rejects(&judge_by(accepting(&["eddsa-rdfc-2022"]), &both), CheckId::Proof, "proof.suite-not-accepted");
    let one = openbadges::verify::ProofRule::AtLeast(NonZeroUsize::MIN);
    accepts(&judge_by(accepting(&["eddsa-rdfc-2022"]).with_proofs(one), &both));
}

#[test]
fn a_badge_lacks_what_the_profile_of_the_policy_requires() {
    let report = judge_by(Policy::strict().requiring(Profile::Microbol2022), issued().as_str());
    assert_eq!(failed(&report), [CheckId::Completeness]);
    let lacking = check(&report, CheckId::Completeness).findings();
    assert!(lacking.iter().any(|finding| finding.message().contains("participation")), "{lacking:#?}");
    assert!(report.proven().is_some(), "it lacks something, and says what it says");
    let award = serde_json::from_str(openbadges::model::sample_award()).unwrap();
    let full = Issuer::new(signer(1)).issue(&award, "urn:uuid:b1".parse().unwrap(), at(FROM)).unwrap();
    let report = judge_by(Policy::strict().requiring(Profile::Microbol2022), full.as_str());
    accepts(&report);
    let (outcome, codes) = told(&report, CheckId::Completeness);
    assert_eq!((outcome, codes.last()), (Outcome::Pass, Some(&"completeness.complete")), "{report:#?}");
    let unasked = strictly(issued().as_str());
    assert_eq!(told(&unasked, CheckId::Completeness), (Outcome::NotApplicable, vec![]));
}

#[test]
fn md5_is_compared_where_the_policy_says_so_and_a_match_is_a_warning_h2() {
    // MD5 of "a", and of "a" with the salt "bc", which is that of "abc".
    for (hash, salt) in [("0CC175B9C0F1B6A831C399E269772661", None), ("900150983cd24fb0d6963f7d28e17f72", Some("bc"))] {
        let mut identity = json!({
            "type": "IdentityObject",
            "hashed": true,
            "identityHash": format!("md5${hash}"),
            "identityType": "name",
        });
        salt.into_iter().for_each(|salt| identity["salt"] = json!(salt));
        let mut badge = with("/credentialSubject/identifier", json!([identity]));
        badge["credentialSubject"].as_object_mut().unwrap().remove("id");
        let badge = signed(&badge);
        let ask = |policy: Policy, name: &str| {
            let verifier = Verifier::new(policy).with_recipient(Recipient::Name(name.into()));
            told(&judge(&verifier, &badge), CheckId::Recipient)
        };
        assert_eq!(ask(Policy::strict(), "a"), (Outcome::Unknown, vec!["recipient.not-comparable"]));
        assert_eq!(ask(Policy::strict().matching_md5(), "a"), (Outcome::Pass, vec!["recipient.md5"]));
        assert_eq!(ask(Policy::strict().matching_md5(), "b"), (Outcome::Fail, vec!["recipient.mismatch"]));
    }
}

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(include_str!("../../../docs/schema/verify-policy.json")).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

#[test]
fn a_policy_is_written_as_the_document_that_it_is_read_from() {
    let documents = [
        json!({}),
        json!({"reading": "strict"}),
        json!({"tolerate": ["status", "resources"], "trustedIssuers": [], "demandTrust": true}),
        json!({"proofs": "any", "signers": ["did:web:awards.example"], "acceptedSuites": ["ES256"]}),
        json!({"proofs": {"atLeast": 3}, "statusIssuers": ["did:web:status.example"], "clockSkew": 86_400}),
        json!({"proofs": {"suites": ["eddsa-rdfc-2022"]}, "maximumAge": 0, "profile": "eucouncil2022"}),
        json!({"proofs": "all", "rejectFailedEndorsements": true, "matchMd5": true}),
    ];
    for document in documents {
        assert!(SCHEMA.is_valid(&document), "{document}");
        let policy = read(&document).unwrap();
        let written = policy.to_json();
        assert!(SCHEMA.is_valid(&written), "{written}");
        assert_eq!(read(&written).unwrap(), policy, "{written}");
    }
}

#[test]
fn a_policy_that_asks_for_what_there_is_not_is_refused_by_the_reader_and_its_schema() {
    let documents = [
        json!({"clockSkew": 86_401}),
        json!({"clockSkew": -1}),
        json!({"maximumAge": "1 h"}),
        json!({"profile": "complete"}),
        json!({"acceptedSuites": "ES256"}),
        json!({"matchMd5": "yes"}),
        json!({"proofs": {"atLeast": 0}}),
        json!({"tolerate": ["proofs"]}),
        json!({"trust": []}),
    ];
    for document in documents {
        let error = read(&document).expect_err(&document.to_string());
        assert_eq!(error.code(), "policy.malformed", "{document}");
        assert!(!SCHEMA.is_valid(&document), "{document}");
    }
}
