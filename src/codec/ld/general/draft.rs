//! An object under expansion, and what becomes of it (JSON-LD 1.1 API, section 5.1.2, steps 15 to 19).

use super::super::definition::Direction;
use super::element::Under;
use super::error::Error;
use super::fault::Fault;
use super::item::{Content, Item, List, Literal, Object, Outcome};
use super::keyword::Keyword;
use super::part::Part;
use super::reference::is_well_formed;
use std::rc::Rc;

/// The standard's `result`: the entries of an object, before it is known whether it is a node, a value or a list.
#[derive(Default)]
pub(super) struct Draft<'d> {
    /// The entries of a node; the type and index of a value and the index of a list are here too.
    pub(super) object: Object<'d>,
    /// Whether `@type` was an array.
    pub(super) has_type_array: bool,
    pub(super) value: Option<Option<Content<'d>>>,
    pub(super) language: Option<&'d str>,
    pub(super) direction: Option<Direction>,
    pub(super) list: Option<Vec<Item<'d>>>,
    pub(super) set: Option<Outcome<'d>>,
}

impl<'d> Draft<'d> {
    /// Whether there is an entry for a keyword that may have only one.
    pub(super) fn has(&self, keyword: Keyword) -> bool {
        let object = &self.object;
        match keyword {
            Keyword::Id => object.id.is_some(),
            Keyword::Index => object.index.is_some(),
            Keyword::Reverse => object.reverse.is_some(),
            Keyword::Graph => object.graph.is_some(),
            Keyword::Value => self.value.is_some(),
            Keyword::Language => self.language.is_some(),
            Keyword::Direction => self.direction.is_some(),
            Keyword::List => self.list.is_some(),
            Keyword::Set => self.set.is_some(),
            _ => false,
        }
    }

    pub(super) fn add(&mut self, property: Rc<str>, items: Vec<Item<'d>>) {
        self.object.properties.entry(property).or_default().extend(items);
    }

    /// Adds nodes from which `property` points here; `at` is where they are.
    pub(super) fn add_reverse(&mut self, property: Rc<str>, items: Vec<Item<'d>>, at: Part<'d>) -> Result<(), Error> {
        let nodes = self.object.reverse.get_or_insert_default().entry(property).or_default();
        for item in items {
            match item {
                Item::Node(node) => nodes.push(node),
                Item::Value(_) | Item::List(_) => {
                    return Err(at.refused(Fault::InvalidReversePropertyValue, "nodes"));
                }
            }
        }
        Ok(())
    }

    /// What the object is, `under` a property; `at` is where it is written.
    pub(super) fn finish(self, under: Under<'_>, at: Part<'d>) -> Result<Outcome<'d>, Error> {
        // 15
        if let Some(content) = self.value {
            // 19.1
            let literal = self.literal(content, at)?.filter(|_| !under.is_free());
            return Ok(literal.map_or(Outcome::Nothing, |literal| Outcome::One(Item::Value(literal))));
        }
        // 17.1
        let has_more = self.is_tagged() || self.has_node_entries() || self.object.types.is_some();
        if self.list.is_some() && (self.set.is_some() || has_more) || self.set.is_some() && has_more {
            return Err(at.refused(Fault::InvalidSetOrListObject, "`@set` or `@list` beside `@index` only"));
        }
        // 17.2
        if let Some(set) = self.set {
            return Ok(set);
        }
        if let Some(items) = self.list {
            // 19.1
            let list = List { items, index: self.object.index };
            return Ok(if under.is_free() { Outcome::Nothing } else { Outcome::One(Item::List(list)) });
        }
        let is_reference = self.object.is_reference();
        // 18; the suite asks for it (expand #t0008), so it is no error.
        let is_language = self.language.is_some() && is_reference && self.object.id.is_none();
        // 19.1, 19.2
        if is_language || is_reference && under.is_free() {
            return Ok(Outcome::Nothing);
        }
        // The standard keeps these in the node, where nothing reads them.
        if self.is_tagged() {
            return Err(at.refused(Fault::InvalidValueObject, "`@language` and `@direction` beside `@value` only"));
        }
        // 16: the types of a node are an array here already.
        Ok(Outcome::One(Item::Node(self.object)))
    }

    fn is_tagged(&self) -> bool {
        self.language.is_some() || self.direction.is_some()
    }

    /// Whether there are entries that only a node may have.
    fn has_node_entries(&self) -> bool {
        let Object { id, properties, reverse, graph, included, types: _, index: _ } = &self.object;
        id.is_some() || !properties.is_empty() || reverse.is_some() || graph.is_some() || included.is_some()
    }

    /// 15
    fn literal(self, content: Option<Content<'d>>, at: Part<'d>) -> Result<Option<Literal<'d>>, Error> {
        // 15.1
        let has_more = self.has_node_entries() || self.list.is_some() || self.set.is_some();
        if has_more || self.is_tagged() && self.object.types.is_some() {
            let expected = "`@value` beside `@type`, or `@language` and `@direction`, and `@index` only";
            return Err(at.refused(Fault::InvalidValueObject, expected));
        }
        // 15.3
        let Some(content) = content else { return Ok(None) };
        // 15.4
        if self.language.is_some() && !matches!(content, Content::Text(_)) {
            return Err(at.refused(Fault::InvalidLanguageTaggedValue, "a string as the value that has a language"));
        }
        let datatype = match self.object.types.as_deref() {
            None => None,
            // 15.2, 15.5
            Some([datatype]) if !self.has_type_array && is_datatype(datatype) => Some(datatype.clone()),
            Some(_) => return Err(at.refused(Fault::InvalidTypedValue, "an IRI as the type of a value")),
        };
        let Self { language, direction, .. } = self;
        Ok(Some(Literal { content, datatype, language, direction, index: self.object.index }))
    }
}

fn is_datatype(text: &str) -> bool {
    text == Keyword::Json.as_str() || is_well_formed(text)
}
