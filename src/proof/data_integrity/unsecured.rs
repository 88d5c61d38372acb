//! A document without its proofs: transformed, hashed, and compared with what was signed.

use super::super::suites::Form;
use super::super::{Error, Suite, VerifyingKey};
use super::Proof;
use super::context::{Relation, mismatch, relation, with_context_of};
use crate::base::limits::Limits;
use crate::codec::json::{Node, jcs};
use crate::codec::ld::{self, Contexts, Expansion, expand};
use crate::codec::rdf::Dataset;
use crate::codec::rdf::canon::{self, Hash};
use sha2::{Digest as _, Sha256};

/// A document apart from its `proof`, canonicalised at most once for each canonical form.
pub struct Unsecured<'d> {
    document: Node<'d>,
    contexts: &'d Contexts,
    limits: &'d Limits,
    statements: Option<Dataset>,
    statements_hash: Option<[u8; 32]>,
    json_hash: Option<[u8; 32]>,
}

impl<'d> Unsecured<'d> {
    /// Takes a document, with or without proofs. Nothing is computed yet.
    #[must_use]
    pub fn new(document: Node<'d>, contexts: &'d Contexts, limits: &'d Limits) -> Self {
        Self { document, contexts, limits, statements: None, statements_hash: None, json_hash: None }
    }

    /// Checks one proof of the document with one key: that the key signed this document and this proof's own members.
    ///
    /// Every key of the document and the proof is held against their contexts where the suite signs statements; a
    /// suite that signs JSON covers each member as written, known or not.
    ///
    /// # Errors
    ///
    /// `proof.unsupported-suite`, `proof.chain-unsupported` (a proof that signs earlier proofs), `proof.context-mismatch`,
    /// the `ld` and `rdf` errors of a document or proof that has no canonical form, and `proof.signature-invalid`.
    pub fn verify(&mut self, proof: &Proof<'_>, key: &VerifyingKey) -> Result<(), Error> {
        // vc-di-eddsa 3.2.2 and 3.3.2, step 3 was taken when the proof was read
        let (suite, signature) = proof.checkable()?;
        // 3.2.2, steps 4 to 6; 3.3.2, steps 4 to 7
        let hash_data = self.hash(suite, proof.node())?;
        // 3.2.7 and 3.3.7
        key.verify(&hash_data.to_bytes(), signature)
    }

    /// The two hashes that the signature of a proof covers (vc-di-eddsa §3.2.4 and §3.3.4).
    ///
    /// # Errors
    ///
    /// Those of [`verify`](Self::verify), the signature's apart.
    pub fn hash_data(&mut self, proof: &Proof<'_>) -> Result<HashData, Error> {
        let (suite, _) = proof.checkable()?;
        self.hash(suite, proof.node())
    }

    /// The canonical document that a proof covers (vc-di-eddsa §3.2.3 and §3.3.3): N-Quads or JSON.
    ///
    /// # Errors
    ///
    /// Those of [`hash_data`](Self::hash_data).
    pub fn canonical_document(&mut self, proof: &Proof<'_>) -> Result<String, Error> {
        let (suite, _) = proof.checkable()?;
        self.canonical(suite, proof.node())
    }

    /// The canonical proof configuration (vc-di-eddsa §3.2.5 and §3.3.5): the proof without its `proofValue`.
    ///
    /// # Errors
    ///
    /// Those of [`hash_data`](Self::hash_data).
    pub fn canonical_configuration(&self, proof: &Proof<'_>) -> Result<String, Error> {
        let (suite, _) = proof.checkable()?;
        self.configuration(suite, proof.node())
    }

    /// The statements of the document, made on first use and kept.
    ///
    /// Making them proves that every key is a term of the document's contexts.
    ///
    /// # Errors
    ///
    /// The `ld` and `rdf` errors of a document that says something its contexts do not define.
    pub fn statements(&mut self) -> Result<&Dataset, Error> {
        let statements = match self.statements.take() {
            Some(statements) => statements,
            None => expand(self.document, &self.whole())?,
        };
        Ok(self.statements.insert(statements))
    }

    /// Proves that every key is a term of the document's contexts, as [`statements`](Self::statements) does, where
    /// nobody needs these.
    ///
    /// # Errors
    ///
    /// Those of [`statements`](Self::statements).
    pub fn check_terms(&self) -> Result<(), Error> {
        match &self.statements {
            Some(_) => Ok(()),
            None => Ok(ld::check(self.document, &self.whole())?),
        }
    }

    fn whole(&self) -> Expansion<'d> {
        Expansion { contexts: self.contexts, limits: self.limits, context: None, omit: &["proof"] }
    }

    pub(super) fn hash(&mut self, suite: Suite, proof: Node<'_>) -> Result<HashData, Error> {
        let document = self.document_hash(suite, proof)?;
        let configuration = sha256(&self.configuration(suite, proof)?);
        Ok(HashData { configuration, document })
    }

    fn document_hash(&mut self, suite: Suite, proof: Node<'_>) -> Result<[u8; 32], Error> {
        // With contexts appended the proof is about another document: its hash is not for the other proofs.
        let shared = relation(proof, self.document) == Relation::Same;
        if let (true, Some(hash)) = (shared, *self.hash_in(suite.form())) {
            return Ok(hash);
        }
        let hash = match (suite.form(), shared) {
            // vc-di-eddsa 3.2.3 and 3.2.4 in one
            (Form::Statements, true) => {
                let limits = self.limits;
                canon::canonical_hash(self.statements()?, limits)?
            }
            _ => sha256(&self.canonical(suite, proof)?),
        };
        if shared {
            *self.hash_in(suite.form()) = Some(hash);
        }
        Ok(hash)
    }

    fn hash_in(&mut self, form: Form) -> &mut Option<[u8; 32]> {
        match form {
            Form::Statements => &mut self.statements_hash,
            Form::Json => &mut self.json_hash,
        }
    }

    fn canonical(&mut self, suite: Suite, proof: Node<'_>) -> Result<String, Error> {
        let limits = self.limits;
        match (suite.form(), relation(proof, self.document)) {
            // vc-di-eddsa 3.2.3; type and suite were checked when the proof was read
            (Form::Statements, Relation::Same) => {
                Ok(canon::canonicalize(self.statements()?, Hash::Sha256, limits)?.nquads)
            }
            // 3.3.3
            (Form::Json, Relation::Same) => Ok(jcs::to_string(self.document, &["proof"])),
            // 3.3.2, step 4.2
            (Form::Json, Relation::Extended) => {
                Ok(jcs::to_string(with_context_of(proof, self.document, limits)?.root(), &["proof"]))
            }
            // 3.3.2, step 4.1. A configuration of statements takes the document's context (3.2.5, step 4), so that
            // another one in the proof would go unsigned.
            (Form::Json, Relation::Different) | (Form::Statements, _) => Err(mismatch(proof)),
        }
    }

    fn configuration(&self, suite: Suite, proof: Node<'_>) -> Result<String, Error> {
        match suite.form() {
            // 3.2.5
            Form::Statements => {
                let configuration = Expansion {
                    contexts: self.contexts,
                    limits: self.limits,
                    context: self.document.get("@context"),
                    omit: &["proofValue", "@context"],
                };
                let statements = expand(proof, &configuration)?;
                Ok(canon::canonicalize(&statements, Hash::Sha256, self.limits)?.nquads)
            }
            // 3.3.5
            Form::Json => Ok(jcs::to_string(proof, &["proofValue"])),
        }
    }
}

/// The SHA-256 hashes of a canonical proof configuration and of a canonical document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashData {
    configuration: [u8; 32],
    document: [u8; 32],
}

impl HashData {
    /// The hash of the proof configuration.
    #[must_use]
    pub fn configuration(&self) -> &[u8; 32] {
        &self.configuration
    }

    /// The hash of the document.
    #[must_use]
    pub fn document(&self) -> &[u8; 32] {
        &self.document
    }

    /// What is signed: the hash of the configuration, then that of the document.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 64] {
        let mut bytes = [0; 64];
        let (configuration, document) = bytes.split_at_mut(32);
        configuration.copy_from_slice(&self.configuration);
        document.copy_from_slice(&self.document);
        bytes
    }
}

fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}
