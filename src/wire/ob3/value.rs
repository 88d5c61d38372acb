//! Readers of single values: the primitive and derived types of the standard.

use super::reader::{Reader, at};
use super::{ActivityDate, DateTimeStamp};
use crate::base::Malformed;
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use crate::base::time::Date;
use crate::codec::json::Node;
use crate::wire::error::{Error, Excerpt};
use serde::Serializer;

/// A String; a language map or value object yields one of its texts and a fault.
pub(crate) fn text(node: Node<'_>, reader: &mut Reader) -> Option<SharedText> {
    if let Some(text) = node.to_shared_text() {
        return Some(text);
    }
    let chosen = node.get("@value").or_else(|| node.get("en")).or_else(|| node.members().next().map(|(_, v)| v));
    match chosen.and_then(Node::to_shared_text) {
        Some(text) => {
            reader.fault(Error::LanguageMap { at: at(node) });
            Some(text)
        }
        None => {
            reader.unexpected(node, "a string");
            None
        }
    }
}

/// A String that a parser accepts, which need not copy it.
fn parsed<T>(node: Node<'_>, reader: &mut Reader, parse: impl FnOnce(SharedText) -> Result<T, Malformed>) -> Option<T> {
    let Some(text) = node.to_shared_text() else {
        reader.unexpected(node, "a string");
        return None;
    };
    parse(text).map_err(|source| reader.fault(Error::Malformed { at: at(node), source })).ok()
}

/// A URI or IRI, absolute since nothing else may be signed.
pub(crate) fn iri(node: Node<'_>, reader: &mut Reader) -> Option<Iri> {
    parsed(node, reader, Iri::of)
}

/// A DateTimeZ.
pub(crate) fn stamp(node: Node<'_>, reader: &mut Reader) -> Option<DateTimeStamp> {
    let mut is_zoneless = false;
    let stamp = parsed(node, reader, |text| {
        DateTimeStamp::of(text.clone()).or_else(|malformed| {
            is_zoneless = true;
            DateTimeStamp::parse_zoneless(&text).ok_or(malformed)
        })
    })?;
    if is_zoneless {
        reader.fault(Error::ZoneMissing { at: at(node), found: Excerpt::new(stamp.as_str()) });
    }
    Some(stamp)
}

/// The DateTime of an activity.
pub(crate) fn activity(node: Node<'_>, reader: &mut Reader) -> Option<ActivityDate> {
    parsed(node, reader, ActivityDate::of)
}

/// A Date.
pub(crate) fn date(node: Node<'_>, reader: &mut Reader) -> Option<Date> {
    parsed(node, reader, |text| Date::parse(&text))
}

/// A Boolean.
pub(crate) fn boolean(node: Node<'_>, reader: &mut Reader) -> Option<bool> {
    let value = node.as_bool();
    if value.is_none() {
        reader.unexpected(node, "a boolean");
    }
    value
}

/// A Float that is not a number of credits.
pub(crate) fn float(node: Node<'_>, reader: &mut Reader) -> Option<f64> {
    let value = node.as_number().map(|number| number.as_f64());
    if value.is_none() {
        reader.unexpected(node, "a number");
    }
    value
}

/// Credits: the decimal that is signed. JSON-LD signs 16 digits of a fraction, so `3.5000000000000004` is 3.5.
pub(crate) fn credits(node: Node<'_>, reader: &mut Reader) -> Option<Amount> {
    let Some(number) = node.as_number() else {
        reader.unexpected(node, "a number");
        return None;
    };
    // No amount has more digits than every double keeps, so that its text and its value agree.
    let amount = Amount::parse(number.as_text()).ok().or_else(|| signed_decimal(number.as_f64()));
    if amount.is_none() {
        reader.fault(Error::Amount { at: at(node), found: Excerpt::new(number.as_text()) });
    }
    amount
}

/// Writes credits as a JSON number, whole ones without a fraction.
pub(crate) fn write_credits<S: Serializer>(amount: &Option<Amount>, serializer: S) -> Result<S::Ok, S::Error> {
    let Some(amount) = amount else { return serializer.serialize_none() };
    let text = amount.to_string();
    match text.parse::<u64>() {
        Ok(whole) => serializer.serialize_u64(whole),
        Err(_) => serializer.serialize_f64(text.parse().map_err(serde::ser::Error::custom)?),
    }
}

/// An array of texts as the standard's patterns want it, such as a compact JWS.
pub(crate) fn compact_jws(node: Node<'_>, reader: &mut Reader) -> Option<SharedText> {
    parsed(node, reader, |text| {
        let mut parts = text.split('.');
        let mut part = || {
            parts.next().is_some_and(|p| {
                !p.is_empty() && p.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
            })
        };
        let well_formed = part() && part() && part() && parts.next().is_none();
        let malformed =
            || Malformed::new("jws.malformed", "a compact JWS: three base64url parts with two points", &text);
        if well_formed { Ok(text) } else { Err(malformed()) }
    })
}

/// A language code.
pub(crate) fn language(node: Node<'_>, reader: &mut Reader) -> Option<SharedText> {
    parsed(node, reader, |text| {
        let malformed = || Malformed::new("language.malformed", "a language code such as en or zh-Hant", &text);
        if is_language_code(&text) { Ok(text) } else { Err(malformed()) }
    })
}

/// Whether a text is a language code of Open Badges: `en`, `zh-Hant`, `pt-BR`, `es-419`.
pub(crate) fn is_language_code(text: &str) -> bool {
    let mut parts = text.split('-').peekable();
    let lower = |p: &str| (2..=4).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase());
    let script = |p: &str| {
        let mut bytes = p.bytes();
        p.len() == 4 && bytes.next().is_some_and(|b| b.is_ascii_uppercase()) && bytes.all(|b| b.is_ascii_lowercase())
    };
    let region = |p: &str| {
        (p.len() == 2 && p.bytes().all(|b| b.is_ascii_uppercase()))
            || (p.len() == 3 && p.bytes().all(|b| b.is_ascii_digit()))
    };
    let starts = parts.next().is_some_and(lower);
    parts.next_if(|p| script(p));
    parts.next_if(|p| region(p));
    starts && parts.next().is_none()
}

/// The number in its shortest text; failing that, in the 16 digits that are signed.
fn signed_decimal(value: f64) -> Option<Amount> {
    let amount = |value: f64| Amount::parse(&value.abs().to_string()).ok();
    if value.is_sign_negative() && value != 0.0 {
        return None;
    }
    amount(value).or_else(|| amount(format!("{value:.15e}").parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_credits_is_the_decimal_that_is_signed() {
        for (value, shown) in [
            (0.0, "0"),
            (6.0, "6"),
            (7.5, "7.5"),
            (3.500_000_000_000_000_4, "3.5"),
            (0.1, "0.1"),
            (9.45, "9.45"),
            (0.000_001, "0.000001"),
            (1_000_000.0, "1000000"),
            (120.0, "120"),
        ] {
            assert_eq!(signed_decimal(value).map(|a| a.to_string()).as_deref(), Some(shown), "{value}");
        }
        for value in [-1.0, f64::NAN, 1e300, 1e-7, 1.0 / 3.0, 1_000_001.0] {
            assert_eq!(signed_decimal(value), None, "{value}");
        }
    }
}
