//! Badges that are signed as tokens, here or elsewhere.

use super::{Error, Issuer, Signed};
use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::Document;
use crate::model::MicroCredential;
use crate::proof::data_integrity::Unsecured;
use crate::proof::jws::{self, Jws};
use crate::wire::ob3::Credential;
use crate::wire::vcjwt::{self, Form};

impl Issuer {
    /// As [`issue_until`](Self::issue_until), as a token of this form: a compact JWS with the badge inside (Open Badges 3.0 §8.2.4;
    /// VC-JOSE-COSE §3.1). Verifiers of the standard read RS256 and ES256; a [signer](Self::signing_by) may hold a key of RSA.
    ///
    /// # Errors
    ///
    /// As [`issue_until`](Self::issue_until); `wire.missing` for a VC-JWT of a learner without id, whom its claim `sub` has to name;
    /// the `ld` errors of a word that no context defines; `jws.algorithm` for a key on P-384.
    pub fn issue_token(
        &self,
        award: &MicroCredential,
        id: Iri,
        now: Timestamp,
        until: Option<Timestamp>,
        form: Form,
    ) -> Result<Signed, Error> {
        let prepared = self.prepare_token(award, id, now, until, form)?;
        let signature = self.hand.signer()?.sign(prepared.bytes_to_sign())?;
        prepared.finish(&signature)
    }

    /// Begins a token whose signature is made later and elsewhere: what [`issue_token`](Self::issue_token) does up to the
    /// signature. Nothing of the badge can change any more.
    ///
    /// # Errors
    ///
    /// As [`issue_token`](Self::issue_token).
    pub fn prepare_token(
        &self,
        award: &MicroCredential,
        id: Iri,
        now: Timestamp,
        until: Option<Timestamp>,
        form: Form,
    ) -> Result<PreparedToken, Error> {
        let credential = self.credential(award, id, now, until)?;
        self.checked(&credential)?;
        let payload = vcjwt::payload(&credential, form)?;
        let kid = ("kid", self.hand.method());
        let header: &[(&str, &str)] = match form {
            Form::VcJwt => &[("typ", "JWT"), kid],
            Form::VcJose => &[("typ", "vc+jwt"), ("cty", "vc"), kid],
        };
        let jws = Jws::prepare(header, payload.as_bytes(), self.hand.verifying_key(), &self.limits)?;
        Ok(PreparedToken { jws, limits: self.limits.clone() })
    }

    /// The badge of a token as it is written, each word of which its contexts define: a token signs words, whether they mean anything or not.
    pub(super) fn checked(&self, credential: &Credential) -> Result<Document, Error> {
        let unsigned = Document::parse(credential.to_json().as_bytes(), &self.limits)?;
        Unsecured::new(unsigned.root(), &self.contexts, &self.limits).check_terms()?;
        Ok(unsigned)
    }
}

/// A token whose signature is made later and elsewhere.
#[derive(Debug)]
#[must_use = "a prepared token is nothing until it is finished"]
pub struct PreparedToken {
    jws: jws::Prepared,
    limits: Limits,
}

impl PreparedToken {
    /// What the key has to sign, by its own algorithm: the whole token up to its signature, which the key hashes itself.
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        self.jws.bytes_to_sign()
    }

    /// Adds the signature, once it proves to be the key's: 64 bytes, or as many as the modulus of RSA has.
    ///
    /// # Errors
    ///
    /// `proof.signature-length` or `proof.signature-invalid` when it is not, `json.too-large` for a token over the limits.
    pub fn finish(self, signature: &[u8]) -> Result<Signed, Error> {
        let jws = self.jws.finish(signature, &self.limits)?;
        Ok(Signed::new(jws.to_shared_text(), self.limits))
    }
}
