//! Digests of resources (VCDM 2.0 §5.3): multihashes in multibase (CID 1.0 §2.4 and §2.5) and those of Subresource Integrity §3.

use crate::codec::json::Node;
use crate::codec::multibase;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

/// The hash functions that the standard names, from the weakest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Sha256,
    Sha384,
    Sha512,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }

    /// How many bytes a digest has, and the two bytes before it in a multihash.
    fn form(self) -> (usize, [u8; 2]) {
        match self {
            Self::Sha256 => (32, [0x12, 32]),
            Self::Sha384 => (48, [0x20, 48]),
            Self::Sha512 => (64, [0x13, 64]),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        }
    }
}

/// One statement on a resource: it has one of these digests, all by one hash function.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Expected {
    kind: Kind,
    digests: Vec<Vec<u8>>,
}

impl Expected {
    /// What `digestMultibase` and `digestSRI` of an object say; the error says what would be right.
    pub(super) fn read(resource: Node<'_>) -> Result<Vec<Self>, &'static str> {
        let texts = |name| resource.get(name).into_iter().flat_map(Node::one_or_many).map(Node::as_str);
        let multibase = texts("digestMultibase")
            .map(|text| text.and_then(Self::multibase).ok_or("expected a multihash by SHA-2 in multibase"));
        let sri = texts("digestSRI")
            .map(|text| text.and_then(Self::sri).ok_or("expected sha256-, sha384- or sha512- and a digest in base64"));
        let found: Vec<Self> = multibase.chain(sri).collect::<Result<_, _>>()?;
        if found.is_empty() { Err("expected `digestMultibase` or `digestSRI`") } else { Ok(found) }
    }

    fn multibase(text: &str) -> Option<Self> {
        // A letter and 66 bytes in base58 are the longest.
        let bytes = multibase::decode(text, 128).ok()?;
        let (header, digest) = bytes.split_first_chunk::<2>()?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.form() == (digest.len(), *header))?;
        Some(Self { kind, digests: vec![digest.to_vec()] })
    }

    /// Where there are several, those by the strongest function count, and any of them will do (Subresource Integrity §3.3.4).
    fn sri(text: &str) -> Option<Self> {
        let each = text.split_ascii_whitespace().map(|item| {
            let (name, base64) = item.split_once('-')?;
            let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name)?;
            // After a question mark there may be options, of which none is defined.
            let base64 = base64.split('?').next()?;
            let digest = STANDARD.decode(base64).ok().filter(|digest| digest.len() == kind.form().0)?;
            Some((kind, digest))
        });
        let each: Vec<(Kind, Vec<u8>)> = each.take(16).collect::<Option<_>>()?;
        let kind = each.iter().map(|(kind, _)| *kind).max()?;
        let digests = each.into_iter().filter(|(of, _)| *of == kind).map(|(_, digest)| digest).collect();
        Some(Self { kind, digests })
    }

    /// Whether bytes are those of the resource.
    pub(super) fn hold(&self, bytes: &[u8]) -> bool {
        self.digests.contains(&self.kind.digest(bytes))
    }

    /// The digests, if they are by this function.
    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = &[u8]> {
        self.digests.iter().filter(move |_| self.kind == kind).map(Vec::as_slice)
    }
}
