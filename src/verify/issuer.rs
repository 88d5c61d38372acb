//! The key of a proof, found from the issuer to its document to the method, never the other way.

use crate::base::time::Timestamp;
use crate::codec::json::Document;
use crate::proof::controller::Controller;
use crate::proof::data_integrity::Proof;
use crate::proof::{self, VerifyingKey, did};
use crate::verify::Verifier;
use crate::verify::materials::{Materials, issuer_document_url};

/// The key of a proof, and what ties it to the issuer.
pub(super) enum Key {
    /// It belongs to the issuer.
    Bound(VerifyingKey),
    /// There is a key, and nothing ties it to the issuer.
    Unbound(VerifyingKey),
    /// The method is not the issuer's.
    Foreign,
    /// The issuer's document is not at hand.
    DocumentMissing(String),
    /// The issuer's document, or the method itself, is not good.
    Refused(proof::Error),
}

impl Key {
    /// From the issuer to its document to the method, never the other way (Open Badges 3.0 §8.2; Controlled Identifiers 1.0 §3.3).
    pub(super) fn find(
        proof: &Proof<'_>,
        issuer: Option<&str>,
        materials: &Materials,
        verifier: &Verifier,
        now: Timestamp,
    ) -> Self {
        let method = proof.verification_method();
        let Some(issuer) = issuer else { return Self::Foreign };
        let holder = method.split('#').next().unwrap_or(method);
        if did::is_self_certifying(method) {
            return match verifier.keys.resolve(method) {
                Ok(key) if holder == issuer => Self::Bound(key),
                Ok(key) => Self::Unbound(key),
                Err(error) => Self::Refused(error),
            };
        }
        if holder != issuer {
            return Self::Foreign;
        }
        let Some(url) = issuer_document_url(issuer) else { return Self::Foreign };
        let Some(bytes) = materials.find(&url) else { return Self::DocumentMissing(url) };
        let read = Document::parse(bytes, &verifier.limits).map_err(proof::Error::from);
        let key =
            |document: Document| Controller::read(document.root(), issuer)?.assertion_key(method, proof.created(), now);
        match read.and_then(key) {
            Ok(key) => Self::Bound(key),
            Err(error) => Self::Refused(error),
        }
    }

    pub(super) fn at_hand(&self) -> Option<&VerifyingKey> {
        match self {
            Self::Bound(key) | Self::Unbound(key) => Some(key),
            Self::Foreign | Self::DocumentMissing(_) | Self::Refused(_) => None,
        }
    }
}
