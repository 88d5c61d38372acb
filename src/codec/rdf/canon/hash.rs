//! The hash algorithm, a parameter of RDFC-1.0.

use sha2::{Digest as _, Sha256, Sha384};

/// The hash algorithm of a canonicalisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hash {
    /// SHA-256, the default of RDFC-1.0.
    #[default]
    Sha256,
    /// SHA-384, which P-384 proofs use.
    Sha384,
}

impl Hash {
    pub(super) fn digest(self, text: &str) -> Digest {
        let mut bytes = [0; LONGEST];
        match self {
            Self::Sha256 => fill(&mut bytes, &Sha256::digest(text)),
            Self::Sha384 => fill(&mut bytes, &Sha384::digest(text)),
        }
        Digest { bytes }
    }

    fn len(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => LONGEST,
        }
    }
}

/// A digest, the rest filled up with zeros. Sorts as its hexadecimal text does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Digest {
    bytes: [u8; LONGEST],
}

impl Digest {
    pub(super) const ZERO: Self = Self { bytes: [0; LONGEST] };

    /// Writes the digest in lower-case hexadecimal.
    pub(super) fn push_hex(&self, hash: Hash, out: &mut String) {
        for byte in self.bytes.iter().take(hash.len()) {
            for half in [byte >> 4, byte & 0xf] {
                out.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
            }
        }
    }
}

fn fill(bytes: &mut [u8; LONGEST], digest: &[u8]) {
    for (to, from) in bytes.iter_mut().zip(digest) {
        *to = *from;
    }
}

/// Bytes of the longest digest.
const LONGEST: usize = 48;
