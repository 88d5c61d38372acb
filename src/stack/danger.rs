//! Judging facts that nobody has verified: for planning, for exercises and for tests. A ruling from here says so
//! ([`Basis::Stated`](super::Basis)), and nothing must be awarded on it.

use super::application::Application;
use super::error::Error;
use super::ruling::{Basis, Ruling};
use super::{
    Catalogue, Division, JointRuling, Objection, Plan, Programme, division, joint, judge_facts, plan as planning,
};
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::model::MicroCredential;

/// A badge as somebody describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub(super) credential_id: String,
    pub(super) issuer_id: String,
    pub(super) digest: String,
    pub(super) issued: Timestamp,
    pub(super) micro_credential: Result<MicroCredential, String>,
    pub(super) related: Vec<String>,
    pub(super) standing: Standing,
    pub(super) is_shown_in_part: bool,
}

/// Whether the issuer stands by a badge on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Standing {
    /// It does.
    #[default]
    Live,
    /// Not for the time being.
    Suspended,
    /// No longer.
    Revoked,
}

impl Facts {
    /// A badge by its credential id, its issuer's id and what it says; `issued` is its `validFrom`.
    #[must_use]
    pub fn new(credential_id: &str, issuer_id: &str, issued: Timestamp, micro_credential: MicroCredential) -> Self {
        Self {
            credential_id: credential_id.to_owned(),
            issuer_id: issuer_id.to_owned(),
            digest: String::new(),
            issued,
            micro_credential: Ok(micro_credential),
            related: Vec::new(),
            standing: Standing::Live,
            is_shown_in_part: false,
        }
    }

    /// Gives the digest of the badge's bytes, as multibase text.
    #[must_use]
    pub fn with_digest(self, digest: &str) -> Self {
        Self { digest: digest.to_owned(), ..self }
    }

    /// Names achievements that are the same for most purposes (`related` of Open Badges 3.0).
    #[must_use]
    pub fn with_related(self, related: &[&str]) -> Self {
        Self { related: related.iter().map(|id| (*id).to_owned()).collect(), ..self }
    }

    /// States that the learner shows the badge in part.
    #[must_use]
    pub fn shown_in_part(self) -> Self {
        Self { is_shown_in_part: true, ..self }
    }

    /// States whether the issuer stands by the badge.
    #[must_use]
    pub fn with_standing(self, standing: Standing) -> Self {
        Self { standing, ..self }
    }
}

/// Judges as [`Programme::judge`] does, on facts that nobody has verified.
///
/// # Errors
///
/// As there.
pub fn judge(
    programme: &Programme,
    badges: &[Facts],
    application: &Application,
    limits: &Limits,
) -> Result<Ruling, Error> {
    judge_facts(programme, badges, Basis::Stated, application, limits)
}

/// Judges as [`Programme::judge_together`] does, on facts that nobody has verified.
///
/// # Errors
///
/// As there.
pub fn judge_together(
    programme: &Programme,
    badges: &[Facts],
    application: &Application,
    pathways: &[&str],
    limits: &Limits,
) -> Result<JointRuling, Error> {
    joint::judge(programme, badges, Basis::Stated, (application, pathways), limits)
}

/// Checks as [`Programme::check`] does, on facts that nobody has verified.
///
/// # Errors
///
/// As there.
pub fn check(
    programme: &Programme,
    division: &Division,
    badges: &[Facts],
    application: &Application,
    limits: &Limits,
) -> Result<Vec<Objection>, Error> {
    division::objections(programme, division, badges, application, limits)
}

/// Plans as [`Programme::plan`] does, on facts that nobody has verified.
///
/// # Errors
///
/// As there.
pub fn plan(
    programme: &Programme,
    badges: &[Facts],
    application: &Application,
    catalogue: &Catalogue,
    limits: &Limits,
) -> Result<Plan, Error> {
    planning::plan(programme, badges, Basis::Stated, (application, catalogue), limits)
}
