//! Objects that hold the values of a property by language, index, id or type (JSON-LD 1.1 API, section 5.1.2, steps
//! 13.7 and 13.8).

use super::Processor;
use super::active::{Active, Name, Reading, Term};
use super::context::Manner;
use super::element::{Frame, Under};
use super::error::Error;
use super::fault::Fault;
use super::item::{Content, Item, Literal, Object};
use super::keyword::Keyword;
use super::member::graph;
use super::part::Part;
use std::rc::Rc;

impl<'d> Processor<'d> {
    /// 13.7
    pub(super) fn language_map(
        &self,
        term: &Term<'d>,
        map: Part<'d>,
        frame: Frame<'_, 'd>,
    ) -> Result<Vec<Item<'d>>, Error> {
        let active = frame.active;
        let mut items = Vec::new();
        // 13.7.2, 13.7.3
        let direction = term.direction.unwrap_or(active.direction);
        // 13.7.4
        for (tag, texts) in map.members() {
            let language = Some(tag).filter(|tag| active.keyword(tag) != Some(Keyword::None));
            for item in texts.one_or_many().filter(|item| !item.is_null()) {
                let refused = || item.refused(Fault::InvalidLanguageMapValue, "a string, or strings, by language");
                let text = item.as_str().ok_or_else(refused)?;
                items.push(Item::Value(Literal { language, direction, ..Literal::new(Content::Text(text)) }));
            }
        }
        Ok(items)
    }

    /// 13.8
    pub(super) fn map(
        &self,
        key: &'d str,
        term: &Term<'d>,
        map: Part<'d>,
        frame: Frame<'_, 'd>,
    ) -> Result<Vec<Item<'d>>, Error> {
        let mut items = Vec::new();
        // 13.8.3
        for (index, value) in map.members() {
            // 13.8.3.1 to 13.8.3.3
            let inner = self.map_context(term, index, frame.active)?;
            // 13.8.3.4
            let is_none = frame.active.keyword(index) == Some(Keyword::None);
            // 13.8.3.5 to 13.8.3.7
            for mut item in self.element(&inner, Under::Key(key), value, true)?.into_items() {
                // 13.8.3.7.1
                if term.container.graph && !matches!(&item, Item::Node(node) if node.is_graph()) {
                    item = graph(item);
                }
                if !is_none {
                    self.mark(&mut item, index, term, value, frame.active)?;
                }
                items.push(item);
            }
        }
        Ok(items)
    }

    fn map_context(&self, term: &Term<'d>, index: &str, active: &Rc<Active<'d>>) -> Result<Rc<Active<'d>>, Error> {
        if !term.container.id && !term.container.typ {
            return Ok(active.clone());
        }
        let inner = active.previous.as_ref().unwrap_or(active);
        match inner.term(index).and_then(|term| term.scoped).filter(|_| term.container.typ) {
            Some(scoped) => self.context(inner, scoped.context, Manner::embedded(scoped.base)),
            None => Ok(inner.clone()),
        }
    }

    /// 13.8.3.7.2 to 13.8.3.7.5: says in an item what its key says.
    fn mark(
        &self,
        item: &mut Item<'d>,
        index: &'d str,
        term: &Term<'d>,
        at: Part<'d>,
        active: &Active<'d>,
    ) -> Result<(), Error> {
        let container = term.container;
        if container.index {
            if let Some(property) = term.index {
                let refused = || at.refused_for(property, Fault::InvalidTermDefinition, "a property as `@index`");
                let Name::Iri(iri) = self.expand(active, property, Reading::Vocab)? else { return Err(refused()) };
                let value = self.value(active, Under::Key(property), Content::Text(index))?;
                let values = node(item, at)?.properties.entry(iri).or_default();
                values.insert(0, value);
                return Ok(());
            }
            let own = item.index_mut();
            if own.is_none() {
                *own = Some(index);
                return Ok(());
            }
        }
        if container.id {
            let node = node(item, at)?;
            if node.id.is_none() {
                node.set_id(self.expand(active, index, Reading::Document)?.as_text());
            }
        } else if container.typ {
            let types = node(item, at)?.types.get_or_insert_default();
            types.splice(0..0, self.expand(active, index, Reading::Vocab)?.as_text());
        }
        Ok(())
    }
}

/// The node that an item is: only nodes have properties, ids and types.
fn node<'i, 'd>(item: &'i mut Item<'d>, at: Part<'d>) -> Result<&'i mut Object<'d>, Error> {
    match item {
        Item::Node(node) => Ok(node),
        Item::Value(_) | Item::List(_) => Err(at.refused(Fault::InvalidValueObject, "nodes in an object of nodes")),
    }
}
