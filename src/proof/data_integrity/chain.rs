//! Proofs that sign earlier proofs (Data Integrity §2.1.2, §4.3 and §4.5).

use super::Proof;
use super::context::splice;
use crate::base::limits::Limits;
use crate::codec::json::{Document, Node};
use crate::proof::Error;

/// The document that a proof with `previousProof` covers: its `proof` is the array of the proofs so named, even if it is one (§4.5,
/// step 4.6). `None` where nothing is named.
pub(super) fn with_previous(
    document: Node<'_>,
    proof: Node<'_>,
    previous: &[&str],
    limits: &Limits,
) -> Result<Option<Document>, Error> {
    if previous.is_empty() {
        return Ok(None);
    }
    let missing = |id: &str| Error::PreviousMissing { at: proof.pointer(), id: id.to_owned() };
    let Some(member) = document.get("proof") else {
        return Err(missing(previous.first().copied().unwrap_or_default()));
    };
    let named = |id: &&str| {
        let found = member.one_or_many().find(|node| node.get("id").and_then(Node::as_str) == Some(*id));
        found.map(Node::source).ok_or_else(|| missing(id))
    };
    let sources: Vec<&str> = previous.iter().map(named).collect::<Result<_, _>>()?;
    let start = member.offset().saturating_sub(document.offset());
    let array = ["[", &sources.join(","), "]"];
    let text = splice(document.source(), start, member.source().len(), &array);
    Ok(Some(Document::parse(text.as_bytes(), limits)?))
}

/// Refuses proofs that sign each other in a circle, and longer chains than the limit `proof_chain`.
pub(super) fn check(proofs: &[Proof<'_>], limits: &Limits) -> Result<(), Error> {
    let named = |id: &&str| proofs.iter().position(|proof| proof.id() == Some(*id));
    // After so many rounds every proof is settled that has as many others before it. A name that leads nowhere ends a row.
    let mut settled = vec![false; proofs.len()];
    for _ in 0..=limits.proof_chain {
        let known = settled.clone();
        for (proof, settled) in proofs.iter().zip(&mut settled) {
            *settled = proof.previous().iter().filter_map(named).all(|at| known.get(at) == Some(&true));
        }
    }
    match proofs.iter().zip(settled).find(|(_, settled)| !settled) {
        Some((proof, _)) => Err(Error::ChainCycle { at: proof.node().pointer(), limit: limits.proof_chain }),
        None => Ok(()),
    }
}
