//! A badge with everything that its verification read, in one file: years later it gives the same report again, with nothing to fetch.
//!
//! Whoever keeps a bundle vouches for what is in it. Nobody signed the documents as of their day but those who sign them anyway, and a
//! bundle of somebody else's brings that one's trust along: its policy, registries and keys.

use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::Document;
use crate::codec::ld::Contexts;
use crate::proof::VerifyingKey;
use crate::verify::{Audience, Error, IssuerRegistry, Materials, Policy, Recipient, Verifier};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// A verification to be repeated: the badge as it was presented, and all that decided on it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Bundle {
    /// The file of the badge or presentation.
    pub badge: Vec<u8>,
    /// For which time it was judged.
    pub as_of: Timestamp,
    /// Under which policy.
    pub policy: Policy,
    /// With which documents.
    pub materials: Materials,
    /// For which person, if one was asked for.
    pub recipient: Option<Recipient>,
    /// For a presentation: what its holder was asked to sign.
    pub audience: Option<Audience>,
    /// With which registries of issuers.
    pub registries: Vec<KeptRegistry>,
    /// With which keys on the verifier's word.
    pub keys: Vec<KeptKey>,
    /// With which contexts beyond the bundled ones.
    pub contexts: Vec<KeptContext>,
}

/// A registry of issuers as it was handed in.
#[derive(Debug, Clone)]
pub struct KeptRegistry {
    /// By which name.
    pub called: String,
    /// The document.
    pub bytes: Vec<u8>,
    /// Whose signature it has to bear; nobody's if it is not a signed one.
    pub keys: Vec<VerifyingKey>,
}

/// A key that the verifier vouched for.
#[derive(Debug, Clone)]
pub struct KeptKey {
    /// Whose it is.
    pub issuer: Iri,
    /// The verification method.
    pub method: String,
    /// The key.
    pub key: VerifyingKey,
}

/// A context that was registered.
#[derive(Debug, Clone)]
pub struct KeptContext {
    /// Under which address; none for a context that badges hold written out.
    pub url: Option<String>,
    /// The document.
    pub bytes: Vec<u8>,
}

impl KeptRegistry {
    /// Opens it: once a key is named, a registry without a signature is none.
    ///
    /// # Errors
    ///
    /// Those of [`IssuerRegistry::parse`] or, with keys, of [`IssuerRegistry::parse_signed`].
    pub fn open(&self, limits: &Limits) -> Result<IssuerRegistry, Error> {
        match self.keys.as_slice() {
            [] => IssuerRegistry::parse(&self.bytes, &self.called, limits),
            keys => IssuerRegistry::parse_signed(&self.bytes, &self.called, keys, limits),
        }
    }
}

impl Bundle {
    /// A bundle of what every verification has.
    #[must_use]
    pub fn new(badge: Vec<u8>, materials: Materials, policy: Policy, as_of: Timestamp) -> Self {
        Self {
            badge,
            as_of,
            policy,
            materials,
            recipient: None,
            audience: None,
            registries: Vec::new(),
            keys: Vec::new(),
            contexts: Vec::new(),
        }
    }

    /// The verifier that judged it.
    ///
    /// # Errors
    ///
    /// A registry that does not open with its keys; a context that cannot be registered, or `bundle.contexts` in a build without the
    /// feature `contexts`.
    pub fn verifier(&self, limits: &Limits) -> Result<Verifier, Error> {
        let mut verifier =
            Verifier::new(self.policy.clone()).with_limits(limits.clone()).with_contexts(register(&self.contexts)?);
        for registry in &self.registries {
            verifier = verifier.with_registry(registry.open(limits)?);
        }
        for KeptKey { issuer, method, key } in &self.keys {
            verifier = verifier.with_key(issuer.clone(), method, key.clone());
        }
        Ok(match &self.recipient {
            Some(recipient) => verifier.with_recipient(recipient.clone()),
            None => verifier,
        })
    }

    /// The bundle as JSON text (`docs/schema/bundle.json`).
    #[must_use]
    pub fn to_json(&self) -> String {
        let written = Written {
            format: FORMAT.to_owned(),
            as_of: self.as_of,
            badge: Content::of(&self.badge),
            recipient: self.recipient.as_ref().map(ToString::to_string),
            audience: self
                .audience
                .as_ref()
                .map(|asked| Asked { challenge: asked.challenge.clone(), domain: asked.domain.clone() }),
            policy: self.policy.to_json(),
            materials: self
                .materials
                .all()
                .map(|(url, bytes, fetched, newest)| Material {
                    url: url.to_owned(),
                    fetched,
                    newest,
                    content: Content::of(bytes),
                })
                .collect(),
            registries: self.registries.iter().map(Registry::of).collect(),
            keys: self.keys.iter().map(Pinned::of).collect(),
            contexts: self
                .contexts
                .iter()
                .map(|context| Context { url: context.url.clone(), content: Content::of(&context.bytes) })
                .collect(),
        };
        // Texts and lists of texts: nothing in it fails to be written.
        serde_json::to_string_pretty(&written).unwrap_or_default() + "\n"
    }

    /// Reads what [`to_json`](Self::to_json) writes.
    ///
    /// # Errors
    ///
    /// `bundle.malformed` with the place of the fault, `policy.malformed`, and JSON that the strict reader refuses.
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let room = Limits { document_bytes: limits.bundle_bytes, ..limits.clone() };
        let document = Document::parse(bytes, &room)?;
        let malformed = |error: &dyn std::fmt::Display| Error::Bundle(error.to_string());
        let written = Written::deserialize(document.root()).map_err(|error| malformed(&error))?;
        if written.format != FORMAT {
            return Err(Error::Bundle(format!("`format`: expected `{FORMAT}`, found `{}`", written.format)));
        }
        let policy = document.root().get("policy").ok_or_else(|| Error::Bundle("it has no `policy`".to_owned()))?;
        let mut materials = Materials::none();
        for material in written.materials {
            materials.insert(&material.url, material.content.into_bytes()?, limits)?;
            if let Some(at) = material.fetched {
                materials.note_fetched(&material.url, at);
            }
            if let Some(at) = material.newest {
                materials.insist_on(&material.url, at);
            }
        }
        let recipient = written.recipient.map(|text| Recipient::parse(&text));
        Ok(Self {
            recipient: recipient.transpose().map_err(|error| malformed(&error))?,
            audience: written.audience.map(|asked| Audience { challenge: asked.challenge, domain: asked.domain }),
            registries: written.registries.into_iter().map(Registry::into_kept).collect::<Result<_, _>>()?,
            keys: written.keys.into_iter().map(Pinned::into_kept).collect::<Result<_, _>>()?,
            contexts: written.contexts.into_iter().map(Context::into_kept).collect::<Result<_, _>>()?,
            ..Self::new(written.badge.into_bytes()?, materials, Policy::read(policy)?, written.as_of)
        })
    }
}

#[cfg(feature = "contexts")]
fn register(kept: &[KeptContext]) -> Result<Contexts, Error> {
    let mut contexts = Contexts::bundled();
    for context in kept {
        match &context.url {
            Some(url) => contexts.register(url, &context.bytes, None)?,
            None => drop(contexts.register_inline(&context.bytes)?),
        }
    }
    Ok(contexts)
}

#[cfg(not(feature = "contexts"))]
fn register(kept: &[KeptContext]) -> Result<Contexts, Error> {
    if kept.is_empty() { Ok(Contexts::bundled()) } else { Err(Error::BundledContexts) }
}

const FORMAT: &str = "openbadges-bundle-1";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Written {
    format: String,
    as_of: Timestamp,
    badge: Content,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recipient: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    audience: Option<Asked>,
    policy: serde_json::Value,
    #[serde(default)]
    materials: Vec<Material>,
    #[serde(default)]
    registries: Vec<Registry>,
    #[serde(default)]
    keys: Vec<Pinned>,
    #[serde(default)]
    contexts: Vec<Context>,
}

/// Bytes, in the form that shows more of them.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Content {
    Text(String),
    Base64(String),
}

impl Content {
    fn of(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::Text(text.to_owned()),
            Err(_) => Self::Base64(STANDARD.encode(bytes)),
        }
    }

    fn into_bytes(self) -> Result<Vec<u8>, Error> {
        match self {
            Self::Text(text) => Ok(text.into_bytes()),
            Self::Base64(text) => STANDARD.decode(text).map_err(|error| Error::Bundle(format!("`base64`: {error}"))),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    challenge: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    domain: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Material {
    url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fetched: Option<Timestamp>,
    /// Of when the newest status list is that was seen at the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    newest: Option<Timestamp>,
    content: Content,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Registry {
    name: String,
    content: Content,
    #[serde(default)]
    keys: Vec<String>,
}

impl Registry {
    fn of(kept: &KeptRegistry) -> Self {
        let keys = kept.keys.iter().map(VerifyingKey::to_multikey).collect();
        Self { name: kept.called.clone(), content: Content::of(&kept.bytes), keys }
    }

    fn into_kept(self) -> Result<KeptRegistry, Error> {
        let keys = self.keys.iter().map(|key| read_key(key)).collect::<Result<_, _>>()?;
        Ok(KeptRegistry { called: self.name, bytes: self.content.into_bytes()?, keys })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pinned {
    issuer: Iri,
    method: String,
    key: String,
}

impl Pinned {
    fn of(kept: &KeptKey) -> Self {
        Self { issuer: kept.issuer.clone(), method: kept.method.clone(), key: kept.key.to_multikey() }
    }

    fn into_kept(self) -> Result<KeptKey, Error> {
        Ok(KeptKey { key: read_key(&self.key)?, issuer: self.issuer, method: self.method })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Context {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    content: Content,
}

impl Context {
    fn into_kept(self) -> Result<KeptContext, Error> {
        Ok(KeptContext { url: self.url, bytes: self.content.into_bytes()? })
    }
}

fn read_key(multikey: &str) -> Result<VerifyingKey, Error> {
    VerifyingKey::from_multikey(multikey).map_err(|error| Error::Bundle(error.to_string()))
}
