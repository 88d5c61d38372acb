//! What an issuer publishes, as a verifier reads it.

use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::text::Text;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Document;
use openbadges::codec::ld::Contexts;
use openbadges::issue::{Issuer, Publication};
use openbadges::model::{MicroCredential, Organisation};
use openbadges::proof::controller::Controller;
use openbadges::proof::data_integrity::{Purpose, Unsecured};
use openbadges::proof::{KeyDocument, SigningKey, VerifyingKey};
use openbadges::verify::{Materials, Presented, Verdict, Verifier};
use serde_json::{Value, json};

const DID: &str = "did:web:college.example:issuers:7";
const PAGE: &str = "https://college.example/issuers/7";
const LIMITS: Limits = Limits::DEFAULT;

fn key(fill: u8, id: &str) -> KeyDocument {
    KeyDocument::new(SigningKey::from_seed([fill; 32]).unwrap(), &format!("{id}#key-{fill}"), id).unwrap()
}

fn college(id: &str) -> Organisation {
    let named = Organisation::named(Text::parse("Harbour College").unwrap());
    named.with_id(Iri::parse(id).unwrap()).with_url(Iri::parse("https://college.example/").unwrap())
}

/// The public half of a key under its name.
fn named(key: &KeyDocument) -> (String, VerifyingKey) {
    (key.id().to_owned(), key.key().verifying_key().clone())
}

fn published(id: &str, fills: &[u8]) -> Publication {
    let keys: Vec<_> = fills.iter().map(|fill| named(&key(*fill, id))).collect();
    Publication::of(&college(id), &keys).unwrap()
}

fn code(organisation: &Organisation, keys: &[(String, VerifyingKey)]) -> &'static str {
    Publication::of(organisation, keys).map_or_else(|error| error.code(), |_| "published")
}

#[test]
fn a_did_web_publishes_a_did_document_and_an_https_id_a_profile() {
    let document = published(DID, &[1]);
    assert_eq!(document.url(), "https://college.example/issuers/7/did.json");
    let method = format!("{DID}#key-1");
    let multikey = key(1, DID).key().verifying_key().to_multikey();
    let verification = json!([{"id": method, "type": "Multikey", "controller": DID, "publicKeyMultibase": multikey}]);
    let expected = json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": DID,
        "verificationMethod": verification,
        "assertionMethod": [method],
        "authentication": [method],
    });
    assert_eq!(serde_json::from_str::<Value>(document.as_str()).unwrap(), expected);
    let profile = published(PAGE, &[1, 2]);
    assert_eq!(profile.url(), PAGE);
    let profile: Value = serde_json::from_str(profile.as_str()).unwrap();
    assert_eq!((&profile["id"], &profile["type"]), (&json!(PAGE), &json!(["Profile"])));
    assert_eq!((&profile["name"], &profile["url"]), (&json!("Harbour College"), &json!("https://college.example/")));
    assert_eq!(profile["assertionMethod"], json!([format!("{PAGE}#key-1"), format!("{PAGE}#key-2")]));
}

#[test]
fn every_word_of_what_is_published_is_defined_by_its_contexts() {
    for id in [DID, PAGE] {
        let document = Document::parse(published(id, &[1, 2]).as_str().as_bytes(), &LIMITS).unwrap();
        let contexts = Contexts::bundled();
        Unsecured::new(document.root(), &contexts, &LIMITS).check_terms().unwrap();
        let undefined = published(id, &[1]).as_str().replace("\"authentication\"", "\"authentications\"");
        let undefined = Document::parse(undefined.as_bytes(), &LIMITS).unwrap();
        assert!(Unsecured::new(undefined.root(), &contexts, &LIMITS).check_terms().is_err());
    }
}

#[test]
fn what_an_issuer_signs_is_accepted_with_what_it_published_and_undecided_without() {
    let now = Timestamp::parse("2026-03-01T09:00:00Z").unwrap();
    let award: MicroCredential = serde_json::from_str(openbadges::model::sample_award()).unwrap();
    for id in [DID, PAGE] {
        let publication = published(id, &[1, 2]);
        let document = Document::parse(publication.as_str().as_bytes(), &LIMITS).unwrap();
        let controller = Controller::read(document.root(), id).unwrap();
        for fill in [1, 2] {
            let award = award.clone().with_awarding_bodies(vec![college(id)]);
            let badge_id = Iri::parse("urn:uuid:7").unwrap();
            let badge = Issuer::named(key(fill, id)).issue(&award, badge_id, now).unwrap();
            let badge = Presented::open(badge.as_str().as_bytes(), &LIMITS).unwrap();
            assert!(badge.needs().iter().any(|need| need.url == publication.url()));
            let mut materials = Materials::none();
            let judged = |materials: &Materials| Verifier::strict().verify(&badge, materials, now).verdict();
            assert_eq!(judged(&materials), Verdict::Undecided);
            materials.insert(publication.url(), publication.as_str().into(), &LIMITS).unwrap();
            assert_eq!(judged(&materials), Verdict::Accepted);
            assert!(controller.key(Purpose::AssertionMethod, &format!("{id}#key-{fill}"), None, now).is_ok());
        }
    }
}

#[test]
fn an_issuer_that_nobody_could_find_publishes_nothing() {
    for id in
        ["did:key:z6MkA", "did:web:localhost", "http://college.example/", "https://college.example/#me", "urn:x:y"]
    {
        assert_eq!(code(&college(id), &[]), "issue.id", "{id}");
    }
    let nameless = Organisation::named(Text::parse("Harbour College").unwrap());
    let own = named(&key(1, DID));
    assert_eq!(code(&nameless, std::slice::from_ref(&own)), "issue.id");
    assert_eq!(code(&college(DID), &[]), "issue.keys");
    assert_eq!(code(&college(DID), &[own.clone(), own.clone()]), "issue.keys");
    let of = |method: &str| (method.to_owned(), own.1.clone());
    for method in ["did:web:other.example#key-1", PAGE, DID, "did:web:college.example:issuers:77#key-1", "#key-1", ""] {
        assert_eq!(code(&college(DID), &[of(method)]), "issue.keys", "{method}");
    }
}
