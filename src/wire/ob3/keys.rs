//! Keys as the standard lists them. Checked keys are in [`crate::proof`].

use super::reader::{Object, Reader};
use super::reading::Reading;
use super::{Extra, value};
use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use serde::Serialize;

/// Multikey, in the form of the W3C.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Multikey {
    /// The key.
    pub id: Iri,
    /// `Multikey`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub key_type: Option<SharedText>,
    /// The suite; the class requires it, Multikey of the W3C has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cryptosuite: Option<SharedText>,
    /// Who controls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub controller: Option<Iri>,
    /// The public key.
    pub public_key_multibase: SharedText,
}

impl Multikey {
    /// Reads as much of a key as there is and collects every fault.
    #[must_use]
    pub fn examine(node: Node<'_>) -> Reading<Self> {
        Reading::of(node, Self::collect)
    }

    pub(crate) fn collect(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "Multikey", reader)?;
        let id = object.required("id", value::iri);
        let key_type = object.optional("type", value::text);
        let cryptosuite = object.optional("cryptosuite", value::text);
        let controller = object.optional("controller", value::iri);
        let public_key_multibase = object.required("publicKeyMultibase", value::text);
        object.close();
        Some(Self { id: id?, key_type, cryptosuite, controller, public_key_multibase: public_key_multibase? })
    }
}

/// JWK (extensible): the members that the class names; the key material is among the rest.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Jwk {
    /// The key type.
    pub kty: SharedText,
    /// What the key is for.
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    pub public_key_use: Option<SharedText>,
    /// The operations: one text in the class, an array in RFC 7517, which is what is written.
    #[serde(rename = "key_ops", skip_serializing_if = "Vec::is_empty")]
    pub key_ops: Vec<SharedText>,
    /// The algorithm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alg: Option<SharedText>,
    /// The key id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kid: Option<SharedText>,
    /// The address of a certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x5u: Option<Iri>,
    /// A certificate chain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub x5c: Vec<SharedText>,
    /// The SHA-1 thumbprint of the certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x5t: Option<SharedText>,
    /// The SHA-256 thumbprint of the certificate; RFC 7517 names it `x5t#S256`.
    #[serde(rename = "x5t_S256", skip_serializing_if = "Option::is_none")]
    pub x5t_s256: Option<SharedText>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Jwk {
    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "Jwk", reader)?;
        let kty = object.required("kty", value::text);
        let public_key_use = object.optional("use", value::text);
        let key_ops = object.one_or_many("key_ops", value::text);
        let alg = object.optional("alg", value::text);
        let kid = object.optional("kid", value::text);
        let x5u = object.optional("x5u", value::iri);
        let x5c = object.many("x5c", value::text);
        let x5t = object.optional("x5t", value::text);
        let x5t_s256 = object.optional("x5t_S256", value::text);
        Some(Self { kty: kty?, public_key_use, key_ops, alg, kid, x5u, x5c, x5t, x5t_s256, extra: object.extra() })
    }
}

/// JWKS (fixed list).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Jwks {
    /// The keys, at least one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Jwk>,
}

impl Jwks {
    /// Reads as much of a set of keys as there is and collects every fault.
    #[must_use]
    pub fn examine(node: Node<'_>) -> Reading<Self> {
        Reading::of(node, Self::collect)
    }

    pub(crate) fn collect(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "Jwks", reader)?;
        let keys = object.many("keys", Jwk::read);
        if keys.is_empty() {
            object.missing("keys");
        }
        object.close();
        Some(Self { keys })
    }
}
