//! The micro-credential as a caller sees it.

use crate::micro_credentials::{complete_micro_credentials, micro_credentials};
use openbadges::base::limits::Limits;
use openbadges::codec::json::Document;
use openbadges::model::{MicroCredential, sample_award};
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
];

#[test]
fn refuses_what_an_award_document_cannot_say() {
    for (json, reason) in REFUSED {
        let error = read(json).unwrap_err();
        assert!(error.contains(reason), "{json}: {error}");
    }
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
}
