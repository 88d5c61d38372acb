//! Badges that their learner may show in part.

use super::always::always;
use super::{Error, Issuer, Signed};
use crate::base::iri::Iri;
use crate::base::time::Timestamp;
use crate::model::MicroCredential;
use crate::proof::SelectiveSecrets;
use crate::proof::data_integrity::sign_selective;

impl Issuer {
    /// Issues an award as a badge that the learner may show in part, by `ecdsa-sd-2023` with a key on P-256. The badge as it is issued is
    /// for the learner alone; what [`derive`](crate::proof::data_integrity::derive) makes of it is shown.
    ///
    /// Every showing holds what the standard demands of a badge and what decides a verdict, an end and a status among it, and
    /// beside that what the `mandatory` JSON Pointers select.
    ///
    /// # Errors
    ///
    /// As [`issue_until`](Issuer::issue_until), and those of [`sign_selective`].
    pub fn issue_selective(
        &self,
        award: &MicroCredential,
        id: Iri,
        now: Timestamp,
        until: Option<Timestamp>,
        mandatory: &[&str],
        secrets: &SelectiveSecrets,
    ) -> Result<Signed, Error> {
        let (unsigned, options) = self.write(award, id, now, until)?;
        let mut pointers = always(unsigned.root());
        for pointer in mandatory {
            if !pointers.contains(pointer) {
                pointers.push(pointer);
            }
        }
        let (signer, contexts, limits) = (self.hand.signer()?, &self.contexts, &self.limits);
        let document = sign_selective(&unsigned, signer, &pointers, secrets, &options, contexts, limits)?;
        Ok(Signed::new(document.to_shared_text(), limits.clone()))
    }
}
