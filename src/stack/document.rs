//! The JSON form of a policy's parts, said once for reading and for writing.

use super::object::{narrow, not_allowed, text, unexpected};
use super::writer::Writer;
use crate::base::Malformed;
use crate::base::serial::TextInJson;
use crate::codec::json::{Error, Node};
use serde::Deserialize;

/// A part of a policy document.
pub(super) trait InPolicy: Sized {
    /// Reads the part; an error names the place.
    fn read(node: Node<'_>) -> Result<Self, Error>;

    /// Writes what `read` reads.
    fn write(&self, out: &mut Writer);
}

/// A struct as an object: each member by its name, its kind and its field. A `required` member must be there; an
/// `optional` one has its default when it is left out, and is left out when it has its default; a `defaulted` one has
/// its default when it is left out and is written but where the writer is brief.
macro_rules! members {
    ($($type:ident { $($name:literal: $kind:ident $field:ident),+ $(,)? })+) => {$(
        impl $crate::stack::document::InPolicy for $type {
            fn read(node: $crate::codec::json::Node<'_>) -> Result<Self, $crate::codec::json::Error> {
                let object = $crate::stack::object::Object::open(node, &[$($name),+])?;
                Ok(Self { $($field: object.$kind($name)?),+ })
            }

            fn write(&self, out: &mut $crate::stack::writer::Writer) {
                out.open('{');
                $(out.$kind($name, &self.$field);)+
                out.close('}');
            }
        }
    )+};
}
pub(super) use members;

/// An enum as one of some words.
macro_rules! words {
    ($($type:ident { $($word:literal => $variant:ident),+ $(,)? })+) => {$(
        impl $crate::stack::document::InPolicy for $type {
            fn read(node: $crate::codec::json::Node<'_>) -> Result<Self, $crate::codec::json::Error> {
                match $crate::stack::object::text(node, "a string")? {
                    $($word => Ok(Self::$variant),)+
                    found => Err($crate::stack::object::unknown(node, &[$($word),+], found)),
                }
            }

            fn write(&self, out: &mut $crate::stack::writer::Writer) {
                out.text(match self { $(Self::$variant => $word),+ });
            }
        }
    )+};
}
pub(super) use words;

/// An enum as an object whose one member is named after the variant and holds its content.
macro_rules! tags {
    ($($type:ident { $($name:literal => $variant:ident),+ $(,)? })+) => {$(
        impl $crate::stack::document::InPolicy for $type {
            fn read(node: $crate::codec::json::Node<'_>) -> Result<Self, $crate::codec::json::Error> {
                let (name, content) = $crate::stack::object::tag(node)?;
                match name {
                    $($name => $crate::stack::document::InPolicy::read(content).map(Self::$variant),)+
                    found => Err($crate::stack::object::unknown(node, &[$($name),+], found)),
                }
            }

            fn write(&self, out: &mut $crate::stack::writer::Writer) {
                out.open('{');
                match self { $(Self::$variant(content) => out.required($name, content)),+ }
                out.close('}');
            }
        }
    )+};
}
pub(super) use tags;

/// What the API publishes has a JSON form there already.
macro_rules! published {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::stack::document::InPolicy for $type {
            fn read(node: $crate::codec::json::Node<'_>) -> Result<Self, $crate::codec::json::Error> {
                serde::Deserialize::deserialize(node)
            }

            fn write(&self, out: &mut $crate::stack::writer::Writer) {
                // No map is among these types, and so no key that is no text, which is all that could fail.
                out.json(&serde_json::to_string_pretty(self).unwrap_or_default());
            }
        }
    )+};
}
pub(super) use published;

/// A part inside another of its own kind.
macro_rules! boxed {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::stack::document::InPolicy for Box<$type> {
            fn read(node: $crate::codec::json::Node<'_>) -> Result<Self, $crate::codec::json::Error> {
                <$type>::read(node).map(Self::new)
            }

            fn write(&self, out: &mut $crate::stack::writer::Writer) {
                <$type>::write(self, out);
            }
        }
    )+};
}
pub(super) use boxed;

impl<T: TextInJson> InPolicy for T {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        text(node, T::EXPECTED)?.parse().map_err(|fault: Malformed| not_allowed(node, fault.to_string()))
    }

    fn write(&self, out: &mut Writer) {
        out.text(&self.to_string());
    }
}

impl InPolicy for String {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        text(node, "a string").map(str::to_owned)
    }

    fn write(&self, out: &mut Writer) {
        out.text(self);
    }
}

impl InPolicy for u32 {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        Self::deserialize(node)
    }

    fn write(&self, out: &mut Writer) {
        out.json(&self.to_string());
    }
}

impl InPolicy for u16 {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        narrow(node, u32::read(node)?)
    }

    fn write(&self, out: &mut Writer) {
        out.json(&self.to_string());
    }
}

impl InPolicy for u8 {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        narrow(node, u32::read(node)?)
    }

    fn write(&self, out: &mut Writer) {
        out.json(&self.to_string());
    }
}

/// `null` counts as left out.
impl<T: InPolicy> InPolicy for Option<T> {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        if node.is_null() { Ok(None) } else { T::read(node).map(Some) }
    }

    fn write(&self, out: &mut Writer) {
        match self {
            Some(value) => value.write(out),
            None => out.json("null"),
        }
    }
}

impl<T: InPolicy> InPolicy for Vec<T> {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        if !node.is_array() {
            return Err(unexpected(node, "an array"));
        }
        let mut items = Self::new();
        for item in node.items() {
            items.push(T::read(item)?);
        }
        Ok(items)
    }

    fn write(&self, out: &mut Writer) {
        out.open('[');
        for item in self {
            out.next();
            item.write(out);
        }
        out.close(']');
    }
}
