//! Create Term Definition (JSON-LD 1.1 API, section 4.2.2), and IRI Expansion (5.2.2) while a context is read.

use super::super::definition::{Coercion, Container};
use super::Processor;
use super::active::{Active, Name, Reading, Scoped, Term, split};
use super::context::{Local, Manner, boolean, direction, nullable};
use super::error::Error;
use super::fault::Fault;
use super::keyword::{Keyword, is_reserved};
use super::part::Part;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The terms of one context, being defined.
pub(super) struct Definer<'p, 'd> {
    pub(super) processor: &'p Processor<'d>,
    pub(super) result: Active<'d>,
    local: &'p Local<'d>,
    /// Whether terms are protected that do not say.
    protected: bool,
    manner: Manner<'p, 'd>,
    /// Terms whose definition has begun, and whether it is done.
    pub(super) defined: BTreeMap<&'d str, bool>,
}

/// Members of a context that are no terms.
const SETTINGS: [&str; 8] =
    ["@base", "@direction", "@import", "@language", "@propagate", "@protected", "@version", "@vocab"];

/// Members of a term definition.
const MEMBERS: [&str; 11] = [
    "@id",
    "@reverse",
    "@container",
    "@context",
    "@direction",
    "@index",
    "@language",
    "@nest",
    "@prefix",
    "@protected",
    "@type",
];

impl<'p, 'd> Definer<'p, 'd> {
    pub(super) fn new(
        processor: &'p Processor<'d>,
        result: Active<'d>,
        local: &'p Local<'d>,
        protected: bool,
        manner: Manner<'p, 'd>,
    ) -> Self {
        Self { processor, result, local, protected, manner, defined: BTreeMap::new() }
    }

    /// Context Processing, 5.13
    pub(super) fn finish(mut self) -> Result<Active<'d>, Error> {
        let local = self.local;
        for name in local.keys().filter(|name| !SETTINGS.contains(name)) {
            self.define(name)?;
        }
        Ok(self.result)
    }

    /// Defines `term` if the local context does; `term` may come from a value.
    pub(super) fn define(&mut self, term: &str) -> Result<(), Error> {
        let Some((term, part)) = self.local.get_key_value(term).map(|(term, part)| (*term, *part)) else {
            return Ok(());
        };
        // 1
        match self.defined.get(term) {
            Some(true) => return Ok(()),
            Some(false) => {
                return Err(part.refused_for(
                    term,
                    Fault::CyclicIriMapping,
                    "a term that is not said by way of itself",
                ));
            }
            None => {}
        }
        // 2
        if term.is_empty() {
            return Err(part.refused_for(term, Fault::InvalidTermDefinition, "a term that is not empty"));
        }
        self.processor.budget.take_text(part.node.source().len())?;
        let _level = self.processor.budget.enter(part)?;
        self.defined.insert(term, false);
        // 4
        if term == Keyword::Type.as_str() {
            check_type_definition(part)?;
        } else if Keyword::named(term).is_some() {
            // 5
            return Err(part.refused_for(term, Fault::KeywordRedefinition, "a term that is no keyword"));
        } else if is_reserved(term) {
            return Ok(());
        }
        // 6
        let previous = self.result.terms.remove(term);
        let previous = previous.filter(|previous| previous.protected && !self.manner.overrides);
        let definition = match (self.definition(term, part)?, previous) {
            (None, None) => return Ok(()),
            (Some(definition), None) => Rc::new(definition),
            // 27
            (definition, Some(previous)) => {
                let weight = definition.as_ref().map_or(0, Term::weight);
                self.processor.budget.take_text(weight.saturating_add(previous.weight()))?;
                // 27.1; what is kept for keywords to come would undo the term, too
                if definition.is_none_or(|definition| !definition.is_same(&previous)) {
                    let expected = "the protected term to keep its meaning";
                    return Err(part.refused_for(term, Fault::ProtectedTermRedefinition, expected));
                }
                // 27.2
                previous
            }
        };
        // 28
        self.result.terms.insert(term, definition);
        self.defined.insert(term, true);
        Ok(())
    }

    /// 7 to 26: none for what is kept for keywords to come.
    fn definition(&mut self, term: &'d str, part: Part<'d>) -> Result<Option<Term<'d>>, Error> {
        // 7 to 9
        let simple = part.as_str().is_some();
        if !simple && !part.is_null() && !part.is_object() {
            return Err(part.refused(Fault::InvalidTermDefinition, "null, a string or an object"));
        }
        let entry = |name: &str| if part.is_object() { part.get(name) } else { Some(part).filter(|_| name == "@id") };
        // 10
        let mut definition = Term {
            meaning: Name::Nothing,
            prefix: false,
            protected: self.protected,
            reverse: false,
            coercion: Coercion::Native,
            container: Container::default(),
            language: None,
            direction: None,
            index: None,
            nest: None,
            scoped: None,
        };
        // 11
        if let Some(protected) = entry("@protected") {
            definition.protected = boolean(protected, Fault::InvalidProtectedValue)?;
        }
        // 12
        if let Some(value) = entry("@type") {
            definition.coercion = self.coercion(value)?;
        }
        let settled = match entry("@reverse") {
            Some(reverse) => self.reverse(&mut definition, reverse, part)?,
            None => self.forward(&mut definition, term, part, simple)?,
        };
        if !settled {
            return Ok(None);
        }
        // 20
        if let Some(value) = entry("@index") {
            definition.index = Some(self.index(value, definition.container)?);
        }
        // 21
        if let Some(context) = entry("@context") {
            let scoped = Scoped { context, base: self.manner.base };
            let manner = Manner { remotes: self.manner.remotes, validates: false, ..Manner::property(&scoped) };
            self.processor.context(&self.result, context, manner).map_err(Error::in_scope)?;
            definition.scoped = Some(scoped);
        }
        if entry("@type").is_none() {
            // 22
            if let Some(language) = entry("@language") {
                definition.language = Some(nullable(language, Fault::InvalidLanguageMapping)?);
            }
            // 23
            definition.direction = entry("@direction").map(direction).transpose()?;
        }
        // 24
        if let Some(value) = entry("@nest") {
            let nest = value.as_str().filter(|text| *text == "@nest" || Keyword::named(text).is_none());
            let refused = || value.refused(Fault::InvalidNestValue, "`@nest` or a term");
            definition.nest = Some(nest.ok_or_else(refused)?);
        }
        // 25
        if let Some(value) = entry("@prefix") {
            let refused = || value.refused_for(term, Fault::InvalidTermDefinition, "a term that can be a prefix");
            definition.prefix = boolean(value, Fault::InvalidPrefixValue)?;
            let is_keyword = matches!(definition.meaning, Name::Keyword(_));
            if term.contains([':', '/']) || definition.prefix && is_keyword {
                return Err(refused());
            }
        }
        // 26
        if let Some((name, value)) = part.members().find(|(name, _)| !MEMBERS.contains(name)) {
            return Err(value.refused_for(name, Fault::InvalidTermDefinition, "a member of a term definition"));
        }
        Ok(Some(definition))
    }

    /// IRI Expansion of a key or a type (5.2.2), which defines the terms that it is said with first.
    pub(super) fn expand(&mut self, text: &str) -> Result<Name, Error> {
        // 3
        if Keyword::named(text).is_none() && !is_reserved(text) {
            self.define(text)?;
            // 6.3
            if self.result.term(text).is_none()
                && let Some((prefix, suffix)) = split(text)
                && prefix != "_"
                && !suffix.starts_with("//")
            {
                self.define(prefix)?;
            }
        }
        self.processor.expand(&self.result, text, Reading::Vocab)
    }
}

/// 4
fn check_type_definition(part: Part<'_>) -> Result<(), Error> {
    let fits = |(name, value): (&str, Part<'_>)| match name {
        "@container" => value.as_str() == Some("@set"),
        "@protected" => true,
        _ => false,
    };
    if part.is_object() && !part.node.is_empty() && part.members().all(fits) {
        return Ok(());
    }
    Err(part.refused(Fault::KeywordRedefinition, "an object of `@container` of `@set`, `@protected` or both"))
}
