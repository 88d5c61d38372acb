//! Whether the holder made a presentation, apart from what its badges are worth.

use crate::base::time::Timestamp;
use crate::codec::json::{Document, Node};
use crate::proof;
use crate::proof::data_integrity::{Proof, Purpose, Unsecured, proofs};
use crate::verify::checks::{issuer_key, proof as proof_check};
use crate::verify::envelope::{Entry, V2};
use crate::verify::issuer::{Binding, Key, Method};
use crate::verify::materials::Materials;
use crate::verify::presentation::{Audience, holder_of};
use crate::verify::report::Finding;
use crate::verify::{Reading, Verifier};
use std::borrow::Cow;

/// One presentation being judged, apart from its badges.
pub(super) struct Shown<'a> {
    pub(super) verifier: &'a Verifier,
    pub(super) document: &'a Document,
    pub(super) audience: &'a Audience,
    pub(super) materials: &'a Materials,
    pub(super) now: Timestamp,
}

impl<'a> Shown<'a> {
    /// The findings, and who the holder is if these allow it.
    pub(super) fn judge(&self) -> (Vec<Finding>, Option<&'a str>) {
        let root = self.document.root();
        let limits = &self.verifier.limits;
        let mut findings = self.context();
        findings.extend(Entry::all(root).filter_map(|entry| self.of_entry(entry)));
        let mut unsecured = Unsecured::new(root, &self.verifier.contexts, limits);
        let proofs = proofs(root, limits);
        if let Err(error) = self.words(proofs.as_deref().unwrap_or_default(), &mut unsecured) {
            findings.push(Finding::fault(error.code(), error.to_string()));
        }
        let proofs = match proofs {
            Ok(proofs) => proofs,
            Err(error) => {
                findings.push(Finding::fault(error.code(), error.to_string()).at("/proof"));
                return (findings, None);
            }
        };
        let method = proofs.first().map(Proof::verification_method).unwrap_or_default();
        let holder = match root.get("holder") {
            // The key says who it is.
            None => method.split('#').next(),
            Some(_) => holder_of(root),
        };
        for proof in &proofs {
            let found = self.examine(proof, holder, &mut unsecured);
            findings.extend(found.into_iter().map(|finding| finding.at(proof.node().pointer())));
        }
        (findings, holder)
    }

    /// The first context says by which version of the data model it is written.
    fn context(&self) -> Vec<Finding> {
        let message = format!("expected `{V2}` as the first context");
        let finding = match self.first_context() {
            Some(V2) => return Vec::new(),
            Some(V1) => self.relaxation("presentation.context", message),
            _ => Finding::fault("presentation.context", message),
        };
        vec![finding.at("/@context")]
    }

    fn first_context(&self) -> Option<&'a str> {
        self.document.root().get("@context")?.one_or_many().next()?.as_str()
    }

    /// What is wrong with the way in which a badge stands here, whatever the badge is worth.
    fn of_entry(&self, entry: Entry<'_>) -> Option<Finding> {
        let finding = match entry.contradiction() {
            Some(message) => Finding::fault("presentation.envelope", message),
            None if entry.is_plain() => self.relaxation(
                "presentation.plain-token",
                "a token as a text, as version 1.1 of the data model has it; expected one in an EnvelopedVerifiableCredential",
            ),
            None => return None,
        };
        Some(finding.at(entry.node().pointer()))
    }

    /// Every word is defined. A token as a text is no word of the document, so it says nothing by itself: a proof over statements
    /// does not cover it, one over the JSON does.
    fn words(&self, proofs: &[Proof<'_>], unsecured: &mut Unsecured<'_>) -> Result<(), proof::Error> {
        let root = self.document.root();
        let plain: Vec<Node<'_>> = Entry::all(root).filter(|entry| entry.is_plain()).map(Entry::node).collect();
        if plain.is_empty() || proofs.iter().any(Proof::signs_statements) {
            return unsecured.statements().map(drop);
        }
        let limits = &self.verifier.limits;
        // One of two short texts: however many tokens there are, they cannot make a long one of it.
        let context = if self.first_context() == Some(V1) { V1 } else { V2 };
        let stand_in = format!(r#"{{"@context":"{context}","id":"urn:token","type":"VerifiableCredential"}}"#);
        let mut text = String::new();
        let mut rest = self.document.as_str();
        let mut end: usize = 0;
        for node in plain {
            let (before, after) = rest.split_at_checked(node.offset().saturating_sub(end)).unwrap_or_default();
            text.extend([before, stand_in.as_str()]);
            rest = after.get(node.source().len()..).unwrap_or_default();
            end = node.offset().saturating_add(node.source().len());
        }
        text.push_str(rest);
        let others = Document::parse(text.as_bytes(), limits)?;
        Unsecured::new(others.root(), &self.verifier.contexts, limits).check_terms()
    }

    /// A finding on what the compatible reading lets pass with a warning.
    fn relaxation(&self, code: &'static str, message: impl Into<Cow<'static, str>>) -> Finding {
        match self.verifier.policy.reading() {
            Reading::Strict => Finding::fault(code, message),
            Reading::Compatible => Finding::warning(code, message),
        }
    }

    fn examine(&self, proof: &Proof<'_>, holder: Option<&str>, unsecured: &mut Unsecured<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let key = holder.map_or(Key::Foreign, |holder| self.key(proof, holder));
        match &key {
            Key::Bound(_, Binding::Legacy(url)) => {
                findings.push(issuer_key::legacy(url, self.verifier.policy.reading()));
            }
            Key::Bound(..) => {}
            Key::Unbound(_) | Key::Foreign => {
                let message = format!("the key `{}` is not known to be the holder's", proof.verification_method());
                findings.push(Finding::fault("presentation.holder-key", message));
            }
            Key::DocumentMissing(absent, _) => {
                let message = format!("the holder's document {absent}, so its keys are not known");
                findings.push(Finding::open("presentation.document-missing", message));
            }
            Key::Refused(error) => findings.push(proof_check::refused(error)),
        }
        findings.extend(proof_check::signature(proof, key.at_hand().map(|key| unsecured.verify(proof, key)).as_ref()));
        findings.extend(proof_check::accepted(&self.verifier.policy, proof.suite_name()));
        findings.extend(proof_check::legacy(proof, self.verifier.policy.reading()));
        findings.extend(proof_check::purpose(proof, Purpose::Authentication));
        findings.extend(proof_check::timely(proof, &self.verifier.limits, self.now));
        if proof.challenge() != Some(&self.audience.challenge) {
            let message = "the challenge that was signed is not the one that was asked for";
            findings.push(Finding::fault("presentation.challenge", message));
        }
        if let Some(domain) = &self.audience.domain
            && !proof.domains().contains(&domain.as_str())
        {
            let message = format!("not made for the domain `{domain}`");
            findings.push(Finding::fault("presentation.domain", message));
        }
        findings
    }

    fn key(&self, proof: &Proof<'_>, holder: &str) -> Key {
        Method {
            id: proof.verification_method(),
            purpose: Purpose::Authentication,
            made: proof.created(),
            issuer: holder,
            materials: self.materials,
            verifier: self.verifier,
            now: self.now,
        }
        .key()
    }
}

const V1: &str = "https://www.w3.org/2018/credentials/v1";
