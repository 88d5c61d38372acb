//! Documents from elsewhere that a verification needs: named by the badge, fetched by the caller, judged here.

use crate::base::limits::Limits;
use crate::proof::web;
use crate::verify::{Error, Presented, danger};
use std::collections::BTreeMap;

/// A document that some check of a badge would read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Need {
    /// What it is for.
    pub kind: NeedKind,
    /// The https URL to fetch it from.
    pub url: String,
}

/// What a needed document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NeedKind {
    /// The DID document or controller document of the issuer.
    IssuerDocument,
}

/// Fetched documents by URL. What is absent makes a check *unknown*, never a pass and never a fail.
#[derive(Debug, Clone, Default)]
pub struct Materials {
    documents: BTreeMap<String, Vec<u8>>,
}

impl Materials {
    /// Nothing at hand: the badge is judged offline.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Asks `fetch` for each document that the badge needs; `None` says that it could not be had.
    ///
    /// # Errors
    ///
    /// A document larger than [`Limits::document_bytes`].
    pub fn gather(
        badge: &Presented,
        limits: &Limits,
        mut fetch: impl FnMut(&Need) -> Option<Vec<u8>>,
    ) -> Result<Self, Error> {
        let mut materials = Self::none();
        for need in badge.needs() {
            if let Some(bytes) = fetch(&need) {
                materials.insert(&need.url, bytes, limits)?;
            }
        }
        Ok(materials)
    }

    /// Adds one document under the URL that it was fetched from.
    ///
    /// # Errors
    ///
    /// A document larger than [`Limits::document_bytes`].
    pub fn insert(&mut self, url: &str, bytes: Vec<u8>, limits: &Limits) -> Result<(), Error> {
        if bytes.len() > limits.document_bytes {
            return Err(Error::MaterialTooLarge { url: url.to_owned(), limit: limits.document_bytes });
        }
        self.documents.insert(url.to_owned(), bytes);
        Ok(())
    }

    pub(crate) fn find(&self, url: &str) -> Option<&[u8]> {
        self.documents.get(url).map(Vec::as_slice)
    }
}

impl Presented {
    /// The documents that checks of this badge would read, each once. Nothing for a `did:key` or `did:jwk` issuer.
    #[must_use]
    pub fn needs(&self) -> Vec<Need> {
        danger::issuer_id(self)
            .and_then(issuer_document_url)
            .map(|url| Need { kind: NeedKind::IssuerDocument, url })
            .into_iter()
            .collect()
    }
}

/// Where the document of an issuer lies: a `did:web` by its rule, an https id at itself, a self-certifying id nowhere.
pub(crate) fn issuer_document_url(issuer: &str) -> Option<String> {
    if issuer.starts_with("did:web:") {
        return web::document_url(issuer).ok();
    }
    issuer.starts_with("https://").then(|| issuer.split('#').next().unwrap_or(issuer).to_owned())
}
