//! A status list as a signed credential, for its issuer to host.

use super::status_list::StatusList;
use super::{Error, Issuer, Signed, check_order};
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
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
        check_order(now, until)?;
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
        if let (Some(seconds), Some(subject)) = (list.ttl(), credential.pointer_mut("/credentialSubject")) {
            subject["ttl"] = json!(u64::from(seconds).saturating_mul(1_000));
        }
        if let (Some(until), Some(members)) = (until, credential.as_object_mut()) {
            members.insert("validUntil".to_owned(), json!(until.to_string()));
        }
        let limits = Limits { document_bytes: self.limits.status_list_bytes, ..self.limits.clone() };
        self.sign_text(&credential.to_string(), now, &limits)
    }
}
