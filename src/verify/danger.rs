//! Reading a badge that nobody has verified. Whatever comes from here was written by whoever made the file.

use crate::verify::Presented;

/// The issuer's id as the unverified badge states it.
#[must_use]
pub fn issuer_id(badge: &Presented) -> Option<&str> {
    let issuer = badge.document().root().get("issuer")?;
    issuer.as_str().or_else(|| issuer.get("id")?.as_str())
}

/// The badge's own id as the unverified badge states it.
#[must_use]
pub fn credential_id(badge: &Presented) -> Option<&str> {
    badge.document().root().get("id")?.as_str()
}

/// Whom the unverified badge says it is about, by id.
#[must_use]
pub fn subject_id(badge: &Presented) -> Option<&str> {
    badge.document().root().get("credentialSubject")?.get("id")?.as_str()
}
