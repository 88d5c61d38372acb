//! JSON-LD 1.1 for any document, by the steps of its Processing Algorithms and API: expansion, and conversion to RDF.
//!
//! This is the plain reading of the whole standard. Credentials go through [the strict one](super::expand), which
//! refuses what two readers could understand differently; here every document that the standard accepts has its
//! meaning. Nothing is fetched: the contexts that a document names are at hand, or it is refused.
//!
//! ```
//! use openbadges::base::limits::Limits;
//! use openbadges::codec::json::Document;
//! use openbadges::codec::ld::{Contexts, general};
//!
//! let text = br#"{"@context": {"@vocab": "https://example.org/"}, "@id": "https://example.org/tides", "depth": 3}"#;
//! let document = Document::parse(text, &Limits::DEFAULT)?;
//! let contexts = Contexts::bundled();
//! let dataset = general::to_rdf(document.root(), &general::Options::new(&contexts))?;
//! assert_eq!(
//!     dataset.to_nquads(),
//!     "<https://example.org/tides> <https://example.org/depth> \"3\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Framing, compaction and flattening are not here, nor is processing by JSON-LD 1.0.

mod active;
mod budget;
mod context;
mod define;
mod draft;
mod element;
mod error;
mod fault;
mod item;
mod keyword;
mod library;
mod map;
mod meaning;
mod member;
mod part;
mod reference;
mod statements;
mod value;

pub use error::{Error, Place};
pub use fault::Fault;

use super::contexts::Contexts;
use crate::base::limits::Limits;
use crate::codec::json::Node;
use crate::codec::rdf::Dataset;
use active::Active;
use budget::Budget;
use context::Manner;
use element::Under;
use item::{Item, Outcome, Writer};
use library::Library;
use part::Part;
use statements::Statements;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How a document is processed (JSON-LD 1.1 API, section 9.3).
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The known contexts, which the document may name by URL.
    pub contexts: &'a Contexts,
    /// Context documents by URL; they go before known ones.
    pub documents: &'a BTreeMap<String, Vec<u8>>,
    /// Caps: `ld_work`, `contexts`, `json_depth` and `quads` apply to the document, those of JSON to context documents.
    pub limits: &'a Limits,
    /// The IRI that relative references are resolved against: that of the document.
    pub base: Option<&'a str>,
    /// A context that holds before the document's own.
    pub expand_context: Option<Node<'a>>,
    /// What becomes of the direction of a text in RDF.
    pub direction: RdfDirection,
}

impl<'a> Options<'a> {
    /// The known contexts and nothing else, within [`Limits::DEFAULT`].
    #[must_use]
    pub fn new(contexts: &'a Contexts) -> Self {
        const NO_DOCUMENTS: &BTreeMap<String, Vec<u8>> = &BTreeMap::new();
        Self {
            contexts,
            documents: NO_DOCUMENTS,
            limits: &Limits::DEFAULT,
            base: None,
            expand_context: None,
            direction: RdfDirection::Dropped,
        }
    }
}

/// What becomes of the direction of a text in RDF, which has no place for it (the option `rdfDirection`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RdfDirection {
    /// It is lost.
    #[default]
    Dropped,
    /// It is in the datatype, after `https://www.w3.org/ns/i18n#`, and so is the language.
    I18nDatatype,
    /// The text is a blank node with a value, a language and a direction.
    CompoundLiteral,
}

/// The document in expanded form (JSON-LD 1.1 API, section 5.1): an array of nodes.
///
/// Types and ids of the form of a keyword that is none stay out, the latter as `null`. A node with a language or a direction
/// is refused (`ld.invalid-value-object`): the standard's algorithm carries them along, and nothing reads them. An object of
/// `@language` and nothing else is left out, as the standard has it.
///
/// # Errors
///
/// [`Error`] says which rule of the standard is broken, or which limit reached, and where.
pub fn expand(document: Node<'_>, options: &Options<'_>) -> Result<serde_json::Value, Error> {
    let library = Library::new(options.documents, options.contexts, options.limits);
    let budget = Budget::new(options.limits);
    let items = Processor::new(&library, &budget, options).document(document, options)?;
    Writer { budget: &budget }.items(&items)
}

/// The statements that the document makes (JSON-LD 1.1 API, section 8.1).
///
/// What RDF has no place for is left out, as the standard has it: properties that are blank nodes, and everything with an
/// id, a type or a graph that is no absolute IRI by [`is_absolute`](crate::base::iri::is_absolute), or one with two fragments.
///
/// # Errors
///
/// As [`expand`]; `ld.conflicting-indexes` for a node of two indexes, and `rdf.too-many-quads` beyond the limit `quads`.
pub fn to_rdf(document: Node<'_>, options: &Options<'_>) -> Result<Dataset, Error> {
    let library = Library::new(options.documents, options.contexts, options.limits);
    let budget = Budget::new(options.limits);
    let items = Processor::new(&library, &budget, options).document(document, options)?;
    Statements::new(&budget, options.direction, options.limits.quads).of(&items)
}

/// Expansion under way.
///
/// Its methods call each other once for each level of the document, which the limit `json_depth` caps before, and once
/// for each level of contexts, which it caps too.
struct Processor<'d> {
    library: &'d Library<'d>,
    budget: &'d Budget,
    limits: &'d Limits,
    base: Option<&'d str>,
}

impl<'d> Processor<'d> {
    fn new(library: &'d Library<'d>, budget: &'d Budget, options: &Options<'d>) -> Self {
        Self { library, budget, limits: options.limits, base: options.base }
    }

    /// The steps of `expand()` (section 9.2) that are about the document.
    fn document(&self, document: Node<'d>, options: &Options<'d>) -> Result<Vec<Item<'d>>, Error> {
        // 5
        let mut active = Rc::new(Active::initial(self.base));
        // 6
        if let Some(context) = options.expand_context {
            let context = Part::of(context.get("@context").unwrap_or(context));
            active = self.context(&active, context, Manner::embedded(self.base))?;
        }
        // 8
        let outcome = self.element(&active, Under::Nothing, Part::of(document), false)?;
        // 8.1 to 8.3
        Ok(match outcome {
            Outcome::One(Item::Node(node)) if node.is_mere_graph() => node.graph.unwrap_or_default(),
            outcome => outcome.into_items(),
        })
    }
}
