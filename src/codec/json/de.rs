//! Typed views: a [`Node`] hands itself to serde.

use super::error::{Error, Place, cut};
use super::{Items, Kind, Members, Node, Number};
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, Deserializer, Expected, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use std::fmt;

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = match Content::of(self) {
            Content::Null => visitor.visit_unit(),
            Content::Bool(value) => visitor.visit_bool(value),
            Content::Natural(value) => visitor.visit_u64(value),
            Content::Integer(value) => visitor.visit_i64(value),
            Content::Float(value) => visitor.visit_f64(value),
            Content::String(text) => visitor.visit_borrowed_str(text),
            Content::Array(mut items) => match visitor.visit_seq(&mut items) {
                Ok(value) => items.check_all_taken(self).map(|()| value),
                Err(error) => Err(error),
            },
            Content::Object(members) => visitor.visit_map(members),
        };
        value.map_err(|e| e.at(self))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) };
        value.map_err(|e| e.at(self))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self).map_err(|e| e.at(self))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(Variant::of(self)?).map_err(|e| e.at(self))
    }

    /// By the names of its members, never by their order: an array is no way to write an object.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.is_object() { self.deserialize_any(visitor) } else { Err(Error::unexpected_type(self, "an object")) }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier
    }
}

impl<'de> IntoDeserializer<'de, Error> for Node<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// What a visitor is shown: found out apart from the visitors, of which there is one for each type that is read.
enum Content<'de> {
    Null,
    Bool(bool),
    Natural(u64),
    Integer(i64),
    Float(f64),
    String(&'de str),
    Array(ItemsAccess<'de>),
    Object(MembersAccess<'de>),
}

impl<'de> Content<'de> {
    fn of(node: Node<'de>) -> Self {
        match node.kind() {
            Kind::Null => Self::Null,
            Kind::Bool => Self::Bool(node.as_bool() == Some(true)),
            Kind::Number => node.as_number().map_or(Self::Null, Self::number),
            Kind::String => Self::String(node.as_str().unwrap_or_default()),
            Kind::Array => Self::Array(ItemsAccess { items: node.items() }),
            Kind::Object => Self::Object(MembersAccess { members: node.members(), value: None }),
        }
    }

    fn number(number: Number<'_>) -> Self {
        match number.as_i64() {
            Some(integer) => u64::try_from(integer).map_or(Self::Integer(integer), Self::Natural),
            None => Self::Float(number.as_f64()),
        }
    }
}

struct ItemsAccess<'de> {
    items: Items<'de>,
}

impl ItemsAccess<'_> {
    /// A tuple that took fewer items than there are would read only part of what was signed.
    fn check_all_taken(&self, node: Node<'_>) -> Result<(), Error> {
        match self.items.len() {
            0 => Ok(()),
            left => Err(de::Error::invalid_length(node.len(), &Count(node.len().saturating_sub(left)))),
        }
    }
}

impl<'de> de::SeqAccess<'de> for ItemsAccess<'de> {
    type Error = Error;

    fn next_element_seed<T: de::DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        match self.items.next() {
            Some(item) => seed.deserialize(item).map(Some).map_err(|e| e.at(item)),
            None => Ok(None),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct MembersAccess<'de> {
    members: Members<'de>,
    value: Option<Node<'de>>,
}

impl<'de> MembersAccess<'de> {
    fn next_name(&mut self) -> Option<(BorrowedStrDeserializer<'de, Error>, Node<'de>)> {
        let (name, node) = self.members.next()?;
        self.value = Some(node);
        Some((BorrowedStrDeserializer::new(name), node))
    }

    fn take_value(&mut self) -> Result<Node<'de>, Error> {
        self.value.take().ok_or_else(|| de::Error::custom("a value was asked for before its name"))
    }
}

impl<'de> de::MapAccess<'de> for MembersAccess<'de> {
    type Error = Error;

    fn next_key_seed<K: de::DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        match self.next_name() {
            Some((name, node)) => seed.deserialize(name).map(Some).map_err(|e| e.at(node)),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: de::DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let node = self.take_value()?;
        // Values that serde buffers first (flattened, untagged) fail without a place of their own.
        seed.deserialize(node).map_err(|e| e.at(node))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}

/// A variant is a string, or an object whose one member is named after the variant and holds its content.
struct Variant<'de> {
    variant: &'de str,
    content: Option<Node<'de>>,
}

impl<'de> de::EnumAccess<'de> for Variant<'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: de::DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        Ok((seed.deserialize(BorrowedStrDeserializer::<Error>::new(self.variant))?, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.content {
            None => Ok(()),
            Some(content) if content.is_null() => Ok(()),
            Some(content) => Err(Error::unexpected_type(content, "null")),
        }
    }

    fn newtype_variant_seed<T: de::DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        let content = self.with_content()?;
        seed.deserialize(content).map_err(|e| e.at(content))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.with_content()?.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, members: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.with_content()?.deserialize_struct("", members, visitor)
    }
}

impl<'de> Variant<'de> {
    fn of(node: Node<'de>) -> Result<Self, Error> {
        let mut members = node.members();
        match (node.as_str(), members.next(), members.next()) {
            (Some(variant), _, _) => Ok(Self { variant, content: None }),
            (None, Some((variant, content)), None) => Ok(Self { variant, content: Some(content) }),
            _ => Err(Error::unexpected_type(node, "a string or an object with one member")),
        }
    }

    fn with_content(self) -> Result<Node<'de>, Error> {
        self.content.ok_or_else(|| Error::UnexpectedType {
            place: Place::default(),
            expected: "an object with one member".into(),
            found: "a string".into(),
        })
    }
}

/// serde makes errors without a place; the deserialiser adds the innermost one.
impl de::Error for Error {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self::InvalidValue { place: Place::default(), reason: reason.to_string().into() }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::UnexpectedType { place: Place::default(), expected: in_json_words(expected), found: describe(&found) }
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        de::Error::custom(format_args!("expected {}, found {}", in_json_words(expected), describe(&found)))
    }

    fn invalid_length(found: usize, expected: &dyn Expected) -> Self {
        de::Error::custom(format_args!("expected {}, found {found} items", in_json_words(expected)))
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        let expected = expected.join("`, `");
        de::Error::custom(format_args!("expected one of `{expected}`, found `{}`", cut(found).escape_debug()))
    }

    fn unknown_field(name: &str, _: &'static [&'static str]) -> Self {
        Self::UnknownMember { place: Place::default(), name: cut(name) }
    }

    fn missing_field(name: &'static str) -> Self {
        Self::MissingMember { place: Place::default(), name }
    }

    fn duplicate_field(name: &'static str) -> Self {
        de::Error::custom(format_args!("member `{name}` is given twice"))
    }
}

/// What a visitor expects, without the names of Rust types that serde puts there.
fn in_json_words(expected: &dyn Expected) -> Box<str> {
    let expected = expected.to_string();
    let noun = expected.strip_prefix("a ").or_else(|| expected.strip_prefix("any ")).unwrap_or(&expected);
    match noun.split(' ').next() {
        Some("struct" | "map") => "an object".into(),
        Some("enum") => "a string or an object with one member".into(),
        Some("tuple" | "sequence") => "an array".into(),
        Some("variant" | "field") => "a name".into(),
        Some("option" | "unit") => "null".into(),
        Some("bool" | "boolean") => "a boolean".into(),
        Some("i8" | "i16" | "i32" | "i64" | "i128" | "isize") => "an integer".into(),
        Some("u8" | "u16" | "u32" | "u64" | "u128" | "usize") => "an integer of at least 0".into(),
        Some("f32" | "f64") => "a number".into(),
        _ => cut(&expected),
    }
}

fn describe(found: &Unexpected<'_>) -> Box<str> {
    match found {
        Unexpected::Unit | Unexpected::Option => "null".into(),
        Unexpected::Map => "an object".into(),
        Unexpected::Seq => "an array".into(),
        Unexpected::Bool(value) => format!("`{value}`").into(),
        Unexpected::Unsigned(value) => format!("`{value}`").into(),
        Unexpected::Signed(value) => format!("`{value}`").into(),
        Unexpected::Float(value) => format!("`{}`", super::jcs::number(*value)).into(),
        Unexpected::Str(value) => format!("the string `{}`", cut(value).escape_debug()).into(),
        other => cut(&other.to_string()),
    }
}

struct Count(usize);

impl Expected for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an array of {}", self.0)
    }
}
