//! Who signs: a key that is here, or one elsewhere.

use super::Error;
use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::codec::json::Document;
use crate::codec::ld::Contexts;
use crate::proof::data_integrity::{Options, sign, sign_by};
use crate::proof::{KeyDocument, Signer, VerifyingKey};

/// Who signs.
#[derive(Debug)]
pub(super) enum Hand {
    /// A key that is here.
    Key(KeyDocument),
    /// A key elsewhere, with its names, and whoever signs with it, unless that comes later.
    Elsewhere { key: VerifyingKey, method: String, controller: Iri, signer: Option<Box<dyn Signer>> },
}

impl Hand {
    /// A key elsewhere, with whoever signs with it.
    pub(super) fn signing_by(signer: Box<dyn Signer>, method: &str, controller: Iri) -> Self {
        let key = signer.verifying_key().clone();
        Self::Elsewhere { key, method: method.to_owned(), controller, signer: Some(signer) }
    }

    pub(super) fn verifying_key(&self) -> &VerifyingKey {
        match self {
            Self::Key(key) => key.key().verifying_key(),
            Self::Elsewhere { key, .. } => key,
        }
    }

    /// The verification method that proofs name.
    pub(super) fn method(&self) -> &str {
        match self {
            Self::Key(key) => key.id(),
            Self::Elsewhere { method, .. } => method,
        }
    }

    /// The id that the key speaks for.
    pub(super) fn controller(&self) -> &str {
        match self {
            Self::Key(key) => key.controller(),
            Self::Elsewhere { controller, .. } => controller.as_str(),
        }
    }

    /// Whoever signs now.
    pub(super) fn signer(&self) -> Result<&dyn Signer, Error> {
        match self {
            Self::Key(key) => Ok(key.key()),
            Self::Elsewhere { signer: Some(signer), .. } => Ok(&**signer),
            Self::Elsewhere { signer: None, .. } => Err(Error::NoSigner),
        }
    }

    /// Adds a proof to a document.
    pub(super) fn sign(
        &self,
        document: &Document,
        options: &Options,
        contexts: &Contexts,
        limits: &Limits,
    ) -> Result<Document, Error> {
        match self {
            Self::Key(key) => Ok(sign(document, key.key(), options, contexts, limits)?),
            Self::Elsewhere { .. } => Ok(sign_by(document, self.signer()?, options, contexts, limits)?),
        }
    }
}
