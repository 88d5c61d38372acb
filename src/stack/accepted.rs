//! The facts of a verified badge.

use super::danger::{Facts, Standing};
use crate::verify::Accepted;

/// What an accepted badge says of itself; accepted badges are live.
pub(super) fn facts(badge: &Accepted) -> Facts {
    Facts {
        credential_id: badge.credential_id().to_owned(),
        issuer_id: badge.issuer_id().to_owned(),
        digest: badge.digest().to_owned(),
        issued: badge.valid_from(),
        micro_credential: badge.micro_credential().map_err(|fault| fault.to_string()),
        related: badge.related_achievements().map(str::to_owned).collect(),
        standing: Standing::Live,
        is_shown_in_part: badge.is_shown_in_part(),
    }
}
