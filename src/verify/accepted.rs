//! A badge that passed: the only thing that may be stacked.

use crate::base::time::Timestamp;
use crate::model::MicroCredential;
use crate::verify::BadgeDigest;
use crate::wire::map;
use crate::wire::ob3::Credential;

/// A verified badge. Holding one proves that every check ran and none failed: only [`super::Verifier::verify`] makes it.
#[derive(Debug, Clone)]
pub struct Accepted {
    credential: Credential,
    digest: BadgeDigest,
    at: Timestamp,
    is_shown_in_part: bool,
}

impl Accepted {
    pub(super) fn new(credential: Credential, digest: BadgeDigest, at: Timestamp, is_shown_in_part: bool) -> Self {
        Self { credential, digest, at, is_shown_in_part }
    }

    /// The credential as it was signed.
    #[must_use]
    pub fn credential(&self) -> &Credential {
        &self.credential
    }

    /// `digestMultibase` (SHA-256) of the credential's bytes.
    #[must_use]
    pub fn digest(&self) -> &str {
        self.digest.as_str()
    }

    /// The time for which it was accepted.
    #[must_use]
    pub fn accepted_at(&self) -> Timestamp {
        self.at
    }

    /// Whether its learner may have left out what the issuer signed: no signature of the issuer's covers the whole badge, only the
    /// part that is shown.
    #[must_use]
    pub fn is_shown_in_part(&self) -> bool {
        self.is_shown_in_part
    }

    /// The badge's id.
    #[must_use]
    pub fn credential_id(&self) -> &str {
        self.credential.id.as_str()
    }

    /// The issuer's id: what the signing key is bound to.
    #[must_use]
    pub fn issuer_id(&self) -> &str {
        self.credential.issuer.id().as_str()
    }

    /// From when on this edition of the badge is valid.
    #[must_use]
    pub fn valid_from(&self) -> Timestamp {
        self.credential.validity.from.instant()
    }

    /// The ids of other definitions of the same achievement, such as its earlier versions.
    pub fn related_achievements(&self) -> impl Iterator<Item = &str> {
        self.credential.subject.achievement.related.iter().map(|related| related.id.as_str())
    }

    /// What the badge says in the terms of the European frameworks; elements that the issuer left out are missing.
    ///
    /// # Errors
    ///
    /// Values that contradict each other or do not fit their vocabulary.
    pub fn micro_credential(&self) -> Result<MicroCredential, crate::wire::Error> {
        map::from_credential(&self.credential)
    }
}
