//! The registry of known contexts: bundled tables, and documents that a caller registers.

use super::definition::Definition;
use super::error::Error;
use super::notation::Table;
use super::print;
use super::vocab;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// The contexts that documents may name, each found by its byte-exact URL. Nothing is ever fetched.
///
/// Building one is cheap: a bundled table is read when a document first names it. Share it by reference.
#[derive(Debug, Clone)]
pub struct Contexts {
    entries: Vec<Arc<Entry>>,
}

impl Contexts {
    /// The bundled contexts: of the W3C credentials and security standards, Open Badges, CLR.
    #[must_use]
    pub fn bundled() -> Self {
        let entries = vocab::TABLES.iter().filter_map(|(_, text)| Some(Entry::new(Table::parse(text).ok()?)));
        Self { entries: entries.map(Arc::new).collect() }
    }

    /// Every known context, current and historic.
    pub fn list(&self) -> impl Iterator<Item = &ContextInfo> {
        self.entries.iter().map(|entry| entry.info())
    }

    /// The context document of `url` written out as JSON-LD from its table: equal in meaning, not in bytes.
    /// `None` when `url` names no known context.
    #[must_use]
    pub fn to_json_ld(&self, url: &str) -> Option<String> {
        Some(print::document(self.find(url)?.definitions().ok()?))
    }

    /// The context that `url` names today; the match is byte for byte.
    pub(crate) fn find(&self, url: &str) -> Option<&Entry> {
        let mut entries = self.entries.iter().map(|entry| &**entry);
        entries.find(|entry| entry.info.role == Role::Current && entry.info.urls.iter().any(|known| known == url))
    }
}

/// What is known about a context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextInfo {
    urls: Vec<Cow<'static, str>>,
    sha256: Cow<'static, str>,
    role: Role,
    note: Cow<'static, str>,
}

impl ContextInfo {
    /// The URL that documents name.
    #[must_use]
    pub fn url(&self) -> &str {
        self.urls.first().map_or("", |url| url)
    }

    /// The other URLs of the same document.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.urls.iter().skip(1).map(|url| &**url)
    }

    /// SHA-256 of the published document, in lower-case hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Whether the URL means this document now, or once did.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// A sentence for a person.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }
}

/// Whether a URL means a document now, or once did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// What the URL means now.
    Current,
    /// What the URL once meant: it explains an old signature.
    Historic,
}

/// A context of the registry.
#[derive(Debug)]
pub(crate) struct Entry {
    info: ContextInfo,
    table: Option<Table<'static>>,
    definitions: OnceLock<Result<Arc<[Definition]>, Error>>,
}

impl Entry {
    fn new(table: Table<'static>) -> Self {
        let info = ContextInfo {
            urls: table.urls.iter().map(|url| Cow::Borrowed(*url)).collect(),
            sha256: Cow::Borrowed(table.sha256),
            role: if table.role == "current" { Role::Current } else { Role::Historic },
            note: Cow::Borrowed(table.note),
        };
        Self { info, table: Some(table), definitions: OnceLock::new() }
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
        let read = || {
            let table = self.table.as_ref().map_or(Ok(Vec::new()), |table| table.definitions(vocab::table));
            match table {
                Ok(definitions) => Ok(Arc::from(definitions)),
                Err(fault) => {
                    Err(Error::Table { url: self.info.url().into(), line: fault.line, expected: fault.expected })
                }
            }
        };
        self.definitions.get_or_init(read).as_ref()
    }
}
