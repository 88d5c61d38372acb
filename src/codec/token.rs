//! The outer form of signed tokens.

/// Whether `text` has the outer form of a token: a compact JWS (RFC 7515 §3.1), three parts of base64url text; after it perhaps the
/// parts of an SD-JWT (RFC 9901 §4), with tildes.
pub(super) fn is_token(text: &str) -> bool {
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
    let (jws, disclosures) = text.split_once('~').unwrap_or((text, ""));
    jws.split('.').count() == 3
        && jws.split('.').all(|part| !part.is_empty() && part.bytes().all(is_letter))
        && disclosures.bytes().all(|b| is_letter(b) || b".~".contains(&b))
}
