//! Known contexts: the registry, its tables and what is written from them.

use openbadges::base::limits::Limits;
use openbadges::codec::json::Document;
use openbadges::codec::ld::{Contexts, Expansion, Role, expand};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::HashSet;

const V1: &str = "https://www.w3.org/2018/credentials/v1";
const V2: &str = "https://www.w3.org/ns/credentials/v2";
const OB_30: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context.json";
const OB_303: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `contexts`, and once more for each historic document in force.
fn every_registry() -> Vec<(String, Contexts)> {
    let contexts = Contexts::bundled();
    let old = contexts.list().filter(|info| info.role() == Role::Historic);
    let old: Vec<_> = old.map(|info| (info.url().to_owned(), contexts.with_historic(info.sha256()).unwrap())).collect();
    let new = contexts.list().filter(|info| info.role() == Role::Current);
    new.map(|info| (info.url().to_owned(), contexts.clone())).chain(old).collect()
}

#[test]
fn gives_every_url_one_meaning_now() {
    let contexts = Contexts::bundled();
    let mut urls = HashSet::new();
    for context in contexts.list().filter(|info| info.role() == Role::Current) {
        for url in std::iter::once(context.url()).chain(context.aliases()) {
            assert!(urls.insert(url), "{url}");
        }
    }
    assert_eq!(urls.len(), 25);
    assert!(urls.contains(V2) && urls.contains(OB_303));
    assert_eq!(contexts.list().filter(|info| info.role() == Role::Historic).count(), 4);
}

#[test]
fn reads_every_table() {
    for (url, contexts) in every_registry() {
        let text = contexts.to_json_ld(&url).unwrap_or_else(|| panic!("the table of {url} is broken"));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert!(value["@context"].as_object().is_some_and(|terms| !terms.is_empty()), "{url}");
    }
}

#[test]
fn finds_a_context_by_its_exact_url_only() {
    let contexts = Contexts::bundled();
    assert!(contexts.to_json_ld(V2).is_some());
    for url in [
        "http://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/v2/",
        "https://www.w3.org/ns/credentials/v2#",
        "https://www.w3.org/ns/credentials/%762",
        "https://WWW.w3.org/ns/credentials/v2",
        "",
    ] {
        assert!(contexts.to_json_ld(url).is_none(), "{url}");
    }
}

#[test]
fn puts_a_historic_context_in_force_without_touching_others() {
    let contexts = Contexts::bundled();
    let old: Vec<_> = contexts.historic(OB_303).map(|info| info.sha256().to_owned()).collect();
    assert_eq!(old.len(), 1);
    let then = contexts.with_historic(&old[0]).unwrap();
    assert!(contexts.to_json_ld(OB_303).unwrap().contains("endorsementJwt"));
    assert!(!then.to_json_ld(OB_303).unwrap().contains("endorsementJwt"));
    assert_eq!(contexts.to_json_ld(V2), then.to_json_ld(V2));
    assert!(contexts.with_historic("00").is_none());

    let drafts: Vec<_> = contexts.historic(OB_30).collect();
    let held: Vec<_> = drafts.iter().map(|draft| draft.held().unwrap()).collect();
    assert_eq!(held, ["2022-11-03 to 2022-11-04", "2022-06-27 to 2022-09-13", "2022-05-23 to 2022-05-26"]);
    assert!(contexts.info(OB_30).unwrap().held().is_none());
    for draft in drafts {
        let alias = "https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld";
        let then = contexts.with_historic(draft.sha256()).unwrap();
        assert_ne!(contexts.to_json_ld(OB_30), then.to_json_ld(OB_30));
        assert_eq!(contexts.to_json_ld(alias), then.to_json_ld(alias));
    }
}

#[test]
fn pins_the_extension_context_to_the_bytes_it_writes() {
    let mut contexts = Contexts::bundled();
    let text = contexts.to_json_ld(Contexts::EXTENSION).unwrap();
    contexts.host_extension("https://badges.example.org/contexts/micro-credential.json").unwrap();
    let hosted = contexts.list().find(|info| info.role() == Role::Extension).unwrap();
    assert_eq!(hosted.url(), "https://badges.example.org/contexts/micro-credential.json");
    assert_eq!(hosted.sha256(), hex(text.as_bytes()), "put this digest into extension.terms:\n{text}");
}

#[test]
fn hosts_the_extension_at_free_addresses_only() {
    let mut contexts = Contexts::bundled();
    assert_eq!(contexts.host_extension("badges/context.json").unwrap_err().code(), "ld.context-address");
    assert_eq!(contexts.host_extension(Contexts::EXTENSION).unwrap_err().code(), "ld.context-address");
    assert_eq!(contexts.host_extension(V2).unwrap_err().code(), "ld.context-known");
    for _ in 0..2 {
        contexts.host_extension("https://badges.example.org/context.json").unwrap();
    }
    assert_eq!(contexts.list().filter(|info| info.role() == Role::Extension).count(), 1);
    assert!(contexts.to_json_ld("https://badges.example.org/context.json").is_some());
}

#[test]
fn keeps_defects_of_published_contexts_as_they_are() {
    let contexts = Contexts::bundled();
    let json = |url| -> serde_json::Value { serde_json::from_str(&contexts.to_json_ld(url).unwrap()).unwrap() };
    // The prefix `xsd` is nowhere defined, so this is the datatype.
    assert_eq!(json(OB_303)["@context"]["awardedDate"]["@type"], "xsd:dateTime");
    let v1 = json("https://www.w3.org/2018/credentials/v1");
    let rsa = &v1["@context"]["RsaSignature2018"]["@context"];
    assert_eq!(rsa["jws"], "sec:jws");
    assert!(rsa.get("id").is_none());
}

#[test]
fn knows_other_bytes_of_the_same_json() {
    let contexts = Contexts::bundled();
    let v1 = contexts.list().find(|info| info.url() == V1).unwrap();
    assert!(v1.has_digest(v1.sha256()));
    assert!(v1.has_digest("3d0b277522ed24385c850b9882b9688687189b8f37a9bd9f1577e348b1019c44"));
    assert!(!v1.has_digest(&hex(b"{}")));
}

/// The statements of `document`, one a line.
fn statements(document: &serde_json::Value) -> String {
    let text = document.to_string();
    let document = Document::parse(text.as_bytes(), &Limits::DEFAULT).unwrap();
    let contexts = Contexts::bundled();
    let options = Expansion { contexts: &contexts, limits: &Limits::DEFAULT, context: None, omit: &[] };
    expand(document.root(), &options).unwrap().to_nquads()
}

#[test]
fn writes_out_a_prefix_that_only_the_context_beside_defines() {
    let association = |contexts: serde_json::Value| {
        statements(&json!({
            "@context": contexts,
            "type": "Association",
            "associationType": "isChildOf",
            "sourceId": "urn:example:part",
        }))
    };
    let clr = "https://purl.imsglobal.org/spec/clr/v2p0/context.json";
    let alone = association(json!([V1, clr]));
    assert!(alone.contains("\"urn:example:part\"^^<xsd:anyURI>"), "{alone}");
    // Open Badges 3.0.0 defines `xsd`, 3.0.3 does not.
    for (ob, datatype) in [(OB_30, "https://www.w3.org/2001/XMLSchema#anyURI"), (OB_303, "xsd:anyURI")] {
        for contexts in [json!([V1, clr, ob]), json!([V1, ob, clr])] {
            let text = association(contexts);
            assert!(text.contains(&format!("\"urn:example:part\"^^<{datatype}>")), "{text}");
        }
    }
}

#[test]
fn refuses_two_contexts_that_spell_one_prefix_differently() {
    let document = json!({"@context": [V1, OB_30, "https://w3id.org/security/v2"], "type": "VerifiableCredential"});
    let text = document.to_string();
    let document = Document::parse(text.as_bytes(), &Limits::DEFAULT).unwrap();
    let contexts = Contexts::bundled();
    let options = Expansion { contexts: &contexts, limits: &Limits::DEFAULT, context: None, omit: &[] };
    let error = expand(document.root(), &options).unwrap_err();
    assert_eq!((error.code(), error.pointer()), ("ld.redefinition", Some("/@context/2")));
}

#[test]
fn lets_the_extension_stand_beside_open_badges() {
    let url = "https://badges.example.org/context.json";
    let document = json!({
        "@context": [V2, OB_303, url],
        "id": "urn:example:credential",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "urn:example:issuer", "type": "Profile"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "urn:example:learner",
            "type": ["AchievementSubject", "MicroCredentialSubject"],
            "stackableUntil": "2031-01-01",
            "creditReceived": [{"type": "CreditPoint", "framework": "urn:example:ects", "point": "7.5"}],
            "component": [{
                "id": "urn:example:other",
                "type": "ComponentCredential",
                "digestMultibase": "zQm",
                "awardedDate": "2025-01-01T00:00:00Z",
                "creditPoint": [{"type": "CreditPoint", "framework": "urn:example:ects", "point": "2.5"}],
            }],
            "achievement": {
                "id": "urn:example:achievement",
                "type": ["Achievement", "MicroCredentialAchievement"],
                "name": "Soil science",
                "criteria": {"narrative": "Dig."},
                "creditsAvailable": 7.5,
                "volumeOfLearning": "PT200H",
                "eqfLevel": "urn:example:eqf-6",
                "integration": "stackable",
                "title": {"en": "Soil science", "pt": "Ciência do solo"},
                "assessment": [{"type": "LearningAssessmentSpecification", "title": {"en": "Exam"}, "assessmentType": "urn:example:exam"}],
                "learningOutcome": [{"type": "LearningOutcome", "title": {"en": "Dig"}, "relatedESCOSkill": ["urn:example:digging"]}],
                "accreditation": [{"type": "Accreditation", "accreditingAgent": "urn:example:agency"}],
                "entryRequirement": {"type": "Note", "noteLiteral": {"en": "A spade"}},
            },
        },
    });
    let mut contexts = Contexts::bundled();
    contexts.host_extension(url).unwrap();
    let text = document.to_string();
    let parsed = Document::parse(text.as_bytes(), &Limits::DEFAULT).unwrap();
    let options = Expansion { contexts: &contexts, limits: &Limits::DEFAULT, context: None, omit: &[] };
    let quads = expand(parsed.root(), &options).unwrap().to_nquads();
    for expected in [
        "<http://data.europa.eu/snb/model/elm/volumeOfLearning> \"PT200H\"^^<http://www.w3.org/2001/XMLSchema#duration>",
        "<http://purl.org/dc/terms/title> \"Ciência do solo\"@pt",
        "#integration> <https://w3id.org/openbadges-rs/microcredential#stackable>",
        "<http://data.europa.eu/snb/model/elm/EQFLevel> <urn:example:eqf-6>",
        "#stackableUntil> \"2031-01-01\"^^<http://www.w3.org/2001/XMLSchema#date>",
        "<https://w3id.org/security#digestMultibase> \"zQm\"",
        "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#awardedDate> \"2025-01-01T00:00:00Z\"^^<xsd:dateTime>",
    ] {
        assert!(quads.contains(expected), "{expected}\n{quads}");
    }
}
