//! The time during which a credential is valid, under the names of its version of the data model.

use super::reader::{Object, at};
use super::{Context, DateTimeStamp, value};
use crate::wire::error::{Error, Excerpt};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// From when and until when a credential is valid.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Validity {
    /// From when on: `validFrom`, once `issuanceDate`.
    pub from: DateTimeStamp,
    /// Until when: `validUntil`, once `expirationDate`.
    pub until: Option<DateTimeStamp>,
    /// Which names the document uses.
    pub data_model: DataModel,
}

/// A version of the Verifiable Credentials data model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DataModel {
    /// Version 1.1: read, with a warning, and never issued.
    V1,
    /// Version 2.0.
    V2,
}

impl Validity {
    /// Validity in version 2.0 of the data model.
    #[must_use]
    pub fn new(from: DateTimeStamp, until: Option<DateTimeStamp>) -> Self {
        Self { from, until, data_model: DataModel::V2 }
    }

    pub(super) fn read(object: &mut Object<'_, '_>) -> Option<Self> {
        let data_model = if Context::is_version_1(object.node) { DataModel::V1 } else { DataModel::V2 };
        let [from, until] = data_model.names();
        if data_model == DataModel::V2 {
            for (old, new) in DataModel::V1.names().into_iter().zip(data_model.names()) {
                if let Some(node) = object.node.get(old) {
                    let fault = Error::LegacyMember { at: at(node), expected: new, found: Excerpt::new(old) };
                    object.reader.fault(fault);
                }
            }
        }
        let from = object.required(from, value::stamp);
        let until = object.optional(until, value::stamp);
        Some(Self { from: from?, until, data_model })
    }
}

impl DataModel {
    /// The members that say from when and until when.
    pub(crate) fn names(self) -> [&'static str; 2] {
        match self {
            Self::V1 => ["issuanceDate", "expirationDate"],
            Self::V2 => ["validFrom", "validUntil"],
        }
    }
}

impl Serialize for Validity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [from, until] = self.data_model.names();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(from, &self.from)?;
        if let Some(date) = &self.until {
            map.serialize_entry(until, date)?;
        }
        map.end()
    }
}
