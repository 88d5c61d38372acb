//! Context documents through the general JSON-LD processor, the crate `json-ld`.
//!
//! Its types stay in here. Nothing is loaded: a document that names a known context gets the table of it.

use super::context_error::ContextError;
use super::contexts::Contexts;
use super::definition::{Coercion, Container, Definition, Direction, Keyword, Meaning, Term};
use super::error::{Error, cut};
use super::{print, shape};
use crate::base::{iri, limits::Limits};
use crate::codec::json::{Document, Node};
use json_ld::context::NormalTermDefinition;
use json_ld::context_processing::Options;
use json_ld::syntax::{ContainerKind, Nullable, Parse, TryFromJson, Value, context::Context as Syntax};
use json_ld::{BlankIdBuf, Context, Id, IriBuf, NoLoader, Process, Type, ValidId};
use std::collections::BTreeSet;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Poll, Waker};

type Active = Context<IriBuf, BlankIdBuf>;

/// The definitions that the context document `document` makes.
pub(super) fn definitions(document: &[u8], known: &Contexts) -> Result<Arc<[Definition]>, Error> {
    let document = Document::parse(document, &Limits::DEFAULT).map_err(ContextError::from)?;
    let root = document.root();
    let value = root.get("@context").ok_or_else(|| ContextError::Malformed {
        at: "".into(),
        expected: "an object with a member `@context`",
        found: cut(root.source()),
    })?;
    definitions_of(value, known)
}

/// The definitions that the value of a `@context` makes: none for an empty array, else one.
pub(super) fn definitions_of(value: Node<'_>, known: &Contexts) -> Result<Arc<[Definition]>, Error> {
    shape::check(value)?;
    Ok(context(value, &Active::default(), Options::default(), known)?.0)
}

/// Context Processing Algorithm (JSON-LD 1.1 API, section 4.1.2), one context after the other, so that each can be
/// asked for what it adds. The shape check caps the depth.
fn context(
    value: Node<'_>,
    active: &Active,
    options: Options,
    known: &Contexts,
) -> Result<(Arc<[Definition]>, Active), Error> {
    let mut active = active.clone();
    let mut merged: Option<Definition> = None;
    for item in value.one_or_many() {
        if item.is_null() {
            active = step(item, &active, options)?;
            merged = Some(Definition { clears: true, ..Definition::default() });
        } else if let Some(url) = item.as_str() {
            let entry =
                known.find(url).ok_or_else(|| ContextError::Unknown { at: item.pointer().into(), url: cut(url) })?;
            let text = print::document(entry.definitions().map_err(Error::clone)?);
            let document = Document::parse(text.as_bytes(), &Limits::DEFAULT).map_err(ContextError::from)?;
            let inner = document.root().get("@context").unwrap_or(document.root());
            let (definitions, after) = context(inner, &active, options, known)?;
            active = after;
            for definition in &*definitions {
                merge(merged.get_or_insert_default(), definition.clone());
            }
        } else {
            active = step(item, &active, options)?;
            merge(merged.get_or_insert_default(), definition(item, &active, options, known)?);
        }
    }
    if let Some(merged) = &mut merged {
        // 2: only a context that stands alone is asked.
        merged.propagate = value.get("@propagate").and_then(Node::as_bool);
        merged.terms.sort_by(|a, b| a.name.cmp(&b.name));
    }
    Ok((merged.into_iter().collect(), active))
}

/// Applies one context object, or null, to `active`.
fn step(value: Node<'_>, active: &Active, options: Options) -> Result<Active, Error> {
    let reject = |reason: &str| ContextError::Rejected { at: value.pointer().into(), reason: reason.into() };
    let (parsed, _) = Value::parse_str(value.source()).map_err(|_| reject("invalid local context"))?;
    let local = Syntax::try_from_json(parsed).map_err(|error| reject(error.code().as_str()))?;
    let mut vocabulary = ();
    let future = pin!(local.process_full(&mut vocabulary, active, &NoLoader, None, options, ()));
    // Nothing in it waits: the only thing that could is the loader.
    match future.poll(&mut std::task::Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(processed)) => Ok(processed.into_processed()),
        Poll::Ready(Err(error)) => Err(reject(error.code().as_str()).into()),
        Poll::Pending => Err(reject("loading remote context failed").into()),
    }
}

/// What the context object `value` says, `active` being the context after it.
fn definition(value: Node<'_>, active: &Active, options: Options, known: &Contexts) -> Result<Definition, Error> {
    let text = |name| value.get(name).and_then(Node::as_str).map(Box::from);
    let vocab = active.vocabulary().filter(|_| value.get("@vocab").is_some()).map(ToString::to_string);
    let mut definition = Definition {
        vocab: vocab.map(|vocab| absolute(vocab, value)).transpose()?,
        language: text("@language"),
        direction: value.get("@direction").and_then(Node::as_str).map(direction),
        ..Definition::default()
    };
    let protects = |node: Node<'_>| node.get("@protected").and_then(Node::as_bool);
    let all_protected = protects(value).unwrap_or(false);
    for (name, member) in value.members().filter(|(name, _)| !name.starts_with('@')) {
        let reject =
            || ContextError::Rejected { at: member.pointer().into(), reason: "invalid term definition".into() };
        let processed = active.get_normal(name).ok_or_else(reject)?;
        let mut term = term(name, processed, member)?;
        // A term that an earlier one is said with is defined before its turn, and the algorithm forgets to protect it.
        term.protected |= protects(member).unwrap_or(all_protected);
        if let Some(scoped) = member.get("@context") {
            term.scoped = Some(context(scoped, active, options.with_override(), known)?.0);
        }
        definition.terms.push(term);
    }
    Ok(definition)
}

fn term(name: &str, processed: &NormalTermDefinition<IriBuf, BlankIdBuf>, value: Node<'_>) -> Result<Term, Error> {
    let reject = |reason: &str| ContextError::Rejected { at: value.pointer().into(), reason: reason.into() };
    let meaning = match &processed.value {
        Some(json_ld::Term::Id(Id::Valid(ValidId::Iri(iri)))) => Meaning::Iri(absolute(iri.to_string(), value)?),
        Some(json_ld::Term::Keyword(keyword)) => {
            Meaning::Keyword(Keyword::named(keyword.into_str()).ok_or_else(|| reject("invalid keyword alias"))?)
        }
        _ => return Err(reject("invalid IRI mapping").into()),
    };
    Ok(Term {
        prefix: processed.prefix,
        protected: processed.protected,
        reverse: processed.reverse_property,
        coercion: match &processed.typ {
            None => Coercion::Native,
            Some(Type::None) => Coercion::None,
            Some(Type::Id) => Coercion::Id,
            Some(Type::Vocab) => Coercion::Vocab,
            Some(Type::Json) => Coercion::Json,
            Some(Type::Iri(datatype)) => Coercion::Datatype(absolute(datatype.to_string(), value)?),
        },
        container: container(processed.container),
        language: processed.language.as_ref().map(|tag| present(tag.as_ref()).map(|tag| tag.as_str().into())),
        direction: processed.direction.map(|one| present(one).map(|one| direction(one.as_str()))),
        ..Term::of(name, meaning)
    })
}

/// Adds a later context of an array to the earlier ones.
fn merge(before: &mut Definition, later: Definition) {
    if later.clears {
        *before = later;
        return;
    }
    let names: BTreeSet<&str> = later.terms.iter().map(|term| &*term.name).collect();
    before.terms.retain(|term| !names.contains(&*term.name));
    before.terms.extend(later.terms);
    before.vocab = later.vocab.or(before.vocab.take());
    before.language = later.language.or(before.language.take());
    before.direction = later.direction.or(before.direction);
}

fn absolute(iri: String, value: Node<'_>) -> Result<Box<str>, ContextError> {
    if iri::is_absolute(&iri) {
        return Ok(iri.into());
    }
    Err(ContextError::Malformed { at: value.pointer().into(), expected: "an absolute IRI", found: cut(&iri) })
}

fn container(container: json_ld::Container) -> Container {
    let has = |kind| container.contains(kind);
    Container {
        set: has(ContainerKind::Set),
        list: has(ContainerKind::List),
        language: has(ContainerKind::Language),
        index: has(ContainerKind::Index),
        id: has(ContainerKind::Id),
        typ: has(ContainerKind::Type),
        graph: has(ContainerKind::Graph),
    }
}

fn direction(text: &str) -> Direction {
    if text == "rtl" { Direction::RightToLeft } else { Direction::LeftToRight }
}

fn present<T>(value: Nullable<T>) -> Option<T> {
    match value {
        Nullable::Null => None,
        Nullable::Some(value) => Some(value),
    }
}
