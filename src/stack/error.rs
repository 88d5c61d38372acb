//! Why a policy cannot be read, or an application cannot be judged.

use crate::base::Malformed;
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
    /// A catalogue that does not fit the programme.
    #[error(transparent)]
    Catalogue(#[from] super::CatalogueError),
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
    /// The badges do not reach the award, or not in so many ways.
    #[error("expected an option that the ruling has for `{}`, found the number {option} of {options}", .award.escape_debug())]
    NoOption {
        /// The award.
        award: String,
        /// The option asked for, 1 for the recommended one.
        option: usize,
        /// How many there are.
        options: usize,
    },
    /// A ruling on what somebody only stated.
    #[error("expected a ruling on verified badges, found one on facts that nobody verified")]
    Stated,
    /// A ruling of another programme.
    #[error("expected a ruling by the policy `{}` as it is here, found one by `{}`", .expected.escape_debug(), .found.escape_debug())]
    OtherProgramme {
        /// The policy's id.
        expected: String,
        /// The id of the policy that the ruling is by, which may be another version of the same.
        found: String,
    },
    /// A draft of an award that states something else than the ruling.
    #[error("expected {} at `{pointer}` of the award, found {}", .expected.escape_debug(), .found.escape_debug())]
    AwardContradiction {
        /// JSON Pointer of the value.
        pointer: String,
        /// What follows from the ruling.
        expected: String,
        /// The value.
        found: String,
    },
    /// A value that does not fit its type.
    #[error(transparent)]
    Value(#[from] Malformed),
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
            Self::Catalogue(error) => error.code(),
            Self::UnknownId { .. } => "policy.unknown-id",
            Self::DuplicateId { .. } => "policy.duplicate-id",
            Self::Contradiction { .. } => "policy.contradiction",
            Self::TooMany { .. } => "stack.too-many",
            Self::UnknownAward { .. } => "stack.unknown-award",
            Self::NoOption { .. } => "stack.no-option",
            Self::Stated => "stack.stated",
            Self::OtherProgramme { .. } => "stack.other-programme",
            Self::AwardContradiction { .. } => "award.contradiction",
            Self::Value(error) => error.code(),
            Self::NoAdmission { .. } => "stack.no-admission",
            Self::UnknownPreset { .. } => "stack.unknown-preset",
        }
    }

    /// The JSON Pointer of the value at fault; `None` where the fault is neither in the policy nor in a draft.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        match self {
            Self::Json(error) => error.pointer(),
            Self::Catalogue(error) => error.pointer(),
            Self::UnknownId { pointer, .. }
            | Self::DuplicateId { pointer, .. }
            | Self::Contradiction { pointer, .. }
            | Self::AwardContradiction { pointer, .. } => Some(pointer),
            Self::TooMany { .. }
            | Self::UnknownAward { .. }
            | Self::NoOption { .. }
            | Self::Stated
            | Self::OtherProgramme { .. }
            | Self::Value(_)
            | Self::NoAdmission { .. }
            | Self::UnknownPreset { .. } => None,
        }
    }
}
