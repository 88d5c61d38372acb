//! The `@context` of a proof against that of its document.

use super::super::Error;
use super::Proof;
use crate::base::limits::Limits;
use crate::codec::json::{Document, Node, jcs};

/// How the document's `@context` relates to the one that was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// The proof carries none, or the same.
    Same,
    /// The document's begins with the proof's and goes on.
    Extended,
    /// Anything else.
    Different,
}

/// Compares value by value, in order; a string is not the array that holds it.
pub(super) fn relation(proof: Node<'_>, document: Node<'_>) -> Relation {
    let Some(signed) = proof.get("@context") else { return Relation::Same };
    let Some(found) = document.get("@context") else { return Relation::Different };
    let starts = signed.len() <= found.len() || !signed.is_array();
    match (signed.is_array(), found.is_array()) {
        (true, true) if starts && signed.items().zip(found.items()).all(|(a, b)| is_same(a, b)) => {
            if signed.len() == found.len() { Relation::Same } else { Relation::Extended }
        }
        (false, false) if is_same(signed, found) => Relation::Same,
        (false, true) if found.items().next().is_some_and(|first| is_same(signed, first)) => Relation::Extended,
        _ => Relation::Different,
    }
}

/// The document as it was signed, where that is not the document at hand.
///
/// Contexts may be appended after signing with `eddsa-jcs-2022`; such a document verifies under the contexts of the proof, and
/// only the document with those contexts may then be relied on (vc-di-eddsa §3.3.2, step 4). `None` when nothing was
/// appended.
///
/// # Errors
///
/// `proof.context-mismatch` when the document's `@context` does not begin with the proof's; those of
/// [`Document::parse`].
pub fn as_signed(document: Node<'_>, proof: &Proof<'_>, limits: &Limits) -> Result<Option<Document>, Error> {
    match relation(proof.node(), document) {
        Relation::Same => Ok(None),
        Relation::Extended => with_context_of(proof.node(), document, limits).map(Some),
        Relation::Different => Err(mismatch(proof.node())),
    }
}

/// The document's text with the proof's `@context` in place of its own.
pub(super) fn with_context_of(proof: Node<'_>, document: Node<'_>, limits: &Limits) -> Result<Document, Error> {
    let (Some(signed), Some(found)) = (proof.get("@context"), document.get("@context")) else {
        return Err(mismatch(proof));
    };
    let start = found.offset().saturating_sub(document.offset());
    let text = splice(document.source(), start, found.source().len(), &[signed.source()]);
    Ok(Document::parse(text.as_bytes(), limits)?)
}

pub(super) fn mismatch(proof: Node<'_>) -> Error {
    Error::ContextMismatch { at: proof.pointer() + "/@context" }
}

/// `text` with `length` bytes from `start` replaced.
pub(super) fn splice(text: &str, start: usize, length: usize, replacement: &[&str]) -> String {
    let before = text.get(..start).unwrap_or(text);
    let after = text.get(start.saturating_add(length)..).unwrap_or_default();
    let mut spliced = String::from(before);
    spliced.extend(replacement.iter().copied());
    spliced.push_str(after);
    spliced
}

fn is_same(a: Node<'_>, b: Node<'_>) -> bool {
    match (a.as_str(), b.as_str()) {
        (Some(a), Some(b)) => a == b,
        (None, None) => jcs::to_string(a, &[]) == jcs::to_string(b, &[]),
        _ => false,
    }
}
