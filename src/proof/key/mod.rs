//! Keys of four algorithms, each under one strict rule.
//!
//! An **Ed25519** signature (R ‖ S) on a message under key bytes A is valid if and only if all of this holds:
//!
//! 1. A is 32 bytes and R ‖ S is 64. No other length, nothing trimmed.
//! 2. A decodes to a point of the curve and encodes again to the same 32 bytes (checked when a key is made).
//! 3. A is not one of the eight points of small order (checked when a key is made).
//! 4. S, read little-endian, is below the group order L.
//! 5. R decodes, is not of small order, and its bytes are the encoding of `[S]B − [k]A` with
//!    `k = SHA-512(R ‖ A ‖ message) mod L` over the bytes as received: no cofactor, compared byte by byte.
//! 6. Pure Ed25519: no context, no pre-hash.
//!
//! An **ECDSA** signature on P-256 or P-384 is r ‖ s, each 32 or 48 bytes and from 1 to n − 1, over the SHA-256 or SHA-384
//! of the message; DER is refused. s may be in either half, so that a signature has a twin: never use its bytes as an
//! identity. A key is a point of the curve and not infinity; in a Multikey it is compressed. We sign with the nonce of RFC
//! 6979 and the lower s.
//!
//! An **RSA** signature is one of PKCS#1 v1.5 with SHA-256 (RFC 8017 §8.2.2), compared with the whole encoded message, so
//! that no other padding and no other encoding of the hash passes. A modulus has 2,048 to 8,192 bits and is none of those that
//! a faulty generator made (CVE-2017-15361); the exponent is odd and from 65,537 to 2³³ − 1. Nothing here signs with RSA.
//!
//! Many signatures are checked one by one. A batch equation accepts some signatures that this rule refuses.

mod algorithm;
mod document;
mod ed25519;
mod jwk;
mod multiples;
#[cfg_attr(not(feature = "ecdsa"), path = "nist_absent.rs")]
mod nist;
#[cfg(feature = "pkcs8")]
mod pkcs8;
#[cfg_attr(not(feature = "rsa"), path = "rsa_absent.rs")]
mod rsa;

pub use algorithm::Algorithm;
pub use document::KeyDocument;

use super::Error;
use crate::base::secret::{REDACTED, SecretText};
use crate::base::{Malformed, hex};
use crate::codec::multibase;
use std::fmt;
use std::hash::{Hash, Hasher};
use zeroize::{Zeroize as _, Zeroizing};

/// A public key that passed the checks of the [module](self).
#[derive(Clone)]
pub struct VerifyingKey(Public);

#[derive(Clone)]
enum Public {
    Ed25519(ed25519::PublicKey),
    Nist(nist::PublicKey),
    Rsa(rsa::PublicKey),
}

impl VerifyingKey {
    /// Takes the bytes of a key: the 32 of RFC 8032 §5.1.5, or a compressed point (SEC 1 §2.3.4) of 33 or 49.
    ///
    /// # Errors
    ///
    /// `key.malformed` (another length), `key.not-a-point`, `key.non-canonical` (another encoding of a point), `key.small-order`,
    /// `key.feature-missing` for a NIST curve without the feature `ecdsa`, and `key.unsupported` for RSA, whose keys are read as
    /// [JWK](Self::from_jwk) alone.
    pub fn from_bytes(algorithm: Algorithm, bytes: &[u8]) -> Result<Self, Error> {
        let length = || Error::Key(Malformed::new("key.malformed", expected_length(algorithm), &hex::lower(bytes)));
        match algorithm {
            Algorithm::Ed25519 => {
                let bytes = bytes.try_into().map_err(|_| length())?;
                ed25519::PublicKey::from_bytes(bytes).map(Public::Ed25519).map(Self)
            }
            Algorithm::P256 | Algorithm::P384 if bytes.len() == algorithm.secret_len().saturating_add(1) => {
                let key = nist::PublicKey::from_sec1(algorithm, bytes)?;
                // SEC 1 has one more form of this length, the compact one.
                if key.as_bytes() != bytes {
                    let expected = "a compressed point, which begins with 02 or 03";
                    return Err(Error::Key(Malformed::new("key.non-canonical", expected, &hex::lower(bytes))));
                }
                Ok(Self(Public::Nist(key)))
            }
            Algorithm::P256 | Algorithm::P384 => Err(length()),
            Algorithm::Rs256 => Err(Error::Key(Malformed::new("key.unsupported", "RSA keys as JWK", "other bytes"))),
        }
    }

    /// Prepares an Ed25519 key for many signatures: this takes 30 kB and the time of about twenty checks, and every check
    /// after it two thirds of the usual time. The rule is the same, and so are the answers. Other keys stay as they are.
    #[must_use]
    pub fn with_multiples(self) -> Self {
        match self.0 {
            Public::Ed25519(key) => Self(Public::Ed25519(key.with_multiples())),
            Public::Nist(_) | Public::Rsa(_) => self,
        }
    }

    /// The algorithm of its signatures.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        match &self.0 {
            Public::Ed25519(_) => Algorithm::Ed25519,
            Public::Nist(key) => key.algorithm(),
            Public::Rsa(_) => Algorithm::Rs256,
        }
    }

    /// The bytes, as [`from_bytes`](Self::from_bytes) takes them; of RSA the `RSAPublicKey` of RFC 8017 §A.1.1.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Public::Ed25519(key) => key.as_bytes(),
            Public::Nist(key) => key.as_bytes(),
            Public::Rsa(key) => key.as_bytes(),
        }
    }

    /// Reads a public Multikey, `z6Mk…`, `zDna…` or `z82L…` (Controlled Identifiers §2.2.2: base58btc of a multicodec and
    /// the key bytes).
    ///
    /// # Errors
    ///
    /// `key.malformed` (another base), `key.private` (a secret key where a public one belongs: it has leaked),
    /// `key.unsupported` (a key of another kind) and the errors of [`from_bytes`](Self::from_bytes).
    pub fn from_multikey(text: &str) -> Result<Self, Error> {
        let mut buffer = Zeroizing::new([0; LONGEST_MULTIKEY]);
        let refuse = |code, expected| Error::Key(Malformed::new(code, expected, &start_of(text)));
        let bytes = multibase::decode_base58_into(text, &mut *buffer)
            .ok_or_else(|| refuse("key.malformed", "a Multikey in base58btc, such as z6Mk…"))?;
        match bytes {
            // The multicodecs 0x1300 to 0x130f are secret keys of all kinds.
            [0x80..=0x8f, 0x26, ..] => Err(refuse("key.private", "a public key, not a secret one")),
            [a, b, key @ ..] => match Algorithm::from_public_codec([*a, *b]) {
                Some(algorithm) => Self::from_bytes(algorithm, key),
                None => Err(refuse("key.unsupported", "a Multikey of Ed25519, P-256 or P-384")),
            },
            _ => Err(refuse("key.malformed", "a Multikey in base58btc, such as z6Mk…")),
        }
    }

    /// Writes the public Multikey. The standard has none for RSA: that is written with the multicodec of RSA, to be told apart, and
    /// not read.
    #[must_use]
    pub fn to_multikey(&self) -> String {
        multibase::encode_base58(&[&self.algorithm().public_codec(), self.as_bytes()].concat())
    }

    /// Checks a signature under the rule of the [module](self).
    ///
    /// # Errors
    ///
    /// `proof.signature-length` unless it has the length of its algorithm, `proof.signature-invalid` unless it is valid.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Error> {
        let expected = match &self.0 {
            Public::Rsa(key) => key.signature_len(),
            Public::Ed25519(_) | Public::Nist(_) => self.algorithm().signature_len(),
        };
        if signature.len() != expected {
            return Err(Error::SignatureLength { expected, found: signature.len() });
        }
        let holds = match &self.0 {
            Public::Ed25519(key) => signature.try_into().is_ok_and(|signature| key.holds(message, signature)),
            Public::Nist(key) => key.holds(message, signature),
            Public::Rsa(key) => key.holds(message, signature),
        };
        if holds { Ok(()) } else { Err(Error::SignatureInvalid) }
    }
}

impl PartialEq for VerifyingKey {
    fn eq(&self, other: &Self) -> bool {
        // Encodings differ in length or, of keys of one length, are of one kind.
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for VerifyingKey {}

impl Hash for VerifyingKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_bytes().hash(state);
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_multikey())
    }
}

/// A secret key together with its public half.
///
/// It cannot be cloned, copied or serialised by accident, prints as `[redacted]` and is wiped when dropped.
pub struct SigningKey {
    secret: Secret,
    public: VerifyingKey,
}

enum Secret {
    Ed25519(ed25519::SecretKey),
    Nist(nist::SecretKey),
}

impl SigningKey {
    /// Makes a key out of bytes that `fill` draws from a cryptographic random source.
    ///
    /// A draw that is no key of a NIST curve is drawn again (FIPS 186-5 §A.2.2), which happens once in 2³² times.
    ///
    /// # Errors
    ///
    /// What `fill` reports (see [`Error::outside`]); `key.zero-seed` and `key.out-of-range` for a source that is broken;
    /// `key.feature-missing`; `key.unsupported` for RSA, with which nothing here signs.
    pub fn generate(algorithm: Algorithm, mut fill: impl FnMut(&mut [u8]) -> Result<(), Error>) -> Result<Self, Error> {
        let mut bytes = Zeroizing::new(vec![0; algorithm.secret_len()]);
        let mut draws = 0..MOST_DRAWS;
        loop {
            draws.next();
            fill(&mut bytes)?;
            match Self::from_secret_bytes(algorithm, &bytes) {
                Err(error) if error.code() == "key.out-of-range" && !draws.is_empty() => {}
                made => return made,
            }
        }
    }

    /// Takes the 32-byte seed of an Ed25519 key (RFC 8032 §5.1.5), which the caller drew from a cryptographic random source.
    ///
    /// # Errors
    ///
    /// `key.zero-seed`: 32 zero bytes are the mark of a random source that failed.
    pub fn from_seed(mut seed: [u8; 32]) -> Result<Self, Error> {
        let made = Self::from_secret_bytes(Algorithm::Ed25519, &seed);
        seed.zeroize();
        made
    }

    /// Takes a seed, or a scalar of a NIST curve, big-endian.
    fn from_secret_bytes(algorithm: Algorithm, bytes: &[u8]) -> Result<Self, Error> {
        let refuse = |code, expected| Error::Key(Malformed::new(code, expected, REDACTED));
        if algorithm == Algorithm::Rs256 {
            return Err(refuse("key.unsupported", "a key of an algorithm that signs here"));
        }
        if bytes.iter().all(|byte| *byte == 0) {
            return Err(refuse("key.zero-seed", "random bytes, not all of them zero"));
        }
        let length = || refuse("key.malformed", "as many bytes as a secret key has");
        match algorithm {
            Algorithm::Ed25519 => {
                let secret = ed25519::SecretKey::from_seed(bytes.try_into().map_err(|_| length())?);
                let public = VerifyingKey(Public::Ed25519(secret.public()));
                Ok(Self { secret: Secret::Ed25519(secret), public })
            }
            Algorithm::P256 | Algorithm::P384 if bytes.len() == algorithm.secret_len() => {
                let secret = nist::SecretKey::from_bytes(algorithm, bytes)?;
                let pair = secret.and_then(|secret| secret.public().map(|public| (secret, public)));
                let (secret, public) =
                    pair.ok_or_else(|| refuse("key.out-of-range", "a number from 1 to n − 1 of the curve"))?;
                Ok(Self { secret: Secret::Nist(secret), public: VerifyingKey(Public::Nist(public)) })
            }
            Algorithm::P256 | Algorithm::P384 | Algorithm::Rs256 => Err(length()),
        }
    }

    /// The public half.
    #[must_use]
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.public
    }

    /// Reads a secret Multikey, `z3u2…`, `z42t…` or `z2fa…` (base58btc of a multicodec and the seed or scalar).
    ///
    /// # Errors
    ///
    /// `key.malformed` for any other text, which the error does not repeat; `key.zero-seed`, `key.out-of-range`,
    /// `key.feature-missing`.
    pub fn from_secret_multikey(text: &str) -> Result<Self, Error> {
        let mut buffer = Zeroizing::new([0; LONGEST_MULTIKEY]);
        let parts = match multibase::decode_base58_into(text, &mut *buffer) {
            Some([a, b, secret @ ..]) => Algorithm::from_secret_codec([*a, *b]).map(|algorithm| (algorithm, secret)),
            _ => None,
        };
        let expected = "a secret Multikey of Ed25519, P-256 or P-384, such as z3u2…";
        let (algorithm, secret) =
            parts.ok_or_else(|| Error::Key(Malformed::new("key.malformed", expected, REDACTED)))?;
        Self::from_secret_bytes(algorithm, secret)
    }

    /// Writes the secret Multikey.
    #[must_use]
    pub fn to_secret_multikey(&self) -> SecretText {
        let secret = self.secret_bytes();
        let bytes = Zeroizing::new([&self.public.algorithm().secret_codec(), secret.as_slice()].concat());
        SecretText::new(multibase::encode_base58(&bytes))
    }

    /// Signs a message; the same message always gets the same bytes, as many as [`Algorithm::signature_len`].
    ///
    /// # Errors
    ///
    /// `proof.signature-invalid` if the signature does not verify: a fault of the machine, which must not leave it.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let signature = self.sign_unchecked(message);
        self.public.verify(message, &signature)?;
        Ok(signature)
    }

    /// The signature before any check; the caller verifies what it makes of it.
    pub(super) fn sign_unchecked(&self, message: &[u8]) -> Vec<u8> {
        match &self.secret {
            Secret::Ed25519(key) => key.sign(message).to_vec(),
            Secret::Nist(key) => key.sign(message),
        }
    }

    fn secret_bytes(&self) -> Zeroizing<Vec<u8>> {
        match &self.secret {
            Secret::Ed25519(key) => Zeroizing::new(key.seed().to_vec()),
            Secret::Nist(key) => key.to_bytes(),
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

fn expected_length(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Ed25519 => "32 key bytes",
        Algorithm::P256 => "33 bytes of a compressed point",
        Algorithm::P384 => "49 bytes of a compressed point",
        Algorithm::Rs256 => "a modulus and an exponent",
    }
}

/// Enough of a text to tell what kind of key it was meant to be, too little to be one.
fn start_of(text: &str) -> String {
    let start: String = text.chars().take(4).collect();
    format!("{start}… ({} characters)", text.chars().count())
}

/// Room for the longest keys (P-384: 51 bytes) and some more, so that other kinds are told apart from garbage.
const LONGEST_MULTIKEY: usize = 64;
/// So many draws in a row that are no key do not happen by chance.
const MOST_DRAWS: usize = 8;
