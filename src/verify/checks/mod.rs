//! One file a check; each answers one question about a [`Case`](super::case::Case) and never relies on another's answer.

pub(super) mod completeness;
pub(super) mod contexts;
pub(super) mod endorsements;
pub(super) mod issuer_key;
pub(super) mod issuer_trust;
pub(super) mod proof;
pub(super) mod recipient;
pub(super) mod resources;
pub(super) mod schema;
pub(super) mod shape;
pub(super) mod status;
pub(super) mod terms;
pub(super) mod token;
pub(super) mod validity;
pub(super) mod version;
