//! What a term stands for: the members of its definition (JSON-LD 1.1 API, section 4.2.2, steps 12 to 20).

use super::super::definition::{Coercion, Container};
use super::active::{Name, Reading, Term, split};
use super::define::Definer;
use super::error::Error;
use super::fault::Fault;
use super::keyword::{Keyword, is_reserved};
use super::part::Part;
use super::reference::{is_blank, is_iri};

impl<'d> Definer<'_, 'd> {
    /// 12
    pub(super) fn coercion(&mut self, value: Part<'d>) -> Result<Coercion, Error> {
        let refused = || value.refused(Fault::InvalidTypeMapping, "an IRI, `@id`, `@vocab`, `@json` or `@none`");
        let text = value.as_str().ok_or_else(refused)?;
        Ok(match self.expand(text)? {
            Name::Keyword(Keyword::Id) => Coercion::Id,
            Name::Keyword(Keyword::Vocab) => Coercion::Vocab,
            Name::Keyword(Keyword::Json) => Coercion::Json,
            Name::Keyword(Keyword::None) => Coercion::None,
            Name::Iri(iri) if is_iri(&iri) => Coercion::Datatype((*iri).into()),
            _ => return Err(refused()),
        })
    }

    /// 13: false for what is kept for keywords to come.
    ///
    /// The standard is done with the term here (13.7). But a property may be its index, and it may be protected: the
    /// steps from 20 on hold for it too.
    pub(super) fn reverse(
        &mut self,
        definition: &mut Term<'d>,
        reverse: Part<'d>,
        part: Part<'d>,
    ) -> Result<bool, Error> {
        // 13.1
        if let Some(beside) = part.get("@id").or_else(|| part.get("@nest")) {
            return Err(beside.refused(Fault::InvalidReverseProperty, "neither `@id` nor `@nest` beside `@reverse`"));
        }
        // 13.2
        let refused = || reverse.refused(Fault::InvalidIriMapping, "what stands for an IRI");
        let text = reverse.as_str().ok_or_else(refused)?;
        // 13.3
        if is_reserved(text) && Keyword::named(text).is_none() {
            return Ok(false);
        }
        // 13.4
        definition.meaning = match self.expand(text)? {
            Name::Iri(iri) if is_iri(&iri) || is_blank(&iri) => Name::Iri(iri),
            _ => return Err(refused()),
        };
        // 13.5
        if let Some(value) = part.get("@container") {
            match value.as_str() {
                Some("@set") => definition.container.set = true,
                Some("@index") => definition.container.index = true,
                None if value.is_null() => {}
                _ => return Err(value.refused(Fault::InvalidReverseProperty, "`@set`, `@index` or null")),
            }
        }
        // 13.6
        definition.reverse = true;
        Ok(true)
    }

    /// 14 to 19: false for what is kept for keywords to come.
    pub(super) fn forward(
        &mut self,
        definition: &mut Term<'d>,
        term: &'d str,
        part: Part<'d>,
        is_simple: bool,
    ) -> Result<bool, Error> {
        let id = if part.is_object() { part.get("@id") } else { Some(part) };
        match id.filter(|id| id.as_str() != Some(term)) {
            // 14.1
            Some(id) if id.is_null() => {}
            Some(id) => {
                let Some(meaning) = self.meaning(term, id)? else { return Ok(false) };
                // 14.2.5
                let opens = |iri: &str| iri.ends_with([':', '/', '?', '#', '[', ']', '@']) || is_blank(iri);
                let is_prefix = is_simple && !term.contains([':', '/']);
                definition.prefix = is_prefix && matches!(&meaning, Name::Iri(iri) if opens(iri));
                definition.meaning = meaning;
            }
            None => definition.meaning = self.own_meaning(term, part)?,
        }
        // 19
        if let Some(value) = part.get("@container") {
            definition.container = container(value)?;
            // 19.4
            if definition.container.typ {
                match definition.coercion {
                    Coercion::Native => definition.coercion = Coercion::Id,
                    Coercion::Id | Coercion::Vocab => {}
                    _ => return Err(value.refused(Fault::InvalidTypeMapping, "`@type` of `@id` or `@vocab` beside it")),
                }
            }
        }
        Ok(true)
    }

    /// 14.2: none for what is kept for keywords to come.
    fn meaning(&mut self, term: &'d str, id: Part<'d>) -> Result<Option<Name>, Error> {
        let refused = || id.refused(Fault::InvalidIriMapping, "what stands for an IRI or a keyword");
        // 14.2.1
        let text = id.as_str().ok_or_else(refused)?;
        // 14.2.2
        if is_reserved(text) && Keyword::named(text).is_none() {
            return Ok(None);
        }
        // 14.2.3
        let meaning = self.expand(text)?;
        match &meaning {
            Name::Keyword(Keyword::Context) => {
                return Err(id.refused(Fault::InvalidKeywordAlias, "another keyword than `@context`"));
            }
            Name::Keyword(_) => {}
            Name::Iri(iri) if is_iri(iri) || is_blank(iri) => {}
            Name::Iri(_) | Name::Nothing => return Err(refused()),
        }
        // 14.2.4
        let inner = term.strip_prefix(':').unwrap_or(term);
        if inner.strip_suffix(':').unwrap_or(inner).contains(':') || term.contains('/') {
            self.defined.insert(term, true);
            if self.expand(term)? != meaning {
                return Err(id.refused(Fault::InvalidIriMapping, "the IRI that the term itself stands for"));
            }
        }
        Ok(Some(meaning))
    }

    /// 15 to 18: the meaning of a term that has none but its own text.
    fn own_meaning(&mut self, term: &'d str, part: Part<'d>) -> Result<Name, Error> {
        let refused = || part.refused_for(term, Fault::InvalidIriMapping, "a term that stands for an IRI");
        // 15
        if let Some((prefix, suffix)) = split(term) {
            if prefix == "_" || suffix.starts_with("//") {
                return Ok(Name::iri(term));
            }
            // 15.1
            self.define(prefix)?;
            // 15.2, 15.3
            return Ok(match self.result.term(prefix).map(|term| &term.meaning) {
                Some(Name::Iri(namespace)) => Name::Iri([namespace, suffix].concat().into()),
                Some(Name::Keyword(_) | Name::Nothing) | None => Name::iri(term),
            });
        }
        // 16
        if term.contains('/') {
            return match self.processor.expand(&self.result, term, Reading::Vocab)? {
                Name::Iri(iri) if is_iri(&iri) => Ok(Name::Iri(iri)),
                _ => Err(refused()),
            };
        }
        // 17
        if term == Keyword::Type.as_str() {
            return Ok(Name::Keyword(Keyword::Type));
        }
        // 18
        let vocab = self.result.vocab.as_deref().ok_or_else(refused)?;
        Ok(Name::Iri([vocab, term].concat().into()))
    }

    /// 20
    pub(super) fn index(&mut self, value: Part<'d>, container: Container) -> Result<&'d str, Error> {
        let refused = || value.refused(Fault::InvalidTermDefinition, "a property, beside `@container` of `@index`");
        let index = value.as_str().filter(|_| container.index).ok_or_else(refused)?;
        match self.expand(index)? {
            Name::Iri(iri) if is_iri(&iri) => Ok(index),
            _ => Err(refused()),
        }
    }
}

/// 19.1 to 19.3
fn container(value: Part<'_>) -> Result<Container, Error> {
    let refused = || value.refused(Fault::InvalidContainerMapping, "a container, or containers that go together");
    let mut container = Container::default();
    let mut count: usize = 0;
    for name in value.one_or_many() {
        count = count.saturating_add(1);
        let flag = match name.as_str() {
            Some("@graph") => &mut container.graph,
            Some("@id") => &mut container.id,
            Some("@index") => &mut container.index,
            Some("@language") => &mut container.language,
            Some("@list") => &mut container.list,
            Some("@set") => &mut container.set,
            Some("@type") => &mut container.typ,
            _ => return Err(refused()),
        };
        if std::mem::replace(flag, true) {
            return Err(refused());
        }
    }
    let Container { set, list, language, index, id, typ, graph } = container;
    let keyed = id != index && !language && !typ;
    let fits = match count {
        0 => false,
        1 => true,
        _ => !list && (set || graph && keyed),
    };
    if fits { Ok(container) } else { Err(refused()) }
}
