//! The address at which a badge can be verified, as it is printed on its parchment.

use openbadges::base::Malformed;
use openbadges::base::iri::Iri;
use std::str::FromStr;

/// An address in which `{id}` stands for the id of the badge.
#[derive(Debug, Clone)]
pub(crate) struct VerifyUrl(String);

impl VerifyUrl {
    /// The address of one badge, with its id as one part of a query or path (RFC 3986 §2.1).
    pub(crate) fn of(&self, id: &Iri) -> Result<Iri, Malformed> {
        Iri::parse(&self.0.replace("{id}", &percent_encoded(id.as_str())))
    }
}

impl FromStr for VerifyUrl {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        // Whatever the id is, what stands for it are characters like these.
        Iri::parse(&text.replace("{id}", "id")).map(|_| Self(text.to_owned()))
    }
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_badge_stands_in_an_address_as_one_part_of_it() {
        let id = Iri::parse("urn:uuid:9d0a/é?x&y").unwrap();
        let of = |address: &str| address.parse::<VerifyUrl>().unwrap().of(&id).unwrap().to_string();
        let expected = "https://school.example/verify?badge=urn%3Auuid%3A9d0a%2F%C3%A9%3Fx%26y";
        assert_eq!(of("https://school.example/verify?badge={id}"), expected);
        assert_eq!(of("https://school.example/verify"), "https://school.example/verify");
    }

    #[test]
    fn an_address_is_refused_before_any_badge_is_read() {
        for address in ["verify?badge={id}", "https://school.example/{name}", "{id}"] {
            assert!(address.parse::<VerifyUrl>().is_err(), "{address}");
        }
    }
}
