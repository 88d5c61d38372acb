//! Badges in the model of Open Badges 3.0, read and written.

use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Document;
use openbadges::wire::ob3::{
    AchievementType, Credential, DataModel, EndorsementCredential, GetOpenBadgeCredentialsResponse, IdentifierType,
    Identity, IdentityHash, IdentityObject, Jwks, Multikey, Profile, Reading, ServiceDescriptionDocument,
    VerifiableCredential,
};
use openbadges::wire::{Error, Tolerance};
use serde_json::{Value, json};

fn badge() -> Value {
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        ],
        "id": "urn:uuid:0b6f3a52-7d1e-4f0c-9a38-52c7f4f6f001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "https://school.example/issuer", "type": ["Profile"], "name": "School of Examples"},
        "validFrom": "2026-02-01T10:00:00.000+08:00",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://school.example/a/1",
                "type": ["Achievement"],
                "name": "Sorting",
                "description": "Sorts lists.",
                "achievementType": "MicroCredential",
                "creditsAvailable": 7.5,
                "criteria": {"narrative": "Sort ten lists."},
                "resultDescription": [
                    {"id": "urn:uuid:d1", "type": ["ResultDescription"], "name": "Grade", "resultType": "LetterGrade",
                     "allowedValue": ["C", "B", "A"], "requiredValue": "C"},
                    {"id": "urn:uuid:d2", "type": ["ResultDescription"], "name": "State", "resultType": "Status"}
                ]
            },
            "result": [{"type": ["Result"], "resultDescription": "urn:uuid:d1", "value": "A"}]
        }
    })
}

/// The badge with one value replaced, or with one member added to the object that holds the place.
fn with(pointer: &str, value: Value) -> Value {
    let mut badge = badge();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match badge.pointer_mut(parent).unwrap() {
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = value,
        object => object[name] = value,
    }
    badge
}

fn without(pointer: &str) -> Value {
    let mut badge = badge();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    badge.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
    badge
}

fn examine(badge: &Value) -> Reading<Credential> {
    let document = Document::parse(badge.to_string().as_bytes(), &Limits::DEFAULT).unwrap();
    Credential::examine(document.root())
}

fn read(badge: &Value) -> Result<Credential, Error> {
    examine(badge).strict()
}

/// Code and place of each fault.
fn faults(badge: &Value) -> Vec<(&'static str, String)> {
    examine(badge).faults().iter().map(|fault| (fault.code(), fault.pointer().to_owned())).collect()
}

#[test]
fn reads_and_writes_the_same_badge() {
    let credential = read(&badge()).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&credential.to_json()).unwrap(), badge());
    assert_eq!(faults(&badge()), []);
}

#[test]
fn keeps_the_text_of_a_date_beside_its_instant() {
    let credential = read(&badge()).unwrap();
    assert_eq!(credential.validity.from.as_str(), "2026-02-01T10:00:00.000+08:00");
    assert_eq!(credential.validity.from.instant(), Timestamp::parse("2026-02-01T02:00:00Z").unwrap());
}

#[test]
fn keeps_unknown_members_where_classes_are_extensible() {
    let note = json!({"id": "urn:uuid:x", "deep": [1, 2.5, null, true]});
    for place in ["", "/issuer", "/credentialSubject", "/credentialSubject/achievement", "/credentialSubject/result/0"]
    {
        let extended = with(&format!("{place}/note"), note.clone());
        let credential = read(&extended).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&credential.to_json()).unwrap(), extended, "{place}");
    }
}

#[test]
fn refuses_unknown_members_where_classes_are_closed() {
    let image = json!({"id": "https://school.example/i.png", "type": "Image", "width": "9"});
    let fault = read(&with("/image", image)).unwrap_err();
    assert_eq!((fault.code(), fault.pointer()), ("wire.closed-class", "/image"));
    assert_eq!(fault.to_string(), "at `/image`: Image has no member `width`");
}

#[test]
fn collects_every_fault_of_a_document() {
    let mut badge = without("/validFrom");
    badge["credentialSubject"]["achievement"]["criteria"] = Value::Null;
    badge["credentialSubject"]["achievement"]["name"] = json!(7);
    badge["credentialSubject"].as_object_mut().unwrap().remove("id");
    let expected = [
        ("wire.missing", ""),
        ("wire.unexpected-type", "/credentialSubject/achievement/name"),
        ("wire.null", "/credentialSubject/achievement/criteria"),
    ];
    assert_eq!(faults(&badge), expected.map(|(code, at)| (code, at.to_owned())));
}

#[test]
fn names_what_is_wrong_with_one_value() {
    let achievement = "/credentialSubject/achievement";
    for (pointer, value, code) in [
        ("/id", json!("badge-1"), "wire.malformed"),
        ("/id", json!(null), "wire.null"),
        ("/issuer", json!([]), "wire.unexpected-type"),
        ("/issuer", json!("example"), "wire.malformed"),
        ("/issuer/type", json!(["Organization"]), "wire.type-missing"),
        ("/type", json!(["OpenBadgeCredential"]), "wire.type-missing"),
        ("/type", json!({}), "wire.unexpected-type"),
        ("/validFrom", json!("2026-02-30T00:00:00Z"), "wire.malformed"),
        ("/@context/0", json!("https://w3id.org/openbadges/v2"), "wire.context"),
        ("/@context/1", json!("https://school.example/context"), "wire.context"),
        ("/credentialSubject", json!([{}]), "wire.unexpected-type"),
        ("/credentialSubject/type", json!(["Achievement"]), "wire.type-missing"),
        ("/credentialSubject/achievement/criteria", json!("all"), "wire.unexpected-type"),
        ("/credentialSubject/result/0/status", json!("Done"), "wire.unknown-value"),
        ("/proof", json!("x"), "wire.unexpected-type"),
        ("/endorsementJwt", json!(["a.b"]), "wire.malformed"),
        ("/credentialStatus", json!(null), "wire.null"),
        ("/issuanceDate", json!("2026-02-01T10:00:00Z"), "wire.legacy-member"),
    ] {
        let badge = with(pointer, value);
        let fault = examine(&badge).compatible().unwrap_err();
        assert!(fault.code() == code && fault.pointer().starts_with(pointer), "{pointer}: {fault:?}");
    }
    let language = with(&format!("{achievement}/inLanguage"), json!("English"));
    assert_eq!(faults(&language), [("wire.malformed", format!("{achievement}/inLanguage"))]);
}

#[test]
fn the_compatible_reading_goes_on_where_the_strict_one_stops() {
    let achievement = "/credentialSubject/achievement";
    for (pointer, value, code) in [
        ("/validFrom", json!("2026-02-01T10:00:00"), "wire.zone-missing"),
        ("/validFrom", json!("2026-02-01"), "wire.zone-missing"),
        ("/name", json!(null), "wire.null"),
        ("/name", json!({"en": "Sorting", "fr": "Trier"}), "wire.language-map"),
        ("/evidence", json!({"type": ["Evidence"]}), "wire.single-value"),
        ("/issuer/image", json!("https://school.example/i.png"), "wire.bare-image"),
        ("/@context/1", json!("https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld"), "wire.older-context"),
        ("/credentialSubject/result/0/resultDescription", json!("urn:uuid:d9"), "wire.unlinked"),
        ("/credentialSubject/creditsEarned", json!(-1), "wire.amount"),
        ("/credentialSubject/creditsEarned", json!(0.123_456_78), "wire.amount"),
        (&format!("{achievement}/achievementType"), json!("ext: Course"), "wire.extension-term"),
        (&format!("{achievement}/achievementType"), json!("Program"), "wire.unknown-value"),
        (&format!("{achievement}/resultDescription/0/requiredValue"), json!("Z"), "wire.required-value"),
    ] {
        let badge = with(pointer, value);
        assert_eq!(faults(&badge), [(code, pointer.to_owned())]);
        assert_eq!(read(&badge).unwrap_err().code(), code);
        assert_eq!(examine(&badge).faults()[0].tolerance(), Tolerance::Compatible);
        assert!(examine(&badge).compatible().is_ok(), "{pointer}");
    }
}

#[test]
fn both_readings_remark_on_what_the_standard_lets_be() {
    for (pointer, value, code) in [
        ("/issuer/type", json!("Profile"), "wire.single-value"),
        ("/proof", json!({"type": "DataIntegrityProof"}), "wire.single-value"),
        ("/evidence", json!([]), "wire.empty-array"),
        ("/credentialSubject/achievement/criteria", json!({}), "wire.criteria-empty"),
        ("/@context/1", json!("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"), "wire.older-context"),
    ] {
        let badge = with(pointer, value);
        assert_eq!(faults(&badge), [(code, pointer.to_owned())]);
        assert!(read(&badge).is_ok(), "{pointer}");
    }
}

#[test]
fn a_subject_needs_an_id_or_an_identifier() {
    assert_eq!(faults(&without("/credentialSubject/id")), [("wire.subject-unidentified", "/credentialSubject".into())]);
    let mut hashed = without("/credentialSubject/id");
    hashed["credentialSubject"]["identifier"] = json!([{"type": "IdentityObject", "hashed": true, "salt": "Kosher",
        "identityHash": "sha256$B5809D8A92F8858436D7E6B87C12EBC0AE1EAC4BAECC2C0B913AEE2C922EF399",
        "identityType": "emailAddress"}]);
    let credential = read(&hashed).unwrap();
    let Identity::Hashed(hash) = &credential.subject.identifiers[0].identity else { panic!("is hashed") };
    assert_eq!(hash.is_of("a@example.com", "Kosher"), Some(true));
    assert_eq!(hash.is_of("b@example.com", "Kosher"), Some(false));
}

#[test]
fn a_result_of_type_status_needs_a_status() {
    let result = json!({"type": ["Result"], "resultDescription": "urn:uuid:d2"});
    assert_eq!(
        faults(&with("/credentialSubject/result/0", result)),
        [("wire.missing", "/credentialSubject/result/0".into())]
    );
    let result = json!({"type": ["Result"], "resultDescription": "urn:uuid:d2", "status": "Completed"});
    assert_eq!(faults(&with("/credentialSubject/result/0", result)), []);
}

#[test]
fn refuses_an_identity_whose_form_is_not_what_it_says() {
    let hash = IdentityHash::sha256("a@example.com", "");
    for (hashed, text) in [
        (true, "a@example.com"),
        (true, "sha1$da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        (true, "sha256$abc"),
        (true, "sha256$zz09d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef3990"),
        (false, hash.as_str()),
    ] {
        let identity = json!([{"type": "IdentityObject", "hashed": hashed, "identityHash": text,
            "identityType": "emailAddress"}]);
        let badge = with("/credentialSubject/identifier", identity);
        let place = "/credentialSubject/identifier/0/identityHash";
        assert_eq!(faults(&badge), [("wire.identity-hash", place.into())], "{text}");
    }
}

#[test]
fn hashes_an_identifier_before_its_salt() {
    let learner = IdentityObject::hashed(IdentifierType::EmailAddress, "a@example.com", "Kosher");
    assert_eq!(
        serde_json::to_value(&learner).unwrap()["identityHash"],
        "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    );
}

#[test]
fn writes_whole_credits_without_a_fraction() {
    for (number, written) in [("3.0", "3"), ("3", "3"), ("7.50", "7.5"), ("1e1", "10"), ("3.5000000000000004", "3.5")] {
        let text = badge().to_string().replace("\"creditsAvailable\":7.5", &format!("\"creditsAvailable\":{number}"));
        let document = Document::parse(text.as_bytes(), &Limits::DEFAULT).unwrap();
        let credential = Credential::read(document.root()).unwrap();
        assert!(credential.to_json().contains(&format!("\"creditsAvailable\":{written},")), "{number}");
    }
}

#[test]
fn every_enumeration_has_the_terms_of_the_standard() {
    let achievement = "/credentialSubject/achievement/achievementType";
    for term in ["Achievement", "CoCurricular", "SecondarySchoolDiploma", "ext:Pathway.2"] {
        let credential = read(&with(achievement, json!(term))).unwrap();
        let read = credential.subject.achievement.achievement_type.unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), term);
        assert_eq!(matches!(read, AchievementType::Ext(_)), term.starts_with("ext:"));
    }
    for term in ["CTDL", "CFItem", "ceasn:Competency", "ceterms:Credential", "ext:EQF"] {
        let alignment = json!([{"type": ["Alignment"], "targetName": "x", "targetUrl": "https://school.example/x",
            "targetType": term}]);
        let badge = with("/credentialSubject/achievement/alignment", alignment);
        assert_eq!(serde_json::from_str::<Value>(&read(&badge).unwrap().to_json()).unwrap(), badge);
    }
    for term in ["name", "oneRosterSourcedId", "ltiUserId", "identifier", "ext:student-card"] {
        let entry = json!([{"type": "IdentifierEntry", "identifier": "1", "identifierType": term}]);
        let badge = with("/issuer/otherIdentifier", entry);
        assert_eq!(serde_json::from_str::<Value>(&read(&badge).unwrap().to_json()).unwrap(), badge);
    }
}

#[test]
fn reads_a_badge_of_the_older_data_model_with_a_warning() {
    let mut old = without("/validFrom");
    old["@context"][0] = json!("https://www.w3.org/2018/credentials/v1");
    old["issuanceDate"] = json!("2020-01-01T00:00:00Z");
    assert_eq!(faults(&old), [("wire.data-model-1-1", "/@context/0".into())]);
    let credential = examine(&old).compatible().unwrap();
    assert_eq!(credential.validity.data_model, DataModel::V1);
    assert_eq!(serde_json::from_str::<Value>(&credential.to_json()).unwrap(), old);
}

#[test]
fn reads_an_endorsement_within_a_badge() {
    let mut endorsement = badge();
    endorsement["id"] = json!("urn:uuid:e1");
    endorsement["type"] = json!(["VerifiableCredential", "EndorsementCredential"]);
    endorsement["name"] = json!("Well made");
    endorsement["credentialSubject"] = json!({"id": "https://school.example/a/1", "type": ["EndorsementSubject"],
        "endorsementComment": "Recommended."});
    let endorsed = with("/credentialSubject/achievement/endorsement", json!([endorsement]));
    let credential = read(&endorsed).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&credential.to_json()).unwrap(), endorsed);
    endorsement.as_object_mut().unwrap().remove("name");
    let document = Document::parse(endorsement.to_string().as_bytes(), &Limits::DEFAULT).unwrap();
    assert_eq!(EndorsementCredential::examine(document.root()).faults()[0].code(), "wire.missing");
}

#[test]
fn writes_one_status_as_an_object_and_several_as_an_array() {
    let entry = json!({"type": "BitstringStatusListEntry", "statusListIndex": "7", "statusPurpose": "revocation",
        "statusListCredential": "https://school.example/status/1"});
    for statuses in [entry.clone(), json!([entry, entry])] {
        let badge = with("/credentialStatus", statuses);
        assert_eq!(serde_json::from_str::<Value>(&read(&badge).unwrap().to_json()).unwrap(), badge);
    }
}

#[test]
fn reads_and_writes_what_services_send() {
    fn same<T: serde::Serialize>(document: &Value, examine: impl FnOnce(&Document) -> Reading<T>) {
        let parsed = Document::parse(document.to_string().as_bytes(), &Limits::DEFAULT).unwrap();
        let value = examine(&parsed).strict().unwrap();
        assert_eq!(serde_json::to_value(&value).unwrap(), *document);
    }
    same(&json!({"credential": [badge()], "compactJwsString": ["e30.e30.c2ln"]}), |d| {
        GetOpenBadgeCredentialsResponse::examine(d.root())
    });
    let service = json!({"openapi": "3.0.1",
        "info": {"termsOfService": "https://school.example/terms", "title": "Badges", "version": "1",
            "x-imssf-image": "https://school.example/i.png", "x-imssf-privacyPolicyUrl": "https://school.example/privacy"},
        "components": {"securitySchemes": {"OAuth2ACG": {"type": "oauth2", "description": "Log in",
            "x-imssf-registrationUrl": "https://school.example/register", "flows": {}}}},
        "paths": {}});
    same(&service, |d| ServiceDescriptionDocument::examine(d.root()));
    let keys = json!({"keys": [{"kty": "OKP", "use": "sig", "key_ops": ["verify"], "alg": "EdDSA", "kid": "1",
        "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]});
    same(&keys, |d| Jwks::examine(d.root()));
    let key = json!({"id": "https://school.example/issuer#k", "type": "Multikey",
        "controller": "https://school.example/issuer", "publicKeyMultibase": "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"});
    same(&key, |d| Multikey::examine(d.root()));
    same(&badge()["issuer"], |d| Profile::examine(d.root()));
    let list = json!({"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"],
        "issuer": "https://school.example/issuer", "validFrom": "2026-02-01T10:00:00Z",
        "credentialSubject": {"type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": "uH4s"}});
    same(&list, |d| VerifiableCredential::examine(d.root()));
}

#[test]
fn an_error_says_where_what_and_instead_of_what() {
    let fault = read(&with("/credentialSubject/result/0/status", json!("Done\u{1b}"))).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "at `/credentialSubject/result/0/status`: expected a result status, found `Done\\u{1b}`"
    );
}
