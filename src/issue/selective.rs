//! Badges that their learner may show in part.

use super::{Error, Issuer, Signed};
use crate::base::iri::Iri;
use crate::base::time::Timestamp;
use crate::codec::json::Node;
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
        let is_there = |pointer: &&str| {
            let mut tokens = pointer.split('/').skip(1);
            tokens.try_fold(unsigned.root(), |node: Node<'_>, token| node.get(token)).is_some()
        };
        let has_id = is_there(&"/credentialSubject/id");
        let decides = |pointer: &&str| is_there(pointer) && !(*pointer == IDENTITY && has_id);
        let mut pointers: Vec<&str> = ALWAYS.iter().copied().filter(decides).collect();
        pointers.extend(mandatory.iter().filter(|pointer| !ALWAYS.contains(pointer)));
        let (signer, contexts, limits) = (self.hand.signer()?, &self.contexts, &self.limits);
        let document = sign_selective(&unsigned, signer, &pointers, secrets, &options, contexts, limits)?;
        Ok(Signed::new(document.to_shared_text(), limits.clone()))
    }
}

/// What a badge is none without, and what would let a holder escape an end, a revocation or a condition if it could be left out.
const ALWAYS: &[&str] = &[
    "/id",
    "/issuer",
    "/validFrom",
    "/validUntil",
    "/awardedDate",
    "/credentialStatus",
    "/credentialSchema",
    "/termsOfUse",
    "/refreshService",
    "/credentialSubject/achievement",
    // A failed result and a smaller number of credits decide whether a badge counts towards an award.
    "/credentialSubject/result",
    "/credentialSubject/creditsEarned",
    IDENTITY,
];
/// Whom it is about, where that is no id: a badge has to say so.
const IDENTITY: &str = "/credentialSubject/identifier";
