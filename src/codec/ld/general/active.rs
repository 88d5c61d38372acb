//! Active contexts and IRI Expansion (JSON-LD 1.1 API, sections 4.1 and 5.2).

use super::super::definition::{Coercion, Container, Direction};
use super::keyword::{Keyword, is_reserved};
use super::part::Part;
use super::reference::{is_iri, resolve};
use crate::codec::json::jcs;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The terms in force somewhere in a document. It is never changed once it is in force, and shared from then on.
#[derive(Clone, Default)]
pub(super) struct Active<'d> {
    pub(super) terms: BTreeMap<&'d str, Rc<Term<'d>>>,
    /// What relative references are resolved against.
    pub(super) base: Option<Rc<str>>,
    /// The base as it was before any context.
    pub(super) original: Option<&'d str>,
    /// The namespace of keys and types that are no terms.
    pub(super) vocab: Option<Rc<str>>,
    /// The language of strings that say nothing else.
    pub(super) language: Option<&'d str>,
    /// The direction of strings that say nothing else.
    pub(super) direction: Option<Direction>,
    /// What comes back into force in the nodes below.
    pub(super) previous: Option<Rc<Self>>,
}

/// What a term stands for (section 4.1, term definition).
#[derive(Clone, PartialEq)]
pub(super) struct Term<'d> {
    pub(super) meaning: Name,
    pub(super) prefix: bool,
    pub(super) protected: bool,
    pub(super) reverse: bool,
    pub(super) coercion: Coercion,
    pub(super) container: Container,
    pub(super) language: Option<Option<&'d str>>,
    pub(super) direction: Option<Option<Direction>>,
    pub(super) index: Option<&'d str>,
    pub(super) nest: Option<&'d str>,
    pub(super) scoped: Option<Scoped<'d>>,
}

impl Term<'_> {
    /// Whether both say the same, be they protected or not.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        *self == Self { protected: self.protected, ..other.clone() }
    }

    /// How much there is to compare, in bytes.
    pub(super) fn weight(&self) -> usize {
        self.scoped.as_ref().map_or(0, |scoped| scoped.context.node.source().len())
    }
}

/// The context inside of a term, and the URL that it is relative to.
#[derive(Clone, Copy)]
pub(super) struct Scoped<'d> {
    pub(super) context: Part<'d>,
    pub(super) base: Option<&'d str>,
}

impl PartialEq for Scoped<'_> {
    fn eq(&self, other: &Self) -> bool {
        let text = |scoped: &Self| jcs::to_string(scoped.context.node, &[]);
        self.base == other.base && text(self) == text(other)
    }
}

/// What a text stands for once it is expanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    Keyword(Keyword),
    /// An IRI, a blank node's name, or a reference that nothing made absolute.
    Iri(Rc<str>),
    /// A term that stands for nothing, or what is kept for keywords to come.
    Nothing,
}

impl Name {
    pub(super) fn iri(text: &str) -> Self {
        Self::Iri(text.into())
    }

    /// The text; none for nothing.
    pub(super) fn as_text(&self) -> Option<Rc<str>> {
        match self {
            Self::Keyword(keyword) => Some(keyword.as_str().into()),
            Self::Iri(iri) => Some(iri.clone()),
            Self::Nothing => None,
        }
    }
}

/// How a text is read that is no IRI as it stands: the flags `vocab` and `document relative` of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As a term, or a word under `@vocab`: keys.
    Vocab,
    /// As a reference relative to the document: values of `@id`.
    Document,
    /// As a term or a word, else as a reference: values of `@type`.
    Both,
}

impl<'d> Active<'d> {
    /// A newly-initialized active context.
    pub(super) fn initial(original: Option<&'d str>) -> Self {
        Self { base: original.map(Rc::from), original, ..Self::default() }
    }

    pub(super) fn term(&self, name: &str) -> Option<&Rc<Term<'d>>> {
        self.terms.get(name)
    }

    /// The keyword that `text` is or stands for.
    pub(super) fn keyword(&self, text: &str) -> Option<Keyword> {
        Keyword::named(text).or_else(|| match self.term(text)?.meaning {
            Name::Keyword(keyword) => Some(keyword),
            Name::Iri(_) | Name::Nothing => None,
        })
    }

    /// IRI Expansion without a local context.
    pub(super) fn expand(&self, text: &str, reading: Reading) -> Name {
        // 1, 4
        if let Some(keyword) = self.keyword(text) {
            return Name::Keyword(keyword);
        }
        // 2
        if is_reserved(text) {
            return Name::Nothing;
        }
        // 5
        if reading != Reading::Document
            && let Some(term) = self.term(text)
        {
            return term.meaning.clone();
        }
        // 6
        if let Some((prefix, suffix)) = split(text) {
            // 6.2
            if prefix == "_" || suffix.starts_with("//") {
                return Name::iri(text);
            }
            // 6.4
            if let Some(term) = self.term(prefix).filter(|term| term.prefix)
                && let Name::Iri(namespace) = &term.meaning
            {
                return Name::Iri([namespace, suffix].concat().into());
            }
            // 6.5
            if is_iri(text) {
                return Name::iri(text);
            }
        }
        match (reading, &self.vocab, &self.base) {
            // 7
            (Reading::Vocab | Reading::Both, Some(vocab), _) => Name::Iri([vocab, text].concat().into()),
            // 8
            (Reading::Document | Reading::Both, _, Some(base)) => Name::Iri(resolve(base, text).into()),
            // 9
            _ => Name::iri(text),
        }
    }
}

/// What stands before the first colon and after it, when something stands before.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    text.split_once(':').filter(|(prefix, _)| !prefix.is_empty())
}
