//! What is issued satisfies the published schemas, the stricter plain one included.

#[path = "../common/micro_credentials.rs"]
mod micro_credentials;

use jsonschema::Validator;
use micro_credentials::complete_micro_credentials;
use openbadges::base::iri::Iri;
use openbadges::base::time::Timestamp;
use openbadges::model::{MicroCredential, sample_award};
use openbadges::wire::map::{Encoding, Issue, to_credential};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

/// The published schemas of the class for version 2.0 of the data model.
fn schemas() -> Vec<(String, Validator)> {
    let Some(root) = crate::data("schemas of Open Badges") else { return Vec::new() };
    let schemas = ["ob-3.0-achievementcredential.json", "ob-3.0-achievementcredential-jsonld.json"];
    let schemas = schemas.into_iter().map(|file| {
        let schema: Value = serde_json::from_slice(&std::fs::read(root.join("schemas").join(file)).unwrap()).unwrap();
        (file.to_owned(), jsonschema::validator_for(&schema).unwrap())
    });
    schemas.collect()
}

/// The sample, whose issuer has no id until it is issued under a key.
fn sample() -> MicroCredential {
    let award: MicroCredential = serde_json::from_str(sample_award()).unwrap();
    let id = Iri::parse("did:web:university.example.org").unwrap();
    let bodies = award.awarding_bodies().iter().map(|body| body.clone().with_id(id.clone())).collect();
    award.with_awarding_bodies(bodies)
}

fn badges(award: &MicroCredential) -> Vec<Value> {
    let id = Iri::parse("https://school.example/badges/1").unwrap();
    let issue = Issue::new(id, Timestamp::parse("2026-11-24T09:30:00Z").unwrap());
    let context_url = Iri::parse("https://school.example/context").unwrap();
    let encodings = [Encoding::Portable, Encoding::Extended { context_url }].into_iter();
    let badges = encodings.filter_map(|encoding| to_credential(award, &issue.clone().with_encoding(encoding)).ok());
    badges.map(|credential| serde_json::from_str(&credential.to_json()).unwrap()).collect()
}

#[test]
fn the_sample_award_satisfies_the_schemas() {
    let award = sample();
    assert_eq!(badges(&award).len(), 2);
    for (file, schema) in schemas() {
        for badge in badges(&award) {
            let faults: Vec<String> = schema.iter_errors(&badge).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{file}: {faults:?}");
        }
    }
}

#[test]
fn generated_awards_satisfy_the_schemas() {
    let schemas = schemas();
    if schemas.is_empty() {
        return;
    }
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let mut checked = 0;
    for _ in 0..64 {
        let award = complete_micro_credentials().new_tree(&mut runner).unwrap().current();
        for badge in badges(&award) {
            checked += 1;
            for (file, schema) in &schemas {
                let faults: Vec<String> = schema.iter_errors(&badge).map(|fault| fault.to_string()).collect();
                assert!(faults.is_empty(), "{file}: {faults:?}\n{badge}");
            }
        }
    }
    assert!(checked > 32, "most generated awards can be issued, {checked} were");
}

#[test]
fn the_schemas_refuse_what_the_reader_refuses() {
    let award = sample();
    for (file, schema) in schemas() {
        let mut badge = badges(&award).remove(0);
        badge["credentialSubject"]["achievement"].as_object_mut().unwrap().remove("criteria").unwrap();
        assert!(!schema.is_valid(&badge), "{file}");
    }
}

#[cfg(feature = "schema")]
#[test]
fn the_published_schemas_are_applied_within_their_limits() {
    use openbadges::base::limits::Limits;
    use openbadges::verify::{CheckId, Finding, Materials, Presented, Verifier};
    let Some(root) = crate::data("schemas of Open Badges") else { return };
    let now = Timestamp::parse("2026-11-24T09:30:00Z").unwrap();
    for name in ["", "-jsonld", "-jsonschema1"] {
        let url = format!("https://school.example/schema{name}");
        let file = root.join(format!("schemas/ob-3.0-achievementcredential{name}.json"));
        let mut materials = Materials::none();
        materials.insert(&url, std::fs::read(file).unwrap(), &Limits::DEFAULT).unwrap();
        let mut badge = badges(&sample()).swap_remove(0);
        badge["credentialSchema"] = serde_json::json!([{"id": url, "type": "JsonSchema"}]);
        let codes = |badge: &Value| {
            let badge = Presented::open(badge.to_string().as_bytes(), &Limits::DEFAULT).unwrap();
            let report = Verifier::strict().verify(&badge, &materials, now);
            let findings = report.check(CheckId::Schema).unwrap().findings();
            findings.iter().map(Finding::code).collect::<Vec<_>>()
        };
        assert_eq!(codes(&badge), ["schema.satisfied"], "{name}");
        badge["credentialSubject"]["achievement"]["name"] = serde_json::json!(7);
        assert_eq!(codes(&badge).first(), Some(&"schema.violated"), "{name}");
    }
}
