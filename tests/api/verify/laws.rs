//! Laws of every badge and every change to it. Names end with the row of the threat table that they hold.

use super::desk::*;
use openbadges::codec::json::{Document, jcs};
use openbadges::proof::Suite;
use openbadges::proof::data_integrity::Options;
use openbadges::verify::Verdict;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// A badge with something of most kinds, signed in either suite.
static BADGES: LazyLock<[Value; 2]> = LazyLock::new(|| {
    let mut badge = unsigned();
    badge["description"] = json!("A badge of \"Harbour School\" \u{2713}");
    badge["issuer"]["official"] = json!("Harbour School, Ltd.");
    badge["evidence"] =
        json!([{"id": "urn:uuid:v1", "type": ["Evidence"], "name": "Log", "narrative": "Three tides."}]);
    let subject = &mut badge["credentialSubject"];
    subject["identifier"] = json!([
        {"type": "IdentityObject", "hashed": false, "identityHash": "Robin", "identityType": "name"},
        {"type": "IdentityObject", "hashed": false, "identityHash": "4711", "identityType": "systemId"},
    ]);
    subject["creditsEarned"] = json!(1.5);
    subject["achievement"]["tag"] = json!(["sea", "moon", "tables"]);
    let sign = |suite: &Suite| parse(&signed_with(&badge, 1, &Options::new(*suite).with_created(at(FROM))));
    [sign(&Suite::EddsaRdfc2022), sign(&Suite::EddsaJcs2022)]
});

/// Two badges that one issuer signed.
static TWO: LazyLock<[Value; 2]> = LazyLock::new(|| {
    let other = put(with("/id", json!("urn:uuid:b2")), "/credentialSubject/id", json!("did:example:alex"));
    let other = put(other, "/credentialSubject/achievement/name", json!("Reading Stars"));
    let sign = |badge, created| signed_with(badge, 1, &Options::new(Suite::EddsaRdfc2022).with_created(at(created)));
    [parse(&sign(&unsigned(), FROM)), parse(&sign(&other, NOW))]
});

/// Every place in a value, the root left out.
fn pointers(value: &Value) -> Vec<String> {
    let document = Document::parse(value.to_string().as_bytes(), &LIMITS).unwrap();
    let mut found = Vec::new();
    let mut open = vec![document.root()];
    while let Some(node) = open.pop() {
        found.push(node.pointer());
        open.extend(node.members().map(|(_, value)| value).chain(node.items()));
    }
    found.retain(|pointer| !pointer.is_empty());
    found.sort_unstable();
    found
}

/// The value under a pointer, changed in one of several ways; `None` where the way does not fit.
fn changed(badge: &Value, pointer: &str, way: usize) -> Option<Value> {
    let value = badge.pointer(pointer).unwrap();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let in_object = badge.pointer(parent).unwrap().is_object();
    Some(match way {
        0 => without(badge.clone(), pointer),
        1 => put(
            badge.clone(),
            pointer,
            match value {
                Value::String(text) => json!(format!("{text}0")),
                Value::Number(number) => json!(number.as_f64().unwrap() + 1.0),
                Value::Bool(flag) => json!(!flag),
                Value::Array(_) => json!([]),
                Value::Object(_) => json!({}),
                Value::Null => return None,
            },
        ),
        2 => put(badge.clone(), pointer, Value::Null),
        3 => put(badge.clone(), pointer, json!(7)),
        4 => put(badge.clone(), pointer, json!("did:example:other")),
        5 if value.is_object() => put(badge.clone(), &format!("{pointer}/name"), json!("Another name")),
        6 if in_object => put(without(badge.clone(), pointer), &format!("{parent}/@{name}"), value.clone()),
        7 if in_object => put(without(badge.clone(), pointer), &format!("{parent}/x{name}"), value.clone()),
        8 => put(badge.clone(), pointer, json!({"@value": value})),
        9 if value.is_array() => {
            let mut longer = value.as_array().unwrap().clone();
            longer.push(json!("did:example:other"));
            put(badge.clone(), pointer, json!(longer))
        }
        _ => return None,
    })
}

const WAYS: usize = 10;

/// What the signature of statements covers: arrays as sets, one value as the array of it, nothing for an empty one.
fn as_sets(value: &Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut texts: Vec<String> = items.iter().map(|item| as_sets(item).to_string()).collect();
            texts.sort_unstable();
            texts.dedup();
            json!(texts)
        }
        Value::Object(members) => {
            let members = members.iter().filter(|(_, value)| value.as_array().is_none_or(|items| !items.is_empty()));
            let set = |value: &Value| as_sets(&if value.is_array() { value.clone() } else { json!([value]) });
            members
                .map(|(name, value)| (name.clone(), if name == "@context" { value.clone() } else { set(value) }))
                .collect()
        }
        other => other.clone(),
    }
}

/// Whether a signature over `badge` also covers `other`.
fn is_covered(badge: &Value, other: &Value) -> bool {
    match badge["proof"][0]["cryptosuite"] == "eddsa-jcs-2022" {
        false => as_sets(badge) == as_sets(other),
        true => {
            let text = |value: &Value| {
                let document = Document::parse(value.to_string().as_bytes(), &LIMITS).unwrap();
                jcs::to_string(document.root(), &["proof"])
            };
            text(badge) == text(other) && as_sets(&badge["proof"]) == as_sets(&other["proof"])
        }
    }
}

#[test]
fn every_member_removed_or_changed_after_signing_is_rejected() {
    let mut rejected = 0;
    for badge in &*BADGES {
        accepts(&compatibly(&badge.to_string()));
        for pointer in pointers(badge) {
            for altered in (0..WAYS).filter_map(|way| changed(badge, &pointer, way)) {
                if is_covered(badge, &altered) {
                    continue;
                }
                let report = compatibly(&altered.to_string());
                assert_eq!(report.verdict(), Verdict::Rejected, "{pointer}: {altered}");
                rejected += 1;
            }
        }
    }
    assert!(rejected > 900, "only {rejected} alterations");
}

/// The badge's text with white space, escapes and the order of members to taste.
fn written(value: &Value, taste: &mut impl FnMut() -> u8) -> String {
    let space = |n: u8| ["", " ", "\n", "\t\r\n  "][usize::from(n % 4)];
    let string = |text: &str, n: u8| {
        let plain = json!(text).to_string();
        let first = text.chars().next().filter(|c| n.is_multiple_of(3) && c.is_ascii_alphanumeric());
        first.map_or(plain.clone(), |c| plain.replacen(c, &format!("\\u{:04x}", u32::from(c)), 1))
    };
    match value {
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            let by = usize::from(taste()) % members.len().max(1);
            members.rotate_left(by);
            let members: Vec<String> = members
                .into_iter()
                .map(|(name, value)| {
                    format!("{}{}{}:{}", space(taste()), string(name, taste()), space(taste()), written(value, taste))
                })
                .collect();
            format!("{}{{{}{}}}", space(taste()), members.join(","), space(taste()))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| written(item, taste)).collect();
            format!("[{}{}]{}", items.join(","), space(taste()), space(taste()))
        }
        Value::String(text) => string(text, taste()),
        other => format!("{other}{}", space(taste())),
    }
}

/// The badge with its sets in another order, words in them said twice, and empty ones added; contexts are no set.
fn reordered(value: &Value, taste: &mut impl FnMut() -> u8) -> Value {
    match value {
        Value::Object(members) => {
            let item = |(name, value): (&String, &Value)| match name.as_str() {
                "@context" => (name.clone(), value.clone()),
                _ => (name.clone(), reordered(value, taste)),
            };
            members.iter().map(item).collect()
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(|item| reordered(item, taste)).collect();
            let by = usize::from(taste()) % items.len().max(1);
            items.rotate_left(by);
            if let Some(word) =
                items.iter().find(|item| item.is_string()).filter(|_| taste().is_multiple_of(2)).cloned()
            {
                items.push(word);
            }
            Value::Array(items)
        }
        other => other.clone(),
    }
}

/// All that a report says, but for the digest of the bytes, and what it says of a set in one order.
fn said(text: &str) -> Value {
    let mut report = serde_json::to_value(compatibly(text)).unwrap();
    report["badge"]["digest"] = Value::Null;
    report["proven"]["learner"].as_array_mut().unwrap().sort_by_key(Value::to_string);
    report
}

fn tastes() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 64)
}

fn in_turn(tastes: Vec<u8>) -> impl FnMut() -> u8 {
    let mut tastes = tastes.into_iter().cycle();
    move || tastes.next().unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn the_order_of_members_white_space_and_escapes_say_nothing(tastes in tastes()) {
        let mut taste = in_turn(tastes);
        for badge in &*BADGES {
            let text = written(badge, &mut taste);
            prop_assert_eq!(&parse(&text), badge);
            prop_assert_eq!(said(&text), said(&badge.to_string()), "{}", text);
        }
    }

    #[test]
    fn a_signature_over_statements_is_blind_to_the_order_of_sets_and_so_is_the_verdict_l14(tastes in tastes()) {
        let mut taste = in_turn(tastes);
        let [statements, json] = &*BADGES;
        let other = reordered(statements, &mut taste);
        prop_assert_eq!(as_sets(&other), as_sets(statements));
        prop_assert_eq!(said(&other.to_string()), said(&statements.to_string()), "{}", other);
        // A signature over JSON sees it.
        let other = reordered(json, &mut taste);
        let verdict = compatibly(&other.to_string()).verdict();
        prop_assert_eq!(verdict == Verdict::Accepted, is_covered(json, &other), "{}", other);
    }

    #[test]
    fn whatever_is_changed_is_accepted_only_if_it_is_what_was_signed(
        suite in 0_usize..2,
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0..WAYS), 1..4),
    ) {
        let badge = &BADGES[suite];
        let mut altered = badge.clone();
        for (place, way) in edits {
            let pointers = pointers(&altered);
            if pointers.is_empty() {
                break;
            }
            altered = changed(&altered, place.get::<String>(&pointers), way).unwrap_or(altered);
        }
        let verdict = compatibly(&altered.to_string()).verdict();
        if verdict == Verdict::Accepted {
            prop_assert!(is_covered(badge, &altered), "{}", altered);
        }
    }

    #[test]
    fn parts_of_one_badge_in_another_of_the_same_issuer_are_rejected_d26(place in any::<prop::sample::Index>()) {
        let [own, other] = &*TWO;
        let differing: Vec<String> =
            pointers(own).into_iter().filter(|pointer| other.pointer(pointer) != own.pointer(pointer)).collect();
        let pointer = place.get::<String>(&differing);
        let spliced = put(own.clone(), pointer, other.pointer(pointer).unwrap().clone());
        let verdict = compatibly(&spliced.to_string()).verdict();
        prop_assert_eq!(verdict, Verdict::Rejected, "{}", pointer);
    }
}
