//! Datasets, N-Quads and RDFC-1.0 through the public doors.

use openbadges::codec::rdf::Dataset;

const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";

#[test]
fn writes_terms_in_canonical_form() {
    let mut dataset = Dataset::new();
    let predicate = dataset.iri("https://example.org/p");
    let subject = dataset.fresh_blank();
    let graph = dataset.blank("g");
    let objects = [
        dataset.literal("a\u{8}\t\n\u{b}\u{c}\r\"\\\u{7f}\u{80}é\u{ffff}", XSD_STRING),
        dataset.literal("1", "http://www.w3.org/2001/XMLSchema#integer"),
        dataset.lang_literal("hei", "nb-NO"),
    ];
    for object in objects {
        dataset.push(subject, predicate, object, Some(graph)).unwrap();
    }
    assert_eq!(
        dataset.to_nquads(),
        "_:b0 <https://example.org/p> \"a\\b\\t\\n\\u000B\\f\\r\\\"\\\\\\u007F\u{80}é\\uFFFF\" _:b1 .\n\
         _:b0 <https://example.org/p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> _:b1 .\n\
         _:b0 <https://example.org/p> \"hei\"@nb-NO _:b1 .\n"
    );
}

#[test]
fn refuses_terms_that_would_break_out_of_a_statement() {
    for unfit in ["a:b> <c:d", "a:\nb", "a:\"", "a: b", "a:\\u003e"] {
        let mut dataset = Dataset::new();
        let good = dataset.iri("a:b");
        let bad = dataset.iri(unfit);
        assert_eq!(dataset.push(bad, good, good, None).unwrap_err().code(), "rdf.term", "{unfit:?}");
        let bad = dataset.literal("x", unfit);
        assert_eq!(dataset.push(good, good, bad, None).unwrap_err().code(), "rdf.term", "{unfit:?}");
    }
    for unfit in ["", "-", "en-", "en--us", "en_US", "1a", "en .\n<a:b>"] {
        let mut dataset = Dataset::new();
        let good = dataset.iri("a:b");
        let bad = dataset.lang_literal("x", unfit);
        assert_eq!(dataset.push(good, good, bad, None).unwrap_err().code(), "rdf.term", "{unfit:?}");
    }
}

#[test]
fn refuses_terms_in_places_where_their_kind_may_not_stand() {
    let mut dataset = Dataset::new();
    let (iri, blank, literal) = (dataset.iri("a:b"), dataset.fresh_blank(), dataset.literal("x", XSD_STRING));
    for (subject, predicate, object, graph) in
        [(literal, iri, iri, None), (iri, literal, iri, None), (iri, blank, iri, None), (iri, iri, iri, Some(literal))]
    {
        assert_eq!(dataset.push(subject, predicate, object, graph).unwrap_err().code(), "rdf.term");
    }
    assert!(dataset.is_empty());
}

#[test]
fn refuses_terms_of_another_dataset() {
    let mut dataset = Dataset::new();
    let (iri, blank) = (dataset.iri("a:b"), dataset.fresh_blank());
    for term in [iri, blank] {
        let mut other = Dataset::new();
        let local = other.iri("a:");
        assert_eq!(other.push(local, local, term, None).unwrap_err().code(), "rdf.term");
    }
}

#[test]
fn takes_no_more_statements_than_its_limit() {
    let mut dataset = Dataset::with_limit(1);
    let iri = dataset.iri("a:b");
    dataset.push(iri, iri, iri, None).unwrap();
    assert_eq!(dataset.push(iri, iri, iri, None).unwrap_err().code(), "rdf.too-many-quads");
    assert_eq!(dataset.len(), 1);
}
