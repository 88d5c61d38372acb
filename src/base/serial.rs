//! JSON text of checked values: written as they display, read as they parse.

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

/// A value whose JSON form is a string: written as it displays, read as it parses.
pub(crate) trait TextInJson: Display + FromStr<Err = super::Malformed> {
    /// What a reader expects there.
    const EXPECTED: &'static str;
}

/// Implements `TextInJson`, `Serialize` and `Deserialize` over `Display` and `FromStr`, each with what a reader expects there.
macro_rules! text_in_json {
    ($($type:ty: $expected:expr),+ $(,)?) => {$(
        impl $crate::base::serial::TextInJson for $type {
            const EXPECTED: &'static str = $expected;
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::base::serial::read(deserializer)
            }
        }
    )+};
}
pub(crate) use text_in_json;

/// Reads a JSON string as a value; anything but a string is refused.
pub(crate) fn read<'de, T: TextInJson, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(FromText { value: PhantomData })
}

/// Reads an optional member that is there: `null` is not a way to leave one out.
pub(crate) fn stated<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}

struct FromText<T> {
    value: PhantomData<T>,
}

impl<T: TextInJson> Visitor<'_> for FromText<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

text_in_json! {
    super::amount::Amount: "a decimal between quotes, such as \"7.5\"",
    super::country::Country: "a two-letter country code",
    super::iri::Iri: "an absolute IRI",
    super::language::Language: "a language tag such as \"en\"",
    super::text::Text: "a text",
    super::time::Date: "a date such as \"2026-11-24\"",
    super::time::Timestamp: "a date and time with a zone, such as \"2026-11-24T09:30:00Z\"",
    super::time::Zone: "Z or an offset between quotes, such as \"+08:00\"",
    super::moment::Moment: "a date and time with a zone, such as \"2026-11-24T09:30:00+08:00\"",
}
