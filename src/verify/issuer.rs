//! The key of a proof, and what ties it to the issuer: from the issuer to its document to the method, never the other way
//! (Open Badges 3.0 §8.2; Controlled Identifiers 1.0 §3.3).

use crate::base::time::Timestamp;
use crate::codec::json::Document;
use crate::proof::controller::{Controller, PublishedKey, referred_key};
use crate::proof::data_integrity::{Proof, Purpose};
use crate::proof::{self, KeySet, VerifyingKey, did, key_set_url};
use crate::verify::Verifier;
use crate::verify::materials::{Absent, Materials, document_url};

/// The key of a proof, and what ties it to the issuer.
pub(super) enum Key {
    /// It belongs to the issuer.
    Bound(VerifyingKey, Binding),
    /// There is a key, and nothing ties it to the issuer.
    Unbound(VerifyingKey),
    /// The method is not the issuer's.
    Foreign,
    /// What would tie it to the issuer is not at hand: the document at an address. The key itself may be.
    DocumentMissing(Absent<'static>, Option<VerifyingKey>),
    /// The issuer's document, or the method itself, is not good.
    Refused(proof::Error),
}

/// What ties a key to the issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Binding {
    /// The issuer's id is the key.
    SelfCertifying,
    /// The document of the issuer at this address lists it for assertions.
    Resolved(String),
    /// As [`Resolved`](Self::Resolved), in a form of the past.
    Legacy(String),
    /// The key set of the issuer's authority at this address holds it.
    KeySet(String),
    /// The verifier was given it as the issuer's.
    Pinned,
}

/// A verification method that an issuer is said to have.
pub(super) struct Method<'a> {
    pub(super) id: &'a str,
    /// What its key has to be listed for.
    pub(super) purpose: Purpose,
    /// When the proof says that it was made.
    pub(super) made: Option<Timestamp>,
    pub(super) issuer: &'a str,
    pub(super) materials: &'a Materials,
    pub(super) verifier: &'a Verifier,
    pub(super) now: Timestamp,
}

/// What one source says of a method.
enum Answer {
    /// It decides, for or against.
    Decided(Key),
    /// It is not at hand.
    Missing(Absent<'static>),
    /// It is no source.
    Broken(proof::Error),
    /// It does not know the method, but others.
    Unlisted,
    /// It says nothing of keys.
    Silent,
}

impl Key {
    pub(super) fn find(
        proof: &Proof<'_>,
        issuer: Option<&str>,
        materials: &Materials,
        verifier: &Verifier,
        now: Timestamp,
    ) -> Self {
        let (id, made) = (proof.verification_method(), proof.created());
        let purpose = Purpose::AssertionMethod;
        issuer.map_or(Self::Foreign, |issuer| Method { id, purpose, made, issuer, materials, verifier, now }.key())
    }

    pub(super) fn at_hand(&self) -> Option<&VerifyingKey> {
        match self {
            Self::Bound(key, _) | Self::Unbound(key) | Self::DocumentMissing(_, Some(key)) => Some(key),
            Self::Foreign | Self::DocumentMissing(_, None) | Self::Refused(_) => None,
        }
    }
}

impl Method<'_> {
    /// A key that was pinned counts before any document; then the issuer's own document, which alone can end a key; then the
    /// key set of its authority.
    pub(super) fn key(&self) -> Key {
        if let Some(key) = self.verifier.pinned(self.issuer, self.id) {
            return Key::Bound(key.clone(), Binding::Pinned);
        }
        let own = match did::is_self_certifying(self.id).then(|| self.verifier.keys.resolve(self.id)).transpose() {
            Ok(own) => own,
            Err(error) => return Key::Refused(error),
        };
        match own {
            Some(key) if self.holder() == self.issuer => return Key::Bound(key, Binding::SelfCertifying),
            _ => {}
        }
        let Some(url) = document_url(self.issuer) else { return own.map_or(Key::Foreign, Key::Unbound) };
        let document = self.in_document(url, own.as_ref());
        self.decide(document, || self.in_key_set(), own)
    }

    /// Whether a key that came with the badge is one of the issuer's, whatever its name: the same sources are asked in the same order.
    pub(super) fn confirm(&self, own: VerifyingKey) -> Key {
        if self.verifier.is_pinned(self.issuer, &own) {
            return Key::Bound(own, Binding::Pinned);
        }
        if let Some(method) = did::sole_method(self.issuer) {
            return match self.verifier.keys.resolve(&method) {
                Ok(key) if key == own => Key::Bound(own, Binding::SelfCertifying),
                Ok(_) => Key::Unbound(own),
                Err(error) => Key::Refused(error),
            };
        }
        let Some(url) = document_url(self.issuer) else { return Key::Unbound(own) };
        let bound = |binding| Answer::Decided(Key::Bound(own.clone(), binding));
        let document =
            self.controlled(&url, |controller| match controller.authorises(self.purpose, &own, self.made, self.now) {
                Some(key) => Answer::Decided(resolved(Ok(key), url.clone())),
                None if controller.holds_any() => Answer::Unlisted,
                None => Answer::Silent,
            });
        let set =
            || self.listed(|set, url| if set.holds(&own) { bound(Binding::KeySet(url)) } else { Answer::Unlisted });
        self.decide(document, set, Some(own.clone()))
    }

    /// What the issuer's document says, or else its key set.
    fn decide(&self, document: Answer, set: impl Fn() -> Answer, own: Option<VerifyingKey>) -> Key {
        if let Answer::Decided(key) = document {
            return key;
        }
        match (document, set()) {
            (_, Answer::Decided(key)) => key,
            (Answer::Missing(absent), _) | (Answer::Silent, Answer::Missing(absent)) => {
                Key::DocumentMissing(absent, own)
            }
            (Answer::Broken(error), _) | (Answer::Silent, Answer::Broken(error)) => Key::Refused(error),
            _ => own.map_or_else(|| self.unlisted(), Key::Unbound),
        }
    }

    fn in_document(&self, url: String, own: Option<&VerifyingKey>) -> Answer {
        self.controlled(&url, |controller| {
            if controller.refers_to(self.purpose, self.id) {
                return Answer::Decided(match own {
                    Some(key) => Key::Bound(key.clone(), Binding::Resolved(url.clone())),
                    None => self.elsewhere(),
                });
            }
            match controller.holds_any() {
                false => Answer::Silent,
                true if !controller.holds(self.id) => Answer::Unlisted,
                true => {
                    Answer::Decided(resolved(controller.key(self.purpose, self.id, self.made, self.now), url.clone()))
                }
            }
        })
    }

    /// What the issuer's own document says.
    fn controlled(&self, url: &str, ask: impl Fn(&Controller<'_>) -> Answer) -> Answer {
        let Some(document) = self.read(url) else { return Answer::Missing(self.materials.absent(url.to_owned())) };
        let document = match document {
            Ok(document) => document,
            Err(error) => return Answer::Broken(error),
        };
        match Controller::read(document.root(), self.issuer) {
            Ok(controller) => ask(&controller),
            Err(error) => Answer::Broken(error),
        }
    }

    /// The issuer's document names the method, which lies in a document of its own.
    fn elsewhere(&self) -> Key {
        let Some(url) = document_url(self.holder()) else { return Key::Foreign };
        match self.read(&url) {
            None => Key::DocumentMissing(self.materials.absent(url), None),
            Some(Err(error)) => Key::Refused(error),
            Some(Ok(document)) => {
                resolved(referred_key(document.root(), self.purpose, self.id, self.issuer, self.made, self.now), url)
            }
        }
    }

    /// A key is named by the whole method, or by its fragment where the method is one of the issuer or of the set.
    fn in_key_set(&self) -> Answer {
        self.listed(|set, url| {
            let is_own = self.holder() == self.issuer || self.holder() == url;
            let fragment = self.id.split_once('#').map(|(_, fragment)| fragment).filter(|_| is_own);
            match set.key(self.id).or_else(|| set.key(fragment?)) {
                None => Answer::Unlisted,
                Some(Ok(key)) => Answer::Decided(Key::Bound(key, Binding::KeySet(url))),
                Some(Err(error)) => Answer::Decided(Key::Refused(error)),
            }
        })
    }

    /// What the key set of the issuer's authority says.
    fn listed(&self, ask: impl Fn(&KeySet<'_>, String) -> Answer) -> Answer {
        let Some(url) = key_set_url(self.issuer) else { return Answer::Silent };
        let Some(document) = self.read(&url) else { return Answer::Missing(self.materials.absent(url)) };
        let document = match document {
            Ok(document) => document,
            Err(error) => return Answer::Broken(error),
        };
        match KeySet::read(document.root(), self.issuer) {
            Ok(set) => ask(&set, url),
            Err(error) => Answer::Broken(error),
        }
    }

    fn read(&self, url: &str) -> Option<Result<Document, proof::Error>> {
        let bytes = self.materials.find(url)?;
        Some(Document::parse(bytes, &self.verifier.limits).map_err(proof::Error::from))
    }

    /// The document in which the method would lie by its own id.
    fn holder(&self) -> &str {
        self.id.split('#').next().unwrap_or(self.id)
    }

    fn unlisted(&self) -> Key {
        match self.holder() == self.issuer {
            true => Key::Refused(proof::controller::unknown(self.id)),
            false => Key::Foreign,
        }
    }
}

fn resolved(key: Result<PublishedKey, proof::Error>, url: String) -> Key {
    key.map_or_else(Key::Refused, |published| {
        let binding = if published.is_legacy() { Binding::Legacy(url) } else { Binding::Resolved(url) };
        Key::Bound(published.key().clone(), binding)
    })
}
