//! Lists of known issuers, as registries publish them: a JSON document whose member `registry` has an entry for each issuer's id.

use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::Document;
use crate::codec::ld::Contexts;
use crate::proof::data_integrity::{Proof, Unsecured, proofs};
use crate::proof::{self, VerifyingKey};
use crate::verify::Error;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;

/// A registry of issuers, read and, where it is signed, checked.
#[derive(Debug, Clone)]
pub struct IssuerRegistry {
    name: String,
    issuers: BTreeMap<String, RegisteredIssuer>,
    signed: Option<Timestamp>,
    expires: Option<Timestamp>,
}

/// What a registry says of one issuer. Texts are untrusted until escaped for their output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredIssuer {
    /// What the registry calls it, which need not be what it calls itself.
    pub name: String,
    /// Where it is, in the registry's own words.
    pub location: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// From when the entry counts.
    pub from: Option<Timestamp>,
    /// Until when the entry counts, this moment included.
    pub until: Option<Timestamp>,
}

impl IssuerRegistry {
    /// Reads a registry that the caller vouches for, such as a local file:
    /// `{"meta": {"name": …, "created": …, "updated": …}, "registry": {"did:key:…": {"name": …, "location": …, "url": …,
    /// "validFrom": …, "validUntil": …}, …}}`.
    ///
    /// Of an entry only `name` is required; `meta` may be absent. `called` is what reports call the registry if it does not
    /// name itself.
    ///
    /// # Errors
    ///
    /// `registry.malformed` with the place of the fault, for an unknown member or an id that is no absolute IRI too;
    /// `registry.signed` when there is a proof, which [`parse_signed`](Self::parse_signed) checks; and those of the strict reader.
    pub fn parse(bytes: &[u8], called: &str, limits: &Limits) -> Result<Self, Error> {
        let document = Document::parse(bytes, limits)?;
        match document.root().get("proof") {
            Some(_) => Err(Error::RegistrySigned),
            None => Self::read(&document, called),
        }
    }

    /// Reads a registry that somebody signed: as [`parse`](Self::parse), with a proof for assertions by one of the `keys`. The keys
    /// are the caller's; what the proof says of its key counts for nothing. The suite is one that signs JSON, as a registry has no
    /// contexts.
    ///
    /// # Errors
    ///
    /// Those of [`parse`](Self::parse) but `registry.signed`; `proof.missing`; `registry.proofs` when there are several;
    /// `registry.purpose`; and the errors of [`Unsecured::verify`].
    pub fn parse_signed(bytes: &[u8], called: &str, keys: &[VerifyingKey], limits: &Limits) -> Result<Self, Error> {
        let document = Document::parse(bytes, limits)?;
        let proofs = proofs(document.root(), limits)?;
        let [proof] = proofs.as_slice() else { return Err(Error::RegistryProofs { found: proofs.len() }) };
        if proof.purpose() != "assertionMethod" {
            return Err(Error::RegistryPurpose { found: proof.purpose().to_owned() });
        }
        verify(&document, proof, keys, limits)?;
        let (signed, expires) = (proof.created(), proof.expires());
        Ok(Self { signed, expires, ..Self::read(&document, called)? })
    }

    fn read(document: &Document, called: &str) -> Result<Self, Error> {
        let malformed = |fault: String| Error::Registry(fault);
        let written = Written::deserialize(document.root()).map_err(|error| malformed(error.to_string()))?;
        let mut issuers = BTreeMap::new();
        for (id, entry) in written.registry {
            Iri::parse(&id).map_err(|error| malformed(error.to_string()))?;
            let time = |text: Option<String>| text.map(|text| Timestamp::parse(&text)).transpose();
            let from = time(entry.valid_from).map_err(|error| malformed(format!("`{id}`: {error}")))?;
            let until = time(entry.valid_until).map_err(|error| malformed(format!("`{id}`: {error}")))?;
            let Entry { name, location, url, .. } = entry;
            issuers.insert(id, RegisteredIssuer { name, location, url, from, until });
        }
        let name = written.meta.and_then(|meta| meta.name).unwrap_or_else(|| called.to_owned());
        Ok(Self { name, issuers, signed: None, expires: None })
    }

    /// What reports call it: its own name for itself, or else the caller's.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many issuers it lists.
    #[must_use]
    pub fn len(&self) -> usize {
        self.issuers.len()
    }

    /// Whether it lists nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.issuers.is_empty()
    }

    /// The entry of an issuer, by its exact id.
    #[must_use]
    pub fn find(&self, issuer: &str) -> Option<&RegisteredIssuer> {
        self.issuers.get(issuer)
    }

    /// Whether its proof, if it has one, is in force at a time: made by then, and not expired.
    pub(super) fn is_in_force(&self, now: Timestamp) -> bool {
        self.signed.is_none_or(|signed| signed <= now) && self.expires.is_none_or(|expires| now < expires)
    }
}

impl RegisteredIssuer {
    /// Whether the entry counts at a time.
    #[must_use]
    pub fn counts_at(&self, now: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now <= until)
    }
}

/// Whether one of the keys made the proof; the reason of the last one if none did.
fn verify(document: &Document, proof: &Proof<'_>, keys: &[VerifyingKey], limits: &Limits) -> Result<(), proof::Error> {
    let contexts = Contexts::bundled();
    let mut unsecured = Unsecured::new(document.root(), &contexts, limits);
    let mut answer = Err(proof::Error::SignatureInvalid);
    for key in keys {
        answer = unsecured.verify(proof, key);
        if answer.is_ok() {
            break;
        }
    }
    answer
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    meta: Option<Meta>,
    registry: BTreeMap<String, Entry>,
    /// Read by the proof code.
    #[serde(rename = "proof", default)]
    _proof: IgnoredAny,
}

/// The times are in forms of all kinds, and nothing depends on them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Meta {
    name: Option<String>,
    #[serde(rename = "created", default)]
    _created: IgnoredAny,
    #[serde(rename = "updated", default)]
    _updated: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Entry {
    name: String,
    location: Option<String>,
    url: Option<String>,
    valid_from: Option<String>,
    valid_until: Option<String>,
}
