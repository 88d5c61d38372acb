//! The signature algorithms, one row each.

use crate::codec::rdf::canon::Hash;
use std::fmt;

/// A signature algorithm, with the curve of its keys and the hash it signs under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// EdDSA over edwards25519 (RFC 8032).
    Ed25519,
    /// ECDSA over P-256 with SHA-256 (FIPS 186-5).
    P256,
    /// ECDSA over P-384 with SHA-384 (FIPS 186-5).
    P384,
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2): verified, with the feature `rsa`, and never signed by keys of ours.
    Rs256,
}

impl Algorithm {
    /// Every algorithm, the default for new keys first.
    pub const ALL: &'static [Self] = &[Self::Ed25519, Self::P256, Self::P384, Self::Rs256];

    /// The name of its curve, as in the `crv` of a JWK (RFC 7518 §6.2.1.1, RFC 8037 §2); `RSA`, which has none, for that.
    #[must_use]
    pub fn curve(self) -> &'static str {
        self.row().curve
    }

    /// The algorithm of keys on this curve, by its exact name.
    #[must_use]
    pub fn from_curve(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|algorithm| *algorithm != Self::Rs256 && algorithm.curve() == name)
    }

    /// The name as `alg` of a JWS (RFC 7518 §3.1, RFC 8037 §3.1).
    #[must_use]
    pub fn jws_name(self) -> &'static str {
        self.row().jws_name
    }

    /// The algorithm of this `alg`, upper and lower case told apart.
    #[must_use]
    pub fn from_jws_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|algorithm| algorithm.jws_name() == name)
    }

    /// Bytes of a signature: R ‖ S of RFC 8032, or r ‖ s of fixed width (IEEE P1363), never DER. Of RSA the fewest: each
    /// signature is as long as the modulus of its key.
    #[must_use]
    pub fn signature_len(self) -> usize {
        self.row().signature_len
    }

    /// The hash under which Data Integrity covers a document for this algorithm (vc-di-ecdsa §3.2, vc-di-eddsa §3.2).
    #[must_use]
    pub fn hash(self) -> Hash {
        self.row().hash
    }

    /// The multicodec of its public keys, as a varint.
    pub(super) fn public_codec(self) -> [u8; 2] {
        self.row().public_codec
    }

    /// The multicodec of its secret keys, as a varint.
    pub(super) fn secret_codec(self) -> [u8; 2] {
        self.row().secret_codec
    }

    pub(super) fn from_public_codec(codec: [u8; 2]) -> Option<Self> {
        Self::ALL.iter().copied().find(|algorithm| algorithm.public_codec() == codec)
    }

    pub(super) fn from_secret_codec(codec: [u8; 2]) -> Option<Self> {
        Self::ALL.iter().copied().find(|algorithm| algorithm.secret_codec() == codec)
    }

    /// Bytes of a secret key, and of a coordinate in a JWK.
    pub(super) fn secret_len(self) -> usize {
        self.row().secret_len
    }

    fn row(self) -> &'static Row {
        match self {
            Self::Ed25519 => &ED25519,
            Self::P256 => &P256,
            Self::P384 => &P384,
            Self::Rs256 => &RS256,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.curve())
    }
}

struct Row {
    curve: &'static str,
    jws_name: &'static str,
    signature_len: usize,
    secret_len: usize,
    hash: Hash,
    public_codec: [u8; 2],
    secret_codec: [u8; 2],
}

const ED25519: Row = Row {
    curve: "Ed25519",
    jws_name: "EdDSA",
    signature_len: 64,
    secret_len: 32,
    hash: Hash::Sha256,
    // 0xed and 0x1300
    public_codec: [0xed, 0x01],
    secret_codec: [0x80, 0x26],
};
const P256: Row = Row {
    curve: "P-256",
    jws_name: "ES256",
    signature_len: 64,
    secret_len: 32,
    hash: Hash::Sha256,
    // 0x1200 and 0x1306
    public_codec: [0x80, 0x24],
    secret_codec: [0x86, 0x26],
};
const P384: Row = Row {
    curve: "P-384",
    jws_name: "ES384",
    signature_len: 96,
    secret_len: 48,
    hash: Hash::Sha384,
    // 0x1201 and 0x1307
    public_codec: [0x81, 0x24],
    secret_codec: [0x87, 0x26],
};
const RS256: Row = Row {
    curve: "RSA",
    jws_name: "RS256",
    signature_len: 256,
    // no secret key is read here
    secret_len: 0,
    hash: Hash::Sha256,
    // 0x1205 and 0x1305
    public_codec: [0x85, 0x24],
    secret_codec: [0x85, 0x26],
};
