//! Ed25519 keys as JSON Web Keys (RFC 8037 §2).

use super::{Error, SigningKey, VerifyingKey};
use crate::base::Malformed;
use crate::base::secret::{REDACTED, SecretText};
use crate::codec::json::Node;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use zeroize::Zeroizing;

impl VerifyingKey {
    /// Reads a public JWK: `kty` `OKP`, `crv` `Ed25519`, `x` of 32 bytes. Members that say what the key is for must
    /// allow verifying; others are passed over.
    ///
    /// # Errors
    ///
    /// `key.private` when there is a `d` (the secret has leaked), `key.unsupported` for another kind of key or use,
    /// `key.malformed` for any other fault, and the errors of [`VerifyingKey::from_bytes`].
    pub fn from_jwk(jwk: Node<'_>) -> Result<Self, Error> {
        if !jwk.is_object() {
            return Err(refuse("key.malformed", "a JSON object", "another value"));
        }
        if jwk.get("d").is_some() {
            return Err(refuse("key.private", "a public key, not a secret one", REDACTED));
        }
        let text = |name| jwk.get(name).map(|node: Node<'_>| node.as_str().unwrap_or_default());
        for (name, accepted) in [("kty", &["OKP"][..]), ("crv", &["Ed25519"])] {
            let found =
                text(name).ok_or_else(|| refuse("key.malformed", "`kty`, `crv` and `x`", "a member is missing"))?;
            check(name, found, accepted)?;
        }
        for (name, accepted) in [("alg", &["EdDSA", "Ed25519"][..]), ("use", &["sig"])] {
            text(name).map_or(Ok(()), |found| check(name, found, accepted))?;
        }
        if let Some(operations) = jwk.get("key_ops")
            && !operations.items().any(|item| item.as_str() == Some("verify"))
        {
            return Err(refuse("key.unsupported", "`key_ops` with `verify`", "other operations"));
        }
        let x = text("x").ok_or_else(|| refuse("key.malformed", "`kty`, `crv` and `x`", "a member is missing"))?;
        Self::from_bytes(&*decode("x", x)?)
    }

    /// Writes the public JWK.
    #[must_use]
    pub fn to_jwk(&self) -> String {
        format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{}"}}"#, URL_SAFE_NO_PAD.encode(self.as_bytes()))
    }
}

impl SigningKey {
    /// Reads a secret JWK: `kty` `OKP`, `crv` `Ed25519`, and `x` and `d` that belong together.
    ///
    /// It takes text, so that no tree of the document keeps a copy of the secret.
    ///
    /// # Errors
    ///
    /// `key.malformed`, `key.unsupported`, `key.mismatch` when `x` is not the public half of `d`, `key.zero-seed`.
    pub fn from_secret_jwk(text: &str) -> Result<Self, Error> {
        // What the reader says could quote the secret, so it is dropped.
        let jwk: SecretJwk<'_> = serde_json::from_str(text)
            .map_err(|_| refuse("key.malformed", "a JWK with `kty`, `crv`, `x` and `d`", REDACTED))?;
        check("kty", jwk.kty, &["OKP"])?;
        check("crv", jwk.crv, &["Ed25519"])?;
        let key = Self::from_seed_bytes(&*decode("d", jwk.d)?)?;
        if key.verifying_key().as_bytes() == &*decode("x", jwk.x)? {
            Ok(key)
        } else {
            Err(refuse("key.mismatch", "`x` that is the public half of `d`", jwk.x))
        }
    }

    /// Writes the secret JWK.
    #[must_use]
    pub fn to_secret_jwk(&self) -> SecretText {
        let mut text = String::with_capacity(160);
        text.push_str(r#"{"kty":"OKP","crv":"Ed25519","x":""#);
        URL_SAFE_NO_PAD.encode_string(self.verifying_key().as_bytes(), &mut text);
        text.push_str(r#"","d":""#);
        URL_SAFE_NO_PAD.encode_string(self.seed(), &mut text);
        text.push_str(r#""}"#);
        SecretText::new(text)
    }
}

/// Borrowed, so that reading copies no secret; a value with an escape is therefore refused.
#[derive(Deserialize)]
struct SecretJwk<'t> {
    kty: &'t str,
    crv: &'t str,
    x: &'t str,
    d: &'t str,
}

fn check(name: &'static str, found: &str, accepted: &[&str]) -> Result<(), Error> {
    let expected = match name {
        "kty" => "`kty` `OKP`",
        "crv" => "`crv` `Ed25519`",
        "alg" => "`alg` `EdDSA`",
        _ => "`use` `sig`",
    };
    if accepted.contains(&found) { Ok(()) } else { Err(refuse("key.unsupported", expected, found)) }
}

fn decode(name: &str, text: &str) -> Result<Zeroizing<[u8; 32]>, Error> {
    // Decoders ask for room for whole groups of three bytes.
    let mut buffer = Zeroizing::new([0; 33]);
    let mut key = Zeroizing::new([0; 32]);
    let length = if text.len() == 43 { URL_SAFE_NO_PAD.decode_slice(text, &mut *buffer).ok() } else { None };
    match buffer.split_last() {
        Some((_, bytes)) if length == Some(key.len()) => {
            key.copy_from_slice(bytes);
            Ok(key)
        }
        _ => Err(refuse("key.malformed", "32 bytes in base64url without padding", &format!("another `{name}`"))),
    }
}

fn refuse(code: &'static str, expected: &'static str, found: &str) -> Error {
    Error::Key(Malformed::new(code, expected, found))
}
