//! Endorsements: what an organisation says in favour of a badge, an achievement or another organisation.

use super::{Error, Issuer, Signed, check_order};
use crate::base::Malformed;
use crate::base::iri::Iri;
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::{Document, jcs};
use crate::model::{MicroCredential, Organisation};
use crate::wire::map;
use crate::wire::ob3::{Credential, DateTimeStamp, EndorsementCredential, EndorsementSubject, Issuer as By, Validity};

/// An endorsement that is about to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endorsement {
    id: Iri,
    of: Iri,
    name: String,
    comment: Option<String>,
    until: Option<Timestamp>,
}

impl Endorsement {
    /// An endorsement with an id of its own, of a thing by its id, without end. An issuer's id is tied to its key; the ids of badges and
    /// achievements are not, so that the endorsement is as good as the place in which it is found.
    #[must_use]
    pub fn new(id: Iri, of: Iri) -> Self {
        Self { id, of, name: "Endorsement".to_owned(), comment: None, until: None }
    }

    /// Names it, for those who list it.
    #[must_use]
    pub fn with_name(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }

    /// Says something of the thing, in Markdown.
    #[must_use]
    pub fn with_comment(self, comment: &str) -> Self {
        Self { comment: Some(comment.to_owned()), ..self }
    }

    /// Ends it.
    #[must_use]
    pub fn with_valid_until(self, until: Timestamp) -> Self {
        Self { until: Some(until), ..self }
    }
}

impl Issuer {
    /// Signs an endorsement in the name of an organisation, valid from `now` on: an EndorsementCredential with a proof (Open Badges 3.0
    /// §B, EndorsementCredential).
    ///
    /// # Errors
    ///
    /// `issue.key` when the organisation has another id than the key's controller, `issue.reversed` for an end before `now`,
    /// `issue.no-signer` of an issuer that only prepares, and what [`map::to_profile`] and
    /// [`data_integrity::sign`](crate::proof::data_integrity::sign) refuse.
    pub fn endorse(&self, by: &Organisation, endorsement: &Endorsement, now: Timestamp) -> Result<Signed, Error> {
        check_order(now, endorsement.until)?;
        let by = match by.id().map(Iri::as_str) {
            None => by.clone().with_id(Iri::parse(self.hand.controller())?),
            Some(id) if id == self.hand.controller() => by.clone(),
            Some(id) => {
                return Err(Error::Key { organisation: id.to_owned(), key: self.hand.controller().to_owned() });
            }
        };
        let mut subject = EndorsementSubject::new(endorsement.of.clone());
        subject.endorsement_comment = endorsement.comment.as_deref().map(Into::into);
        let validity = Validity::new(now.into(), endorsement.until.map(DateTimeStamp::from));
        let profile = By::from(map::to_profile(&by)?);
        let credential =
            EndorsementCredential::new(endorsement.id.clone(), &endorsement.name, profile, validity, subject);
        // Writing to a string fails only for keys that are not strings, and there are none.
        let text = serde_json::to_string(&credential).unwrap_or_default();
        self.sign_text(&text, now, &self.limits)
    }

    /// As [`issue_until`](Self::issue_until), with endorsements in the badge (JSON texts): each at the thing that it is about, the badge,
    /// its achievement or the issuer. Whether they hold is for verifiers to say.
    ///
    /// # Errors
    ///
    /// As [`issue_until`](Self::issue_until); a text that is no EndorsementCredential as this library writes them (`wire.…`,
    /// `issue.endorsement-form`), and `issue.endorsement-of-another` for one about something else.
    pub fn issue_endorsed(
        &self,
        award: &MicroCredential,
        id: Iri,
        now: Timestamp,
        until: Option<Timestamp>,
        endorsements: &[&str],
    ) -> Result<Signed, Error> {
        let mut credential = self.credential(award, id, now, until)?;
        for text in endorsements {
            let document = Document::parse(text.as_bytes(), &self.limits)?;
            let endorsement = EndorsementCredential::examine(document.root()).strict()?;
            if !is_kept(&endorsement, &document) {
                let expected = "an endorsement whose members stay as they were signed when it is written anew";
                return Err(Error::Value(Malformed::new("issue.endorsement-form", expected, text)));
            }
            attach(&mut credential, endorsement)?;
        }
        self.sign_text(&credential.to_json(), now, &self.limits)
    }
}

/// Whether an endorsement that is written anew says what was signed, member for member.
fn is_kept(endorsement: &EndorsementCredential, signed: &Document) -> bool {
    let written = serde_json::to_string(endorsement).unwrap_or_default();
    let Ok(written) = Document::parse(written.as_bytes(), &Limits::DEFAULT) else { return false };
    jcs::to_string(written.root(), &[]) == jcs::to_string(signed.root(), &[])
}

/// Puts an endorsement where the thing is that it is about.
fn attach(credential: &mut Credential, endorsement: EndorsementCredential) -> Result<(), Error> {
    let of = &endorsement.subject.id;
    let achievement = &mut credential.subject.achievement;
    if credential.id == *of {
        credential.endorsements.push(endorsement);
    } else if achievement.id == *of {
        achievement.endorsements.push(endorsement);
    } else if let By::Profile(profile) = &mut credential.issuer
        && profile.id == *of
    {
        profile.endorsements.push(endorsement);
    } else {
        let expected = "an endorsement of the badge, of its achievement or of its issuer";
        return Err(Error::Value(Malformed::new("issue.endorsement-of-another", expected, of.as_str())));
    }
    Ok(())
}
