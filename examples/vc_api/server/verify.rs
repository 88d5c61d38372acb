//! Verifying: every proof holds, by the key that it names, and the document keeps the rules of the data model.

use super::refusal::Refusal;
use super::{LIMITS, contexts, model};
use openbadges::base::time::Timestamp;
use openbadges::codec::json::{Document, Node};
use openbadges::codec::ld::{self, Contexts, Expansion};
use openbadges::proof::data_integrity::{Proof, Purpose, Unsecured, proofs};
use openbadges::proof::did;

/// What the caller expects of each proof.
#[derive(Default)]
pub(super) struct Expected<'o> {
    domain: Option<&'o str>,
    challenge: Option<&'o str>,
}

impl<'o> Expected<'o> {
    /// Reads `domain` and `challenge` of the options; without them any are accepted.
    pub(super) fn of(options: Option<Node<'o>>) -> Result<Self, Refusal> {
        let text = |name| match options.and_then(|options| options.get(name)) {
            None => Ok(None),
            Some(found) => found.as_str().map(Some).ok_or_else(|| Refusal::at(found, "a string")),
        };
        Ok(Self { domain: text("domain")?, challenge: text("challenge")? })
    }
}

pub(super) fn credential(
    document: Node<'_>,
    expected: &Expected<'_>,
    known: &Contexts,
    now: Timestamp,
) -> Result<(), Refusal> {
    let contexts = contexts::of_document(document, known)?;
    model::credential(document, &contexts)?;
    secured(document, Purpose::AssertionMethod, expected, &contexts, now)
}

pub(super) fn presentation(
    document: Node<'_>,
    expected: &Expected<'_>,
    known: &Contexts,
    now: Timestamp,
) -> Result<(), Refusal> {
    let contexts = contexts::of_document(document, known)?;
    model::presentation(document)?;
    secured(document, Purpose::Authentication, expected, &contexts, now)?;
    let Some(inside) = document.get("verifiableCredential") else { return Ok(()) };
    for one in inside.one_or_many() {
        if one.get("proof").is_some() {
            let one = Document::parse(one.source().as_bytes(), &LIMITS)?;
            credential(one.root(), &Expected::default(), known, now)?;
        } else {
            model::credential(one, &contexts)?;
            // VCDM 2.0, section 4.13.4: secured by the presentation alone, it has to be its holder's own.
            let holder = document.get("holder").and_then(model::id_of);
            if holder.is_none() || holder != one.get("issuer").and_then(model::id_of) {
                return Err(Refusal::member(one, "proof", "a proof, or the holder as the issuer"));
            }
        }
    }
    Ok(())
}

fn secured(
    document: Node<'_>,
    purpose: Purpose,
    expected: &Expected<'_>,
    contexts: &Contexts,
    now: Timestamp,
) -> Result<(), Refusal> {
    let proofs = proofs(document, &LIMITS)?;
    let mut unsecured = Unsecured::new(document, contexts, &LIMITS);
    // A suite that signs JSON does not look at words.
    unsecured.check_terms()?;
    for proof in &proofs {
        let options = Expansion {
            contexts,
            limits: &LIMITS,
            context: document.get("@context"),
            omit: &["@context", "proofValue"],
        };
        ld::check(proof.node(), &options)?;
        meets(proof, purpose, expected, now)?;
        let key = did::resolve_key(proof.verification_method())?;
        unsecured.verify(proof, &key)?;
    }
    Ok(())
}

/// Data Integrity, section 4.4: what a proof says about itself.
fn meets(proof: &Proof<'_>, purpose: Purpose, expected: &Expected<'_>, now: Timestamp) -> Result<(), Refusal> {
    let node = proof.node();
    if !proof.is_known() || proof.legacy_suite().is_some() {
        return Err(Refusal::member(node, "cryptosuite", "a supported cryptosuite"));
    }
    if proof.purpose() != purpose.name() {
        return Err(Refusal::member(node, "proofPurpose", purpose.name()));
    }
    let latest = now.plus_seconds(i64::from(LIMITS.clock_skew_seconds)).unwrap_or(now);
    if proof.created().is_some_and(|created| created > latest) {
        return Err(Refusal::member(node, "created", "a time that has come"));
    }
    if proof.expires().is_some_and(|expires| expires <= now) {
        return Err(Refusal::member(node, "expires", "a time to come"));
    }
    if expected.domain.is_some_and(|domain| !proof.domains().contains(&domain)) {
        return Err(Refusal::member(node, "domain", "the domain of the options"));
    }
    if expected.challenge.is_some() && proof.challenge() != expected.challenge {
        return Err(Refusal::member(node, "challenge", "the challenge of the options"));
    }
    Ok(())
}
