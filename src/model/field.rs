//! Fields of education (element 16): ISCED-F 2013.

use crate::base::Malformed;
use std::fmt;

/// A field of ISCED-F 2013: two digits for a broad field, three for a narrow one, four for a detailed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Field {
    code: u16,
    digits: u8,
}

impl Field {
    /// Reads a code such as `06`, `061` or `0613`.
    ///
    /// # Errors
    ///
    /// `field.unknown` for a code that the classification does not have.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let unknown = || Malformed::new("field.unknown", "an ISCED-F code of 2 to 4 digits such as 0613", text);
        let digits = u8::try_from(text.len()).map_err(|_| unknown())?;
        if !(2..=4).contains(&digits) || !text.bytes().all(|b| b.is_ascii_digit()) || !is_listed(text) {
            return Err(unknown());
        }
        Ok(Self { code: text.parse().map_err(|_| unknown())?, digits })
    }

    /// The IRI that signed statements use.
    #[must_use]
    pub fn iri(self) -> String {
        format!("http://data.europa.eu/snb/isced-f/{self}")
    }
}

impl fmt::Display for Field {
    /// The code with its leading zero.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0width$}", self.code, width = usize::from(self.digits))
    }
}

impl std::str::FromStr for Field {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

crate::base::serial::text_in_json!(Field: "an ISCED-F code between quotes, such as \"0613\"");

/// Whether each digit exists below the one before it. In the third and fourth place 0 is "not further defined" and 9
/// "not elsewhere classified"; 8 in the third place is an inter-disciplinary programme.
fn is_listed(code: &str) -> bool {
    if ["99", "999", "9999"].contains(&code) {
        return true;
    }
    let (broad, narrow) = code.split_at_checked(2).unwrap_or_default();
    let Some((_, fields)) = FIELDS.iter().find(|(listed, _)| *listed == broad) else { return false };
    let mut digits = narrow.bytes();
    let Some(third) = digits.next() else { return true };
    let detailed = match third {
        b'0' | b'8' | b'9' => 0,
        _ => match fields.as_bytes().get(usize::from(third.saturating_sub(b'1'))) {
            Some(count) => count.saturating_sub(b'0'),
            None => return false,
        },
    };
    match (third, digits.next()) {
        (_, None) => true,
        (b'0', Some(fourth)) => fourth == b'0',
        (b'8' | b'9', Some(fourth)) => fourth == third,
        (_, Some(b'0' | b'9')) => true,
        (_, Some(fourth)) => fourth.saturating_sub(b'0') <= detailed,
    }
}

/// Each broad field with the number of detailed fields in its first, second, … narrow field.
const FIELDS: [(&str, &str); 11] = [
    ("00", "111"),
    ("01", "4"),
    ("02", "532"),
    ("03", "42"),
    ("04", "71"),
    ("05", "2232"),
    ("06", "3"),
    ("07", "642"),
    ("08", "2111"),
    ("09", "73"),
    ("10", "5221"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_leading_zero() {
        for code in ["00", "06", "061", "0613", "0000", "0610", "0619", "0688", "0788", "0999", "1041", "99"] {
            assert_eq!(Field::parse(code).map(|f| f.to_string()), Ok(code.to_owned()), "{code}");
        }
    }

    #[test]
    fn refuses_codes_that_the_classification_lacks() {
        for code in ["", "6", "11", "062", "0614", "06131", "6.1", "0681", "0601", "1042", "١٢", "0x"] {
            assert!(Field::parse(code).is_err(), "{code}");
        }
    }
}
