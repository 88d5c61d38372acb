//! One thing that may be hidden: its salt, its name unless it is an item of an array, and its value (RFC 9901 §4.2).

use super::refuse;
use crate::base::limits::Limits;
use crate::codec::json::{Document, Node};
use crate::proof::Error;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

/// A disclosure as it travels, and what it says.
#[derive(Debug, Clone)]
pub(super) struct Disclosure {
    text: String,
    content: Document,
}

/// How disclosures are hashed, `_sd_alg`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HashAlgorithm {
    Sha256,
    Sha384,
    Sha512,
}

/// Names that stand for digests.
pub(super) const MEMBERS: &str = "_sd";
pub(super) const ITEM: &str = "...";
pub(super) const ALGORITHM: &str = "_sd_alg";

impl Disclosure {
    pub(super) fn parse(text: &str, limits: &Limits) -> Result<Self, Error> {
        let malformed =
            || refuse("sd-jwt.disclosure", "a JSON array of a salt, perhaps a name, and a value, in base64url", text);
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| malformed())?;
        let content = Document::parse(&bytes, limits)?;
        let disclosure = Self { text: text.to_owned(), content };
        let root = disclosure.content.root();
        let has_salt = root.items().next().is_some_and(Node::is_string);
        let is_whole = match root.len() {
            2 => true,
            3 => disclosure.name().is_some(),
            _ => false,
        };
        if !has_salt || !is_whole {
            return Err(malformed());
        }
        match disclosure.name() {
            Some(MEMBERS | ITEM) => Err(refuse("sd-jwt.reserved-name", "a disclosure of another name", text)),
            _ => Ok(disclosure),
        }
    }

    pub(super) fn make(salt: &[u8], name: Option<&str>, value: &str, limits: &Limits) -> Result<Self, Error> {
        let name = name.map(|name| format!("{},", serde_json::Value::from(name))).unwrap_or_default();
        let content = format!(r#"["{}",{name}{value}]"#, URL_SAFE_NO_PAD.encode(salt));
        Self::parse(&URL_SAFE_NO_PAD.encode(content), limits)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// `None` for that of an item.
    pub(super) fn name(&self) -> Option<&str> {
        let root = self.content.root();
        root.items().nth(1).filter(|_| root.len() == 3)?.as_str()
    }

    pub(super) fn value(&self) -> Node<'_> {
        let root = self.content.root();
        root.items().last().unwrap_or(root)
    }

    pub(super) fn digest(&self, algorithm: HashAlgorithm) -> String {
        algorithm.digest(self.text.as_bytes())
    }
}

impl HashAlgorithm {
    /// That of a payload; SHA-256 where it names none (RFC 9901 §4.1.1).
    pub(super) fn of(payload: Node<'_>) -> Result<Self, Error> {
        let Some(node) = payload.get(ALGORITHM) else { return Ok(Self::Sha256) };
        match node.as_str() {
            Some("sha-256") => Ok(Self::Sha256),
            Some("sha-384") => Ok(Self::Sha384),
            Some("sha-512") => Ok(Self::Sha512),
            _ => Err(refuse("sd-jwt.hash", "`_sd_alg` `sha-256`, `sha-384` or `sha-512`", node.source())),
        }
    }

    pub(super) fn digest(self, bytes: &[u8]) -> String {
        match self {
            Self::Sha256 => URL_SAFE_NO_PAD.encode(Sha256::digest(bytes)),
            Self::Sha384 => URL_SAFE_NO_PAD.encode(Sha384::digest(bytes)),
            Self::Sha512 => URL_SAFE_NO_PAD.encode(Sha512::digest(bytes)),
        }
    }
}
