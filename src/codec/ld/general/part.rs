//! JSON values with the document that they are from.

use super::super::error::cut;
use super::error::{Error, Place};
use super::fault::Fault;
use crate::codec::json::{Kind, Node};

/// A value of the document, or of a context document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'d> {
    pub(super) node: Node<'d>,
    /// The URL of the context document that the value is from.
    pub(super) context: Option<&'d str>,
}

impl<'d> Part<'d> {
    /// A value of the document itself, or of an option.
    pub(super) fn of(node: Node<'d>) -> Self {
        Self { node, context: None }
    }

    pub(super) fn kind(self) -> Kind {
        self.node.kind()
    }

    pub(super) fn is_null(self) -> bool {
        self.node.is_null()
    }

    pub(super) fn is_object(self) -> bool {
        self.node.is_object()
    }

    pub(super) fn is_scalar(self) -> bool {
        matches!(self.kind(), Kind::Bool | Kind::Number | Kind::String)
    }

    pub(super) fn as_str(self) -> Option<&'d str> {
        self.node.as_str()
    }

    pub(super) fn as_bool(self) -> Option<bool> {
        self.node.as_bool()
    }

    pub(super) fn get(self, name: &str) -> Option<Self> {
        self.node.get(name).map(|node| Self { node, ..self })
    }

    pub(super) fn members(self) -> impl Iterator<Item = (&'d str, Self)> {
        self.node.members().map(move |(name, node)| (name, Self { node, ..self }))
    }

    pub(super) fn one_or_many(self) -> impl Iterator<Item = Self> {
        self.node.one_or_many().map(move |node| Self { node, ..self })
    }

    /// The error for this value, which should have been `expected`.
    pub(super) fn refused(self, fault: Fault, expected: &'static str) -> Error {
        self.refused_for(self.node.source(), fault, expected)
    }

    /// The error for what was found at this value, such as its key.
    pub(super) fn refused_for(self, found: &str, fault: Fault, expected: &'static str) -> Error {
        Error::Refused { at: Place::of(self), fault, expected, found: cut(found) }
    }
}
