//! ECDSA keys on P-256 and P-384.

use super::Algorithm;
use crate::base::{Malformed, hex};
use crate::proof::Error;
use p256::ecdsa::signature::{Signer as _, Verifier as _};
use zeroize::Zeroizing;

/// A point of its curve, not infinity, with its compressed encoding.
#[derive(Clone)]
pub(super) enum PublicKey {
    P256 { point: p256::ecdsa::VerifyingKey, bytes: [u8; 33] },
    P384 { point: p384::ecdsa::VerifyingKey, bytes: [u8; 49] },
}

impl PublicKey {
    /// Decodes a compressed or uncompressed point (SEC 1 §2.3.4).
    pub(super) fn from_sec1(algorithm: Algorithm, bytes: &[u8]) -> Result<Self, Error> {
        let key = match algorithm {
            Algorithm::Ed25519 | Algorithm::Rs256 => None,
            Algorithm::P256 => p256::ecdsa::VerifyingKey::from_sec1_bytes(bytes).ok().and_then(Self::p256),
            Algorithm::P384 => p384::ecdsa::VerifyingKey::from_sec1_bytes(bytes).ok().and_then(Self::p384),
        };
        key.ok_or_else(|| {
            Error::Key(Malformed::new("key.not-a-point", "the encoding of a point of the curve", &hex::lower(bytes)))
        })
    }

    fn p256(point: p256::ecdsa::VerifyingKey) -> Option<Self> {
        let bytes = point.to_sec1_point(true).as_bytes().try_into().ok()?;
        Some(Self::P256 { point, bytes })
    }

    fn p384(point: p384::ecdsa::VerifyingKey) -> Option<Self> {
        let bytes = point.to_sec1_point(true).as_bytes().try_into().ok()?;
        Some(Self::P384 { point, bytes })
    }

    pub(super) fn algorithm(&self) -> Algorithm {
        match self {
            Self::P256 { .. } => Algorithm::P256,
            Self::P384 { .. } => Algorithm::P384,
        }
    }

    /// The compressed point.
    pub(super) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::P256 { bytes, .. } => bytes,
            Self::P384 { bytes, .. } => bytes,
        }
    }

    /// The coordinates x and y, one after the other.
    pub(super) fn coordinates(&self) -> Vec<u8> {
        let point = match self {
            Self::P256 { point, .. } => point.to_sec1_point(false).as_bytes().to_vec(),
            Self::P384 { point, .. } => point.to_sec1_point(false).as_bytes().to_vec(),
        };
        // SEC 1 §2.3.3: 04 stands before them
        point.into_iter().skip(1).collect()
    }

    /// Whether a signature holds: r and s from 1 to n − 1, s in either half.
    pub(super) fn holds(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::P256 { point, .. } => p256::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| point.verify(message, &signature).is_ok()),
            Self::P384 { point, .. } => p384::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| point.verify(message, &signature).is_ok()),
        }
    }
}

/// A secret scalar. Boxed, so that moving it leaves no copy behind; the type inside wipes itself.
pub(super) enum SecretKey {
    P256(Box<p256::ecdsa::SigningKey>),
    P384(Box<p384::ecdsa::SigningKey>),
}

impl SecretKey {
    /// Takes the scalar, big-endian, from 1 to n − 1; `None` if it is another number or length.
    pub(super) fn from_bytes(algorithm: Algorithm, bytes: &[u8]) -> Result<Option<Self>, Error> {
        Ok(match algorithm {
            Algorithm::Ed25519 | Algorithm::Rs256 => None,
            Algorithm::P256 => p256::ecdsa::SigningKey::from_slice(bytes).ok().map(Box::new).map(Self::P256),
            Algorithm::P384 => p384::ecdsa::SigningKey::from_slice(bytes).ok().map(Box::new).map(Self::P384),
        })
    }

    pub(super) fn public(&self) -> Option<PublicKey> {
        match self {
            Self::P256(key) => PublicKey::p256(*key.verifying_key()),
            Self::P384(key) => PublicKey::p384(*key.verifying_key()),
        }
    }

    /// Signs with the nonce of RFC 6979 and the lower of the two values of s.
    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.normalize_s().to_bytes().to_vec()
            }
            Self::P384(key) => {
                let signature: p384::ecdsa::Signature = key.sign(message);
                signature.normalize_s().to_bytes().to_vec()
            }
        }
    }

    pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        match self {
            Self::P256(key) => Zeroizing::new(Zeroizing::new(key.to_bytes()).to_vec()),
            Self::P384(key) => Zeroizing::new(Zeroizing::new(key.to_bytes()).to_vec()),
        }
    }
}
