//! The context documents at hand.

use super::super::contexts::Contexts;
use super::super::error::cut;
use super::error::{Error, Place};
use super::fault::Fault;
use super::part::Part;
use crate::base::limits::Limits;
use crate::codec::json::Document;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Context documents by URL: those of the caller, then the known ones. Each is read once, when it is first named.
pub(super) struct Library<'a> {
    documents: &'a BTreeMap<String, Vec<u8>>,
    known: &'a Contexts,
    limits: &'a Limits,
    first: OnceCell<Box<Volume>>,
}

/// A context document that was read, and the one read after it.
pub(super) struct Volume {
    pub(super) url: Box<str>,
    document: Document,
    next: OnceCell<Box<Volume>>,
}

impl<'a> Library<'a> {
    pub(super) fn new(documents: &'a BTreeMap<String, Vec<u8>>, known: &'a Contexts, limits: &'a Limits) -> Self {
        Self { documents, known, limits, first: OnceCell::new() }
    }

    /// The document of `url`, which `at` names.
    pub(super) fn open(&self, url: &str, at: Part<'_>) -> Result<&Volume, Error> {
        let mut place = &self.first;
        let mut read: usize = 0;
        while let Some(volume) = place.get() {
            if *volume.url == *url {
                return Ok(volume);
            }
            read = read.saturating_add(1);
            place = &volume.next;
        }
        if read >= self.limits.contexts {
            return Err(Error::TooManyContexts { at: Place::of(at), limit: self.limits.contexts });
        }
        let document = self.read(url, at)?;
        Ok(place.get_or_init(|| Box::new(Volume { url: url.into(), document, next: OnceCell::new() })))
    }

    fn read(&self, url: &str, at: Part<'_>) -> Result<Document, Error> {
        let broken = |error| Error::ContextJson { url: cut(url), error };
        if let Some(bytes) = self.documents.get(url) {
            return Document::parse(bytes, self.limits).map_err(broken);
        }
        let unknown = || Error::UnknownContext { at: Place::of(at), url: cut(url) };
        let text = self.known.to_json_ld(url).filter(|_| url != Contexts::EXTENSION).ok_or_else(unknown)?;
        // Our own text: a caller's tighter limits are not about it.
        Document::parse(text.as_bytes(), &Limits::DEFAULT).map_err(broken)
    }
}

impl Volume {
    /// Its `@context`.
    pub(super) fn context(&self) -> Result<Part<'_>, Error> {
        let root = Part { node: self.document.root(), context: Some(&self.url) };
        let refused = || root.refused(Fault::InvalidRemoteContext, "an object with a member `@context`");
        root.get("@context").ok_or_else(refused)
    }
}
