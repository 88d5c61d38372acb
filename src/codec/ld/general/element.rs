//! Expansion (JSON-LD 1.1 API, section 5.1.2), but for the members of objects. The numbers are its steps.

use super::Processor;
use super::active::{Active, Scoped, Term};
use super::context::Manner;
use super::draft::Draft;
use super::error::Error;
use super::fault::Fault;
use super::item::{Item, List, Outcome};
use super::keyword::Keyword;
use super::member::scalar;
use super::part::Part;
use std::rc::Rc;

/// The standard's active property: what the value at hand is a value of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Under<'d> {
    /// Nothing: the document itself, and `@included`.
    Nothing,
    /// `@graph`
    Graph,
    /// `@reverse`
    Reverse,
    /// A key that stands for a property.
    Key(&'d str),
}

impl<'d> Under<'d> {
    /// Whether values that are no nodes say nothing here.
    pub(super) fn is_free(self) -> bool {
        matches!(self, Self::Nothing | Self::Graph)
    }

    pub(super) fn term<'a>(self, active: &'a Active<'d>) -> Option<&'a Rc<Term<'d>>> {
        match self {
            Self::Key(key) => active.term(key),
            Self::Nothing | Self::Graph | Self::Reverse => None,
        }
    }

    /// 3
    fn scoped(self, active: &Active<'d>) -> Option<Scoped<'d>> {
        self.term(active)?.scoped
    }
}

/// What holds for the members of one object.
#[derive(Clone, Copy)]
pub(super) struct Frame<'s, 'd> {
    pub(super) under: Under<'d>,
    pub(super) active: &'s Rc<Active<'d>>,
    /// The context before those scoped to the types.
    pub(super) untyped: &'s Rc<Active<'d>>,
    /// Whether the object says that its value is JSON.
    pub(super) is_json: bool,
}

impl<'d> Processor<'d> {
    /// Expands `element`; `is_in_map` says that it is a value of an object by id or type.
    pub(super) fn element(
        &self,
        active: &Rc<Active<'d>>,
        under: Under<'d>,
        element: Part<'d>,
        is_in_map: bool,
    ) -> Result<Outcome<'d>, Error> {
        // 1
        if element.is_null() {
            return Ok(Outcome::Nothing);
        }
        if element.is_scalar() {
            return self.scalar(active, under, element);
        }
        if element.is_object() {
            return self.object(active, under, element, is_in_map);
        }
        // 5
        let is_list = under.term(active).is_some_and(|term| term.container.list);
        let mut result = Vec::new();
        for item in element.one_or_many() {
            match self.element(active, under, item, is_in_map)? {
                Outcome::Nothing => {}
                Outcome::One(item) => result.push(item),
                // 5.2.2
                Outcome::Many(items) if is_list => result.push(Item::List(List { items, index: None })),
                Outcome::Many(items) => result.extend(items),
            }
        }
        Ok(Outcome::Many(result))
    }

    /// 4
    fn scalar(&self, active: &Rc<Active<'d>>, under: Under<'d>, element: Part<'d>) -> Result<Outcome<'d>, Error> {
        // 4.1
        if under.is_free() {
            return Ok(Outcome::Nothing);
        }
        // 4.2
        let active = self.in_property(active, under.scoped(active))?;
        // 4.3
        let Some(content) = scalar(element) else { return Ok(Outcome::Nothing) };
        self.value(&active, under, content).map(Outcome::One)
    }

    /// 4.2, 8: the context with the one scoped to the property applied.
    fn in_property(&self, active: &Rc<Active<'d>>, scoped: Option<Scoped<'d>>) -> Result<Rc<Active<'d>>, Error> {
        match scoped {
            Some(scoped) => self.context(active, scoped.context, Manner::property(&scoped)),
            None => Ok(active.clone()),
        }
    }

    /// 6 to 20
    fn object(
        &self,
        active: &Rc<Active<'d>>,
        under: Under<'d>,
        element: Part<'d>,
        is_in_map: bool,
    ) -> Result<Outcome<'d>, Error> {
        // 3
        let scoped = under.scoped(active);
        // 7
        let mut active = active;
        if let Some(previous) = active.previous.as_ref().filter(|_| !is_in_map)
            && !is_value_or_reference(active, element)
        {
            active = previous;
        }
        // 8
        let mut active = self.in_property(active, scoped)?;
        // 9
        if let Some(context) = element.get("@context") {
            active = self.context(&active, context, Manner::embedded(self.base))?;
        }
        // 10
        let untyped = active.clone();
        // 11
        let active = self.typed(active, element)?;
        // 12
        let mut types = type_members(&active, element);
        types.sort_unstable_by_key(|(key, _)| *key);
        let last = types.first().and_then(|(_, value)| value.one_or_many().last()).and_then(Part::as_str);
        let is_json = last.is_some_and(|last| active.keyword(last) == Some(Keyword::Json));
        // 13, 14
        let mut draft = Draft::default();
        self.members(&mut draft, element, Frame { under, active: &active, untyped: &untyped, is_json })?;
        // 15 to 20
        draft.finish(under, element)
    }

    /// 11
    fn typed(&self, untyped: Rc<Active<'d>>, element: Part<'d>) -> Result<Rc<Active<'d>>, Error> {
        let mut active = untyped.clone();
        let mut members = type_members(&untyped, element);
        members.sort_unstable_by_key(|(key, _)| *key);
        for (_, value) in members {
            // 11.1, 11.2
            let mut names: Vec<&str> = value.one_or_many().filter_map(Part::as_str).collect();
            names.sort_unstable();
            for name in names {
                if let Some(scoped) = untyped.term(name).and_then(|term| term.scoped) {
                    active = self.context(&active, scoped.context, Manner::typed(&scoped))?;
                }
            }
        }
        Ok(active)
    }

    /// 14: what is nested is as if it stood where it is nested.
    pub(super) fn nested(
        &self,
        draft: &mut Draft<'d>,
        key: &'d str,
        value: Part<'d>,
        frame: Frame<'_, 'd>,
    ) -> Result<(), Error> {
        for nested in value.one_or_many() {
            // 14.2.1
            let has_value = |active: &Active<'d>| nested.members().any(|(key, _)| is_value_key(active, key));
            if !nested.is_object() || has_value(frame.active) {
                return Err(nested.refused(Fault::InvalidNestValue, "an object without a value"));
            }
            // 14.2.2, with the context scoped to the key (steps 3 and 8), as the errata have it
            let under = Under::Key(key);
            let active = self.in_property(frame.active, under.scoped(frame.active))?;
            self.members(draft, nested, Frame { under, active: &active, ..frame })?;
        }
        Ok(())
    }
}

/// The members that say what types an object has.
fn type_members<'d>(active: &Active<'d>, element: Part<'d>) -> Vec<(&'d str, Part<'d>)> {
    element.members().filter(|(key, _)| active.keyword(key) == Some(Keyword::Type)).collect()
}

fn is_value_key(active: &Active<'_>, key: &str) -> bool {
    active.keyword(key) == Some(Keyword::Value)
}

/// 7: whether an object is a value, or nothing but an id.
fn is_value_or_reference<'d>(active: &Active<'d>, element: Part<'d>) -> bool {
    let mut members = element.members();
    match members.next() {
        Some((key, _)) if element.node.len() == 1 && active.keyword(key) == Some(Keyword::Id) => true,
        Some((key, _)) => is_value_key(active, key) || members.any(|(key, _)| is_value_key(active, key)),
        None => false,
    }
}
