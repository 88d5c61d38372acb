//! Keys of issuers, kept: decoding one costs a tenth of a signature, and an issuer signs many badges.

use crate::proof::{Error, VerifyingKey, did};
use std::sync::RwLock;

/// The `did:key` keys that were last resolved. What a method resolves to never changes, so nothing here can be stale.
#[derive(Debug, Default)]
pub(super) struct Keys {
    last: RwLock<Vec<(Box<str>, VerifyingKey)>>,
}

impl Keys {
    /// The key of a `did:key` method.
    pub(super) fn resolve(&self, method: &str) -> Result<VerifyingKey, Error> {
        // A lock that another thread broke by a panic is a reason to do without, not to fail.
        let known = self
            .last
            .read()
            .ok()
            .and_then(|last| last.iter().find(|(known, _)| **known == *method).map(|(_, key)| key.clone()));
        if let Some(key) = known {
            return Ok(key);
        }
        let key = did::resolve_key(method)?;
        if let Ok(mut last) = self.last.write() {
            last.truncate(KEPT.saturating_sub(1));
            last.insert(0, (method.into(), key.clone()));
        }
        Ok(key)
    }
}

/// Few, so that to look for one costs nothing beside decoding it.
const KEPT: usize = 16;
