//! What every verifiable credential carries beside its subject.

use super::reader::{Object, Reader, at};
use super::{Context, Extra, Issuer, Types, Validity, value};
use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use crate::wire::error::Error;
use serde::{Serialize, Serializer};

/// Proof (extensible), as a record; signatures are checked on the document itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Proof {
    /// `DataIntegrityProof`, or an older type.
    #[serde(rename = "type")]
    pub proof_type: SharedText,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<SharedText>,
    /// The suite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cryptosuite: Option<SharedText>,
    /// A value that the verifier chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub challenge: Option<SharedText>,
    /// Whom it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<SharedText>,
    /// A value that hides what is signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<SharedText>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof_purpose: Option<SharedText>,
    /// The signature, in multibase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof_value: Option<SharedText>,
    /// The key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification_method: Option<Iri>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Proof {
    /// Of a type.
    #[must_use]
    pub fn new(proof_type: &str) -> Self {
        Self {
            proof_type: proof_type.into(),
            created: None,
            cryptosuite: None,
            challenge: None,
            domain: None,
            nonce: None,
            proof_purpose: None,
            proof_value: None,
            verification_method: None,
            extra: Extra::new(),
        }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "Proof", reader)?;
        let proof_type = object.required("type", value::text);
        let created = object.optional("created", value::text);
        let cryptosuite = object.optional("cryptosuite", value::text);
        let challenge = object.optional("challenge", value::text);
        let domain = object.optional("domain", value::text);
        let nonce = object.optional("nonce", value::text);
        let proof_purpose = object.optional("proofPurpose", value::text);
        let proof_value = object.optional("proofValue", value::text);
        let verification_method = object.optional("verificationMethod", value::iri);
        Some(Self {
            proof_type: proof_type?,
            created,
            cryptosuite,
            challenge,
            domain,
            nonce,
            proof_purpose,
            proof_value,
            verification_method,
            extra: object.extra(),
        })
    }
}

/// CredentialSchema (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CredentialSchema {
    /// The schema.
    pub id: Iri,
    /// How to validate with it.
    #[serde(rename = "type")]
    pub schema_type: SharedText,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl CredentialSchema {
    /// With its address and type.
    #[must_use]
    pub fn new(id: Iri, schema_type: &str) -> Self {
        Self { id, schema_type: schema_type.into(), extra: Extra::new() }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "CredentialSchema", reader)?;
        let id = object.required("id", value::iri);
        let schema_type = object.required("type", value::text);
        Some(Self { id: id?, schema_type: schema_type?, extra: object.extra() })
    }
}

/// CredentialStatus (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CredentialStatus {
    /// The entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Iri>,
    /// How to find the status.
    #[serde(rename = "type")]
    pub status_type: SharedText,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl CredentialStatus {
    /// Of a type.
    #[must_use]
    pub fn new(status_type: &str) -> Self {
        Self { id: None, status_type: status_type.into(), extra: Extra::new() }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "CredentialStatus", reader)?;
        let id = object.optional("id", value::iri);
        let status_type = object.required("type", value::text);
        Some(Self { id, status_type: status_type?, extra: object.extra() })
    }
}

/// RefreshService (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RefreshService {
    /// Where a newer edition is.
    pub id: Iri,
    /// How to get it.
    #[serde(rename = "type")]
    pub service_type: SharedText,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl RefreshService {
    /// With its address and type.
    #[must_use]
    pub fn new(id: Iri, service_type: &str) -> Self {
        Self { id, service_type: service_type.into(), extra: Extra::new() }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "RefreshService", reader)?;
        let id = object.required("id", value::iri);
        let service_type = object.required("type", value::text);
        Some(Self { id: id?, service_type: service_type?, extra: object.extra() })
    }
}

/// TermsOfUse (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TermsOfUse {
    /// The terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Iri>,
    /// Their kind.
    #[serde(rename = "type")]
    pub terms_type: SharedText,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl TermsOfUse {
    /// Of a type.
    #[must_use]
    pub fn new(terms_type: &str) -> Self {
        Self { id: None, terms_type: terms_type.into(), extra: Extra::new() }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "TermsOfUse", reader)?;
        let id = object.optional("id", value::iri);
        let terms_type = object.required("type", value::text);
        Some(Self { id, terms_type: terms_type?, extra: object.extra() })
    }
}

/// RelatedResource of Verifiable Credentials 2.0, section 5.3 (extensible): another resource and its digest.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RelatedResource {
    /// The resource.
    pub id: Iri,
    /// Its media type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<SharedText>,
    /// The multihash of its bytes, in multibase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest_multibase: Option<SharedText>,
    /// The hash of its bytes as subresource integrity writes it.
    #[serde(rename = "digestSRI", skip_serializing_if = "Option::is_none")]
    pub digest_sri: Option<SharedText>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl RelatedResource {
    /// A resource with the multibase digest of its bytes.
    #[must_use]
    pub fn new(id: Iri, digest_multibase: &str) -> Self {
        let digest_multibase = Some(digest_multibase.into());
        Self { id, media_type: None, digest_multibase, digest_sri: None, extra: Extra::new() }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "RelatedResource", reader)?;
        let id = object.required("id", value::iri);
        let media_type = object.optional("mediaType", value::text);
        let digest_multibase = object.optional("digestMultibase", value::text);
        let digest_sri = object.optional("digestSRI", value::text);
        if digest_multibase.is_none() && digest_sri.is_none() {
            object.missing("digestMultibase");
        }
        Some(Self { id: id?, media_type, digest_multibase, digest_sri, extra: object.extra() })
    }
}

/// The members that all credentials share.
pub(super) struct Envelope {
    pub(super) contexts: Vec<Context>,
    pub(super) id: Option<Iri>,
    pub(super) types: Option<Types>,
    pub(super) issuer: Option<Issuer>,
    pub(super) validity: Option<Validity>,
    pub(super) proofs: Vec<Proof>,
    pub(super) schemas: Vec<CredentialSchema>,
    pub(super) statuses: Vec<CredentialStatus>,
    pub(super) refresh_service: Option<RefreshService>,
    pub(super) terms_of_use: Vec<TermsOfUse>,
}

impl Envelope {
    /// Takes the shared members; `class` are the names of which the types must contain one beside
    /// `VerifiableCredential`, none for any credential, which needs no id and no Open Badges context.
    pub(super) fn read(object: &mut Object<'_, '_>, class: &[&'static str]) -> Self {
        let root = object.node;
        let contexts = match object.take("@context") {
            Some(node) => node.one_or_many().filter_map(|entry| Context::read(entry, object.reader)).collect(),
            None => {
                object.missing("@context");
                Vec::new()
            }
        };
        Context::check_order(root, !class.is_empty(), object.reader);
        Self {
            contexts,
            id: if class.is_empty() { object.optional("id", value::iri) } else { object.required("id", value::iri) },
            types: object.types(&["VerifiableCredential"]).filter(|types| {
                let named = class.is_empty() || class.iter().any(|name| types.contains(name));
                if let (false, Some(node), Some(name)) = (named, root.get("type"), class.first()) {
                    object.wrong_type(node, name);
                }
                named
            }),
            issuer: object.required("issuer", Issuer::read),
            validity: Validity::read(object),
            proofs: object.one_or_many("proof", Proof::read),
            schemas: object.one_or_many("credentialSchema", CredentialSchema::read),
            statuses: match object.take("credentialStatus") {
                Some(node) if node.is_null() => {
                    object.reader.fault(Error::Null { at: at(node), required: true });
                    Vec::new()
                }
                Some(node) => {
                    node.one_or_many().filter_map(|entry| CredentialStatus::read(entry, object.reader)).collect()
                }
                None => Vec::new(),
            },
            refresh_service: object.optional("refreshService", RefreshService::read),
            terms_of_use: object.one_or_many("termsOfUse", TermsOfUse::read),
        }
    }
}

/// Writes one status as an object, as the cardinality of the class asks, and several as an array.
pub(super) fn write_statuses<S: Serializer>(statuses: &[CredentialStatus], serializer: S) -> Result<S::Ok, S::Error> {
    match statuses {
        [one] => one.serialize(serializer),
        many => many.serialize(serializer),
    }
}
