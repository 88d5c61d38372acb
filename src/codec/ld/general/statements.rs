//! Expanded documents as statements: Deserialize JSON-LD to RDF (JSON-LD 1.1 API, section 8).
//!
//! There is no node map (section 7.2): a dataset is a set, so nodes of one id may be stated one by one. Indexes are
//! in no statement; that a node has one at most is checked here, as the map would.

use super::super::expand::RDF_TYPE;
use super::super::literal;
use super::super::value::{I18N, RDF_FIRST, RDF_JSON, RDF_NIL, RDF_REST, XSD_STRING};
use super::RdfDirection;
use super::budget::Budget;
use super::error::Error;
use super::fault::Fault;
use super::item::{Content, Id, Item, List, Literal, Object, direction};
use super::keyword::Keyword;
use super::reference::is_well_formed;
use crate::codec::json::jcs;
use crate::codec::rdf::{Dataset, Term};
use oxilangtag::LanguageTag;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The dataset under way.
pub(super) struct Statements<'b, 'd> {
    budget: &'b Budget,
    direction: RdfDirection,
    dataset: Dataset,
    unnamed: usize,
    /// Texts with a direction that were stated as nodes, each with all that makes it another.
    stated: BTreeSet<Vec<Rc<str>>>,
    /// The index of each node that has one, by graph and id.
    indexes: BTreeMap<[Rc<str>; 2], &'d str>,
}

/// A node's term and a name that no other node has.
#[derive(Clone)]
struct Resource {
    term: Term,
    name: Rc<str>,
}

/// Where statements go.
#[derive(Clone)]
enum Graph {
    Default,
    Named(Resource),
    /// A graph whose name is no IRI: nothing in it is stated.
    Nowhere,
}

impl Graph {
    /// A name that no other graph has; none for those in which nothing is stated.
    fn name(&self) -> Option<Rc<str>> {
        match self {
            Self::Default => Some("".into()),
            Self::Named(graph) => Some(graph.name.clone()),
            Self::Nowhere => None,
        }
    }
}

/// The place of an object.
struct Spot<'s> {
    graph: &'s Graph,
    /// Subject and property; none within a list.
    of: Option<(&'s Resource, &'s Rc<str>)>,
}

impl<'b, 'd> Statements<'b, 'd> {
    pub(super) fn new(budget: &'b Budget, direction: RdfDirection, quads: usize) -> Self {
        let dataset = Dataset::with_limit(quads);
        Self { budget, direction, dataset, unnamed: 0, stated: BTreeSet::new(), indexes: BTreeMap::new() }
    }

    pub(super) fn of(mut self, items: &[Item<'d>]) -> Result<Dataset, Error> {
        self.graph(items, &Graph::Default)?;
        Ok(self.dataset)
    }

    fn graph(&mut self, items: &[Item<'d>], graph: &Graph) -> Result<(), Error> {
        for item in items {
            // What else a graph may hold, such as a value in an object of graphs, is no statement.
            if let Item::Node(node) = item {
                self.node(node, graph)?;
            }
        }
        Ok(())
    }

    /// States what a node says; none is returned for one whose id is no IRI, of which nothing can be said.
    fn node(&mut self, node: &Object<'d>, graph: &Graph) -> Result<Option<Resource>, Error> {
        let subject = match &node.id {
            None => Some(self.unnamed()),
            Some(Id::Named(name)) => self.resource(name)?,
            Some(Id::Nothing) => None,
        };
        if let (Some(Id::Named(name)), Some(index)) = (&node.id, node.index) {
            self.check_index(name, index, graph)?;
        }
        for name in node.types.iter().flatten() {
            let class = self.resource(name)?;
            let rdf_type = self.iri(RDF_TYPE)?;
            self.state(subject.as_ref(), rdf_type, class.map(|class| class.term), graph)?;
        }
        for (property, items) in &node.properties {
            // Blank nodes are no properties, since RDF is not to be generalized.
            let predicate = if is_well_formed(property) { self.iri(property)? } else { None };
            for item in items {
                let spot = Spot { graph, of: subject.as_ref().map(|subject| (subject, property)) };
                let object = self.object(item, &spot)?;
                self.state(subject.as_ref(), predicate, object, graph)?;
            }
        }
        for (property, nodes) in node.reverse.iter().flatten() {
            let predicate = if is_well_formed(property) { self.iri(property)? } else { None };
            for other in nodes {
                let other = self.node(other, graph)?;
                self.state(other.as_ref(), predicate, subject.as_ref().map(|subject| subject.term), graph)?;
            }
        }
        if let Some(items) = &node.graph {
            self.graph(items, &subject.clone().map_or(Graph::Nowhere, Graph::Named))?;
        }
        for other in node.included.iter().flatten() {
            self.node(other, graph)?;
        }
        Ok(subject)
    }

    /// Node Map Generation, 6.8: a node has one index at most.
    fn check_index(&mut self, name: &Rc<str>, index: &'d str, graph: &Graph) -> Result<(), Error> {
        let Some(graph) = graph.name() else { return Ok(()) };
        self.budget.take_text(index.len())?;
        match self.indexes.insert([graph, name.clone()], index) {
            Some(other) if other != index => {
                Err(Error::of_document(Fault::ConflictingIndexes, "one `@index` for each node", name))
            }
            _ => Ok(()),
        }
    }

    /// Object to RDF Conversion (8.2.2); none where nothing can be said.
    fn object(&mut self, item: &Item<'d>, spot: &Spot<'_>) -> Result<Option<Term>, Error> {
        match item {
            // 1, 2
            Item::Node(node) => Ok(self.node(node, spot.graph)?.map(|node| node.term)),
            // 3
            Item::List(list) => self.list(list, spot.graph),
            Item::Value(literal) => self.literal(literal, spot),
        }
    }

    /// 4 to 14
    fn literal(&mut self, literal: &Literal<'d>, spot: &Spot<'_>) -> Result<Option<Term>, Error> {
        let datatype = literal.datatype.as_deref();
        let is_json = datatype == Some(Keyword::Json.as_str());
        // 6, 7
        if datatype.is_some_and(|datatype| !is_json && !is_well_formed(datatype))
            || literal.language.is_some_and(|tag| LanguageTag::parse(tag).is_err())
        {
            return Ok(None);
        }
        let (text, native) = match literal.content {
            // 8
            Content::Json(node) => (jcs::to_string(node, &[]).into(), RDF_JSON),
            Content::Text(text) if is_json => (serde_json::Value::from(text).to_string().into(), RDF_JSON),
            // 9
            Content::Bool(value) => literal::boolean(value),
            // 10, 11
            Content::Number(number) => literal::number(number, datatype),
            // 12
            Content::Text(text) => (text.into(), XSD_STRING),
        };
        let datatype = datatype.filter(|_| !is_json).unwrap_or(native);
        self.budget.take_text(text.len().saturating_add(datatype.len()))?;
        // 13
        Ok(match (self.direction, literal.direction.map(direction), literal.language) {
            // 13.2
            (RdfDirection::I18nDatatype, Some(direction), language) => {
                let language = language.unwrap_or_default().to_ascii_lowercase();
                Some(self.dataset.literal(&text, &format!("{I18N}{language}_{direction}")))
            }
            // 13.3
            (RdfDirection::CompoundLiteral, Some(direction), language) => {
                self.compound(&text, direction, language, literal.index, spot)?
            }
            // 14
            (_, _, Some(language)) => Some(self.dataset.lang_literal(&text, language)),
            (_, _, None) => Some(self.dataset.literal(&text, datatype)),
        })
    }

    /// 13.3: a text with a direction as a node of its own; none when the property has this very value already.
    fn compound(
        &mut self,
        text: &str,
        direction: &str,
        language: Option<&str>,
        index: Option<&str>,
        spot: &Spot<'_>,
    ) -> Result<Option<Term>, Error> {
        if let Some((subject, property)) = spot.of {
            let graph = spot.graph.name().unwrap_or_default();
            let optional = |text: Option<&str>| text.map_or_else(|| "-".into(), |text| format!("+{text}").into());
            let own = [text.into(), direction.into(), optional(language), optional(index)];
            let value = [graph, subject.name.clone(), property.clone()].into_iter().chain(own).collect();
            if !self.stated.insert(value) {
                return Ok(None);
            }
        }
        let node = self.unnamed();
        let language = language.map(str::to_ascii_lowercase);
        let parts = [(RDF_VALUE, Some(text)), (RDF_LANGUAGE, language.as_deref()), (RDF_DIRECTION, Some(direction))];
        for (property, text) in parts.into_iter().filter_map(|(property, text)| Some((property, text?))) {
            let predicate = self.iri(property)?;
            let object = self.dataset.literal(text, XSD_STRING);
            self.state(Some(&node), predicate, Some(object), spot.graph)?;
        }
        Ok(Some(node.term))
    }

    /// List to RDF Conversion (8.2.3)
    fn list(&mut self, list: &List<'d>, graph: &Graph) -> Result<Option<Term>, Error> {
        let (first, rest) = (self.iri(RDF_FIRST)?, self.iri(RDF_REST)?);
        let cells: Vec<Resource> = list.items.iter().map(|_| self.unnamed()).collect();
        let mut nexts = cells.iter().skip(1);
        for (cell, item) in cells.iter().zip(&list.items) {
            let object = self.object(item, &Spot { graph, of: None })?;
            self.state(Some(cell), first, object, graph)?;
            let next = match nexts.next() {
                Some(next) => Some(next.term),
                None => self.iri(RDF_NIL)?,
            };
            self.state(Some(cell), rest, next, graph)?;
        }
        match cells.first() {
            Some(cell) => Ok(Some(cell.term)),
            None => self.iri(RDF_NIL),
        }
    }

    /// Adds a statement whose places can all be filled.
    fn state(
        &mut self,
        subject: Option<&Resource>,
        predicate: Option<Term>,
        object: Option<Term>,
        graph: &Graph,
    ) -> Result<(), Error> {
        let (Some(subject), Some(predicate), Some(object)) = (subject, predicate, object) else { return Ok(()) };
        let graph = match graph {
            Graph::Default => None,
            Graph::Named(graph) => Some(graph.term),
            Graph::Nowhere => return Ok(()),
        };
        Ok(self.dataset.push(subject.term, predicate, object, graph)?)
    }

    /// The node of an IRI or of a blank node's name; none for anything else.
    fn resource(&mut self, name: &Rc<str>) -> Result<Option<Resource>, Error> {
        let term = match name.strip_prefix("_:") {
            Some(label) => Some(self.dataset.blank(label)),
            None if is_well_formed(name) => self.iri(name)?,
            None => None,
        };
        Ok(term.map(|term| Resource { term, name: name.clone() }))
    }

    fn iri(&mut self, iri: &str) -> Result<Option<Term>, Error> {
        self.budget.take_text(iri.len())?;
        Ok(Some(self.dataset.iri(iri)))
    }

    /// A blank node without a name in the document.
    fn unnamed(&mut self) -> Resource {
        self.unnamed = self.unnamed.saturating_add(1);
        // No IRI, and no blank node's name.
        Resource { term: self.dataset.fresh_blank(), name: self.unnamed.to_string().into() }
    }
}

const RDF_VALUE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value";
const RDF_LANGUAGE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#language";
const RDF_DIRECTION: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#direction";
