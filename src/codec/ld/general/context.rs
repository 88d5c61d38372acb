//! Context Processing (JSON-LD 1.1 API, section 4.1.2).

use super::super::definition::Direction;
use super::active::{Active, Reading};
use super::active::{Name, Scoped};
use super::define::Definer;
use super::error::{Error, Place};
use super::fault::Fault;
use super::part::Part;
use super::reference::{is_blank, is_iri, resolve};
use super::{Processor, library};
use crate::codec::json::Kind;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The members of a context, those of an imported one included.
pub(super) type Local<'d> = BTreeMap<&'d str, Part<'d>>;

/// How a context is processed: the standard's optional arguments.
#[derive(Clone, Copy)]
pub(super) struct Manner<'r, 'd> {
    /// What URLs of contexts are relative to.
    pub(super) base: Option<&'d str>,
    /// The URLs of the context documents that led here.
    pub(super) remotes: &'r [&'d str],
    /// Whether protected terms may be given another meaning: inside of a property they may.
    pub(super) overrides: bool,
    /// Whether the context holds in the nodes below too.
    pub(super) propagates: bool,
    /// Whether contexts that led here are processed again.
    pub(super) validates: bool,
}

impl<'d> Manner<'_, 'd> {
    /// As contexts of documents are processed.
    pub(super) fn embedded(base: Option<&'d str>) -> Self {
        Self { base, remotes: &[], overrides: false, propagates: true, validates: true }
    }

    /// As the context scoped to a property is processed.
    pub(super) fn property(scoped: &Scoped<'d>) -> Self {
        Self { overrides: true, ..Self::embedded(scoped.base) }
    }

    /// As the context scoped to a type is processed.
    pub(super) fn typed(scoped: &Scoped<'d>) -> Self {
        Self { propagates: false, ..Self::embedded(scoped.base) }
    }
}

impl<'d> Processor<'d> {
    /// The context that is in force once `local` is applied on `active`.
    pub(super) fn context(
        &self,
        active: &Active<'d>,
        local: Part<'d>,
        manner: Manner<'_, 'd>,
    ) -> Result<Rc<Active<'d>>, Error> {
        // 1
        let result = self.copy(active)?;
        self.apply(result, local, manner).map(Rc::new)
    }

    fn copy(&self, active: &Active<'d>) -> Result<Active<'d>, Error> {
        self.budget.take_copy(active.terms.len())?;
        Ok(active.clone())
    }

    fn apply(&self, mut result: Active<'d>, local: Part<'d>, mut manner: Manner<'_, 'd>) -> Result<Active<'d>, Error> {
        let _level = self.budget.enter(local)?;
        // 2
        if let Some(propagates) = local.get("@propagate") {
            manner.propagates = boolean(propagates, Fault::InvalidPropagateValue)?;
        }
        // 3
        if !manner.propagates && result.previous.is_none() {
            result.previous = Some(Rc::new(self.copy(&result)?));
        }
        // 4
        if local.kind() == Kind::Array && local.node.len() > self.limits.contexts {
            return Err(Error::TooManyContexts { at: Place::of(local), limit: self.limits.contexts });
        }
        // 5
        for context in local.one_or_many() {
            result = match (context.kind(), context.as_str()) {
                (Kind::Null, _) => self.nullify(result, context, manner)?,
                (_, Some(url)) => self.remote(result, url, context, manner)?,
                (Kind::Object, _) => self.definition(result, context, manner)?,
                // 5.3
                _ => return Err(context.refused(Fault::InvalidLocalContext, "null, a URL or an object")),
            };
        }
        // 6
        Ok(result)
    }

    /// 5.1
    fn nullify(&self, result: Active<'d>, at: Part<'d>, manner: Manner<'_, 'd>) -> Result<Active<'d>, Error> {
        // 5.1.1
        if !manner.overrides && result.terms.values().any(|term| term.protected) {
            let expected = "a context that keeps the protected terms";
            return Err(at.refused(Fault::InvalidContextNullification, expected));
        }
        // 5.1.2
        let previous = if manner.propagates { None } else { result.previous };
        Ok(Active { previous, ..Active::initial(result.original) })
    }

    /// 5.2
    fn remote(&self, result: Active<'d>, url: &str, at: Part<'d>, manner: Manner<'_, 'd>) -> Result<Active<'d>, Error> {
        // 5.2.1
        let url = self.address(url, at, manner)?;
        // 5.2.2
        if !manner.validates && manner.remotes.contains(&&*url) {
            return Ok(result);
        }
        // 5.2.3
        if manner.remotes.len() >= self.limits.contexts {
            return Err(Error::TooManyContexts { at: Place::of(at), limit: self.limits.contexts });
        }
        // 5.2.4 to 5.2.6
        let volume: &'d library::Volume = self.library.open(&url, at)?;
        let loaded = volume.context()?;
        let mut remotes = manner.remotes.to_vec();
        remotes.push(&volume.url);
        let inner = Manner { remotes: &remotes, validates: manner.validates, ..Manner::embedded(Some(&volume.url)) };
        self.apply(result, loaded, inner)
    }

    /// The absolute URL of a context that `at` names.
    fn address(&self, url: &str, at: Part<'d>, manner: Manner<'_, 'd>) -> Result<String, Error> {
        let url = manner.base.map_or_else(|| url.to_owned(), |base| resolve(base, url));
        self.budget.take_text(url.len())?;
        if is_iri(&url) { Ok(url) } else { Err(at.refused(Fault::LoadingDocumentFailed, "an absolute URL")) }
    }

    /// 5.4 to 5.13
    fn definition(
        &self,
        mut result: Active<'d>,
        context: Part<'d>,
        manner: Manner<'_, 'd>,
    ) -> Result<Active<'d>, Error> {
        self.budget.take(context.node.len())?;
        let mut local: Local<'d> = context.members().collect();
        // 5.5
        if let Some(version) = local.get("@version")
            && version.node.as_number().is_none_or(|number| number.as_f64() != 1.1)
        {
            return Err(version.refused(Fault::InvalidVersionValue, "the number 1.1"));
        }
        // 5.6
        if let Some(import) = local.get("@import") {
            let mut imported = self.import(*import, manner)?;
            imported.append(&mut local);
            local = imported;
        }
        let protected = match local.get("@protected") {
            Some(protected) => boolean(*protected, Fault::InvalidProtectedValue)?,
            None => false,
        };
        // 5.11, which an imported context may say too
        if let Some(propagates) = local.get("@propagate") {
            boolean(*propagates, Fault::InvalidPropagateValue)?;
        }
        if manner.remotes.is_empty()
            && let Some(base) = local.get("@base")
        {
            self.base(&mut result, *base)?;
        }
        if let Some(vocab) = local.get("@vocab") {
            self.vocab(&mut result, *vocab)?;
        }
        // 5.9
        if let Some(language) = local.get("@language") {
            result.language = nullable(*language, Fault::InvalidDefaultLanguage)?;
        }
        // 5.10
        if let Some(value) = local.get("@direction") {
            result.direction = direction(*value)?;
        }
        // 5.12, 5.13
        Definer::new(self, result, &local, protected, manner).finish()
    }

    /// 5.6
    fn import(&self, import: Part<'d>, manner: Manner<'_, 'd>) -> Result<Local<'d>, Error> {
        // 5.6.2
        let url = import.as_str().ok_or_else(|| import.refused(Fault::InvalidImportValue, "a URL"))?;
        // 5.6.3 to 5.6.5
        let url = self.address(url, import, manner)?;
        let volume: &'d library::Volume = self.library.open(&url, import)?;
        let context = volume.context()?;
        // 5.6.6
        if !context.is_object() {
            return Err(context.refused(Fault::InvalidRemoteContext, "an object, since it is imported"));
        }
        // 5.6.7
        if let Some(again) = context.get("@import") {
            return Err(again.refused(Fault::InvalidContextEntry, "no `@import` in a context that is imported"));
        }
        self.budget.take(context.node.len())?;
        Ok(context.members().collect())
    }

    /// 5.7
    fn base(&self, result: &mut Active<'d>, value: Part<'d>) -> Result<(), Error> {
        let refused = || value.refused(Fault::InvalidBaseIri, "null, an IRI, or a reference where there is a base");
        result.base = match (value.as_str(), &result.base) {
            (None, _) if value.is_null() => None,
            (Some(text), _) if is_iri(text) => Some(text.into()),
            (Some(text), Some(base)) => Some(resolve(base, text).into()),
            _ => return Err(refused()),
        };
        self.budget.take_text(result.base.as_deref().map_or(0, str::len))
    }

    /// 5.8
    fn vocab(&self, result: &mut Active<'d>, value: Part<'d>) -> Result<(), Error> {
        let refused = || value.refused(Fault::InvalidVocabMapping, "null, or what stands for an IRI");
        if value.is_null() {
            result.vocab = None;
            return Ok(());
        }
        let text = value.as_str().ok_or_else(refused)?;
        match self.expand(result, text, Reading::Both)? {
            Name::Iri(iri) if is_iri(&iri) || is_blank(&iri) => result.vocab = Some(iri),
            _ => return Err(refused()),
        }
        Ok(())
    }

    /// IRI Expansion without a local context, paid for.
    pub(super) fn expand(&self, active: &Active<'d>, text: &str, reading: Reading) -> Result<Name, Error> {
        let name = active.expand(text, reading);
        if let Name::Iri(iri) = &name {
            self.budget.take_text(iri.len())?;
        }
        Ok(name)
    }
}

pub(super) fn boolean(value: Part<'_>, fault: Fault) -> Result<bool, Error> {
    value.as_bool().ok_or_else(|| value.refused(fault, "a boolean"))
}

/// A string, or null for none.
pub(super) fn nullable<'d>(value: Part<'d>, fault: Fault) -> Result<Option<&'d str>, Error> {
    match value.as_str() {
        None if !value.is_null() => Err(value.refused(fault, "a string or null")),
        text => Ok(text),
    }
}

/// A direction, or null for none.
pub(super) fn direction(value: Part<'_>) -> Result<Option<Direction>, Error> {
    match value.as_str() {
        Some("ltr") => Ok(Some(Direction::LeftToRight)),
        Some("rtl") => Ok(Some(Direction::RightToLeft)),
        None if value.is_null() => Ok(None),
        _ => Err(value.refused(Fault::InvalidBaseDirection, "`ltr`, `rtl` or null")),
    }
}
