//! What a document says and the general processor could lose: it is read, or refused by name.

use super::general::{HERE, error, nquads, with_documents};
use openbadges::codec::json::Node;
use openbadges::codec::ld::general::{self, Options, RdfDirection};
use serde_json::{Value, json};

/// The refusal of a document, and where it is.
fn refusal(document: &Value) -> (&'static str, String) {
    let error = error(&[], document);
    (error.code(), error.place().unwrap().pointer().to_owned())
}

fn expanded(document: &Value) -> Value {
    with_documents(&[], document, |node, options| general::expand(node, options).unwrap())
}

#[test]
fn refuses_a_language_or_a_direction_of_a_node() {
    let node = json!({"@id": HERE, "eg:says": "a"});
    for (name, value) in [("@language", "en"), ("@direction", "ltr")] {
        let mut stray = node.clone();
        stray[name] = json!(value);
        let refused = |pointer: &str| ("ld.invalid-value-object", pointer.to_owned());
        assert_eq!(refusal(&stray), refused(""), "{name}");
        assert_eq!(refusal(&json!({"eg:of": [node, stray]})), refused("/eg:of/1"), "{name}");
        assert_eq!(refusal(&json!({"eg:of": {"@type": "eg:A", name: value}})), refused("/eg:of"), "{name}");
        assert_eq!(refusal(&json!({"eg:of": {"@id": HERE, name: value}})), refused("/eg:of"), "{name}");
        let aliased = json!({"@context": {"tag": name}, "@id": HERE, "eg:says": "a", "tag": value});
        assert_eq!(refusal(&aliased), refused(""), "{name}");
    }
    // A language and nothing else is left out by the standard (step 18); a direction is not.
    assert_eq!(
        nquads(&json!({"@id": HERE, "eg:of": [{"@language": "en"}, 1]}), RdfDirection::Dropped).lines().count(),
        1
    );
    assert_eq!(refusal(&json!({"eg:of": {"@direction": "ltr"}})).1, "/eg:of");
}

#[test]
fn refuses_two_indexes_of_one_node_in_statements() {
    let two = |first: &str, second: &str| {
        json!({"eg:a": {"@id": HERE, "@index": first}, "eg:b": [{"@graph": [{"@id": HERE, "@index": second}]},
            {"@id": HERE, "@index": second}]})
    };
    let read = |node: Node<'_>, options: &Options<'_>| {
        assert!(general::expand(node, options).is_ok());
        general::to_rdf(node, options).map(|dataset| dataset.len())
    };
    let refused = with_documents(&[], &two("x", "y"), read).unwrap_err();
    assert_eq!(refused.code(), "ld.conflicting-indexes");
    let text =
        "the document: conflicting indexes: expected one `@index` for each node, found `https://badges.example.org/`";
    assert_eq!(refused.to_string(), text);
    assert_eq!(with_documents(&[], &two("x", "x"), read), Ok(3));
    // In another graph it is another entry of the node map.
    let apart =
        json!({"eg:a": {"@id": HERE, "@index": "x"}, "eg:b": {"@graph": [{"@id": HERE, "@index": "y", "eg:c": 1}]}});
    assert_eq!(with_documents(&[], &apart, read), Ok(3));
}

#[test]
fn refuses_what_is_no_node_in_an_object_by_id_type_or_property() {
    let by = |container: Value| json!({"by": container, "eg": "https://badges.example.org/terms#"});
    let id = by(json!({"@id": "eg:by", "@container": "@id"}));
    let class = by(json!({"@id": "eg:by", "@container": "@type", "@type": "@vocab"}));
    let property = by(json!({"@id": "eg:by", "@container": "@index", "@index": "eg:key"}));
    let value = json!({"@value": "a"});
    let list = json!({"@list": [{"@value": "a"}]});
    for context in [id, class, property] {
        for item in [&value, &list] {
            let document = json!({"@context": context, "by": {"https://badges.example.org/x": [{"eg:a": 1}, item]}});
            let (code, pointer) = refusal(&document);
            assert_eq!(code, "ld.invalid-value-object", "{document}");
            assert_eq!(pointer, "/by/https:~1~1badges.example.org~1x");
            // Under `@none` nothing is added to it, so it may be anything.
            let none = json!({"@context": context, "by": {"@none": [item]}});
            assert!(nquads(&none, RdfDirection::Dropped).contains("\"a\""), "{none}");
        }
    }
}

#[test]
fn expands_terms_that_point_the_other_way() {
    let context = json!({
        "eg": "https://badges.example.org/terms#",
        "parts": {"@reverse": "eg:partOf"},
        "by": {"@reverse": "eg:partOf", "@container": "@index"},
        "byKey": {"@reverse": "eg:partOf", "@container": "@index", "@index": "eg:key"},
    });
    let part = "https://badges.example.org/terms#partOf";
    let read = |term: &str, value: Value| expanded(&json!({"@context": context, "@id": HERE, term: value}));
    let reverse = |node: Value| json!([{"@id": HERE, "@reverse": {part: [node]}}]);
    assert_eq!(read("parts", json!({"@id": "urn:a"})), reverse(json!({"@id": "urn:a"})));
    assert_eq!(read("by", json!({"k": {"@id": "urn:a"}})), reverse(json!({"@id": "urn:a", "@index": "k"})));
    let key = json!({"@id": "urn:a", "https://badges.example.org/terms#key": [{"@value": "k"}]});
    assert_eq!(read("byKey", json!({"k": {"@id": "urn:a"}})), reverse(key));
    // Turned round twice, it is a property like any other.
    let twice = read("@reverse", json!({"parts": {"@id": "urn:a"}}));
    assert_eq!(twice, json!([{"@id": HERE, part: [{"@id": "urn:a"}]}]));
    for value in [json!("a"), json!({"@value": 1}), json!({"@list": []})] {
        let document = json!({"@context": context, "@id": HERE, "parts": value});
        assert_eq!(refusal(&document), ("ld.invalid-reverse-property-value", "/parts".to_owned()));
    }
}
