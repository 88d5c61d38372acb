//! A status list as a signed credential, for its issuer to host.

use super::status_list::StatusList;
use super::{Error, Issuer, Signed, with_proof_array};
use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::Document;
use crate::model::MicroCredential;
use crate::proof::data_integrity::Options;
use crate::wire::ob3::CredentialStatus;
use crate::wire::vcjwt::Form;
use serde_json::json;

impl Issuer {
    /// As [`issue_until`](Self::issue_until), with entries that say where the badge's status is found: see [`StatusList::entry`].
    ///
    /// # Errors
    ///
    /// As [`issue_until`](Self::issue_until).
    pub fn issue_with_status(
        &self,
        award: &MicroCredential,
        id: Iri,
        now: Timestamp,
        until: Option<Timestamp>,
        statuses: Vec<CredentialStatus>,
    ) -> Result<Signed, Error> {
        let mut credential = self.credential(award, id, now, until)?;
        credential.statuses = statuses;
        self.sign_text(&credential.to_json(), now, &self.limits)
    }

    /// As [`issue_token`](Self::issue_token), with entries that say where the badge's status is found.
    ///
    /// # Errors
    ///
    /// As [`issue_token`](Self::issue_token).
    pub fn issue_token_with_status(
        &self,
        award: &MicroCredential,
        id: Iri,
        now: Timestamp,
        until: Option<Timestamp>,
        form: Form,
        statuses: Vec<CredentialStatus>,
    ) -> Result<Signed, Error> {
        let mut credential = self.credential(award, id, now, until)?;
        credential.statuses = statuses;
        let prepared = self.prepare_token_of(&credential, form)?;
        let signature = self.hand.signer()?.sign(prepared.bytes_to_sign())?;
        prepared.finish(&signature)
    }

    /// Signs a status list as it stands, in force from `now` on and until an instant (Bitstring Status List 1.0 §2.2): the document to host,
    /// as JSON, at the list's address.
    ///
    /// Publish it anew before it ends, and after every change; verifiers keep what they fetched, at most until then.
    ///
    /// # Errors
    ///
    /// `issue.reversed` for an end before `now`, `issue.no-signer` of an issuer that [only prepares](Self::preparing_for), and what
    /// [`sign`](crate::proof::data_integrity::sign) refuses.
    pub fn publish_status(&self, list: &StatusList, now: Timestamp, until: Option<Timestamp>) -> Result<Signed, Error> {
        if let Some(until) = until.filter(|until| *until < now) {
            return Err(Error::Reversed { from: now, until });
        }
        let url = list.url().as_str();
        let mut credential = json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "id": url,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": self.hand.controller(),
            "validFrom": now.to_string(),
            "credentialSubject": {
                "id": format!("{url}#list"),
                "type": "BitstringStatusList",
                "statusPurpose": list.purpose().name(),
                "encodedList": list.encoded(),
            },
        });
        if let (Some(until), Some(members)) = (until, credential.as_object_mut()) {
            members.insert("validUntil".to_owned(), json!(until.to_string()));
        }
        let limits = Limits { document_bytes: self.limits.status_list_bytes, ..self.limits.clone() };
        self.sign_text(&credential.to_string(), now, &limits)
    }

    fn sign_text(&self, credential: &str, now: Timestamp, limits: &Limits) -> Result<Signed, Error> {
        let unsigned = Document::parse(with_proof_array(credential).as_bytes(), limits)?;
        let options = Options::new(self.suite).with_created(now).with_verification_method(self.hand.method());
        let document = self.hand.sign(&unsigned, &options, &self.contexts, limits)?;
        Ok(Signed::new(document.to_shared_text(), self.limits.clone()))
    }
}
