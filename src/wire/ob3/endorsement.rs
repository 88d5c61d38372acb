//! What somebody says in favour of a badge, a definition or a profile: a credential of its own.

use super::envelope::Envelope;
use super::reader::{Object, Reader};
use super::reading::Reading;
use super::{
    Context, CredentialSchema, CredentialStatus, DateTimeStamp, Extra, Issuer, Proof, RefreshService, TermsOfUse,
    Types, Validity, envelope, value,
};
use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use serde::Serialize;

/// EndorsementCredential (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EndorsementCredential {
    /// The contexts, in order.
    #[serde(rename = "@context")]
    pub contexts: Vec<Context>,
    /// The endorsement.
    pub id: Iri,
    /// The types: `VerifiableCredential` and `EndorsementCredential`.
    #[serde(rename = "type")]
    pub types: Types,
    /// Its name, for wallets.
    pub name: SharedText,
    /// A few words on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<SharedText>,
    /// Who endorses.
    pub issuer: Issuer,
    /// When it was first given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awarded_date: Option<DateTimeStamp>,
    /// From when and until when it is valid.
    #[serde(flatten)]
    pub validity: Validity,
    /// What is endorsed.
    #[serde(rename = "credentialSubject")]
    pub subject: EndorsementSubject,
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
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
    /// Its proofs, as a record.
    #[serde(rename = "proof", skip_serializing_if = "Vec::is_empty")]
    pub proofs: Vec<Proof>,
}

impl EndorsementCredential {
    /// An endorsement with the published contexts and what every one must have.
    #[must_use]
    pub fn new(id: Iri, name: &str, issuer: Issuer, validity: Validity, subject: EndorsementSubject) -> Self {
        Self {
            contexts: Context::published(),
            id,
            types: Types::of("VerifiableCredential").with("EndorsementCredential"),
            name: name.into(),
            description: None,
            issuer,
            awarded_date: None,
            validity,
            subject,
            schemas: Vec::new(),
            statuses: Vec::new(),
            refresh_service: None,
            terms_of_use: Vec::new(),
            extra: Extra::new(),
            proofs: Vec::new(),
        }
    }

    /// Reads as much of an endorsement as there is and collects every fault.
    #[must_use]
    pub fn examine(node: Node<'_>) -> Reading<Self> {
        Reading::of(node, Self::collect)
    }

    pub(crate) fn collect(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "EndorsementCredential", reader)?;
        let envelope = Envelope::read(&mut object, &["EndorsementCredential"]);
        let name = object.required("name", value::text);
        let description = object.optional("description", value::text);
        let awarded_date = object.optional("awardedDate", value::stamp);
        let subject = object.required("credentialSubject", EndorsementSubject::read);
        Some(Self {
            contexts: envelope.contexts,
            id: envelope.id?,
            types: envelope.types?,
            name: name?,
            description,
            issuer: envelope.issuer?,
            awarded_date,
            validity: envelope.validity?,
            subject: subject?,
            schemas: envelope.schemas,
            statuses: envelope.statuses,
            refresh_service: envelope.refresh_service,
            terms_of_use: envelope.terms_of_use,
            proofs: envelope.proofs,
            extra: object.extra(),
        })
    }
}

/// EndorsementSubject (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EndorsementSubject {
    /// The thing endorsed.
    pub id: Iri,
    /// The types, `EndorsementSubject` among them.
    #[serde(rename = "type")]
    pub types: Types,
    /// What the endorser says of it, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endorsement_comment: Option<SharedText>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl EndorsementSubject {
    /// An endorsement of a thing, by its id.
    #[must_use]
    pub fn new(id: Iri) -> Self {
        Self { id, types: Types::of("EndorsementSubject"), endorsement_comment: None, extra: Extra::new() }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "EndorsementSubject", reader)?;
        let id = object.required("id", value::iri);
        let types = object.types(&["EndorsementSubject"]);
        let endorsement_comment = object.optional("endorsementComment", value::text);
        Some(Self { id: id?, types: types?, endorsement_comment, extra: object.extra() })
    }
}
