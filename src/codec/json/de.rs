//! Typed views: a [`Node`] hands itself to serde.

use super::error::{Error, Place, cut};
use super::{Items, Kind, Members, Node};
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, Deserializer, Expected, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use std::fmt;

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.kind() {
            Kind::Null => visitor.visit_unit(),
            Kind::Bool => visitor.visit_bool(self.as_bool() == Some(true)),
            Kind::Number => visit_number(self, visitor),
            Kind::String => visitor.visit_borrowed_str(self.as_str().unwrap_or_default()),
            Kind::Array => visit_items(self, visitor),
            Kind::Object => visit_members(self, visitor),
        }
        .map_err(|e| e.at(self))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) };
        value.map_err(|e| e.at(self))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self).map_err(|e| e.at(self))
    }

    /// A variant is a string, or an object whose one member is named after the variant and holds its content.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut members = self.members();
        let choice = match (self.as_str(), members.next(), members.next()) {
            (Some(variant), _, _) => Variant { variant, content: None },
            (None, Some((variant, content)), None) => Variant { variant, content: Some(content) },
            _ => return Err(Error::unexpected_type(self, "a string or an object with one member")),
        };
        visitor.visit_enum(choice).map_err(|e| e.at(self))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier
    }
}

impl<'de> IntoDeserializer<'de, Error> for Node<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

fn visit_number<'de, V: Visitor<'de>>(node: Node<'de>, visitor: V) -> Result<V::Value, Error> {
    let Some(number) = node.as_number() else { return visitor.visit_unit() };
    match number.as_i64() {
        Some(integer) => match u64::try_from(integer) {
            Ok(natural) => visitor.visit_u64(natural),
            Err(_) => visitor.visit_i64(integer),
        },
        None => visitor.visit_f64(number.as_f64()),
    }
}

fn visit_items<'de, V: Visitor<'de>>(node: Node<'de>, visitor: V) -> Result<V::Value, Error> {
    let mut items = ItemsAccess { items: node.items() };
    let value = visitor.visit_seq(&mut items)?;
    // A tuple that took fewer items than there are would read only part of what was signed.
    match items.items.len() {
        0 => Ok(value),
        left => Err(de::Error::invalid_length(node.len(), &Count(node.len().saturating_sub(left)))),
    }
}

fn visit_members<'de, V: Visitor<'de>>(node: Node<'de>, visitor: V) -> Result<V::Value, Error> {
    visitor.visit_map(MembersAccess { members: node.members(), value: None })
}

struct ItemsAccess<'de> {
    items: Items<'de>,
}

impl<'de> de::SeqAccess<'de> for ItemsAccess<'de> {
    type Error = Error;

    fn next_element_seed<T: de::DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.items.next().map(|item| seed.deserialize(item).map_err(|e| e.at(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct MembersAccess<'de> {
    members: Members<'de>,
    value: Option<Node<'de>>,
}

impl<'de> de::MapAccess<'de> for MembersAccess<'de> {
    type Error = Error;

    fn next_key_seed<K: de::DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((name, node)) = self.members.next() else { return Ok(None) };
        self.value = Some(node);
        seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some).map_err(|e: Error| e.at(node))
    }

    fn next_value_seed<V: de::DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let node =
            self.value.take().ok_or_else(|| <Error as de::Error>::custom("a value was asked for before its name"))?;
        // Values that serde buffers first (flattened, untagged) fail without a place of their own.
        seed.deserialize(node).map_err(|e| e.at(node))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}

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

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.with_content()?.deserialize_any(visitor)
    }
}

impl<'de> Variant<'de> {
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
