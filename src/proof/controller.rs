//! Documents that say which keys speak for an issuer (Controlled Identifiers 1.0 §2, DID Core §5).
//!
//! The way goes from the issuer to its document to the key, never from a key to the controller that it claims.

use super::data_integrity::Purpose;
use super::{Algorithm, Error, VerifyingKey};
use crate::base::Malformed;
use crate::base::order::sort_by;
use crate::base::secret::REDACTED;
use crate::base::time::Timestamp;
use crate::codec::json::{Node, jcs};
use crate::codec::multibase;

/// A document that was obtained from an issuer's id and names itself by that id.
#[derive(Debug, Clone)]
pub struct Controller<'d> {
    id: &'d str,
    root: Node<'d>,
    /// The methods by their absolute ids, in the order of these.
    methods: Vec<(String, Node<'d>)>,
}

/// A key as a document publishes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedKey {
    key: VerifyingKey,
    is_legacy: bool,
}

impl PublishedKey {
    /// The key.
    #[must_use]
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// Whether the document has it in a form of the past alone, `publicKeyBase58` of an Ed25519VerificationKey2018.
    #[must_use]
    pub fn is_legacy(&self) -> bool {
        self.is_legacy
    }
}

impl<'d> Controller<'d> {
    /// The most verification methods of one document.
    pub const MOST_METHODS: usize = 100;

    /// Reads the document that was obtained for `id`.
    ///
    /// # Errors
    ///
    /// `controller.id` when the document names itself otherwise, `controller.malformed`, `controller.too-many-methods`,
    /// and `controller.duplicate-method`.
    pub fn read(root: Node<'d>, id: &str) -> Result<Self, Error> {
        let own = root.get("id").and_then(Node::as_str).unwrap_or_default();
        if own != id {
            return Err(refuse("controller.id", "a document whose id is the issuer's", own));
        }
        let nodes = method_nodes(root)?;
        if nodes.len() > Self::MOST_METHODS {
            return Err(too_many(nodes.len()));
        }
        let mut methods = Vec::new();
        for node in nodes {
            let method = node.get("id").and_then(Node::as_str);
            let method = method.ok_or_else(|| refuse("controller.malformed", "methods with an id", "one without"))?;
            methods.push((absolute(method, own), node));
        }
        sort_by(&mut methods, |one, other| one.0.cmp(&other.0));
        let next = methods.iter().skip(1);
        match methods.iter().zip(next).find(|(one, next)| one.0 == next.0) {
            Some((method, _)) => Err(refuse("controller.duplicate-method", "each id once", &method.0)),
            None => Ok(Self { id: own, root, methods }),
        }
    }

    /// The key of a verification method that the document authorises for a purpose (CID 1.0 §2.3), for a proof that says when it was
    /// `made`, at the time `now`.
    ///
    /// # Errors
    ///
    /// `controller.method-unknown`, `controller.not-authorized`, `controller.method-controller`, `controller.method-revoked`,
    /// `controller.method-expired`, `controller.key-mismatch` when two forms of the key differ, `controller.malformed`, and the errors of
    /// [`VerifyingKey::from_multikey`] and [`VerifyingKey::from_jwk`].
    pub fn key(
        &self,
        purpose: Purpose,
        method: &str,
        made: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<PublishedKey, Error> {
        let found = self.find(method).ok_or_else(|| unknown(method))?;
        if !self.lists(purpose, method) {
            let expected = match purpose {
                Purpose::AssertionMethod => "a method listed under assertionMethod",
                Purpose::Authentication => "a method listed under authentication",
            };
            return Err(refuse("controller.not-authorized", expected, method));
        }
        key_of(found, method, self.id, made, now)
    }

    /// This key as one of its own methods has it that it authorises for a purpose, as [`key`](Self::key) would give it.
    #[must_use]
    pub fn authorises(
        &self,
        purpose: Purpose,
        key: &VerifyingKey,
        made: Option<Timestamp>,
        now: Timestamp,
    ) -> Option<PublishedKey> {
        let mut published = self.methods.iter().filter_map(|(id, _)| self.key(purpose, id, made, now).ok());
        published.find(|found| found.key == *key)
    }

    /// Whether the document itself holds a verification method of this id.
    #[must_use]
    pub fn holds(&self, method: &str) -> bool {
        self.find(method).is_some()
    }

    /// Whether it holds any verification method: a profile that holds none says nothing of keys.
    #[must_use]
    pub fn holds_any(&self) -> bool {
        !self.methods.is_empty()
    }

    /// Whether it authorises a method of another document for a purpose, by naming its URL there (CID 1.0 §2.3).
    #[must_use]
    pub fn refers_to(&self, purpose: Purpose, method: &str) -> bool {
        self.lists(purpose, method) && !self.holds(method)
    }

    fn find(&self, method: &str) -> Option<Node<'d>> {
        self.methods.iter().find(|(id, _)| id == method).map(|(_, node)| *node)
    }

    fn lists(&self, purpose: Purpose, method: &str) -> bool {
        let listed = self.root.get(purpose.name()).into_iter().flat_map(Node::one_or_many);
        let ids = listed.filter_map(|entry| entry.as_str().or_else(|| entry.get("id")?.as_str()));
        ids.map(|id| absolute(id, self.id)).any(|id| id == method)
    }
}

/// The methods listed under `verificationMethod`, and those written in place under a purpose that do not just repeat one of
/// them.
fn method_nodes(root: Node<'_>) -> Result<Vec<Node<'_>>, Error> {
    let entries = |name| root.get(name).into_iter().flat_map(Node::one_or_many);
    let mut nodes: Vec<Node<'_>> = entries("verificationMethod").collect();
    let purposes = [Purpose::AssertionMethod, Purpose::Authentication].map(Purpose::name).into_iter();
    let in_place: Vec<Node<'_>> = purposes.flat_map(entries).filter(|node| node.is_object()).collect();
    // Before they are compared, each with each.
    if let Some(count) = [nodes.len(), in_place.len()].into_iter().find(|count| *count > Controller::MOST_METHODS) {
        return Err(too_many(count));
    }
    let mut known: Vec<String> = nodes.iter().map(|node| jcs::to_string(*node, &[])).collect();
    for node in in_place {
        let text = jcs::to_string(node, &[]);
        if !known.contains(&text) {
            known.push(text);
            nodes.push(node);
        }
    }
    Ok(nodes)
}

/// A method's id; a relative one is resolved against the document's own id and nothing else.
fn absolute(method: &str, id: &str) -> String {
    if method.starts_with('#') { format!("{id}{method}") } else { method.to_owned() }
}

fn too_many(count: usize) -> Error {
    refuse("controller.too-many-methods", "at most 100 verification methods", &count.to_string())
}

/// The key of a method in the document that was obtained for it, where the document of an `issuer` [refers](Controller::refers_to)
/// to the method (CID 1.0 §3.3). The document is a controller document, which must list the method for the same purpose, or
/// the method alone, whose controller must be the issuer.
///
/// # Errors
///
/// As those of [`Controller::read`] and [`Controller::key`].
pub fn referred_key(
    root: Node<'_>,
    purpose: Purpose,
    method: &str,
    issuer: &str,
    made: Option<Timestamp>,
    now: Timestamp,
) -> Result<PublishedKey, Error> {
    if ["publicKeyMultibase", "publicKeyJwk", "publicKeyBase58"].iter().all(|form| root.get(form).is_none()) {
        let holder = method.split('#').next().unwrap_or(method);
        return Controller::read(root, holder)?.key(purpose, method, made, now);
    }
    match root.get("id").and_then(Node::as_str) {
        Some(id) if id == method => key_of(root, method, issuer, made, now),
        other => Err(refuse("controller.id", "a key whose id is the method's", other.unwrap_or_default())),
    }
}

/// The key of one method, if `controller` controls it and it is in use.
fn key_of(
    found: Node<'_>,
    method: &str,
    controller: &str,
    made: Option<Timestamp>,
    now: Timestamp,
) -> Result<PublishedKey, Error> {
    let own = found.get("controller").and_then(Node::as_str);
    if own != Some(controller) {
        let expected = "the one whose document it is as controller";
        return Err(refuse("controller.method-controller", expected, own.unwrap_or_default()));
    }
    check_use(found, made.unwrap_or(now), now)?;
    let multikey =
        found.get("publicKeyMultibase").map(|value| VerifyingKey::from_multikey(value.as_str().unwrap_or_default()));
    let jwk = found.get("publicKeyJwk").map(VerifyingKey::from_jwk);
    let base58 = found.get("publicKeyBase58").map(|_| raw_key(found));
    let (current, old) = ([multikey.transpose()?, jwk.transpose()?], base58.transpose()?);
    let is_legacy = current.iter().all(Option::is_none);
    let mut keys = current.into_iter().chain([old]).flatten();
    let expected = "publicKeyMultibase or publicKeyJwk";
    let key = keys.next().ok_or_else(|| refuse("controller.malformed", expected, method))?;
    match keys.all(|other| other == key) {
        true => Ok(PublishedKey { key, is_legacy }),
        false => Err(refuse("controller.key-mismatch", "one key in all its forms", method)),
    }
}

/// The key of an Ed25519VerificationKey2018: its 32 bytes in base58, without a letter and without a codec that says what they are.
fn raw_key(method: Node<'_>) -> Result<VerifyingKey, Error> {
    let kind = method.get("type").and_then(Node::as_str).unwrap_or_default();
    if kind != "Ed25519VerificationKey2018" {
        return Err(refuse("controller.malformed", "publicKeyBase58 in an Ed25519VerificationKey2018 alone", kind));
    }
    let text = method.get("publicKeyBase58").and_then(Node::as_str).unwrap_or_default();
    let mut buffer = [0; 32];
    let bytes = multibase::decode_base58_into(&format!("z{text}"), &mut buffer).filter(|bytes| bytes.len() == 32);
    // Not repeated: longer ones may hold the secret half as well.
    let malformed = || refuse("key.malformed", "32 bytes in base58 as publicKeyBase58", REDACTED);
    VerifyingKey::from_bytes(Algorithm::Ed25519, bytes.ok_or_else(malformed)?)
}

/// CID 1.0 §2.2: a method may say when it ends. An end that was planned (`expires`) counts for proofs made from then on. A revocation
/// counts for every proof from then on, since whoever has got hold of the key can write any date into a proof.
fn check_use(method: Node<'_>, made: Timestamp, now: Timestamp) -> Result<(), Error> {
    let expected = "a date and time with a zone";
    let end = |name| match method.get(name) {
        None => Ok(None),
        Some(node) => match node.as_str().map(Timestamp::parse) {
            Some(Ok(end)) => Ok(Some(end)),
            _ => Err(refuse("controller.malformed", expected, node.source())),
        },
    };
    if let Some(end) = end("revoked")?.filter(|end| *end <= now) {
        return Err(refuse("controller.method-revoked", "a key that is not revoked", &end.to_string()));
    }
    match end("expires")?.filter(|end| *end <= made) {
        Some(end) => Err(refuse("controller.method-expired", "a proof made before the key's end", &end.to_string())),
        None => Ok(()),
    }
}

/// `controller.method-unknown`: nothing that the issuer publishes names the method.
pub(crate) fn unknown(method: &str) -> Error {
    refuse("controller.method-unknown", "a verification method that the issuer publishes", method)
}

fn refuse(code: &'static str, expected: &'static str, found: &str) -> Error {
    Error::Controller(Malformed::new(code, expected, found))
}
