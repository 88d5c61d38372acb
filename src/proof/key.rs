//! Ed25519 keys (RFC 8032) under one strict rule.
//!
//! A signature (R ‖ S) on a message under key bytes A is valid if and only if all of this holds:
//!
//! 1. A is 32 bytes and R ‖ S is 64. No other length, nothing trimmed.
//! 2. A decodes to a point of the curve and encodes again to the same 32 bytes (checked when a key is made).
//! 3. A is not one of the eight points of small order (checked when a key is made).
//! 4. S, read little-endian, is below the group order L.
//! 5. R decodes, is not of small order, and its bytes are the encoding of `[S]B − [k]A` with
//!    `k = SHA-512(R ‖ A ‖ message) mod L` over the bytes as received: no cofactor, compared byte by byte.
//! 6. Pure Ed25519: no context, no pre-hash.
//!
//! Many signatures are checked one by one. A batch equation accepts some signatures that this rule refuses.

use super::Error;
use super::multiples::Multiples;
use crate::base::secret::{REDACTED, SecretText};
use crate::base::{Malformed, hex};
use crate::codec::multibase;
use ed25519_dalek::{Signer as _, Verifier as _};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use zeroize::{Zeroize as _, Zeroizing};

/// A public Ed25519 key that passed the checks of the [module](self).
#[derive(Clone)]
pub struct VerifyingKey {
    point: ed25519_dalek::VerifyingKey,
    multiples: Option<Arc<Multiples>>,
}

impl VerifyingKey {
    /// Takes the 32 bytes of RFC 8032 §5.1.5.
    ///
    /// # Errors
    ///
    /// `key.not-a-point`, `key.non-canonical` (another encoding of a point) or `key.small-order`.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Error> {
        let refuse = |code, expected| Error::Key(Malformed::new(code, expected, &hex::lower(bytes)));
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes)
            .map_err(|_| refuse("key.not-a-point", "the encoding of a point of edwards25519"))?;
        // Of a point that decodes, only y ≥ p and the wrong sign of x = 0 have another encoding, and x = 0 is small.
        if !is_below_p(bytes) {
            return Err(refuse("key.non-canonical", "the canonical encoding of a point"));
        }
        if key.is_weak() {
            return Err(refuse("key.small-order", "a point that is not of small order"));
        }
        Ok(Self::of(key))
    }

    fn of(point: ed25519_dalek::VerifyingKey) -> Self {
        Self { point, multiples: None }
    }

    /// Prepares the key for many signatures: this takes 30 kB and the time of about twenty checks, and every check after
    /// it two thirds of the usual time. The rule is the same, and so are the answers.
    #[must_use]
    pub fn with_multiples(self) -> Self {
        Self { multiples: Some(Arc::new(Multiples::of(&self.point))), ..self }
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.point.as_bytes()
    }

    /// Reads a public Multikey, `z6Mk…` (Controlled Identifiers §2.2.2: base58btc of `ed 01` and 32 bytes).
    ///
    /// # Errors
    ///
    /// `key.malformed` (another base, a wrong length), `key.private` (a secret key where a public one belongs: it has
    /// leaked), `key.unsupported` (a key of another kind) and the errors of [`from_bytes`](Self::from_bytes).
    pub fn from_multikey(text: &str) -> Result<Self, Error> {
        let mut buffer = Zeroizing::new([0; LONGEST_MULTIKEY]);
        let refuse = |code, expected| Error::Key(Malformed::new(code, expected, &start_of(text)));
        let bytes = multibase::decode_base58_into(text, &mut *buffer)
            .ok_or_else(|| refuse("key.malformed", "a Multikey in base58btc, such as z6Mk…"))?;
        match bytes {
            [0xed, 0x01, key @ ..] => {
                let key = key.try_into().map_err(|_| refuse("key.malformed", "a Multikey of 32 key bytes"))?;
                Self::from_bytes(key)
            }
            // The multicodecs 0x1300 to 0x130f are secret keys of all kinds.
            [0x80..=0x8f, 0x26, ..] => Err(refuse("key.private", "a public key, not a secret one")),
            _ => Err(refuse("key.unsupported", "an Ed25519 Multikey, z6Mk…")),
        }
    }

    /// Writes the public Multikey, `z6Mk…`.
    #[must_use]
    pub fn to_multikey(&self) -> String {
        multibase::encode_base58(&prefixed(PUBLIC, self.as_bytes()))
    }

    /// Checks a signature under the rule of the [module](self).
    ///
    /// # Errors
    ///
    /// `proof.signature-length` unless it has 64 bytes, `proof.signature-invalid` unless it is valid.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Error> {
        let signature: &[u8; 64] =
            signature.try_into().map_err(|_| Error::SignatureLength { found: signature.len() })?;
        // Rule 5: where the equation holds, the bytes of R are the encoding of a point, and those of the eight points of
        // small order are known. That spares decoding R, a seventh of the work.
        if signature.first_chunk().is_some_and(is_small_order) {
            return Err(Error::SignatureInvalid);
        }
        let holds = match &self.multiples {
            Some(multiples) => multiples.hold(self.as_bytes(), message, signature),
            None => self.point.verify(message, &ed25519_dalek::Signature::from_bytes(signature)).is_ok(),
        };
        if holds { Ok(()) } else { Err(Error::SignatureInvalid) }
    }
}

impl PartialEq for VerifyingKey {
    fn eq(&self, other: &Self) -> bool {
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

/// A secret Ed25519 key together with its public half.
///
/// It cannot be cloned, copied or serialised by accident, prints as `[redacted]` and is wiped when dropped.
pub struct SigningKey {
    // Boxed, so that moving the key leaves no copy of the secret behind.
    secret: Box<ed25519_dalek::SigningKey>,
    public: VerifyingKey,
}

impl SigningKey {
    /// Takes the 32-byte seed of RFC 8032 §5.1.5, which the caller drew from a cryptographic random source.
    ///
    /// # Errors
    ///
    /// `key.zero-seed`: 32 zero bytes are the mark of a random source that failed.
    pub fn from_seed(mut seed: [u8; 32]) -> Result<Self, Error> {
        let made = Self::from_seed_bytes(&seed);
        seed.zeroize();
        made
    }

    pub(super) fn from_seed_bytes(seed: &[u8; 32]) -> Result<Self, Error> {
        if seed.iter().all(|byte| *byte == 0) {
            return Err(Error::Key(Malformed::new("key.zero-seed", "a random seed", "32 zero bytes")));
        }
        let secret = Box::new(ed25519_dalek::SigningKey::from_bytes(seed));
        // A clamped scalar is never 0 modulo L, so that its point needs no check.
        let public = VerifyingKey::of(secret.verifying_key());
        Ok(Self { secret, public })
    }

    /// The public half.
    #[must_use]
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.public
    }

    /// Reads a secret Multikey, `z3u2…` (base58btc of `80 26` and the 32-byte seed).
    ///
    /// # Errors
    ///
    /// `key.malformed` for any other text, which the error does not repeat; `key.zero-seed`.
    pub fn from_secret_multikey(text: &str) -> Result<Self, Error> {
        let mut buffer = Zeroizing::new([0; LONGEST_MULTIKEY]);
        let seed = match multibase::decode_base58_into(text, &mut *buffer) {
            Some([0x80, 0x26, seed @ ..]) => seed.try_into().ok(),
            _ => None,
        };
        let seed = seed
            .ok_or_else(|| Error::Key(Malformed::new("key.malformed", "a secret Ed25519 Multikey, z3u2…", REDACTED)))?;
        Self::from_seed_bytes(seed)
    }

    /// Writes the secret Multikey, `z3u2…`.
    #[must_use]
    pub fn to_secret_multikey(&self) -> SecretText {
        let bytes = Zeroizing::new(prefixed(SECRET, self.secret.as_bytes()));
        SecretText::new(multibase::encode_base58(&*bytes))
    }

    /// Signs a message; the same message always gets the same 64 bytes.
    ///
    /// # Errors
    ///
    /// `proof.signature-invalid` if the signature does not verify: a fault of the machine, which must not leave it.
    pub fn sign(&self, message: &[u8]) -> Result<[u8; 64], Error> {
        let signature = self.sign_unchecked(message);
        self.public.verify(message, &signature)?;
        Ok(signature)
    }

    /// The signature before any check; the caller verifies what it makes of it.
    pub(super) fn sign_unchecked(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }

    pub(super) fn seed(&self) -> &[u8; 32] {
        self.secret.as_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

fn is_below_p(bytes: &[u8; 32]) -> bool {
    // p = 2^255 − 19: little-endian ed, thirty times ff, 7f; the top bit is the sign of x.
    let [low, middle @ .., high] = bytes;
    *low < 0xed || high & 0x7f != 0x7f || middle.iter().any(|byte| *byte != 0xff)
}

/// Whether these bytes are the encoding of a point of small order, of which one y or another belongs to two.
fn is_small_order(bytes: &[u8; 32]) -> bool {
    let [y @ .., last] = bytes;
    SMALL_ORDER.iter().any(|[low @ .., high]| y == low && last & 0x7f == *high)
}

fn prefixed(codec: [u8; 2], key: &[u8; 32]) -> [u8; 34] {
    let mut bytes = [0; 34];
    let (prefix, rest) = bytes.split_at_mut(2);
    prefix.copy_from_slice(&codec);
    rest.copy_from_slice(key);
    bytes
}

/// Enough of a text to tell what kind of key it was meant to be, too little to be one.
fn start_of(text: &str) -> String {
    let start: String = text.chars().take(4).collect();
    format!("{start}… ({} characters)", text.chars().count())
}

/// The y of the eight points of small order, little-endian: of order 1, 2, 4 (two points), 8 (two) and 8 (two).
const SMALL_ORDER: [[u8; 32]; 5] = [
    [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [
        0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
    ],
    [0; 32],
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf,
        0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20,
        0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
    ],
];
/// Multicodec `ed25519-pub`, as a varint.
const PUBLIC: [u8; 2] = [0xed, 0x01];
/// Multicodec `ed25519-priv`, as a varint.
const SECRET: [u8; 2] = [0x80, 0x26];
/// Room for the Multikeys of other kinds (P-384: 51 bytes), so that they are told apart from garbage.
const LONGEST_MULTIKEY: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_points_of_small_order_are_eight_and_all_of_them() {
        let mut points = std::collections::BTreeSet::new();
        for mut bytes in SMALL_ORDER {
            for sign in [0x00, 0x80] {
                bytes[31] = bytes[31] & 0x7f | sign;
                assert!(is_small_order(&bytes));
                let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes).unwrap();
                assert!(key.is_weak());
                points.insert(key.to_edwards().compress().0);
            }
        }
        // The subgroup of small order has eight elements (RFC 8032 §5.1: the cofactor is 8).
        assert_eq!(points.len(), 8);
        assert!(points.iter().all(is_small_order));
    }

    #[test]
    fn refuses_a_signature_whose_equation_holds_with_a_point_of_small_order() {
        // R is the neutral element and S is k times the secret scalar, which only the holder of the key can work out.
        let key = SigningKey::from_seed([7; 32]).unwrap();
        let scalar = [
            0x80, 0x0a, 0x36, 0x38, 0x3f, 0x56, 0xa0, 0x27, 0x01, 0x74, 0x4a, 0x25, 0x2f, 0x18, 0x27, 0x2d, 0x36, 0x36,
            0xd8, 0x24, 0xb9, 0x96, 0x4c, 0xb9, 0x14, 0x07, 0x8f, 0xbf, 0xa2, 0xef, 0x28, 0x0d,
        ];
        let signature = [SMALL_ORDER[0], scalar].concat();
        let holds = ed25519_dalek::Signature::from_slice(&signature).unwrap();
        assert!(key.public.point.verify(b"", &holds).is_ok());
        assert_eq!(key.public.verify(b"", &signature).unwrap_err().code(), "proof.signature-invalid");
    }

    #[test]
    fn the_byte_comparison_with_p_agrees_with_encoding_the_point_again() {
        for low in 0..=u8::MAX {
            for (middle, high) in [(0xff, 0x7f), (0xff, 0xff), (0xff, 0x7e), (0x00, 0x7f), (0x00, 0x00), (0x00, 0x80)] {
                let mut bytes = [middle; 32];
                bytes[0] = low;
                bytes[31] = high;
                let Ok(key) = ed25519_dalek::VerifyingKey::from_bytes(&bytes) else { continue };
                let canonical = key.to_edwards().compress().0 == bytes;
                assert_eq!(canonical || key.is_weak(), is_below_p(&bytes) || key.is_weak(), "{}", hex::lower(&bytes));
            }
        }
    }
}
