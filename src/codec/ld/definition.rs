//! A context as its terms mean it: what a published context document says once every IRI is written out.
//!
//! Bundled tables and registered documents both end up here; the expander compiles its lookup rows from it.

use std::sync::Arc;

/// One context object, in isolation: every IRI is absolute, every prefix that the document defines is written out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Definition {
    /// `null` stood before the terms: all that was defined before is forgotten.
    pub clears: bool,
    /// `@propagate` as written; a property-scoped context propagates and a type-scoped one does not unless it says so.
    pub propagate: Option<bool>,
    /// `@vocab`: the namespace of terms that nothing defines.
    pub vocab: Option<Box<str>>,
    /// `@language` of strings that say nothing else.
    pub language: Option<Box<str>>,
    /// `@direction` of strings that say nothing else.
    pub direction: Option<Direction>,
    /// The terms, sorted by name.
    pub terms: Vec<Term>,
}

/// One term of a context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The key as it stands in documents.
    pub name: Box<str>,
    /// What the key stands for.
    pub meaning: Meaning,
    /// Whether the term may stand before a colon in a compact IRI.
    pub prefix: bool,
    /// Whether a later context may not redefine the term (`@protected`).
    pub protected: bool,
    /// Whether the property points the other way (`@reverse`).
    pub reverse: bool,
    /// How plain values are read (`@type` of the term).
    pub coercion: Coercion,
    /// How values are held (`@container`).
    pub container: Container,
    /// `@language` of the term: `Some(None)` is an explicit `null`.
    pub language: Option<Option<Box<str>>>,
    /// `@direction` of the term: `Some(None)` is an explicit `null`.
    pub direction: Option<Option<Direction>>,
    /// `@index`: the property that holds the index.
    pub index: Option<Box<str>>,
    /// `@nest`: the term that values are nested under.
    pub nest: Option<Box<str>>,
    /// The context that applies inside (of the property, or of nodes of the type), in order.
    pub scoped: Option<Arc<[Definition]>>,
}

impl Term {
    /// A term that says what it stands for and nothing else.
    pub(crate) fn of(name: &str, meaning: Meaning) -> Self {
        Self {
            name: name.into(),
            meaning,
            prefix: false,
            protected: false,
            reverse: false,
            coercion: Coercion::Native,
            container: Container::default(),
            language: None,
            direction: None,
            index: None,
            nest: None,
            scoped: None,
        }
    }
}

impl Term {
    /// The term where `namespace` knows a prefix that its own document uses and does not define; `None` where the term
    /// stays as it is.
    ///
    /// CLR 2.0 writes `xsd:anyURI` without saying what `xsd` is: next to Open Badges 3.0.1, which does, that is another
    /// datatype than alone.
    pub(crate) fn under<'n>(&self, namespace: impl Fn(&str) -> Option<&'n str>) -> Option<Self> {
        let full = |iri: &str| -> Option<Box<str>> {
            let (prefix, rest) = iri.split_once(':')?;
            if rest.starts_with("//") { None } else { Some([namespace(prefix)?, rest].concat().into()) }
        };
        let meaning = if let Meaning::Iri(iri) = &self.meaning { full(iri).map(Meaning::Iri) } else { None };
        let coercion =
            if let Coercion::Datatype(iri) = &self.coercion { full(iri).map(Coercion::Datatype) } else { None };
        if meaning.is_none() && coercion.is_none() {
            return None;
        }
        let mut term = self.clone();
        term.meaning = meaning.unwrap_or(term.meaning);
        term.coercion = coercion.unwrap_or(term.coercion);
        Some(term)
    }
}

/// What a term stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// An absolute IRI.
    Iri(Box<str>),
    /// An alias of a keyword.
    Keyword(Keyword),
    /// Explicitly nothing: the key and its value are dropped by a lenient processor, refused by ours.
    Nothing,
}

/// The keywords that a term may be an alias of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Keyword {
    /// `@id`
    Id,
    /// `@type`
    Type,
    /// `@value`
    Value,
    /// `@language`
    Language,
    /// `@direction`
    Direction,
    /// `@index`
    Index,
    /// `@list`
    List,
    /// `@set`
    Set,
    /// `@graph`
    Graph,
    /// `@included`
    Included,
    /// `@nest`
    Nest,
    /// `@reverse`
    Reverse,
    /// `@json`
    Json,
    /// `@none`
    None,
}

impl Keyword {
    const ALL: [(Self, &'static str); 14] = [
        (Self::Id, "@id"),
        (Self::Type, "@type"),
        (Self::Value, "@value"),
        (Self::Language, "@language"),
        (Self::Direction, "@direction"),
        (Self::Index, "@index"),
        (Self::List, "@list"),
        (Self::Set, "@set"),
        (Self::Graph, "@graph"),
        (Self::Included, "@included"),
        (Self::Nest, "@nest"),
        (Self::Reverse, "@reverse"),
        (Self::Json, "@json"),
        (Self::None, "@none"),
    ];

    /// The keyword called `name`, such as `@id`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(keyword, _)| *keyword)
    }

    /// The keyword's name, such as `@id`.
    pub(crate) fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(keyword, _)| *keyword == self).map_or("", |(_, name)| name)
    }
}

/// How a plain value under a term is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Coercion {
    /// As written: strings, numbers, booleans.
    #[default]
    Native,
    /// `@none`: as written, even where a default would apply.
    None,
    /// `@id`: a string is an IRI.
    Id,
    /// `@vocab`: a string is a term or an IRI.
    Vocab,
    /// `@json`: any value is one JSON literal.
    Json,
    /// A literal of this datatype IRI.
    Datatype(Box<str>),
}

/// `@container`: how the values of a term are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "the standard's container is a set of independent flags")]
pub struct Container {
    /// `@set`: an array even for one value; order says nothing.
    pub set: bool,
    /// `@list`: an ordered list.
    pub list: bool,
    /// `@language`: an object keyed by language.
    pub language: bool,
    /// `@index`: an object keyed by an index.
    pub index: bool,
    /// `@id`: an object keyed by node id.
    pub id: bool,
    /// `@type`: an object keyed by type.
    pub typ: bool,
    /// `@graph`: each value is a graph of its own.
    pub graph: bool,
}

/// `@direction` of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Left to right.
    LeftToRight,
    /// Right to left.
    RightToLeft,
}
