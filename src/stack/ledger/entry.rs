//! What a ledger says of one application.

use super::reservation::Reservation;
use crate::base::iri::Iri;
use crate::base::serial::stated;
use crate::base::text::Text;
use crate::base::time::{Date, Timestamp};
use crate::model::Digest;
use serde::{Deserialize, Serialize};

/// An application with what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Entry {
    application: Text,
    reserved: Timestamp,
    reservation: Reservation,
    state: State,
}

impl Entry {
    pub(super) fn new(application: Text, reserved: Timestamp, reservation: Reservation) -> Self {
        Self { application, reserved, reservation, state: State::Reserved }
    }

    pub(super) fn with_state(self, state: State) -> Self {
        Self { state, ..self }
    }

    /// The authority's name for the application.
    #[must_use]
    pub fn application(&self) -> &Text {
        &self.application
    }

    /// When its badges were reserved.
    #[must_use]
    pub fn reserved(&self) -> Timestamp {
        self.reserved
    }

    /// What it asks for, and by which badges.
    #[must_use]
    pub fn reservation(&self) -> &Reservation {
        &self.reservation
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The award that was conferred on it, by the id of its badge.
    #[must_use]
    pub fn award(&self) -> Option<&Iri> {
        self.state.conferral().map(Conferral::award)
    }
}

/// Where an application stands. One that released its badges has no entry any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum State {
    /// Its badges are kept for it.
    Reserved,
    /// Its badges count in an award.
    Spent {
        /// When they were spent.
        at: Timestamp,
        /// The award.
        conferral: Conferral,
    },
    /// Its award was revoked, and its badges are free.
    Revoked {
        /// When they were spent.
        at: Timestamp,
        /// The award.
        conferral: Conferral,
    },
    /// Its learner gave the award up for another, and its badges are free but for those that count there.
    GivenUp {
        /// When they were spent.
        at: Timestamp,
        /// The award.
        conferral: Conferral,
    },
}

impl State {
    /// `reserved`, `spent`, `revoked` or `given up`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Reserved => "reserved",
            Self::Spent { .. } => "spent",
            Self::Revoked { .. } => "revoked",
            Self::GivenUp { .. } => "given up",
        }
    }

    /// Whether its badges are taken.
    #[must_use]
    pub fn is_live(&self) -> bool {
        matches!(self, Self::Reserved | Self::Spent { .. })
    }

    /// The award that was conferred.
    #[must_use]
    pub fn conferral(&self) -> Option<&Conferral> {
        match self {
            Self::Reserved => None,
            Self::Spent { conferral, .. } | Self::Revoked { conferral, .. } | Self::GivenUp { conferral, .. } => {
                Some(conferral)
            }
        }
    }
}

/// An award as it was conferred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Conferral {
    award: Iri,
    awarded: Date,
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    digest: Option<Digest>,
}

impl Conferral {
    /// An award by the id of its badge, and the civil day on which it was awarded.
    #[must_use]
    pub fn new(award: Iri, awarded: Date) -> Self {
        Self { award, awarded, digest: None }
    }

    /// Fixes the bytes of the award's badge.
    #[must_use]
    pub fn with_digest(self, digest: Digest) -> Self {
        Self { digest: Some(digest), ..self }
    }

    /// The id of the award's badge.
    #[must_use]
    pub fn award(&self) -> &Iri {
        &self.award
    }

    /// The civil day on which it was awarded.
    #[must_use]
    pub fn awarded(&self) -> Date {
        self.awarded
    }

    /// The digest of the award's badge as it was issued.
    #[must_use]
    pub fn digest(&self) -> Option<&Digest> {
        self.digest.as_ref()
    }
}
