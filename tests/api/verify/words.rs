//! Whether every word is covered by the signature: the check of terms. Names end with the row of the threat table that they hold.
//!
//! Each badge here is altered so that its signature still holds, or really signed with what must be refused.

use super::desk::*;
use openbadges::verify::{CheckId, Outcome, Verdict};
use serde_json::{Value, json};

const LATE: &str = "2031-01-01T00:00:00Z";
const CREDENTIALS: &str = "https://www.w3.org/2018/credentials#";

#[track_caller]
fn refuses_the_words(text: &str, code: &str, place: &str) {
    let report = judge_at(LATE, text);
    let check = check(&report, CheckId::Terms);
    assert_eq!(check.outcome(), Outcome::Fail, "{report:#?}");
    let finding = &check.findings()[0];
    assert_eq!((finding.code(), finding.place()), (code, Some(place)), "{report:#?}");
    assert_eq!(report.verdict(), Verdict::Rejected);
    assert!(report.proven().is_none());
}

#[test]
fn an_end_of_validity_under_its_iri_does_not_hide_l1() {
    let mut badge = parse(issued().as_str());
    let until = badge.as_object_mut().unwrap().remove("validUntil").unwrap();
    badge[format!("{CREDENTIALS}validUntil")] = until;
    refuses_the_words(&badge.to_string(), "ld.iri-key", "/https:~1~1www.w3.org~12018~1credentials#validUntil");
}

#[test]
fn a_status_under_its_iri_does_not_hide_l2() {
    let status = json!({"id": "urn:uuid:s1", "type": "BitstringStatusListEntry"});
    let mut badge = parse(&signed(&with("/credentialStatus", status)));
    let status = badge.as_object_mut().unwrap().remove("credentialStatus").unwrap();
    badge[format!("{CREDENTIALS}credentialStatus")] = status;
    refuses_the_words(&badge.to_string(), "ld.iri-key", "/https:~1~1www.w3.org~12018~1credentials#credentialStatus");
}

#[test]
fn keywords_prefixes_and_wrappers_are_refused_though_the_signature_holds_l5_l6_l7() {
    let text = issued().as_str().to_owned();
    let name = &parse(&text)["credentialSubject"]["achievement"]["name"];
    let moved = |from: &str, to: &str, value: Value| put(without(parse(&text), from), to, value).to_string();
    let id = json!("urn:uuid:b0");
    refuses_the_words(&moved("/id", "/@id", id), "ld.keyword-key", "/@id");
    let types = parse(&text)["type"].clone();
    let report = judge_at(NOW, &moved("/type", "/@type", types));
    assert_eq!(report.verdict(), Verdict::Rejected);
    for wrapper in ["@set", "@list", "@value", "@graph"] {
        let wrapped = json!({wrapper: name});
        let pointer = "/credentialSubject/achievement/name";
        let report = judge_at(NOW, &put(parse(&text), pointer, wrapped).to_string());
        assert_eq!(check(&report, CheckId::Terms).outcome(), Outcome::Fail, "{wrapper}: {report:#?}");
    }
    for (key, value) in [("@included", json!([])), ("@reverse", json!({})), ("@nest", json!({})), ("@graph", json!([]))]
    {
        let pointer = format!("/{key}");
        refuses_the_words(&put(parse(&text), &pointer, value).to_string(), "ld.keyword-key", &pointer);
    }
}

#[test]
fn an_undefined_word_is_named_wherever_it_stands_and_whatever_the_suite_l9_l10_l28() {
    for (pointer, value, code) in [
        ("/grade", json!("A"), "ld.undefined-term"),
        ("/issuer/rank", json!(1), "ld.undefined-term"),
        ("/credentialSubject/achievement/criteria/weight", json!(1), "ld.undefined-term"),
        ("/credentialSubject/achievement/licenseNumber", json!("12"), "ld.undefined-term"),
        ("/credentialSubject/achievement/type/0", json!("Accomplishment"), "ld.undefined-type"),
    ] {
        refuses_the_words(&signed_as_json(&with(pointer, value)), code, pointer);
    }
}

#[test]
fn an_identifier_that_depends_on_where_the_document_lies_is_refused_l11_l12_l32_l33() {
    for (pointer, value, code) in [
        ("/id", "badge-1", "ld.relative-iri"),
        ("/credentialSubject/id", "#robin", "ld.relative-iri"),
        ("/credentialSubject/achievement/image", "tides.png", "ld.relative-iri"),
        ("/id", "_:c14n0", "ld.blank-id"),
        ("/id", "urn:x:a> <urn:x:b", "ld.malformed-iri"),
        ("/credentialSubject/id", "urn:x:a\nb", "ld.malformed-iri"),
    ] {
        refuses_the_words(&signed_as_json(&with(pointer, json!(value))), code, pointer);
    }
}

#[test]
fn null_is_refused_though_it_vanishes_from_what_is_signed_l13() {
    for pointer in ["/name", "/credentialStatus", "/credentialSubject/achievement/tag"] {
        let text = put(parse(issued().as_str()), pointer, Value::Null).to_string();
        refuses_the_words(&text, "ld.null", pointer);
    }
}

#[test]
fn a_proof_says_nothing_beside_what_it_signs_d15_d16() {
    for (name, code) in [
        ("remark", "ld.undefined-term"),
        ("https://w3id.org/security#expiration", "ld.iri-key"),
        ("@id", "ld.keyword-key"),
    ] {
        let mut badge = parse(issued().as_str());
        badge["proof"][0][name] = json!("urn:x:a");
        let report = strictly(&badge.to_string());
        let check = check(&report, CheckId::Terms);
        assert_eq!((check.outcome(), check.findings()[0].code()), (Outcome::Fail, code), "{report:#?}");
        assert_eq!(report.verdict(), Verdict::Rejected);
    }
    // Signed JSON covers any member; a changed one breaks the signature.
    let mut badge = parse(&signed_as_json(&unsigned()));
    badge["proof"][0]["remark"] = json!("x");
    rejects(&strictly(&badge.to_string()), CheckId::Proof, "proof.signature-invalid");
}

/// The badge, signed, and the same statements with members moved from one node to another of the same id.
fn moved(badge: &Value, from: &str, to: &str, types: Option<Value>) -> [String; 2] {
    let text = signed(badge);
    let (place, name) = from.rsplit_once('/').unwrap();
    let mut altered = parse(&text);
    let member = altered.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(name).unwrap();
    let target = altered.pointer_mut(to).unwrap();
    target[name] = member;
    if let Some(types) = types {
        target["type"] = types;
    }
    [text, altered.to_string()]
}

#[test]
fn a_member_does_not_hide_in_another_node_of_the_same_id_l31() {
    let types = unsigned()["type"].clone();
    let criteria = "/credentialSubject/achievement/criteria";
    // The end of the badge, where the criteria happen to be at the badge's own address.
    let badge = with(&format!("{criteria}/id"), json!("urn:uuid:b0"));
    let [honest, hidden] = moved(&badge, "/validUntil", criteria, Some(types));
    accepts(&strictly(&honest));
    rejects(&judge_at(LATE, &honest), CheckId::Validity, "validity.expired");
    refuses_the_words(&hidden, "terms.conflicting-nodes", criteria);
    // What the badge is worth, where the criteria are at the achievement's address.
    let badge = with(&format!("{criteria}/id"), json!("https://school.example/achievements/tides"));
    let [honest, hidden] = moved(&badge, "/credentialSubject/achievement/alignment", criteria, None);
    accepts(&strictly(&honest));
    refuses_the_words(&hidden, "terms.conflicting-nodes", criteria);
}

#[test]
fn a_member_does_not_hide_in_an_embedded_credential_l31() {
    let endorsing = |id: &str| {
        let endorsement = json!({
            "@context": [V2, OB],
            "id": "urn:uuid:e1",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "Well taught",
            "issuer": {"id": "https://guild.example/", "type": ["Profile"], "name": "Guild of Pilots"},
            "validFrom": FROM,
            "credentialSubject": {"id": id, "type": ["EndorsementSubject"], "endorsementComment": "What we need."},
        });
        with("/endorsement", json!([endorsement]))
    };
    let subject = "/endorsement/0/credentialSubject";
    let types = json!(["EndorsementSubject", "VerifiableCredential", "OpenBadgeCredential"]);
    let [honest, hidden] = moved(&endorsing("urn:uuid:b0"), "/validUntil", subject, Some(types));
    assert_eq!(told(&strictly(&honest), CheckId::Terms), (Outcome::Pass, vec![]));
    assert_eq!(told(&strictly(&honest), CheckId::Proof), (Outcome::Pass, vec![]));
    refuses_the_words(&hidden, "terms.conflicting-nodes", subject);
    let achievement = "https://school.example/achievements/tides";
    let [honest, hidden] = moved(&endorsing(achievement), "/credentialSubject/achievement/alignment", subject, None);
    assert_eq!(told(&strictly(&honest), CheckId::Terms), (Outcome::Pass, vec![]));
    refuses_the_words(&hidden, "terms.conflicting-nodes", subject);
}

#[test]
fn two_nodes_of_one_id_may_not_contradict_each_other_l31() {
    let creator = |profile: Value| signed(&with("/credentialSubject/achievement/creator", profile));
    let school = did(1);
    // The school again, in other words, in more words, and in the same words.
    accepts(&strictly(&creator(json!({"id": school, "type": ["Profile"], "email": "office@school.example"}))));
    accepts(&strictly(&creator(json!({"id": school, "type": ["Profile"], "name": "Harbour School"}))));
    for (member, value) in [("name", json!("Harbour University")), ("type", json!(["Profile", "Achievement"]))] {
        let mut profile = json!({"id": school, "type": ["Profile"]});
        profile[member] = value;
        refuses_the_words(&creator(profile), "terms.conflicting-nodes", &format!("/issuer/{member}"));
    }
    // Not only with the one before.
    let other = json!({"id": school, "type": ["Profile"], "name": "Harbour University"});
    let mut badge = with("/credentialSubject/achievement/creator", other);
    badge["credentialSubject"]["source"] = json!({"id": school, "type": ["Profile"], "email": "a@school.example"});
    refuses_the_words(&signed(&badge), "terms.conflicting-nodes", "/issuer/name");
}

#[test]
fn the_order_and_form_of_a_set_is_no_contradiction_l14_l31() {
    let source = json!({"id": did(1), "type": "Profile", "name": "Harbour School"});
    let report = compatibly(&signed(&with("/credentialSubject/source", source)));
    assert_eq!(told(&report, CheckId::Terms), (Outcome::Pass, vec![]));
}

#[test]
fn many_nodes_of_one_id_are_compared_in_linear_time_l31() {
    let entry = |n: usize| json!({"id": "urn:uuid:x", "type": ["Evidence"], "name": format!("{n}")});
    let badge = with("/evidence", (0..4_000).map(entry).collect());
    let report = compatibly(&badge.to_string());
    assert_eq!(check(&report, CheckId::Terms).findings().len(), 3_999);
}

#[test]
fn a_learner_record_and_the_badges_in_it_may_speak_of_one_learner_l31() {
    let badge =
        |id: &str| put(with("/id", json!(id)), "/credentialSubject/activityStartDate", json!("2026-01-01T00:00:00Z"));
    let record = |until: Option<&str>| {
        let mut record = json!({
            "@context": [V2, "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json", OB],
            "id": "urn:uuid:r1",
            "type": ["VerifiableCredential", "ClrCredential"],
            "name": "Record",
            "issuer": {"id": did(1), "type": ["Profile"], "name": "Harbour School"},
            "validFrom": FROM,
            "credentialSubject": {
                "id": LEARNER,
                "type": ["ClrSubject"],
                "verifiableCredential": [badge("urn:uuid:b1"), badge("urn:uuid:b2")],
            },
        });
        if let Some(until) = until {
            // The end of the record, moved into a badge that claims its name.
            record["credentialSubject"]["verifiableCredential"][0]["id"] = json!("urn:uuid:r1");
            record["credentialSubject"]["verifiableCredential"][0]["validUntil"] = json!(until);
        }
        record
    };
    assert_eq!(told(&strictly(&signed(&record(None))), CheckId::Terms), (Outcome::Pass, vec![]));
    let place = "/credentialSubject/verifiableCredential/0";
    refuses_the_words(&signed(&record(Some(UNTIL))), "terms.conflicting-nodes", place);
}
