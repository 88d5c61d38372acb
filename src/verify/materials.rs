//! Documents from elsewhere that a verification needs: named by the badge, fetched by the caller, judged here.

use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::{Document, Node};
use crate::proof::controller::Controller;
use crate::proof::data_integrity::{Proof, Purpose, proofs};
use crate::proof::{key_set_url, web};
#[cfg(feature = "schema")]
use crate::verify::checks;
use crate::verify::policy::Policy;
use crate::verify::status::Entry;
use crate::verify::token::Token;
use crate::verify::{Error, Presented, danger};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

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
    /// The DID document, controller document or profile of the issuer.
    IssuerDocument,
    /// The key set of an https issuer's host.
    KeySet,
    /// The document of a key to which the issuer's document refers.
    KeyDocument,
    /// The DID document, controller document or profile of who endorses the badge or one of its endorsers.
    EndorserDocument,
    /// A JSON Schema that the badge or an endorsement declares, asked for by builds with the feature `schema` alone.
    Schema,
    /// The DID document or controller document of who shows badges.
    HolderDocument,
    /// A list in which the issuer says which badges it took back.
    StatusList,
    /// A newer badge from the service that a badge names: see [`Presented::refresh_url`]. No check needs it.
    NewerBadge,
}

impl NeedKind {
    /// How many bytes such a document has at most.
    fn limit(self, limits: &Limits) -> usize {
        match self {
            Self::StatusList => limits.status_list_bytes,
            Self::IssuerDocument
            | Self::KeySet
            | Self::KeyDocument
            | Self::EndorserDocument
            | Self::Schema
            | Self::HolderDocument
            | Self::NewerBadge => limits.document_bytes,
        }
    }
}

/// Fetched documents by URL. What is absent adds nothing: a check that nothing at hand decides is *unknown*, never a fail.
#[derive(Debug, Clone, Default)]
pub struct Materials {
    documents: BTreeMap<String, Arc<[u8]>>,
    seen: BTreeMap<String, Timestamp>,
    fetched: BTreeMap<String, Timestamp>,
    /// Documents that were at hand and are older than the policy allows.
    outdated: BTreeSet<String>,
    /// How often it was added to.
    state: u64,
}

impl Materials {
    /// Nothing at hand: the badge is judged offline.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Asks `fetch` for each document that the badge needs, and then for those to which the first ones refer; `None` says that one
    /// could not be had.
    ///
    /// # Errors
    ///
    /// A document larger than [`Limits::document_bytes`], or a status list larger than [`Limits::status_list_bytes`].
    pub fn gather(
        badge: &Presented,
        limits: &Limits,
        mut fetch: impl FnMut(&Need) -> Option<Vec<u8>>,
    ) -> Result<Self, Error> {
        let mut materials = Self::none();
        for need in badge.needs() {
            if let Some(bytes) = fetch(&need) {
                materials.insert_within(need.kind.limit(limits), &need.url, bytes)?;
            }
        }
        for need in materials.further_needs(badge, limits) {
            if let Some(bytes) = fetch(&need) {
                materials.insert_within(need.kind.limit(limits), &need.url, bytes)?;
            }
        }
        Ok(materials)
    }

    /// The documents to which the ones at hand refer: those of keys that the issuer's own document names, for proofs by these keys.
    /// Nothing that only the badge names is ever among them.
    #[must_use]
    pub fn further_needs(&self, badge: &Presented, limits: &Limits) -> Vec<Need> {
        let mut needs = self.further_needs_of_one(badge, limits);
        for endorsement in badge.enclosures().presented() {
            add(&mut needs, self.further_needs(endorsement, limits));
        }
        needs
    }

    fn further_needs_of_one(&self, badge: &Presented, limits: &Limits) -> Vec<Need> {
        let mut needs = Vec::new();
        let Some(issuer) = danger::issuer_id(badge) else { return needs };
        let Some(bytes) = document_url(issuer).and_then(|url| self.find(&url)) else { return needs };
        let Ok(document) = Document::parse(bytes, limits) else { return needs };
        let Ok(controller) = Controller::read(document.root(), issuer) else { return needs };
        let proofs = proofs(badge.document().root(), limits).unwrap_or_default();
        let named = badge.token().and_then(Token::key_id);
        for method in proofs.iter().map(Proof::verification_method).chain(named) {
            let holder = method.split('#').next().unwrap_or(method);
            let url = document_url(holder)
                .filter(|url| self.find(url).is_none() && controller.refers_to(Purpose::AssertionMethod, method));
            let need = url.map(|url| Need { kind: NeedKind::KeyDocument, url });
            needs.extend(need.filter(|need| !needs.contains(need)));
        }
        needs
    }

    /// Adds one document under the URL that it was fetched from.
    ///
    /// # Errors
    ///
    /// A document larger than [`Limits::status_list_bytes`], the largest that any check reads.
    pub fn insert(&mut self, url: &str, bytes: Vec<u8>, limits: &Limits) -> Result<(), Error> {
        self.insert_within(limits.status_list_bytes.max(limits.document_bytes), url, bytes)
    }

    fn insert_within(&mut self, limit: usize, url: &str, bytes: Vec<u8>) -> Result<(), Error> {
        if bytes.len() > limit {
            return Err(Error::MaterialTooLarge { url: url.to_owned(), limit });
        }
        self.documents.insert(url.to_owned(), bytes.into());
        self.state = self.state.wrapping_add(1);
        Ok(())
    }

    /// Says of when (`validFrom`) the newest status list at a URL is that the caller has seen: an older one counts for nothing, so that
    /// nobody can serve again what was true before a revocation.
    pub fn insist_on(&mut self, url: &str, seen: Timestamp) {
        if self.seen.insert(url.to_owned(), seen) != Some(seen) {
            self.state = self.state.wrapping_add(1);
        }
    }

    /// Says when the status list at a URL was fetched: after its `ttl` it counts for nothing.
    pub fn note_fetched(&mut self, url: &str, at: Timestamp) {
        if self.fetched.insert(url.to_owned(), at) != Some(at) {
            self.state = self.state.wrapping_add(1);
        }
    }

    pub(super) fn last_seen(&self, url: &str) -> Option<Timestamp> {
        self.seen.get(url).copied()
    }

    pub(super) fn fetched(&self, url: &str) -> Option<Timestamp> {
        self.fetched.get(url).copied()
    }

    /// Another number after each addition that changes something.
    pub(super) fn state(&self) -> u64 {
        self.state
    }

    /// The document of an address, if it is at hand.
    #[must_use]
    pub fn find(&self, url: &str) -> Option<&[u8]> {
        self.documents.get(url).map(AsRef::as_ref)
    }

    /// Every document by its address, with when it was fetched and of when the newest one is that was seen.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &[u8], Option<Timestamp>, Option<Timestamp>)> {
        self.documents.iter().map(|(url, bytes)| (url.as_str(), &**bytes, self.fetched(url), self.last_seen(url)))
    }

    /// Why there is no document of an address.
    pub(super) fn absent<'u>(&self, url: impl Into<Cow<'u, str>>) -> Absent<'u> {
        let url = url.into();
        Absent { is_outdated: self.outdated.contains(&*url), url }
    }

    /// What of it a policy relies on at a time.
    pub(super) fn under(&self, policy: &Policy, now: Timestamp) -> Cow<'_, Self> {
        let Some(age) = policy.maximum_age() else { return Cow::Borrowed(self) };
        let is_fresh = |url: &String| {
            let fetched = self.fetched.get(url);
            fetched.and_then(|at| at.plus_seconds(age.into())).is_some_and(|until| now <= until)
        };
        let mut relied_on = self.clone();
        relied_on.documents.retain(|url, _| is_fresh(url));
        relied_on.outdated = self.documents.keys().filter(|url| !is_fresh(url)).cloned().collect();
        Cow::Owned(relied_on)
    }
}

/// What is published at an address and was not read, in words.
#[derive(Debug)]
pub(super) struct Absent<'u> {
    url: Cow<'u, str>,
    is_outdated: bool,
}

impl fmt::Display for Absent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_outdated {
            false => write!(f, "at `{}` is not at hand", self.url),
            true => write!(f, "at `{}` was fetched longer ago than the policy allows, or nobody said when", self.url),
        }
    }
}

impl Presented {
    /// The documents that checks of this badge would read, each once: those of its issuer, of whom nothing is needed for a `did:key` or
    /// `did:jwk`, and the lists of its status; and those of its endorsements. Who fetches a list shows its host an interest in one of the badges on it.
    #[must_use]
    pub fn needs(&self) -> Vec<Need> {
        let mut needs = self.own_needs();
        #[cfg(feature = "schema")]
        add(
            &mut needs,
            checks::schema::needed(self.document().root())
                .map(|url| Need { kind: NeedKind::Schema, url: url.to_owned() }),
        );
        for endorsement in self.enclosures().presented() {
            let of_endorser = |need: Need| match need.kind {
                NeedKind::IssuerDocument => Need { kind: NeedKind::EndorserDocument, ..need },
                _ => need,
            };
            add(&mut needs, endorsement.needs().into_iter().map(of_endorser));
        }
        needs
    }

    fn own_needs(&self) -> Vec<Need> {
        let Some(issuer) = danger::issuer_id(self) else { return Vec::new() };
        let document = document_url(issuer).map(|url| Need { kind: NeedKind::IssuerDocument, url });
        let set = key_set_url(issuer).map(|url| Need { kind: NeedKind::KeySet, url });
        let mut needs: Vec<Need> = document.into_iter().chain(set).collect();
        let entries = self.document().root().get("credentialStatus").into_iter().flat_map(Node::one_or_many);
        for url in entries.take(Limits::DEFAULT.status_entries).filter_map(Entry::url) {
            let need = Need { kind: NeedKind::StatusList, url: url.to_owned() };
            if !needs.contains(&need) {
                needs.push(need);
            }
        }
        needs
    }
}

/// Adds those whose documents were not asked for so far.
fn add(needs: &mut Vec<Need>, more: impl IntoIterator<Item = Need>) {
    for need in more {
        if !needs.iter().any(|known| known.url == need.url) {
            needs.push(need);
        }
    }
}

/// Where a document that lists keys lies: that of a `did:web` by its rule, an https one at itself, a key's own nowhere.
pub(super) fn document_url(id: &str) -> Option<String> {
    if id.starts_with("did:web:") {
        return web::document_url(id).ok();
    }
    id.starts_with("https://").then(|| id.split('#').next().unwrap_or(id).to_owned())
}
