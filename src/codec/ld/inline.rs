//! Contexts that stand written out in documents: without an address, they are known by what they say.

use super::contexts::{ContextInfo, Contexts, Entry};
use crate::base::hex;
use crate::codec::json::{Node, jcs};
use sha2::{Digest, Sha256};

impl Contexts {
    /// The contexts that documents may hold written out, in the order in which the caller registered them.
    pub fn inline(&self) -> impl Iterator<Item = &ContextInfo> {
        self.inline.iter().map(|entry| entry.info())
    }

    /// The context that the object `context` is, or that it wraps: some write a whole context document, `{"@context": {…}}`, in
    /// the place of a context.
    ///
    /// # Errors
    ///
    /// The object's digest, if nobody registered it.
    pub(crate) fn find_inline(&self, context: Node<'_>) -> Result<&Entry, String> {
        let wrapped = context.get("@context").filter(|inner| inner.is_object() && context.len() == 1);
        let digest = hex::lower(&digest(wrapped.unwrap_or(context)));
        self.inline.iter().map(|entry| &**entry).find(|entry| entry.info().sha256() == digest).ok_or(digest)
    }
}

/// SHA-256 of the RFC 8785 form, which does not depend on white space or the order of members.
pub(super) fn digest(context: Node<'_>) -> [u8; 32] {
    Sha256::digest(jcs::to_string(context, &[])).into()
}
