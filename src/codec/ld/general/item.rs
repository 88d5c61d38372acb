//! Expanded documents: every key an IRI or a keyword, every value in full (JSON-LD 1.1, section 9).

use super::super::definition::Direction;
use super::budget::Budget;
use super::error::Error;
use crate::codec::json::{Kind, Node, Number};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A value of a property, or an item of a list or of a graph.
pub(super) enum Item<'d> {
    Node(Object<'d>),
    Value(Literal<'d>),
    List(List<'d>),
}

/// What expanding one value gives.
pub(super) enum Outcome<'d> {
    Nothing,
    One(Item<'d>),
    Many(Vec<Item<'d>>),
}

impl<'d> Outcome<'d> {
    pub(super) fn into_items(self) -> Vec<Item<'d>> {
        match self {
            Self::Nothing => Vec::new(),
            Self::One(item) => vec![item],
            Self::Many(items) => items,
        }
    }
}

pub(super) type Properties<'d> = BTreeMap<Rc<str>, Vec<Item<'d>>>;

/// A node object.
#[derive(Default)]
pub(super) struct Object<'d> {
    pub(super) id: Option<Id>,
    pub(super) types: Option<Vec<Rc<str>>>,
    pub(super) index: Option<&'d str>,
    pub(super) properties: Properties<'d>,
    pub(super) reverse: Option<BTreeMap<Rc<str>, Vec<Object<'d>>>>,
    pub(super) graph: Option<Vec<Item<'d>>>,
    pub(super) included: Option<Vec<Object<'d>>>,
}

/// The value of `@id`.
#[derive(Clone)]
pub(super) enum Id {
    /// An IRI, a blank node's name, or a reference that nothing made absolute.
    Named(Rc<str>),
    /// What is kept for keywords to come.
    Nothing,
}

impl Object<'_> {
    pub(super) fn set_id(&mut self, id: Option<Rc<str>>) {
        self.id = Some(id.map_or(Id::Nothing, Id::Named));
    }

    /// Whether there is nothing but, perhaps, an id, an index and a graph.
    fn is_bare(&self) -> bool {
        self.types.is_none() && self.properties.is_empty() && self.reverse.is_none() && self.included.is_none()
    }

    /// Whether this is a graph object (section 9.4).
    pub(super) fn is_graph(&self) -> bool {
        self.graph.is_some() && self.is_bare()
    }

    /// Whether there is nothing but a graph.
    pub(super) fn is_mere_graph(&self) -> bool {
        self.is_graph() && self.id.is_none() && self.index.is_none()
    }

    /// Whether there is nothing but, perhaps, an id.
    pub(super) fn is_reference(&self) -> bool {
        self.is_bare() && self.graph.is_none() && self.index.is_none()
    }
}

/// A value object.
pub(super) struct Literal<'d> {
    pub(super) content: Content<'d>,
    /// An IRI, or `@json`.
    pub(super) datatype: Option<Rc<str>>,
    pub(super) language: Option<&'d str>,
    pub(super) direction: Option<Direction>,
    pub(super) index: Option<&'d str>,
}

/// The value of `@value`.
#[derive(Clone, Copy)]
pub(super) enum Content<'d> {
    Text(&'d str),
    Number(Number<'d>),
    Bool(bool),
    Json(Node<'d>),
}

impl<'d> Literal<'d> {
    pub(super) fn new(content: Content<'d>) -> Self {
        Self { content, datatype: None, language: None, direction: None, index: None }
    }
}

/// A list object.
#[derive(Default)]
pub(super) struct List<'d> {
    pub(super) items: Vec<Item<'d>>,
    pub(super) index: Option<&'d str>,
}

impl<'d> Item<'d> {
    pub(super) fn index_mut(&mut self) -> &mut Option<&'d str> {
        match self {
            Self::Node(node) => &mut node.index,
            Self::Value(value) => &mut value.index,
            Self::List(list) => &mut list.index,
        }
    }
}

/// Writes expanded items as JSON. Every text is paid for: one that the document holds once may be written many times.
pub(super) struct Writer<'b> {
    pub(super) budget: &'b Budget,
}

impl Writer<'_> {
    pub(super) fn items(&self, items: &[Item<'_>]) -> Result<Value, Error> {
        items.iter().map(|item| self.item(item)).collect()
    }

    fn item(&self, item: &Item<'_>) -> Result<Value, Error> {
        let mut members = Map::new();
        match item {
            Item::Node(node) => return self.node(node),
            Item::List(list) => {
                members.insert("@list".to_owned(), self.items(&list.items)?);
                self.member(&mut members, "@index", list.index)?;
            }
            Item::Value(literal) => {
                let content = match literal.content {
                    Content::Text(text) => self.text(text)?,
                    Content::Number(number) => json_number(number),
                    Content::Bool(value) => value.into(),
                    Content::Json(node) => self.json(node)?,
                };
                members.insert("@value".to_owned(), content);
                self.member(&mut members, "@type", literal.datatype.as_deref())?;
                self.member(&mut members, "@language", literal.language)?;
                self.member(&mut members, "@direction", literal.direction.map(direction))?;
                self.member(&mut members, "@index", literal.index)?;
            }
        }
        Ok(Value::Object(members))
    }

    fn node(&self, node: &Object<'_>) -> Result<Value, Error> {
        let mut members = Map::new();
        match &node.id {
            Some(Id::Named(id)) => self.member(&mut members, "@id", Some(id))?,
            Some(Id::Nothing) => drop(members.insert("@id".to_owned(), Value::Null)),
            None => {}
        }
        if let Some(types) = &node.types {
            let types: Result<Value, Error> = types.iter().map(|name| self.text(name)).collect();
            members.insert("@type".to_owned(), types?);
        }
        self.member(&mut members, "@index", node.index)?;
        for (property, items) in &node.properties {
            members.insert(self.key(property)?, self.items(items)?);
        }
        if let Some(reverse) = &node.reverse {
            let entry = |(property, nodes): (&Rc<str>, &Vec<_>)| Ok((self.key(property)?, self.nodes(nodes)?));
            let map: Result<Map<_, _>, Error> = reverse.iter().map(entry).collect();
            members.insert("@reverse".to_owned(), map?.into());
        }
        if let Some(graph) = &node.graph {
            members.insert("@graph".to_owned(), self.items(graph)?);
        }
        if let Some(included) = &node.included {
            members.insert("@included".to_owned(), self.nodes(included)?);
        }
        Ok(Value::Object(members))
    }

    fn nodes(&self, nodes: &[Object<'_>]) -> Result<Value, Error> {
        nodes.iter().map(|node| self.node(node)).collect()
    }

    fn member(&self, members: &mut Map<String, Value>, name: &str, text: Option<&str>) -> Result<(), Error> {
        if let Some(text) = text {
            members.insert(name.to_owned(), self.text(text)?);
        }
        Ok(())
    }

    fn text(&self, text: &str) -> Result<Value, Error> {
        self.key(text).map(Value::String)
    }

    fn key(&self, text: &str) -> Result<String, Error> {
        self.budget.take_text(text.len())?;
        Ok(text.to_owned())
    }

    fn json(&self, node: Node<'_>) -> Result<Value, Error> {
        Ok(match node.kind() {
            Kind::Null => Value::Null,
            Kind::Bool => node.as_bool().into(),
            Kind::Number => node.as_number().map_or(Value::Null, json_number),
            Kind::String => self.text(node.as_str().unwrap_or_default())?,
            Kind::Array => node.items().map(|item| self.json(item)).collect::<Result<_, _>>()?,
            Kind::Object => {
                let entry = |(name, value)| Ok((self.key(name)?, self.json(value)?));
                node.members().map(entry).collect::<Result<Map<_, _>, Error>>()?.into()
            }
        })
    }
}

fn json_number(number: Number<'_>) -> Value {
    number.as_i64().map_or_else(|| number.as_f64().into(), Value::from)
}

pub(super) fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    }
}
