//! The contexts of a credential: which come first, and what older ones are called.

use super::reader::{Reader, at, value};
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use crate::wire::error::{Error, Excerpt};
use serde::Serialize;

/// Verifiable Credentials 2.0, first of all contexts.
pub const CREDENTIALS_V2: &str = "https://www.w3.org/ns/credentials/v2";
/// Open Badges 3.0.3, second of all contexts: the one that is issued.
pub const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// One entry of `@context`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Context {
    /// The address of a context.
    Url(SharedText),
    /// A context in place, which nothing here issues.
    Map(serde_json::Value),
}

impl Context {
    /// The two contexts of every badge issued today.
    #[must_use]
    pub fn published() -> Vec<Self> {
        vec![Self::Url(CREDENTIALS_V2.into()), Self::Url(OPEN_BADGES.into())]
    }

    /// The address, unless the context stands in place.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Url(url) => Some(url),
            Self::Map(_) => None,
        }
    }

    pub(super) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        if let Some(url) = node.to_shared_text() {
            return Some(Self::Url(url));
        }
        if node.is_object() {
            return Some(Self::Map(value(node)));
        }
        reader.unexpected(node, "the address of a context");
        None
    }

    /// Section 3: version 2.0 of the data model first, then, in a badge or endorsement, Open Badges.
    pub(super) fn check_order(root: Node<'_>, badge: bool, reader: &mut Reader) {
        let Some(contexts) = root.get("@context") else { return };
        let mut entries = contexts.one_or_many();
        if let Some(first) = entries.next() {
            if first.as_str() == Some(CREDENTIALS_V1) {
                let found = Excerpt::new(CREDENTIALS_V1);
                reader.fault(Error::LegacyDataModel { at: at(first), expected: CREDENTIALS_V2, found });
            } else if first.as_str() != Some(CREDENTIALS_V2) {
                reader.fault(Error::Context {
                    at: at(first),
                    expected: CREDENTIALS_V2,
                    found: Excerpt::new(first.as_str().unwrap_or(first.source())),
                });
                return;
            }
        }
        if !badge {
            return;
        }
        let Some(second) = entries.next() else {
            reader.fault(Error::Context { at: at(contexts), expected: OPEN_BADGES, found: Excerpt::new("") });
            return;
        };
        let url = second.as_str().unwrap_or(second.source());
        if url == OPEN_BADGES {
            return;
        }
        let (at, expected, found) = (at(second), OPEN_BADGES, Excerpt::new(url));
        reader.fault(match OLDER.iter().find(|older| **older == url) {
            Some(older) => Error::OlderContext { at, expected, found, alias: *older == ALIAS },
            None => Error::Context { at, expected, found },
        });
    }

    /// Whether the document is of version 1.1 of the data model.
    pub(crate) fn is_version_1(root: Node<'_>) -> bool {
        let first = root.get("@context").and_then(|contexts| contexts.one_or_many().next());
        first.and_then(Node::as_str) == Some(CREDENTIALS_V1)
    }
}

pub(super) const CREDENTIALS_V1: &str = "https://www.w3.org/2018/credentials/v1";
const ALIAS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld";
const OLDER: [&str; 4] = [
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
    ALIAS,
];
