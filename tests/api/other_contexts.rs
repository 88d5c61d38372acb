//! Badges judged under contexts that are not the bundled ones, or are no longer in force.

mod historic;
#[cfg(feature = "contexts")]
mod inline;

use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Document;
use openbadges::codec::ld::Contexts;
use openbadges::proof::data_integrity::{Options, sign};
use openbadges::proof::{SigningKey, Suite, did};
use openbadges::verify::{CheckId, Finding, Materials, Outcome, Presented, Report, Verdict, Verifier};
use serde_json::{Value, json};

const LIMITS: Limits = Limits::DEFAULT;
const V1: &str = "https://www.w3.org/2018/credentials/v1";
const V2: &str = "https://www.w3.org/ns/credentials/v2";
const OB: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

fn key() -> SigningKey {
    SigningKey::from_seed([9; 32]).unwrap()
}

fn badge() -> Value {
    json!({
        "@context": [V2, OB],
        "id": "urn:uuid:5b0f6c1e-0000-4000-8000-000000000031",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": did::key_did(key().verifying_key()), "type": ["Profile"], "name": "Harbour School"},
        "validFrom": "2026-01-15T09:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://school.example.org/tides",
                "type": ["Achievement"],
                "name": "Reading Tides",
                "description": "Knows when to sail.",
                "criteria": {"narrative": "Predict a tide."},
            },
        },
        "proof": [],
    })
}

/// The text of the document with a proof.
fn signed(document: &Value, suite: Suite, contexts: &Contexts) -> String {
    let document = Document::parse(document.to_string().as_bytes(), &LIMITS).unwrap();
    let options = Options::new(suite).with_created(Timestamp::parse("2026-01-15T09:00:00Z").unwrap());
    sign(&document, &key(), &options, contexts, &LIMITS).unwrap().as_str().to_owned()
}

fn judged(text: &str, contexts: &Contexts) -> Report {
    let badge = Presented::open(text.as_bytes(), &LIMITS).unwrap();
    let now = Timestamp::parse("2026-06-01T00:00:00Z").unwrap();
    Verifier::compatible().with_contexts(contexts.clone()).verify(&badge, &Materials::none(), now)
}

fn codes(report: &Report, check: CheckId) -> Vec<&str> {
    report.check(check).unwrap().findings().iter().map(Finding::code).collect()
}

#[test]
fn nothing_is_decided_by_a_word_that_the_typed_reader_does_not_read_l8() {
    let contexts = Contexts::bundled();
    let mut expired = badge();
    expired["validUntil"] = json!("2026-02-01T00:00:00Z");
    let text = signed(&expired, Suite::EddsaRdfc2022, &contexts);
    assert_eq!(codes(&judged(&text, &contexts), CheckId::Validity), ["validity.expired"]);
    // The same statements, and a reader of the short name sees no end.
    let hidden = text.replace("\"validUntil\"", "\"https://www.w3.org/2018/credentials#validUntil\"");
    let report = judged(&hidden, &contexts);
    assert_eq!(report.verdict(), Verdict::Rejected);
    assert_eq!(codes(&report, CheckId::Terms), ["ld.iri-key"]);
    assert!(report.proven().is_none());
}
