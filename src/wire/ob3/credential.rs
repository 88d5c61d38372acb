//! The badge itself.

use super::envelope::Envelope;
use super::reader::{Object, Reader};
use super::reading::Reading;
use super::{
    AchievementSubject, Context, CredentialSchema, CredentialStatus, DateTimeStamp, EndorsementCredential, Evidence,
    Extra, Image, Issuer, Proof, RefreshService, RelatedResource, TermsOfUse, Types, Validity, envelope, value,
};
use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use crate::wire::Error;
use serde::Serialize;

/// AchievementCredential, also called OpenBadgeCredential (extensible): a badge.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Credential {
    /// The contexts, in order.
    #[serde(rename = "@context")]
    pub contexts: Vec<Context>,
    /// The badge.
    pub id: Iri,
    /// The types: `VerifiableCredential` and `OpenBadgeCredential` (or `AchievementCredential`).
    #[serde(rename = "type")]
    pub types: Types,
    /// Its name, for wallets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<SharedText>,
    /// A few words on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<SharedText>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// Who issued it.
    pub issuer: Issuer,
    /// When it was first awarded; stays when the validity moves on re-issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awarded_date: Option<DateTimeStamp>,
    /// From when and until when it is valid.
    #[serde(flatten)]
    pub validity: Validity,
    /// The learner and the achievement.
    #[serde(rename = "credentialSubject")]
    pub subject: AchievementSubject,
    /// What was done to show the achievement.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Endorsements of the badge.
    #[serde(rename = "endorsement", skip_serializing_if = "Vec::is_empty")]
    pub endorsements: Vec<EndorsementCredential>,
    /// Endorsements as compact JWS.
    #[serde(rename = "endorsementJwt", skip_serializing_if = "Vec::is_empty")]
    pub endorsement_jwts: Vec<SharedText>,
    /// Schemas that it follows.
    #[serde(rename = "credentialSchema", skip_serializing_if = "Vec::is_empty")]
    pub schemas: Vec<CredentialSchema>,
    /// Where its status is found; every entry counts.
    #[serde(
        rename = "credentialStatus",
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "envelope::write_statuses"
    )]
    pub statuses: Vec<CredentialStatus>,
    /// Where a newer edition is found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_service: Option<RefreshService>,
    /// Terms of its use.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms_of_use: Vec<TermsOfUse>,
    /// Digests of other resources (Verifiable Credentials 2.0, section 5.3).
    #[serde(rename = "relatedResource", skip_serializing_if = "Vec::is_empty")]
    pub related_resources: Vec<RelatedResource>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
    /// Its proofs, as a record.
    #[serde(rename = "proof", skip_serializing_if = "Vec::is_empty")]
    pub proofs: Vec<Proof>,
}

impl Credential {
    /// A badge with the published contexts and what every badge must have.
    #[must_use]
    pub fn new(id: Iri, issuer: Issuer, validity: Validity, subject: AchievementSubject) -> Self {
        Self {
            contexts: Context::published(),
            id,
            types: Types::of("VerifiableCredential").with("OpenBadgeCredential"),
            name: None,
            description: None,
            image: None,
            issuer,
            awarded_date: None,
            validity,
            subject,
            evidence: Vec::new(),
            endorsements: Vec::new(),
            endorsement_jwts: Vec::new(),
            schemas: Vec::new(),
            statuses: Vec::new(),
            refresh_service: None,
            terms_of_use: Vec::new(),
            related_resources: Vec::new(),
            extra: Extra::new(),
            proofs: Vec::new(),
        }
    }

    /// Reads a badge strictly, as the text of the standard has it.
    ///
    /// # Errors
    ///
    /// The first fault that a strict reading does not tolerate; [`examine`](Self::examine) finds them all.
    pub fn read(node: Node<'_>) -> Result<Self, Error> {
        Self::examine(node).strict()
    }

    /// Reads as much of a badge as there is and collects every fault.
    #[must_use]
    pub fn examine(node: Node<'_>) -> Reading<Self> {
        Reading::of(node, Self::collect)
    }

    /// The badge as JSON text, members in a fixed order.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Writing to a string fails only for keys that are not strings, and there are none.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(crate) fn collect(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "AchievementCredential", reader)?;
        let envelope = Envelope::read(&mut object, &["OpenBadgeCredential", "AchievementCredential"]);
        let name = object.optional("name", value::text);
        let description = object.optional("description", value::text);
        let image = object.optional("image", Image::read);
        let awarded_date = object.optional("awardedDate", value::stamp);
        let subject = object.required("credentialSubject", AchievementSubject::read);
        let evidence = object.many("evidence", Evidence::read);
        let endorsements = object.many("endorsement", EndorsementCredential::collect);
        let endorsement_jwts = object.many("endorsementJwt", value::compact_jws);
        let related_resources = object.one_or_many("relatedResource", RelatedResource::read);
        Some(Self {
            contexts: envelope.contexts,
            id: envelope.id?,
            types: envelope.types?,
            name,
            description,
            image,
            issuer: envelope.issuer?,
            awarded_date,
            validity: envelope.validity?,
            subject: subject?,
            evidence,
            endorsements,
            endorsement_jwts,
            schemas: envelope.schemas,
            statuses: envelope.statuses,
            refresh_service: envelope.refresh_service,
            terms_of_use: envelope.terms_of_use,
            related_resources,
            proofs: envelope.proofs,
            extra: object.extra(),
        })
    }
}
