//! Badges as tokens that their learner may show in part.

use super::always::always;
use super::{Error, Issuer, Signed};
use crate::base::iri::Iri;
use crate::base::time::Timestamp;
use crate::codec::json::{Document, Node};
use crate::model::MicroCredential;
use crate::proof::pointer::Choice;
use crate::proof::sd_jwt::SaltSecret;
use crate::proof::{SdJwt, VerifyingKey, did};
use crate::wire::sdjwt::{self, SdForm};

/// How a badge becomes a token that its learner may show in part.
#[derive(Debug)]
pub struct Disclosing<'a> {
    form: SdForm,
    secret: &'a SaltSecret,
    mandatory: &'a [&'a str],
    holder: Option<VerifyingKey>,
}

impl<'a> Disclosing<'a> {
    /// In this form, with salts made of this secret.
    #[must_use]
    pub fn new(form: SdForm, secret: &'a SaltSecret) -> Self {
        Self { form, secret, mandatory: &[], holder: None }
    }

    /// Keeps what these JSON Pointers lead to in every showing.
    #[must_use]
    pub fn with_mandatory(mut self, pointers: &'a [&'a str]) -> Self {
        self.mandatory = pointers;
        self
    }

    /// Names this key as the learner's, who proves with it that the badge is hers. Without it the token names the key of a learner whose
    /// id is a `did:key` or `did:jwk`, and none of another.
    #[must_use]
    pub fn with_holder(mut self, key: VerifyingKey) -> Self {
        self.holder = Some(key);
        self
    }
}

impl Issuer {
    /// Issues an award as an SD-JWT (RFC 9901; VC-JOSE-COSE §3.2.1, SD-JWT VC §2): the learner shows what
    /// [`SdJwt::show`] leaves of it, or as [`Holder::show`](super::Holder::show) signs it.
    ///
    /// Every showing holds what the standard demands of a badge and what decides a verdict, an end and a status among it, and
    /// beside that what is [mandatory](Disclosing::with_mandatory). All else may be hidden, the items of arrays one by one.
    ///
    /// # Errors
    ///
    /// As [`issue_until`](Issuer::issue_until); `proof.pointer` for a mandatory pointer that leads nowhere; the `ld` errors of a word
    /// that no context defines; `jws.algorithm` for a key on P-384.
    pub fn issue_disclosing(
        &self,
        award: &MicroCredential,
        id: Iri,
        now: Timestamp,
        until: Option<Timestamp>,
        disclosing: &Disclosing<'_>,
    ) -> Result<Signed, Error> {
        let credential = self.credential(award, id, now, until)?;
        let unsigned = self.checked(&credential)?;
        let method = credential.subject.id.as_ref().and_then(|id| did::sole_method(id.as_str()));
        let holder = match (&disclosing.holder, method) {
            (Some(key), _) => Some(key.to_jwk()),
            (None, Some(method)) => Some(did::resolve_key(&method)?.to_jwk()),
            (None, None) => None,
        };
        let payload = sdjwt::payload(&credential, disclosing.form, holder.as_deref());
        let payload = Document::parse(payload.as_bytes(), &self.limits)?;
        let mut kept = always(unsigned.root());
        kept.extend(disclosing.mandatory);
        Choice::of(unsigned.root(), disclosing.mandatory, &self.limits)?;
        let mut hidden = Vec::new();
        find_concealable(unsigned.root(), "", &kept, &mut hidden);
        let hidden: Vec<&str> = hidden.iter().map(String::as_str).collect();
        let header = [("typ", disclosing.form.name()), ("kid", self.hand.method())];
        let (secret, signer) = (disclosing.secret, self.hand.signer()?);
        let token = SdJwt::conceal(&header, payload.root(), &hidden, secret, signer, &self.limits)?;
        Ok(Signed::new(token.to_shared_text(), self.limits.clone()))
    }
}

/// The pointers to what is not kept: whole members, and inside arrays the items one by one. Objects say what they are and which.
fn find_concealable(node: Node<'_>, at: &str, kept: &[&str], found: &mut Vec<String>) {
    let items = node.items().enumerate().map(|(place, item)| (place.to_string(), item));
    let members = node.members().filter(|(name, _)| !["@context", "id", "type"].contains(name));
    let members = members.map(|(name, value)| (name.replace('~', "~0").replace('/', "~1"), value));
    for (step, value) in items.chain(members) {
        let pointer = format!("{at}/{step}");
        let inside = format!("{pointer}/");
        if kept.contains(&pointer.as_str()) {
            continue;
        }
        if kept.iter().any(|kept| kept.starts_with(&inside)) {
            find_concealable(value, &pointer, kept, found);
            continue;
        }
        found.extend((0..value.items().len()).map(|place| format!("{pointer}/{place}")));
        found.push(pointer);
    }
}
