//! The digest of a badge: most reports are read without it.

use crate::base::shared::SharedText;
use crate::codec::multibase;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// `digestMultibase` of any bytes: SHA-256 as a multihash in base64url (VCDM 2.0 §5.3, CID 1.0 §2.4 and §2.5).
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    let mut multihash = [0; 34];
    let (header, hash) = multihash.split_at_mut(2);
    // SHA-256, 32 bytes
    header.copy_from_slice(&[0x12, 0x20]);
    hash.copy_from_slice(&Sha256::digest(bytes));
    multibase::encode_base64url(&multihash)
}

/// The [`digest`] of a credential's bytes, worked out when somebody asks for it. Until it is dropped it shares the text
/// of the badge.
#[derive(Clone)]
pub struct BadgeDigest(Arc<Lazy>);

struct Lazy {
    text: SharedText,
    made: OnceLock<String>,
}

impl BadgeDigest {
    pub(super) fn of(text: SharedText) -> Self {
        Self(Arc::new(Lazy { text, made: OnceLock::new() }))
    }

    /// `digestMultibase`, such as `uEi…`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.made.get_or_init(|| digest(self.0.text.as_bytes()))
    }
}

impl PartialEq for BadgeDigest {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for BadgeDigest {}

impl fmt::Display for BadgeDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for BadgeDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Serialize for BadgeDigest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
