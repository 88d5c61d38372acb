//! Reading proofs: a closed shape, every value in its strict form.

use super::super::legacy::{SELECTIVE, Scheme};
use super::super::sd::SelectiveValue;
use super::super::suites::Form;
use super::super::{Algorithm, Error, LegacySuite, Suite};
use super::chain;
use crate::base::Malformed;
use crate::base::iri::is_absolute;
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::Node;
use crate::codec::multibase;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// One proof of a document: well formed, not yet verified.
#[derive(Debug, Clone)]
pub struct Proof<'d> {
    node: Node<'d>,
    suite_name: &'d str,
    /// `None` for a suite that is not known here.
    signature: Option<Signature<'d>>,
    id: Option<&'d str>,
    verification_method: &'d str,
    purpose: &'d str,
    created: Option<Timestamp>,
    expires: Option<Timestamp>,
    domains: Vec<&'d str>,
    challenge: Option<&'d str>,
    previous: Vec<&'d str>,
}

/// A signature, and what it covers.
#[derive(Debug, Clone)]
pub(super) struct Signature<'d> {
    pub(super) scheme: Scheme,
    pub(super) value: Value,
    /// What the signed bytes begin with: the header of a detached JWS.
    pub(super) header: Option<&'d str>,
}

/// What a signature is made of.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// As many bytes as one of the suite's algorithms makes.
    Bytes(Vec<u8>),
    /// A signature on some statements, and one on each other.
    Selective(SelectiveValue),
}

/// The proofs of a document, in document order; at least one.
///
/// # Errors
///
/// `proof.missing` (no `proof`, or an empty array), `proof.too-many`, `proof.duplicate-id`, `proof.shared-id` (a node of
/// the document has the id of a proof, so that statements of one would pass for statements of the other),
/// `proof.chain-cycle` (proofs that sign each other in a circle, or more in a row than the limit `proof_chain`), and the errors of [`Proof::read`].
pub fn proofs<'d>(document: Node<'d>, limits: &Limits) -> Result<Vec<Proof<'d>>, Error> {
    let member = document.get("proof").ok_or(Error::Missing)?;
    let nodes = member.one_or_many();
    match nodes.len() {
        0 => return Err(Error::Missing),
        found if found > limits.proofs => return Err(Error::TooMany { found, limit: limits.proofs }),
        _ => {}
    }
    let proofs: Vec<Proof<'d>> = nodes.map(|node| Proof::read(node, limits)).collect::<Result<_, _>>()?;
    let mut ids: Vec<&str> = Vec::new();
    for proof in &proofs {
        let Some(id) = proof.id else { continue };
        if ids.contains(&id) {
            return Err(Error::DuplicateId { at: proof.node.pointer(), id: id.to_owned() });
        }
        ids.push(id);
    }
    if !ids.is_empty() {
        refuse_shared_ids(document, &ids)?;
        chain::check(&proofs, limits)?;
    }
    Ok(proofs)
}

impl<'d> Proof<'d> {
    /// Reads one proof object (Data Integrity §2.1).
    ///
    /// A proof of a suite that is not known here is read as well, [`suite`](Self::suite) and
    /// [`legacy_suite`](Self::legacy_suite) both being `None`.
    ///
    /// # Errors
    ///
    /// `proof.malformed` with the place of a member that is missing or has another form: `type` is the string
    /// `DataIntegrityProof`; `cryptosuite`, `proofPurpose` and `challenge` are strings; `verificationMethod` and `id`
    /// are absolute IRIs; `domain` and `previousProof` are strings or arrays of strings; `proofValue` of a known suite is
    /// base58btc of as many bytes as a signature of its has, and there is no `jws`; `jws` of an `Ed25519Signature2018` is a
    /// detached JWS over unencoded bytes, and there is no `proofValue`. `time.malformed` for `created` and `expires` that are no
    /// `dateTimeStamp`, `proof.expires-before-created` when they are the wrong way round.
    pub fn read(node: Node<'d>, limits: &Limits) -> Result<Self, Error> {
        if !node.is_object() {
            return Err(malformed(node, "", "a proof object", node.source()));
        }
        let kind = required(node, "type", "the string `DataIntegrityProof`")?;
        let (suite_name, signature) = match kind {
            "DataIntegrityProof" => read_suite(node, limits)?,
            "Ed25519Signature2020" => {
                let scheme = Scheme::Legacy(LegacySuite::Ed25519Signature2020);
                (kind, Some(proof_value(node, scheme, limits)?))
            }
            "Ed25519Signature2018" => (kind, Some(detached_jws(node)?)),
            other if OTHER_TYPES.contains(&other) => (other, None),
            other => return Err(malformed(node, "/type", "the string `DataIntegrityProof`", other)),
        };
        let created = timestamp(node, "created")?;
        let expires = timestamp(node, "expires")?;
        if let (Some(created), Some(expires)) = (created, expires)
            && expires < created
        {
            return Err(Error::ExpiresBeforeCreated { at: node.pointer(), created, expires });
        }
        Ok(Self {
            node,
            suite_name,
            signature,
            id: optional(node, "id")?.map(|id| iri(node, "/id", id)).transpose()?,
            verification_method: iri(
                node,
                "/verificationMethod",
                required(node, "verificationMethod", "the absolute IRI of a key")?,
            )?,
            purpose: required(node, "proofPurpose", "a string such as `assertionMethod`")?,
            created,
            expires,
            domains: strings(node, "domain")?,
            challenge: optional(node, "challenge")?,
            previous: strings(node, "previousProof")?,
        })
    }

    /// The proof object.
    #[must_use]
    pub fn node(&self) -> Node<'d> {
        self.node
    }

    /// `cryptosuite` as written, or the `type` of a proof older than cryptosuites.
    #[must_use]
    pub fn suite_name(&self) -> &'d str {
        self.suite_name
    }

    /// The suite, if it is one that is signed and verified here.
    #[must_use]
    pub fn suite(&self) -> Option<Suite> {
        match self.signature.as_ref()?.scheme {
            Scheme::Current(suite) => Some(suite),
            Scheme::Legacy(_) | Scheme::Selective => None,
        }
    }

    /// The suite, if it is one of the past that is verified here.
    #[must_use]
    pub fn legacy_suite(&self) -> Option<LegacySuite> {
        match self.signature.as_ref()?.scheme {
            Scheme::Legacy(suite) => Some(suite),
            Scheme::Current(_) | Scheme::Selective => None,
        }
    }

    /// Whether it is of a suite that is verified here.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.signature.is_some()
    }

    /// Whether it is of `ecdsa-sd-2023` (vc-di-ecdsa §3.4), so that the document may be shown in part.
    #[must_use]
    pub fn is_selective(&self) -> bool {
        self.signature.as_ref().is_some_and(|signature| signature.scheme == Scheme::Selective)
    }

    /// Whether it is an issuer's base proof of `ecdsa-sd-2023`: the document is for its holder alone, who shows what is derived from it.
    #[must_use]
    pub fn is_base(&self) -> bool {
        let value = self.signature.as_ref().map(|signature| &signature.value);
        matches!(value, Some(Value::Selective(SelectiveValue::Base)))
    }

    /// Whether it is verified here and signs statements, so that contexts decide what was signed.
    #[must_use]
    pub fn signs_statements(&self) -> bool {
        self.signature.as_ref().is_some_and(|signature| signature.scheme.form() == Form::Statements)
    }

    /// `verificationMethod`: the IRI of the key.
    #[must_use]
    pub fn verification_method(&self) -> &'d str {
        self.verification_method
    }

    /// `proofPurpose`; a credential needs `assertionMethod`.
    #[must_use]
    pub fn purpose(&self) -> &'d str {
        self.purpose
    }

    /// `created`: when the issuer says it signed.
    #[must_use]
    pub fn created(&self) -> Option<Timestamp> {
        self.created
    }

    /// `expires`: from when the proof counts no more.
    #[must_use]
    pub fn expires(&self) -> Option<Timestamp> {
        self.expires
    }

    /// `domain`: for whom the proof was made; usually nobody in particular.
    #[must_use]
    pub fn domains(&self) -> &[&'d str] {
        &self.domains
    }

    /// `challenge`: what a verifier asked to be signed.
    #[must_use]
    pub fn challenge(&self) -> Option<&'d str> {
        self.challenge
    }

    /// `id`: the name by which other proofs refer to this one.
    #[must_use]
    pub fn id(&self) -> Option<&'d str> {
        self.id
    }

    /// `previousProof`: the proofs that this one also signs.
    #[must_use]
    pub fn previous(&self) -> &[&'d str] {
        &self.previous
    }

    /// The signature, once it can be checked here.
    pub(super) fn checkable(&self) -> Result<&Signature<'d>, Error> {
        let unsupported = || Error::UnsupportedSuite { at: self.node.pointer(), name: self.suite_name.to_owned() };
        self.signature.as_ref().ok_or_else(unsupported)
    }
}

fn read_suite<'d>(node: Node<'d>, limits: &Limits) -> Result<(&'d str, Option<Signature<'d>>), Error> {
    let name = required(node, "cryptosuite", "the name of a cryptosuite")?;
    if name == SELECTIVE {
        return Ok((name, Some(selective_value(node, limits)?)));
    }
    let scheme = match Suite::from_name(name) {
        Some(suite) => Some(Scheme::Current(suite)),
        None => (name == LegacySuite::Eddsa2022.name()).then_some(Scheme::Legacy(LegacySuite::Eddsa2022)),
    };
    match scheme {
        Some(scheme) => Ok((name, Some(proof_value(node, scheme, limits)?))),
        None => {
            required(node, "proofValue", "a multibase text")?;
            refuse_second_signature(node, "jws").map(|()| (name, None))
        }
    }
}

/// Reads `proofValue`: a signature in base58btc.
fn proof_value<'d>(node: Node<'d>, scheme: Scheme, limits: &Limits) -> Result<Signature<'d>, Error> {
    let text = required(node, "proofValue", "a multibase text")?;
    refuse_second_signature(node, "jws")?;
    let mut buffer = [0; LONGEST_SIGNATURE];
    let fits = text.len() <= limits.proof_value_chars;
    let value = fits.then(|| multibase::decode_base58_into(text, &mut buffer)).flatten();
    let is_length = |value: &&[u8]| scheme.algorithms().iter().any(|one| one.signature_len() == value.len());
    match value.filter(is_length) {
        Some(value) => Ok(Signature { scheme, value: Value::Bytes(value.to_vec()), header: None }),
        None => {
            let expected = match scheme.algorithms().len() {
                1 => "64 bytes in base58btc, beginning with z",
                _ => "64 or 96 bytes in base58btc, beginning with z",
            };
            Err(malformed(node, "/proofValue", expected, text))
        }
    }
}

/// Reads the `proofValue` of `ecdsa-sd-2023`: one of two CBOR values in base64url.
fn selective_value<'d>(node: Node<'d>, limits: &Limits) -> Result<Signature<'d>, Error> {
    let text = required(node, "proofValue", "a multibase text")?;
    refuse_second_signature(node, "jws")?;
    let bytes = if text.starts_with('u') { multibase::decode(text, limits.selective_proof_chars).ok() } else { None };
    let value = bytes.map(|bytes| SelectiveValue::read(&bytes)).transpose()?.flatten();
    let expected = "a base or derived proof value in base64url, beginning with u2V0";
    let value = value.ok_or_else(|| malformed(node, "/proofValue", expected, text))?;
    Ok(Signature { scheme: Scheme::Selective, value: Value::Selective(value), header: None })
}

/// Reads the `jws` of an `Ed25519Signature2018`: a header that says only that the payload is elsewhere and not encoded
/// (RFC 7797), nothing, and a signature.
fn detached_jws<'d>(node: Node<'d>) -> Result<Signature<'d>, Error> {
    let text = required(node, "jws", "a detached JWS")?;
    refuse_second_signature(node, "proofValue")?;
    let parts = text.split_once("..").and_then(|(header, signature)| {
        let bytes = URL_SAFE_NO_PAD.decode(header).ok()?;
        let is_known = DETACHED_HEADERS.iter().any(|known| known.as_bytes() == bytes);
        let value = URL_SAFE_NO_PAD.decode(signature).ok()?;
        (is_known && value.len() == Algorithm::Ed25519.signature_len()).then_some((header, value))
    });
    match parts {
        Some((header, value)) => {
            let scheme = Scheme::Legacy(LegacySuite::Ed25519Signature2018);
            Ok(Signature { scheme, value: Value::Bytes(value), header: Some(header) })
        }
        None => {
            let expected =
                "a detached JWS with the header {\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"]} and 64 bytes";
            Err(malformed(node, "/jws", expected, text))
        }
    }
}

fn refuse_second_signature(node: Node<'_>, other: &str) -> Result<(), Error> {
    match node.get(other) {
        None => Ok(()),
        Some(_) => Err(malformed(node, &format!("/{other}"), "one signature", "another one")),
    }
}

/// Compares the ids of the nodes outside the proofs with those of the proofs.
fn refuse_shared_ids(document: Node<'_>, ids: &[&str]) -> Result<(), Error> {
    let mut open: Vec<Node<'_>> =
        document.members().filter(|(name, _)| *name != "proof").map(|(_, node)| node).collect();
    while let Some(node) = open.pop() {
        if let Some(id) = node.get("id").filter(|id| id.as_str().is_some_and(|id| ids.contains(&id))) {
            return Err(shared(id));
        }
        open.extend(node.items().chain(node.members().map(|(_, node)| node)));
    }
    document.get("id").filter(|id| id.as_str().is_some_and(|id| ids.contains(&id))).map_or(Ok(()), |id| Err(shared(id)))
}

fn shared(id: Node<'_>) -> Error {
    Error::SharedId { at: id.pointer(), id: id.as_str().unwrap_or_default().to_owned() }
}

fn required<'d>(node: Node<'d>, name: &str, expected: &'static str) -> Result<&'d str, Error> {
    let found = node.get(name);
    found
        .and_then(Node::as_str)
        .ok_or_else(|| malformed(node, &format!("/{name}"), expected, found.map_or("nothing", Node::source)))
}

fn optional<'d>(node: Node<'d>, name: &str) -> Result<Option<&'d str>, Error> {
    match node.get(name) {
        None => Ok(None),
        Some(found) => {
            let text = found.as_str();
            text.map(Some).ok_or_else(|| malformed(node, &format!("/{name}"), "a string", found.source()))
        }
    }
}

fn strings<'d>(node: Node<'d>, name: &str) -> Result<Vec<&'d str>, Error> {
    let Some(found) = node.get(name) else { return Ok(Vec::new()) };
    found
        .one_or_many()
        .map(Node::as_str)
        .collect::<Option<_>>()
        .ok_or_else(|| malformed(node, &format!("/{name}"), "a string or an array of strings", found.source()))
}

fn timestamp(node: Node<'_>, name: &str) -> Result<Option<Timestamp>, Error> {
    let Some(text) = optional(node, name)? else { return Ok(None) };
    let read = Timestamp::parse(text).map(Some);
    read.map_err(|fault| Error::Malformed { at: format!("{}/{name}", node.pointer()), fault })
}

fn iri<'d>(node: Node<'d>, at: &str, text: &'d str) -> Result<&'d str, Error> {
    if is_absolute(text) { Ok(text) } else { Err(malformed(node, at, "an absolute IRI", text)) }
}

fn malformed(node: Node<'_>, at: &str, expected: &'static str, found: &str) -> Error {
    Error::Malformed { at: node.pointer() + at, fault: Malformed::new("proof.malformed", expected, found) }
}

/// What signers of an `Ed25519Signature2018` write: both orders occur.
const DETACHED_HEADERS: [&str; 2] =
    [r#"{"alg":"EdDSA","b64":false,"crit":["b64"]}"#, r#"{"b64":false,"crit":["b64"],"alg":"EdDSA"}"#];
/// Bytes of the longest signature (P-384).
const LONGEST_SIGNATURE: usize = 96;
/// The types of other proofs made before cryptosuites had names of their own.
const OTHER_TYPES: &[&str] = &[
    "BbsBlsSignature2020",
    "EcdsaSecp256k1Signature2019",
    "EcdsaSecp256r1Signature2019",
    "JsonWebSignature2020",
    "RsaSignature2018",
];
