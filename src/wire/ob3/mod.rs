//! Open Badges 3.0: every class and property of its data model, as badges write them.
//!
//! [`Credential::examine`] reads a badge from the strict JSON tree, one line of code a property, and collects every
//! fault of shape; [`Credential::to_json`] writes one. Arrays are always written as arrays, numbers of credits are
//! exact decimals, dates keep the text that is signed, and members that no class names are kept in `extra`.
//!
//! The fields are plain because each holds a type that cannot be wrong by itself; what must hold between them is
//! checked whenever a document is read, an issued one included.

mod achievement;
mod alignment;
mod context;
mod credential;
mod date;
mod endorsement;
mod envelope;
mod evidence;
mod identity;
mod image;
mod issuer;
mod keys;
mod profile;
mod reader;
mod reading;
mod result;
mod rules;
mod service;
mod subject;
mod terms;
mod types;
mod validity;
mod value;
mod verifiable;

pub use crate::model::IdentityHash;
pub use achievement::{Achievement, Criteria, Related};
pub use alignment::Alignment;
pub use context::{CREDENTIALS_V2, Context, OPEN_BADGES};
pub use credential::Credential;
pub use date::{ActivityDate, DateTimeStamp};
pub use endorsement::{EndorsementCredential, EndorsementSubject};
pub use envelope::{CredentialSchema, CredentialStatus, Proof, RefreshService, RelatedResource, TermsOfUse};
pub use evidence::Evidence;
pub use identity::{IdentifierEntry, Identity, IdentityObject};
pub use image::Image;
pub use issuer::Issuer;
pub use keys::{Jwk, Jwks, Multikey};
pub use profile::{Address, GeoCoordinates, Profile};
pub use reading::Reading;
pub use result::{Result, ResultDescription, RubricCriterionLevel};
pub use service::{
    GetOpenBadgeCredentialsResponse, OpenApiComponents, OpenApiInfo, OpenApiOAuth2SecurityScheme,
    OpenApiSecuritySchemes, ServiceDescriptionDocument,
};
pub use subject::AchievementSubject;
pub use terms::{AchievementType, AlignmentTargetType, ExtTerm, IdentifierType, ResultStatusType, ResultType};
pub use types::Types;
pub use validity::{DataModel, Validity};
pub use verifiable::VerifiableCredential;

pub(crate) use value::is_language_code;

use super::Error;

/// Members that a class does not name, by name.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// Every fault of shape of a badge, also those that a reading tolerates.
#[must_use]
pub fn faults(node: crate::codec::json::Node<'_>) -> Vec<Error> {
    Credential::examine(node).into_faults()
}
