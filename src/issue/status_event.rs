//! What a status list says, and how it changes.

use super::Error;
use super::status_list::malformed;
use serde::{Deserialize, Serialize};

/// What the entries of a list say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum StatusPurpose {
    /// The badge was taken back, for good.
    Revocation,
    /// The badge does not count for the time being.
    Suspension,
    /// There is a newer badge; this one stands.
    Refresh,
    /// One of these meanings, of which the first (0) is the only good one: 2, 4, 8 … or 256 of them.
    Message(Vec<String>),
}

/// One change of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum StatusEvent {
    /// A place is given to a badge.
    Allocated {
        /// The place.
        index: usize,
    },
    /// A place is given to no badge, so that nobody can count the badges behind the list.
    Decoy {
        /// The place.
        index: usize,
        /// What stands there.
        value: u8,
    },
    /// What stands in a place that was taken. A revocation is final.
    Set {
        /// The place.
        index: usize,
        /// What stands there from now on.
        value: u8,
    },
    /// A revocation that never should have been is undone, on the caller's word.
    Undone {
        /// The place.
        index: usize,
    },
}

impl StatusEvent {
    /// The place that it concerns.
    #[must_use]
    pub fn index(self) -> usize {
        match self {
            Self::Allocated { index }
            | Self::Decoy { index, .. }
            | Self::Set { index, .. }
            | Self::Undone { index } => index,
        }
    }
}

impl StatusPurpose {
    /// As `statusPurpose`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Revocation => "revocation",
            Self::Suspension => "suspension",
            Self::Refresh => "refresh",
            Self::Message(_) => "message",
        }
    }

    /// Bits of an entry.
    pub(super) fn size(&self) -> Result<u8, Error> {
        let Self::Message(meanings) = self else { return Ok(1) };
        let sizes = 1..=8_u8;
        let size = sizes.into_iter().find(|size| 1_usize.checked_shl(u32::from(*size)) == Some(meanings.len()));
        size.ok_or_else(|| malformed("status-list.meanings", "2, 4, 8 … or 256 meanings", meanings.len()))
    }
}
