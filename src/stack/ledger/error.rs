//! Why an event cannot happen.

use crate::base::iri::Iri;
use crate::base::text::Text;
use crate::base::time::Timestamp;

/// What keeps an event from happening.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A badge counts already.
    #[error(
        "expected badges that count nowhere else, found `{}` {state} since {since} for application `{}`, {}",
        .badge.escape_debug(), .application.as_str().escape_debug(), .award.as_str().escape_debug()
    )]
    Taken {
        /// The badge of the refused application, by its id.
        badge: String,
        /// The earlier application.
        application: Text,
        /// What the earlier one asks for, by its id in the policy.
        award: Text,
        /// Where the earlier one stands.
        state: &'static str,
        /// When the earlier one reserved its badges.
        since: Timestamp,
    },
    /// The application has badges already.
    #[error("expected a new application, found `{}`, which is {state}", .application.as_str().escape_debug())]
    ApplicationExists {
        /// The application.
        application: Text,
        /// Where it stands.
        state: &'static str,
    },
    /// The application has no badges here.
    #[error("expected an application that has badges in this ledger, found `{}`", .application.as_str().escape_debug())]
    UnknownApplication {
        /// The application.
        application: Text,
    },
    /// The application stands elsewhere.
    #[error("expected an application that is {expected}, found `{}`, which is {found}", .application.as_str().escape_debug())]
    State {
        /// The application.
        application: Text,
        /// Where it had to stand.
        expected: &'static str,
        /// Where it stands.
        found: &'static str,
    },
    /// The award is recorded already.
    #[error("expected a new award, found `{award}` of application `{}`", .application.as_str().escape_debug())]
    AwardExists {
        /// The award.
        award: Iri,
        /// Its application.
        application: Text,
    },
    /// An award that cannot be given up.
    #[error("expected an award of the learner that stands, to be given up: `{award}`, found {}", .found.escape_debug())]
    NotCurrent {
        /// The award.
        award: Iri,
        /// What it is instead.
        found: String,
    },
}

impl Error {
    /// A stable name for the fault, such as `ledger.taken`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Taken { .. } => "ledger.taken",
            Self::ApplicationExists { .. } => "ledger.application-exists",
            Self::UnknownApplication { .. } => "ledger.unknown-application",
            Self::State { .. } => "ledger.state",
            Self::AwardExists { .. } => "ledger.award-exists",
            Self::NotCurrent { .. } => "ledger.not-current",
        }
    }
}
