//! The crate `json-ld`, and canonicalisation by `oxrdf`.

use crate::badge::{Badge, Part};
use json_ld::rdf::RdfQuads;
use json_ld::rdf_types::{Id, LiteralType, Quad, Term as RdfTerm, generator};
use json_ld::syntax::{Parse, TryFromJson, Value, context::Context as Syntax};
use json_ld::{
    BlankIdBuf, Context, Expand, IriBuf, JsonLdProcessor, NoLoader, Options, Process, RemoteDocument,
    context_processing, expansion,
};
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxrdf::{BlankNode, Dataset, GraphName, Literal, NamedNode, NamedOrBlankNode, Term};
use std::collections::HashMap;
use std::future::Future;
use std::pin::pin;
use std::task::{Poll, Waker};

pub(crate) type Loader = HashMap<IriBuf, RemoteDocument>;

pub(crate) fn loader(documents: &[(String, String)]) -> Loader {
    let loaded = documents.iter().map(|(url, text)| {
        let url = IriBuf::new(url.clone()).expect("an IRI");
        (url.clone(), RemoteDocument::new(Some(url), None, parse(text)))
    });
    loaded.collect()
}

/// The contexts are processed each time.
pub(crate) fn canonical(document: &serde_json::Value, loader: &Loader) -> String {
    let document = RemoteDocument::new(None, None, parse(&document.to_string()));
    let future = document.to_rdf_with_using((), generator::Blank::new(), loader, Options::default());
    let mut rdf = ready(future).expect("a document");
    nquads(rdf.cloned_quads())
}

/// The contexts of a document, processed once.
pub(crate) struct Prepared {
    context: Context<IriBuf, BlankIdBuf>,
}

impl Prepared {
    pub(crate) fn new(badge: &Badge, loader: &Loader) -> Self {
        let syntax = Syntax::try_from_json(parse(&badge.context().to_string())).expect("a context");
        let active = Context::default();
        let options = context_processing::Options::default();
        let mut vocabulary = ();
        let future = syntax.process_full(&mut vocabulary, &active, loader, None, options, ());
        Self { context: ready(future).expect("a context").into_processed() }
    }

    pub(crate) fn canonical(&self, _: Part, document: &serde_json::Value) -> String {
        let mut document = document.clone();
        document.as_object_mut().expect("an object").remove("@context");
        let value = parse(&document.to_string());
        let options = expansion::Options::default();
        let mut vocabulary = ();
        let future = value.expand_full(&mut vocabulary, self.context.clone(), None, &NoLoader, options, ());
        let mut expanded = ready(future).expect("a document");
        let mut generator = generator::Blank::new();
        expanded.relabel_and_canonicalize_with(&mut (), &mut generator);
        nquads(expanded.rdf_quads_full(&mut (), &mut generator, None, false).cloned())
    }
}

type Spoken = Quad<Id, Id, RdfTerm<Id, json_ld::rdf_types::Literal>, Id>;

/// The canonical N-Quads of the statements, by RDFC-1.0.
fn nquads(quads: impl Iterator<Item = Spoken>) -> String {
    let mut dataset = Dataset::new();
    for Quad(subject, predicate, object, graph) in quads {
        let Id::Iri(predicate) = predicate else { continue };
        let graph = graph.map_or(GraphName::DefaultGraph, |graph| node(graph).into());
        let predicate = NamedNode::new_unchecked(predicate.to_string());
        dataset.insert(&oxrdf::Quad::new(node(subject), predicate, term(object), graph));
    }
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    lines.concat()
}

fn node(id: Id) -> NamedOrBlankNode {
    match id {
        Id::Iri(iri) => NamedNode::new_unchecked(iri.to_string()).into(),
        Id::Blank(blank) => BlankNode::new_unchecked(blank.suffix()).into(),
    }
}

fn term(term: RdfTerm<Id, json_ld::rdf_types::Literal>) -> Term {
    match term {
        RdfTerm::Id(id) => node(id).into(),
        RdfTerm::Literal(literal) => match literal.type_ {
            LiteralType::Any(datatype) => {
                Literal::new_typed_literal(literal.value, NamedNode::new_unchecked(datatype.to_string())).into()
            }
            LiteralType::LangString(tag) => {
                Literal::new_language_tagged_literal_unchecked(literal.value, tag.to_string()).into()
            }
        },
    }
}

fn parse(text: &str) -> Value {
    Value::parse_str(text).expect("JSON").0
}

/// Nothing waits: the loader has every document.
fn ready<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut std::task::Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("a loader of documents at hand"),
    }
}
