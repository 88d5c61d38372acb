//! Expansion (JSON-LD 1.1 API, section 5.1.2) and conversion to RDF (section 8.2) of a credential, in one pass.
//!
//! The numbers in comments are the steps of the Expansion Algorithm.

use super::active::{Active, Budget, Clash, Handle, Slot};
use super::contexts::Contexts;
use super::definition::{Keyword, Meaning};
use super::error::{Error, Place, cut};
use crate::base::iri::is_absolute;
use crate::base::limits::Limits;
use crate::codec::json::Node;
use crate::codec::rdf::{Dataset, Term};

/// How a document is expanded.
#[derive(Debug, Clone, Copy)]
pub struct Expansion<'a> {
    /// The contexts that the document may name.
    pub contexts: &'a Contexts,
    /// Caps: `contexts` and `quads` apply here.
    pub limits: &'a Limits,
    /// This `@context` value holds instead of the document's own: a proof configuration is read under the context of
    /// the document that it secures.
    pub context: Option<Node<'a>>,
    /// Members of the document itself, not of nodes inside, that are left out unread, such as `proof`.
    pub omit: &'a [&'a str],
}

/// The statements that a credential makes: JSON-LD expansion and conversion to RDF without a base IRI, refusing
/// whatever would be lost, or could be spelt in another way under the same signature.
///
/// Every key is a term of the active context; `@context` is the only keyword key, at the root of `document` and of
/// credentials embedded in it, and holds known contexts, nearly always by URL; texts with a language or direction are objects of
/// `@value`, `@language` and `@direction`. Identifiers are absolute IRIs, and so are types that are no terms. `[]` is
/// nothing. A text with a direction gets a datatype of `https://www.w3.org/ns/i18n#`, so that the direction is signed.
///
/// # Errors
///
/// [`Error`] says what cannot be signed, and where.
pub fn expand(document: Node<'_>, options: &Expansion<'_>) -> Result<Dataset, Error> {
    expand_into(Dataset::with_room(options.limits.quads, document.source().len()), document, options, false)
}

/// As [`expand`], with a label for each blank node that says where it comes from: the [offset](Node::offset) of a value and `n` for the
/// object itself, `g` for the graph around it, or `c` and a place for a cell of the list.
#[cfg(feature = "ecdsa")]
pub(crate) fn expand_labelled(document: Node<'_>, options: &Expansion<'_>) -> Result<Dataset, Error> {
    expand_into(Dataset::with_room(options.limits.quads, document.source().len()), document, options, true)
}

/// Whether a document can be [expanded](expand): its statements are looked at and not kept.
///
/// # Errors
///
/// Those of [`expand`].
pub fn check(document: Node<'_>, options: &Expansion<'_>) -> Result<(), Error> {
    expand_into(Dataset::without_text(options.limits.quads), document, options, false).map(drop)
}

fn expand_into(
    mut dataset: Dataset,
    document: Node<'_>,
    options: &Expansion<'_>,
    has_labels: bool,
) -> Result<Dataset, Error> {
    let rdf_type = dataset.absolute_iri(RDF_TYPE);
    let budget = Budget::new(options.contexts.roots());
    Expander { contexts: options.contexts, limits: options.limits, has_labels, budget, dataset, rdf_type }
        .document(document, options)
}

/// The pass under way.
///
/// Its methods call each other once for each level of the document, which `Limits::json_depth` caps before.
pub(super) struct Expander<'a> {
    contexts: &'a Contexts,
    limits: &'a Limits,
    /// Whether blank nodes get labels.
    has_labels: bool,
    pub(super) budget: Budget<'a>,
    pub(super) dataset: Dataset,
    rdf_type: Term,
}

/// The terms in force at a value, and those that come back into force inside the nodes below.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s> {
    pub(super) active: &'s Active,
    pub(super) previous: Option<&'s Active>,
    /// The graph that statements are in, unless it is the default graph.
    pub(super) graph: Option<Term>,
}

/// Where a node stands, which decides about its `@context`.
#[derive(Clone, Copy)]
enum Standing<'a> {
    /// The document; some members are left out.
    Root { omit: &'a [&'a str] },
    /// A node inside, with a `@context` of its own or without.
    Inside { context: Option<Node<'a>> },
}

/// What a value is a blank node as.
#[derive(Clone, Copy)]
pub(super) enum Origin {
    /// An object without an id
    Object,
    /// The graph around an object
    Graph,
    /// The cell at a place of a list
    Cell(usize),
}

impl Expander<'_> {
    fn document(mut self, document: Node<'_>, options: &Expansion<'_>) -> Result<Dataset, Error> {
        if !document.is_object() {
            return Err(Error::Kind { at: Place::of(document), expected: "an object", found: document.kind() });
        }
        let own = Keys::of(document, &Standing::Root { omit: options.omit })?;
        let Some(context) = options.context.or(own.context) else {
            return Err(Error::MissingContext { at: Place::of(document) });
        };
        let initial = Handle::Kept(self.contexts.roots().initial());
        let entered = self.apply(initial, context)?;
        let standing = Standing::Root { omit: options.omit };
        self.body(document, Scope { active: &entered, previous: None, graph: None }, standing)?;
        Ok(self.dataset)
    }

    /// The blank node that a value brings into being as an object, a graph or a cell of a list.
    pub(super) fn blank(&mut self, value: Node<'_>, origin: Origin) -> Term {
        if !self.has_labels {
            return self.dataset.fresh_blank();
        }
        let offset = value.offset();
        match origin {
            Origin::Object => self.dataset.blank(&format!("{offset}n")),
            Origin::Graph => self.dataset.blank(&format!("{offset}g")),
            Origin::Cell(place) => self.dataset.blank(&format!("{offset}c{place}")),
        }
    }

    /// The term for a node that is a value of the property `slot`, if that is a term.
    pub(super) fn node(&mut self, node: Node<'_>, slot: Option<&Slot>, scope: Scope<'_>) -> Result<Term, Error> {
        let keys = Keys::of(node, &Standing::Inside { context: None })?;
        if keys.is_value || is_value(node, scope.active) {
            return self.language_value(node, slot, scope);
        }
        // 7
        let reverted = scope.previous.filter(|_| !is_reference(node, scope.active));
        // 8
        let scoped = slot.filter(|slot| slot.is_scoped());
        let inside = match scoped {
            Some(slot) => scope.active.inside(slot, reverted, &self.budget).map_err(|clash| clash.at(node))?,
            None => Handle::Kept(reverted.unwrap_or(scope.active)),
        };
        let mut previous = if reverted.is_some() { None } else { scope.previous };
        if scoped.is_some_and(|slot| !slot.propagates(true)) {
            previous = previous.or(Some(reverted.unwrap_or(scope.active)));
        }
        // 9
        let standing = Standing::Inside { context: keys.context };
        match keys.context {
            Some(context) => {
                let entered = self.apply(Handle::Kept(&inside), context)?;
                self.body(node, Scope { active: &entered, previous, ..scope }, standing)
            }
            None => self.body(node, Scope { active: &inside, previous, ..scope }, standing),
        }
    }

    /// Applies the `@context` value of a document or an embedded credential.
    fn apply<'s>(&self, mut active: Handle<'s>, context: Node<'_>) -> Result<Handle<'s>, Error> {
        if context.is_array() && context.len() > self.limits.contexts {
            let (limit, found) = (self.limits.contexts, context.len());
            return Err(Error::TooManyContexts { at: Place::of(context), limit, found });
        }
        for context in context.one_or_many() {
            let entry = match context.as_str() {
                Some(url) => self
                    .contexts
                    .find(url)
                    .ok_or_else(|| Error::UnknownContext { at: Place::of(context), url: cut(url) })?,
                None if context.is_object() => self
                    .contexts
                    .find_inline(context)
                    .map_err(|sha256| Error::InlineContext { at: Place::of(context), sha256: sha256.into() })?,
                None => return Err(unfit(context, "the URL of a known context")),
            };
            let definitions = entry.definitions().map_err(Error::clone)?;
            if definitions.iter().any(|definition| definition.propagate == Some(false)) {
                let feature = "`@propagate` in a context that a document names";
                return Err(Error::Unsupported { at: Place::of(context), feature });
            }
            active = active.then(definitions, &self.budget).map_err(|clash| clash.at(context))?;
        }
        Ok(active)
    }

    /// 10 to 14, with `scope` as it is before the types are looked at.
    fn body(&mut self, node: Node<'_>, scope: Scope<'_>, standing: Standing<'_>) -> Result<Term, Error> {
        let untyped = scope.active;
        let (typed, propagates) = self.typed(node, untyped)?;
        let previous = if propagates { scope.previous } else { scope.previous.or(Some(untyped)) };
        let scope = Scope { active: &typed, previous, graph: scope.graph };
        let before = self.dataset.len();
        let id = typed.id_keys.iter().find_map(|key| Some((&**key, node.get(key)?)));
        let subject = match id {
            Some((_, id)) => self.id(id, scope.active)?,
            None => self.blank(node, Origin::Object),
        };
        let mut is_credential = false;
        for (name, value) in node.members() {
            match standing {
                Standing::Root { omit } if omit.contains(&name) => continue,
                _ if name == "@context" => continue,
                _ => {}
            }
            let slot = typed.slot(name);
            match slot.map(Slot::meaning) {
                Some(Meaning::Iri(iri)) => self.property(subject, iri, slot, value, scope)?,
                Some(Meaning::Keyword(Keyword::Id)) if id.is_some_and(|(key, _)| key == name) => {}
                Some(Meaning::Keyword(keyword @ Keyword::Id)) => {
                    return Err(Error::CollidingKeywords { at: Place::of(value), keyword: *keyword });
                }
                Some(Meaning::Keyword(Keyword::Type)) => {
                    is_credential |= self.types(subject, value, untyped, scope)?;
                }
                Some(Meaning::Keyword(_)) => {
                    return Err(Error::KeywordKey { at: Place::of(value), key: cut(name) });
                }
                Some(Meaning::Nothing) => {
                    return Err(Error::UndefinedTerm { at: Place::of(value), term: cut(name) });
                }
                None => {
                    let iri = vocab_iri(name, &typed).ok_or_else(|| undefined(name, value))?;
                    self.property(subject, &iri, None, value, scope)?;
                }
            }
        }
        match standing {
            Standing::Inside { context: Some(context) } if !is_credential => {
                Err(Error::NestedContext { at: Place::of(context) })
            }
            // A node object of only an id says nothing where no property leads to it.
            Standing::Root { .. } if id.is_some() && self.dataset.len() == before => {
                Err(Error::Unsigned { at: Place::of(node) })
            }
            _ => Ok(subject),
        }
    }

    /// 11: the terms in force once the contexts scoped to the node's types are applied, in lexicographical order of
    /// the types, and whether they hold in the nodes below too.
    fn typed<'s>(&self, node: Node<'_>, untyped: &'s Active) -> Result<(Handle<'s>, bool), Error> {
        let mut first = None;
        let mut more = Vec::new();
        for name in untyped.type_keys.iter().filter_map(|key| node.get(key)).flat_map(Node::one_or_many) {
            let text = name.as_str().ok_or_else(|| unfit(name, "a type as a string"))?;
            match untyped.slot(text) {
                Some(slot) if slot.is_scoped() && first.is_none() => first = Some((slot, name)),
                Some(slot) if slot.is_scoped() => more.push((slot, name)),
                Some(_) => {}
                // Said here, before words are missed that the right type would have brought.
                None if untyped.vocab.is_none() && !text.contains(':') => {
                    return Err(Error::UndefinedType { at: Place::of(name), name: cut(text) });
                }
                None => {}
            }
        }
        let Some((slot, name)) = first else { return Ok((Handle::Kept(untyped), true)) };
        if more.is_empty() {
            let typed = Handle::Kept(untyped).typed(slot, &self.budget).map_err(|clash| clash.at(name))?;
            return Ok((typed, slot.propagates(false)));
        }
        more.push((slot, name));
        more.sort_by(|(one, _), (other, _)| one.name().cmp(other.name()));
        more.dedup_by(|(one, _), (other, _)| one.name() == other.name());
        let mut typed = Handle::Kept(untyped);
        for (slot, name) in &more {
            if slot.propagates(false) {
                let feature = "`@propagate` in one of several contexts scoped to types";
                return Err(Error::Unsupported { at: Place::of(*name), feature });
            }
            typed = typed.typed(slot, &self.budget).map_err(|clash| clash.at(*name))?;
        }
        Ok((typed, false))
    }

    /// States the types and returns whether one says that the node is a credential, which has contexts of its own.
    fn types(&mut self, subject: Term, value: Node<'_>, active: &Active, scope: Scope<'_>) -> Result<bool, Error> {
        let mut is_credential = false;
        for name in value.one_or_many() {
            let Some(text) = name.as_str() else {
                return Err(unfit(name, "a type as a string"));
            };
            let object = match active.slot(text).map(Slot::meaning) {
                Some(Meaning::Iri(iri)) => {
                    is_credential |= CREDENTIALS.contains(&&**iri);
                    self.dataset.absolute_iri(iri)
                }
                Some(_) => return Err(Error::UndefinedType { at: Place::of(name), name: cut(text) }),
                None => self.type_iri(text, name, active)?,
            };
            self.dataset.state(subject, self.rdf_type, object, scope.graph)?;
        }
        Ok(is_credential)
    }

    /// A type that is no term: an absolute IRI that no term stands for, or a word under `@vocab`.
    fn type_iri(&mut self, text: &str, name: Node<'_>, active: &Active) -> Result<Term, Error> {
        let undefined = || Error::UndefinedType { at: Place::of(name), name: cut(text) };
        if !text.contains(':') {
            let iri = vocab_iri(text, active).ok_or_else(undefined)?;
            return Ok(self.dataset.absolute_iri(&iri));
        }
        if let Some(slot) = active.slot_of(text) {
            return Err(Error::SecondName { at: Place::of(name), found: cut(text), usual: slot.name().into() });
        }
        self.iri(text, name, active)
    }
}

impl Clash {
    /// The error, for the value that names the context or brings it into force.
    pub(super) fn at(self, node: Node<'_>) -> Error {
        let at = Place::of(node);
        match self {
            Self::Redefinition { term } => Error::Redefinition { at, term },
            Self::Nullification => Error::Nullification { at },
        }
    }
}

/// The keyword keys of an object.
struct Keys<'d> {
    context: Option<Node<'d>>,
    is_value: bool,
}

impl<'d> Keys<'d> {
    fn of(node: Node<'d>, standing: &Standing<'_>) -> Result<Self, Error> {
        let mut keys = Self { context: None, is_value: false };
        for (name, value) in node.members().filter(|(name, _)| name.starts_with('@')) {
            match (name, standing) {
                (_, Standing::Root { omit }) if omit.contains(&name) => {}
                ("@context", _) => keys.context = Some(value),
                ("@value", Standing::Inside { .. }) => keys.is_value = true,
                ("@language" | "@direction", Standing::Inside { .. }) if node.get("@value").is_some() => {}
                _ => return Err(Error::KeywordKey { at: Place::of(value), key: cut(name) }),
            }
        }
        Ok(keys)
    }
}

/// Whether an alias makes `node` a value object.
fn is_value(node: Node<'_>, active: &Active) -> bool {
    active.value_keys.iter().any(|key| node.get(key).is_some())
}

/// Whether `node` is nothing but an id.
fn is_reference(node: Node<'_>, active: &Active) -> bool {
    node.len() == 1 && active.id_keys.iter().any(|key| node.get(key).is_some())
}

/// The IRI of a word that is no term under `@vocab`, unless a term stands for it.
pub(super) fn vocab_iri(word: &str, active: &Active) -> Option<String> {
    let vocab = active.vocab.as_deref()?;
    if word.is_empty() || word.contains(':') {
        return None;
    }
    let iri = format!("{vocab}{word}");
    (is_absolute(&iri) && active.slot_of(&iri).is_none()).then_some(iri)
}

/// The error for a value of the wrong kind.
pub(super) fn unfit(node: Node<'_>, expected: &'static str) -> Error {
    let at = Place::of(node);
    if node.is_null() { Error::Null { at } } else { Error::Kind { at, expected, found: node.kind() } }
}

fn undefined(name: &str, value: Node<'_>) -> Error {
    let at = Place::of(value);
    if name.contains(':') { Error::IriKey { at, key: cut(name) } } else { Error::UndefinedTerm { at, term: cut(name) } }
}

pub(super) const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
/// Types of nodes that may have a `@context` of their own.
const CREDENTIALS: [&str; 2] = [
    "https://www.w3.org/2018/credentials#VerifiableCredential",
    "https://www.w3.org/2018/credentials#EnvelopedVerifiableCredential",
];
