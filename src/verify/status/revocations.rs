//! The deprecated `1EdTechRevocationList` (Open Badges 3.0 §B.10): ids of badges that were taken back, which nobody signs.

use super::list;
use crate::codec::json::{Document, Node};
use crate::verify::report::Finding;
use crate::verify::{Materials, Verifier};

/// A list of revocations as it was fetched.
#[derive(Debug)]
pub(in crate::verify) struct Revocations {
    document: Document,
}

impl Revocations {
    /// Opens the list at an address, which has to say that it is that list, and the issuer's.
    pub(in crate::verify) fn open(
        url: &str,
        issuer: Option<&str>,
        materials: &Materials,
        verifier: &Verifier,
    ) -> Result<Self, Finding> {
        let bytes = materials.find(url).ok_or_else(|| list::missing(&materials.absent(url)))?;
        let document = Document::parse(bytes, &verifier.limits).map_err(|error| list::unreadable(url, error))?;
        let root = document.root();
        if root.get("id").and_then(Node::as_str) != Some(url) {
            return Err(Finding::open("status.list-id", format!("what lies at `{url}` is a list of another id")));
        }
        let own = root.get("issuer").and_then(|own| own.as_str().or_else(|| own.get("id")?.as_str()));
        if own.is_none() || own != issuer {
            let message =
                format!("the list at `{url}` is not of the badge's issuer but of `{}`", own.unwrap_or("nobody"));
            return Err(Finding::open("status.list-issuer", message));
        }
        let is_list = |node: Node<'_>| node.items().all(|item| item.get("id").and_then(Node::as_str).is_some());
        match root.get("revokedCredential").filter(|node| node.is_array()) {
            Some(node) if !is_list(node) => Err(list::unreadable(url, "an item of `revokedCredential` has no id")),
            None => Err(list::unreadable(url, "expected an array `revokedCredential`")),
            Some(_) => Ok(Self { document }),
        }
    }

    /// Whether a badge is listed as revoked, and the reason that is given.
    pub(in crate::verify) fn find(&self, badge: &str) -> Option<&str> {
        let items = self.document.root().get("revokedCredential").into_iter().flat_map(Node::items);
        let is_revoked = |item: &Node<'_>| item.get("revoked").is_none_or(|revoked| revoked.as_bool() != Some(false));
        items
            .filter(|item| item.get("id").and_then(Node::as_str) == Some(badge))
            .find(is_revoked)
            .map(|item| item.get("revocationReason").and_then(Node::as_str).unwrap_or("no reason given"))
    }
}
