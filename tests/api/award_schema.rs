//! The published schema of the award document says what the reader does.

use crate::micro_credentials::micro_credentials;
use crate::model::REFUSED;
use openbadges::base::country::Country;
use openbadges::model::*;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(include_str!("../../docs/schema/award.json")).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

#[test]
fn accepts_the_sample_award_and_an_empty_draft() {
    for text in [sample_award(), "{}"] {
        let award: Value = serde_json::from_str(text).unwrap();
        let faults: Vec<_> = SCHEMA.iter_errors(&award).map(|e| e.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
}

#[test]
fn refuses_what_the_reader_refuses() {
    for (text, _) in REFUSED {
        // No schema knows a repeated language in two spellings, the list of countries or all of the fields.
        if ["EN", "\"UK\"", "\"0614\""].iter().any(|beyond| text.contains(beyond)) {
            continue;
        }
        let award: Value = serde_json::from_str(text).unwrap();
        assert!(!SCHEMA.is_valid(&award), "{text}");
    }
}

#[test]
fn lists_the_same_concepts_as_the_code() {
    fn same<T: Vocabulary>(pointer: &str) {
        let schema: Value = serde_json::from_str(include_str!("../../docs/schema/award.json")).unwrap();
        let listed: Vec<&str> =
            schema.pointer(pointer).unwrap().as_array().unwrap().iter().flat_map(Value::as_str).collect();
        let codes: Vec<&str> = T::CONCEPTS.iter().map(|concept| concept.code).collect();
        assert_eq!(listed, codes, "{pointer}");
    }
    same::<AssessmentType>("/$defs/assessment/properties/type/anyOf/0/enum");
    same::<Supervision>("/$defs/assessment/properties/supervision/anyOf/0/enum");
    same::<QualityAssuranceType>("/$defs/qualityAssurance/properties/type/anyOf/0/enum");
    same::<Participation>("/$defs/participation/anyOf/0/enum");
    same::<CreditSystem>("/$defs/creditSystem/anyOf/0/enum");
}

#[test]
fn knows_the_levels_of_each_national_framework() {
    for framework in NationalFramework::all() {
        for (level, fits) in [(0, false), (1, true), (framework.highest(), true), (framework.highest() + 1, false)] {
            let award = json!({"levels": {"national": [{"framework": framework.code(), "level": level}]}});
            assert_eq!(SCHEMA.is_valid(&award), fits, "{} {level}", framework.code());
            assert_eq!(serde_json::from_value::<MicroCredential>(award).is_ok(), fits);
        }
    }
}

#[test]
fn accepts_every_country() {
    assert!(Country::all().all(|country| SCHEMA.is_valid(&json!({"provider": {"name": "x", "country": country}}))));
}

proptest! {
    #[test]
    fn accepts_every_award_document_that_the_library_writes(award in micro_credentials()) {
        let json = serde_json::to_value(&award).unwrap();
        let faults: Vec<_> = SCHEMA.iter_errors(&json).map(|e| format!("{}: {e}", e.instance_path())).collect();
        prop_assert!(faults.is_empty(), "{faults:?}");
    }
}
