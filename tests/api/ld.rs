//! Credentials as statements. Names end with the row of the threat table that they hold.

mod facts;
#[cfg(feature = "contexts")]
mod general;
mod law;
#[cfg(feature = "contexts")]
mod lost;
mod nested;
#[cfg(feature = "contexts")]
mod registered;
#[cfg(feature = "contexts")]
mod version_one;

use openbadges::base::limits::Limits;
use openbadges::codec::json::Document;
use openbadges::codec::ld::{Contexts, Error, Expansion, expand};
use openbadges::codec::rdf::Dataset;
use openbadges::codec::rdf::canon::{Hash, canonicalize};
use serde_json::{Value, json};

const LIMITS: Limits = Limits::DEFAULT;
const V1: &str = "https://www.w3.org/2018/credentials/v1";
const V2: &str = "https://www.w3.org/ns/credentials/v2";
const OB: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const OB_302: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json";

fn statements_of(document: &Value, contexts: &Contexts) -> Result<Dataset, Error> {
    let document = Document::parse(document.to_string().as_bytes(), &LIMITS).unwrap();
    expand(document.root(), &Expansion { contexts, limits: &LIMITS, context: None, omit: &[] })
}

fn canonical(document: &Value) -> String {
    let dataset = statements_of(document, &Contexts::bundled()).unwrap_or_else(|error| panic!("{error}: {document}"));
    canonicalize(&dataset, Hash::Sha256, &LIMITS).unwrap().nquads
}

/// The code and the pointer of the refusal.
fn refusal(document: &Value) -> (&'static str, String) {
    let error = statements_of(document, &Contexts::bundled()).expect_err(&document.to_string());
    (error.code(), error.pointer().unwrap_or("none").to_owned())
}

fn refuses(code: &str, at: &str, document: &Value) {
    assert_eq!(refusal(document), (refusal(document).0, at.to_owned()), "{document}");
    assert_eq!(refusal(document).0, code, "{document}");
}

fn badge() -> Value {
    json!({
        "@context": [V2, OB],
        "id": "urn:uuid:7c1e2f3a-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "https://school.example.org", "type": "Profile", "name": "Harbour School"},
        "validFrom": "2026-01-02T03:04:05Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": "AchievementSubject",
            "achievement": {
                "id": "https://school.example.org/tides",
                "type": "Achievement",
                "name": "Reading Tides",
                "criteria": {"narrative": "Predict a tide."},
                "creditsAvailable": 1.5,
            },
        },
    })
}

/// The badge with one value put in at a pointer, the last step of which may be new.
fn with(pointer: &str, value: Value) -> Value {
    let mut document = badge();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    document.pointer_mut(parent).unwrap()[name] = value;
    document
}

/// The objects of a property, in the order of the statements.
fn objects<'q>(nquads: &'q str, property: &str) -> Vec<&'q str> {
    let property = format!(" <{property}> ");
    let of = nquads.lines().filter_map(|line| line.split_once(&property));
    of.map(|(_, object)| object.strip_suffix(" .").unwrap()).collect()
}

#[test]
fn states_what_a_badge_says() {
    let school = "<https://school.example.org>";
    let id = "<urn:uuid:7c1e2f3a-0000-4000-8000-000000000001>";
    let (achievement, subject) = ("<https://school.example.org/tides>", "<did:example:learner>");
    let rdf_type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
    let ob = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
    let vc = "https://www.w3.org/2018/credentials#";
    let mut expected = [
        format!("{id} {rdf_type} <{vc}VerifiableCredential> .\n"),
        format!("{id} {rdf_type} <{ob}OpenBadgeCredential> .\n"),
        format!("{id} <{vc}issuer> {school} .\n"),
        format!("{school} {rdf_type} <{ob}Profile> .\n"),
        format!("{school} <https://schema.org/name> \"Harbour School\" .\n"),
        format!("{id} <{vc}validFrom> \"2026-01-02T03:04:05Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime> .\n"),
        format!("{id} <{vc}credentialSubject> {subject} .\n"),
        format!("{subject} {rdf_type} <{ob}AchievementSubject> .\n"),
        format!("{subject} <{ob}achievement> {achievement} .\n"),
        format!("{achievement} {rdf_type} <{ob}Achievement> .\n"),
        format!("{achievement} <https://schema.org/name> \"Reading Tides\" .\n"),
        format!("{achievement} <{ob}Criteria> _:c14n0 .\n"),
        format!("_:c14n0 <{ob}narrative> \"Predict a tide.\" .\n"),
        format!("{achievement} <{ob}creditsAvailable> \"1.5E0\"^^<https://www.w3.org/2001/XMLSchema#float> .\n"),
    ];
    expected.sort();
    assert_eq!(canonical(&badge()), expected.concat());
}

#[test]
fn keeps_a_proof_in_a_graph_of_its_own_and_leaves_it_out_when_asked() {
    let proof =
        json!({"type": "DataIntegrityProof", "proofPurpose": "assertionMethod", "cryptosuite": "eddsa-rdfc-2022"});
    let signed = with("/proof", proof);
    let text = canonical(&signed);
    let purpose = "<https://w3id.org/security#proofPurpose> <https://w3id.org/security#assertionMethod> _:c14n";
    assert!(text.contains(purpose), "{text}");
    let document = Document::parse(signed.to_string().as_bytes(), &LIMITS).unwrap();
    let contexts = Contexts::bundled();
    let options = Expansion { contexts: &contexts, limits: &LIMITS, context: None, omit: &["proof"] };
    let unsigned = expand(document.root(), &options).unwrap();
    assert_eq!(canonicalize(&unsigned, Hash::Sha256, &LIMITS).unwrap().nquads, canonical(&badge()));
}

#[test]
fn reads_a_node_under_the_context_of_another_document() {
    let (credential, proof) =
        (badge().to_string(), json!({"@context": "odd", "type": "DataIntegrityProof"}).to_string());
    let credential = Document::parse(credential.as_bytes(), &LIMITS).unwrap();
    let proof = Document::parse(proof.as_bytes(), &LIMITS).unwrap();
    let contexts = Contexts::bundled();
    let context = credential.root().get("@context");
    let options = Expansion { contexts: &contexts, limits: &LIMITS, context, omit: &["@context"] };
    let text = expand(proof.root(), &options).unwrap().to_nquads();
    assert!(text.ends_with("<https://w3id.org/security#DataIntegrityProof> .\n"), "{text}");
    assert_eq!(text.lines().count(), 1);
}

#[test]
fn refuses_an_iri_as_key_l1_l2() {
    for key in
        ["https://www.w3.org/2018/credentials#validUntil", "https://www.w3.org/2018/credentials#credentialStatus"]
    {
        let mut document = badge();
        document[key] = json!("2027-01-01T00:00:00Z");
        refuses("ld.iri-key", &format!("/{}", key.replace('/', "~1")), &document);
    }
    refuses("ld.iri-key", "/cred:validUntil", &with("/cred:validUntil", json!("2027-01-01T00:00:00Z")));
}

#[test]
fn refuses_a_context_written_into_the_document_l3_l4_l18_l26() {
    for context in [
        json!({"cr": "https://www.w3.org/2018/credentials#"}),
        json!({"until": "https://www.w3.org/2018/credentials#validUntil"}),
        json!({"@import": V2}),
        json!({"@propagate": false}),
        json!({"@base": "https://example.org/"}),
        json!({"@version": 1.0}),
        json!({}),
    ] {
        refuses("ld.inline-context", "/@context/2", &with("/@context", json!([V2, OB, context])));
        refuses("ld.inline-context", "/@context", &with("/@context", context));
    }
}

#[test]
fn refuses_keywords_as_keys_l5_l6_l7() {
    for key in ["@included", "@reverse", "@graph", "@nest", "@list", "@set", "@id", "@type", "@index", "@base", "@x"] {
        for at in [format!("/{key}"), format!("/credentialSubject/{key}")] {
            refuses("ld.keyword-key", &at, &with(&at, json!("https://example.org/")));
        }
    }
    refuses("ld.keyword-key", "/@value", &with("/@value", json!("Badge")));
    refuses("ld.keyword-key", "/name/@list", &with("/name", json!({"@list": ["Badge"]})));
    refuses("ld.keyword-key", "/credentialSubject/@id", &with("/credentialSubject/@id", json!("did:example:other")));
}

#[test]
fn refuses_an_undefined_term_at_any_depth_l9() {
    for at in ["/grade", "/credentialSubject/achievement/criteria/grade", "/credentialSubject/", "/issuer/Name"] {
        refuses("ld.undefined-term", at, &with(at, json!("x")));
    }
    let proof = json!({"type": "DataIntegrityProof", "signature": "x"});
    refuses("ld.undefined-term", "/proof/signature", &with("/proof", proof));
}

#[test]
fn names_the_undefined_term_escaped_and_cut() {
    let message = |document: &Value| statements_of(document, &Contexts::bundled()).unwrap_err().to_string();
    assert_eq!(
        message(&with("/gra\u{1b}de", json!(1))),
        r"`/gra\u{1b}de`: expected a term of the active context, found `gra\u{1b}de`"
    );
    assert!(message(&with(&format!("/{}", "x".repeat(10_000)), json!(1))).len() < 500);
}

#[test]
fn refuses_an_undefined_type_l10() {
    refuses("ld.undefined-type", "/type/1", &with("/type", json!(["VerifiableCredential", "OpenBadge"])));
    refuses("ld.undefined-type", "/issuer/type", &with("/issuer/type", json!("School")));
    refuses("ld.undefined-type", "/issuer/type", &with("/issuer/type", json!("id")));
    refuses("ld.kind", "/issuer/type", &with("/issuer/type", json!({})));
    refuses("ld.kind", "/issuer/type/0", &with("/issuer/type", json!([["Profile"]])));
}

#[test]
fn takes_a_type_in_full_unless_it_is_a_term_in_another_spelling_l10() {
    let text = canonical(&with("/issuer/type", json!(["Profile", "https://school.example.org/terms#School"])));
    assert!(text.contains("#type> <https://school.example.org/terms#School> ."), "{text}");
    let spelt_out = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Profile";
    refuses("ld.second-name", "/issuer/type", &with("/issuer/type", json!(spelt_out)));
    refuses("ld.blank-id", "/issuer/type", &with("/issuer/type", json!("_:school")));
    refuses("ld.malformed-iri", "/issuer/type", &with("/issuer/type", json!("https://school.example.org/a b")));
}

#[test]
fn refuses_a_relative_iri_l11_l12() {
    for (at, value) in [
        ("/id", "badge-1"),
        ("/id", ""),
        ("/id", "#badge"),
        ("/id", "//school.example.org/1"),
        ("/issuer/id", "/school"),
        ("/issuer", "school"),
        ("/credentialSubject/achievement/image", "tides.png"),
    ] {
        refuses("ld.relative-iri", at, &with(at, json!(value)));
    }
    refuses("ld.kind", "/id", &with("/id", json!(["https://example.org/1"])));
}

#[test]
fn refuses_null_anywhere_l13() {
    for at in ["/id", "/type", "/issuer", "/name", "/validUntil", "/credentialSubject/achievement/tag", "/@context"] {
        refuses("ld.null", at, &with(at, Value::Null));
    }
    refuses("ld.null", "/type/2", &with("/type", json!(["VerifiableCredential", "OpenBadgeCredential", null])));
    let tag = "/credentialSubject/achievement/tag";
    refuses("ld.null", "/credentialSubject/achievement/tag/1", &with(tag, json!(["sea", null])));
}

#[test]
fn an_empty_array_is_nothing_l13() {
    for at in ["/proof", "/evidence", "/credentialSubject/achievement/tag", "/issuer/url"] {
        assert_eq!(canonical(&with(at, json!([]))), canonical(&badge()), "{at}");
    }
}

#[test]
fn an_empty_list_is_a_value_l13() {
    let described = |allowed: Option<Value>| {
        let mut result = json!({"type": "ResultDescription", "name": "Mark", "resultType": "LetterGrade"});
        if let Some(allowed) = allowed {
            result["allowedValue"] = allowed;
        }
        canonical(&with("/credentialSubject/achievement/resultDescription", result))
    };
    let (absent, empty) = (described(None), described(Some(json!([]))));
    let nil = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>";
    assert!(!absent.contains(nil) && empty.contains(&format!("#allowedValue> {nil} .")), "{empty}");
    // The order of a list is signed, that of a set is not.
    assert_ne!(described(Some(json!(["A", "B"]))), described(Some(json!(["B", "A"]))));
    assert_eq!(described(Some(json!("A"))), described(Some(json!(["A"]))));
}

#[test]
fn the_order_of_a_set_and_repetition_in_it_say_nothing_l14() {
    let tagged = |tags: Value| canonical(&with("/credentialSubject/achievement/tag", tags));
    assert_eq!(tagged(json!(["sea", "moon"])), tagged(json!(["moon", "sea", "moon"])));
    refuses(
        "ld.kind",
        "/credentialSubject/achievement/tag/0",
        &with("/credentialSubject/achievement/tag", json!([["sea"]])),
    );
}

#[test]
fn writes_numbers_as_the_standard_does_l15_l16() {
    let text = badge().to_string();
    for (number, lexical) in [
        ("3.5", "3.5E0"),
        ("3", "3"),
        ("3.0", "3"),
        ("3e0", "3"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("100000000000000000000.0", "100000000000000000000"),
        ("1e21", "1.0E21"),
        ("1e-7", "1.0E-7"),
        ("0.1", "1.0E-1"),
    ] {
        let text = text.replace(r#""creditsAvailable":1.5"#, &format!(r#""creditsAvailable":{number}"#));
        let document = Document::parse(text.as_bytes(), &LIMITS).unwrap();
        let contexts = Contexts::bundled();
        let options = Expansion { contexts: &contexts, limits: &LIMITS, context: None, omit: &[] };
        let statements = expand(document.root(), &options).unwrap().to_nquads();
        let literal = format!("\"{lexical}\"^^<https://www.w3.org/2001/XMLSchema#float>");
        assert!(statements.contains(&literal), "{number}: {statements}");
    }
}

#[test]
fn gives_numbers_and_booleans_without_a_datatype_their_own() {
    let text = canonical(&with("/credentialSubject/achievement/tag", json!([7, 7.5, true])));
    for literal in [
        "\"7\"^^<http://www.w3.org/2001/XMLSchema#integer>",
        "\"7.5E0\"^^<http://www.w3.org/2001/XMLSchema#double>",
        "\"true\"^^<http://www.w3.org/2001/XMLSchema#boolean>",
    ] {
        assert!(text.contains(literal), "{text}");
    }
}

#[test]
fn refuses_an_unknown_context_by_name_l17_l20_l21() {
    for url in [
        "https://www.w3.org/ns/credentials/undefined-terms/v2",
        "https://school.example.org/context.json",
        "http://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/v2/",
        "https://www.w3.org/ns/credentials/v2#",
        "https://www.w3.org/ns/credentials/%762",
        "https://WWW.w3.org/ns/credentials/v2",
    ] {
        let document = with("/@context", json!([V2, url]));
        refuses("ld.unknown-context", "/@context/1", &document);
        let error = statements_of(&document, &Contexts::bundled()).unwrap_err();
        assert!(error.to_string().contains(url), "{error}");
    }
}

#[test]
fn refuses_a_context_that_gives_a_protected_term_another_meaning_l18() {
    refuses("ld.redefinition", "/@context/1", &with("/@context", json!([V1, V2])));
    refuses("ld.redefinition", "/@context/2", &with("/@context", json!([V2, OB_302, OB])));
}

#[test]
fn takes_a_context_twice_l18() {
    assert_eq!(canonical(&with("/@context", json!([V2, OB, V2, OB]))), canonical(&badge()));
    let again = json!([V2, OB, "https://w3id.org/security/data-integrity/v2"]);
    assert_eq!(canonical(&with("/@context", again)), canonical(&badge()));
}

#[test]
fn refuses_a_context_where_no_credential_begins_l24() {
    for at in ["/issuer", "/credentialSubject", "/credentialSubject/achievement"] {
        let at = format!("{at}/@context");
        refuses("ld.nested-context", &at, &with(&at, json!([V2, OB])));
    }
}

fn endorsement(context: Value) -> Value {
    json!({
        "@context": context,
        "id": "urn:uuid:7c1e2f3a-0000-4000-8000-000000000002",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": "https://harbour.example.org",
        "name": "Endorsed",
        "validFrom": "2026-01-02T03:04:05Z",
        "credentialSubject": {"id": "https://school.example.org/tides", "type": "EndorsementSubject"},
        "proof": {"type": "DataIntegrityProof", "proofValue": "z3"},
    })
}

#[test]
fn reads_an_embedded_credential_under_its_own_contexts_l24() {
    let text = canonical(&with("/endorsement", json!([endorsement(json!([V2, OB]))])));
    assert!(text.contains("<https://harbour.example.org>"), "{text}");
    // Its proof is in a graph of its own.
    assert!(text.contains("\"z3\"^^<https://w3id.org/security#multibase> _:c14n"), "{text}");
    let at = "/endorsement/0/@context/1";
    let unknown = endorsement(json!([V2, "https://harbour.example.org/c"]));
    refuses("ld.unknown-context", at, &with("/endorsement", json!([unknown])));
    let other = endorsement(json!([V2, OB_302]));
    refuses("ld.redefinition", at, &with("/endorsement", json!([other])));
}

#[test]
fn an_embedded_credential_is_closed_like_a_document_l24() {
    let mut inner = endorsement(json!([V2, OB]));
    inner["credentialSubject"]["grade"] = json!("A");
    refuses("ld.undefined-term", "/endorsement/0/credentialSubject/grade", &with("/endorsement", json!([inner])));
}

#[test]
fn reads_the_credentials_of_a_presentation_under_their_own_contexts_only_l24() {
    let presentation = |credential: Value| {
        json!({
            "@context": [V2],
            "type": "VerifiablePresentation",
            "holder": "did:example:learner",
            "verifiableCredential": [credential],
        })
    };
    let text = canonical(&presentation(badge()));
    let inside = text.lines().filter(|line| line.split_whitespace().count() > 4).count();
    assert!(inside >= canonical(&badge()).lines().count(), "{text}");
    // The property clears the terms of the presentation, so that a credential without contexts has none.
    let mut bare = badge();
    bare.as_object_mut().unwrap().remove("@context");
    refuses("ld.undefined-term", "/verifiableCredential/0/credentialSubject", &presentation(bare));
    let enveloped =
        json!({"@context": V2, "type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt,e30.e30.c2ln"});
    assert!(canonical(&presentation(enveloped)).contains("<data:application/vc+jwt,e30.e30.c2ln>"));
}

#[test]
fn refuses_null_among_contexts_l25() {
    refuses("ld.null", "/@context/1", &with("/@context", json!([V2, null, OB])));
    refuses("ld.kind", "/@context/1", &with("/@context", json!([V2, [OB]])));
    refuses("ld.kind", "/@context", &with("/@context", json!(1)));
}

#[test]
fn caps_the_contexts_of_a_document_l27() {
    assert_eq!(
        canonical(&with("/@context", json!(vec![V2; 15].into_iter().chain([OB]).collect::<Vec<_>>()))),
        canonical(&badge())
    );
    refuses("ld.too-many-contexts", "/@context", &with("/@context", json!(vec![V2; 17])));
}

#[test]
fn needs_a_context() {
    let mut document = badge();
    document.as_object_mut().unwrap().remove("@context");
    refuses("ld.missing-context", "", &document);
    refuses("ld.kind", "", &json!([badge()]));
    assert_eq!(
        statements_of(&document, &Contexts::bundled()).unwrap_err().to_string(),
        "the document: expected a member `@context`, found none"
    );
}

#[test]
fn a_term_of_another_type_is_undefined_l28() {
    refuses("ld.undefined-term", "/issuer/criteria", &with("/issuer/criteria", json!("x")));
    refuses("ld.undefined-term", "/achievementType", &with("/achievementType", json!("Course")));
    // What a type defines does not hold in the nodes below, unless they have the type too.
    refuses("ld.undefined-term", "/issuer/validUntil", &with("/issuer/validUntil", json!("2027-01-01T00:00:00Z")));
    let creator = json!({"id": "https://harbour.example.org", "creditsAvailable": 1});
    let at = "/credentialSubject/achievement/creator";
    refuses("ld.undefined-term", &format!("{at}/creditsAvailable"), &with(at, creator));
}

#[test]
fn refuses_a_second_name_of_a_property() {
    // `Criteria` is a class with the IRI of the property `criteria`: the statements would be the same.
    let mut document = badge();
    let achievement = document["credentialSubject"]["achievement"].as_object_mut().unwrap();
    let criteria = achievement.remove("criteria").unwrap();
    achievement.insert("Criteria".into(), criteria);
    refuses("ld.second-name", "/credentialSubject/achievement/Criteria", &document);
    let error = statements_of(&document, &Contexts::bundled()).unwrap_err();
    assert!(error.to_string().contains("expected `criteria`, found `Criteria`"), "{error}");
}

#[test]
fn takes_texts_with_a_language_and_a_direction_only_l29() {
    let text = canonical(&with(
        "/name",
        json!([
            {"@value": "Gezeiten", "@language": "de-CH"},
            {"@value": "מים", "@language": "he", "@direction": "rtl"},
            {"@value": "tides", "@direction": "ltr"},
        ]),
    ));
    for literal in [
        "\"Gezeiten\"@de-CH",
        "\"מים\"^^<https://www.w3.org/ns/i18n#he_rtl>",
        "\"tides\"^^<https://www.w3.org/ns/i18n#_ltr>",
    ] {
        assert!(text.contains(&format!("<https://schema.org/name> {literal} .")), "{text}");
    }
    for (value, code, at) in [
        (json!({"@value": "x"}), "ld.keyword-key", "/name/@value"),
        (json!({"@language": "en"}), "ld.keyword-key", "/name/@language"),
        (json!({"@value": "x", "@type": "@json"}), "ld.keyword-key", "/name/@type"),
        (json!({"@value": "x", "@language": "en", "name": "y"}), "ld.keyword-key", "/name/@value"),
        (json!({"@value": 1, "@language": "en"}), "ld.kind", "/name/@value"),
        (json!({"@value": null, "@language": "en"}), "ld.null", "/name/@value"),
        (json!({"@value": "x", "@language": null}), "ld.null", "/name/@language"),
        (json!({"@value": "x", "@language": "en_GB"}), "ld.language", "/name/@language"),
        (json!({"@value": "x", "@language": ""}), "ld.language", "/name/@language"),
        (json!({"@value": "x", "@direction": "up"}), "ld.kind", "/name/@direction"),
    ] {
        refuses(code, at, &with("/name", value));
    }
}

#[test]
fn keeps_proof_statements_out_of_the_data_l30() {
    let text = canonical(&with("/proof", json!({"type": "DataIntegrityProof", "created": "2026-01-02T03:04:05Z"})));
    let created = text.lines().find(|line| line.contains("/created>")).unwrap();
    assert!(created.contains("dateTime> _:c14n"), "{created}");
    assert_eq!(text.lines().filter(|line| line.contains("#proof>")).count(), 1);
}

#[test]
fn refuses_a_proof_or_credential_that_would_say_nothing_l30() {
    refuses("ld.kind", "/proof", &with("/proof", json!("https://example.org/proof")));
    refuses("ld.unsigned", "/proof", &with("/proof", json!({"id": "urn:example:proof"})));
    refuses("ld.unsigned", "", &json!({"@context": V2, "id": "urn:example:badge"}));
}

#[test]
fn refuses_the_names_of_blank_nodes_l32() {
    for at in ["/id", "/issuer/id", "/issuer"] {
        refuses("ld.blank-id", at, &with(at, json!("_:c14n0")));
    }
}

#[test]
fn refuses_what_would_break_out_of_a_statement_l33() {
    for id in ["https://a.example/ b", "https://a.example/>", "https://a.example/\\", "https://a.example/\u{1}"] {
        refuses("ld.malformed-iri", "/issuer/id", &with("/issuer/id", json!(id)));
    }
    let text = canonical(&with("/name", json!("a\" .\n<urn:x> <urn:y> \"\\")));
    assert!(text.contains(r#""a\" .\n<urn:x> <urn:y> \"\\" ."#), "{text}");
    assert_eq!(text.lines().count(), canonical(&badge()).lines().count() + 1);
}

#[test]
fn refuses_an_iri_that_a_general_processor_would_write_out() {
    let mut document = badge();
    document["@context"] = json!([V1]);
    document["type"] = json!("VerifiableCredential");
    document["issuer"] = json!("https://school.example.org");
    document["credentialSubject"] = json!({"id": "did:example:learner"});
    document["id"] = json!("cred:one");
    refuses("ld.compact-iri", "/id", &document);
    document["id"] = json!("https://school.example.org/1");
    assert!(canonical(&document).contains("<https://school.example.org/1>"));
}

#[test]
fn caps_the_statements() {
    let limits = {
        let mut limits = Limits::DEFAULT;
        limits.quads = 13;
        limits
    };
    let document = Document::parse(badge().to_string().as_bytes(), &limits).unwrap();
    let contexts = Contexts::bundled();
    let options = Expansion { contexts: &contexts, limits: &limits, context: None, omit: &[] };
    assert_eq!(expand(document.root(), &options).unwrap_err().code(), "rdf.too-many-quads");
}

#[test]
fn takes_strings_under_vocab_as_terms_or_iris() {
    let purpose = |text: &str| with("/proof", json!({"type": "DataIntegrityProof", "proofPurpose": text}));
    assert!(canonical(&purpose("authentication")).contains("<https://w3id.org/security#authenticationMethod>"));
    assert!(canonical(&purpose("urn:example:purpose")).contains("<urn:example:purpose>"));
    refuses("ld.undefined-term", "/proof/proofPurpose", &purpose("invalidPurpose"));
    refuses("ld.undefined-term", "/proof/proofPurpose", &purpose("type"));
}

#[test]
fn keeps_json_values_in_canonical_form() {
    let confirmed = |jwk: Value| with("/credentialSubject/cnf", json!({"jwk": jwk}));
    let text = canonical(&confirmed(json!({"kty": "OKP", "crv": "Ed25519", "@x": [1.50, null]})));
    let literal = r#""{\"@x\":[1.5,null],\"crv\":\"Ed25519\",\"kty\":\"OKP\"}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>"#;
    assert!(text.contains(literal), "{text}");
    refuses("ld.null", "/credentialSubject/cnf/jwk", &confirmed(Value::Null));
}

#[test]
fn threads_share_what_they_compile() {
    let contexts = Contexts::bundled();
    let texts: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| statements_of(&badge(), &contexts).unwrap().to_nquads())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(texts.iter().all(|text| *text == texts[0]));
}
