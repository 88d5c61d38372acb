//! Parts that the strict reader refuses and that every general one reads: loose spellings.

use super::draw::Draw;
use super::values::{number, text};
use serde_json::{Value, json};

/// Puts a loose part into the award, by turns, and sometimes others too.
pub(super) fn loosen(document: &mut Value, round: usize, draw: &mut Draw) {
    let mut put = |number: usize, draw: &mut Draw| {
        let (name, put) = PARTS[number % PARTS.len()];
        draw.met.insert(name.to_owned());
        put(document, draw);
    };
    put(round, draw);
    if draw.once_in(4) {
        put(round + 1, draw);
        put(round + 5, draw);
    }
}

type Put = fn(&mut Value, &mut Draw);

const PARTS: &[(&str, Put)] = &[
    ("loose-null", |document, _| {
        document["image"] = json!(null);
        document["issuer"] = json!([document["issuer"], null]);
    }),
    ("loose-blank", |document, draw| {
        // One node without an IRI that two properties lead to.
        document["evidence"] = json!([{"id": "_:shared", "type": "Evidence", "name": text(draw)}, {"id": "_:other"}]);
        document["termsOfUse"] = json!({"id": "_:shared"});
    }),
    ("loose-undefined", |document, draw| {
        document["nowhereDefined"] = number(draw);
        document["evidence"] = json!([{"type": ["Evidence"], "nowhereDefined": {"name": "lost"}, "name": text(draw)}]);
    }),
    ("loose-iri-key", |document, draw| {
        document["https://school.example/terms#weight"] = number(draw);
        document["schema:abstract"] = text(draw);
    }),
    ("loose-keywords", |document, draw| {
        document["evidence"] =
            json!({"@id": "https://school.example/e", "@type": "Evidence", "name": {"@value": text(draw)}});
    }),
    ("loose-typed-value", |document, draw| {
        document["name"] = json!({"@value": number(draw), "@type": "http://www.w3.org/2001/XMLSchema#double"});
        document["description"] = json!({"@value": true, "@type": "https://school.example/terms#Truth"});
    }),
    ("loose-set", |document, draw| {
        document["evidence"] = json!({"@set": [{"type": "Evidence", "name": {"@set": [text(draw)]}}, null]});
    }),
    ("loose-list", |document, draw| {
        document["name"] = json!({"@list": [text(draw), number(draw), {"@list": []}, null]});
    }),
    ("loose-index", |document, draw| {
        document["evidence"] =
            json!({"@index": "first", "type": "Evidence", "name": {"@value": text(draw), "@index": "a"}});
    }),
    ("loose-graph", |document, draw| {
        document["evidence"] =
            json!({"@id": "https://school.example/g", "@graph": [{"id": "urn:x:a", "name": text(draw)}]});
    }),
    ("loose-reverse", |document, draw| {
        document["@reverse"] = json!({"schema:subjectOf": {"id": "urn:x:book", "name": text(draw)}});
    }),
    ("loose-included", |document, draw| {
        document["@included"] = json!([{"id": "urn:x:aside", "name": text(draw)}]);
    }),
    ("loose-nest", |document, draw| {
        document["@nest"] = json!({"schema:abstract": text(draw), "@nest": [{"schema:version": number(draw)}]});
    }),
    ("loose-json", |document, draw| {
        document["description"] = json!({"@value": super::values::json(draw), "@type": "@json"});
    }),
];
