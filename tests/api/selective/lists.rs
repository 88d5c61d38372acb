//! Ordered lists, embedded proofs, texts by language and values that are JSON: where an object is no node, or a node no object.

use super::*;

fn shown(base: &Document, pointers: &[&str]) -> Value {
    let shown = derive(base, pointers, &Contexts::bundled(), &LIMITS).unwrap();
    assert_eq!(code(&shown), "good", "{pointers:?} {}", shown.as_str());
    serde_json::from_str(shown.as_str()).unwrap()
}

/// A badge with two lists of values and nothing mandatory below its subject.
fn with_lists() -> Value {
    let description = |id: &str, values: Value| json!({"id": id, "type": ["ResultDescription"], "name": id, "resultType": "LetterGrade", "allowedValue": values});
    let scales = [
        description("urn:example:first", json!(["F", "D", "D", "A"])),
        description("urn:example:second", json!(["F", "P"])),
    ];
    let mut badge: Value = serde_json::from_str(BASE.as_str()).unwrap();
    badge.as_object_mut().unwrap().remove("proof");
    badge["credentialSubject"]["achievement"]["resultDescription"] = json!(scales);
    badge
}

const SCALES: &str = "/credentialSubject/achievement/resultDescription";

fn at(rest: &str) -> String {
    format!("{SCALES}{rest}")
}

#[test]
fn a_whole_list_is_shown_and_those_beside_it_are_not() {
    let base = sign(&with_lists(), &["/issuer"]).unwrap();
    for (scale, values) in [(0, json!(["F", "D", "D", "A"])), (1, json!(["F", "P"]))] {
        let pointer = at(&format!("/{scale}/allowedValue"));
        let shown = shown(&base, &[&pointer]);
        let scales = shown.pointer(SCALES).unwrap().as_array().unwrap();
        assert_eq!((scales.len(), &scales[0]["allowedValue"]), (1, &values));
        assert_eq!(scales[0].get("name"), None);
        let mut altered = shown.clone();
        altered.pointer_mut(&at("/0/allowedValue")).unwrap().as_array_mut().unwrap().swap(0, 1);
        let altered = Document::parse(altered.to_string().as_bytes(), &LIMITS).unwrap();
        assert_eq!(code(&altered), "proof.signature-invalid");
    }
    shown(&base, &[SCALES]);
}

#[test]
fn every_item_of_a_list_by_itself_is_the_whole_list() {
    let base = sign(&with_lists(), &["/issuer"]).unwrap();
    let (first, second) = (at("/1/allowedValue/1"), at("/1/allowedValue/0"));
    let shown = shown(&base, &[&first, &second]);
    assert_eq!(shown.pointer(&at("/0/allowedValue")), Some(&json!(["F", "P"])));
}

#[test]
fn a_part_of_a_list_is_another_list_and_refused_by_its_place_q15() {
    let base = sign(&with_lists(), &["/issuer"]).unwrap();
    for items in [&["/0"][..], &["/1", "/2"], &["/3"], &["/0", "/1", "/2"]] {
        let pointers: Vec<String> = items.iter().map(|item| at(&format!("/0/allowedValue{item}"))).collect();
        let pointers: Vec<&str> = pointers.iter().map(String::as_str).collect();
        let error = derive(&base, &pointers, &Contexts::bundled(), &LIMITS).unwrap_err();
        assert_eq!(error.code(), "proof.selection");
        assert!(error.to_string().contains(&format!("a part of {}", at("/0/allowedValue"))), "{error}");
        assert_eq!(sign(&with_lists(), &pointers).unwrap_err().code(), "proof.selection");
    }
}

#[test]
fn a_part_of_a_value_that_is_json_is_another_value_and_refused_q15() {
    let schema = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential", "JsonSchemaCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": {"type": "JsonSchema", "jsonSchema": {"title": "Anything", "maximum": 9}},
    });
    let base = sign(&schema, &["/issuer"]).unwrap();
    let whole = shown(&base, &["/credentialSubject/jsonSchema"]);
    assert_eq!(whole["credentialSubject"], schema["credentialSubject"]);
    let error = derive(&base, &["/credentialSubject/jsonSchema/title"], &Contexts::bundled(), &LIMITS).unwrap_err();
    assert_eq!(error.code(), "proof.selection");
}

#[test]
fn two_equal_lists_are_told_apart_by_their_places() {
    let mut badge = with_lists();
    let first = badge.pointer(&at("/0/allowedValue")).unwrap().clone();
    *badge.pointer_mut(&at("/1/allowedValue")).unwrap() = first;
    let base = sign(&badge, &["/issuer"]).unwrap();
    for scale in [0, 1] {
        let shown = shown(&base, &[&at(&format!("/{scale}/allowedValue"))]);
        let id = if scale == 0 { "urn:example:first" } else { "urn:example:second" };
        assert_eq!(shown.pointer(&at("/0/id")), Some(&json!(id)));
    }
}

#[test]
fn a_mandatory_list_is_in_every_showing() {
    let pointer = at("/1/allowedValue");
    let base = sign(&with_lists(), &["/issuer", &pointer]).unwrap();
    let shown = shown(&base, &["/credentialSubject/activityEndDate"]);
    assert_eq!(shown.pointer(&at("/0/allowedValue")), Some(&json!(["F", "P"])));
}

#[test]
fn an_endorsement_with_its_own_proof_is_shown_as_a_whole_or_hidden() {
    let mut badge = with_lists();
    badge["endorsement"] = json!([{
        "@context": badge["@context"],
        "id": "urn:example:endorsement",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": "did:example:endorser", "type": ["Profile"]},
        "validFrom": "2026-01-01T00:00:00Z",
        "name": "Endorsed",
        "credentialSubject": {"id": "did:example:school", "type": ["EndorsementSubject"]},
        "proof": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofPurpose": "assertionMethod",
            "verificationMethod": "did:example:endorser#1", "proofValue": "z1"},
    }]);
    let base = sign(&badge, &["/issuer"]).unwrap();
    assert_eq!(shown(&base, &["/endorsement"])["endorsement"], badge["endorsement"]);
    assert_eq!(shown(&base, &["/awardedDate"]).get("endorsement"), None);
    let without_proof = shown(&base, &["/endorsement/0/name"]);
    assert_eq!(without_proof.pointer("/endorsement/0/name"), Some(&json!("Endorsed")));
    assert_eq!(without_proof.pointer("/endorsement/0/proof"), None);
}

#[cfg(feature = "contexts")]
#[test]
fn texts_by_language_are_shown_one_by_one() {
    use openbadges::wire::map::{Encoding, Issue, to_credential};
    const URL: &str = "https://school.example/contexts/micro-credentials";
    let mut contexts = Contexts::bundled();
    let extension = contexts.to_json_ld(Contexts::EXTENSION).unwrap();
    contexts.register(URL, extension.as_bytes(), None).unwrap();
    let mut award: Value = serde_json::from_str(sample_award()).unwrap();
    award["awardingBodies"][0]["id"] = json!("https://university.example.org/");
    let award: MicroCredential = serde_json::from_value(award).unwrap();
    let encoding = Encoding::Extended { context_url: Iri::parse(URL).unwrap() };
    let issue = Issue::new(Iri::parse("urn:uuid:s2").unwrap(), now()).with_encoding(encoding);
    let mut badge: Value = serde_json::from_str(&to_credential(&award, &issue).unwrap().to_json()).unwrap();
    badge.as_object_mut().unwrap().remove("proof");
    let title = "/credentialSubject/achievement/title";
    let titles = badge.pointer(title).unwrap().as_object().unwrap().clone();
    assert!(titles.len() > 1, "{titles:?}");
    let base = sign_under(&contexts, &badge, &["/issuer"]).unwrap();
    let (language, text) = titles.iter().next().unwrap();
    let shown = derive(&base, &[&format!("{title}/{language}")], &contexts, &LIMITS).unwrap();
    assert_eq!(code_under(&contexts, &shown), "good");
    let shown: Value = serde_json::from_str(shown.as_str()).unwrap();
    assert_eq!(shown.pointer(title), Some(&json!({ language: text })));
}
