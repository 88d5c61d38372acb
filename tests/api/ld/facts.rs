//! Facts of the published contexts, odd ones included, that every signature depends on.

use super::{V1, badge, canonical, objects, with};
use serde_json::{Value, json};

const OB_300: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context.json";
const OB: &str = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";

/// The objects of a property of Open Badges.
fn objects_of(document: &Value, property: &str) -> Vec<String> {
    objects(&canonical(document), &format!("{OB}{property}")).into_iter().map(str::to_owned).collect()
}

#[test]
fn writes_the_award_date_with_the_prefix_that_is_nowhere_defined() {
    let dates = objects_of(&with("/awardedDate", json!("2026-02-01T09:00:00Z")), "awardedDate");
    assert_eq!(dates, ["\"2026-02-01T09:00:00Z\"^^<xsd:dateTime>"]);
}

#[test]
fn writes_dates_of_the_activity_with_the_datatype_of_the_open_badges_context() {
    let dated = with("/credentialSubject/activityEndDate", json!("2026-01-30T00:00:00Z"));
    let dates = objects_of(&dated, "activityEndDate");
    assert_eq!(dates, ["\"2026-01-30T00:00:00Z\"^^<https://www.w3.org/2001/XMLSchema#date>"]);
}

/// A badge as Open Badges 3.0.0 and the first credentials data model write it.
fn in_the_first_context(mut old: Value) -> Value {
    old["@context"] = json!([V1, OB_300]);
    old["issuanceDate"] = old["validFrom"].take();
    old.as_object_mut().unwrap().remove("validFrom");
    old
}

#[test]
fn writes_strings_of_the_first_context_with_a_datatype_of_their_own() {
    let narratives = objects_of(&in_the_first_context(badge()), "narrative");
    assert_eq!(narratives, ["\"Predict a tide.\"^^<https://www.w3.org/2001/XMLSchema#string>"]);
    assert_eq!(objects_of(&badge(), "narrative"), ["\"Predict a tide.\""]);
}

#[test]
fn the_order_of_alignments_says_nothing_l14() {
    let entry = |code: &str| json!({"type": ["Alignment"], "targetName": code, "targetUrl": "https://example.org/f"});
    let aligned = |items: Value| with("/credentialSubject/achievement/alignment", items);
    let (a, b) = (entry("a"), entry("b"));
    assert_eq!(canonical(&aligned(json!([a, b]))), canonical(&aligned(json!([b, a]))));
    assert_eq!(canonical(&aligned(json!([a]))), canonical(&aligned(a)));
    assert_eq!(canonical(&aligned(json!([]))), canonical(&badge()));
}

#[test]
fn the_order_of_allowed_values_says_nothing_in_the_first_context() {
    let allowed = |values: Value| {
        let result = json!({"type": "ResultDescription", "name": "Mark", "allowedValue": values});
        objects_of(
            &in_the_first_context(with("/credentialSubject/achievement/resultDescription", result)),
            "allowedValue",
        )
    };
    assert_eq!(allowed(json!(["A", "B"])), allowed(json!(["B", "A"])));
    assert_eq!(allowed(json!(["A", "B"])).len(), 2);
}

#[test]
fn keeps_the_text_of_credits_that_are_written_as_a_string() {
    let credits =
        |value: Value| objects_of(&with("/credentialSubject/achievement/creditsAvailable", value), "creditsAvailable");
    assert_eq!(credits(json!("1.50")), ["\"1.50\"^^<https://www.w3.org/2001/XMLSchema#float>"]);
    assert_eq!(credits(json!(true)), ["\"true\"^^<https://www.w3.org/2001/XMLSchema#float>"]);
}

#[test]
fn reads_two_names_of_one_class_alike() {
    assert_eq!(
        canonical(&with("/type", json!(["AchievementCredential", "VerifiableCredential"]))),
        canonical(&badge())
    );
}
