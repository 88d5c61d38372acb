//! The general processor: what it makes of documents, where it differs from the strict one, and what it refuses.

use super::*;
use openbadges::codec::json::{Node, jcs};
use openbadges::codec::ld::general::{self, Fault, Options, RdfDirection};
use openbadges::verify::Presented;
use std::collections::BTreeMap;
use std::path::Path;

pub(super) const HERE: &str = "https://badges.example.org/";

/// Context documents, each under its name after [`HERE`].
fn library(documents: &[(&str, Value)]) -> BTreeMap<String, Vec<u8>> {
    let entry = |(name, document): &(&str, Value)| (format!("{HERE}{name}"), document.to_string().into_bytes());
    documents.iter().map(entry).collect()
}

pub(super) fn with_documents<T>(
    documents: &[(&str, Value)],
    document: &Value,
    read: impl Fn(Node<'_>, &Options<'_>) -> T,
) -> T {
    let (contexts, documents) = (Contexts::bundled(), library(documents));
    let document = Document::parse(document.to_string().as_bytes(), &LIMITS).unwrap();
    let options = Options { documents: &documents, base: Some(HERE), ..Options::new(&contexts) };
    read(document.root(), &options)
}

pub(super) fn nquads(document: &Value, direction: RdfDirection) -> String {
    let read = |node: Node<'_>, options: &Options<'_>| {
        general::to_rdf(node, &Options { direction, ..*options }).unwrap().to_nquads()
    };
    with_documents(&[], document, read)
}

/// The refusal of a document on a tenth of the usual budget, for what would use up any.
fn error_in_short(documents: &[(&str, Value)], document: &Value) -> general::Error {
    let mut limits = LIMITS;
    limits.ld_work /= 10;
    let read = |node: Node<'_>, options: &Options<'_>| {
        general::to_rdf(node, &Options { limits: &limits, ..*options }).expect_err("accepted")
    };
    with_documents(documents, document, read)
}

/// The refusal of a document, which expansion and conversion share.
pub(super) fn error(documents: &[(&str, Value)], document: &Value) -> general::Error {
    with_documents(documents, document, |node, options| {
        let error = general::to_rdf(node, options).expect_err("accepted");
        if error.code() != "rdf.too-many-quads" {
            assert_eq!(general::expand(node, options).unwrap_err(), error);
        }
        error
    })
}

#[test]
fn reads_our_own_credentials_as_the_strict_reader_does() {
    let contexts = Contexts::bundled();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/own");
    let mut compared = 0;
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    for path in paths.filter(|path| path.is_file()) {
        let badge = Presented::open(&std::fs::read(&path).unwrap(), &LIMITS).unwrap();
        // A proof has a context of its own, under which the strict reader reads it apart.
        let unsecured = jcs::to_string(badge.document().root(), &["proof"]);
        let document = Document::parse(unsecured.as_bytes(), &LIMITS).unwrap();
        let strict = Expansion { contexts: &contexts, limits: &LIMITS, context: None, omit: &[] };
        let strict = expand(document.root(), &strict).unwrap();
        let options = Options { direction: RdfDirection::I18nDatatype, ..Options::new(&contexts) };
        let general = general::to_rdf(document.root(), &options).unwrap();
        let text = |dataset| canonicalize(dataset, Hash::Sha256, &LIMITS).unwrap().nquads;
        assert_eq!(text(&general), text(&strict), "{}", path.display());
        compared += 1;
    }
    assert!(compared >= 6, "{compared}");
}

#[test]
fn reads_what_the_strict_reader_refuses() {
    let document = json!({
        "@context": {"eg": "https://badges.example.org/terms#", "knows": {"@reverse": "eg:knownBy"}},
        "@id": "a",
        "eg:grade": {"@value": "A", "@type": "eg:Grade"},
        "knows": {"@id": "../b", "@type": "eg:Person"},
        "lost": true,
    });
    assert_eq!(
        nquads(&document, RdfDirection::Dropped),
        "<https://badges.example.org/a> <https://badges.example.org/terms#grade> \
         \"A\"^^<https://badges.example.org/terms#Grade> .\n\
         <https://badges.example.org/b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> \
         <https://badges.example.org/terms#Person> .\n\
         <https://badges.example.org/b> <https://badges.example.org/terms#knownBy> <https://badges.example.org/a> .\n",
    );
}

#[test]
fn says_directions_in_three_ways() {
    let document = json!({
        "@id": HERE,
        "https://badges.example.org/says": {"@value": "שלום", "@language": "HE", "@direction": "rtl"},
    });
    let says = format!("<{HERE}> <{HERE}says> ");
    assert_eq!(nquads(&document, RdfDirection::Dropped), format!("{says}\"שלום\"@HE .\n"));
    assert_eq!(
        nquads(&document, RdfDirection::I18nDatatype),
        format!("{says}\"שלום\"^^<https://www.w3.org/ns/i18n#he_rtl> .\n"),
    );
    let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    assert_eq!(
        nquads(&document, RdfDirection::CompoundLiteral),
        format!(
            "_:b0 <{rdf}value> \"שלום\" .\n_:b0 <{rdf}language> \"he\" .\n_:b0 <{rdf}direction> \"rtl\" .\n{says}_:b0 .\n"
        ),
    );
}

#[test]
fn states_one_compound_text_of_a_node_once() {
    let says = json!({"@value": "a", "@direction": "ltr"});
    let document = json!([{"@id": HERE, "eg:says": [says, says]}, {"@id": HERE, "eg:says": says}]);
    assert_eq!(nquads(&document, RdfDirection::CompoundLiteral).lines().count(), 3);
}

#[test]
fn names_the_context_that_is_not_at_hand_and_fetches_nothing_l20() {
    let unknown = error(&[], &json!({"@context": [V2, "unknown\u{1b}"]}));
    assert_eq!(unknown.code(), "ld.loading-document-failed");
    let unknown = error(&[], &json!({"@context": [V2, "unknown"]}));
    assert_eq!((unknown.code(), unknown.fault()), ("ld.unknown-context", Some(Fault::LoadingRemoteContextFailed)));
    let expected = "`/@context/1`: expected the URL of a context at hand, found `https://badges.example.org/unknown`";
    assert_eq!(unknown.to_string(), expected);
    assert_eq!(error(&[], &json!({"@context": Contexts::EXTENSION})).code(), "ld.unknown-context");
}

#[test]
fn says_where_in_a_context_document_the_fault_is() {
    let at = error(&[("a", json!({"@context": {"eg": {"@id": 5}}}))], &json!({"@context": "a"}));
    assert_eq!((at.code(), at.place().unwrap().pointer()), ("ld.invalid-iri-mapping", "/@context/eg/@id"));
    assert_eq!(at.place().unwrap().context(), Some("https://badges.example.org/a"));
    let expected = "the context `https://badges.example.org/a` at `/@context/eg/@id`: invalid IRI mapping: \
                    expected what stands for an IRI or a keyword, found `5`";
    assert_eq!(at.to_string(), expected);
}

#[test]
fn cuts_and_escapes_what_it_repeats() {
    let long = "\u{202e}".repeat(10_000);
    let error = error(&[], &json!({"@context": {"@direction": long}}));
    assert_eq!(error.code(), "ld.invalid-base-direction");
    assert!(error.to_string().len() < 3_000 && error.to_string().is_ascii(), "{error}");
}

#[test]
fn keeps_protected_terms_however_they_are_redefined() {
    let protected = json!({"@protected": true, "t": "urn:t", "eg": "urn:eg:"});
    for again in
        [json!("urn:u"), json!(null), json!("@unheard"), json!({"@reverse": "urn:t"}), json!({"@id": "@unheard"})]
    {
        let code = error(&[], &json!({"@context": [protected, {"t": again}]})).code();
        assert_eq!(code, "ld.protected-term-redefinition", "{again}");
    }
    for cleared in [json!([protected, null]), json!([protected, {"u": {"@id": "urn:u", "@context": {}}}, null])] {
        assert_eq!(error(&[], &json!({"@context": cleared})).code(), "ld.invalid-context-nullification");
    }
    let same = json!({"@context": [protected, {"t": {"@id": "urn:t", "@protected": false}}], "t": 1});
    assert_eq!(nquads(&same, RdfDirection::Dropped).lines().count(), 1);
}

#[test]
fn refuses_contexts_that_name_each_other_l27() {
    let document = json!({"@context": "a"});
    let itself = [("a", json!({"@context": "a"}))];
    let other = [("a", json!({"@context": ["b", {}]})), ("b", json!({"@context": [{}, "a"]}))];
    let scoped =
        [("a", json!({"@context": {"eg": {"@id": "urn:eg", "@context": ["b"]}}})), ("b", json!({"@context": "b"}))];
    for documents in [&itself[..], &other] {
        let error = error(documents, &document);
        assert_eq!((error.code(), error.fault()), ("ld.too-many-contexts", Some(Fault::ContextOverflow)), "{error}");
    }
    // Within a scope, a context that led there is not processed again.
    with_documents(&scoped, &document, |node, options| general::to_rdf(node, options).unwrap());
    let used = json!({"@context": "a", "eg": {"@id": "b"}});
    assert_eq!(error(&scoped, &used).code(), "ld.too-many-contexts");
    let import = [("a", json!({"@context": {"@import": "a"}}))];
    assert_eq!(error(&import, &document).code(), "ld.invalid-context-entry");
}

#[test]
fn refuses_more_contexts_than_it_reads_l27() {
    let many: Vec<Value> = (0..17).map(|_| json!({})).collect();
    assert_eq!(error(&[], &json!({"@context": many})).code(), "ld.too-many-contexts");
    let names: Vec<String> = (0..17).map(|number| format!("c{number}")).collect();
    let documents: Vec<(&str, Value)> = names.iter().map(|name| (&**name, json!({"@context": {}}))).collect();
    let nodes: Vec<Value> = names.iter().map(|name| json!({"@context": name, "@id": "a"})).collect();
    assert_eq!(error(&documents, &json!({"@graph": nodes})).code(), "ld.too-many-contexts");
}

#[test]
fn stops_at_contexts_that_multiply() {
    // Each names the next sixteen times: sixteen to the fifteenth.
    let names: Vec<String> = (0..16).map(|number| format!("c{number}")).collect();
    let next = |number: usize| names.get(number + 1).map_or(json!({}), |next| json!(vec![next; 16]));
    let documents: Vec<(&str, Value)> =
        names.iter().enumerate().map(|(number, name)| (&**name, json!({"@context": next(number)}))).collect();
    assert_eq!(error_in_short(&documents, &json!({"@context": "c0"})).code(), "ld.work-limit");
    // The same in scopes.
    let scopes = |number: usize| {
        let scope = |term: usize| (format!("t{term}"), json!({"@id": "eg:t", "@context": next(number)}));
        Value::Object((0..16).map(scope).collect())
    };
    let documents: Vec<(&str, Value)> =
        names.iter().enumerate().map(|(number, name)| (&**name, json!({"@context": scopes(number)}))).collect();
    assert_eq!(error_in_short(&documents, &json!({"@context": "c0"})).code(), "ld.work-limit");
}

#[test]
fn stops_at_contexts_and_terms_that_build_on_each_other_without_end() {
    let chain = |length: usize| {
        let term = |number: usize| (format!("t{number}"), json!(format!("t{}:x", number + 1)));
        let last = (format!("t{length}"), json!("https://badges.example.org/"));
        json!({"@context": Value::Object((0..length).map(term).chain([last]).collect())})
    };
    with_documents(&[], &chain(50), |node, options| general::to_rdf(node, options).unwrap());
    let error_of_chain = error(&[], &chain(5_000));
    assert_eq!((error_of_chain.code(), error_of_chain.fault()), ("ld.too-deep", Some(Fault::ContextOverflow)));
    // Scopes within scopes, as deep as the reader of JSON lets them be, in a document that goes on.
    let mut scope = json!("c1");
    for _ in 0..28 {
        scope = json!({"t": {"@id": "eg:t", "@context": scope}});
    }
    let names: Vec<String> = (0..16).map(|number| format!("c{number}")).collect();
    let document = |number: usize| {
        let text = scope.to_string().replace("c1", &format!("c{}", number + 1));
        text.parse::<Value>().unwrap()
    };
    let documents: Vec<(&str, Value)> =
        names.iter().enumerate().map(|(number, name)| (&**name, json!({"@context": document(number)}))).collect();
    assert_eq!(error(&documents, &json!({"@context": "c0"})).code(), "ld.too-deep");
}

#[test]
fn stops_at_texts_that_are_written_out_over_and_over() {
    let long = "x".repeat(100_000);
    let keys: serde_json::Map<String, Value> = (0..10_000).map(|number| (format!("k{number}"), json!(1))).collect();
    let mut vocab = json!({"@context": {"@vocab": format!("{HERE}{long}")}});
    vocab.as_object_mut().unwrap().extend(keys);
    let index = json!({
        "@context": {"by": {"@id": "eg:by", "@container": "@id"}},
        "by": {format!("{HERE}{long}"): vec![json!({"eg:a": 1}); 10_000]},
    });
    let datatype = json!({
        "@context": {"of": {"@id": "eg:of", "@type": format!("{HERE}{long}")}},
        "of": (0..10_000).collect::<Vec<u32>>(),
    });
    for document in [vocab, index, datatype] {
        let code = error(&[], &document).code();
        assert!(code == "ld.work-limit", "{code}");
    }
}

#[test]
fn stops_at_nodes_that_each_copy_a_large_context() {
    let terms: serde_json::Map<String, Value> =
        (0..10_000).map(|number| (format!("t{number}"), json!("eg:t"))).collect();
    let node = json!({"@context": {"u": "eg:u"}, "u": 1});
    let document = json!({"@context": terms, "@graph": vec![node; 5_000]});
    assert_eq!(error_in_short(&[], &document).code(), "ld.work-limit");
}

#[test]
fn reads_as_deep_as_the_reader_of_json_does() {
    for wrap in [
        |inner: Value| json!({"@graph": [inner]}),
        |inner: Value| json!({"eg:a": {"@list": inner}}),
        |inner: Value| json!({"@context": {"t": "eg:t"}, "t": inner}),
        |inner: Value| json!({"@reverse": {"eg:a": inner}}),
        |inner: Value| json!([inner]),
    ] {
        let mut document = json!({"@id": "eg:a", "eg:b": 1});
        loop {
            let next = wrap(document.clone());
            if Document::parse(next.to_string().as_bytes(), &LIMITS).is_err() {
                break;
            }
            document = next;
        }
        with_documents(&[], &document, |node, options| {
            assert!(general::expand(node, options).unwrap().is_array());
            general::to_rdf(node, options).unwrap();
        });
    }
}

#[test]
fn states_at_most_as_much_as_the_limit_allows() {
    let document = json!({"eg:a": (0..20_001).collect::<Vec<u32>>()});
    assert_eq!(error(&[], &document).code(), "rdf.too-many-quads");
}

#[test]
fn refuses_a_context_document_that_is_no_strict_json() {
    let contexts = Contexts::bundled();
    let documents = BTreeMap::from([(format!("{HERE}a"), br#"{"@context": {}, "@context": {}}"#.to_vec())]);
    let document = Document::parse(br#"{"@context": "a"}"#, &LIMITS).unwrap();
    let options = Options { documents: &documents, base: Some(HERE), ..Options::new(&contexts) };
    let error = general::expand(document.root(), &options).unwrap_err();
    assert_eq!((error.code(), error.fault()), ("json.duplicate-key", Some(Fault::LoadingRemoteContextFailed)));
    assert!(error.to_string().contains("https://badges.example.org/a"), "{error}");
}
