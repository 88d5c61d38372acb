//! What happens in a ledger.

use super::entry::Conferral;
use super::reservation::Reservation;
use crate::base::text::Text;
use crate::base::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that happened to an application at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Event {
    at: Timestamp,
    application: Text,
    act: Act,
}

impl Event {
    /// An event; `application` is the authority's name for it, such as a number.
    #[must_use]
    pub fn new(at: Timestamp, application: Text, act: Act) -> Self {
        Self { at, application, act }
    }

    /// When it happened.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// To which application.
    #[must_use]
    pub fn application(&self) -> &Text {
        &self.application
    }

    /// What happened.
    #[must_use]
    pub fn act(&self) -> &Act {
        &self.act
    }
}

/// What may happen to an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Act {
    /// Its badges are kept for it, all of them or none.
    Reserved(Reservation),
    /// Its award is conferred, so that its badges count there; the awards that it surrenders are given up.
    Spent(Conferral),
    /// It was withdrawn or refused, and its badges are free again.
    Released,
    /// Its award was revoked, and its badges are free again.
    Revoked,
    /// Its award, revoked or given up, stands again, if nobody else has taken its badges.
    Reinstated,
}

impl Act {
    /// `reserved`, `spent`, `released`, `revoked` or `reinstated`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Reserved(_) => "reserved",
            Self::Spent(_) => "spent",
            Self::Released => "released",
            Self::Revoked => "revoked",
            Self::Reinstated => "reinstated",
        }
    }
}
