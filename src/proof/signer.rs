//! Keys that sign elsewhere: in a security module, in a key service, in another process.

use super::{Error, SigningKey, VerifyingKey};
use signature::SignatureEncoding;
use std::fmt;
use std::marker::PhantomData;

/// Somebody who signs with a secret key that need not be here.
///
/// What it returns is never trusted: a signature that is not the key's leaves no one's hands.
pub trait Signer: fmt::Debug + Send + Sync {
    /// The public half of the key, which says by what algorithm it signs.
    fn verifying_key(&self) -> &VerifyingKey;

    /// Signs a message; the signature has the form that [`VerifyingKey::verify`] takes.
    ///
    /// # Errors
    ///
    /// Whatever kept the signer from it: see [`Error::outside`].
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error>;
}

impl Signer for SigningKey {
    fn verifying_key(&self) -> &VerifyingKey {
        self.verifying_key()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        self.sign(message)
    }
}

/// A signer of the traits of the crate `signature`, whose signatures are encoded as `G`.
///
/// For ECDSA `G` is the signature of fixed width, not the DER one.
pub struct Adapter<S, G> {
    signer: S,
    key: VerifyingKey,
    encoding: PhantomData<fn() -> G>,
}

impl<S, G> Adapter<S, G> {
    /// Takes a signer and the public half of its key.
    pub fn new(signer: S, key: VerifyingKey) -> Self {
        Self { signer, key, encoding: PhantomData }
    }
}

impl<S: signature::Signer<G> + Send + Sync, G: SignatureEncoding> Signer for Adapter<S, G> {
    fn verifying_key(&self) -> &VerifyingKey {
        &self.key
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let signature = self.signer.try_sign(message).map_err(Error::outside)?;
        Ok(signature.to_vec())
    }
}

impl<S, G> fmt::Debug for Adapter<S, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Adapter").field(&self.key).finish()
    }
}
