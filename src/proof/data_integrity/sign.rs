//! Adding a proof: the text of the document stays as it was written, the proof is spliced in.

use super::super::legacy::Scheme;
use super::super::suites::Form;
use super::super::{Error, Signer, SigningKey, Suite, VerifyingKey, did};
use super::context::splice;
use super::{Unsecured, proofs};
use crate::base::Malformed;
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::{Document, Node};
use crate::codec::ld::Contexts;
use crate::codec::multibase;

/// What a new proof says besides the signature. Without more it is an assertion about the document alone.
#[derive(Debug, Clone)]
pub struct Options {
    suite: Suite,
    id: Option<String>,
    purpose: Purpose,
    created: Option<Timestamp>,
    expires: Option<Timestamp>,
    verification_method: Option<String>,
    domain: Option<String>,
    challenge: Option<String>,
    previous: Vec<String>,
}

/// What a proof is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// `assertionMethod`: to say that the document is so; what a credential needs (Data Integrity §2.3).
    AssertionMethod,
    /// `authentication`: to show who presents the document; what a presentation needs.
    Authentication,
}

impl Purpose {
    /// The exact name in a proof.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AssertionMethod => "assertionMethod",
            Self::Authentication => "authentication",
        }
    }
}

impl Options {
    /// A proof of this suite, under the `did:key` of the signing key, without dates.
    #[must_use]
    pub fn new(suite: Suite) -> Self {
        Self {
            suite,
            id: None,
            purpose: Purpose::AssertionMethod,
            created: None,
            expires: None,
            verification_method: None,
            domain: None,
            challenge: None,
            previous: Vec::new(),
        }
    }

    /// Names the proof, by an absolute IRI.
    #[must_use]
    pub fn with_id(self, id: &str) -> Self {
        Self { id: Some(id.to_owned()), ..self }
    }

    /// Says when the proof was made.
    #[must_use]
    pub fn with_created(self, created: Timestamp) -> Self {
        Self { created: Some(created), ..self }
    }

    /// Says from when the proof counts no more.
    #[must_use]
    pub fn with_expires(self, expires: Timestamp) -> Self {
        Self { expires: Some(expires), ..self }
    }

    /// Names the key by a method of the issuer's own document: an absolute IRI.
    #[must_use]
    pub fn with_verification_method(self, method: &str) -> Self {
        Self { verification_method: Some(method.to_owned()), ..self }
    }

    /// Says what the proof is made for.
    #[must_use]
    pub fn with_purpose(self, purpose: Purpose) -> Self {
        Self { purpose, ..self }
    }

    /// Says for whom the proof is made.
    #[must_use]
    pub fn with_domain(self, domain: &str) -> Self {
        Self { domain: Some(domain.to_owned()), ..self }
    }

    /// Repeats what a verifier asked to be signed.
    #[must_use]
    pub fn with_challenge(self, challenge: &str) -> Self {
        Self { challenge: Some(challenge.to_owned()), ..self }
    }

    /// Also signs an earlier proof of the document, which has this id (Data Integrity §2.1.2); call it once for each.
    #[must_use]
    pub fn with_previous(mut self, id: &str) -> Self {
        self.previous.push(id.to_owned());
        self
    }
}

/// Adds a proof to a document: `proof` becomes an object, or an array if there was a proof already.
///
/// Every other byte of the text stays as written. The result has been read again.
///
/// # Errors
///
/// Those of [`prepare`], and those of reading the finished document: its limits and [`proofs`].
pub fn sign(
    document: &Document,
    key: &SigningKey,
    options: &Options,
    contexts: &Contexts,
    limits: &Limits,
) -> Result<Document, Error> {
    let prepared = prepare(document, key.verifying_key(), options, contexts, limits)?;
    let signature = key.sign_unchecked(prepared.bytes_to_sign());
    prepared.assemble(&signature, limits)
}

/// As [`sign`], by a signer elsewhere, whose signature is checked.
///
/// # Errors
///
/// Those of [`sign`], what the signer reports, and those of [`Prepared::finish`].
pub fn sign_by(
    document: &Document,
    signer: &dyn Signer,
    options: &Options,
    contexts: &Contexts,
    limits: &Limits,
) -> Result<Document, Error> {
    let prepared = prepare(document, signer.verifying_key(), options, contexts, limits)?;
    let signature = signer.sign(prepared.bytes_to_sign())?;
    prepared.finish(&signature, limits)
}

/// Begins a proof whose signature is made elsewhere, where the secret key is.
///
/// # Errors
///
/// `proof.key-algorithm` for a key that does not sign the suite; `proof.previous-missing` when an earlier proof that is to be signed
/// is not there; `proof.malformed` when the document is no object or its `proof` is neither object nor array; the `ld` and
/// `rdf` errors of a document whose keys its contexts do not define.
pub fn prepare(
    document: &Document,
    key: &VerifyingKey,
    options: &Options,
    contexts: &Contexts,
    limits: &Limits,
) -> Result<Prepared, Error> {
    let scheme = Scheme::Current(options.suite);
    scheme.check_algorithm(key.algorithm())?;
    let root = document.root();
    let configuration = configuration(root, key, options, (options.suite.name(), options.suite.form()));
    let read = Document::parse(configuration.as_bytes(), limits)?;
    let previous: Vec<&str> = options.previous.iter().map(String::as_str).collect();
    // vc-di-eddsa 3.2.1 and 3.3.1, steps 3 to 5
    let hash = key.algorithm().hash();
    let hash_data = Unsecured::new(root, contexts, limits).hash(scheme, hash, read.root(), &previous)?;
    Ok(Prepared { document: document.clone(), key: key.clone(), configuration, bytes: hash_data.to_bytes() })
}

/// A proof that lacks its signature, with the document that it belongs to.
#[derive(Debug)]
#[must_use = "a prepared proof is nothing until it is finished"]
pub struct Prepared {
    document: Document,
    key: VerifyingKey,
    /// The JSON text of the proof without `proofValue`.
    configuration: String,
    bytes: Vec<u8>,
}

impl Prepared {
    /// What the key has to sign, by its own algorithm: 64 bytes, or 96 for P-384.
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        &self.bytes
    }

    /// Adds a signature that was made elsewhere, once it proves to be the key's.
    ///
    /// # Errors
    ///
    /// `proof.signature-length` or `proof.signature-invalid` when the signature is not the key's, and the errors of reading the
    /// finished document: its limits and [`proofs`].
    pub fn finish(self, signature: &[u8], limits: &Limits) -> Result<Document, Error> {
        self.key.verify(&self.bytes, signature)?;
        self.assemble(signature, limits)
    }

    fn assemble(self, signature: &[u8], limits: &Limits) -> Result<Document, Error> {
        let end = self.configuration.len().saturating_sub(1);
        let value = multibase::encode_base58(signature);
        let proof = splice(&self.configuration, end, 0, &[",\"proofValue\":\"", &value, "\""]);
        let signed = Document::parse(with_proof(&self.document, &proof)?.as_bytes(), limits)?;
        proofs(signed.root(), limits)?;
        Ok(signed)
    }
}

/// The text of the proof object without `proofValue`.
pub(super) fn configuration(
    document: Node<'_>,
    key: &VerifyingKey,
    options: &Options,
    (suite, form): (&str, Form),
) -> String {
    let mut text = String::from(r#"{"type":"DataIntegrityProof""#);
    let mut push = |name: &str, value: &str| {
        text.extend([",\"", name, "\":", &serde_json::Value::from(value).to_string()]);
    };
    if let Some(id) = &options.id {
        push("id", id);
    }
    push("cryptosuite", suite);
    if let Some(created) = options.created {
        push("created", &created.to_string());
    }
    if let Some(expires) = options.expires {
        push("expires", &expires.to_string());
    }
    push("verificationMethod", &options.verification_method.clone().unwrap_or_else(|| did::key_method(key)));
    push("proofPurpose", options.purpose.name());
    if let Some(domain) = &options.domain {
        push("domain", domain);
    }
    if let Some(challenge) = &options.challenge {
        push("challenge", challenge);
    }
    match options.previous.as_slice() {
        [] => {}
        [one] => push("previousProof", one),
        several => text.extend([",\"previousProof\":", &serde_json::Value::from(several).to_string()]),
    }
    // vc-di-eddsa 3.3.1, step 2
    if let (Form::Json, Some(context)) = (form, document.get("@context")) {
        text.extend([",\"@context\":", context.source()]);
    }
    text.push('}');
    text
}

/// The text of the document with one more proof.
pub(super) fn with_proof(document: &Document, proof: &str) -> Result<String, Error> {
    let (text, root) = (document.as_str(), document.root());
    if !root.is_object() {
        return Err(refuse(root, "a JSON object"));
    }
    match root.get("proof") {
        None => Ok(append(text, root, &["\"proof\":", proof])),
        Some(old) if old.is_array() => Ok(append(text, old, &[proof])),
        Some(old) if old.is_object() => {
            Ok(splice(text, old.offset(), old.source().len(), &["[", old.source(), ",", proof, "]"]))
        }
        Some(old) => Err(refuse(old, "a proof object or an array of them")),
    }
}

/// `text` with one more member or item in an object or array of it, right behind the last one.
fn append(text: &str, into: Node<'_>, addition: &[&str]) -> String {
    let source = into.source();
    let inner = source.strip_suffix(['}', ']']).unwrap_or(source).trim_end();
    let comma = if into.is_empty() { "" } else { "," };
    splice(text, into.offset().saturating_add(inner.len()), 0, &[&[comma], addition].concat())
}

pub(super) fn refuse(node: Node<'_>, expected: &'static str) -> Error {
    Error::Malformed { at: node.pointer(), fault: Malformed::new("proof.malformed", expected, node.source()) }
}
