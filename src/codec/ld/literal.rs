//! Native JSON values as literals: Object to RDF Conversion (JSON-LD 1.1 API, section 8.2.2), steps 7 to 11.

use crate::codec::json::Number;
use std::borrow::Cow;

/// The lexical form of a number under the datatype of its term, if it has one, and the datatype that it has otherwise.
pub(super) fn number<'d>(number: Number<'d>, datatype: Option<&str>) -> (Cow<'d, str>, &'static str) {
    let as_double = datatype == Some(XSD_DOUBLE);
    // An integer literal is canonical as it stands, except for minus zero.
    if !as_double && number.as_i64().is_some_and(|integer| integer != 0) {
        return (number.as_text().into(), XSD_INTEGER);
    }
    let value = number.as_f64();
    if as_double || value.fract() != 0.0 || value.abs() >= 1e21 {
        return (double(value).into(), XSD_DOUBLE);
    }
    // Both zeros are `0`.
    let integer = if value == 0.0 { "0".into() } else { format!("{value:.0}") };
    (integer.into(), XSD_INTEGER)
}

/// The lexical form of a boolean, and its datatype.
pub(super) fn boolean(value: bool) -> (Cow<'static, str>, &'static str) {
    (if value { "true" } else { "false" }.into(), XSD_BOOLEAN)
}

/// The canonical form of a double: `%1.15E` of C without needless zeros.
fn double(value: f64) -> String {
    let text = format!("{value:.15E}");
    let (mantissa, exponent) = text.split_once('E').unwrap_or((&text, "0"));
    let mantissa = mantissa.trim_end_matches('0');
    let point = if mantissa.ends_with('.') { "0" } else { "" };
    format!("{mantissa}{point}E{exponent}")
}

const XSD_BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";
const XSD_DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";
const XSD_INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";

#[cfg(test)]
mod tests {
    use super::double;

    #[test]
    fn writes_doubles_in_canonical_form() {
        for (value, text) in [
            (3.5, "3.5E0"),
            (7.0, "7.0E0"),
            (-0.125, "-1.25E-1"),
            (1e21, "1.0E21"),
            (5e-324, "4.940656458412465E-324"),
            (0.0, "0.0E0"),
        ] {
            assert_eq!(double(value), text);
        }
    }
}
