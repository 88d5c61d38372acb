//! What is asked of a credential: a badge and an endorsement go through the same checks, and not for the same question.

use crate::base::limits::Limits;
use crate::verify::Recipient;
use crate::verify::policy::Policy;

/// What a credential is judged as, and within which bounds.
#[derive(Clone, Copy)]
pub(super) struct Demands<'a> {
    pub(super) role: Role<'a>,
    pub(super) policy: &'a Policy,
    pub(super) limits: &'a Limits,
}

/// What a credential is judged as.
#[derive(Clone, Copy)]
pub(super) enum Role<'a> {
    /// A badge, and whom it should be about.
    Badge(Option<&'a Recipient>),
    /// An endorsement, and on what it stands.
    Endorsement(Endorsed<'a>),
}

/// The thing on which an endorsement stands.
#[derive(Clone, Copy)]
pub(super) struct Endorsed<'a> {
    /// Its id, if it has one.
    pub(super) id: Option<&'a str>,
    /// Whether nobody but the thing itself could have put that id there: a key is bound to it.
    pub(super) is_bound: bool,
}
