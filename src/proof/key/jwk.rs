//! Keys as JSON Web Keys (RFC 8037 §2, RFC 7518 §6.2 and §6.3).

use super::{Algorithm, Public, SigningKey, VerifyingKey, nist, rsa};
use crate::base::Malformed;
use crate::base::secret::{REDACTED, SecretText};
use crate::codec::json::Node;
use crate::proof::Error;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use zeroize::Zeroizing;

impl VerifyingKey {
    /// Reads a public JWK: `kty` `OKP` with `crv` `Ed25519` and `x`, or `kty` `EC` with `crv` `P-256` or `P-384`, `x` and `y`, or `RSA`
    /// with `n` and `e`. Members that say what the key is for must allow verifying; others are passed over.
    ///
    /// # Errors
    ///
    /// `key.private` when there is a `d` (the secret has leaked), `key.unsupported` for another kind of key or use,
    /// `key.malformed` for any other fault, the errors of [`VerifyingKey::from_bytes`] and, of RSA, `key.rsa-size`,
    /// `key.rsa-exponent`, `key.rsa-weak` (a modulus of a faulty generator) and `key.feature-missing`.
    pub fn from_jwk(jwk: Node<'_>) -> Result<Self, Error> {
        if !jwk.is_object() {
            return Err(refuse("key.malformed", "a JSON object", "another value"));
        }
        if jwk.get("d").is_some() {
            return Err(refuse("key.private", "a public key, not a secret one", REDACTED));
        }
        let text = |name| jwk.get(name).map(|node: Node<'_>| node.as_str().unwrap_or_default());
        let required =
            |name| text(name).ok_or_else(|| refuse("key.malformed", "a JWK with `kty`, `crv` and its numbers", name));
        // A key of another kind has no curve to miss.
        let algorithm = algorithm(required("kty")?, text("crv"))?;
        if let Some(alg) = text("alg")
            && alg != algorithm.jws_name()
            && !(algorithm == Algorithm::Ed25519 && alg == "Ed25519")
        {
            return Err(refuse("key.unsupported", "the `alg` of its curve", alg));
        }
        if let Some(found) = text("use").filter(|found| *found != "sig") {
            return Err(refuse("key.unsupported", "`use` `sig`", found));
        }
        if let Some(operations) = jwk.get("key_ops")
            && !operations.items().any(|item| item.as_str() == Some("verify"))
        {
            return Err(refuse("key.unsupported", "`key_ops` with `verify`", "other operations"));
        }
        if algorithm == Algorithm::Rs256 {
            let number = |name| URL_SAFE_NO_PAD.decode(text(name)?).ok();
            let numbers = number("n").zip(number("e"));
            let (n, e) = numbers.ok_or_else(|| refuse("key.malformed", "`n` and `e` in base64url", "other members"))?;
            return rsa::PublicKey::from_numbers(&n, &e).map(Public::Rsa).map(Self);
        }
        let x = decode(algorithm, "x", required("x")?)?;
        match algorithm {
            Algorithm::Ed25519 | Algorithm::Rs256 => Self::from_bytes(algorithm, &x),
            Algorithm::P256 | Algorithm::P384 => {
                let y = decode(algorithm, "y", required("y")?)?;
                // SEC 1 §2.3.3
                let point = [&[0x04], x.as_slice(), y.as_slice()].concat();
                nist::PublicKey::from_sec1(algorithm, &point).map(Public::Nist).map(Self)
            }
        }
    }

    /// Writes the public JWK.
    #[must_use]
    pub fn to_jwk(&self) -> String {
        format!("{{{}}}", self.jwk_members())
    }

    fn jwk_members(&self) -> String {
        let curve = self.algorithm().curve();
        match &self.0 {
            Public::Ed25519(key) => {
                format!(r#""kty":"OKP","crv":"{curve}","x":"{}""#, URL_SAFE_NO_PAD.encode(key.as_bytes()))
            }
            Public::Nist(key) => {
                let both = key.coordinates();
                let (x, y) = both.split_at(self.algorithm().secret_len().min(both.len()));
                let (x, y) = (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y));
                format!(r#""kty":"EC","crv":"{curve}","x":"{x}","y":"{y}""#)
            }
            Public::Rsa(key) => {
                let [n, e] = key.numbers().map(|number| URL_SAFE_NO_PAD.encode(number));
                format!(r#""kty":"RSA","n":"{n}","e":"{e}""#)
            }
        }
    }
}

impl SigningKey {
    /// Reads a secret JWK: a public one as [`VerifyingKey::from_jwk`] reads it, and `d` that belongs to it.
    ///
    /// It takes text, so that no tree of the document keeps a copy of the secret.
    ///
    /// # Errors
    ///
    /// `key.malformed`, `key.unsupported`, `key.mismatch` when the public numbers are not those of `d`, `key.zero-seed`,
    /// `key.out-of-range`, `key.feature-missing`.
    pub fn from_secret_jwk(text: &str) -> Result<Self, Error> {
        // What the reader says could quote the secret, so it is dropped.
        let jwk: SecretJwk<'_> = serde_json::from_str(text)
            .map_err(|_| refuse("key.malformed", "a JWK with `kty`, `crv`, its numbers and `d`", REDACTED))?;
        let algorithm = algorithm(jwk.kty, Some(jwk.crv))?;
        let key = Self::from_secret_bytes(algorithm, &decode(algorithm, "d", jwk.d)?)?;
        let stored = match jwk.y {
            None => format!(r#""kty":"{}","crv":"{}","x":"{}""#, jwk.kty, jwk.crv, jwk.x),
            Some(y) => format!(r#""kty":"{}","crv":"{}","x":"{}","y":"{y}""#, jwk.kty, jwk.crv, jwk.x),
        };
        // One text stands for each number, so that the texts are compared.
        if key.verifying_key().jwk_members() == stored {
            Ok(key)
        } else {
            Err(refuse("key.mismatch", "public numbers that belong to `d`", jwk.x))
        }
    }

    /// Writes the secret JWK.
    #[must_use]
    pub fn to_secret_jwk(&self) -> SecretText {
        let secret = self.secret_bytes();
        let mut text = String::with_capacity(320);
        text.extend(["{", &self.verifying_key().jwk_members(), r#","d":""#]);
        URL_SAFE_NO_PAD.encode_string(secret.as_slice(), &mut text);
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
    #[serde(default)]
    y: Option<&'t str>,
    d: &'t str,
}

fn algorithm(kty: &str, crv: Option<&str>) -> Result<Algorithm, Error> {
    if kty == "RSA" {
        return Ok(Algorithm::Rs256);
    }
    if !matches!(kty, "OKP" | "EC") {
        return Err(refuse("key.unsupported", "`kty` `OKP`, `EC` or `RSA`", kty));
    }
    let crv = crv.ok_or_else(|| refuse("key.malformed", "a JWK with `crv`", "none"))?;
    match (kty, Algorithm::from_curve(crv)) {
        ("OKP", Some(algorithm @ Algorithm::Ed25519))
        | ("EC", Some(algorithm @ (Algorithm::P256 | Algorithm::P384))) => Ok(algorithm),
        _ => Err(refuse("key.unsupported", "`crv` `Ed25519`, `P-256` or `P-384`", crv)),
    }
}

/// A number of a JWK, in base64url of exactly its length.
fn decode(algorithm: Algorithm, name: &str, text: &str) -> Result<Zeroizing<Vec<u8>>, Error> {
    let length = algorithm.secret_len();
    // Decoders ask for room for whole groups of three bytes.
    let mut bytes = Zeroizing::new(vec![0; length.next_multiple_of(3)]);
    let fits = text.len() == length.saturating_mul(4).div_ceil(3);
    if fits && URL_SAFE_NO_PAD.decode_slice(text, &mut bytes) == Ok(length) {
        bytes.truncate(length);
        return Ok(bytes);
    }
    let expected = match length {
        32 => "32 bytes in base64url without padding",
        _ => "48 bytes in base64url without padding",
    };
    Err(refuse("key.malformed", expected, &format!("another `{name}`")))
}

fn refuse(code: &'static str, expected: &'static str, found: &str) -> Error {
    Error::Key(Malformed::new(code, expected, found))
}
