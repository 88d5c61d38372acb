//! What hosts of badges send: the service description and the list of credentials.

use super::reader::{Object, Reader};
use super::reading::Reading;
use super::{Credential, Extra, value};
use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use serde::Serialize;

/// GetOpenBadgeCredentialsResponse (fixed list).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GetOpenBadgeCredentialsResponse {
    /// Credentials with embedded proofs.
    #[serde(rename = "credential", skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<Credential>,
    /// Credentials as compact JWS; examples write `compactJwsStrings`.
    #[serde(rename = "compactJwsString", skip_serializing_if = "Vec::is_empty")]
    pub compact_jws_strings: Vec<SharedText>,
}

impl GetOpenBadgeCredentialsResponse {
    /// Reads as much of a list of credentials as there is and collects every fault.
    #[must_use]
    pub fn examine(node: Node<'_>) -> Reading<Self> {
        Reading::of(node, Self::collect)
    }

    pub(crate) fn collect(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "GetOpenBadgeCredentialsResponse", reader)?;
        let credentials = object.many("credential", Credential::collect);
        let compact_jws_strings = object.many("compactJwsString", value::compact_jws);
        object.close();
        Some(Self { credentials, compact_jws_strings })
    }
}

/// ServiceDescriptionDocument (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ServiceDescriptionDocument {
    /// The version of OpenAPI.
    pub openapi: SharedText,
    /// About the service.
    pub info: OpenApiInfo,
    /// How to register and log in.
    pub components: OpenApiComponents,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ServiceDescriptionDocument {
    /// Reads as much of a service description as there is and collects every fault.
    #[must_use]
    pub fn examine(node: Node<'_>) -> Reading<Self> {
        Reading::of(node, Self::collect)
    }

    pub(crate) fn collect(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "ServiceDescriptionDocument", reader)?;
        let openapi = object.required("openapi", value::text);
        let info = object.required("info", OpenApiInfo::read);
        let components = object.required("components", OpenApiComponents::read);
        Some(Self { openapi: openapi?, info: info?, components: components?, extra: object.extra() })
    }
}

/// OpenApiInfo (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OpenApiInfo {
    /// The terms of service.
    pub terms_of_service: Iri,
    /// The name of the service.
    pub title: SharedText,
    /// Its version.
    pub version: SharedText,
    /// Its picture.
    #[serde(rename = "x-imssf-image", skip_serializing_if = "Option::is_none")]
    pub image: Option<Iri>,
    /// Its privacy policy.
    #[serde(rename = "x-imssf-privacyPolicyUrl")]
    pub privacy_policy_url: Iri,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl OpenApiInfo {
    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "OpenApiInfo", reader)?;
        let terms_of_service = object.required("termsOfService", value::iri);
        let title = object.required("title", value::text);
        let version = object.required("version", value::text);
        let image = object.optional("x-imssf-image", value::iri);
        let privacy_policy_url = object.required("x-imssf-privacyPolicyUrl", value::iri);
        Some(Self {
            terms_of_service: terms_of_service?,
            title: title?,
            version: version?,
            image,
            privacy_policy_url: privacy_policy_url?,
            extra: object.extra(),
        })
    }
}

/// OpenApiComponents (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OpenApiComponents {
    /// The ways to log in.
    pub security_schemes: OpenApiSecuritySchemes,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl OpenApiComponents {
    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "OpenApiComponents", reader)?;
        let security_schemes = object.required("securitySchemes", OpenApiSecuritySchemes::read);
        Some(Self { security_schemes: security_schemes?, extra: object.extra() })
    }
}

/// OpenApiSecuritySchemes (fixed list).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OpenApiSecuritySchemes {
    /// OAuth 2 with the authorization code grant.
    #[serde(rename = "OAuth2ACG", skip_serializing_if = "Option::is_none")]
    pub oauth2_acg: Option<OpenApiOAuth2SecurityScheme>,
}

impl OpenApiSecuritySchemes {
    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "OpenApiSecuritySchemes", reader)?;
        let oauth2_acg = object.optional("OAuth2ACG", OpenApiOAuth2SecurityScheme::read);
        object.close();
        Some(Self { oauth2_acg })
    }
}

/// OpenApiOAuth2SecurityScheme (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OpenApiOAuth2SecurityScheme {
    /// `oauth2`.
    #[serde(rename = "type")]
    pub scheme_type: SharedText,
    /// A few words on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<SharedText>,
    /// Where clients register.
    #[serde(rename = "x-imssf-registrationUrl")]
    pub registration_url: Iri,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl OpenApiOAuth2SecurityScheme {
    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "OpenApiOAuth2SecurityScheme", reader)?;
        let scheme_type = object.required("type", value::text);
        let description = object.optional("description", value::text);
        let registration_url = object.required("x-imssf-registrationUrl", value::iri);
        Some(Self {
            scheme_type: scheme_type?,
            description,
            registration_url: registration_url?,
            extra: object.extra(),
        })
    }
}
