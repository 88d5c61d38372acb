//! Deriving: the part of a credential that its holder chose to show.

use super::refusal::Refusal;
use super::{LIMITS, contexts};
use openbadges::codec::json::{Document, Node};
use openbadges::codec::ld::Contexts;
use openbadges::proof::data_integrity::derive;

/// Derives what can be verified from a credential with a base proof; whether that holds is left to who verifies.
pub(super) fn credential(base: &Document, pointers: &[&str], known: &Contexts) -> Result<Document, Refusal> {
    let contexts = contexts::of_document(base.root(), known)?;
    Ok(derive(base, pointers, &contexts, &LIMITS)?)
}

/// Reads an option that is an array of JSON Pointers, if it is there.
pub(super) fn pointers<'o>(options: Option<Node<'o>>, name: &str) -> Result<Option<Vec<&'o str>>, Refusal> {
    let Some(found) = options.and_then(|options| options.get(name)) else { return Ok(None) };
    let pointers: Option<Vec<&str>> = found.items().map(Node::as_str).collect();
    pointers.filter(|_| found.is_array()).map(Some).ok_or_else(|| Refusal::at(found, "an array of JSON Pointers"))
}
