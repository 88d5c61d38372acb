//! The objects, texts and numbers of a policy document, and what is said of others in their place.

use super::document::InPolicy;
use crate::codec::json::{Error, Node, Place};
use serde::de::{Deserializer, Visitor};
use std::convert::Infallible;
use std::fmt;

/// An object that holds none but known members.
pub(super) struct Object<'d>(Node<'d>);

impl Object<'_> {
    pub(super) fn open<'d>(node: Node<'d>, names: &[&str]) -> Result<Object<'d>, Error> {
        if !node.is_object() {
            return Err(unexpected(node, "an object"));
        }
        for (name, member) in node.members() {
            if !names.contains(&name) {
                return Err(Error::UnknownMember { place: Place::of(member), name: cut(name).into() });
            }
        }
        Ok(Object(node))
    }

    pub(super) fn required<T: InPolicy>(&self, name: &'static str) -> Result<T, Error> {
        T::read(self.0.get(name).ok_or_else(|| Error::MissingMember { place: Place::of(self.0), name })?)
    }

    pub(super) fn optional<T: InPolicy + Default>(&self, name: &str) -> Result<T, Error> {
        self.0.get(name).map_or_else(|| Ok(T::default()), T::read)
    }

    pub(super) fn defaulted<T: InPolicy + Default>(&self, name: &str) -> Result<T, Error> {
        self.optional(name)
    }
}

/// The characters of a string.
pub(super) fn text<'d>(node: Node<'d>, expected: &'static str) -> Result<&'d str, Error> {
    node.as_str().ok_or_else(|| unexpected(node, expected))
}

/// The one member of an object.
pub(super) fn tag(node: Node<'_>) -> Result<(&str, Node<'_>), Error> {
    let mut members = node.members();
    match (members.next(), members.next()) {
        (Some(only), None) => Ok(only),
        _ => Err(Error::unexpected_type(node, "an object with one member")),
    }
}

/// A name that is not among the known ones.
pub(super) fn unknown(node: Node<'_>, known: &[&str], found: &str) -> Error {
    let known = known.join("`, `");
    not_allowed(node, format!("expected one of `{known}`, found `{}`", cut(found).escape_debug()))
}

/// The number that was read at `node` as one of fewer bits.
pub(super) fn narrow<T: TryFrom<u32>>(node: Node<'_>, number: u32) -> Result<T, Error> {
    T::try_from(number).map_err(|_| not_allowed(node, format!("expected an integer of at least 0, found `{number}`")))
}

pub(super) fn not_allowed(node: Node<'_>, reason: String) -> Error {
    Error::InvalidValue { place: Place::of(node), reason: reason.into() }
}

/// A value of another kind than the one expected, said as every reader of JSON in this library says it.
pub(super) fn unexpected(node: Node<'_>, expected: &'static str) -> Error {
    match node.deserialize_any(Nothing { expected }) {
        Ok(never) => match never {},
        Err(error) => error,
    }
}

/// Takes no value at all.
struct Nothing {
    expected: &'static str,
}

impl Visitor<'_> for Nothing {
    type Value = Infallible;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// The longest piece of a policy that an error repeats, in characters.
const LONGEST: usize = 200;
