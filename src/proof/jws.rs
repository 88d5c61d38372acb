//! JSON Web Signatures in the compact form (RFC 7515 §3.1), read strictly: one text stands for one signature around one payload.
//!
//! [`Jws::parse`] takes the three parts apart, [`Jws::header`] holds the header against what is allowed, and [`Jws::verify`] does so
//! and checks the signature. What the header says of the key is no more than a name: whose key it is, is the verifier's question.

use super::{Algorithm, Error, Signer, VerifyingKey};
use crate::base::Malformed;
use crate::base::limits::Limits;
use crate::base::shared::SharedText;
use crate::codec::json::{self, Document, Node};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::sync::Arc;

/// A compact JWS, taken apart: nothing in it is believed.
#[derive(Debug, Clone)]
pub struct Jws {
    text: Arc<String>,
    /// Bytes of `text` that are signed: the first two parts with the point between them.
    signed: usize,
    header: Document,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

/// A header that is allowed.
#[derive(Debug, Clone, Copy)]
pub struct Header<'j> {
    algorithm: Algorithm,
    kind: Option<&'j str>,
    key_id: Option<&'j str>,
    key: Option<Node<'j>>,
    root: Node<'j>,
}

/// A JWS that lacks its signature.
#[derive(Debug)]
#[must_use = "a prepared JWS is nothing until it is finished"]
pub struct Prepared {
    unsigned: Jws,
    key: VerifyingKey,
}

impl Prepared {
    /// What the key has to sign, by the algorithm in the header: the header and the payload as they travel (RFC 7515 §5.1, step 5).
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        self.unsigned.text.as_bytes()
    }

    /// Adds a signature that was made elsewhere, once it proves to be the key's: of fixed width for ECDSA, not DER (RFC 7518 §3.4).
    ///
    /// # Errors
    ///
    /// `proof.signature-length` or `proof.signature-invalid` when it is not, `json.too-large` past
    /// [`Limits::document_bytes`].
    pub fn finish(self, signature: &[u8], limits: &Limits) -> Result<Jws, Error> {
        self.key.verify(self.bytes_to_sign(), signature)?;
        let text = format!("{}.{}", self.unsigned.text, URL_SAFE_NO_PAD.encode(signature));
        check_size(&text, limits)?;
        Ok(Jws { text: Arc::new(text), signature: signature.to_vec(), ..self.unsigned })
    }
}

impl Jws {
    /// The algorithms that are allowed. None is symmetric, so that no public key can be taken for a shared secret.
    pub const ALGORITHMS: &'static [Algorithm] = &[Algorithm::Rs256, Algorithm::P256, Algorithm::Ed25519];

    /// Takes a text apart: exactly three parts, each base64url without padding and without bits to spare that are set, the first
    /// a JSON object. Only the payload may be empty.
    ///
    /// # Errors
    ///
    /// `jws.malformed` for any other form, `json.too-large` past [`Limits::document_bytes`], and the `json` errors of a header that is
    /// not JSON every reader reads alike.
    pub fn parse(text: &str, limits: &Limits) -> Result<Self, Error> {
        check_size(text, limits)?;
        let malformed =
            || refuse("jws.malformed", "three parts in base64url, with points between them", start_of(text));
        let mut parts = text.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(malformed());
        };
        if header.is_empty() || signature.is_empty() {
            return Err(malformed());
        }
        let signed = header.len().saturating_add(1).saturating_add(payload.len());
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| malformed());
        let (header, payload, signature) = (decode(header)?, decode(payload)?, decode(signature)?);
        let header = Document::parse(&header, limits)?;
        if !header.root().is_object() {
            return Err(refuse("jws.malformed", "a header that is a JSON object", "another value"));
        }
        Ok(Self { text: Arc::new(text.to_owned()), signed, header, payload, signature })
    }

    /// Signs a payload under a header with these members, in this order, after `alg`.
    ///
    /// # Errors
    ///
    /// Those of [`prepare`](Self::prepare), of [`Signer::sign`] and of [`Prepared::finish`].
    pub fn sign(members: &[(&str, &str)], payload: &[u8], key: &dyn Signer, limits: &Limits) -> Result<Self, Error> {
        let prepared = Self::prepare(members, payload, key.verifying_key(), limits)?;
        let signature = key.sign(prepared.bytes_to_sign())?;
        prepared.finish(&signature, limits)
    }

    /// Begins what [`sign`](Self::sign) makes, for a key that signs later and elsewhere.
    ///
    /// # Errors
    ///
    /// `jws.algorithm` for a key whose algorithm is not among [`ALGORITHMS`](Self::ALGORITHMS), the errors of
    /// [`header`](Self::header) for such members, and `json.too-large` past [`Limits::document_bytes`].
    pub fn prepare(
        members: &[(&str, &str)],
        payload: &[u8],
        key: &VerifyingKey,
        limits: &Limits,
    ) -> Result<Prepared, Error> {
        let header = header_text(members, key.algorithm());
        let text = format!("{}.{}", URL_SAFE_NO_PAD.encode(&header), URL_SAFE_NO_PAD.encode(payload));
        check_size(&text, limits)?;
        let unsigned = Self {
            signed: text.len(),
            text: Arc::new(text),
            header: Document::parse(header.as_bytes(), limits)?,
            payload: payload.to_vec(),
            signature: Vec::new(),
        };
        unsigned.header()?;
        Ok(Prepared { unsigned, key: key.clone() })
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// As [`as_str`](Self::as_str), in a form that outlives this and shares its text.
    #[must_use]
    pub fn to_shared_text(&self) -> SharedText {
        // INVARIANT: a JWS is no longer than a document, which is below 4 GiB.
        SharedText::part(&self.text, 0..u32::try_from(self.text.len()).unwrap_or_default())
    }

    /// What the signature is around.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The header, if it is allowed: `alg` is one of [`ALGORITHMS`](Self::ALGORITHMS), and neither `crit`, `b64` (RFC 7797)
    /// nor `zip` is there, whatever they say. No key is looked at.
    ///
    /// # Errors
    ///
    /// `jws.algorithm`, `jws.critical`, `jws.unencoded`, `jws.compressed`; `key.private` for a `jwk` with a secret; `jws.malformed` for
    /// a `typ` or `kid` that is no text and a `jwk` that is no object.
    pub fn header(&self) -> Result<Header<'_>, Error> {
        let root = self.header.root();
        for (name, code) in [("crit", "jws.critical"), ("b64", "jws.unencoded"), ("zip", "jws.compressed")] {
            if let Some(found) = root.get(name) {
                return Err(refuse(code, "a header without `crit`, `b64` and `zip`", found.source()));
            }
        }
        let name = root.get("alg").and_then(Node::as_str).unwrap_or_default();
        let algorithm = Algorithm::from_jws_name(name).filter(|found| Self::ALGORITHMS.contains(found));
        let algorithm = algorithm.ok_or_else(|| refuse("jws.algorithm", "`alg` `RS256`, `ES256` or `EdDSA`", name))?;
        let text = |name| match root.get(name) {
            None => Ok(None),
            Some(node) => match node.as_str() {
                Some(text) => Ok(Some(text)),
                None => Err(refuse("jws.malformed", "`typ` and `kid` as texts", node.source())),
            },
        };
        let key = root.get("jwk");
        if key.is_some_and(|key| !key.is_object()) {
            return Err(refuse("jws.malformed", "a `jwk` that is an object", "another value"));
        }
        if key.is_some_and(|key| key.get("d").is_some()) {
            let expected = "a public key in the header, not a secret one";
            return Err(Error::Key(Malformed::new("key.private", expected, crate::base::secret::REDACTED)));
        }
        Ok(Header { algorithm, kind: text("typ")?, key_id: text("kid")?, key, root })
    }

    /// Checks the signature with a key of the algorithm that the header names (RFC 7515 §5.2).
    ///
    /// # Errors
    ///
    /// Those of [`header`](Self::header), `proof.key-algorithm` for a key of another algorithm, `proof.signature-length` and
    /// `proof.signature-invalid`.
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), Error> {
        let algorithm = self.header()?.algorithm;
        if key.algorithm() != algorithm {
            return Err(Error::KeyAlgorithm { suite: algorithm.jws_name(), algorithm: key.algorithm() });
        }
        let signed = self.text.get(..self.signed).unwrap_or_default();
        key.verify(signed.as_bytes(), &self.signature)
    }
}

impl<'j> Header<'j> {
    /// The algorithm that `alg` names.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// What the whole is said to be, `typ`.
    #[must_use]
    pub fn kind(&self) -> Option<&'j str> {
        self.kind
    }

    /// The name of the key, `kid`.
    #[must_use]
    pub fn key_id(&self) -> Option<&'j str> {
        self.key_id
    }

    /// The key itself, `jwk`: whoever made the text chose it.
    #[must_use]
    pub fn key(&self) -> Option<Node<'j>> {
        self.key
    }

    /// The names of all other members.
    pub fn others(&self) -> impl Iterator<Item = &'j str> {
        self.root.members().map(|(name, _)| name).filter(|name| !matches!(*name, "alg" | "typ" | "kid" | "jwk"))
    }
}

/// RFC 7515 §5.1, step 3
fn header_text(members: &[(&str, &str)], algorithm: Algorithm) -> String {
    let mut header = format!("{{\"alg\":\"{}\"", algorithm.jws_name());
    for (name, value) in members {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        header.extend([",", &quoted(name), ":", &quoted(value)]);
    }
    header.push('}');
    header
}

/// `jws.detached`: there is nothing in it that is signed.
pub(crate) fn detached() -> Error {
    refuse("jws.detached", "a payload between the points", "none")
}

/// `jws.two-keys`: the name of a key and the key in one header are of two keys.
pub(crate) fn two_keys(key_id: &str) -> Error {
    refuse("jws.two-keys", "one key in `kid` and `jwk`", key_id)
}

pub(super) fn check_size(text: &str, limits: &Limits) -> Result<(), Error> {
    let (limit, found) = (limits.document_bytes, text.len());
    if found > limit { Err(Error::Json(json::Error::TooLarge { limit, found })) } else { Ok(()) }
}

/// Enough to tell what kind of text it was.
pub(super) fn start_of(text: &str) -> &str {
    text.get(..40).unwrap_or(text)
}

fn refuse(code: &'static str, expected: &'static str, found: &str) -> Error {
    Error::Jws(Malformed::new(code, expected, found))
}
