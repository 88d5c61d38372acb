//! The registry of known contexts: bundled tables, and documents that a caller registers.

use super::active::Roots;
use super::context_error::ContextError;
use super::definition::Definition;
use super::error::{Error, cut};
use super::notation::Table;
use super::{print, vocab};
use crate::base::iri;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// The contexts that documents may name, each found by its byte-exact URL. Nothing is ever fetched.
///
/// Building one is cheap: a bundled table is read when a document first names it. Share it by reference.
#[derive(Debug, Clone)]
pub struct Contexts {
    /// Those that documents can name, the first of equal URLs first.
    live: Vec<Arc<Entry>>,
    historic: Vec<Arc<Entry>>,
    /// Those that stand written out in documents.
    pub(super) inline: Vec<Arc<Entry>>,
    extension: Option<Arc<Entry>>,
    /// What documents were read under, compiled; clones share it, for it is found by definitions, not by URL.
    roots: Arc<Roots>,
}

impl Contexts {
    /// The name of the project's own context in [`to_json_ld`](Self::to_json_ld); it has no address until an issuer
    /// hosts it.
    pub const EXTENSION: &'static str = "extension";

    /// The bundled contexts: those of the W3C credential and security standards, Open Badges and CLR.
    #[must_use]
    pub fn bundled() -> Self {
        let entry = |text| Some(Arc::new(Entry::bundled(Table::parse(text).ok()?)));
        let entries = vocab::TABLES.iter().filter_map(|(_, text)| entry(*text));
        let (historic, live) = entries.partition(|entry| entry.info.role == Role::Historic);
        Self { live, historic, inline: Vec::new(), extension: entry(vocab::EXTENSION), roots: Arc::default() }
    }

    /// Every context that documents can name, then those that their URLs once meant.
    pub fn list(&self) -> impl Iterator<Item = &ContextInfo> {
        self.live.iter().chain(&self.historic).map(|entry| entry.info())
    }

    /// What the URL `url` once meant, newest first: each can be [put in force](Self::with_historic).
    pub fn historic(&self, url: &str) -> impl Iterator<Item = &ContextInfo> {
        self.historic.iter().map(|entry| entry.info()).filter(move |info| info.has_url(url))
    }

    /// The same contexts, but the historic document with this SHA-256 (lower-case hexadecimal) is what its URL means.
    /// It explains a signature that only holds under an old context; `None` when no historic document has this digest.
    #[must_use]
    pub fn with_historic(&self, sha256: &str) -> Option<Self> {
        let at = self.historic.iter().position(|entry| entry.info.sha256 == sha256)?;
        let mut contexts = self.clone();
        let entry = contexts.historic.remove(at);
        contexts.live.insert(0, entry);
        Some(contexts)
    }

    /// Lets documents name the project's own context by `url`, where an issuer hosts it. The caller answers for it that
    /// the document there is the one that [`to_json_ld`](Self::to_json_ld) writes.
    ///
    /// # Errors
    ///
    /// `ld.context-address` when `url` is no absolute IRI, `ld.context-known` when it names another context.
    pub fn host_extension(&mut self, url: &str) -> Result<(), Error> {
        let Some(extension) = &self.extension else { return Ok(()) };
        match self.find(url).map(Entry::info) {
            Some(known) if known.role == Role::Extension => return Ok(()),
            Some(known) => {
                return Err(ContextError::Known { url: url.into(), known: known.sha256().into() }.into());
            }
            None => Self::check_address(url)?,
        }
        let info = ContextInfo { urls: vec![Cow::Owned(url.into())], ..extension.info.clone() };
        let entry = Entry { info, table: extension.table.clone(), definitions: extension.definitions.clone() };
        self.add(entry);
        Ok(())
    }

    /// The context document of `url`, or of [`EXTENSION`](Self::EXTENSION), written out as JSON-LD from its table:
    /// equal to the published one in meaning, not in bytes. `None` when `url` names no known context.
    #[must_use]
    pub fn to_json_ld(&self, url: &str) -> Option<String> {
        Some(print::document(self.named(url)?.definitions().ok()?))
    }

    /// What is known about the context that `url` names; the match is byte for byte.
    #[must_use]
    pub fn info(&self, url: &str) -> Option<&ContextInfo> {
        self.find(url).map(Entry::info)
    }

    pub(super) fn roots(&self) -> &Roots {
        &self.roots
    }

    /// The context that `url` names; the match is byte for byte.
    pub(crate) fn find(&self, url: &str) -> Option<&Entry> {
        self.live.iter().map(|entry| &**entry).find(|entry| entry.info.has_url(url))
    }

    /// Like [`find`](Self::find), and the project's own context by its name.
    pub(super) fn named(&self, url: &str) -> Option<&Entry> {
        if url == Self::EXTENSION { self.extension.as_deref() } else { self.find(url) }
    }

    /// Refuses what cannot become the address of a context.
    pub(super) fn check_address(url: &str) -> Result<(), ContextError> {
        if iri::is_absolute(url) { Ok(()) } else { Err(ContextError::Address { url: cut(url) }) }
    }

    pub(super) fn add(&mut self, entry: Entry) {
        self.live.push(Arc::new(entry));
    }
}

/// What is known about a context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextInfo {
    pub(super) urls: Vec<Cow<'static, str>>,
    pub(super) sha256: Cow<'static, str>,
    pub(super) also: Vec<Cow<'static, str>>,
    pub(super) role: Role,
    pub(super) note: Cow<'static, str>,
    pub(super) held: Cow<'static, str>,
    pub(super) has_vocab: bool,
}

impl ContextInfo {
    /// The URL that documents name; empty for a context that stands written out in them.
    #[must_use]
    pub fn url(&self) -> &str {
        self.urls.first().map_or("", |url| url)
    }

    /// The other URLs of the same document.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.urls.iter().skip(1).map(|url| &**url)
    }

    /// SHA-256 of the published document, in lower-case hexadecimal; of its RFC 8785 form for a context that stands
    /// written out in documents.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Where the context comes from.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// A few words for a person.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }

    /// When a historic document was what its URL meant, such as `2022-05-23 to 2022-05-26`; `None` for all others.
    #[must_use]
    pub fn held(&self) -> Option<&str> {
        Some(&*self.held).filter(|held| !held.is_empty())
    }

    /// Whether the context signs words that nobody defined (`@vocab`): a warning, since a misspelt key is no error then.
    #[must_use]
    pub fn has_vocab(&self) -> bool {
        self.has_vocab
    }

    fn has_url(&self, url: &str) -> bool {
        self.urls.iter().any(|known| known == url)
    }

    /// Whether `sha256` (lower-case hexadecimal) is the digest of the published bytes, or of other bytes in which the
    /// same JSON is known to circulate.
    #[must_use]
    pub fn has_digest(&self, sha256: &str) -> bool {
        self.sha256 == sha256 || self.also.iter().any(|known| known == sha256)
    }
}

/// Where a context comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// A bundled table: what the URL means now.
    Current,
    /// A bundled table: what the URL once meant. It explains an old signature.
    Historic,
    /// The project's own context, at an issuer's address.
    Extension,
    /// A document that the caller registered.
    Registered,
    /// An object that stands written out in documents, which the caller registered.
    Inline,
}

/// A context of the registry.
#[derive(Debug)]
pub(crate) struct Entry {
    info: ContextInfo,
    table: Option<Table<'static>>,
    definitions: OnceLock<Result<Arc<[Definition]>, Error>>,
}

impl Entry {
    fn bundled(table: Table<'static>) -> Self {
        let info = ContextInfo {
            urls: table.urls.iter().copied().map(Cow::Borrowed).collect(),
            sha256: Cow::Borrowed(table.sha256),
            also: table.also.iter().copied().map(Cow::Borrowed).collect(),
            role: match table.role {
                "current" => Role::Current,
                "extension" => Role::Extension,
                _ => Role::Historic,
            },
            note: Cow::Borrowed(table.note),
            held: Cow::Borrowed(table.held),
            has_vocab: false,
        };
        Self { info, table: Some(table), definitions: OnceLock::new() }
    }

    /// A context that was read from a document.
    #[cfg(feature = "contexts")]
    pub(super) fn registered(info: ContextInfo, definitions: Arc<[Definition]>) -> Self {
        Self { info, table: None, definitions: OnceLock::from(Ok(definitions)) }
    }

    /// What is known about the context.
    pub(crate) fn info(&self) -> &ContextInfo {
        &self.info
    }

    /// The definitions, to be applied in order.
    ///
    /// # Errors
    ///
    /// `ld.table` when a bundled table does not follow the notation, which the tests rule out.
    pub(crate) fn definitions(&self) -> Result<&Arc<[Definition]>, &Error> {
        self.definitions.get_or_init(|| self.read()).as_ref()
    }

    fn read(&self) -> Result<Arc<[Definition]>, Error> {
        let definitions = self.table.as_ref().map_or(Ok(Vec::new()), |table| table.definitions(vocab::table));
        definitions.map(Arc::from).map_err(|fault| Error::Table {
            url: self.info.url().into(),
            line: fault.line,
            expected: fault.expected,
        })
    }
}
