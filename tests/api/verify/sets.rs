//! Badges with several proofs: sets and chains, and the policy's rule for them. Names end with the row of the threat table
//! that they hold.

use super::desk::*;
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::proof::Suite;
use openbadges::proof::data_integrity::Options;
use openbadges::verify::{CheckId, Outcome, Policy, ProofRule, Verdict, Weight};
use serde_json::{Value, json};
use std::num::NonZeroUsize;

/// The badge signed by some keys one after the other, key 1 being the issuer's. Each proof has an id, and signs those
/// that its row names.
fn signed_by(rows: &[(u8, Suite, &[&str])]) -> Value {
    rows.iter().enumerate().fold(unsigned(), |badge, (at, (key, suite, previous))| {
        let options = Options::new(*suite).with_created(super::desk::at(FROM)).with_id(&format!("urn:uuid:p{at}"));
        let options = previous.iter().fold(options, |options, id| options.with_previous(id));
        parse(&signed_with(&badge, *key, &options))
    })
}

/// By the issuer and by somebody else, neither knowing of the other.
fn co_signed() -> Value {
    signed_by(&[(1, Suite::EddsaRdfc2022, &[]), (2, Suite::EddsaRdfc2022, &[])])
}

fn naming(keys: &[u8]) -> Policy {
    Policy::strict().with_signers(keys.iter().map(|key| Iri::parse(&did(*key)).unwrap()))
}

fn at_least(least: usize) -> Policy {
    Policy::strict().with_proofs(ProofRule::AtLeast(NonZeroUsize::new(least).unwrap()))
}

fn broken(badge: Value, at: usize) -> Value {
    put(badge, &format!("/proof/{at}/created"), json!("2026-01-15T09:00:01Z"))
}

#[test]
fn provider_and_awarding_body_both_sign_in_either_order() {
    for rows in [
        [(1, Suite::EddsaRdfc2022, &[][..]), (2, Suite::EddsaJcs2022, &[])],
        [(2, Suite::EddsaRdfc2022, &[]), (1, Suite::EddsaJcs2022, &[])],
        [(1, Suite::EddsaRdfc2022, &[]), (2, Suite::EddsaRdfc2022, &["urn:uuid:p0"])],
        [(2, Suite::EddsaRdfc2022, &[]), (1, Suite::EddsaRdfc2022, &["urn:uuid:p0"])],
    ] {
        let report = judge_by(naming(&[2]), &signed_by(&rows).to_string());
        accepts(&report);
        let mut who = report.proven().unwrap().signed_by.clone();
        who.sort();
        let mut both = vec![method(1), method(2)];
        both.sort();
        assert_eq!(who, both);
        assert!(told(&report, CheckId::IssuerKey).1.contains(&"issuer-key.co-signer"));
    }
}

#[test]
fn somebody_else_s_proof_counts_only_if_the_policy_names_them_d8() {
    let badge = co_signed().to_string();
    rejects(&judge_by(Policy::strict(), &badge), CheckId::IssuerKey, "issuer-key.unbound");
    let report = judge_by(naming(&[3]), &badge);
    assert_eq!(told(&report, CheckId::IssuerKey).1[..2], ["issuer-key.signer-missing", "issuer-key.self-certifying"]);
    assert_eq!(report.verdict(), Verdict::Rejected);
    accepts(&judge_by(naming(&[2]), &badge));
    accepts(&judge_by(naming(&[1, 2]), &badge));
}

#[test]
fn no_co_signer_stands_in_for_the_issuer_d8() {
    let alone = signed_by(&[(2, Suite::EddsaRdfc2022, &[])]).to_string();
    for policy in [naming(&[2]), naming(&[2]).with_proofs(ProofRule::Suites(vec!["eddsa-rdfc-2022".into()]))] {
        rejects(&judge_by(policy, &alone), CheckId::IssuerKey, "issuer-key.others-only");
    }
    let any = naming(&[2]).with_proofs(ProofRule::AtLeast(NonZeroUsize::MIN));
    assert_eq!(judge_by(any, &alone).verdict(), Verdict::Rejected);
}

#[test]
fn a_signer_that_the_policy_asks_for_is_missed_when_its_proof_was_taken_away_d25() {
    let stripped = without(co_signed(), "/proof/1").to_string();
    accepts(&judge_by(Policy::strict(), &stripped));
    rejects(&judge_by(naming(&[2]), &stripped), CheckId::IssuerKey, "issuer-key.signer-missing");
    let altered = broken(co_signed(), 1).to_string();
    let report = judge_by(naming(&[2]).with_proofs(ProofRule::AtLeast(NonZeroUsize::MIN)), &altered);
    rejects(&report, CheckId::IssuerKey, "issuer-key.signer-missing");
}

#[test]
fn a_co_signer_under_a_document_that_is_not_at_hand_leaves_it_open() {
    let options = Options::new(Suite::EddsaRdfc2022).with_verification_method("did:web:awards.example#key-1");
    let badge = signed_with(&parse(issued().as_str()), 2, &options);
    let policy = Policy::strict().with_signers([Iri::parse("did:web:awards.example").unwrap()]);
    let report = judge_by(policy, &badge);
    assert_eq!(report.verdict(), Verdict::Undecided);
    assert!(told(&report, CheckId::IssuerKey).1.contains(&"issuer-key.document-missing"));
}

#[test]
fn every_proof_has_to_hold_unless_the_policy_says_otherwise_d2() {
    let two = signed_by(&[(1, Suite::EddsaRdfc2022, &[]), (1, Suite::EddsaJcs2022, &[])]);
    accepts(&judge_by(at_least(2), &two.to_string()));
    for at in [0, 1] {
        let one = broken(two.clone(), at).to_string();
        rejects(&judge_by(Policy::strict(), &one), CheckId::Proof, "proof.signature-invalid");
        let report = judge_by(at_least(1), &one);
        accepts(&report);
        assert_eq!(finding(&report, CheckId::Proof).code(), "proof.signature-invalid");
        assert_eq!(finding(&report, CheckId::Proof).weight(), Weight::Warning);
        assert_eq!(report.proven().unwrap().signed_by.len(), 1);
        let report = judge_by(at_least(2), &one);
        assert_eq!(check(&report, CheckId::Proof).outcome(), Outcome::Fail);
        assert!(told(&report, CheckId::Proof).1.contains(&"proof.too-few"));
    }
    let none = broken(broken(two, 0), 1).to_string();
    assert_eq!(judge_by(at_least(1), &none).verdict(), Verdict::Rejected);
}

#[test]
fn one_proof_of_several_does_for_whoever_asks_for_one_d3() {
    let mut badge = parse(issued().as_str());
    let mut other = badge["proof"][0].clone();
    other["cryptosuite"] = json!("bbs-2023");
    badge["proof"].as_array_mut().unwrap().insert(0, other);
    assert_eq!(judge_by(Policy::strict(), &badge.to_string()).verdict(), Verdict::Undecided);
    accepts(&judge_by(at_least(1), &badge.to_string()));
    // The one that cannot be read could have been the second.
    assert_eq!(judge_by(at_least(2), &badge.to_string()).verdict(), Verdict::Undecided);
    assert_eq!(judge_by(at_least(3), &badge.to_string()).verdict(), Verdict::Rejected);
    let named = Policy::strict().with_proofs(ProofRule::Suites(vec!["eddsa-rdfc-2022".into()]));
    accepts(&judge_by(named, &badge.to_string()));
    let other = Policy::strict().with_proofs(ProofRule::Suites(vec!["bbs-2023".into()]));
    assert_eq!(judge_by(other, &badge.to_string()).verdict(), Verdict::Undecided);
    let absent = Policy::strict().with_proofs(ProofRule::Suites(vec!["ecdsa-rdfc-2019".into()]));
    assert_eq!(judge_by(absent, &badge.to_string()).verdict(), Verdict::Rejected);
}

#[test]
fn a_chain_holds_as_a_whole_d22() {
    let chain = signed_by(&[
        (1, Suite::EddsaRdfc2022, &[]),
        (1, Suite::EddsaJcs2022, &[]),
        (1, Suite::EddsaRdfc2022, &["urn:uuid:p0"]),
        (1, Suite::EddsaJcs2022, &["urn:uuid:p0", "urn:uuid:p1"]),
    ]);
    accepts(&judge_by(Policy::strict(), &chain.to_string()));
    for at in 0..4 {
        assert_eq!(judge_by(Policy::strict(), &broken(chain.clone(), at).to_string()).verdict(), Verdict::Rejected);
    }
    // Without the first the third and the fourth sign nothing.
    let report = judge_by(Policy::strict(), &without(chain.clone(), "/proof/0").to_string());
    assert_eq!(told(&report, CheckId::Proof), (Outcome::Fail, vec!["proof.previous-missing"; 2]));
    // Without those that sign it, the first stands alone.
    let two = without(without(chain, "/proof/3"), "/proof/2");
    accepts(&judge_by(Policy::strict(), &two.to_string()));
}

#[test]
fn a_proof_is_worth_no_more_than_those_it_signs_under_any_rule_d22() {
    let chain = signed_by(&[(2, Suite::EddsaRdfc2022, &[]), (1, Suite::EddsaRdfc2022, &["urn:uuid:p0"])]);
    for policy in
        [Policy::strict(), at_least(1), Policy::strict().with_proofs(ProofRule::Suites(vec!["eddsa-rdfc-2022".into()]))]
    {
        assert_eq!(judge_by(policy, &chain.to_string()).verdict(), Verdict::Rejected);
    }
    let mixed = signed_by(&[(2, Suite::EddsaRdfc2022, &[]), (1, Suite::EddsaJcs2022, &["urn:uuid:p0"])]).to_string();
    let jcs = || ProofRule::Suites(vec!["eddsa-jcs-2022".into()]);
    rejects(&judge_by(Policy::strict().with_proofs(jcs()), &mixed), CheckId::IssuerKey, "issuer-key.unbound");
    accepts(&judge_by(naming(&[2]).with_proofs(jcs()), &mixed));
    accepts(&judge_by(naming(&[2]), &chain.to_string()));
}

#[test]
fn a_chain_that_bites_its_tail_or_never_ends_is_refused_d23() {
    let proof = |at: usize, previous: Value| {
        let mut proof = parse(issued().as_str())["proof"][0].clone();
        proof["id"] = json!(format!("urn:uuid:p{at}"));
        proof["previousProof"] = previous;
        proof
    };
    for proofs in [
        json!([proof(0, json!("urn:uuid:p0"))]),
        json!([proof(0, json!("urn:uuid:p1")), proof(1, json!(["urn:uuid:p0"]))]),
        json!([proof(0, json!("urn:uuid:p1")), proof(1, json!("urn:uuid:p2")), proof(2, json!("urn:uuid:p0"))]),
    ] {
        rejects(&strictly(&with("/proof", proofs).to_string()), CheckId::Proof, "proof.chain-cycle");
    }
    let row = |length: usize| {
        let proofs: Vec<Value> =
            (0..length).map(|at| proof(at, json!(format!("urn:uuid:p{}", at.wrapping_sub(1))))).collect();
        told(&strictly(&with("/proof", json!(proofs)).to_string()), CheckId::Proof).1
    };
    assert!(!row(9).contains(&"proof.chain-cycle"));
    assert_eq!(row(10), ["proof.chain-cycle"]);
}

#[test]
fn the_rule_and_the_signers_are_read_from_a_policy_document() {
    let parse = |text: &str| Policy::parse(text.as_bytes(), &Limits::DEFAULT);
    for (text, rule) in [
        ("{}", ProofRule::All),
        (r#"{"proofs": "all"}"#, ProofRule::All),
        (r#"{"proofs": "any"}"#, ProofRule::AtLeast(NonZeroUsize::MIN)),
        (r#"{"proofs": {"atLeast": 2}}"#, ProofRule::AtLeast(NonZeroUsize::new(2).unwrap())),
        (r#"{"proofs": {"suites": ["eddsa-rdfc-2022"]}}"#, ProofRule::Suites(vec!["eddsa-rdfc-2022".into()])),
    ] {
        assert_eq!(*parse(text).unwrap().proofs(), rule, "{text}");
    }
    for text in [
        r#"{"proofs": "some"}"#,
        r#"{"proofs": 1}"#,
        r#"{"proofs": {"atLeast": 0}}"#,
        r#"{"proofs": {"atLeast": 1, "suites": []}}"#,
        r#"{"proofs": {"suites": "eddsa-rdfc-2022"}}"#,
        r#"{"signers": ["nobody"]}"#,
        r#"{"signers": "did:example:a"}"#,
    ] {
        assert_eq!(parse(text).unwrap_err().code(), "policy.malformed", "{text}");
    }
    let policy = parse(&json!({"reading": "strict", "signers": [did(2)]}).to_string()).unwrap();
    accepts(&judge_by(policy, &co_signed().to_string()));
}
