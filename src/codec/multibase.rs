//! Multibase texts (base58btc `z`, base64url `u`) as Multikeys, proof values and digests are written.

use super::base58;
use crate::base::Malformed;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Writes bytes as base58btc with the multibase letter `z`.
#[must_use]
pub fn encode_base58(bytes: &[u8]) -> String {
    let mut text = String::from("z");
    text.push_str(&base58::encode(bytes));
    text
}

/// Writes bytes as unpadded base64url with the multibase letter `u`.
#[must_use]
pub fn encode_base64url(bytes: &[u8]) -> String {
    let mut text = String::from("u");
    URL_SAFE_NO_PAD.encode_string(bytes, &mut text);
    text
}

/// Reads a base58btc (`z`) or base64url (`u`) text of at most `longest` characters, its letter included.
///
/// The length is checked first: decoding base58 costs the square of it. Base64url takes no padding, no white space
/// and no stray bits, so that every byte string has one text.
///
/// # Errors
///
/// `multibase.too-long`, or `multibase.malformed` for another letter or a character outside the alphabet.
pub fn decode(text: &str, longest: usize) -> Result<Vec<u8>, Malformed> {
    if text.len() > longest {
        return Err(Malformed::new("multibase.too-long", "a shorter multibase text", text));
    }
    let bytes = match text.split_at_checked(1) {
        Some(("z", text)) => {
            // A text never holds more bytes than characters.
            let mut bytes = vec![0; text.len()];
            let length = base58::decode(text, &mut bytes);
            length.map(|length| {
                bytes.truncate(length);
                bytes
            })
        }
        Some(("u", base64url)) => URL_SAFE_NO_PAD.decode(base64url).ok(),
        _ => None,
    };
    bytes.ok_or_else(|| Malformed::new("multibase.malformed", "a multibase text in base58btc or base64url", text))
}

/// Reads a `z` text into a buffer and returns the bytes it holds; `None` if it is no such text or does not fit.
///
/// Allocates nothing, so that a buffer for a secret can be wiped by its owner.
pub(crate) fn decode_base58_into<'b>(text: &str, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
    let text = text.strip_prefix('z')?;
    if text.len() > base58::longest(buffer.len()) {
        return None;
    }
    let length = base58::decode(text, buffer)?;
    buffer.get(..length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_value_of_each_size_is_within_the_bound() {
        for size in 1..200 {
            let text = encode_base58(&vec![0xff; size]);
            let mut buffer = vec![0; size];
            assert_eq!(decode_base58_into(&text, &mut buffer), Some(&*vec![0xff; size]));
        }
    }

    #[test]
    fn a_hundred_thousand_characters_are_refused_before_the_work() {
        let text = format!("z{}", "2".repeat(100_000));
        assert_eq!(decode_base58_into(&text, &mut [0; 64]), None);
        assert_eq!(decode(&text, 200).unwrap_err().code(), "multibase.too-long");
    }
}
