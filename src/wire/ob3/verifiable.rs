//! Any verifiable credential: what a badge, an endorsement and a status list have in common.

use super::envelope::Envelope;
use super::reader::{Object, Reader, value as any};
use super::reading::Reading;
use super::{
    Context, CredentialSchema, CredentialStatus, Extra, Issuer, Proof, RefreshService, TermsOfUse, Types, Validity,
    envelope, value,
};
use crate::base::iri::Iri;
use crate::codec::json::Node;
use serde::Serialize;

/// VerifiableCredential (extensible), with a CredentialSubject of any form.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct VerifiableCredential {
    /// The contexts, in order.
    #[serde(rename = "@context")]
    pub contexts: Vec<Context>,
    /// The credential.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Iri>,
    /// The types, `VerifiableCredential` among them.
    #[serde(rename = "type")]
    pub types: Types,
    /// Who issued it.
    pub issuer: Issuer,
    /// From when and until when it is valid.
    #[serde(flatten)]
    pub validity: Validity,
    /// What it says, an open object.
    #[serde(rename = "credentialSubject")]
    pub subject: Extra,
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

impl VerifiableCredential {
    /// Reads as much of a credential as there is and collects every fault.
    #[must_use]
    pub fn examine(node: Node<'_>) -> Reading<Self> {
        Reading::of(node, Self::collect)
    }

    fn collect(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "VerifiableCredential", reader)?;
        let envelope = Envelope::read(&mut object, &[]);
        let subject = object.required("credentialSubject", |node, reader| match any(node) {
            serde_json::Value::Object(members) => {
                node.get("id").is_none_or(|id| value::iri(id, reader).is_some()).then_some(members)
            }
            _ => {
                reader.unexpected(node, "an object");
                None
            }
        });
        Some(Self {
            contexts: envelope.contexts,
            id: envelope.id,
            types: envelope.types?,
            issuer: envelope.issuer?,
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
