//! The list of types that an object states, checked to hold the type of its class.

use super::reader::{Reader, at};
use crate::codec::json::Node;
use crate::wire::Error;
use serde::Serialize;

/// The values of `type`, in the order written; always an array when written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Types(Vec<Box<str>>);

impl Types {
    /// The one type of a class, such as `Achievement`.
    #[must_use]
    pub fn of(class: &str) -> Self {
        Self(vec![class.into()])
    }

    /// The same list with one more type at its end, unless it is there already.
    #[must_use]
    pub fn with(mut self, class: &str) -> Self {
        if !self.contains(class) {
            self.0.push(class.into());
        }
        self
    }

    /// Whether `class` is among the types.
    #[must_use]
    pub fn contains(&self, class: &str) -> bool {
        self.0.iter().any(|name| **name == *class)
    }

    /// The types in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(AsRef::as_ref)
    }

    pub(super) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        if !node.is_array() {
            reader.fault(Error::SingleValue { at: at(node), allowed: true });
        }
        let mut types = Vec::with_capacity(node.len());
        for item in node.one_or_many() {
            let Some(name) = item.as_str() else {
                reader.unexpected(item, "a string");
                return None;
            };
            types.push(name.into());
        }
        Some(Self(types))
    }
}
