//! Decentralised identifiers (DID Core §3): read strictly; `did:key` and `did:jwk` resolved offline.

use super::{Error, VerifyingKey};
use crate::base::Malformed;
use crate::base::limits::Limits;
use crate::base::secret::REDACTED;
use crate::codec::json::Document;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A DID URL in its parts, borrowed from the text: `did:web:example.org#key-1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DidUrl<'t> {
    text: &'t str,
    did: &'t str,
    method: &'t str,
    specific: &'t str,
    fragment: Option<&'t str>,
}

impl<'t> DidUrl<'t> {
    /// The longest text, in bytes.
    pub const LONGEST: usize = 2_048;

    /// Reads a DID or a DID URL by the grammar of DID Core §3.1 and §3.2; nothing is normalised or decoded.
    ///
    /// # Errors
    ///
    /// `did.malformed` for any other text, or one longer than [`LONGEST`](Self::LONGEST).
    pub fn parse(text: &'t str) -> Result<Self, Error> {
        Self::split(text).ok_or_else(|| refuse("did.malformed", "a DID, such as did:key:z6Mk…", text))
    }

    fn split(text: &'t str) -> Option<Self> {
        (text.len() <= Self::LONGEST).then_some(())?;
        let (before, fragment) = text.split_once('#').map_or((text, None), |(before, after)| (before, Some(after)));
        let did = before.split(['/', '?']).next()?;
        let after = before.strip_prefix(did)?;
        let (method, specific) = did.strip_prefix("did:")?.split_once(':')?;
        let is_name = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        let is_id = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b':');
        let well_formed = !method.is_empty()
            && method.bytes().all(is_name)
            && !specific.is_empty()
            && !specific.ends_with(':')
            && has_only(specific, is_id)
            && has_only(after, is_url_character)
            && fragment.is_none_or(|fragment| has_only(fragment, is_url_character));
        well_formed.then_some(Self { text, did, method, specific, fragment })
    }

    /// The whole text.
    #[must_use]
    pub fn as_str(&self) -> &'t str {
        self.text
    }

    /// The DID alone, without path, query and fragment.
    #[must_use]
    pub fn did(&self) -> &'t str {
        self.did
    }

    /// The method's name: `key`, `web`.
    #[must_use]
    pub fn method(&self) -> &'t str {
        self.method
    }

    /// What follows `did:` and the method's name.
    #[must_use]
    pub fn specific_id(&self) -> &'t str {
        self.specific
    }

    /// What follows `#`: a name within the DID's document, never a key in itself.
    #[must_use]
    pub fn fragment(&self) -> Option<&'t str> {
        self.fragment
    }

    /// Whether a path or a query stands between the DID and the fragment.
    #[must_use]
    pub fn has_path_or_query(&self) -> bool {
        let fragment = self.fragment.map_or(0, |fragment| fragment.len().saturating_add(1));
        self.text.len() != self.did.len().saturating_add(fragment)
    }
}

/// The `did:key` identifier of a key.
#[must_use]
pub fn key_did(key: &VerifyingKey) -> String {
    format!("did:key:{}", key.to_multikey())
}

/// The one verification method of a key's `did:key` document, `did:key:z6Mk…#z6Mk…`.
#[must_use]
pub fn key_method(key: &VerifyingKey) -> String {
    let multikey = key.to_multikey();
    format!("did:key:{multikey}#{multikey}")
}

/// Whether a method's identifier is the key itself, so that no document is needed: `did:key` and `did:jwk`.
#[must_use]
pub fn is_self_certifying(method: &str) -> bool {
    method.starts_with("did:key:") || method.starts_with("did:jwk:")
}

/// The one verification method of a `did:key` or `did:jwk`; `None` for any other text.
#[must_use]
pub fn sole_method(did: &str) -> Option<String> {
    let url = DidUrl::parse(did).ok().filter(|url| url.did() == did)?;
    match url.method() {
        "key" => Some(format!("{did}#{}", url.specific_id())),
        "jwk" => Some(format!("{did}#0")),
        _ => None,
    }
}

/// The key that a verification method of `did:key` or `did:jwk` names, found without any document.
///
/// The fragment of a `did:key` must repeat the identifier: `did:key:zA#zB` is nobody's key. That of a `did:jwk` is `0`.
///
/// # Errors
///
/// `did.malformed`; `did.method` when the DID is of another method, so that its document is needed; `did.fragment`
/// when the fragment is missing or names another key, or a path or query is there; `did.jwk` when the identifier is no
/// base64url of JSON; and the errors of [`VerifyingKey::from_multikey`] and [`VerifyingKey::from_jwk`].
pub fn resolve_key(method: &str) -> Result<VerifyingKey, Error> {
    let url = DidUrl::parse(method)?;
    let (fragment, expected) = match url.method() {
        "key" => (url.specific_id(), "did:key:z6Mk…#z6Mk…, the same key twice"),
        "jwk" => ("0", "did:jwk:…#0, its only key"),
        _ => return Err(refuse("did.method", "a did:key or did:jwk", method)),
    };
    if url.fragment() != Some(fragment) || url.has_path_or_query() {
        return Err(refuse("did.fragment", expected, method));
    }
    if url.method() == "key" {
        return VerifyingKey::from_multikey(url.specific_id());
    }
    // Only one text stands for some bytes: no padding, and no bits to spare that are set.
    let json = URL_SAFE_NO_PAD.decode(url.specific_id()).ok();
    let jwk = json.and_then(|json| Document::parse(&json, &Limits::DEFAULT).ok());
    let jwk = jwk.ok_or_else(|| refuse("did.jwk", "a JWK in base64url without padding", method))?;
    VerifyingKey::from_jwk(jwk.root())
}

fn refuse(code: &'static str, expected: &'static str, text: &str) -> Error {
    // The start of every secret Ed25519 Multikey, in base58btc and in base64url, and a JWK that may hold a secret: not repeated.
    let secret = text.contains("z3u2") || text.contains("ugCY") || text.contains("did:jwk:");
    Error::Did(Malformed::new(code, expected, if secret { REDACTED } else { text }))
}

fn is_url_character(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte)
}

/// Whether every byte is allowed or begins a percent-encoded byte.
fn has_only(text: &str, allowed: impl Fn(u8) -> bool) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let encoded = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_hexdigit());
        if !(allowed(byte) || byte == b'%' && encoded(bytes.next()) && encoded(bytes.next())) {
            return false;
        }
    }
    true
}
