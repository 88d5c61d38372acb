//! Whose list it is, and whether it counts now.

use super::*;
use openbadges::base::iri::Iri;
use openbadges::codec::json::Document;
use openbadges::verify::{Policy, Verdict};

fn badge() -> String {
    with_status(entry("revocation", "7"))
}

#[test]
fn a_list_that_nobody_fetched_leaves_the_badge_undecided() {
    let report = strictly(&badge());
    assert_eq!(report.verdict(), Verdict::Undecided);
    status(&report, Outcome::Unknown, "status.list-missing");
    assert!(finding(&report, CheckId::Status).message().contains(LIST));
    assert_eq!(compatibly(&badge()).verdict(), Verdict::Undecided);
    accepts(&judge_by(Policy::strict().tolerating(CheckId::Status), &badge()));
}

#[test]
fn a_list_without_a_good_signature_says_nothing_s6() {
    let unsigned = list(json!("revocation"), &encoded(&[]));
    let signed_list = parse(&signed(&unsigned));
    let cleared = put(parse(&revoking(&[7])), "/credentialSubject/encodedList", json!(encoded(&[])));
    let later = put(signed_list.clone(), "/validFrom", json!("2026-02-15T09:00:00Z"));
    let by_another = signed_by(2, &unsigned);
    for document in [unsigned.to_string(), cleared.to_string(), later.to_string(), by_another] {
        status(&judged(&badge(), &document), Outcome::Unknown, "status.list-unproven");
    }
    for junk in ["", "{", "[]", "not found", "<html></html>"] {
        status(&judged(&badge(), junk), Outcome::Unknown, "status.list-unreadable");
    }
    // What the policy asks of badges beside their issuer's signature, it does not ask of lists.
    let policy = Policy::strict().with_status_issuers([]);
    accepts(&verify(&Verifier::new(policy), &open(&badge()), &handing_in(&signed_list.to_string()), NOW));
}

#[test]
fn a_word_of_a_list_that_is_not_signed_makes_it_worthless() {
    let extra = put(parse(&revoking(&[])), "/surprise", json!("x"));
    status(&judged(&badge(), &extra.to_string()), Outcome::Unknown, "status.list-unproven");
}

#[test]
fn a_list_of_another_issuer_counts_only_if_the_policy_names_that_one_s7() {
    let foreign = signed_by(2, &put(list(json!("revocation"), &encoded(&[7])), "/issuer", json!(did(2))));
    status(&judged(&badge(), &foreign), Outcome::Unknown, "status.list-issuer");
    let naming = |key| Policy::strict().with_status_issuers([Iri::parse(&did(key)).unwrap()]);
    let by = |policy| verify(&Verifier::new(policy), &open(&badge()), &handing_in(&foreign), NOW);
    rejects(&by(naming(2)), CheckId::Status, "status.revoked");
    status(&by(naming(3)), Outcome::Unknown, "status.list-issuer");
    let written = json!({"reading": "strict", "statusIssuers": [did(2)]}).to_string();
    assert_eq!(Policy::parse(written.as_bytes(), &LIMITS).unwrap(), naming(2));
}

#[test]
fn a_list_of_another_id_is_another_list_s8() {
    for id in
        ["https://school.example/status/2", "https://school.example/status/1/", "https://school.example/status/1#"]
    {
        let other = signed(&put(list(json!("revocation"), &encoded(&[])), "/id", json!(id)));
        status(&judged(&badge(), &other), Outcome::Unknown, "status.list-id");
    }
    let nameless = signed(&without(list(json!("revocation"), &encoded(&[])), "/id"));
    status(&judged(&badge(), &nameless), Outcome::Unknown, "status.list-id");
}

#[test]
fn a_list_that_is_not_in_force_says_nothing_s17() {
    let good = || list(json!("revocation"), &encoded(&[]));
    for (name, time) in [("validFrom", "2026-03-02T00:00:00Z"), ("validUntil", "2026-02-28T00:00:00Z")] {
        let document = signed(&put(good(), &format!("/{name}"), json!(time)));
        status(&judged(&badge(), &document), Outcome::Unknown, "status.list-not-current");
    }
    accepts(&judged(&badge(), &signed(&put(good(), "/validUntil", json!("2026-03-02T00:00:00Z")))));
    // Five minutes to live, from when the caller says that it was fetched.
    let document = signed(&put(good(), "/credentialSubject/ttl", json!(300_000)));
    accepts(&judged(&badge(), &document));
    let judged = |fetched| {
        let mut materials = handing_in(&document);
        materials.note_fetched(LIST, at(fetched));
        verify(&Verifier::strict(), &open(&badge()), &materials, NOW)
    };
    accepts(&judged("2026-03-01T11:55:00Z"));
    status(&judged("2026-03-01T11:54:59Z"), Outcome::Unknown, "status.list-not-current");
}

#[test]
fn a_list_older_than_one_that_was_seen_says_nothing_s18() {
    let judged = |seen| {
        let mut materials = handing_in(&revoking(&[]));
        materials.insist_on(LIST, at(seen));
        verify(&Verifier::strict(), &open(&badge()), &materials, NOW)
    };
    accepts(&judged(FROM));
    status(&judged("2026-01-15T09:00:01Z"), Outcome::Unknown, "status.list-older");
}

#[test]
fn a_list_of_which_something_may_be_left_out_says_nothing() {
    use openbadges::proof::SdJwt;
    use openbadges::proof::sd_jwt::SaltSecret;
    let fill = |bytes: &mut [u8]| {
        bytes.fill(9);
        Ok(())
    };
    let expired = put(list(json!("revocation"), &encoded(&[])), "/validUntil", json!("2026-02-28T00:00:00Z"));
    let payload = Document::parse(expired.to_string().as_bytes(), &LIMITS).unwrap();
    let (secret, kid) = (SaltSecret::generate(fill).unwrap(), method(1));
    let header = [("typ", "vc+sd-jwt"), ("kid", &*kid)];
    let token = SdJwt::conceal(&header, payload.root(), &["/validUntil"], &secret, &signer(1), &LIMITS).unwrap();
    let without_end = token.show(&[], &LIMITS).unwrap();
    let report = verify(&Verifier::compatible(), &open(&badge()), &handing_in(without_end.as_str()), NOW);
    status(&report, Outcome::Unknown, "status.list-unproven");
    assert!(finding(&report, CheckId::Status).message().contains("proof.selective"), "{report:#?}");
}
