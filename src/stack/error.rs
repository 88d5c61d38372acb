//! Why a policy cannot be read, or an application cannot be judged.

use crate::codec::json;

/// A policy that says nothing definite, or an application that asks for what the programme does not have.
///
/// A badge that does not count is no error: the ruling names it among the [refusals](super::Refusal).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The policy is not strict JSON, or not a policy document: the inner error says where.
    #[error(transparent)]
    Json(#[from] json::Error),
    /// An id that nothing in the policy has.
    #[error("expected the id of {kind} of this policy at `{pointer}`, found `{}`", .found.escape_debug())]
    UnknownId {
        /// JSON Pointer of the id.
        pointer: String,
        /// What it should name, such as `a source`.
        kind: &'static str,
        /// The id.
        found: String,
    },
    /// Two things of one kind with the same id.
    #[error("expected each id once at `{pointer}`, found `{}` again", .found.escape_debug())]
    DuplicateId {
        /// JSON Pointer of the second.
        pointer: String,
        /// The id.
        found: String,
    },
    /// A value that contradicts another one.
    #[error("expected {expected} at `{pointer}`, found {}", .found.escape_debug())]
    Contradiction {
        /// JSON Pointer of the value.
        pointer: String,
        /// What would agree with the rest of the policy.
        expected: String,
        /// The value.
        found: String,
    },
    /// More rules, awards or badges than can be judged.
    #[error("expected at most {limit} {kind}, found {found}")]
    TooMany {
        /// What there is too much of.
        kind: &'static str,
        /// How many are allowed.
        limit: usize,
        /// How many there are.
        found: usize,
    },
    /// The programme has no such award.
    #[error("expected one of the awards `{known}`, found `{}`", .found.escape_debug())]
    UnknownAward {
        /// The awards of the programme.
        known: String,
        /// The award asked for.
        found: String,
    },
    /// Ages end on the day of admission, and the application does not state it.
    #[error(
        "expected the day of admission in the application, since `{pointer}` of the policy says that ages end there, found none"
    )]
    NoAdmission {
        /// JSON Pointer of the rule.
        pointer: &'static str,
    },
    /// There is no such preset.
    #[error("expected one of the presets `{known}`, found `{}`", .found.escape_debug())]
    UnknownPreset {
        /// The presets there are.
        known: String,
        /// The preset asked for.
        found: String,
    },
}

impl Error {
    /// A stable name for the fault, such as `policy.unknown-id`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Json(error) => error.code(),
            Self::UnknownId { .. } => "policy.unknown-id",
            Self::DuplicateId { .. } => "policy.duplicate-id",
            Self::Contradiction { .. } => "policy.contradiction",
            Self::TooMany { .. } => "stack.too-many",
            Self::UnknownAward { .. } => "stack.unknown-award",
            Self::NoAdmission { .. } => "stack.no-admission",
            Self::UnknownPreset { .. } => "stack.unknown-preset",
        }
    }

    /// The JSON Pointer of the value at fault; `None` where the fault is not in the policy.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        match self {
            Self::Json(error) => error.pointer(),
            Self::UnknownId { pointer, .. }
            | Self::DuplicateId { pointer, .. }
            | Self::Contradiction { pointer, .. } => Some(pointer),
            Self::TooMany { .. }
            | Self::UnknownAward { .. }
            | Self::NoAdmission { .. }
            | Self::UnknownPreset { .. } => None,
        }
    }
}
