//! Expansion of the members of an object (JSON-LD 1.1 API, section 5.1.2, steps 13 and 14).

use super::super::definition::Coercion;
use super::Processor;
use super::active::{Name, Reading, Term};
use super::context::direction;
use super::draft::Draft;
use super::element::{Frame, Under};
use super::error::Error;
use super::fault::Fault;
use super::item::{Content, Item, List, Literal, Object, Outcome};
use super::keyword::Keyword;
use super::part::Part;
use crate::codec::json::Kind;
use std::rc::Rc;

impl<'d> Processor<'d> {
    /// 13 and 14
    pub(super) fn members(&self, draft: &mut Draft<'d>, element: Part<'d>, frame: Frame<'_, 'd>) -> Result<(), Error> {
        let mut nests = Vec::new();
        for (key, value) in element.members() {
            // 13.1
            if key == "@context" {
                continue;
            }
            // 13.2, 13.3
            match self.expand(frame.active, key, Reading::Vocab)? {
                // 13.4.14
                Name::Keyword(Keyword::Nest) if frame.under != Under::Reverse => nests.push((key, value)),
                Name::Keyword(keyword) => self.keyword(draft, keyword, value, frame)?,
                Name::Iri(iri) if iri.contains(':') => self.property(draft, key, iri, value, frame)?,
                Name::Iri(_) | Name::Nothing => {}
            }
        }
        // 14
        for (key, value) in nests {
            self.nested(draft, key, value, frame)?;
        }
        Ok(())
    }

    /// 13.4
    fn keyword(
        &self,
        draft: &mut Draft<'d>,
        keyword: Keyword,
        value: Part<'d>,
        frame: Frame<'_, 'd>,
    ) -> Result<(), Error> {
        let Frame { active, under, .. } = frame;
        // 13.4.1
        if under == Under::Reverse {
            return Err(value.refused_for(keyword.as_str(), Fault::InvalidReversePropertyMap, "properties"));
        }
        // 13.4.2
        if draft.has(keyword) {
            return Err(value.refused_for(keyword.as_str(), Fault::CollidingKeywords, "one key for the keyword"));
        }
        let text = |fault, expected| value.as_str().ok_or_else(|| value.refused(fault, expected));
        match keyword {
            // 13.4.3
            Keyword::Id => {
                let id = text(Fault::InvalidIdValue, "a string")?;
                draft.object.set_id(self.expand(active, id, Reading::Document)?.as_text());
            }
            // 13.4.4
            Keyword::Type => self.types(draft, value, frame)?,
            // 13.4.5
            Keyword::Graph => {
                draft.object.graph = Some(self.element(active, Under::Graph, value, false)?.into_items());
            }
            // 13.4.6
            Keyword::Included => self.included(draft, value, frame)?,
            // 13.4.7
            Keyword::Value => draft.value = Some(content(value, frame.is_json)?),
            // 13.4.8
            Keyword::Language => {
                draft.language = Some(text(Fault::InvalidLanguageTaggedString, "a language tag")?);
            }
            // 13.4.9
            Keyword::Direction => {
                let given =
                    direction(value)?.ok_or_else(|| value.refused(Fault::InvalidBaseDirection, "`ltr` or `rtl`"));
                draft.direction = Some(given?);
            }
            // 13.4.10
            Keyword::Index => draft.object.index = Some(text(Fault::InvalidIndexValue, "a string")?),
            // 13.4.11
            Keyword::List if under.is_free() => {}
            Keyword::List => draft.list = Some(self.element(active, under, value, false)?.into_items()),
            // 13.4.12
            Keyword::Set => draft.set = Some(self.element(active, under, value, false)?),
            // 13.4.13
            Keyword::Reverse => self.reverse(draft, value, frame)?,
            // What says something in contexts only.
            Keyword::Base
            | Keyword::Container
            | Keyword::Context
            | Keyword::Import
            | Keyword::Json
            | Keyword::Nest
            | Keyword::None
            | Keyword::Prefix
            | Keyword::Propagate
            | Keyword::Protected
            | Keyword::Version
            | Keyword::Vocab => {}
        }
        Ok(())
    }

    /// 13.4.4
    fn types(&self, draft: &mut Draft<'d>, value: Part<'d>, frame: Frame<'_, 'd>) -> Result<(), Error> {
        let mut types = Vec::new();
        for name in value.one_or_many() {
            let refused = || name.refused(Fault::InvalidTypeValue, "a string, or an array of strings");
            let text = name.as_str().ok_or_else(refused)?;
            types.extend(self.expand(frame.untyped, text, Reading::Both)?.as_text());
        }
        let had = draft.object.types.is_some();
        draft.has_type_array |= had || value.kind() == Kind::Array;
        draft.object.types.get_or_insert_default().extend(types);
        Ok(())
    }

    /// 13.4.6
    fn included(&self, draft: &mut Draft<'d>, value: Part<'d>, frame: Frame<'_, 'd>) -> Result<(), Error> {
        let refused = || value.refused(Fault::InvalidIncludedValue, "nodes");
        let outcome = self.element(frame.active, Under::Nothing, value, false)?;
        if matches!(outcome, Outcome::Nothing) {
            return Err(refused());
        }
        let included = draft.object.included.get_or_insert_default();
        for item in outcome.into_items() {
            match item {
                Item::Node(node) => included.push(node),
                Item::Value(_) | Item::List(_) => return Err(refused()),
            }
        }
        Ok(())
    }

    /// 13.4.13
    fn reverse(&self, draft: &mut Draft<'d>, value: Part<'d>, frame: Frame<'_, 'd>) -> Result<(), Error> {
        // 13.4.13.1
        if !value.is_object() {
            return Err(value.refused(Fault::InvalidReverseValue, "an object"));
        }
        // 13.4.13.2
        let outcome = self.element(frame.active, Under::Reverse, value, false)?;
        for item in outcome.into_items() {
            // Without keywords in it, an object is a node.
            let Item::Node(node) = item else { continue };
            // 13.4.13.3
            for (property, nodes) in node.reverse.into_iter().flatten() {
                draft.add(property, nodes.into_iter().map(Item::Node).collect());
            }
            // 13.4.13.4
            for (property, items) in node.properties {
                draft.add_reverse(property, items, value)?;
            }
        }
        Ok(())
    }

    /// 13.5 to 13.14
    fn property(
        &self,
        draft: &mut Draft<'d>,
        key: &'d str,
        iri: Rc<str>,
        value: Part<'d>,
        frame: Frame<'_, 'd>,
    ) -> Result<(), Error> {
        let term = frame.active.term(key).map(|term| &**term);
        // 13.10
        let Some(items) = self.values(key, term, value, frame)? else { return Ok(()) };
        // 13.13
        if term.is_some_and(|term| term.reverse) {
            return draft.add_reverse(iri, items, value);
        }
        // 13.14
        draft.add(iri, items);
        Ok(())
    }

    /// 13.6 to 13.12: none where the property is to be left out.
    fn values(
        &self,
        key: &'d str,
        term: Option<&Term<'d>>,
        value: Part<'d>,
        frame: Frame<'_, 'd>,
    ) -> Result<Option<Vec<Item<'d>>>, Error> {
        let container = term.map(|term| term.container).unwrap_or_default();
        let outcome = match term {
            // 13.6
            Some(term) if term.coercion == Coercion::Json => Outcome::One(Item::Value(Literal {
                datatype: Some(Keyword::Json.as_str().into()),
                ..Literal::new(Content::Json(value.node))
            })),
            // 13.7
            Some(term) if container.language && value.is_object() => {
                Outcome::Many(self.language_map(term, value, frame)?)
            }
            // 13.8
            Some(term) if (container.index || container.typ || container.id) && value.is_object() => {
                Outcome::Many(self.map(key, term, value, frame)?)
            }
            // 13.9
            _ => self.element(frame.active, Under::Key(key), value, false)?,
        };
        Ok(match outcome {
            // 13.10
            Outcome::Nothing => None,
            // 13.11
            Outcome::One(list @ Item::List(_)) if container.list => Some(vec![list]),
            outcome if container.list => Some(vec![Item::List(List { items: outcome.into_items(), index: None })]),
            // 13.12
            outcome if container.graph && !container.id && !container.index => {
                Some(outcome.into_items().into_iter().map(graph).collect())
            }
            outcome => Some(outcome.into_items()),
        })
    }
}

/// The graph object that holds `item`.
pub(super) fn graph(item: Item<'_>) -> Item<'_> {
    Item::Node(Object { graph: Some(vec![item]), ..Object::default() })
}

/// 13.4.7
fn content(value: Part<'_>, is_json: bool) -> Result<Option<Content<'_>>, Error> {
    // 13.4.7.1
    if is_json {
        return Ok(Some(Content::Json(value.node)));
    }
    // 13.4.7.4
    if value.is_null() {
        return Ok(None);
    }
    // 13.4.7.2
    let refused = || value.refused(Fault::InvalidValueObjectValue, "a string, a number, a boolean or null");
    scalar(value).map(Some).ok_or_else(refused)
}

/// A string, number or boolean as the content of a value.
pub(super) fn scalar(value: Part<'_>) -> Option<Content<'_>> {
    let text = value.as_str().map(Content::Text);
    text.or_else(|| value.node.as_number().map(Content::Number)).or_else(|| value.as_bool().map(Content::Bool))
}
