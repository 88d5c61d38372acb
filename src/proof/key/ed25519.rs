//! Ed25519 keys and signatures under the rule of the [module](super).

use super::multiples::Multiples;
use crate::base::{Malformed, hex};
use crate::proof::Error;
use ed25519_dalek::{Signer as _, Verifier as _};
use std::sync::Arc;

/// A point that passed rules 2 and 3.
#[derive(Clone)]
pub(super) struct PublicKey {
    point: ed25519_dalek::VerifyingKey,
    multiples: Option<Arc<Multiples>>,
}

impl PublicKey {
    /// Decodes the 32 bytes of RFC 8032 §5.1.5.
    pub(super) fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Error> {
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
        Ok(Self { point: key, multiples: None })
    }

    pub(super) fn as_bytes(&self) -> &[u8; 32] {
        self.point.as_bytes()
    }

    pub(super) fn with_multiples(self) -> Self {
        Self { multiples: Some(Arc::new(Multiples::of(&self.point))), ..self }
    }

    /// Rules 4 to 6.
    pub(super) fn holds(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        // Rule 5: where the equation holds, the bytes of R are the encoding of a point, and those of the eight points of
        // small order are known. That spares decoding R, a seventh of the work.
        if signature.first_chunk().is_some_and(is_small_order) {
            return false;
        }
        match &self.multiples {
            Some(multiples) => multiples.hold(self.as_bytes(), message, signature),
            None => self.point.verify(message, &ed25519_dalek::Signature::from_bytes(signature)).is_ok(),
        }
    }
}

/// A secret seed with its expanded key, which wipes itself. Boxed, so that moving it leaves no copy behind.
pub(super) struct SecretKey(Box<ed25519_dalek::SigningKey>);

impl SecretKey {
    pub(super) fn from_seed(seed: &[u8; 32]) -> Self {
        Self(Box::new(ed25519_dalek::SigningKey::from_bytes(seed)))
    }

    pub(super) fn public(&self) -> PublicKey {
        // A clamped scalar is never 0 modulo L, so that its point needs no check.
        PublicKey { point: self.0.verifying_key(), multiples: None }
    }

    pub(super) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    pub(super) fn seed(&self) -> &[u8; 32] {
        self.0.as_bytes()
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
        let key = SecretKey::from_seed(&[7; 32]).public();
        let scalar = [
            0x80, 0x0a, 0x36, 0x38, 0x3f, 0x56, 0xa0, 0x27, 0x01, 0x74, 0x4a, 0x25, 0x2f, 0x18, 0x27, 0x2d, 0x36, 0x36,
            0xd8, 0x24, 0xb9, 0x96, 0x4c, 0xb9, 0x14, 0x07, 0x8f, 0xbf, 0xa2, 0xef, 0x28, 0x0d,
        ];
        let signature = [SMALL_ORDER[0], scalar].concat();
        let holds = ed25519_dalek::Signature::from_slice(&signature).unwrap();
        assert!(key.point.verify(b"", &holds).is_ok());
        assert!(!key.holds(b"", signature.as_slice().try_into().unwrap()));
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
