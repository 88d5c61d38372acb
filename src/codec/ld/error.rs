//! Errors of the JSON-LD reader.

use super::context_error::ContextError;
use super::definition::Keyword;
use crate::codec::json::{Kind, Node};
use crate::codec::rdf;
use std::fmt;

/// Why a document cannot be read as JSON-LD. All but the first and last say where in the document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A bundled context table does not follow its notation; the library itself is at fault.
    #[error("the bundled table of `{url}` is broken at line {line}: expected {expected}")]
    Table {
        /// The context's URL.
        url: Box<str>,
        /// The line of the table, counted from 1.
        line: usize,
        /// What would have been right.
        expected: &'static str,
    },
    /// A context cannot enter the registry.
    #[error(transparent)]
    Context(#[from] ContextError),
    /// The document names no context, so that none of its keys means anything.
    #[error("{at}: expected a member `@context`, found none")]
    MissingContext {
        /// Where.
        at: Place,
    },
    /// No known context has this URL; the match is byte for byte, and nothing is fetched.
    #[error("{at}: expected the URL of a known context, found `{}`", url.escape_debug())]
    UnknownContext {
        /// Where.
        at: Place,
        /// The URL, cut at 200 characters.
        url: Box<str>,
    },
    /// A context is written into the document, where its signer can give any word any meaning. A caller who has read it
    /// can register it: `Contexts::register_inline`.
    #[error(
        "{at}: expected the URL of a known context, found one written out, with SHA-256 {sha256} in its RFC 8785 form"
    )]
    InlineContext {
        /// Where.
        at: Place,
        /// SHA-256 of the object in its RFC 8785 form, in hexadecimal: by this it can be registered.
        sha256: Box<str>,
    },
    /// A context stands inside a node that is no credential of its own.
    #[error("{at}: expected `@context` at the root of a credential only")]
    NestedContext {
        /// Where.
        at: Place,
    },
    /// More contexts than the limit `contexts`.
    #[error("{at}: expected at most {limit} contexts, found {found}")]
    TooManyContexts {
        /// Where.
        at: Place,
        /// The limit.
        limit: usize,
        /// The number of entries.
        found: usize,
    },
    /// A context gives a protected term another meaning (JSON-LD 1.1, section 4.1.11).
    #[error("{at}: expected the protected term `{}` to keep its meaning", term.escape_debug())]
    Redefinition {
        /// Where the context or the type that brings it is named.
        at: Place,
        /// The term.
        term: Box<str>,
    },
    /// A context forgets all that was defined before, protected terms included.
    #[error("{at}: expected contexts that add to the ones before, found one that clears them")]
    Nullification {
        /// Where the context or the type that brings it is named.
        at: Place,
    },
    /// A key that no active context defines: it would not be signed.
    #[error("{at}: expected a term of the active context, found `{}`", term.escape_debug())]
    UndefinedTerm {
        /// Where.
        at: Place,
        /// The key or vocabulary value, cut at 200 characters.
        term: Box<str>,
    },
    /// A type that no active context defines.
    #[error("{at}: expected a type that the active context defines, found `{}`", name.escape_debug())]
    UndefinedType {
        /// Where.
        at: Place,
        /// The type, cut at 200 characters.
        name: Box<str>,
    },
    /// A type, or a property as a key, is spelt in a second way that reads as nothing and signs alike.
    #[error("{at}: expected `{}`, found `{}`, which stands for the same IRI", usual.escape_debug(), found.escape_debug())]
    SecondName {
        /// Where.
        at: Place,
        /// The key or type, cut at 200 characters.
        found: Box<str>,
        /// The term to use.
        usual: Box<str>,
    },
    /// A key is an IRI, or a term with a colon that looks like one.
    #[error("{at}: expected a term as key, found the IRI `{}`", key.escape_debug())]
    IriKey {
        /// Where.
        at: Place,
        /// The key, cut at 200 characters.
        key: Box<str>,
    },
    /// A key is a keyword, or stands for one, where credentials have none.
    #[error("{at}: expected a term as key, found the keyword `{}`", key.escape_debug())]
    KeywordKey {
        /// Where.
        at: Place,
        /// The key, cut at 200 characters.
        key: Box<str>,
    },
    /// Two keys of one node stand for one keyword.
    #[error("{at}: expected one key for `{}`, found a second", keyword.as_str())]
    CollidingKeywords {
        /// Where.
        at: Place,
        /// The keyword.
        keyword: Keyword,
    },
    /// An identifier has no scheme: what it means would depend on where the document lies.
    #[error("{at}: expected an absolute IRI, found `{}`", iri.escape_debug())]
    RelativeIri {
        /// Where.
        at: Place,
        /// The identifier, cut at 200 characters.
        iri: Box<str>,
    },
    /// An identifier has a scheme and holds what no IRI may hold.
    #[error("{at}: expected the characters of an IRI, found `{}`", iri.escape_debug())]
    MalformedIri {
        /// Where.
        at: Place,
        /// The identifier, cut at 200 characters.
        iri: Box<str>,
    },
    /// An identifier begins with a prefix of the active context, so that it would be signed in another spelling.
    #[error("{at}: expected an IRI in full, found `{}`, which begins with a prefix", iri.escape_debug())]
    CompactIri {
        /// Where.
        at: Place,
        /// The identifier, cut at 200 characters.
        iri: Box<str>,
    },
    /// A blank node has a name of its own (`_:`), which no signature covers.
    #[error("{at}: expected an absolute IRI, found a blank node's name")]
    BlankId {
        /// Where.
        at: Place,
    },
    /// `null`, which vanishes from what is signed.
    #[error("{at}: expected a value, found null")]
    Null {
        /// Where.
        at: Place,
    },
    /// A value of a kind that does not fit its place.
    #[error("{at}: expected {expected}, found {}", found.as_str())]
    Kind {
        /// Where.
        at: Place,
        /// What would have been right.
        expected: &'static str,
        /// What is there.
        found: Kind,
    },
    /// A language that is no well-formed tag (BCP 47, section 2.2.9).
    #[error("{at}: expected a language tag, found `{}`", tag.escape_debug())]
    Language {
        /// Where.
        at: Place,
        /// The tag, cut at 200 characters.
        tag: Box<str>,
    },
    /// A value from which no statement follows, so that it would not be signed.
    #[error("{at}: expected a node with properties, found one that states nothing")]
    Unsigned {
        /// Where.
        at: Place,
    },
    /// Something that JSON-LD has and credentials do not use.
    #[error("{at}: {feature} is not supported")]
    Unsupported {
        /// Where.
        at: Place,
        /// The feature.
        feature: &'static str,
    },
    /// The statements themselves: most likely more than the limit `quads`.
    #[error(transparent)]
    Statements(#[from] rdf::Error),
}

impl Error {
    /// A stable name for the fault, such as `ld.unknown-context`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Table { .. } => "ld.table",
            Self::Context(error) => error.code(),
            Self::MissingContext { .. } => "ld.missing-context",
            Self::UnknownContext { .. } => "ld.unknown-context",
            Self::InlineContext { .. } => "ld.inline-context",
            Self::NestedContext { .. } => "ld.nested-context",
            Self::TooManyContexts { .. } => "ld.too-many-contexts",
            Self::Redefinition { .. } => "ld.redefinition",
            Self::Nullification { .. } => "ld.nullification",
            Self::UndefinedTerm { .. } => "ld.undefined-term",
            Self::UndefinedType { .. } => "ld.undefined-type",
            Self::SecondName { .. } => "ld.second-name",
            Self::IriKey { .. } => "ld.iri-key",
            Self::KeywordKey { .. } => "ld.keyword-key",
            Self::CollidingKeywords { .. } => "ld.colliding-keywords",
            Self::RelativeIri { .. } => "ld.relative-iri",
            Self::MalformedIri { .. } => "ld.malformed-iri",
            Self::CompactIri { .. } => "ld.compact-iri",
            Self::BlankId { .. } => "ld.blank-id",
            Self::Null { .. } => "ld.null",
            Self::Kind { .. } => "ld.kind",
            Self::Language { .. } => "ld.language",
            Self::Unsigned { .. } => "ld.unsigned",
            Self::Unsupported { .. } => "ld.unsupported",
            Self::Statements(error) => error.code(),
        }
    }

    /// Whether the fault lies in which contexts the document names, so that nothing can be said of its words.
    #[must_use]
    pub fn is_about_context(&self) -> bool {
        matches!(
            self,
            Self::MissingContext { .. }
                | Self::UnknownContext { .. }
                | Self::InlineContext { .. }
                | Self::TooManyContexts { .. }
        )
    }

    /// The JSON Pointer (RFC 6901) of the value at fault, empty for the document itself; `None` where no single value
    /// is at fault.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        match self {
            Self::Table { .. } | Self::Context(_) | Self::Statements(_) => None,
            Self::MissingContext { at }
            | Self::UnknownContext { at, .. }
            | Self::InlineContext { at, .. }
            | Self::NestedContext { at }
            | Self::TooManyContexts { at, .. }
            | Self::Redefinition { at, .. }
            | Self::Nullification { at }
            | Self::UndefinedTerm { at, .. }
            | Self::UndefinedType { at, .. }
            | Self::SecondName { at, .. }
            | Self::IriKey { at, .. }
            | Self::KeywordKey { at, .. }
            | Self::CollidingKeywords { at, .. }
            | Self::RelativeIri { at, .. }
            | Self::MalformedIri { at, .. }
            | Self::CompactIri { at, .. }
            | Self::BlankId { at }
            | Self::Null { at }
            | Self::Kind { at, .. }
            | Self::Language { at, .. }
            | Self::Unsigned { at }
            | Self::Unsupported { at, .. } => Some(&at.0),
        }
    }
}

/// A place in a document: a JSON Pointer (RFC 6901).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place(Box<str>);

impl Place {
    pub(super) fn of(node: Node<'_>) -> Self {
        Self(node.pointer().into())
    }

    /// The pointer, empty for the document itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { f.write_str("the document") } else { write!(f, "`{}`", Cut(&self.0)) }
    }
}

/// At most [`LONGEST`] characters of a text of the document.
pub(super) fn cut(text: &str) -> Box<str> {
    text.chars().take(LONGEST).collect()
}

/// A text of the document, cut and escaped for a message.
pub(super) struct Cut<'t>(pub(super) &'t str);

impl fmt::Display for Cut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().take(LONGEST).flat_map(char::escape_debug).try_for_each(|c| fmt::Write::write_char(f, c))
    }
}

/// The longest piece of input that an error repeats, in characters.
const LONGEST: usize = 200;
