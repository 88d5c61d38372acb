//! Contexts beyond the bundled ones: the door for documents of other issuers.

use super::context_error::ContextError;
use super::contexts::{ContextInfo, Contexts, Entry, Role};
use super::definition::{Coercion, Container, Definition, Meaning, Term};
use super::error::{Error, cut};
use super::{inline, processor};
use crate::base::hex;
use crate::base::limits::Limits;
use crate::codec::json::Document;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Contexts {
    /// Lets documents name the context document `document` (its bytes) by `url`; with `sha256`, only when it has that
    /// digest. The caller answers for the origin of the bytes.
    ///
    /// A document may use what JSON-LD 1.1 has, but not `@import`, `@base`, `@index` and `@nest`, and may build on other
    /// contexts by URL only outside of scopes and when these are known. It must not give a term of the credential, Open Badges, CLR and proof
    /// contexts another meaning, nor one of their IRIs another name: a badge would read as one thing and be signed as
    /// another. A `@vocab` in it signs words that nobody defined; [`ContextInfo::has_vocab`] tells.
    ///
    /// Registering a known URL again changes nothing when the document says what is known, and is refused when it does
    /// not.
    ///
    /// # Errors
    ///
    /// `ld.context-…`, `ld.unknown-context` and `ld.redefinition` as [`ContextError`] lists them; `json.…` when the
    /// document is no strict JSON within [`Limits::DEFAULT`](crate::base::limits::Limits::DEFAULT).
    pub fn register(&mut self, url: &str, document: &[u8], sha256: Option<[u8; 32]>) -> Result<(), Error> {
        let found: [u8; 32] = Sha256::digest(document).into();
        if let Some(expected) = sha256.filter(|expected| *expected != found) {
            return Err(ContextError::Digest {
                expected: hex::lower(&expected).into(),
                found: hex::lower(&found).into(),
            }
            .into());
        }
        let digest = hex::lower(&found);
        if let Some(known) = self.find(url).map(Entry::info) {
            let known_digest = known.sha256().into();
            if known.has_digest(&digest) || self.difference(url, document)?.is_none() {
                return Ok(());
            }
            return Err(ContextError::Known { url: url.into(), known: known_digest }.into());
        }
        Self::check_address(url)?;
        let entry = self.admit(vec![Cow::Owned(url.into())], digest, processor::definitions(document, self)?)?;
        self.add(entry);
        Ok(())
    }

    /// Lets documents hold exactly this context object written out in their `@context`: `document` is the object, or a
    /// document whose member `@context` is it. White space and the order of members do not matter.
    ///
    /// Returns the SHA-256 of its RFC 8785 form, by which documents' objects are compared with it and which the refusal
    /// `ld.inline-context` of an unregistered one names. The same rules hold as for [`register`](Self::register). Who signs
    /// with such an object decides what its words mean: read it before you register it.
    ///
    /// # Errors
    ///
    /// As for [`register`](Self::register).
    pub fn register_inline(&mut self, document: &[u8]) -> Result<[u8; 32], Error> {
        let document = Document::parse(document, &Limits::DEFAULT).map_err(ContextError::from)?;
        let root = document.root();
        let object = root.get("@context").unwrap_or(root);
        if !object.is_object() {
            return Err(ContextError::Malformed {
                at: object.pointer().into(),
                expected: "a context object, or a document whose `@context` is one",
                found: cut(object.source()),
            }
            .into());
        }
        let digest = inline::digest(object);
        if self.find_inline(object).is_err() {
            let definitions = processor::definitions_of(object, self)?;
            let entry = self.admit(Vec::new(), hex::lower(&digest), definitions)?;
            self.inline.push(Arc::new(entry));
        }
        Ok(digest)
    }

    /// The context of `definitions`, if it lets every word of the standards be.
    fn admit(
        &self,
        urls: Vec<Cow<'static, str>>,
        sha256: String,
        definitions: Arc<[Definition]>,
    ) -> Result<Entry, Error> {
        let all = every_definition(&definitions);
        refuse_missing_prefixes(&all)?;
        self.refuse_redefinitions(&all)?;
        let info = ContextInfo {
            role: if urls.is_empty() { Role::Inline } else { Role::Registered },
            urls,
            sha256: Cow::Owned(sha256),
            also: Vec::new(),
            note: Cow::Borrowed("registered by the caller"),
            held: Cow::Borrowed(""),
            has_vocab: all.iter().any(|definition| definition.vocab.is_some()),
        };
        Ok(Entry::registered(info, definitions))
    }

    /// The first term, scopes separated by `/`, of which a context document and the known context of `url` (or
    /// [`EXTENSION`](Self::EXTENSION)) do not say the same; `None` when they agree in everything.
    ///
    /// # Errors
    ///
    /// `ld.unknown-context` when `url` names nothing, `ld.context-…` or `json.…` when the document cannot be read.
    pub fn difference(&self, url: &str, document: &[u8]) -> Result<Option<String>, Error> {
        let entry = self.named(url).ok_or_else(|| ContextError::Unknown { at: "".into(), url: cut(url) })?;
        let known = entry.definitions().map_err(Error::clone)?;
        Ok(first_difference(known, &processor::definitions(document, self)?))
    }

    /// Rows L4, L18 and L19 of the threats: a context that swaps words under the reader's eyes.
    ///
    /// A word that only version 1.1 of the data model has, such as `issuanceDate`, may mean something else: a document on
    /// that version keeps its own meaning, which is protected or belongs to the type, and one on 2.0 is not read by it.
    fn refuse_redefinitions(&self, new: &[&Definition]) -> Result<(), Error> {
        let mut terms: BTreeMap<&str, Vec<(&Term, &str)>> = BTreeMap::new();
        let mut names: BTreeMap<&str, Vec<(&Term, &str)>> = BTreeMap::new();
        let bases = GUARDED.iter().filter_map(|url| Some((*url, self.named(url)?)));
        for (url, entry) in bases {
            for term in every_definition(entry.definitions().map_err(Error::clone)?).iter().flat_map(|one| &one.terms) {
                terms.entry(&term.name).or_default().push((term, url));
                if let (Meaning::Iri(iri), false, true) = (&term.meaning, term.prefix, url != Self::EXTENSION) {
                    names.entry(iri).or_default().push((term, url));
                }
            }
        }
        for term in new.iter().flat_map(|definition| &definition.terms) {
            let known = terms.get(&*term.name).map_or(&[][..], Vec::as_slice);
            let clash = match &term.meaning {
                _ if known.iter().any(|(known, _)| same_meaning(known, term)) => None,
                _ if known.iter().any(|(_, url)| *url != FIRST) => known.first(),
                Meaning::Iri(iri) if !term.prefix => names.get(&**iri).and_then(|known| known.first()),
                Meaning::Iri(_) => None,
                // A second name for `@id` or `@type` that typed readers do not know.
                Meaning::Keyword(_) | Meaning::Nothing => terms.get("id").and_then(|known| known.first()),
            };
            if let Some((_, url)) = clash {
                return Err(ContextError::Redefinition { term: cut(&term.name), url: (*url).into() }.into());
            }
        }
        Ok(())
    }
}

/// Whether the same value under both terms makes the same statements.
fn same_meaning(known: &Term, new: &Term) -> bool {
    let container = |term: &Term| Container { set: false, ..term.container };
    known.meaning == new.meaning
        && known.coercion == new.coercion
        && known.reverse == new.reverse
        && known.language == new.language
        && known.direction == new.direction
        && container(known) == container(new)
}

/// Row of the architecture: what a context means must not depend on the contexts beside it.
fn refuse_missing_prefixes(new: &[&Definition]) -> Result<(), ContextError> {
    let said = new.iter().flat_map(|definition| &definition.terms).flat_map(|term| {
        let meaning = if let Meaning::Iri(iri) = &term.meaning { Some(iri) } else { None };
        let datatype = if let Coercion::Datatype(iri) = &term.coercion { Some(iri) } else { None };
        [meaning, datatype].into_iter().flatten()
    });
    for iri in said.chain(new.iter().filter_map(|definition| definition.vocab.as_ref())) {
        if let Some((prefix, rest)) = iri.split_once(':')
            && !rest.starts_with("//")
            && !SCHEMES.contains(&prefix)
        {
            return Err(ContextError::MissingPrefix { iri: cut(iri), prefix: cut(prefix) });
        }
    }
    Ok(())
}

/// The definitions with all that are scoped to their terms; how deep scopes nest was capped when they were read.
fn every_definition(definitions: &[Definition]) -> Vec<&Definition> {
    let mut all: Vec<&Definition> = definitions.iter().collect();
    let mut at = 0_usize;
    while let Some(definition) = all.get(at).copied() {
        all.extend(definition.terms.iter().filter_map(|term| term.scoped.as_deref()).flatten());
        at = at.saturating_add(1);
    }
    all
}

fn first_difference(known: &[Definition], other: &[Definition]) -> Option<String> {
    if known.len() != other.len() {
        return Some("@context".to_owned());
    }
    known.iter().zip(other).find_map(|(known, other)| {
        let settings = |definition: &Definition| Definition { terms: Vec::new(), ..definition.clone() };
        if settings(known) != settings(other) {
            return Some("@context".to_owned());
        }
        let mut pairs: BTreeMap<&str, (Option<&Term>, Option<&Term>)> = BTreeMap::new();
        for term in &known.terms {
            pairs.entry(&term.name).or_default().0 = Some(term);
        }
        for term in &other.terms {
            pairs.entry(&term.name).or_default().1 = Some(term);
        }
        pairs.into_iter().find_map(|(name, pair)| term_difference(name, pair))
    })
}

fn term_difference(name: &str, pair: (Option<&Term>, Option<&Term>)) -> Option<String> {
    let (Some(known), Some(other)) = pair else { return Some(name.to_owned()) };
    if known == other {
        return None;
    }
    let inside = known.scoped.as_deref().zip(other.scoped.as_deref()).and_then(|(a, b)| first_difference(a, b));
    Some(inside.map_or_else(|| name.to_owned(), |inside| format!("{name}/{inside}")))
}

/// Version 1.1 of the data model.
const FIRST: &str = "https://www.w3.org/2018/credentials/v1";
/// The contexts whose words nobody may change: what typed readers of this library rely on.
const GUARDED: [&str; 15] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    FIRST,
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context.json",
    "https://w3id.org/security/data-integrity/v2",
    "https://w3id.org/security/data-integrity/v1",
    "https://w3id.org/vc/status-list/2021/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/suites/ed25519-2020/v1",
    Contexts::EXTENSION,
];

/// Schemes without `//` that identifiers have; any other is taken for a prefix.
const SCHEMES: [&str; 7] = ["did", "info", "mailto", "ni", "tag", "tel", "urn"];
