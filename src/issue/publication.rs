//! What an issuer publishes at its id, so that others find its keys.

use super::Error;
use crate::base::Malformed;
use crate::base::iri::Iri;
use crate::model::Organisation;
use crate::proof::{Algorithm, VerifyingKey, web};
use crate::wire::map;
use crate::wire::ob3::Profile;
use serde::Serialize;

/// The document of an issuer with its public keys, and the address at which it has to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    url: String,
    text: String,
}

impl Publication {
    /// Writes the document of an organisation that signs with these keys, each by the id of its verification method: the DID document of a
    /// `did:web` (DID Core §5, did:web §3.2), or the profile of an https id with its verification methods (Open Badges 3.0 §B.1.23;
    /// Controlled Identifiers 1.0 §2.2), under contexts that define all its words.
    ///
    /// A key is written as a Multikey, one of RSA as a JWK. Each is listed for assertions and for authentication. A key that is not listed any more ends all its badges, so keys of the
    /// past stay.
    ///
    /// # Errors
    ///
    /// `issue.id` for an organisation without id, or with one at which nothing can be published: neither a `did:web` of a public host
    /// nor https without a fragment; `issue.keys` for no key, a method that is not one of this id, and two methods of one name;
    /// `wire.unwritable` for what a profile has no place for.
    pub fn of(organisation: &Organisation, keys: &[(String, VerifyingKey)]) -> Result<Self, Error> {
        let id = organisation.id().map(Iri::as_str).unwrap_or_default();
        let url = address(id).ok_or_else(|| {
            let expected = "an id that is a did:web of a public host, or https without a fragment";
            Malformed::new("issue.id", expected, id)
        })?;
        let is_did = url != id;
        let mut methods: Vec<Method<'_>> = Vec::new();
        for (method, key) in keys {
            let is_own = method.strip_prefix(id).is_some_and(|rest| rest.starts_with('#'));
            if !is_own || methods.iter().any(|known| known.id == method) {
                let expected = "methods of this id, each with a name of its own";
                return Err(Malformed::new("issue.keys", expected, method).into());
            }
            methods.push(Method::of(key, method, id)?);
        }
        if methods.is_empty() {
            return Err(Malformed::new("issue.keys", "at least one key", "none").into());
        }
        let names: Vec<&str> = methods.iter().map(|method| method.id).collect();
        let context = if is_did { DID_CONTEXTS } else { PROFILE_CONTEXTS };
        let has_jwk = methods.iter().any(|method| method.public_key_jwk.is_some());
        let document = Written {
            context: context.iter().copied().chain(has_jwk.then_some(JWK_CONTEXT)).collect(),
            id: is_did.then_some(id),
            profile: if is_did { None } else { Some(map::to_profile(organisation)?) },
            assertion_method: &names,
            authentication: &names,
            verification_method: methods,
        };
        let text = serde_json::to_string_pretty(&document).map_err(|fault| {
            let expected = "a document that can be written";
            Malformed::new("issue.keys", expected, &fault.to_string())
        })?;
        Ok(Self { url, text: text + "\n" })
    }

    /// Where the document has to be found, by https and as JSON.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The document as a JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

fn address(id: &str) -> Option<String> {
    match id.starts_with("did:web:") {
        true => web::document_url(id).ok(),
        false => (id.starts_with("https://") && !id.contains('#')).then(|| id.to_owned()),
    }
}

const DID_CONTEXTS: &[&str] = &["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"];
/// Open Badges defines the profile; its keys are words of the two others.
const PROFILE_CONTEXTS: &[&str] = &[
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
];

/// What a JWK means, for the keys that have no other form.
const JWK_CONTEXT: &str = "https://w3id.org/security/jwk/v1";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    #[serde(rename = "@context")]
    context: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(flatten)]
    profile: Option<Profile>,
    verification_method: Vec<Method<'a>>,
    assertion_method: &'a [&'a str],
    authentication: &'a [&'a str],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Method<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    controller: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    public_key_multibase: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    public_key_jwk: Option<serde_json::Value>,
}

impl<'a> Method<'a> {
    /// A Multikey, or a JsonWebKey for RSA, of which the standard has no Multikey (Controlled Identifiers 1.0 §2.2.2, §2.2.3).
    fn of(key: &VerifyingKey, id: &'a str, controller: &'a str) -> Result<Self, Error> {
        let mut method = Self { id, kind: "Multikey", controller, public_key_multibase: None, public_key_jwk: None };
        if key.algorithm() == Algorithm::Rs256 {
            let unreadable = |fault: serde_json::Error| {
                Malformed::new("issue.keys", "a key that can be written", &fault.to_string())
            };
            method.kind = "JsonWebKey";
            method.public_key_jwk = Some(serde_json::from_str(&key.to_jwk()).map_err(unreadable)?);
        } else {
            method.public_key_multibase = Some(key.to_multikey());
        }
        Ok(method)
    }
}
