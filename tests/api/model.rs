//! The micro-credential as a caller sees it.

use crate::micro_credentials::{complete_micro_credentials, micro_credentials};
use openbadges::base::limits::Limits;
use openbadges::base::text::Text;
use openbadges::codec::json::Document;
use openbadges::model::advice::Advice;
use openbadges::model::profile::{Completeness, Item, Standing};
use openbadges::model::{Element, MicroCredential, Profile, completeness, sample_award};
use proptest::prelude::*;
use serde::Deserialize;

fn read(json: &str) -> Result<MicroCredential, String> {
    serde_json::from_str(json).map_err(|e| e.to_string())
}

#[test]
fn the_sample_award_reads_and_writes_back() {
    let award = read(sample_award()).unwrap();
    let written = serde_json::to_value(&award).unwrap();
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(sample_award()).unwrap());
}

#[test]
fn an_empty_document_is_a_draft() {
    assert_eq!(read("{}"), Ok(MicroCredential::default()));
    assert_eq!(serde_json::to_string(&MicroCredential::default()).unwrap(), "{}");
}

/// Documents that are no award document, each with what the reader says.
pub(crate) const REFUSED: &[(&str, &str)] = &[
    (r#"{"title": null}"#, "invalid type: null"),
    (r#"{"awarded": null}"#, "invalid type: null"),
    (r#"{"outcomes": null}"#, "invalid type: null"),
    (r#"{"learner": {"id": null}}"#, "invalid type: null"),
    (r#"{"titel": "x"}"#, "unknown field `titel`"),
    (r#"{"title": "  "}"#, "expected a text that is not blank"),
    (r#"{"title": {}}"#, "expected a text in at least one language"),
    (r#"{"title": {"en": "a", "EN": "b"}}"#, "expected each language once, found `en` again"),
    (r#"{"title": {"english?": "a"}}"#, "expected a language tag"),
    (r#"{"workload": {"notionalHours": 7.5}}"#, "expected a decimal between quotes"),
    (r#"{"credits": [{"amount": 6, "system": "ects"}]}"#, "expected a decimal between quotes"),
    (r#"{"credits": [{"amount": "6", "system": "points"}]}"#, "expected a credit system"),
    (r#"{"levels": {"eqf": 9}}"#, "expected an EQF level from 1 to 8, found `9`"),
    (r#"{"levels": {"national": [{"framework": "hkqf", "level": 8}]}}"#, "expected an HKQF level from 1 to 7"),
    (r#"{"levels": {"national": [{"framework": "hkqf", "level": "5"}]}}"#, "as a number"),
    (r#"{"levels": {"national": [{"framework": "scqf", "level": 5}]}}"#, "as a text"),
    (r#"{"fields": ["0614"]}"#, "expected an ISCED-F code"),
    (r#"{"fields": [613]}"#, "between quotes"),
    (r#"{"awarded": "2026-07-10"}"#, "expected a date and time with a zone"),
    (r#"{"provider": {"name": "x", "country": "UK"}}"#, "expected a two-letter country code"),
    (r#"{"participation": ["hybrid"]}"#, "expected a form of participation"),
    (r#"{"integration": "maybe"}"#, "unknown variant `maybe`"),
    (r#"{"category": {"name": "x"}}"#, "expected a code, an id or both"),
    (r#"{"learner": {"identities": [{"type": "emailAddress"}]}}"#, "expected a value, or else a hash"),
    (r#"{"learner": {"identities": [{"type": "emailAddress", "hash": "sha1$00"}]}}"#, "expected sha256$"),
    (r#"{"learner": {"dateOfBirth": "2000-01-01"}}"#, "unknown field `dateOfBirth`"),
    (r#"{"components": [{"id": "badge-1"}]}"#, "expected an absolute IRI"),
    (r#"{"grounds": {"policy": "starter", "version": "1"}}"#, "missing field `digest`"),
];

#[test]
fn refuses_what_an_award_document_cannot_say() {
    for (json, reason) in REFUSED {
        let error = read(json).unwrap_err();
        assert!(error.contains(reason), "{json}: {error}");
    }
}

#[test]
fn an_error_of_the_strict_reader_names_the_place() {
    for (json, place) in [
        (r#"{"credits": [{"amount": "6", "system": "ects"}, {"amount": 7.5}]}"#, "/credits/1/amount"),
        (r#"{"levels": {"eqf": 9}}"#, "/levels/eqf"),
        (r#"{"levels": {"national": [{"framework": "hkqf", "level": 8}]}}"#, "/levels/national/0"),
        (r#"{"title": {"en": ""}}"#, "/title/en"),
        (r#"{"learner": {"identities": [{"type": "emailAddress", "hash": "sha1$0"}]}}"#, "/learner/identities/0/hash"),
        (r#"{"assessments": [{"type": "guess"}]}"#, "/assessments/0/type"),
        (r#"{"provider": {"name": "x", "phone": "1"}}"#, "/provider"),
    ] {
        let document = Document::parse(json.as_bytes(), &Limits::DEFAULT).unwrap();
        let error = MicroCredential::deserialize(document.root()).unwrap_err().to_string();
        assert!(error.contains(place), "{json}: {error}");
    }
}

/// The sample award without some of its members.
fn sample_without(members: &[&str]) -> MicroCredential {
    let mut json: serde_json::Value = serde_json::from_str(sample_award()).unwrap();
    for member in members {
        json.as_object_mut().unwrap().remove(*member).unwrap();
    }
    serde_json::from_value(json).unwrap()
}

/// The sample award with a member replaced, by JSON Pointer.
fn sample_with(pointer: &str, value: serde_json::Value) -> MicroCredential {
    let mut json: serde_json::Value = serde_json::from_str(sample_award()).unwrap();
    *json.pointer_mut(pointer).unwrap() = value;
    serde_json::from_value(json).unwrap()
}

fn missing(report: &Completeness) -> Vec<&'static str> {
    report.missing().map(|item| item.element().number()).collect()
}

fn standing(award: &MicroCredential, profile: Profile, element: Element) -> Standing {
    let report = completeness(award, profile);
    report.items().iter().find(|item| item.element() == element).unwrap().standing()
}

#[test]
fn the_sample_award_is_complete_and_needs_no_advice() {
    let award = read(sample_award()).unwrap();
    for profile in Profile::ALL {
        let report = completeness(&award, profile);
        assert!(report.is_complete(), "{:?}", missing(&report));
        assert_eq!(report.advice(), []);
        let absent: Vec<_> = report.items().iter().filter(|item| item.standing() == Standing::Missing).collect();
        assert!(absent.is_empty(), "{absent:?}");
    }
}

#[test]
fn a_draft_misses_what_each_profile_requires_by_number() {
    let report = completeness(&MicroCredential::default(), Profile::EuCouncil2022);
    assert_eq!(missing(&report), ["1", "3", "4", "6", "7", "9", "10", "17", "18", "19"]);
    let report = completeness(&MicroCredential::default(), Profile::Microbol2022);
    assert_eq!(missing(&report), ["1", "2", "4", "6", "7", "9", "10", "15", "16", "17", "18", "19", "20"]);
}

#[test]
fn every_report_names_every_element_once_in_order() {
    let report = completeness(&MicroCredential::default(), Profile::Microbol2022);
    let elements: Vec<_> = report.items().iter().map(Item::element).collect();
    assert_eq!(elements, Element::ALL);
}

#[test]
fn only_signing_meets_the_signature_and_the_proof_of_authenticity() {
    let award = read(sample_award()).unwrap();
    for element in [Element::Signature, Element::Authenticity] {
        assert_eq!(standing(&award, Profile::Microbol2022, element), Standing::MetBySigning);
    }
}

#[test]
fn the_date_of_assessment_is_enough_for_one_profile_and_not_for_the_other() {
    let award = sample_without(&["awarded"]);
    assert_eq!(standing(&award, Profile::Microbol2022, Element::Date), Standing::Present);
    assert_eq!(standing(&award, Profile::EuCouncil2022, Element::Date), Standing::Missing);
}

#[test]
fn a_provider_that_grants_by_itself_is_the_awarding_body() {
    let award = sample_without(&["awardingBodies"]);
    assert_eq!(standing(&award, Profile::EuCouncil2022, Element::AwardingBody), Standing::Present);
    assert_eq!(standing(&award, Profile::Microbol2022, Element::AwardingBody), Standing::NotNeeded);
}

#[test]
fn an_awarding_body_without_a_country_is_incomplete_where_the_country_is_required() {
    let award = sample_with("/awardingBodies/0", serde_json::json!({"name": "Elsewhere University"}));
    assert_eq!(standing(&award, Profile::EuCouncil2022, Element::AwardingBody), Standing::Present);
    assert_eq!(standing(&award, Profile::Microbol2022, Element::AwardingBody), Standing::Missing);
    for profile in Profile::ALL {
        assert_eq!(standing(&award, profile, Element::Country), Standing::Missing);
    }
}

#[test]
fn the_eqf_level_is_required_exactly_where_a_referenced_framework_is_named() {
    for (national, expected) in [
        (r#"[{"framework": "nfq", "level": 6}]"#, Standing::Missing),
        (r#"[{"framework": "hkqf", "level": 4}]"#, Standing::NotNeeded),
        (
            r#"[{"framework": "Elsewhere", "level": "6", "id": "http://data.europa.eu/snb/qdr/c_0000"}]"#,
            Standing::Missing,
        ),
        (r#"[{"framework": "Elsewhere", "level": "6"}]"#, Standing::Unclear),
        ("[]", Standing::Unclear),
    ] {
        let levels = format!(r#"{{"national": {national}, "isced": 5}}"#);
        let award = sample_with("/levels", serde_json::from_str(&levels).unwrap());
        for profile in Profile::ALL {
            assert_eq!(standing(&award, profile, Element::EqfLevel), expected, "{national}");
        }
    }
}

#[test]
fn the_cycle_is_required_only_for_levels_that_are_self_certified() {
    for (level, expected) in [(5, Standing::NotNeeded), (6, Standing::Missing)] {
        let levels = serde_json::json!({"national": [{"framework": "nfq", "level": level}]});
        let award = sample_with("/levels", levels);
        assert_eq!(standing(&award, Profile::Microbol2022, Element::Cycle), expected);
    }
}

#[test]
fn credits_of_a_known_size_state_the_workload_and_contact_hours_do_not() {
    let award = sample_without(&["workload"]);
    assert_eq!(standing(&award, Profile::Microbol2022, Element::Workload), Standing::Present);
    let award = sample_without(&["workload", "credits"])
        .with_workload(openbadges::model::Workload::default().with_contact_hours("30".parse().unwrap()));
    assert_eq!(standing(&award, Profile::Microbol2022, Element::Workload), Standing::Missing);
}

#[test]
fn a_name_alone_does_not_identify_the_learner() {
    let award = sample_with("/learner", serde_json::json!({"name": "Robin Example"}));
    let report = completeness(&award, Profile::Microbol2022);
    assert_eq!(missing(&report), ["1"]);
    assert!(report.missing().next().unwrap().hint().contains("a name alone"));
}

#[test]
fn advises_on_what_does_not_make_sense() {
    for (pointer, value, code) in [
        ("/workload/notionalHours", "100", "workload.disagrees-with-credits"),
        ("/workload/contactHours", "136", "workload.contact-exceeds-notional"),
        ("/workload/notionalHours", "1801", "workload.above-a-year"),
        ("/creditsEarned/0/amount", "6", "credits.more-earned-than-carried"),
        ("/levels/cycle", "first", "level.disagrees"),
        ("/awarded", "2026-06-26T00:00:00Z", "date.order"),
        ("/stackableUntil", "2026-07-09", "stacking.lapsed-when-awarded"),
        ("/integration", "standalone", "stacking.standalone-with-award"),
        ("/grades/0/status", "Provisional", "grade.not-completed"),
        ("/grades/0/value", "B+", "grade.off-scale"),
        ("/learner/identities/0/salt", "", "learner.unsalted-hash"),
        ("/learner/identities/0/hash", "md5$d41d8cd98f00b204e9800998ecf8427e", "learner.weak-hash"),
    ] {
        let award = sample_with(pointer, value.into());
        let report = completeness(&award, Profile::Microbol2022);
        assert!(report.advice().iter().any(|advice| advice.code() == code), "{pointer}: {:?}", report.advice());
        assert!(report.is_complete(), "{pointer}: advice completes nothing and breaks nothing");
    }
}

#[test]
fn advises_against_attendance_as_the_only_assessment() {
    let award = sample_with("/assessments", serde_json::json!([{"type": "levelOfAttendance"}]));
    let report = completeness(&award, Profile::Microbol2022);
    assert_eq!(report.advice().iter().map(Advice::code).collect::<Vec<_>>(), ["assessment.attendance-only"]);
}

#[test]
fn an_award_cannot_carry_more_than_its_components_brought() {
    let component = |amount| serde_json::json!({"id": "urn:uuid:1", "credits": [{"amount": amount, "system": "hkqf"}]});
    for (second, advised) in [("19.9", false), ("19.8", true)] {
        let award: MicroCredential = serde_json::from_value(serde_json::json!({
            "type": "Certificate",
            "credits": [{"amount": "30", "system": "hkqf"}],
            "components": [component("10.1"), component(second)],
        }))
        .unwrap();
        let report = completeness(&award, Profile::Microbol2022);
        assert_eq!(report.advice().iter().any(|a| a.code() == "award.exceeds-components"), advised, "{second}");
    }
}

#[test]
fn the_report_in_json_says_what_is_missing_by_number_and_name() {
    let report = completeness(&sample_without(&["outcomes"]), Profile::EuCouncil2022);
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["profile"], "eucouncil2022");
    assert_eq!(json["complete"], false);
    assert_eq!(json["elements"].as_array().unwrap().len(), 25);
    let outcomes = &json["elements"][8];
    assert_eq!(outcomes["number"], "9");
    assert_eq!(outcomes["name"], "learning outcomes");
    assert_eq!(outcomes["force"], "required");
    assert_eq!(outcomes["standing"], "missing");
    assert!(outcomes["hint"].is_string());
}

proptest! {
    #[test]
    fn every_micro_credential_survives_its_award_document(award in micro_credentials()) {
        let json = serde_json::to_string(&award).unwrap();
        prop_assert_eq!(read(&json), Ok(award));
    }

    #[test]
    fn the_strict_reader_and_serde_json_read_the_same_award(award in complete_micro_credentials()) {
        let json = serde_json::to_vec(&award).unwrap();
        let document = Document::parse(&json, &Limits::DEFAULT).unwrap();
        prop_assert_eq!(MicroCredential::deserialize(document.root()).unwrap(), award);
    }

    #[test]
    fn every_award_made_of_essentials_is_complete(award in complete_micro_credentials()) {
        for profile in Profile::ALL {
            let report = completeness(&award, profile);
            let conditional = |number: &str| ["3", "4", "11", "12", "14"].contains(&number);
            prop_assert!(missing(&report).into_iter().all(conditional), "{:?}", missing(&report));
        }
    }

    #[test]
    fn adding_a_title_changes_the_standing_of_the_title_alone(award in micro_credentials()) {
        let titled = award.clone().with_title(Text::parse("A title").unwrap().into());
        let (before, after) = (completeness(&award, Profile::Microbol2022), completeness(&titled, Profile::Microbol2022));
        for (before, after) in before.items().iter().zip(after.items()) {
            prop_assert!(before == after || after.element() == Element::Title);
        }
        prop_assert_eq!(standing(&titled, Profile::Microbol2022, Element::Title), Standing::Present);
    }
}
