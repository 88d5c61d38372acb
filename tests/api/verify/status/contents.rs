//! What stands in a list that its issuer signed.

use super::*;

#[test]
fn a_list_for_another_purpose_does_not_do_s9() {
    let judged =
        |purposes: Value| judged(&with_status(entry("revocation", "7")), &signed(&list(purposes, &encoded(&[]))));
    rejects(&judged(json!("suspension")), CheckId::Status, "status.list-purpose");
    rejects(&judged(json!([])), CheckId::Status, "status.list-purpose");
    accepts(&judged(json!(["suspension", "revocation"])));
}

#[test]
fn an_index_past_the_end_is_refused_s11() {
    accepts(&judged(&with_status(entry("revocation", "131071")), &revoking(&[])));
    let report = judged(&with_status(entry("revocation", "131072")), &revoking(&[]));
    rejects(&report, CheckId::Status, "status.index-out-of-range");
}

#[test]
fn all_bits_of_an_entry_count_s14() {
    let mut bits = Bits::clear(262_144);
    bits.set(7, 2, 0b01).unwrap();
    bits.set(8, 2, 0b10).unwrap();
    let judged = |purpose: &str, index: &str, messages: Value| {
        let mut entry = put(entry(purpose, index), "/statusSize", json!(2));
        if messages != json!(null) {
            entry["statusMessage"] = messages;
        }
        judged(&with_status(entry), &signed(&list(json!(purpose), &bits.encode())))
    };
    let meanings = json!([
        {"status": "0x0", "message": "in good standing"},
        {"status": "0x1", "message": "under review"},
    ]);
    accepts(&judged("revocation", "6", json!(null)));
    rejects(&judged("revocation", "7", json!(null)), CheckId::Status, "status.revoked");
    rejects(&judged("suspension", "8", json!(null)), CheckId::Status, "status.suspended");
    let good = judged("message", "9", meanings.clone());
    accepts(&good);
    assert!(finding(&good, CheckId::Status).message().contains("in good standing"));
    let report = judged("message", "7", meanings.clone());
    rejects(&report, CheckId::Status, "status.message");
    assert!(finding(&report, CheckId::Status).message().contains("0x1"), "{report:#?}");
    assert!(finding(&report, CheckId::Status).message().contains("under review"));
    rejects(&judged("message", "8", meanings), CheckId::Status, "status.no-message");
    rejects(&judged("message", "8", json!(null)), CheckId::Status, "status.no-message");
}

#[test]
fn a_list_among_whose_entries_nobody_hides_is_refused_s16() {
    let short = signed(&list(json!("revocation"), &Bits::clear(131_064).encode()));
    let badge = with_status(entry("revocation", "7"));
    rejects(&judged(&badge, &short), CheckId::Status, "status.list-too-short");
    let report = verify(&Verifier::compatible(), &open(&badge), &handing_in(&short), NOW);
    assert_eq!(told(&report, CheckId::Status), (Outcome::Pass, vec!["status.list-too-short", "status.clear"]));
    // As many bits, and half as many entries.
    let two = with_status(put(entry("revocation", "7"), "/statusSize", json!(2)));
    rejects(&judged(&two, &revoking(&[])), CheckId::Status, "status.list-too-short");
}

#[test]
fn a_signed_list_that_cannot_be_unpacked_is_refused_s5() {
    let good = encoded(&[]);
    let bare = good.strip_prefix('u').unwrap();
    let twice = format!("{good}{bare}");
    for text in [bare, &format!("z{bare}"), &format!("{good}="), &good[..good.len() - 3], "", "u", &twice] {
        let report = judged(&with_status(entry("revocation", "7")), &signed_as_json(&list(json!("revocation"), text)));
        rejects(&report, CheckId::Status, "status.list-malformed");
    }
    let mut limits = LIMITS;
    limits.status_list_unpacked_bytes = 16_383;
    let verifier = Verifier::strict().with_limits(limits);
    let report = verify(&verifier, &open(&with_status(entry("revocation", "7"))), &handing_in(&revoking(&[])), NOW);
    rejects(&report, CheckId::Status, "status.list-malformed");
    assert!(finding(&report, CheckId::Status).message().contains("gzip.too-large"));
}

#[test]
fn a_list_that_does_not_say_what_it_is_says_nothing() {
    let good = || list(json!("revocation"), &encoded(&[]));
    let subject = good()["credentialSubject"].clone();
    let judged = |list: &Value| judged(&with_status(entry("revocation", "7")), &signed_as_json(list));
    for other in [
        put(good(), "/type", json!(["VerifiableCredential"])),
        without(good(), "/credentialSubject/encodedList"),
        put(good(), "/credentialSubject/encodedList", json!([encoded(&[]), encoded(&[7])])),
        put(good(), "/credentialSubject", json!([subject, {"id": "urn:uuid:other"}])),
    ] {
        status(&judged(&other), Outcome::Unknown, "status.list-form");
    }
}

#[test]
fn brackets_that_no_signature_covers_change_nothing() {
    for set in [&[][..], &[7]] {
        let list = parse(&revoking(set));
        let (subject, text) = (list["credentialSubject"].clone(), list["credentialSubject"]["encodedList"].clone());
        let plain = judged(&with_status(entry("revocation", "7")), &list.to_string());
        for other in [
            put(list.clone(), "/credentialSubject", json!([subject])),
            put(list.clone(), "/credentialSubject/encodedList", json!([text])),
            put(list.clone(), "/credentialSubject/statusPurpose", json!(["revocation", "revocation"])),
        ] {
            let report = judged(&with_status(entry("revocation", "7")), &other.to_string());
            assert_eq!(report.checks(), plain.checks());
        }
    }
}
