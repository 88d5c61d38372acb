//! Documents that say which keys speak for an issuer (Controlled Identifiers 1.0 §2, DID Core §5).
//!
//! The way goes from the issuer to its document to the key, never from a key to the controller that it claims.

use super::{Error, VerifyingKey};
use crate::base::Malformed;
use crate::base::order::sort_by;
use crate::base::time::Timestamp;
use crate::codec::json::{Node, jcs};

/// A document that was obtained from an issuer's id and names itself by that id.
#[derive(Debug, Clone, Copy)]
pub struct Controller<'d> {
    id: &'d str,
    root: Node<'d>,
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
        let controller = Self { id: own, root };
        let methods = controller.methods();
        if methods.len() > Self::MOST_METHODS {
            return Err(refuse(
                "controller.too-many-methods",
                "at most 100 verification methods",
                &methods.len().to_string(),
            ));
        }
        let mut ids: Vec<String> = methods.iter().filter_map(|method| controller.method_id(*method)).collect();
        if ids.len() != methods.len() {
            return Err(refuse("controller.malformed", "verification methods with an id", root.source()));
        }
        sort_by(&mut ids, Ord::cmp);
        match ids.windows(2).find(|pair| pair.first() == pair.last()) {
            Some(pair) => Err(refuse("controller.duplicate-method", "each id once", &pair.concat())),
            None => Ok(controller),
        }
    }

    /// The key of a verification method that the document authorises to make assertions (CID 1.0 §2.3.2), for a proof that says when it
    /// was `made`, at the time `now`.
    ///
    /// # Errors
    ///
    /// `controller.method-unknown`, `controller.not-authorized`, `controller.method-controller`, `controller.method-revoked`,
    /// `controller.method-expired`, `controller.key-mismatch` when two forms of the key differ, `controller.malformed`, and the errors of
    /// [`VerifyingKey::from_multikey`] and [`VerifyingKey::from_jwk`].
    pub fn assertion_key(&self, method: &str, made: Option<Timestamp>, now: Timestamp) -> Result<VerifyingKey, Error> {
        let found = self.methods().into_iter().find(|node| self.method_id(*node).as_deref() == Some(method));
        let Some(found) = found else {
            return Err(refuse("controller.method-unknown", "a verification method of the issuer's document", method));
        };
        if !self.is_for_assertions(method) {
            return Err(refuse("controller.not-authorized", "a method listed under assertionMethod", method));
        }
        match found.get("controller").and_then(Node::as_str) {
            Some(controller) if controller == self.id => {}
            other => {
                return Err(refuse(
                    "controller.method-controller",
                    "the issuer as controller",
                    other.unwrap_or_default(),
                ));
            }
        }
        check_use(found, made.unwrap_or(now), now)?;
        let multikey = found
            .get("publicKeyMultibase")
            .map(|value| VerifyingKey::from_multikey(value.as_str().unwrap_or_default()));
        let jwk = found.get("publicKeyJwk").map(VerifyingKey::from_jwk);
        match (multikey.transpose()?, jwk.transpose()?) {
            (Some(a), Some(b)) if a.as_bytes() != b.as_bytes() => {
                Err(refuse("controller.key-mismatch", "one key in both forms", method))
            }
            (Some(key), _) | (None, Some(key)) => Ok(key),
            (None, None) => Err(refuse("controller.malformed", "publicKeyMultibase or publicKeyJwk", method)),
        }
    }

    /// The methods listed under `verificationMethod`, and those written in place under `assertionMethod` that do not just repeat
    /// one of them.
    fn methods(&self) -> Vec<Node<'d>> {
        let listed = self.root.get("verificationMethod").into_iter().flat_map(Node::one_or_many);
        let mut methods: Vec<Node<'d>> = listed.collect();
        let in_place = self.root.get("assertionMethod").into_iter().flat_map(Node::one_or_many);
        for method in in_place.filter(|node| node.is_object()) {
            let text = jcs::to_string(method, &[]);
            if !methods.iter().any(|known| jcs::to_string(*known, &[]) == text) {
                methods.push(method);
            }
        }
        methods
    }

    /// A method's id; a relative one is resolved against the document's own id and nothing else.
    fn method_id(&self, node: Node<'_>) -> Option<String> {
        let id = node.get("id")?.as_str()?;
        Some(self.absolute(id))
    }

    fn absolute(&self, id: &str) -> String {
        if id.starts_with('#') { format!("{}{id}", self.id) } else { id.to_owned() }
    }

    fn is_for_assertions(&self, method: &str) -> bool {
        let listed = self.root.get("assertionMethod").into_iter().flat_map(Node::one_or_many);
        let ids = listed.filter_map(|entry| entry.as_str().or_else(|| entry.get("id")?.as_str()));
        ids.map(|id| self.absolute(id)).any(|id| id == method)
    }
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

fn refuse(code: &'static str, expected: &'static str, found: &str) -> Error {
    Error::Controller(Malformed::new(code, expected, found))
}
