//! On what an award was conferred: the rules and the day by which its components make it.

use super::{Digest, MicroCredential};
use crate::base::serial::stated;
use crate::base::text::Text;
use crate::base::time::Date;
use serde::{Deserialize, Serialize};

/// The policy that an award was judged by, and what its components make by it. With the components it is all that is needed to judge
/// the award again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Grounds {
    /// The policy's id.
    pub policy: Text,
    /// The policy's version.
    pub version: Text,
    /// The digest of the policy's bytes, with every default written out.
    pub digest: Digest,
    /// The award's id in the policy.
    pub award: Text,
    /// The day of the application in the authority's zone.
    pub applied: Date,
    /// The id of the title in the policy, if the award has titles.
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// The id of the theme.
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    pub theme: Option<Text>,
    /// The level in the policy's framework.
    #[serde(default, deserialize_with = "stated", skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
}

impl MicroCredential {
    /// Says on what it was conferred, if it is an award.
    #[must_use]
    pub fn with_grounds(self, grounds: Grounds) -> Self {
        Self { grounds: Some(grounds), ..self }
    }

    /// On what it was conferred.
    #[must_use]
    pub fn grounds(&self) -> Option<&Grounds> {
        self.grounds.as_ref()
    }
}
