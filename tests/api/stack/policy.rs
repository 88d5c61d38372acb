//! Policy documents: what is read, what is refused and where, and what the published schema says.

use super::desk::{hku, hku_with, judge, on};
use openbadges::stack::{Error, LevelMode, Programme, Reading, Switches};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(include_str!("../../../docs/schema/policy.json")).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

const PRESET: &str = include_str!("../../../fixtures/policies/hku-space.json");

fn preset() -> Value {
    serde_json::from_str(PRESET).unwrap()
}

fn read(policy: &Value) -> Result<Programme, Error> {
    Programme::parse(policy.to_string().as_bytes())
}

/// The preset with one value changed; `null` removes it.
fn with(pointer: &str, value: Value) -> Value {
    let mut policy = preset();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match policy.pointer_mut(parent).unwrap() {
        Value::Object(members) if value.is_null() => drop(members.remove(name)),
        Value::Object(members) => drop(members.insert(name.to_owned(), value)),
        Value::Array(items) => match name.parse::<usize>() {
            Ok(at) => items[at] = value,
            Err(_) => items.push(value),
        },
        other => panic!("{other}"),
    }
    policy
}

#[test]
fn every_preset_fits_the_schema_and_is_written_as_it_is_read() {
    for name in Programme::presets() {
        let programme = Programme::preset(name).unwrap();
        assert_eq!(programme.id(), name);
        let path = format!("{}/fixtures/policies/{name}.json", env!("CARGO_MANIFEST_DIR"));
        for text in [std::fs::read_to_string(path).unwrap(), programme.to_json()] {
            let policy: Value = serde_json::from_str(&text).unwrap();
            let faults: Vec<_> = SCHEMA.iter_errors(&policy).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{faults:?}");
        }
        let again = Programme::parse(programme.to_json().as_bytes()).unwrap();
        assert_eq!(again, programme);
        assert_eq!(again.to_json(), programme.to_json());
    }
}

#[test]
fn a_policy_is_known_by_what_it_states_beyond_the_defaults() {
    let brief: Value = serde_json::from_str(&hku().to_brief_json()).unwrap();
    assert!(brief.get("switches").is_none() && brief.get("preference").is_none(), "{brief}");
    assert_eq!(Programme::parse(hku().to_brief_json().as_bytes()).unwrap(), hku());
    let digest = |programme: &Programme| judge(programme, &[], &on("2025-01-15")).programme.sha256;
    // Whether or not the default is written down.
    let stated = Programme::parse(hku().to_json().as_bytes()).unwrap();
    assert_eq!(digest(&stated), digest(&hku()));
    let strict = hku_with(|switches| switches.no_level = openbadges::stack::NoLevel::Refuse);
    let brief: Value = serde_json::from_str(&strict.to_brief_json()).unwrap();
    assert_eq!(brief["switches"], json!({"noLevel": "refuse"}));
    assert_ne!(digest(&strict), digest(&hku()));
}

#[test]
fn every_switch_and_rule_is_written_as_it_is_read() {
    let mut policy = with(
        "/awards/0/rules",
        json!([
            {"minCredits": {"pool": {"level": {"atLeast": 5}, "provider": "own"}, "credits": "7.5", "source": "A"}},
            {"maxCredits": {"credits": "60"}},
            {"minShare": {"pool": {"category": "PP"}, "share": "1/3", "of": "nominal"}},
            {"maxShare": {"pool": {"level": {"exactly": 2}}, "share": "1/5", "of": "allocated"}},
            {"minCount": {"count": 3}},
            {"maxCount": {"pool": {"achievements": ["https://school.example/a"]}, "count": 1}},
            {"required": {"achievements": ["https://school.example/a"], "source": "A"}},
            {"oneOf": {"achievements": ["https://school.example/a", "https://school.example/b"]}},
            {"atMostOneOf": {"achievements": ["https://school.example/a", "https://school.example/b"]}},
            {"corequisite": {"achievements": ["https://school.example/a", "https://school.example/b"]}},
            {"prerequisite": {"before": {"type": "Course"}, "after": {"credits": {"atLeast": "6", "atMost": "9"}}}},
            {"capstone": {"pool": {"awarded": {"from": "2020-01-01"}}, "position": "last"}},
            {"capstone": {"pool": {"awarded": {"until": "2020-01-01"}}, "position": {"after": 4}}},
            {"minGrade": {"pool": {"grade": {"scale": "letters", "atLeast": "A"}}, "scale": "letters", "grade": "B"}},
            {"meanGrade": {"scale": "letters", "points": "3.5"}},
            {"window": {"pool": {"any": [{"category": "PP"}], "all": [], "not": {"theme": "AI"}}, "years": 2}},
            {"date": {"of": "start", "from": "2019-01-01", "before": "2020-08-01", "source": "B"}},
            {"any": [{"not": {"all": []}}, {"nOf": {"n": 1, "of": [{"minCount": {"count": 2}}]}}]},
        ]),
    );
    policy["scales"] = json!([{
        "id": "letters", "name": "Letters", "also": ["https://school.example/scale"],
        "grades": [{"grade": "A", "points": "4"}, {"grade": "B", "points": "3.5"}],
    }]);
    policy["admission"]["maxAge"] = json!({"years": 5, "anchor": "assessmentDate", "event": "admission"});
    policy["switches"] = json!({
        "titleReading": "shareOfNominal", "levelMode": "exactly", "noLevel": "refuse", "anniversary": "exclusive",
        "ageExceptions": "named", "carryUp": "absorbWithAwardAge", "otherProviders": {"maxShare": "1/2"},
        "themeTie": {"order": ["AI", "FIN"]}, "shownInPart": "admitted",
    });
    policy["issuers"] = json!({
        "own": ["did:web:school.example"], "partners": ["did:web:partner.example"],
        "bareCredits": {"did:web:partner.example": "hkqf"},
    });
    policy["catalogue"] = json!([{
        "achievement": "https://school.example/a", "issuers": ["did:web:partner.example"], "category": "PP", "level": 4,
    }]);
    assert!(SCHEMA.is_valid(&policy));
    let programme = read(&policy).unwrap();
    assert_eq!(Programme::parse(programme.to_json().as_bytes()).unwrap(), programme);
    assert_eq!(programme.switches().level_mode, LevelMode::Exactly);
    assert_eq!(programme.switches().theme_reading, Reading::Published, "left out: the strict choice");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_rule_that_is_read_fits_the_schema_and_is_written_as_it_is_read(rule in super::rules::a_rule()) {
        let policy = super::rules::policy(6, &json!([rule]));
        let Ok(programme) = read(&policy) else { return Ok(()) };
        prop_assert!(SCHEMA.is_valid(&policy), "{rule}");
        let again: Value = serde_json::from_str(&programme.to_json()).unwrap();
        prop_assert!(SCHEMA.is_valid(&again), "{again}");
        prop_assert_eq!(read(&again).unwrap(), programme);
    }
}

/// A place, the value there, the code of the error, and whether the schema can know.
fn refusals() -> Vec<(&'static str, Value, &'static str, bool)> {
    let rule = |rule: Value| json!([rule]);
    vec![
        ("/format", json!("openbadges-policy-9"), "json.invalid-value", true),
        ("/id", Value::Null, "json.missing-member", true),
        ("/title", json!("  "), "json.invalid-value", true),
        ("/surprise", json!(1), "json.unknown-member", true),
        ("/timeZone", json!("Asia/Hong_Kong"), "json.invalid-value", true),
        ("/creditSystem", json!("points"), "json.invalid-value", true),
        ("/levelFramework", json!("qf"), "json.invalid-value", true),
        ("/levelFramework", Value::Null, "policy.contradiction", false),
        ("/sources/0/confidence", json!("rumour"), "json.invalid-value", true),
        ("/sources/0/confidence", json!({"published": null}), "json.unexpected-type", true),
        ("/sources/0", json!(["A", "Rules", "published"]), "json.unexpected-type", true),
        ("/sources/1/id", json!("A"), "policy.duplicate-id", false),
        ("/categories/1/id", json!("PP"), "policy.duplicate-id", false),
        ("/categories/1/also", json!(["PP"]), "policy.duplicate-id", false),
        ("/awards/1/id", json!("certificate"), "policy.duplicate-id", false),
        ("/awards", json!([]), "policy.contradiction", true),
        ("/awards/0/credits", json!("0"), "policy.contradiction", false),
        ("/awards/0/credits", json!("-30"), "json.invalid-value", true),
        ("/awards/0/credits", json!("NaN"), "json.invalid-value", true),
        ("/awards/0/credits", json!("1e308"), "json.invalid-value", true),
        ("/awards/0/credits", json!("3.0000000000000004"), "json.invalid-value", true),
        ("/awards/0/credits", json!(30), "json.unexpected-type", true),
        ("/awards/0/source", json!("Z"), "policy.unknown-id", false),
        ("/awards/0/titles/0/requires/share", json!("4/3"), "json.invalid-value", false),
        ("/awards/0/titles/0/requires/share", json!("75 %"), "json.invalid-value", true),
        ("/awards/0/titles/0/requires/share", json!("1/0"), "json.invalid-value", false),
        ("/awards/0/titles/0/requires/published", Value::Null, "policy.contradiction", false),
        ("/awards/0/titles/0/requires/pool/category", json!("XX"), "policy.unknown-id", false),
        ("/awards/0/titles/0/requires", Value::Null, "policy.contradiction", false),
        ("/awards/0/theme/titles", json!(["XX"]), "policy.unknown-id", false),
        ("/awards/1/minimumLevel/level", json!(8), "policy.contradiction", false),
        ("/awards/1/minimumLevel/level", json!(0), "policy.contradiction", true),
        ("/admission/maxAge/years", json!(0), "policy.contradiction", true),
        ("/admission/maxAge/years", json!(-5), "json.invalid-value", true),
        ("/admission/awardedFrom/date", json!("2018-02-30"), "json.invalid-value", false),
        ("/preference", json!([]), "policy.contradiction", true),
        ("/preference", json!(["title", "title"]), "policy.contradiction", true),
        ("/switches/levelMode", json!("atMost"), "json.invalid-value", true),
        ("/switches/otherProviders", json!({"maxShare": "11/10"}), "json.invalid-value", false),
        ("/issuers/own", json!(["did:web:a.example", "did:web:a.example"]), "policy.duplicate-id", false),
        ("/issuers/own", json!(["school"]), "json.invalid-value", true),
        ("/issuers/bareCredits", json!({"did:web:a.example": "hkqf"}), "policy.unknown-id", false),
        ("/catalogue", json!([{"achievement": "urn:a", "category": "XX"}]), "policy.unknown-id", false),
        ("/catalogue", json!([{"achievement": "urn:a", "issuers": ["did:web:a.example"]}]), "policy.unknown-id", false),
        ("/catalogue", json!([{"achievement": "urn:a", "level": 8}]), "policy.contradiction", false),
        ("/awards/0/rules", rule(json!({"mostCredits": {"credits": "1"}})), "json.invalid-value", true),
        ("/awards/0/rules", rule(json!({"minCredits": {"credits": "0"}})), "policy.contradiction", false),
        ("/awards/0/rules", rule(json!({"minCount": {"count": 0}})), "policy.contradiction", false),
        ("/awards/0/rules", rule(json!({"maxCredits": {"credits": "29"}})), "policy.contradiction", false),
        (
            "/awards/0/rules",
            rule(json!({"minCount": {"pool": {"level": {"atLeast": 9}}, "count": 1}})),
            "policy.contradiction",
            false,
        ),
        (
            "/awards/0/rules",
            rule(json!({"minCount": {"pool": {"achievements": []}, "count": 1}})),
            "policy.contradiction",
            true,
        ),
        (
            "/awards/0/rules",
            json!([{"minCount": {"pool": {"category": "GS"}, "count": 3}}, {"maxCount": {"pool": {"category": "GS"}, "count": 2}}]),
            "policy.contradiction",
            false,
        ),
        (
            "/awards/0/rules",
            json!([
                {"minShare": {"pool": {"category": "GS"}, "share": "1/2", "of": "allocated"}},
                {"maxShare": {"pool": {"category": "GS"}, "share": "1/3", "of": "allocated"}},
            ]),
            "policy.contradiction",
            false,
        ),
        ("/awards/0/rules", rule(json!({"required": {"achievements": []}})), "policy.contradiction", true),
        ("/awards/0/rules", rule(json!({"oneOf": {"achievements": ["urn:a", "urn:a"]}})), "policy.duplicate-id", true),
        ("/awards/0/rules", rule(json!({"window": {"years": 0}})), "policy.contradiction", true),
        ("/awards/0/rules", rule(json!({"minGrade": {"scale": "L", "grade": "A"}})), "policy.unknown-id", false),
        ("/awards/0/rules", rule(json!({"meanGrade": {"scale": "L", "points": "3"}})), "policy.unknown-id", false),
        ("/awards/0/rules", rule(json!({"date": {"of": "start"}})), "policy.contradiction", true),
        ("/awards/0/rules", rule(json!({"date": {"of": "birth", "from": "2020-01-01"}})), "json.invalid-value", true),
        (
            "/awards/0/rules",
            rule(json!({"date": {"of": "start", "from": "2020-01-01", "before": "2020-01-01"}})),
            "policy.contradiction",
            false,
        ),
        ("/awards/0/rules", rule(json!({"capstone": {"pool": {}, "position": "first"}})), "json.invalid-value", true),
        ("/awards/0/rules", rule(json!({"nOf": {"n": -1, "of": []}})), "json.invalid-value", true),
        ("/awards/0/rules", rule(json!({"not": [{"all": []}]})), "json.unexpected-type", true),
        ("/awards/0/rules", rule(json!({"all": {}})), "json.unexpected-type", true),
        (
            "/awards/0/rules",
            rule(json!({"not": {"any": [{"minCredits": {"credits": "0"}}]}})),
            "policy.contradiction",
            false,
        ),
        (
            "/awards/0/rules",
            rule(json!({"minCount": {"pool": {"not": {"category": "XX"}}, "count": 1}})),
            "policy.unknown-id",
            false,
        ),
        (
            "/awards/0/rules",
            rule(json!({"minCount": {"pool": {"credits": {"atLeast": "9", "atMost": "6"}}, "count": 1}})),
            "policy.contradiction",
            false,
        ),
        (
            "/awards/0/rules",
            rule(json!({"minCount": {"pool": {"awarded": {"from": "2021-01-01", "until": "2020-01-01"}}, "count": 1}})),
            "policy.contradiction",
            false,
        ),
        (
            "/awards/0/rules",
            rule(json!({"minCount": {"pool": {"type": "a b"}, "count": 1}})),
            "policy.contradiction",
            false,
        ),
        (
            "/scales",
            json!([{"id": "L", "name": "L", "grades": [{"grade": "A"}, {"grade": "A"}]}]),
            "policy.duplicate-id",
            false,
        ),
        (
            "/scales",
            json!([{"id": "L", "name": "L", "grades": [{"grade": "A", "points": "3.125"}]}]),
            "policy.contradiction",
            true,
        ),
        ("/scales", json!([{"id": "L", "name": "L", "also": ["L"], "grades": []}]), "policy.duplicate-id", false),
        ("/admission/maxAge/anchor", json!("birthDate"), "json.invalid-value", true),
        ("/awards/0/rules", rule(json!({"all": vec![json!({"minCount": {"count": 1}}); 32]})), "stack.too-many", false),
        ("/awards/0/rules", Value::Array(vec![json!({"minCount": {"count": 1}}); 33]), "stack.too-many", true),
    ]
}

#[test]
fn refuses_contradictions_before_judging_and_says_where() {
    for (pointer, value, code, schema_knows) in refusals() {
        let policy = with(pointer, value.clone());
        let error = read(&policy).expect_err(&format!("{pointer} {value}"));
        assert_eq!(error.code(), code, "{pointer} {value}: {error}");
        if let Some(place) = error.pointer() {
            // The fault lies at the changed value, inside it, or (for what is missing) around it.
            assert!(place.starts_with(pointer) || pointer.starts_with(place) || value.is_null(), "{pointer}: {place}");
        } else {
            assert_eq!(code, "stack.too-many");
        }
        assert_eq!(!SCHEMA.is_valid(&policy), schema_knows, "{pointer} {value}");
    }
}

#[test]
fn refuses_more_rules_than_can_be_judged() {
    let rules = vec![json!({"minCount": {"count": 1}}); 40_000];
    let text = with("/awards/0/rules", Value::Array(rules)).to_string();
    assert_eq!(Programme::parse(text.as_bytes()).unwrap_err().code(), "json.too-many-nodes");
}

#[test]
fn refuses_a_member_given_twice() {
    let text = PRESET.replacen("\"version\"", "\"version\": \"0\", \"version\"", 1);
    assert_eq!(Programme::parse(text.as_bytes()).unwrap_err().code(), "json.duplicate-key");
}

#[test]
fn names_the_presets_and_awards_that_there_are() {
    let error = Programme::preset("hku").unwrap_err();
    let expected = "expected one of the presets `hku-space`, `nzqa`, `edubadges`, `sheffield-hallam`, `kent`, `nus`, `ntu-nie`, `sutd`, \
        `mqa-apel-c`, `five-of-eight`, `groups-nested`, `ctdl-and-or-not`, found `hku`";
    assert_eq!(error.to_string(), expected);
    let programme = hku();
    let application = super::desk::certificate().with_award("degree");
    let limits = openbadges::base::limits::Limits::DEFAULT;
    let error = openbadges::stack::danger::judge(&programme, &[], &application, &limits).unwrap_err();
    assert_eq!(error.to_string(), "expected one of the awards `certificate`, `diploma`, found `degree`");
}

#[test]
fn a_reading_without_its_number_is_refused_when_a_switch_is_set() {
    let mut policy = with("/switches/titleReading", json!("shareOfNominal"));
    policy["awards"][0]["titles"][0]["requires"].as_object_mut().unwrap().remove("published");
    let programme = read(&policy).unwrap();
    let error = programme.with_switches(Switches::default()).unwrap_err();
    assert_eq!(error.pointer(), Some("/awards/0/titles/0/requires/published"));
}

#[test]
fn the_digest_follows_the_content_and_not_the_layout() {
    let judged = |text: &str| {
        let limits = openbadges::base::limits::Limits::DEFAULT;
        let programme = Programme::parse(text.as_bytes()).unwrap();
        openbadges::stack::danger::judge(&programme, &[], &super::desk::certificate(), &limits)
            .unwrap()
            .programme
            .sha256
    };
    assert_eq!(judged(PRESET), judged(&preset().to_string()));
    assert_ne!(judged(PRESET), judged(&with("/version", json!("2")).to_string()));
}
