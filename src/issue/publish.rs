//! A status list as a signed credential, for its issuer to host.

use super::status_list::StatusList;
use super::{Error, Issuer, Signed, with_proof_array};
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::Document;
use crate::proof::data_integrity::Options;
use serde_json::json;

impl Issuer {
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
        let unsigned = Document::parse(with_proof_array(&credential.to_string()).as_bytes(), &limits)?;
        let options = Options::new(self.suite).with_created(now).with_verification_method(self.hand.method());
        let document = self.hand.sign(&unsigned, &options, &self.contexts, &limits)?;
        Ok(Signed::new(document.to_shared_text(), self.limits.clone()))
    }
}
