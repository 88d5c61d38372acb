//! Schemas that a badge declares: those of the standard, and those that were handed in. Names end with the row of the threat table that
//! they hold.

use super::desk::*;
use openbadges::verify::{CheckId, Outcome, Report, Verdict};
use serde_json::{Value, json};

const PUBLISHED: &str = "https://purl.imsglobal.org/spec/ob/v3p0/schema/";
const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

/// The badge declares schemas, each of a type.
fn declaring(schemas: &[(&str, &str)]) -> String {
    let schemas: Vec<Value> = schemas.iter().map(|(id, kind)| json!({"id": id, "type": kind})).collect();
    signed_as_json(&put(with("/@context", json!([V2, OB, EXTENSIONS])), "/credentialSchema", json!(schemas)))
}

fn of_type(id: &str, kind: &str) -> Report {
    strictly(&declaring(&[(id, kind)]))
}

#[test]
fn the_check_of_the_shape_answers_for_the_schemas_of_the_standard() {
    for file in [
        "json/ob_v3p0_achievementcredential_schema.json",
        "json/ob_v3p0_anyachievementcredential_schema.json",
        "json/ob_v3p0_achievementcredential-jsonschema1.json",
        "json-ld/ob_v3p0_achievementcredential_schema.json",
    ] {
        let report = of_type(&format!("{PUBLISHED}{file}"), "1EdTechJsonSchemaValidator2019");
        accepts(&report);
        assert_eq!(told(&report, CheckId::Schema), (Outcome::Pass, vec!["schema.own-rules"]), "{file}");
        assert_eq!(finding(&report, CheckId::Schema).place(), Some("/credentialSchema/0"));
    }
    // That of another class is not satisfied.
    for class in ["endorsementcredential", "profile"] {
        let id = format!("{PUBLISHED}json/ob_v3p0_{class}_schema.json");
        rejects(&of_type(&id, "1EdTechJsonSchemaValidator2019"), CheckId::Schema, "schema.other-class");
    }
    // An address that only looks like one is anybody's.
    for id in [
        "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json?",
        "http://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_clrcredential_schema.json",
        "https://purl.example/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
    ] {
        let report = of_type(id, "1EdTechJsonSchemaValidator2019");
        assert_eq!(told(&report, CheckId::Schema), (Outcome::Unknown, vec!["schema.not-checked"]), "{id}");
        assert_eq!(report.verdict(), Verdict::Undecided);
    }
}

#[test]
fn an_older_name_of_the_type_is_a_warning_and_another_type_is_named_and_left() {
    let id = format!("{PUBLISHED}json/ob_v3p0_achievementcredential_schema.json");
    let text = declaring(&[(&id, "JsonSchemaValidator2019")]);
    let codes = vec!["schema.own-rules", "schema.alias"];
    assert_eq!(told(&compatibly(&text), CheckId::Schema), (Outcome::Pass, codes.clone()));
    assert_eq!(told(&strictly(&text), CheckId::Schema), (Outcome::Fail, codes));
    let report = of_type(&id, "JsonSchemaCredential");
    assert_eq!(told(&report, CheckId::Schema), (Outcome::Unknown, vec!["schema.unknown-type"]));
}

#[cfg(feature = "schema")]
mod handed_in {
    use super::*;
    use openbadges::verify::{Materials, NeedKind, Verifier};

    const SCHEMA: &str = "https://school.example/schema.json";

    fn judged(schema: &Value) -> Report {
        judged_text(&schema.to_string())
    }

    fn judged_text(schema: &str) -> Report {
        let mut materials = Materials::none();
        materials.insert(SCHEMA, schema.as_bytes().to_vec(), &LIMITS).unwrap();
        let badge = open(&declaring(&[(SCHEMA, "JsonSchema")]));
        verify(&Verifier::strict(), &badge, &materials, NOW)
    }

    #[track_caller]
    fn unknown(report: &Report, code: &str) {
        assert_eq!((report.verdict(), failed(report)), (Verdict::Undecided, vec![]));
        assert_eq!(told(report, CheckId::Schema), (Outcome::Unknown, vec![code]));
        assert_eq!(told(report, CheckId::Proof), (Outcome::Pass, vec![]));
    }

    #[test]
    fn a_schema_that_was_handed_in_is_applied_to_the_whole_badge() {
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2019-09/schema",
            "$id": SCHEMA,
            "type": "object",
            "required": ["issuer", "proof"],
            "properties": {"issuer": {"$ref": "#/$defs/Named"}},
            "$defs": {"Named": {"required": ["name"], "properties": {"id": true, "name": {"pattern": "^Harbour"}}}},
        });
        let report = judged(&schema);
        accepts(&report);
        assert_eq!(told(&report, CheckId::Schema), (Outcome::Pass, vec!["schema.satisfied"]));
        let report = judged(&put(schema, "/$defs/Named/properties/name/pattern", json!("^Inland")));
        rejects(&report, CheckId::Schema, "schema.violated");
        assert_eq!(finding(&report, CheckId::Schema).place(), Some("/issuer/name"));
    }

    #[test]
    fn a_badge_needs_the_schemas_that_it_declares_and_none_of_the_standard() {
        let own = format!("{PUBLISHED}json/ob_v3p0_achievementcredential_schema.json");
        let text = declaring(&[
            (SCHEMA, "JsonSchema"),
            (SCHEMA, "1EdTechJsonSchemaValidator2019"),
            (&own, "1EdTechJsonSchemaValidator2019"),
            ("urn:uuid:s1", "JsonSchema"),
            ("https://school.example/other", "JsonSchemaCredential"),
        ]);
        let needs: Vec<_> = open(&text).needs().into_iter().map(|need| (need.kind, need.url)).collect();
        assert_eq!(needs, [(NeedKind::Schema, SCHEMA.to_owned())]);
        let report = strictly(&text);
        let codes = told(&report, CheckId::Schema).1;
        assert_eq!(
            codes,
            [
                "schema.not-checked",
                "schema.not-checked",
                "schema.own-rules",
                "schema.not-checked",
                "schema.unknown-type"
            ]
        );
    }

    #[test]
    fn a_schema_is_never_followed_out_of_itself_i19() {
        for reference in ["https://attacker.example/x", "other.json", "#name", "", "file:///etc/passwd", "#/%24defs/a"]
        {
            unknown(&judged(&json!({"$ref": reference})), "schema.reference");
        }
        unknown(&judged(&json!({"$schema": "https://attacker.example/meta"})), "schema.unusable");
        let named = json!({"properties": {"issuer": {"$id": "https://a.example/", "$ref": "#/properties"}}});
        unknown(&judged(&named), "schema.unusable");
    }

    #[test]
    fn a_schema_that_cannot_be_read_is_no_reason_against_a_badge_i19() {
        unknown(&judged_text("{"), "json.malformed");
        unknown(&judged_text(r#"{"type": "object", "type": "array"}"#), "json.duplicate-key");
        unknown(&judged(&json!({"type": "nothing"})), "schema.unusable");
        // What only an engine that goes back and forth could match.
        unknown(&judged(&json!({"properties": {"id": {"pattern": "^(?!urn)"}}})), "schema.unusable");
    }

    #[test]
    fn a_schema_that_leads_to_endless_work_is_not_applied_i19() {
        let mut doubling = json!({"$ref": "#/$defs/a60", "$defs": {"a0": {"type": "object"}}});
        for n in 1..=60 {
            let before = json!({"$ref": format!("#/$defs/a{}", n - 1)});
            doubling["$defs"][format!("a{n}")] = json!({"allOf": [before, before]});
        }
        unknown(&judged(&doubling), "schema.too-much-work");
        unknown(&judged(&json!({"$ref": "#"})), "schema.too-much-work");
        unknown(&judged(&json!({"$recursiveRef": "#"})), "schema.too-much-work");
        let branching = json!({"additionalProperties": {"$ref": "#"}, "items": {"$ref": "#"},
            "allOf": [{"additionalProperties": {"$ref": "#"}}, {"additionalProperties": {"$ref": "#"}},
                {"additionalProperties": {"$ref": "#"}}, {"additionalProperties": {"$ref": "#"}},
                {"items": {"$ref": "#"}}, {"items": {"$ref": "#"}}]});
        let wide: Vec<Value> = (0..200).map(|_| branching["allOf"][0].clone()).collect();
        unknown(&judged(&json!({"allOf": wide})), "schema.too-much-work");
        // Many patterns, and one that is large once it is compiled.
        let patterns: Vec<Value> = (0..600).map(|n| json!({"pattern": format!("^{n}")})).collect();
        unknown(&judged(&json!({"properties": {"id": {"anyOf": patterns}}})), "schema.too-much-work");
        unknown(&judged(&json!({"properties": {"id": {"pattern": r"(\pL{1000}){1000}"}}})), "schema.unusable");
        // Slow for engines that try every way, and done at once here.
        rejects(
            &judged(&json!({"properties": {"id": {"pattern": "^(([a-z:0-9])+.)+[A-Z]$"}}})),
            CheckId::Schema,
            "schema.violated",
        );
    }

    #[test]
    fn no_more_than_a_few_violations_are_told() {
        let many: Vec<Value> = (0..50).map(|n| json!({"required": [format!("m{n}")]})).collect();
        let report = judged(&json!({"allOf": many}));
        assert_eq!(check(&report, CheckId::Schema).findings().len(), 8);
    }
}
