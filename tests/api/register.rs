//! Contexts that a caller registers.

use openbadges::codec::ld::{ContextInfo, Contexts, Role};
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const URL: &str = "https://badges.example.org/context.json";
const V2: &str = "https://www.w3.org/ns/credentials/v2";

fn register(context: &Value) -> Result<Contexts, openbadges::codec::ld::Error> {
    let mut contexts = Contexts::bundled();
    contexts.register(URL, json!({ "@context": context }).to_string().as_bytes(), None)?;
    Ok(contexts)
}

fn refusal(context: &Value) -> &'static str {
    register(context).map_or_else(|error| error.code(), |_| panic!("registered {context}"))
}

#[test]
fn registers_a_context_of_another_issuer() {
    let contexts = register(&json!({
        "@protected": true,
        "eg": "https://badges.example.org/terms#",
        "Course": {"@id": "eg:Course", "@context": {"id": "@id", "hours": {"@id": "eg:hours", "@type": "eg:Hours"}}},
        "Lecture": "Course",
        "rooms": {"@id": "eg:rooms", "@container": ["@set", "@language"], "@direction": null},
    }))
    .unwrap();
    let info = contexts.list().find(|info| info.role() == Role::Registered).unwrap();
    assert_eq!((info.url(), info.has_vocab()), (URL, false));
    let written: Value = serde_json::from_str(&contexts.to_json_ld(URL).unwrap()).unwrap();
    assert_eq!(
        written,
        json!({"@context": {
            "@protected": true,
            "eg": "https://badges.example.org/terms#",
            "Course": {"@id": "https://badges.example.org/terms#Course", "@context": {
                "id": "@id",
                "hours": {
                    "@id": "https://badges.example.org/terms#hours",
                    "@type": "https://badges.example.org/terms#Hours",
                },
            }},
            "Lecture": "https://badges.example.org/terms#Course",
            "rooms": {
                "@id": "https://badges.example.org/terms#rooms",
                "@direction": null,
                "@container": ["@set", "@language"],
            },
        }})
    );
}

#[test]
fn reads_back_every_table_that_it_writes() {
    let bundled = Contexts::bundled();
    let historic = bundled.list().filter(|info| info.role() == Role::Historic);
    let registries = historic.map(|info| bundled.with_historic(info.sha256()).unwrap());
    for contexts in std::iter::once(bundled.clone()).chain(registries) {
        let urls = contexts.list().map(ContextInfo::url).chain([Contexts::EXTENSION]);
        for url in urls {
            let text = contexts.to_json_ld(url).unwrap();
            assert_eq!(contexts.difference(url, text.as_bytes()), Ok(None), "{url}");
        }
    }
}

#[test]
fn says_where_two_contexts_differ() {
    let contexts = Contexts::bundled();
    let text = contexts.to_json_ld(V2).unwrap();
    let difference = |from: &str, to: &str| {
        assert!(text.contains(from));
        contexts.difference(V2, text.replacen(from, to, 1).as_bytes()).unwrap()
    };
    assert_eq!(difference("#previousProof", "#proof").as_deref(), Some("DataIntegrityProof/previousProof"));
    assert_eq!(difference("\"cnf\"", "\"cnx\"").as_deref(), Some("cnf"));
    assert_eq!(difference("\"@protected\": true,", "").as_deref(), Some("..."));
    assert_eq!(
        difference("\"@protected\": true,", "\"@protected\": true, \"@language\": \"en\",").as_deref(),
        Some("@context")
    );
}

#[test]
fn registers_the_extension_context_at_a_second_address() {
    let mut contexts = Contexts::bundled();
    let text = contexts.to_json_ld(Contexts::EXTENSION).unwrap();
    contexts.register(URL, text.as_bytes(), Some(Sha256::digest(&text).into())).unwrap();
    assert_eq!(contexts.to_json_ld(URL), Some(text));
}

#[test]
fn checks_the_digest_that_the_caller_expects_l22() {
    let mut contexts = Contexts::bundled();
    let error = contexts.register(URL, b"{\"@context\": {}}", Some([0; 32])).unwrap_err();
    assert_eq!(error.code(), "ld.context-digest");
    assert!(contexts.to_json_ld(URL).is_none());
}

#[test]
fn registers_a_url_once() {
    let mut contexts = Contexts::bundled();
    let first = br#"{"@context": {"a": "https://badges.example.org/a"}}"#;
    contexts.register(URL, first, None).unwrap();
    contexts.register(URL, first, None).unwrap();
    assert_eq!(contexts.list().filter(|info| info.role() == Role::Registered).count(), 1);
    let second = br#"{"@context": {"a": "https://badges.example.org/b"}}"#;
    assert_eq!(contexts.register(URL, second, None).unwrap_err().code(), "ld.context-known");
    assert_eq!(contexts.register(V2, first, None).unwrap_err().code(), "ld.context-known");
    for url in ["context.json", "", Contexts::EXTENSION, "https://a b"] {
        assert_eq!(contexts.register(url, first, None).unwrap_err().code(), "ld.context-address", "{url}");
    }
}

#[test]
fn builds_on_known_contexts_only() {
    let contexts = register(&json!(["https://w3id.org/security/multikey/v1", {"eg": "https://badges.example.org/#"}]));
    assert!(contexts.unwrap().to_json_ld(URL).unwrap().contains("publicKeyMultibase"));
    assert_eq!(refusal(&json!(["https://elsewhere.example/context", {}])), "ld.unknown-context");
    assert_eq!(refusal(&json!({"a": {"@id": "urn:a", "@context": V2}})), "ld.context-forbidden");
}

#[test]
fn reports_a_context_that_signs_undefined_words() {
    let contexts = register(&json!({"@vocab": "https://badges.example.org/any#"})).unwrap();
    assert!(contexts.list().any(|info| info.url() == URL && info.has_vocab()));
    let scoped = json!({"A": {"@id": "urn:a", "@context": {"@vocab": "https://badges.example.org/any#"}}});
    assert!(register(&scoped).unwrap().list().any(ContextInfo::has_vocab));
}

#[test]
fn refuses_words_of_the_standards_with_another_meaning_l4_l18_l19() {
    let ob = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
    for context in [
        json!({"validUntil": "https://badges.example.org/until"}),
        json!({"Achievement": "https://badges.example.org/Achievement"}),
        json!({"My": {"@id": "urn:a", "@context": {"criteria": "https://badges.example.org/criteria"}}}),
        json!({"creditsAvailable": format!("{ob}creditsAvailable")}),
        json!({"allowedValue": format!("{ob}allowedValue")}),
        json!({"proof": {"@id": "https://w3id.org/security#proof", "@type": "@id"}}),
        json!({"creditPoint": "https://badges.example.org/creditPoint"}),
        json!({"id": "https://badges.example.org/id"}),
        // Second names.
        json!({"until": "https://www.w3.org/2018/credentials#validUntil"}),
        json!({"vc": "https://www.w3.org/2018/credentials#", "status": "vc:credentialStatus"}),
        json!({"Badge": format!("{ob}OpenBadgeCredential")}),
        json!({"identifierOfNode": "@id"}),
        json!({"kind": "@type"}),
        json!({"wert": "@value"}),
    ] {
        assert_eq!(refusal(&context), "ld.redefinition", "{context}");
    }
    for context in [
        json!({"id": "@id", "type": "@type"}),
        json!({"givenName": "https://schema.org/givenName"}),
        json!({"tag": {"@id": "https://schema.org/keywords"}}),
        json!({"vc": "https://www.w3.org/2018/credentials#"}),
    ] {
        register(&context).unwrap_or_else(|error| panic!("{context}: {error}"));
    }
}

#[test]
fn refuses_what_makes_a_context_depend_on_its_surroundings_l26() {
    for context in [
        json!({"@import": V2}),
        json!({"@base": "https://badges.example.org/"}),
        json!({"a": {"@id": "urn:a", "@context": {"@base": null}}}),
        json!({"@type": {"@container": "@set"}}),
        json!({"@other": "urn:a"}),
        json!({"a": {"@id": "urn:a", "@index": "b", "@container": "@index"}}),
        json!({"a": {"@id": "urn:a", "@nest": "@nest"}}),
        json!({"a": {"@id": "urn:a", "@other": 1}}),
    ] {
        assert_eq!(refusal(&context), "ld.context-forbidden", "{context}");
    }
    for context in [
        json!({"a": "obi:Badge"}),
        json!({"a": {"@id": "urn:a", "@type": "xsd:date"}}),
        json!({"eg": {"@id": "https://badges.example.org/#"}, "a": "eg:a"}),
        json!({"@vocab": "eg:any"}),
    ] {
        assert_eq!(refusal(&context), "ld.context-prefix", "{context}");
    }
}

#[test]
fn refuses_by_name_what_a_strict_reader_would_have_to_drop() {
    let iri = "https://badges.example.org/eg";
    for (context, name) in [
        (json!({"@import": V2}), "@import"),
        (json!({"eg": {"@id": iri, "@nest": "more"}}), "@nest"),
        (json!({"eg": {"@id": iri, "@container": "@index", "@index": iri}}), "@index"),
        (json!({"eg": "@included"}), "@included"),
        (json!({"eg": {"@id": "@included"}}), "@included"),
        (json!({"eg": "@nest"}), "@nest"),
        (json!({"eg": "@reverse"}), "@reverse"),
        (json!({"eg": "@index"}), "@index"),
        (json!({"Eg": {"@id": iri, "@context": {"eg": "@included"}}}), "@included"),
    ] {
        let error = register(&context).map(drop).expect_err(&context.to_string());
        assert_eq!(error.code(), "ld.context-forbidden", "{context}");
        assert!(error.to_string().contains(name), "{error}");
    }
    // A key that is an IRI is no term.
    for key in [iri, "eg:x", "urn:x:y"] {
        let error = register(&json!({ key: {"@id": iri} })).map(drop).unwrap_err();
        assert_eq!(error.code(), "ld.context-malformed", "{key}");
        assert!(error.to_string().contains(key), "{error}");
    }
}

#[test]
fn refuses_other_bytes_for_a_known_url_l22() {
    let mut contexts = Contexts::bundled();
    let digest = "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734";
    assert_eq!(contexts.info(V2).unwrap().sha256(), digest);
    let changed = contexts.to_json_ld(V2).unwrap().replace("#validUntil", "#validUntill");
    let error = contexts.register(V2, changed.as_bytes(), None).unwrap_err();
    assert_eq!(error.code(), "ld.context-known");
    assert!(error.to_string().contains(digest), "{error}");
    assert_eq!(contexts.info(V2).unwrap().sha256(), digest);
}

#[test]
fn a_word_of_version_1_alone_may_be_taken_and_its_iri_may_not_l19() {
    let other = json!({"issuanceDate": "https://www.w3.org/2018/credentials/v1#issuanceDate"});
    assert!(register(&other).is_ok());
    assert_eq!(refusal(&json!({"issued": "https://www.w3.org/2018/credentials#issuanceDate"})), "ld.redefinition");
    assert_eq!(refusal(&json!({"issuanceDate": "@id"})), "ld.redefinition");
}

#[test]
fn refuses_contexts_that_are_none() {
    for context in [
        json!(null),
        json!(1),
        json!([null, {}]),
        json!([[{}]]),
        json!({"@version": 1.0}),
        json!({"@version": "1.1"}),
        json!({"@protected": "yes"}),
        json!({"@vocab": null}),
        json!({"@direction": "up"}),
        json!({"": "urn:a"}),
        json!({"a:b": "urn:a"}),
        json!({"https://a": "urn:a"}),
        json!({"a": null}),
        json!({"a": 1}),
        json!({"a": ["urn:a"]}),
        json!({"a": {"@id": null}}),
        json!({"a": {"@id": null, "@prefix": true}}),
        json!({"a": "@other"}),
        json!({"a": ""}),
        json!({"a": {"@id": "urn:a", "@container": 1}}),
        json!({"a": {"@id": "urn:a", "@type": null}}),
        json!({"a": {"@id": "urn:a", "@language": 1}}),
        json!({"a": {"@id": "urn:a", "@prefix": "yes"}}),
    ] {
        assert_eq!(refusal(&context), "ld.context-malformed", "{context}");
    }
    for context in [
        json!({"a": "relative"}),
        json!({"a": {"@type": "@id"}}),
        json!({"a": {"@id": "urn:a", "@type": "relative"}}),
        json!({"a": {"@id": "urn:a", "@container": ["@list", "@set"]}}),
        json!({"a": {"@id": "urn:a", "@container": "@other"}}),
        json!({"a": {"@id": "@id", "@prefix": true}}),
        json!({"a": "@context"}),
        json!({"a": "_:b"}),
        json!([{"@protected": true, "a": "urn:a"}, {"a": "urn:b"}]),
    ] {
        let code = refusal(&context);
        assert!(matches!(code, "ld.context-rejected" | "ld.context-malformed"), "{context}: {code}");
    }
    let mut contexts = Contexts::bundled();
    for (text, code) in [
        ("{}", "ld.context-malformed"),
        ("[]", "ld.context-malformed"),
        ("{\"@context\": {\"a\": \"urn:a\", \"a\": \"urn:b\"}}", "json.duplicate-key"),
        ("{\"@context\": {}", "json.malformed"),
    ] {
        assert_eq!(contexts.register(URL, text.as_bytes(), None).unwrap_err().code(), code, "{text}");
    }
}

#[test]
fn refuses_more_than_it_is_ready_to_process_l27() {
    let mut deep = json!({"a": "urn:a"});
    for _ in 0..4 {
        deep = json!({"A": {"@id": "urn:a", "@context": deep}});
    }
    assert!(register(&deep).is_ok());
    assert_eq!(refusal(&json!({"A": {"@id": "urn:a", "@context": deep}})), "ld.context-too-large");

    let many = |count: usize| Value::Array(vec![json!({"a": "urn:a"}); count]);
    assert!(register(&many(16)).is_ok());
    assert_eq!(refusal(&many(17)), "ld.context-too-large");

    let chain = |length: usize| -> Value {
        let links = (0..length).map(|at| (format!("t{at}"), json!(format!("t{}", at + 1))));
        links.chain([(format!("t{length}"), json!("urn:a"))]).collect::<serde_json::Map<_, _>>().into()
    };
    assert!(register(&chain(7)).is_ok());
    assert_eq!(refusal(&chain(8)), "ld.context-too-large");
    assert_eq!(refusal(&chain(20_000)), "ld.context-too-large");
    assert_eq!(refusal(&json!({"a": "b:x", "b": "a:x"})), "ld.context-too-large");

    let wide = (0..20_000).map(|at| (format!("t{at}"), json!(format!("urn:{at}"))));
    assert!(register(&wide.collect::<serde_json::Map<_, _>>().into()).is_ok());
    let scopes = (0..1500).map(|at| (format!("T{at}"), json!({"@id": "urn:t", "@context": {}})));
    let scopes: Value = scopes.collect::<serde_json::Map<_, _>>().into();
    assert_eq!(refusal(&scopes), "ld.context-too-large");
}

/// Contexts from the words that matter, right and wrong.
fn any_context() -> impl Strategy<Value = Value> {
    let word = || {
        prop::sample::select(vec![
            "a",
            "b",
            "c",
            "a:x",
            "b:y",
            "urn:",
            "urn:a",
            "https://example.org/",
            "https://example.org/#",
            "_:b",
            "@id",
            "@type",
            "@value",
            "@json",
            "@none",
            "@vocab",
            "@context",
            "@set",
            "@list",
            "@graph",
            "@index",
            "@language",
            "@reverse",
            "@foo",
            "",
            ":",
            "/",
            "a/b",
            "ltr",
            "en",
            "x y",
        ])
    };
    let leaf = prop_oneof![
        4 => word().prop_map(|text| json!(text)),
        1 => Just(json!(null)),
        1 => any::<bool>().prop_map(|one| json!(one)),
        1 => Just(json!(1.1)),
    ];
    let key = prop::sample::select(vec![
        "a",
        "b",
        "c",
        "d",
        "@id",
        "@type",
        "@context",
        "@container",
        "@reverse",
        "@prefix",
        "@protected",
        "@version",
        "@vocab",
        "@language",
        "@direction",
        "@propagate",
        "@foo",
    ]);
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            3 => prop::collection::btree_map(key.clone(), inner.clone(), 0..6).prop_map(|map| json!(map)),
            1 => prop::collection::vec(inner, 0..3).prop_map(Value::Array),
        ]
    })
}

/// Contexts that are mostly in order.
fn likely_context() -> impl Strategy<Value = Value> {
    let term = || prop::sample::select(vec!["a", "b", "c", "d", "eg"]);
    let iri =
        || prop::sample::select(vec!["urn:a", "https://example.org/x", "https://example.org/#", "eg:x", "a", "b:y"]);
    let leaf = prop::collection::btree_map(term(), iri().prop_map(|iri| json!(iri)), 0..4).prop_map(|map| json!(map));
    let settings = || {
        let choices =
            [json!({}), json!({"@protected": true}), json!({"@propagate": false}), json!({"@language": "en"})];
        prop::sample::select(choices.to_vec())
    };
    leaf.prop_recursive(3, 24, 4, move |inner| {
        let scope = prop_oneof![
            2 => Just(None),
            2 => inner.prop_map(Some),
            1 => Just(Some(json!([null, {"c": "urn:c"}]))),
        ];
        let flags = prop::sample::select(vec![
            json!({}),
            json!({"@type": "@id"}),
            json!({"@type": "eg:T", "@container": "@set"}),
            json!({"@container": ["@graph", "@set"], "@protected": false}),
            json!({"@language": null}),
            json!({"@direction": "rtl", "@prefix": true}),
            json!({"@container": "@language", "@protected": true}),
        ]);
        let definition = (iri(), flags, scope).prop_map(|(iri, mut flags, scope)| {
            flags["@id"] = json!(iri);
            scope.into_iter().for_each(|scope| flags["@context"] = scope);
            flags
        });
        let terms =
            prop::collection::btree_map(term(), prop_oneof![iri().prop_map(|iri| json!(iri)), definition], 0..4);
        (settings(), terms).prop_map(|(mut context, terms)| {
            terms.into_iter().for_each(|(name, term)| context[name] = term);
            context
        })
    })
}

proptest! {
    #[test]
    fn reads_back_whatever_it_accepts(context in prop_oneof![any_context(), likely_context()]) {
        if let Ok(contexts) = register(&context) {
            let written = contexts.to_json_ld(URL).unwrap();
            prop_assert_eq!(contexts.difference(URL, written.as_bytes()), Ok(None), "{}", written);
        }
    }
}
