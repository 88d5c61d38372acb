//! Credentials under contexts that a caller registers.

use super::*;

const URL: &str = "https://badges.example.org/context.json";

/// The statements of a document under credentials v2 and a context of our own.
fn statements(context: &Value, document: &Value) -> Result<String, Error> {
    let mut contexts = Contexts::bundled();
    contexts.register(URL, json!({ "@context": context }).to_string().as_bytes(), None).unwrap();
    let mut document = document.clone();
    document["@context"] = json!([V2, URL]);
    statements_of(&document, &contexts).map(|dataset| dataset.to_nquads())
}

fn refuses(code: &str, at: &str, context: &Value, document: &Value) {
    let error = statements(context, document).expect_err(&document.to_string());
    assert_eq!((error.code(), error.pointer()), (code, Some(at)), "{error}");
}

#[test]
fn a_word_without_a_term_is_read_under_vocab_l17() {
    let vocab = json!({"@vocab": "https://badges.example.org/terms#"});
    let text = statements(&vocab, &json!({"type": "Course", "hours": 3})).unwrap();
    assert!(text.contains("#type> <https://badges.example.org/terms#Course> ."), "{text}");
    assert!(text.contains("<https://badges.example.org/terms#hours> \"3\"^^"), "{text}");
    refuses("ld.iri-key", "/eg:hours", &vocab, &json!({"eg:hours": 3}));
    refuses("ld.undefined-term", "/a b", &vocab, &json!({"a b": 3}));
    // A word that would be another spelling of `mediaType`.
    let schema = json!({"@vocab": "https://schema.org/"});
    refuses("ld.undefined-term", "/encodingFormat", &schema, &json!({"encodingFormat": "text/html"}));
}

#[test]
fn refuses_what_credentials_do_not_use_and_this_engine_would_have_to_drop() {
    let term = |definition: Value| json!({"eg": definition});
    let iri = "https://badges.example.org/eg";
    for definition in [
        json!({"@reverse": iri}),
        json!({"@id": iri, "@container": "@index"}),
        json!({"@id": iri, "@container": "@id"}),
        json!({"@id": iri, "@container": "@type"}),
    ] {
        refuses("ld.unsupported", "/eg", &term(definition), &json!({"eg": {}}));
    }
}

#[test]
fn reads_texts_by_language() {
    let context = json!({"heading": {"@id": "https://badges.example.org/heading", "@container": "@language"}});
    let text = statements(&context, &json!({"heading": {"de": "Meer", "pt-BR": ["mar", "oceano"], "fr": []}})).unwrap();
    let literals: Vec<&str> = text.lines().filter_map(|line| line.split("heading> ").nth(1)).collect();
    assert_eq!(literals, ["\"Meer\"@de .", "\"mar\"@pt-BR .", "\"oceano\"@pt-BR ."]);
    assert!(statements(&context, &json!({"heading": "sea"})).unwrap().ends_with("\"sea\" .\n"));
    for (heading, code, at) in [
        (json!({"@none": "x"}), "ld.keyword-key", "/heading/@none"),
        (json!({"x y": "x"}), "ld.language", "/heading/x y"),
        (json!({"en": 1}), "ld.kind", "/heading/en"),
        (json!({"en": null}), "ld.null", "/heading/en"),
        (json!({"en": [["x"]]}), "ld.kind", "/heading/en/0"),
    ] {
        refuses(code, at, &context, &json!({ "heading": heading }));
    }
}

#[test]
fn nests_lists() {
    let context = json!({"marks": {"@id": "https://badges.example.org/marks", "@container": "@list"}});
    let text = statements(&context, &json!({"marks": [[1, 2], []]})).unwrap();
    let count = |what: &str| text.matches(what).count();
    assert_eq!((count("#first>"), count("#rest>"), count("#nil>")), (4, 4, 3), "{text}");
    refuses("ld.null", "/marks/0/1", &context, &json!({"marks": [[1, null]]}));
}

#[test]
fn writes_an_integer_as_a_double_only_where_the_term_says_so() {
    let context = json!({"hours": {"@id": "https://badges.example.org/hours", "@type": "http://www.w3.org/2001/XMLSchema#double"}});
    let text = statements(&context, &json!({"hours": 30})).unwrap();
    assert!(text.ends_with("\"3.0E1\"^^<http://www.w3.org/2001/XMLSchema#double> .\n"), "{text}");
}

#[test]
fn the_context_of_a_type_ends_at_the_nodes_below_and_that_of_a_property_does_not() {
    let hours = json!({"hours": "https://badges.example.org/hours"});
    let part = "https://badges.example.org/part";
    let course = |propagate: Option<bool>| {
        let mut scoped = hours.clone();
        if let Some(propagate) = propagate {
            scoped["@propagate"] = json!(propagate);
        }
        json!({"part": part, "Course": {"@id": "https://badges.example.org/Course", "@context": scoped}})
    };
    let nested = json!({"type": "Course", "hours": 3, "part": {"hours": 1}});
    refuses("ld.undefined-term", "/part/hours", &course(None), &nested);
    refuses("ld.undefined-term", "/part/hours", &course(Some(false)), &nested);
    assert!(statements(&course(Some(true)), &nested).is_ok());
    let module = |propagate: Option<bool>| {
        let mut scoped = hours.clone();
        if let Some(propagate) = propagate {
            scoped["@propagate"] = json!(propagate);
        }
        json!({"part": part, "module": {"@id": "https://badges.example.org/module", "@context": scoped}})
    };
    let nested = json!({"module": {"hours": 1, "part": {"hours": 1}}});
    assert!(statements(&module(None), &nested).is_ok());
    assert!(statements(&module(Some(true)), &nested).is_ok());
    refuses("ld.undefined-term", "/module/part/hours", &module(Some(false)), &nested);
    refuses("ld.undefined-term", "/part/hours", &module(None), &json!({"module": {"hours": 1}, "part": {"hours": 1}}));
}

#[test]
fn the_context_of_a_property_says_how_plain_values_of_the_property_itself_are_read() {
    let rung = "https://badges.example.org/rung";
    let context = json!({"rung": {"@id": rung, "@context": {"rung": {"@id": rung, "@type": "@id"}}}});
    let text = statements(&context, &json!({"rung": "urn:example:six"})).unwrap();
    assert!(text.ends_with("<https://badges.example.org/rung> <urn:example:six> .\n"), "{text}");
    refuses("ld.relative-iri", "/rung", &context, &json!({"rung": "six"}));
}

#[test]
fn applies_the_contexts_of_several_types_in_the_order_of_their_names() {
    let scoped = |name: &str| {
        json!({
            "@id": format!("https://badges.example.org/{name}"),
            "@context": {"hours": format!("https://badges.example.org/hours-of-{name}")},
        })
    };
    let context = json!({"Beta": scoped("Beta"), "Alpha": scoped("Alpha")});
    for types in [json!(["Alpha", "Beta"]), json!(["Beta", "Alpha"]), json!(["Beta", "Alpha", "Beta"])] {
        let text = statements(&context, &json!({"type": types, "hours": 3})).unwrap();
        assert!(text.contains("<https://badges.example.org/hours-of-Beta>"), "{text}");
    }
    let text = statements(&context, &json!({"type": "Alpha", "hours": 3})).unwrap();
    assert!(text.contains("<https://badges.example.org/hours-of-Alpha>"), "{text}");
}

#[test]
fn memory_is_not_what_makes_a_combination_right() {
    // More combinations of types than are remembered, twice.
    let name = |number: usize| format!("T{number:02}");
    let terms = (0..11).map(|number| {
        let scoped = json!({format!("hours{number}"): format!("https://badges.example.org/hours-{number}")});
        (name(number), json!({"@id": format!("https://badges.example.org/{number}"), "@context": scoped}))
    });
    let context: Value = terms.collect::<serde_json::Map<_, _>>().into();
    let mut contexts = Contexts::bundled();
    contexts.register(URL, json!({ "@context": context }).to_string().as_bytes(), None).unwrap();
    for bits in (0..1_usize << 11).chain(0..64) {
        let chosen: Vec<usize> = (0..11).filter(|number| bits >> number & 1 == 1).collect();
        let mut document = json!({"@context": [V2, URL], "type": chosen.iter().map(|n| name(*n)).collect::<Vec<_>>()});
        for number in &chosen {
            document[format!("hours{number}")] = json!(1);
        }
        let statements = statements_of(&document, &contexts).unwrap();
        assert_eq!(statements.len(), 2 * chosen.len());
        let absent = (0..11).find(|number| !chosen.contains(number));
        if let Some(absent) = absent {
            document[format!("hours{absent}")] = json!(1);
            assert_eq!(statements_of(&document, &contexts).unwrap_err().code(), "ld.undefined-term");
        }
    }
}
