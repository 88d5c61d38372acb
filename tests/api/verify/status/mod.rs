//! Status lists: whether the issuer took a badge back.

mod contents;
mod entries;
mod issuing;
mod revocations;
mod trust;

use super::desk::*;
use openbadges::codec::bits::Bits;
use openbadges::proof::Suite;
use openbadges::proof::data_integrity::Options;
use openbadges::verify::{CheckId, Finding, Materials, Outcome, Report, Verifier, Weight};
use serde_json::{Value, json};

const LIST: &str = "https://school.example/status/1";

/// The entry of a badge at this place of [`LIST`].
fn entry(purpose: &str, index: &str) -> Value {
    json!({
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": index,
        "statusListCredential": LIST,
    })
}

/// A badge of the school with such an entry.
fn with_status(status: Value) -> String {
    signed(&with("/credentialStatus", status))
}

/// The encoded list in which these bits are set.
fn encoded(set: &[usize]) -> String {
    let mut bits = Bits::clear(131_072);
    set.iter().for_each(|at| bits.set(*at, 1, 1).unwrap());
    bits.encode()
}

/// The list of the school for a purpose, not yet signed.
fn list(purpose: Value, encoded_list: &str) -> Value {
    json!({
        "@context": [V2],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did(1),
        "validFrom": FROM,
        "credentialSubject": {
            "id": format!("{LIST}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded_list,
        },
    })
}

/// The signed list of revocations in which these bits are set.
fn revoking(set: &[usize]) -> String {
    signed(&list(json!("revocation"), &encoded(set)))
}

fn handing_in(document: &str) -> Materials {
    let mut materials = Materials::none();
    materials.insert(LIST, document.as_bytes().to_vec(), &LIMITS).unwrap();
    materials
}

/// A badge judged strictly with a list at hand.
fn judged(badge: &str, document: &str) -> Report {
    verify(&Verifier::strict(), &open(badge), &handing_in(document), NOW)
}

/// How the status ended, with its findings that are more than notes.
#[track_caller]
fn status(report: &Report, outcome: Outcome, code: &str) {
    let check = check(report, CheckId::Status);
    let heavy = check.findings().iter().filter(|finding| finding.weight() >= Weight::Open);
    assert_eq!((check.outcome(), heavy.map(Finding::code).collect::<Vec<_>>()), (outcome, vec![code]), "{check:#?}");
}

#[test]
fn a_badge_whose_bit_is_clear_is_accepted() {
    let report = judged(&with_status(entry("revocation", "7")), &revoking(&[6, 8]));
    accepts(&report);
    assert_eq!(told(&report, CheckId::Status), (Outcome::Pass, vec!["status.clear"]));
    let message = finding(&report, CheckId::Status).message();
    assert!(message.contains(LIST) && message.contains(FROM), "{message}");
}

#[test]
fn a_badge_whose_bit_is_set_is_revoked() {
    for index in ["0", "7", "131071"] {
        let report = judged(&with_status(entry("revocation", index)), &revoking(&[index.parse().unwrap()]));
        rejects(&report, CheckId::Status, "status.revoked");
        assert_eq!(finding(&report, CheckId::Status).place(), Some("/credentialStatus"));
    }
}

#[test]
fn what_a_set_bit_means_is_the_purpose_s_to_say() {
    let judged =
        |purpose: &str| judged(&with_status(entry(purpose, "7")), &signed(&list(json!(purpose), &encoded(&[7]))));
    rejects(&judged("suspension"), CheckId::Status, "status.suspended");
    rejects(&judged("anything"), CheckId::Status, "status.set");
    let refresh = judged("refresh");
    accepts(&refresh);
    assert_eq!(told(&refresh, CheckId::Status), (Outcome::Pass, vec!["status.refresh"]));
}

#[test]
fn a_list_that_is_a_token_is_read_as_well() {
    use openbadges::proof::Jws;
    let payload = list(json!("revocation"), &encoded(&[7]));
    let header = [("typ", "vc+jwt"), ("cty", "vc"), ("kid", &*method(1))];
    let token = Jws::sign(&header, payload.to_string().as_bytes(), &signer(1), &LIMITS).unwrap();
    let judged = |index| {
        let badge = open(&with_status(entry("revocation", index)));
        verify(&Verifier::compatible(), &badge, &handing_in(token.as_str()), NOW)
    };
    rejects(&judged("7"), CheckId::Status, "status.revoked");
    accepts(&judged("8"));
}

#[test]
fn all_entries_count_and_the_worst_decides_s20() {
    const OTHER: &str = "https://school.example/status/2";
    let mut suspension = entry("suspension", "9");
    suspension["statusListCredential"] = json!(OTHER);
    let badge = with_status(json!([entry("revocation", "7"), suspension]));
    let mut materials = handing_in(&revoking(&[]));
    let report = verify(&Verifier::strict(), &open(&badge), &materials, NOW);
    assert_eq!(told(&report, CheckId::Status), (Outcome::Unknown, vec!["status.clear", "status.list-missing"]));
    let suspending = put(list(json!("suspension"), &encoded(&[9])), "/id", json!(OTHER));
    materials.insert(OTHER, signed(&suspending).into_bytes(), &LIMITS).unwrap();
    let report = verify(&Verifier::strict(), &open(&badge), &materials, NOW);
    rejects(&report, CheckId::Status, "status.suspended");
    assert_eq!(check(&report, CheckId::Status).findings()[1].place(), Some("/credentialStatus/1"));
}

#[test]
fn a_list_that_says_that_it_has_a_status_of_its_own_is_not_followed_s19() {
    let own = put(list(json!("revocation"), &encoded(&[])), "/credentialStatus", entry("revocation", "7"));
    accepts(&judged(&with_status(entry("revocation", "7")), &signed(&own)));
}

#[test]
fn a_badge_asks_for_each_of_its_lists_once_and_for_no_other_address_s24() {
    use openbadges::verify::{Need, NeedKind};
    let mut suspension = entry("suspension", "7");
    suspension["id"] = json!("https://school.example/status/1#7");
    let odd = json!({"type": "Odd", "id": "https://tracker.example/"});
    let badge = open(&signed_as_json(&with("/credentialStatus", json!([entry("revocation", "7"), suspension, odd]))));
    assert_eq!(badge.needs(), [Need { kind: NeedKind::StatusList, url: LIST.into() }]);
    let materials = Materials::gather(&badge, &LIMITS, |_| Some(revoking(&[7]).into_bytes())).unwrap();
    let report = Verifier::strict().verify(&badge, &materials, at(NOW));
    assert!(told(&report, CheckId::Status).1.contains(&"status.revoked"));
}

#[test]
fn many_badges_of_one_list_are_judged_as_one_by_one() {
    let verifier = Verifier::strict();
    let materials = handing_in(&revoking(&[3, 5]));
    let badges: Vec<_> = (0..8).map(|at| open(&with_status(entry("revocation", &at.to_string())))).collect();
    let together: Vec<Report> = verifier.verify_many(&badges, &materials, at(NOW)).collect();
    for (at_index, (badge, report)) in badges.iter().zip(&together).enumerate() {
        let alone = verifier.verify(badge, &materials, at(NOW));
        assert_eq!(alone.checks(), report.checks());
        let expected = if [3, 5].contains(&at_index) { Outcome::Fail } else { Outcome::Pass };
        assert_eq!(check(report, CheckId::Status).outcome(), expected);
    }
}

#[test]
fn a_session_judges_as_each_verification_does_and_anew_once_more_is_at_hand() {
    let verifier = Verifier::strict();
    let badges = ["3", "4"].map(|index| open(&with_status(entry("revocation", index))));
    let mut session = verifier.session(Materials::none(), at(NOW));
    let codes = |report: Report| told(&report, CheckId::Status).1;
    assert_eq!(codes(session.verify(&badges[0])), ["status.list-missing"]);
    session.materials_mut().insert(LIST, revoking(&[3]).into_bytes(), &LIMITS).unwrap();
    assert_eq!(badges.each_ref().map(|badge| codes(session.verify(badge))), [["status.revoked"], ["status.clear"]]);
    session.materials_mut().insert(LIST, revoking(&[3, 4]).into_bytes(), &LIMITS).unwrap();
    for badge in &badges {
        let alone = verifier.verify(badge, session.materials(), session.now());
        assert_eq!(alone.checks(), session.verify(badge).checks());
        assert_eq!(codes(alone), ["status.revoked"]);
    }
}

#[test]
fn a_list_larger_than_a_badge_may_be_is_read_up_to_its_own_limit() {
    let spaced = format!("{}{}", revoking(&[7]), " ".repeat(2 << 20));
    rejects(&judged(&with_status(entry("revocation", "7")), &spaced), CheckId::Status, "status.revoked");
    let mut limits = LIMITS;
    limits.status_list_bytes = 1 << 20;
    let report = verify(
        &Verifier::strict().with_limits(limits),
        &open(&with_status(entry("revocation", "7"))),
        &handing_in(&spaced),
        NOW,
    );
    status(&report, Outcome::Unknown, "status.list-unreadable");
}

/// A list as another key, with its own names, would sign it.
fn signed_by(key: u8, document: &Value) -> String {
    signed_with(document, key, &Options::new(Suite::EddsaRdfc2022))
}
