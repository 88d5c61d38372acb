//! Reading proofs: a closed shape, every value in its strict form.

use super::super::{Error, Suite};
use crate::base::Malformed;
use crate::base::iri::is_absolute;
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::Node;
use crate::codec::multibase;

/// One proof of a document: well formed, not yet verified.
#[derive(Debug, Clone)]
pub struct Proof<'d> {
    node: Node<'d>,
    suite_name: &'d str,
    /// `None` for a suite that is not known here.
    signature: Option<Signature>,
    id: Option<&'d str>,
    verification_method: &'d str,
    purpose: &'d str,
    created: Option<Timestamp>,
    expires: Option<Timestamp>,
    domains: Vec<&'d str>,
    challenge: Option<&'d str>,
    previous: Vec<&'d str>,
}

/// A known suite and the bytes of its `proofValue`.
#[derive(Debug, Clone, Copy)]
struct Signature {
    suite: Suite,
    value: [u8; 64],
}

/// The proofs of a document, in document order; at least one.
///
/// # Errors
///
/// `proof.missing` (no `proof`, or an empty array), `proof.too-many`, `proof.duplicate-id`, `proof.shared-id` (a node of
/// the document has the id of a proof, so that statements of one would pass for statements of the other), and the
/// errors of [`Proof::read`].
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
    match ids.is_empty() {
        true => Ok(proofs),
        false => refuse_shared_ids(document, &ids).map(|()| proofs),
    }
}

impl<'d> Proof<'d> {
    /// Reads one proof object (Data Integrity §2.1).
    ///
    /// A proof of a suite that is not known here is read as well, [`suite`](Self::suite) being `None`; the proof types
    /// that preceded `DataIntegrityProof` count as such suites.
    ///
    /// # Errors
    ///
    /// `proof.malformed` with the place of a member that is missing or has another form: `type` is the string
    /// `DataIntegrityProof`; `cryptosuite`, `proofPurpose` and `challenge` are strings; `verificationMethod` and `id`
    /// are absolute IRIs; `domain` and `previousProof` are strings or arrays of strings; `proofValue` of a known suite is
    /// base58btc of 64 bytes; there is no `jws`. `time.malformed` for `created` and `expires` that are no
    /// `dateTimeStamp`, `proof.expires-before-created` when they are the wrong way round.
    pub fn read(node: Node<'d>, limits: &Limits) -> Result<Self, Error> {
        if !node.is_object() {
            return Err(malformed(node, "", "a proof object", node.source()));
        }
        let kind = required(node, "type", "the string `DataIntegrityProof`")?;
        let (suite_name, signature) = match kind {
            "DataIntegrityProof" => read_suite(node, limits)?,
            legacy if LEGACY_TYPES.contains(&legacy) => (legacy, None),
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

    /// The suite, if it is one that is verified here.
    #[must_use]
    pub fn suite(&self) -> Option<Suite> {
        self.signature.map(|signature| signature.suite)
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

    /// The suite and the signature, once both can be checked here.
    pub(super) fn checkable(&self) -> Result<(Suite, &[u8; 64]), Error> {
        let Some(Signature { suite, value }) = &self.signature else {
            return Err(Error::UnsupportedSuite { at: self.node.pointer(), name: self.suite_name.to_owned() });
        };
        if self.previous.is_empty() {
            Ok((*suite, value))
        } else {
            Err(Error::ChainUnsupported { at: self.node.pointer() })
        }
    }
}

fn read_suite<'d>(node: Node<'d>, limits: &Limits) -> Result<(&'d str, Option<Signature>), Error> {
    let name = required(node, "cryptosuite", "the name of a cryptosuite")?;
    let text = required(node, "proofValue", "a multibase text")?;
    if node.get("jws").is_some() {
        return Err(malformed(node, "/jws", "one signature, in `proofValue`", "another one"));
    }
    let Some(suite) = Suite::from_name(name) else { return Ok((name, None)) };
    let mut value = [0; 64];
    let fits = text.len() <= limits.proof_value_chars;
    match fits.then(|| multibase::decode_base58_into(text, &mut value)).flatten().map(<[u8]>::len) {
        Some(64) => Ok((name, Some(Signature { suite, value }))),
        _ => Err(malformed(node, "/proofValue", "64 bytes in base58btc, beginning with z", text)),
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

/// The types of proofs made before cryptosuites had names of their own.
const LEGACY_TYPES: &[&str] = &[
    "BbsBlsSignature2020",
    "EcdsaSecp256k1Signature2019",
    "EcdsaSecp256r1Signature2019",
    "Ed25519Signature2018",
    "Ed25519Signature2020",
    "JsonWebSignature2020",
    "RsaSignature2018",
];
