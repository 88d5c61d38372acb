//! Floor 3: the issuer decides. A micro-credential becomes a signed badge; key, id and time are arguments.

mod always;
mod disclosing;
mod endorsement;
mod error;
mod hand;
mod holder;
mod prepared;
mod publication;
mod publish;
#[cfg(feature = "ecdsa")]
mod selective;
mod signed;
mod status_event;
mod status_list;
mod token;

pub use disclosing::Disclosing;
pub use endorsement::Endorsement;
pub use error::Error;
pub use holder::Holder;
pub use prepared::Prepared;
pub use publication::Publication;
pub use signed::Signed;
pub use status_event::{StatusEvent, StatusPurpose};
pub use status_list::StatusList;
pub use token::PreparedToken;

use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::Document;
use crate::codec::ld::Contexts;
use crate::model::{MicroCredential, Organisation};
use crate::proof::data_integrity::{self, Options};
use crate::proof::{KeyDocument, Signer, SigningKey, Suite, VerifyingKey};
use crate::wire::map::{self, Encoding, Issue};
use crate::wire::ob3::{Credential, CredentialStatus};
use hand::Hand;
use std::sync::Arc;

/// An issuer: a signing key with its names, the suite and the encoding in which it writes.
///
/// The award's first awarding body, else its provider, is the organisation that issues. It is named by the key's controller: a
/// `did:key`, which anyone can verify offline, or the `https` or `did:web` id whose document lists the key.
#[derive(Debug)]
pub struct Issuer {
    hand: Arc<Hand>,
    suite: Suite,
    encoding: Encoding,
    contexts: Contexts,
    limits: Limits,
    statuses: Vec<CredentialStatus>,
}

impl Issuer {
    /// Signs under the `did:key` of the key, with the suite of its algorithm that signs statements ([`Suite::of`]), in the portable
    /// encoding.
    #[must_use]
    pub fn new(key: SigningKey) -> Self {
        Self::named(KeyDocument::of_did_key(key))
    }

    /// Signs under the names of a key document.
    #[must_use]
    pub fn named(key: KeyDocument) -> Self {
        Self::by(Hand::Key(key))
    }

    /// Signs by a key elsewhere, which a document of `controller` lists as `method`; for a `did:key` see [`did::key_method`](crate::proof::did::key_method) and
    /// [`did::key_did`](crate::proof::did::key_did).
    #[must_use]
    pub fn signing_by(signer: Box<dyn Signer>, method: &str, controller: Iri) -> Self {
        Self::by(Hand::signing_by(signer, method, controller))
    }

    /// Only prepares badges, for a key that signs later and elsewhere, which a document of `controller` lists as `method`: see
    /// [`prepare`](Self::prepare) and [`prepare_token`](Self::prepare_token).
    #[must_use]
    pub fn preparing_for(key: VerifyingKey, method: &str, controller: Iri) -> Self {
        Self::by(Hand::Elsewhere { key, method: method.to_owned(), controller, signer: None })
    }

    fn by(hand: Hand) -> Self {
        Self {
            suite: Suite::of(hand.verifying_key().algorithm()),
            hand: Arc::new(hand),
            encoding: Encoding::Portable,
            contexts: Contexts::bundled(),
            limits: Limits::DEFAULT,
            statuses: Vec::new(),
        }
    }

    /// Signs with another suite.
    #[must_use]
    pub fn with_suite(mut self, suite: Suite) -> Self {
        self.suite = suite;
        self
    }

    /// Writes in another encoding. The extended one needs its context among [`with_contexts`](Self::with_contexts).
    #[must_use]
    pub fn with_encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// Uses these contexts instead of the bundled ones alone.
    #[must_use]
    pub fn with_contexts(mut self, contexts: Contexts) -> Self {
        self.contexts = contexts;
        self
    }

    /// The same issuer, whose badges bear these entries, in whatever form it issues them: see [`StatusList::entry`]. That is for one badge,
    /// as those that share a place are revoked together.
    #[must_use]
    pub fn bearing(&self, statuses: Vec<CredentialStatus>) -> Self {
        Self {
            hand: Arc::clone(&self.hand),
            suite: self.suite,
            encoding: self.encoding.clone(),
            contexts: self.contexts.clone(),
            limits: self.limits.clone(),
            statuses,
        }
    }

    /// Issues an award as a badge with the given id, valid from `now` on (Open Badges 3.0 §B.1.1; VC Data Integrity §4.2).
    ///
    /// The badge says nothing about its own end: [`issue_until`](Self::issue_until) does.
    ///
    /// # Errors
    ///
    /// `issue.nobody` for an award without provider and awarding body, `issue.key` when the organisation has another id than the
    /// key's controller, and what [`map::to_credential`] and [`data_integrity::sign`] refuse.
    pub fn issue(&self, award: &MicroCredential, id: Iri, now: Timestamp) -> Result<Signed, Error> {
        self.issue_until(award, id, now, None)
    }

    /// As [`issue`](Self::issue), valid until an instant.
    ///
    /// # Errors
    ///
    /// As [`issue`](Self::issue), `issue.reversed` for an end before `now`, and `issue.no-signer` of an issuer that
    /// [only prepares](Self::preparing_for).
    pub fn issue_until(
        &self,
        award: &MicroCredential,
        id: Iri,
        now: Timestamp,
        until: Option<Timestamp>,
    ) -> Result<Signed, Error> {
        self.sign_text(&self.credential(award, id, now, until)?.to_json(), now, &self.limits)
    }

    /// Begins a badge whose signature is made later and elsewhere: what [`issue_until`](Self::issue_until) does up to the
    /// signature. Nothing of the badge can change any more.
    ///
    /// # Errors
    ///
    /// As [`issue_until`](Self::issue_until).
    pub fn prepare(
        &self,
        award: &MicroCredential,
        id: Iri,
        now: Timestamp,
        until: Option<Timestamp>,
    ) -> Result<Prepared, Error> {
        let (unsigned, options) = self.write(award, id, now, until)?;
        let key = self.hand.verifying_key();
        let proof = data_integrity::prepare(&unsigned, key, &options, &self.contexts, &self.limits)?;
        Ok(Prepared { proof, limits: self.limits.clone() })
    }

    /// The credential without its proof, and what the proof will say.
    fn write(
        &self,
        award: &MicroCredential,
        id: Iri,
        now: Timestamp,
        until: Option<Timestamp>,
    ) -> Result<(Document, Options), Error> {
        self.unsigned(&self.credential(award, id, now, until)?.to_json(), now, &self.limits)
    }

    /// Signs a credential as it is written.
    fn sign_text(&self, credential: &str, now: Timestamp, limits: &Limits) -> Result<Signed, Error> {
        let (unsigned, options) = self.unsigned(credential, now, limits)?;
        let document = self.hand.sign(&unsigned, &options, &self.contexts, limits)?;
        Ok(Signed::new(document.to_shared_text(), self.limits.clone()))
    }

    fn unsigned(&self, credential: &str, now: Timestamp, limits: &Limits) -> Result<(Document, Options), Error> {
        let unsigned = Document::parse(with_proof_array(credential).as_bytes(), limits)?;
        let options = Options::new(self.suite).with_created(now).with_verification_method(self.hand.method());
        Ok((unsigned, options))
    }

    fn credential(
        &self,
        award: &MicroCredential,
        id: Iri,
        now: Timestamp,
        until: Option<Timestamp>,
    ) -> Result<Credential, Error> {
        check_order(now, until)?;
        let award = self.identify(award)?;
        let mut issue = Issue::new(id, now).with_encoding(self.encoding.clone());
        if let Some(until) = until {
            issue = issue.with_valid_until(until);
        }
        let credential = map::to_credential(&award, &issue)?;
        Ok(Credential { statuses: self.statuses.clone(), ..credential })
    }

    /// Issues many awards one after the other, in their order, each with its id, as [`issue`](Self::issue) does.
    pub fn issue_many<'i>(
        &'i self,
        awards: impl IntoIterator<Item = (&'i MicroCredential, Iri)>,
        now: Timestamp,
    ) -> impl Iterator<Item = Result<Signed, Error>> {
        awards.into_iter().map(move |(award, id)| self.issue(award, id, now))
    }

    /// As [`issue_many`](Self::issue_many), on the threads of a pool; the results are in the order of the awards.
    #[cfg(feature = "rayon")]
    pub fn issue_many_on<'i>(
        &self,
        pool: &rayon::ThreadPool,
        awards: impl IntoIterator<Item = (&'i MicroCredential, Iri)>,
        now: Timestamp,
    ) -> Vec<Result<Signed, Error>> {
        use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
        let awards: Vec<_> = awards.into_iter().collect();
        pool.install(|| awards.into_par_iter().map(|(award, id)| self.issue(award, id, now)).collect())
    }

    /// The award with its issuing organisation named by the id that the key speaks for.
    fn identify(&self, award: &MicroCredential) -> Result<MicroCredential, Error> {
        let organisation = award.awarding_bodies().first().or(award.provider()).ok_or(Error::Nobody)?;
        let controller = self.hand.controller();
        match organisation.id().map(Iri::as_str) {
            Some(id) if id == controller => Ok(award.clone()),
            Some(id) => Err(Error::Key { organisation: id.to_owned(), key: controller.to_owned() }),
            None => name_issuer(award, organisation, controller),
        }
    }
}

/// Nothing ends before it starts.
fn check_order(from: Timestamp, until: Option<Timestamp>) -> Result<(), Error> {
    until.filter(|until| *until < from).map_or(Ok(()), |until| Err(Error::Reversed { from, until }))
}

fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Open Badges 3.0 writes `proof` as an array even for one: the empty one makes the signer append to it.
fn with_proof_array(credential: &str) -> String {
    let members = credential.strip_suffix('}').unwrap_or(credential);
    format!("{members},\"proof\":[]}}")
}

fn name_issuer(award: &MicroCredential, organisation: &Organisation, id: &str) -> Result<MicroCredential, Error> {
    let named = organisation.clone().with_id(Iri::parse(id)?);
    let mut bodies = award.awarding_bodies().to_vec();
    Ok(match bodies.first_mut() {
        Some(first) => {
            *first = named;
            award.clone().with_awarding_bodies(bodies)
        }
        None => award.clone().with_provider(named),
    })
}
