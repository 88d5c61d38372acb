//! The learner shows badges and proves that they are hers: a presentation signed with the key that they name as their subject.

use super::hand::Hand;
use super::{Error, json_string};
use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::Document;
use crate::codec::ld::Contexts;
use crate::proof::data_integrity::{Options, Purpose, proofs};
use crate::proof::{self, Jws, KeyDocument, SdJwt, Signer, SigningKey, Suite};

/// The holder of badges, with the key of the id under which they were issued to it.
#[derive(Debug)]
pub struct Holder {
    hand: Hand,
    contexts: Contexts,
    limits: Limits,
}

impl Holder {
    /// Signs under the `did:key` of the key.
    #[must_use]
    pub fn new(key: SigningKey) -> Self {
        Self::named(KeyDocument::of_did_key(key))
    }

    /// Signs under the names of a key document.
    #[must_use]
    pub fn named(key: KeyDocument) -> Self {
        Self::by(Hand::Key(key))
    }

    /// Signs by a key elsewhere, such as one that a telephone keeps, which a document of `controller` lists as `method`.
    #[must_use]
    pub fn signing_by(signer: Box<dyn Signer>, method: &str, controller: Iri) -> Self {
        Self::by(Hand::signing_by(signer, method, controller))
    }

    fn by(hand: Hand) -> Self {
        Self { hand, contexts: Contexts::bundled(), limits: Limits::DEFAULT }
    }

    /// Uses these contexts instead of the bundled ones alone: those of the badges have to be among them.
    #[must_use]
    pub fn with_contexts(mut self, contexts: Contexts) -> Self {
        self.contexts = contexts;
        self
    }

    /// Shows badges (JSON texts and tokens) to whoever asked for `challenge`, at `domain` if the verifier has one: a verifiable
    /// presentation as a JSON text (VCDM 2.0 §4.13, Data Integrity §2.1). The badges stay as they were written; a token stands in an
    /// EnvelopedVerifiableCredential.
    ///
    /// The challenge is what makes it new: without one that the verifier chose anybody could show the same presentation again.
    ///
    /// # Errors
    ///
    /// Texts that are neither JSON objects nor tokens; `proof.base-proof` for a badge that is for the holder alone, who shows what she derived
    /// from it; and what [`sign`](crate::proof::data_integrity::sign) refuses, such as badges under contexts that are not known here.
    pub fn present(
        &self,
        badges: &[&str],
        challenge: &str,
        domain: Option<&str>,
        now: Timestamp,
    ) -> Result<String, Error> {
        let mut texts = Vec::new();
        for badge in badges {
            texts.push(self.entry(badge.trim_ascii())?);
        }
        let holder = json_string(self.hand.controller());
        let text = format!(
            r#"{{"@context":["{V2}"],"type":["VerifiablePresentation"],"holder":{holder},"verifiableCredential":[{}]}}"#,
            texts.join(",")
        );
        let unsigned = Document::parse(text.as_bytes(), &self.limits)?;
        let options = Options::new(Suite::of(self.hand.verifying_key().algorithm()))
            .with_created(now)
            .with_verification_method(self.hand.method())
            .with_purpose(Purpose::Authentication)
            .with_challenge(challenge);
        let options = match domain {
            Some(domain) => options.with_domain(domain),
            None => options,
        };
        let signed = self.hand.sign(&unsigned, &options, &self.contexts, &self.limits)?;
        Ok(signed.as_str().to_owned())
    }

    /// Shows a badge that is an SD-JWT to whoever asked for `challenge` at `domain`: of what may be hidden only that to which the JSON
    /// Pointers lead, with the signature of the key that the badge names as its holder's (RFC 9901 §4.3).
    ///
    /// # Errors
    ///
    /// Those of [`SdJwt::parse`], [`SdJwt::show`] and [`SdJwt::bind`]: among them `sd-jwt.other-holder` for a badge of another key, and
    /// `sd-jwt.no-holder` for one that names none.
    pub fn show(
        &self,
        badge: &str,
        pointers: &[&str],
        challenge: &str,
        domain: &str,
        now: Timestamp,
    ) -> Result<String, Error> {
        let part = SdJwt::parse(badge.trim_ascii(), &self.limits)?.show(pointers, &self.limits)?;
        let shown = part.bind(challenge, domain, now, self.hand.signer()?, &self.limits)?;
        Ok(shown.as_str().to_owned())
    }

    /// A badge as it stands in a presentation. It is read by itself, so that what is no whole text cannot break out of its place.
    fn entry(&self, badge: &str) -> Result<String, Error> {
        if badge.starts_with('{') {
            let badge = Document::parse(badge.as_bytes(), &self.limits)?;
            self.refuse_base(&badge)?;
            return Ok(badge.as_str().to_owned());
        }
        let media_type = match SdJwt::is_one(badge) {
            true => SdJwt::parse(badge, &self.limits)?.jws().header()?.kind().unwrap_or_default().to_owned(),
            false => Jws::parse(badge, &self.limits).map(|_| "vc+jwt".to_owned())?,
        };
        let id = json_string(&format!("data:application/{media_type},{badge}"));
        Ok(format!(r#"{{"@context":"{V2}","id":{id},"type":"EnvelopedVerifiableCredential"}}"#))
    }

    /// Whoever has a base proof can show any part of the badge. Other faults of proofs are the verifier's to find.
    fn refuse_base(&self, badge: &Document) -> Result<(), Error> {
        let proofs = proofs(badge.root(), &self.limits).unwrap_or_default();
        match proofs.iter().find(|proof| proof.is_base()) {
            Some(proof) => Err(proof::Error::BaseProof { at: proof.node().pointer() }.into()),
            None => Ok(()),
        }
    }
}

const V2: &str = "https://www.w3.org/ns/credentials/v2";
