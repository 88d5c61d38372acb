//! Adding proofs of `ecdsa-sd-2023`: the issuer's base proof, and the one that the holder derives from it to show a part.

use super::super::legacy::{SELECTIVE, Scheme};
use super::super::sd::{Base, SelectiveSecrets, Unsigned};
use super::super::suites::Form;
use super::super::{Error, Signer};
use super::context::splice;
use super::sign::{Options, configuration, refuse, with_proof};
use super::{Unsecured, proofs};
use crate::base::Malformed;
use crate::base::limits::Limits;
use crate::codec::json::{Document, Node, jcs};
use crate::codec::ld::Contexts;

/// Adds a base proof to a document that has no proof yet (vc-di-ecdsa §3.6.5). It is for the holder alone, who shows what
/// [`derive()`] makes of it, and which always holds what the `mandatory` JSON Pointers select.
///
/// What decides a verdict belongs to the mandatory part: a holder who could leave out `validUntil` or `credentialStatus` would never
/// lose a badge. The suite of the options does not count.
///
/// # Errors
///
/// `proof.key-algorithm` unless the key is on P-256; `proof.pointer` for a pointer that leads nowhere; `proof.selection` for one to part of an
/// ordered list, and for a document with more to hide than a proof value has room for; `proof.malformed` for one that has a proof; and
/// those of [`prepare`](super::prepare).
pub fn sign_selective(
    document: &Document,
    signer: &dyn Signer,
    mandatory: &[&str],
    secrets: &SelectiveSecrets,
    options: &Options,
    contexts: &Contexts,
    limits: &Limits,
) -> Result<Document, Error> {
    let key = signer.verifying_key();
    Scheme::Selective.check_algorithm(key.algorithm())?;
    if let Some(proof) = document.root().get("proof").filter(|proof| !(proof.is_array() && proof.is_empty())) {
        return Err(refuse(proof, "a document without proof"));
    }
    let plain = without_proof(document, limits)?;
    let configuration = configuration(plain.root(), key, options, (SELECTIVE, Form::Statements));
    let read = Document::parse(configuration.as_bytes(), limits)?;
    let hash = Unsecured::new(plain.root(), contexts, limits).configuration_hash(read.root())?;
    let unsigned = Unsigned::of(plain.root(), &hash, mandatory, secrets, contexts, limits)?;
    let signature = signer.sign(&unsigned.bytes)?;
    key.verify(&unsigned.bytes, &signature)?;
    assemble(document, &configuration, &unsigned.to_value(&signature), limits)
}

/// The part of a document with a base proof that `pointers` select beside the mandatory one, with a proof that verifies
/// (vc-di-ecdsa §3.6.6).
///
/// # Errors
///
/// `proof.missing` and `proof.too-many` unless the document has exactly one proof; `proof.base-malformed` unless that is a base proof with as many
/// signatures as the document has statements to hide; `proof.pointer` for a pointer that leads nowhere; `proof.selection` for part of an ordered
/// list, which would be another list, and for nothing at all; and those of reading the finished document.
/// Whether the base proof holds is not looked at: what is derived from one that does not will not verify.
pub fn derive(document: &Document, pointers: &[&str], contexts: &Contexts, limits: &Limits) -> Result<Document, Error> {
    let proof = only_proof(document.root())?;
    let base = read_base(proof, limits)?;
    let plain = without_proof(document, limits)?;
    let (mut shown, value) = base.derive(plain.root(), pointers, contexts, limits)?;
    if document.root().get("proof").is_some_and(Node::is_array) {
        shown = Document::parse(with_proof(&shown, "[]")?.as_bytes(), limits)?;
    }
    assemble(&shown, &jcs::to_string(proof, &["proofValue"]), &value, limits)
}

fn only_proof(document: Node<'_>) -> Result<Node<'_>, Error> {
    let proofs: Vec<Node<'_>> = document.get("proof").into_iter().flat_map(Node::one_or_many).collect();
    match *proofs {
        [] => Err(Error::Missing),
        [proof] => Ok(proof),
        _ => Err(Error::TooMany { found: proofs.len(), limit: 1 }),
    }
}

fn read_base(proof: Node<'_>, limits: &Limits) -> Result<Base, Error> {
    let member = |name| proof.get(name).and_then(Node::as_str).unwrap_or_default();
    let malformed = |name: &str, expected, found: &str| {
        let fault = Malformed::new("proof.base-malformed", expected, found);
        Error::Malformed { at: format!("{}/{name}", proof.pointer()), fault }
    };
    if member("cryptosuite") != SELECTIVE {
        let expected = "the cryptosuite ecdsa-sd-2023, whose badges are shown in part";
        return Err(malformed("cryptosuite", expected, member("cryptosuite")));
    }
    let value = member("proofValue");
    Base::read(value, limits).ok_or_else(|| {
        let expected = "the issuer's base proof value, beginning with u2V0A, and not one that was derived";
        malformed("proofValue", expected, &value.chars().take(24).collect::<String>())
    })
}

fn assemble(document: &Document, configuration: &str, value: &str, limits: &Limits) -> Result<Document, Error> {
    let end = configuration.len().saturating_sub(1);
    let proof = splice(configuration, end, 0, &[",\"proofValue\":\"", value, "\""]);
    let signed = Document::parse(with_proof(document, &proof)?.as_bytes(), limits)?;
    proofs(signed.root(), limits)?;
    Ok(signed)
}

/// The document without its member `proof`; the rest stays as it was written.
fn without_proof(document: &Document, limits: &Limits) -> Result<Document, Error> {
    let mut text = String::from("{");
    for (name, value) in document.root().members().filter(|(name, _)| *name != "proof") {
        let comma = if text.len() > 1 { "," } else { "" };
        text.extend([comma, &serde_json::Value::from(name).to_string(), ":", value.source()]);
    }
    text.push('}');
    Ok(Document::parse(text.as_bytes(), limits)?)
}
