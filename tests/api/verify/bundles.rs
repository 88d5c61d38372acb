//! A verification that is kept and repeated.

use super::desk::*;
use super::documents::{DOCUMENT, document, school_badge};
use openbadges::base::iri::Iri;
use openbadges::proof::SigningKey;
use openbadges::verify::{
    Audience, Bundle, CheckId, KeptKey, KeptRegistry, Materials, Outcome, Policy, Presented, Recipient, Report,
};
use serde_json::{Value, json};
use std::sync::LazyLock;

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(include_str!("../../../docs/schema/bundle.json")).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

/// The school's badge with the school's document.
fn bundle() -> Bundle {
    let mut materials = Materials::none();
    materials.insert(DOCUMENT, document().to_string().into_bytes(), &LIMITS).unwrap();
    materials.note_fetched(DOCUMENT, at(FROM));
    Bundle::new(school_badge().into_bytes(), materials, Policy::strict(), at(NOW))
}

/// Written, read and judged, with nothing but the text.
fn replayed(text: &str) -> Report {
    let bundle = Bundle::parse(text.as_bytes(), &LIMITS).unwrap();
    let badge = Presented::open(&bundle.badge, &LIMITS).unwrap();
    bundle.verifier(&LIMITS).unwrap().verify(&badge, &bundle.materials, bundle.as_of)
}

fn kept(bundle: &Bundle) -> String {
    let text = bundle.to_json();
    assert!(SCHEMA.is_valid(&serde_json::from_str(&text).unwrap()), "{text}");
    assert_eq!(Bundle::parse(text.as_bytes(), &LIMITS).unwrap().to_json(), text);
    text
}

#[test]
fn a_bundle_gives_the_same_report_again() {
    let bundle = bundle();
    let first = bundle.verifier(&LIMITS).unwrap().verify(&open(&school_badge()), &bundle.materials, at(NOW));
    accepts(&first);
    let again = replayed(&kept(&bundle));
    assert_eq!(serde_json::to_value(&again).unwrap(), serde_json::to_value(&first).unwrap());
}

#[test]
fn the_policy_the_person_and_the_age_of_documents_are_kept() {
    let mut bundle = bundle();
    bundle.policy = Policy::compatible().with_maximum_age(60);
    bundle.recipient = Some(Recipient::parse("id:did:example:robin").unwrap());
    bundle.audience = Some(Audience::new("what was asked").with_domain("school.example"));
    let text = kept(&bundle);
    let report = replayed(&text);
    assert_eq!(told(&report, CheckId::IssuerKey), (Outcome::Unknown, vec!["issuer-key.document-missing"]));
    assert_eq!(told(&report, CheckId::Recipient), (Outcome::Pass, vec!["recipient.match"]));
    let read = Bundle::parse(text.as_bytes(), &LIMITS).unwrap();
    assert_eq!((read.policy, read.audience, read.recipient), (bundle.policy, bundle.audience, bundle.recipient));
}

#[test]
fn registries_and_keys_on_the_verifiers_word_are_kept() {
    let mut bundle = bundle();
    bundle.materials = Materials::none();
    let registry = json!({
        "meta": {"name": "Schools of the Coast", "created": FROM, "updated": FROM},
        "registry": {"did:web:school.example": {"name": "Harbour School"}},
    });
    bundle.registries =
        vec![KeptRegistry { called: "coast.json".into(), bytes: registry.to_string().into_bytes(), keys: Vec::new() }];
    let issuer = Iri::parse("did:web:school.example").unwrap();
    let key = SigningKey::from_seed([1; 32]).unwrap().verifying_key().clone();
    bundle.keys = vec![KeptKey { issuer, method: "did:web:school.example#key-1".into(), key }];
    let report = replayed(&kept(&bundle));
    accepts(&report);
    assert_eq!(told(&report, CheckId::IssuerKey).1, ["issuer-key.pinned"]);
    assert_eq!(told(&report, CheckId::IssuerTrust).1, ["issuer-trust.known"]);
    bundle.registries[0].keys = vec![SigningKey::from_seed([9; 32]).unwrap().verifying_key().clone()];
    let signed = Bundle::parse(kept(&bundle).as_bytes(), &LIMITS).unwrap();
    assert_eq!(signed.verifier(&LIMITS).unwrap_err().code(), "proof.missing");
}

#[test]
fn a_picture_is_kept_byte_for_byte() {
    let mut bundle = bundle();
    bundle.badge = vec![0xff, 0, 0x80, b'\n'];
    let text = kept(&bundle);
    assert!(text.contains("base64"));
    assert_eq!(Bundle::parse(text.as_bytes(), &LIMITS).unwrap().badge, bundle.badge);
}

#[cfg(feature = "contexts")]
#[test]
fn contexts_beyond_the_bundled_ones_are_kept() {
    use openbadges::verify::KeptContext;
    let mut bundle = bundle();
    let context = json!({"@context": {"tide": "https://school.example/terms#tide"}});
    let url = "https://school.example/context";
    bundle.contexts = vec![KeptContext { url: Some(url.into()), bytes: context.to_string().into_bytes() }];
    let text = kept(&bundle);
    accepts(&replayed(&text));
    bundle.contexts[0].bytes = b"{".to_vec();
    let broken = Bundle::parse(kept(&bundle).as_bytes(), &LIMITS).unwrap();
    assert!(broken.verifier(&LIMITS).is_err());
}

#[test]
fn what_is_no_bundle_is_refused_with_the_place() {
    let good: Value = serde_json::from_str(&bundle().to_json()).unwrap();
    for (pointer, value, code) in [
        ("/format", json!("openbadges-bundle-2"), "bundle.malformed"),
        ("/asOf", json!("yesterday"), "bundle.malformed"),
        ("/badge", json!("text"), "bundle.malformed"),
        ("/badge", json!({"base64": "?"}), "bundle.malformed"),
        ("/recipient", json!("robin"), "bundle.malformed"),
        ("/policy", json!({"trust": true}), "policy.malformed"),
        ("/keys", json!([{"issuer": "did:web:a.example", "method": "m", "key": "z6Mk"}]), "bundle.malformed"),
        ("/more", json!(1), "bundle.malformed"),
    ] {
        let text = put(good.clone(), pointer, value).to_string();
        assert_eq!(Bundle::parse(text.as_bytes(), &LIMITS).unwrap_err().code(), code, "{pointer}");
    }
    assert_eq!(Bundle::parse(b"{\"a\":1,\"a\":2}", &LIMITS).unwrap_err().code(), "json.duplicate-key");
}
