//! JSON Web Key Sets (RFC 7517 §5): keys by the names that their owner gives them.

use super::{Error, VerifyingKey};
use crate::base::Malformed;
use crate::base::order::sort_by;
use crate::codec::json::Node;

/// The key set that was obtained for an issuer, from `/.well-known/jwks.json` of its authority.
#[derive(Debug)]
pub struct KeySet<'d> {
    /// By `kid`. A key without one has no name by which a proof could ask for it.
    keys: Vec<(&'d str, Node<'d>)>,
    /// All of them.
    listed: Node<'d>,
}

impl<'d> KeySet<'d> {
    /// The most keys of one set.
    pub const MOST_KEYS: usize = 100;

    /// Reads the set that was obtained for `issuer`; a set that says whose it is, by `iss`, must say that id. What its keys
    /// are is asked of the one key that is asked for: the others may be of any kind.
    ///
    /// # Errors
    ///
    /// `key-set.malformed`, `key-set.issuer` when it is another's, `key-set.too-many-keys`, and `key-set.duplicate-kid`.
    pub fn read(root: Node<'d>, issuer: &str) -> Result<Self, Error> {
        let listed = root.get("keys").filter(|keys| keys.is_array());
        let listed =
            listed.ok_or_else(|| refuse("key-set.malformed", "an object with an array `keys`", "another value"))?;
        if let Some(own) = root.get("iss").filter(|own| own.as_str() != Some(issuer)) {
            return Err(refuse("key-set.issuer", "a set whose `iss` is the issuer's id", own.source()));
        }
        let count = listed.items().count();
        if count > Self::MOST_KEYS {
            return Err(refuse("key-set.too-many-keys", "at most 100 keys", &count.to_string()));
        }
        if !listed.items().all(Node::is_object) {
            return Err(refuse("key-set.malformed", "an object for each key", "another value"));
        }
        let mut keys: Vec<_> = listed.items().filter_map(|key| Some((key.get("kid")?.as_str()?, key))).collect();
        sort_by(&mut keys, |a, b| a.0.cmp(b.0));
        let next = keys.iter().skip(1);
        match keys.iter().zip(next).find(|(one, next)| one.0 == next.0) {
            Some((key, _)) => Err(refuse("key-set.duplicate-kid", "each `kid` once", key.0)),
            None => Ok(Self { keys, listed }),
        }
    }

    /// Whether this key is one of the set, under whatever name. Keys of other kinds are passed over.
    #[must_use]
    pub fn holds(&self, key: &VerifyingKey) -> bool {
        self.listed.items().any(|jwk| VerifyingKey::from_jwk(jwk).is_ok_and(|found| found == *key))
    }

    /// The key of a name; `None` when the set has none of it.
    ///
    /// # Errors
    ///
    /// Those of [`VerifyingKey::from_jwk`], of this key alone.
    #[must_use]
    pub fn key(&self, kid: &str) -> Option<Result<VerifyingKey, Error>> {
        let (_, jwk) = self.keys.iter().find(|(own, _)| *own == kid)?;
        Some(VerifyingKey::from_jwk(*jwk))
    }
}

/// Where the key set of an https issuer lies (Open Badges 3.0 §8.2, RFC 8615): at its authority, which is not the issuer's
/// alone where it shares a host with others.
#[must_use]
pub fn key_set_url(issuer: &str) -> Option<String> {
    let authority = issuer.strip_prefix("https://")?.split(['/', '?', '#']).next()?;
    let is_plain = !authority.is_empty() && !authority.contains(['@', '\\']);
    is_plain.then(|| format!("https://{authority}/.well-known/jwks.json"))
}

fn refuse(code: &'static str, expected: &'static str, found: &str) -> Error {
    Error::Controller(Malformed::new(code, expected, found))
}
