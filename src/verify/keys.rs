//! Keys of issuers, kept: decoding one costs a tenth of a signature, and an issuer signs many badges.

use crate::proof::{Error, VerifyingKey, did};
use std::sync::RwLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// The keys of `did:key` and `did:jwk` that were last resolved. What a method resolves to never changes, so nothing here can be stale.
#[derive(Debug, Default)]
pub(super) struct Keys {
    last: RwLock<Vec<Known>>,
}

#[derive(Debug)]
struct Known {
    method: Box<str>,
    key: VerifyingKey,
    uses: AtomicU32,
}

impl Keys {
    /// The key of a method that is the key itself.
    pub(super) fn resolve(&self, method: &str) -> Result<VerifyingKey, Error> {
        // A lock that another thread broke by a panic is a reason to do without, not to fail.
        let known = self.last.read().ok().and_then(|last| {
            let known = last.iter().find(|known| *known.method == *method)?;
            Some((known.key.clone(), known.uses.fetch_add(1, Ordering::Relaxed)))
        });
        match known {
            // Only one thread counts to it, so that the multiples are made once.
            Some((key, uses)) if uses == FREQUENT => Ok(self.keep(method, key.with_multiples(), FREQUENT)),
            Some((key, _)) => Ok(key),
            None => Ok(self.keep(method, did::resolve_key(method)?, 0)),
        }
    }

    /// Puts a key first, in the place of what was known by this method or was kept longest.
    fn keep(&self, method: &str, key: VerifyingKey, uses: u32) -> VerifyingKey {
        if let Ok(mut last) = self.last.write() {
            last.retain(|known| *known.method != *method);
            last.truncate(KEPT.saturating_sub(1));
            let uses = AtomicU32::new(uses.saturating_add(1));
            last.insert(0, Known { method: method.into(), key: key.clone(), uses });
        }
        key
    }
}

/// Few, so that to look for one costs nothing beside decoding it.
const KEPT: usize = 16;
/// From this use on a key is taken for that of an issuer of many badges: making its multiples costs about what so many
/// checks with them save.
const FREQUENT: u32 = 64;
