//! What is proven of a badge.

use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use serde::Serialize;

/// What the signature vouches for, in the issuer's own words. Texts are untrusted until escaped for their output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Proven {
    /// The badge's id.
    pub id: Iri,
    /// The issuer's id: what the key is bound to.
    pub issuer: Iri,
    /// The issuer's name: self-declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_name: Option<SharedText>,
    /// What the badge is for.
    pub achievement: SharedText,
    /// Whom it is about: an id, or the plain identifiers that the badge states.
    pub learner: Vec<String>,
    /// When it was first awarded, or else issued.
    pub awarded: String,
    /// Until when it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The verification methods whose signatures held.
    pub signed_by: Vec<String>,
    /// The https address at which a newer badge may be had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newer: Option<String>,
    /// What the learner did to show the achievement. What lies elsewhere is not signed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Under which terms the badge may be used: an address or, without one, a type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms_of_use: Vec<SharedText>,
}

/// One piece of evidence, as the issuer names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Iri>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<SharedText>,
    /// Its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<SharedText>,
    /// What it shows, in the issuer's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<SharedText>,
}
