//! The list of types that an object states, checked to hold the type of its class.

use super::reader::{Reader, at};
use crate::codec::json::Node;
use crate::wire::Error;
use serde::Serialize;
use std::borrow::Cow;

/// The values of `type`, in the order written; always an array when written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Types(Vec<Cow<'static, str>>);

impl Types {
    /// The one type of a class, such as `Achievement`.
    #[must_use]
    pub fn of(class: &str) -> Self {
        Self(vec![class.to_owned().into()])
    }

    /// The same list with one more type at its end, unless it is there already.
    #[must_use]
    pub fn with(mut self, class: &str) -> Self {
        if !self.contains(class) {
            self.0.push(class.to_owned().into());
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

    /// The types of `node`; those that the caller expects cost no copy.
    pub(super) fn read(node: Node<'_>, expected: &[&'static str], reader: &mut Reader) -> Option<Self> {
        if !node.is_array() {
            reader.fault(Error::SingleValue { at: at(node), allowed: true });
        }
        let mut types = Vec::with_capacity(node.len());
        for item in node.one_or_many() {
            let Some(name) = item.as_str() else {
                reader.unexpected(item, "a string");
                return None;
            };
            let known = expected.iter().chain(&["VerifiableCredential"]).find(|known| **known == name);
            types.push(known.map_or_else(|| Cow::Owned(name.to_owned()), |known| Cow::Borrowed(*known)));
        }
        Some(Self(types))
    }
}
