//! Holders who want to show what was not signed, and strangers who want to cost time. Names end with the row of the threat table.

use super::value::{Parts, bytes, with};
use super::*;

const END: &str = "/credentialSubject/activityEndDate";
const START: &str = "/credentialSubject/activityStartDate";

/// A badge that shows two statements beside the mandatory ones.
fn shown() -> Value {
    static SHOWN: LazyLock<Value> = LazyLock::new(|| show(&BASE, &[START, END]));
    SHOWN.clone()
}

/// The badge under a proof value that was changed.
fn altered(change: impl FnOnce(&mut Parts)) -> Value {
    let mut parts = Parts::of(&shown());
    change(&mut parts);
    with(&shown(), &parts.to_bytes())
}

#[track_caller]
fn refuses(badge: &Value, code: &str) {
    let report = judge(badge);
    let found = codes(&report, CheckId::Proof);
    assert!(found.contains(&code), "{code} is not among {found:?}");
    assert_eq!(report.verdict(), Verdict::Rejected);
    assert!(report.proven().is_none());
}

#[test]
fn a_proof_value_put_together_again_is_the_same() {
    assert_eq!(altered(|_| ()), shown());
    assert_eq!(judge(&altered(|_| ())).verdict(), Verdict::Accepted);
}

#[test]
fn a_base_proof_handed_in_is_refused_whatever_key_it_names_q1() {
    let base: Value = serde_json::from_str(BASE.as_str()).unwrap();
    refuses(&base, "proof.base-proof");
    let mut elsewhere = base.clone();
    elsewhere["proof"][0]["verificationMethod"] = json!("did:web:school.example#key-1");
    refuses(&elsewhere, "proof.base-proof");
    // Called a derived one, it has a text where places belong.
    let mut called = bytes(&base);
    called[2] = 1;
    refuses(&with(&base, &called), "proof.malformed");
    // And a derived one called a base proof.
    let mut called = bytes(&shown());
    called[2] = 0;
    refuses(&with(&shown(), &called), "proof.base-proof");
}

#[test]
fn a_mandatory_statement_is_neither_left_out_nor_hidden_among_the_others_q2() {
    for member in ["validUntil", "awardedDate", "id"] {
        let mut without = shown();
        without.as_object_mut().unwrap().remove(member).unwrap();
        refuses(&without, "proof.signature-invalid");
        refuses(
            &with(&without, &altered_bytes(|parts| parts.mandatory.truncate(parts.mandatory.len() - 1))),
            "proof.signature-invalid",
        );
    }
}

fn altered_bytes(change: impl FnOnce(&mut Parts)) -> Vec<u8> {
    bytes(&altered(change))
}

#[test]
fn signatures_belong_to_their_statements_in_order_q3() {
    refuses(&altered(|parts| parts.signatures.swap(0, 1)), "proof.signature-invalid");
    refuses(&altered(|parts| parts.signatures[0] = parts.signatures[1].clone()), "proof.signature-invalid");
    refuses(&altered(|parts| parts.signatures[0] = parts.base.clone()), "proof.signature-invalid");
    refuses(&altered(|parts| parts.base = parts.signatures[0].clone()), "proof.signature-invalid");
    refuses(&altered(|parts| parts.signatures[1] = vec![0; 64]), "proof.signature-invalid");
}

#[test]
fn there_are_exactly_as_many_signatures_as_statements_that_need_one_q4() {
    refuses(&altered(|parts| drop(parts.signatures.pop())), "proof.signature-invalid");
    refuses(&altered(|parts| parts.signatures.clear()), "proof.signature-invalid");
    refuses(&altered(|parts| parts.signatures.push(parts.signatures[0].clone())), "proof.signature-invalid");
    // What was hidden from this showing stays out of it.
    let whole: Value = serde_json::from_str(BASE.as_str()).unwrap();
    let mut more = shown();
    more["credentialSubject"]["source"] = whole["credentialSubject"]["source"].clone();
    refuses(&more, "proof.signature-invalid");
}

#[test]
fn places_ascend_and_lie_within_the_statements_q5() {
    let last = *Parts::of(&shown()).mandatory.last().unwrap();
    let count = u8::try_from(Parts::of(&shown()).mandatory.len() + Parts::of(&shown()).signatures.len()).unwrap();
    for place in [count, 255] {
        refuses(&altered(|parts| *parts.mandatory.last_mut().unwrap() = place), "proof.signature-invalid");
    }
    refuses(&altered(|parts| parts.mandatory.push(last)), "proof.malformed");
    refuses(&altered(|parts| parts.mandatory.swap(0, 1)), "proof.malformed");
    refuses(&altered(|parts| parts.mandatory.insert(1, parts.mandatory[0])), "proof.malformed");
}

#[test]
fn the_issuer_signed_one_group_of_mandatory_statements_and_no_other_q6() {
    let count = |parts: &Parts| u8::try_from(parts.mandatory.len() + parts.signatures.len()).unwrap();
    let free = |parts: &Parts| (0..count(parts)).find(|place| !parts.mandatory.contains(place)).unwrap();
    // One more is called mandatory, so that it needs no signature.
    let one_more = altered(|parts| {
        parts.mandatory.push(free(parts));
        parts.mandatory.sort_unstable();
        parts.signatures.remove(0);
    });
    refuses(&one_more, "proof.signature-invalid");
    // All of them, and none.
    refuses(
        &altered(|parts| {
            parts.mandatory = (0..count(parts)).collect();
            parts.signatures.clear();
        }),
        "proof.signature-invalid",
    );
    refuses(&altered(|parts| parts.mandatory.clear()), "proof.signature-invalid");
    // One is moved by one place.
    let moved = altered(|parts| {
        let free = free(parts);
        parts.mandatory.pop();
        parts.mandatory.push(free);
        parts.mandatory.sort_unstable();
    });
    refuses(&moved, "proof.signature-invalid");
}

#[test]
fn each_node_has_one_label_and_each_label_one_node_q7() {
    refuses(&altered(|parts| parts.labels[1].1 = parts.labels[0].1.clone()), "proof.malformed");
    refuses(&altered(|parts| parts.labels[1].0 = parts.labels[0].0), "proof.malformed");
    refuses(&altered(|parts| parts.labels[1].1 = vec![7; 31]), "proof.malformed");
    refuses(&altered(|parts| drop(parts.labels.pop())), "proof.signature-invalid");
    refuses(&altered(|parts| parts.labels.clear()), "proof.signature-invalid");
    refuses(&altered(|parts| parts.labels.push((99, vec![7; 32]))), "proof.signature-invalid");
    refuses(&altered(|parts| parts.labels[0].0 = 99), "proof.signature-invalid");
    refuses(&altered(|parts| parts.labels[0].1 = vec![7; 32]), "proof.signature-invalid");
    let two_swapped = altered(|parts| {
        let first = parts.labels[0].1.clone();
        parts.labels[0].1 = std::mem::replace(&mut parts.labels[1].1, first);
    });
    refuses(&two_swapped, "proof.signature-invalid");
}

#[test]
fn nothing_is_mixed_from_two_proofs_of_one_issuer_q8() {
    let other = issue_with(&[], 6);
    let theirs = Parts::of(&show(&other, &[START, END]));
    refuses(&altered(|parts| parts.signatures = theirs.signatures.clone()), "proof.signature-invalid");
    refuses(&altered(|parts| parts.base = theirs.base.clone()), "proof.signature-invalid");
    refuses(&altered(|parts| parts.key = theirs.key.clone()), "proof.signature-invalid");
    refuses(&altered(|parts| parts.labels = theirs.labels.clone()), "proof.signature-invalid");
    let all_but_the_base = altered(|parts| *parts = Parts { base: parts.base.clone(), ..theirs.clone() });
    refuses(&all_but_the_base, "proof.signature-invalid");
    // Two proofs of one badge hold each for itself, and the second is of another showing.
    let mut two = shown();
    let second = show(&BASE, &[START])["proof"][0].clone();
    two["proof"].as_array_mut().unwrap().push(second);
    refuses(&two, "proof.signature-invalid");
    // The statements of another badge under the proof of this one.
    let mut moved = show(&issue_with(&["/credentialSubject/source"], 5), &[START, END]);
    moved["proof"] = shown()["proof"].clone();
    refuses(&moved, "proof.signature-invalid");
}

#[test]
fn a_holder_cannot_sign_with_a_key_of_her_own_q9() {
    let mine = SigningKey::generate(Algorithm::P256, |bytes| {
        bytes.fill(9);
        Ok(())
    });
    let mine = mine.unwrap();
    let key = [&[0x80, 0x24], mine.verifying_key().as_bytes()].concat();
    refuses(&altered(|parts| parts.key = key), "proof.signature-invalid");
    for key in [vec![0; 35], [&[0x80, 0x24, 0x02][..], &[0xff; 32]].concat(), [&[0xed, 0x01][..], &[2; 33]].concat()] {
        let report = judge(&altered(|parts| parts.key = key));
        assert_eq!(report.verdict(), Verdict::Rejected, "{report:#?}");
    }
}

#[test]
fn lengths_that_are_only_claimed_cost_nothing_q10() {
    let start = &bytes(&shown())[..4 + 66 + 37];
    for claim in [
        &[0x9a, 0xff, 0xff, 0xff, 0xff][..],
        &[0x80, 0xba, 0xff, 0xff, 0xff, 0xff],
        &[0x80, 0xa0, 0x9a, 0xff, 0xff, 0xff, 0xff],
        &[0x81, 0x5a, 0xff, 0xff, 0xff, 0xff],
        &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    ] {
        refuses(&with(&shown(), &[start, claim].concat()), "proof.malformed");
    }
    // More than is read at all: 65,536 characters.
    let long = altered(|parts| parts.signatures = vec![parts.signatures[0].clone(); 255]);
    refuses(&long, "proof.signature-invalid");
    let endless = [bytes(&shown()), vec![0; 50_000]].concat();
    refuses(&with(&shown(), &endless), "proof.malformed");
}

#[test]
fn cbor_is_whole_short_and_of_this_shape_alone_q11() {
    let whole = bytes(&shown());
    for end in 0..whole.len() {
        let cut = Document::parse(with(&shown(), &whole[..end]).to_string().as_bytes(), &LIMITS).unwrap();
        assert_eq!(code(&cut), "proof.malformed", "{end} bytes");
    }
    for (from, to) in [
        // The array: indefinite, with a longer head, of four and of six items; a map.
        (4, &[0x9f][..]),
        (4, &[0x98, 5]),
        (4, &[0x84]),
        (4, &[0x86]),
        (4, &[0xa5]),
    ] {
        refuses(&with(&shown(), &[&whole[..3], to, &whole[from..]].concat()), "proof.malformed");
    }
    // A text, a tag, a float and an indefinite string in the place of the first signature.
    for item in [&[0x78, 64][..], &[0xc2, 0x58, 64], &[0xfb], &[0x5f, 0x58, 64]] {
        refuses(&with(&shown(), &[&whole[..4], item, &whole[6..]].concat()), "proof.malformed");
    }
    refuses(&with(&shown(), &[&whole[..], &[0xf6]].concat()), "proof.malformed");
}

#[test]
fn a_base_proof_in_another_form_is_refused_by_its_place_before_it_costs_anything_q11() {
    let base: Value = serde_json::from_str(BASE.as_str()).unwrap();
    let refuses = |badge: &Value, place: &str| {
        let badge = Document::parse(badge.to_string().as_bytes(), &LIMITS).unwrap();
        let error = derive(&badge, &[], &Contexts::bundled(), &LIMITS).unwrap_err();
        assert_eq!(error.code(), "proof.base-malformed");
        assert!(error.to_string().starts_with(&format!("`/proof/0/{place}`")), "{error}");
    };
    let whole = bytes(&base);
    for end in 0..whole.len() {
        refuses(&with(&base, &whole[..end]), "proofValue");
    }
    refuses(&with(&base, &[&whole[..], &[0]].concat()), "proofValue");
    refuses(&with(&base, &[&whole[..3], &[0x9a, 0xff, 0xff, 0xff, 0xff]].concat()), "proofValue");
    let mut base58 = base.clone();
    base58["proof"][0]["proofValue"] = json!(format!("z{}", "2".repeat(65_535)));
    refuses(&base58, "proofValue");
    let mut whole = base;
    whole["proof"][0]["cryptosuite"] = json!("ecdsa-rdfc-2019");
    refuses(&whole, "cryptosuite");
}

#[test]
fn pointers_that_are_none_deep_or_many_are_refused_or_cost_one_walk_q12() {
    let deep = "/credentialSubject".repeat(100_000);
    for pointer in ["credentialSubject", "#/credentialSubject", "/credentialSubject/result/-", "/~2", &deep] {
        let error = derive(&BASE, &[pointer], &Contexts::bundled(), &LIMITS).unwrap_err();
        assert_eq!(error.code(), "proof.pointer");
        assert!(error.to_string().len() < 400);
    }
    let many: Vec<String> = (0..50_000).map(|at| format!("/credentialSubject/result/{at}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let error = derive(&BASE, &many, &Contexts::bundled(), &LIMITS).unwrap_err();
    assert_eq!(error.code(), "proof.pointer");
    assert_eq!(show(&BASE, &vec![END; 50_000]), show(&BASE, &[END]));
}

#[test]
fn a_badge_with_more_to_hide_than_a_proof_has_room_for_is_not_signed_q13() {
    let document = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": (0..800).map(|at| json!({"id": format!("urn:example:{at}"), "name": "x"})).collect::<Value>(),
    });
    let error = sign(&document, &[]).unwrap_err();
    assert_eq!(error.code(), "proof.selection");
    assert!(error.to_string().contains("fewer statements to hide"), "{error}");
    assert!(sign(&document, &["/credentialSubject"]).is_ok());
}

#[test]
fn an_id_that_looks_like_a_mark_of_the_algorithm_is_an_id_q14() {
    // Skolemisation in the standard gives nodes such ids for a while.
    let mut badge: Value = serde_json::from_str(BASE.as_str()).unwrap();
    badge["credentialSubject"]["source"]["id"] = json!("urn:bnid:_0");
    badge.as_object_mut().unwrap().remove("proof");
    let base = sign(&badge, &["/issuer"]).unwrap();
    let shown = derive(&base, &["/credentialSubject/source"], &Contexts::bundled(), &LIMITS).unwrap();
    assert!(shown.as_str().contains("urn:bnid:_0"));
    assert_eq!(code(&shown), "good");
    let altered = shown.as_str().replace("urn:bnid:_0", "urn:bnid:_1");
    assert_eq!(code(&Document::parse(altered.as_bytes(), &LIMITS).unwrap()), "proof.signature-invalid");
}
