//! What a badge says of its status.

use super::*;

#[test]
fn an_index_is_a_plain_decimal_text_s10() {
    for index in ["-1", "+1", "1e3", "7x", "007", "00", "", " 7", "7 ", "0x7", "7.0", "٧"] {
        let report = judged(&with_status(entry("revocation", index)), &revoking(&[7]));
        rejects(&report, CheckId::Status, "status.entry-malformed");
    }
    for index in ["18446744073709551615", "18446744073709551616", "99999999999999999999999999"] {
        let report = judged(&with_status(entry("revocation", index)), &revoking(&[7]));
        rejects(&report, CheckId::Status, "status.index-out-of-range");
    }
    let number =
        signed_as_json(&with("/credentialStatus", put(entry("revocation", "0"), "/statusListIndex", json!(8))));
    rejects(&judged(&number, &revoking(&[7])), CheckId::Status, "status.index-number");
    let report = verify(&Verifier::compatible(), &open(&number), &handing_in(&revoking(&[7])), NOW);
    accepts(&report);
    assert_eq!(told(&report, CheckId::Status).1, ["status.index-number", "status.clear"]);
    let report = verify(&Verifier::compatible(), &open(&number), &handing_in(&revoking(&[8])), NOW);
    rejects(&report, CheckId::Status, "status.revoked");
}

#[test]
fn a_size_is_one_to_eight_bits_s13() {
    for size in [json!(0), json!(-1), json!(9), json!(1_048_576), json!(1.5), json!("2"), json!(null), json!([2])] {
        let badge = signed_as_json(&with("/credentialStatus", put(entry("revocation", "7"), "/statusSize", size)));
        let report = judged(&badge, &revoking(&[]));
        let faults = check(&report, CheckId::Status).findings();
        assert_eq!(faults.iter().map(Finding::code).collect::<Vec<_>>(), ["status.entry-malformed"]);
    }
}

#[test]
fn an_entry_names_its_list_by_an_https_address_s22() {
    for url in ["http://school.example/status/1", "data:,x", "did:example:1", "", "HTTPS://school.example/status/1"] {
        let badge = signed_as_json(&with(
            "/credentialStatus",
            put(entry("revocation", "7"), "/statusListCredential", json!(url)),
        ));
        let report = judged(&badge, &revoking(&[]));
        assert!(told(&report, CheckId::Status).1.contains(&"status.entry-malformed"), "{url}");
        assert_eq!(check(&report, CheckId::Status).outcome(), Outcome::Fail);
        assert!(open(&badge).needs().is_empty());
    }
    for name in ["statusListCredential", "statusPurpose", "statusListIndex"] {
        let badge = signed(&with("/credentialStatus", without(entry("revocation", "7"), &format!("/{name}"))));
        let report = judged(&badge, &revoking(&[]));
        rejects(&report, CheckId::Status, "status.entry-malformed");
        assert!(finding(&report, CheckId::Status).message().contains(name));
    }
}

#[test]
fn a_type_that_nobody_knows_never_passes_s21() {
    let odd = json!({"id": "https://school.example/odd", "type": "OddStatusEntry"});
    let badge = signed_as_json(&with("/credentialStatus", odd));
    let report = verify(&Verifier::compatible(), &open(&badge), &Materials::none(), NOW);
    status(&report, Outcome::Unknown, "status.unknown-type");
}

#[test]
fn more_entries_than_the_limit_are_refused() {
    let entries = |count: usize| {
        let entries: Vec<Value> = (0..count).map(|at| entry("revocation", &at.to_string())).collect();
        signed_as_json(&with("/credentialStatus", json!(entries)))
    };
    accepts(&judged(&entries(16), &revoking(&[])));
    rejects(&judged(&entries(17), &revoking(&[])), CheckId::Status, "status.too-many-entries");
}

#[test]
fn two_meanings_of_one_status_are_none() {
    let message = |status: &str, message: &str| json!({"status": status, "message": message});
    let judged = |messages: Value| {
        let entry = put(entry("message", "7"), "/statusMessage", messages);
        judged(&with_status(entry), &signed(&list(json!("message"), &encoded(&[]))))
    };
    accepts(&judged(json!([message("0x0", "good"), message("0x1", "bad")])));
    for messages in [
        json!([message("0x0", "good"), message("0x00", "bad")]),
        json!([message("0", "good")]),
        json!([message("0x+1", "good")]),
        json!([message("0x100", "good")]),
        json!([{"status": "0x1"}]),
    ] {
        rejects(&judged(messages), CheckId::Status, "status.entry-malformed");
    }
}
