//! A document without its proofs: transformed, hashed, and compared with what was signed.

use super::super::legacy::Scheme;
use super::super::sd::SelectiveValue;
use super::super::suites::Form;
use super::super::{Algorithm, Error, VerifyingKey};
use super::context::{Relation, mismatch, relation, with_context_of};
use super::proof::Value;
use super::{Proof, chain};
use crate::base::limits::Limits;
use crate::codec::json::{Node, jcs};
use crate::codec::ld::{self, Contexts, Expansion, expand};
use crate::codec::rdf::Dataset;
use crate::codec::rdf::canon::{self, Hash};
use sha2::{Digest as _, Sha256, Sha384};

/// A document apart from its `proof`, canonicalised at most once for each canonical form.
pub struct Unsecured<'d> {
    document: Node<'d>,
    contexts: &'d Contexts,
    limits: &'d Limits,
    statements: Option<Dataset>,
    hashes: Vec<(Form, Hash, Vec<u8>)>,
}

impl<'d> Unsecured<'d> {
    /// Takes a document, with or without proofs. Nothing is computed yet.
    #[must_use]
    pub fn new(document: Node<'d>, contexts: &'d Contexts, limits: &'d Limits) -> Self {
        Self { document, contexts, limits, statements: None, hashes: Vec::new() }
    }

    /// Checks one proof of the document with one key: that the key signed this document and this proof's own members.
    ///
    /// Every key of the document and the proof is held against their contexts where the suite signs statements; a
    /// suite that signs JSON covers each member as written, known or not.
    ///
    /// # Errors
    ///
    /// `proof.unsupported-suite`, `proof.key-algorithm` (a key that does not sign this suite), `proof.previous-missing` (an earlier
    /// proof that it signs is not there), `proof.context-mismatch`, the `ld` and `rdf` errors of a document or proof that has
    /// no canonical form, `proof.signature-length` and `proof.signature-invalid`.
    ///
    /// That the earlier proofs hold is not looked at: each proof is verified by itself.
    pub fn verify(&mut self, proof: &Proof<'_>, key: &VerifyingKey) -> Result<(), Error> {
        // vc-di-eddsa 3.2.2 and 3.3.2, step 3 was taken when the proof was read
        let signature = proof.checkable()?;
        signature.scheme.check_algorithm(key.algorithm())?;
        let value = match &signature.value {
            Value::Bytes(value) => value,
            Value::Selective(value) => return self.verify_selective(proof, value, key),
        };
        // 3.2.2, steps 4 to 6; 3.3.2, steps 4 to 7
        let hash_data = self.hash(signature.scheme, key.algorithm().hash(), proof.node(), proof.previous())?;
        // 3.2.7 and 3.3.7
        match signature.header {
            None => key.verify(&hash_data.to_bytes(), value),
            // RFC 7797 §3
            Some(header) => key.verify(&[header.as_bytes(), b".", &hash_data.to_bytes()].concat(), value),
        }
    }

    /// vc-di-ecdsa §3.6.7 and §3.6.8
    fn verify_selective(&mut self, proof: &Proof<'_>, value: &SelectiveValue, key: &VerifyingKey) -> Result<(), Error> {
        let SelectiveValue::Derived(derived) = value else {
            return Err(Error::BaseProof { at: proof.node().pointer() });
        };
        if relation(proof.node(), self.document) != Relation::Same {
            return Err(mismatch(proof.node()));
        }
        let configuration = self.configuration(Scheme::Selective, Hash::Sha256, proof.node())?;
        let limits = self.limits;
        let lines = canon::relabelled(self.statements()?, limits, |label| derived.label(label))?;
        match lines {
            Some(lines) if lines.labels == derived.label_count() && proof.previous().is_empty() => {
                derived.verify(&digest(Hash::Sha256, &configuration), &lines.lines, key)
            }
            _ => Err(Error::SignatureInvalid),
        }
    }

    /// The two hashes that the signature of a proof covers, made with a key of this algorithm (vc-di-eddsa §3.2.4 and §3.3.4,
    /// vc-di-ecdsa §3.2.4 and §3.3.4).
    ///
    /// # Errors
    ///
    /// Those of [`verify`](Self::verify), the signature's apart.
    pub fn hash_data(&mut self, proof: &Proof<'_>, algorithm: Algorithm) -> Result<HashData, Error> {
        let scheme = proof.checkable()?.scheme;
        scheme.check_algorithm(algorithm)?;
        self.hash(scheme, algorithm.hash(), proof.node(), proof.previous())
    }

    /// The canonical document that a proof covers (§3.2.3 and §3.3.3 of both standards): N-Quads or JSON.
    ///
    /// # Errors
    ///
    /// Those of [`hash_data`](Self::hash_data).
    pub fn canonical_document(&mut self, proof: &Proof<'_>, algorithm: Algorithm) -> Result<String, Error> {
        let scheme = proof.checkable()?.scheme;
        scheme.check_algorithm(algorithm)?;
        self.canonical(scheme.form(), algorithm.hash(), proof.node(), proof.previous())
    }

    /// The canonical proof configuration (§3.2.5 and §3.3.5 of both standards): the proof without its signature.
    ///
    /// # Errors
    ///
    /// Those of [`hash_data`](Self::hash_data).
    pub fn canonical_configuration(&self, proof: &Proof<'_>, algorithm: Algorithm) -> Result<String, Error> {
        let scheme = proof.checkable()?.scheme;
        scheme.check_algorithm(algorithm)?;
        self.configuration(scheme, algorithm.hash(), proof.node())
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

    pub(super) fn hash(
        &mut self,
        scheme: Scheme,
        hash: Hash,
        proof: Node<'_>,
        previous: &[&str],
    ) -> Result<HashData, Error> {
        let document = self.document_hash(scheme.form(), hash, proof, previous)?;
        let configuration = digest(hash, &self.configuration(scheme, hash, proof)?);
        Ok(HashData { configuration, document })
    }

    /// The hash of a configuration of `ecdsa-sd-2023`.
    #[cfg(feature = "ecdsa")]
    pub(super) fn configuration_hash(&self, proof: Node<'_>) -> Result<Vec<u8>, Error> {
        Ok(digest(Hash::Sha256, &self.configuration(Scheme::Selective, Hash::Sha256, proof)?))
    }

    fn document_hash(&mut self, form: Form, hash: Hash, proof: Node<'_>, previous: &[&str]) -> Result<Vec<u8>, Error> {
        // With contexts appended, or with earlier proofs, it is about another document: its hash is not for the other proofs.
        if !previous.is_empty() || relation(proof, self.document) != Relation::Same {
            return Ok(digest(hash, &self.canonical(form, hash, proof, previous)?));
        }
        if let Some((_, _, known)) = self.hashes.iter().find(|(f, h, _)| (*f, *h) == (form, hash)) {
            return Ok(known.clone());
        }
        let made = match (form, hash) {
            // vc-di-eddsa 3.2.3 and 3.2.4 in one
            (Form::Statements, Hash::Sha256) => {
                let limits = self.limits;
                canon::canonical_hash(self.statements()?, limits)?.to_vec()
            }
            _ => digest(hash, &self.canonical(form, hash, proof, previous)?),
        };
        self.hashes.push((form, hash, made.clone()));
        Ok(made)
    }

    fn canonical(&mut self, form: Form, hash: Hash, proof: Node<'_>, previous: &[&str]) -> Result<String, Error> {
        let limits = self.limits;
        let chained = chain::with_previous(self.document, proof, previous, limits)?;
        let (document, omit) = match &chained {
            None => (self.document, &["proof"][..]),
            Some(chained) => (chained.root(), &[][..]),
        };
        match (form, relation(proof, document)) {
            // vc-di-eddsa 3.2.3; type and suite were checked when the proof was read
            (Form::Statements, Relation::Same) => match &chained {
                None => Ok(canon::canonicalize(self.statements()?, hash, limits)?.nquads),
                Some(chained) => {
                    let whole = Expansion { omit, ..self.whole() };
                    Ok(canon::canonicalize(&expand(chained.root(), &whole)?, hash, limits)?.nquads)
                }
            },
            // 3.3.3
            (Form::Json, Relation::Same) => Ok(jcs::to_string(document, omit)),
            // 3.3.2, step 4.2
            (Form::Json, Relation::Extended) => {
                Ok(jcs::to_string(with_context_of(proof, document, limits)?.root(), omit))
            }
            // 3.3.2, step 4.1. A configuration of statements takes the document's context (3.2.5, step 4), so that
            // another one in the proof would go unsigned.
            (Form::Json, Relation::Different) | (Form::Statements, _) => Err(mismatch(proof)),
        }
    }

    fn configuration(&self, scheme: Scheme, hash: Hash, proof: Node<'_>) -> Result<String, Error> {
        // 3.3.5
        if scheme.form() == Form::Json {
            return Ok(jcs::to_string(proof, &["proofValue"]));
        }
        // 3.2.5
        let context = self.document.get("@context");
        let omit = &["proofValue", "jws", "@context"];
        let options = Expansion { contexts: self.contexts, limits: self.limits, context, omit };
        Ok(canon::canonicalize(&expand(proof, &options)?, hash, self.limits)?.nquads)
    }
}

/// The hashes of a canonical proof configuration and of a canonical document: SHA-256, or SHA-384 for P-384.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HashData {
    configuration: Vec<u8>,
    document: Vec<u8>,
}

impl HashData {
    /// The hash of the proof configuration.
    #[must_use]
    pub fn configuration(&self) -> &[u8] {
        &self.configuration
    }

    /// The hash of the document.
    #[must_use]
    pub fn document(&self) -> &[u8] {
        &self.document
    }

    /// What is signed: the hash of the configuration, then that of the document.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.configuration.as_slice(), &self.document].concat()
    }
}

fn digest(hash: Hash, text: &str) -> Vec<u8> {
    match hash {
        Hash::Sha256 => Sha256::digest(text).to_vec(),
        Hash::Sha384 => Sha384::digest(text).to_vec(),
    }
}
