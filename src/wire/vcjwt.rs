//! Credentials inside JSON Web Tokens: which part of the payload is the credential, and what the claims beside it may say.
//!
//! There are two profiles. In the VC-JWT of Open Badges 3.0 (§8.2.4) the claims repeat what the credential says. In
//! VC-JOSE-COSE (§3.1) they are optional, and `exp` and `nbf` limit the signature.

use super::error::{Error, Excerpt, Pointer};
use super::ob3::{Context, Credential, DataModel, DateTimeStamp};
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::{self, Document, Node};

/// The two profiles, told apart by the `typ` of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// VC-JWT as Open Badges 3.0 has it: `typ` is `JWT` or absent.
    VcJwt,
    /// VC-JOSE-COSE: `typ` is `vc+jwt`, once `vc+ld+json+jwt`.
    VcJose,
}

/// The payload of a token: a credential, and the claims beside it.
#[derive(Debug, Clone, Copy)]
pub struct Claims<'d> {
    payload: Node<'d>,
    /// The credential, if it has a place of its own.
    vc: Option<Node<'d>>,
}

impl Form {
    /// The profile of a `typ`; `None` for that of other tokens.
    #[must_use]
    pub fn of(kind: Option<&str>) -> Option<Self> {
        match kind {
            None | Some("JWT") => Some(Self::VcJwt),
            Some("vc+jwt" | "vc+ld+json+jwt") => Some(Self::VcJose),
            Some(_) => None,
        }
    }

    /// The name in reports: `vc-jwt` or `vc+jwt`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::VcJwt => "vc-jwt",
            Self::VcJose => "vc+jwt",
        }
    }
}

/// The payload of a token of this form around a badge without proofs: of a VC-JWT the badge and the claims that repeat it, of the
/// other the badge alone.
///
/// # Errors
///
/// `wire.missing` for a VC-JWT whose learner has no id: `sub` has nobody to name.
pub fn payload(credential: &Credential, form: Form) -> Result<String, Error> {
    let text = credential.to_json();
    if form == Form::VcJose {
        return Ok(text);
    }
    let missing = || {
        let at = Pointer::new("/credentialSubject");
        Error::Missing { at, class: "AchievementSubject", member: "id" }
    };
    let subject = credential.subject.id.as_ref().ok_or_else(missing)?;
    let until = credential.validity.until.as_ref().map(|until| until.instant().unix_seconds());
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let claims = format!(
        r#","iss":{},"sub":{},"jti":{},"nbf":{}{}}}"#,
        quoted(credential.issuer.id().as_str()),
        quoted(subject.as_str()),
        quoted(credential.id.as_str()),
        credential.validity.from.instant().unix_seconds(),
        until.map(|seconds| format!(r#","exp":{seconds}"#)).unwrap_or_default(),
    );
    Ok(text.strip_suffix('}').unwrap_or(&text).to_owned() + &claims)
}

impl<'d> Claims<'d> {
    /// The claims about the token (RFC 7519 §4.1; RFC 7800 §3.1; SD-JWT VC §2.2): none is a word of a credential.
    pub const NAMES: [&'static str; 11] =
        ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf", "vct", "vct#integrity", "status"];

    /// Takes the payload of a token, a whole document. A credential stands under `vc` if there is nothing of one beside it.
    #[must_use]
    pub fn of(payload: Node<'d>) -> Self {
        let is_alone =
            ["@context", "type", "issuer", "credentialSubject"].iter().all(|name| payload.get(name).is_none());
        Self { payload, vc: payload.get("vc").filter(|vc| is_alone && vc.is_object()) }
    }

    /// The credential as a document of its own: what stands under `vc`, or the payload without the claims.
    ///
    /// # Errors
    ///
    /// The `json` errors of a document over the limits.
    pub fn credential(self, limits: &Limits) -> Result<Document, json::Error> {
        if let Some(vc) = self.vc {
            return Document::parse(vc.source().as_bytes(), limits);
        }
        Ok(self.payload.document().without(&Self::NAMES))
    }

    /// From when on the token counts, `nbf`, if that is a date.
    #[must_use]
    pub fn starts(self) -> Option<Timestamp> {
        numeric_date(self.payload.get("nbf")?)
    }

    /// From when on the token counts no more, `exp`, if that is a date.
    #[must_use]
    pub fn ends(self) -> Option<Timestamp> {
        numeric_date(self.payload.get("exp")?)
    }

    /// When the token was made, `iat`, if that is a date.
    #[must_use]
    pub fn made(self) -> Option<Timestamp> {
        numeric_date(self.payload.get("iat")?)
    }

    /// Whether the token is made for certain readers, `aud`.
    #[must_use]
    pub fn is_addressed(self) -> bool {
        self.payload.get("aud").is_some()
    }

    /// Where the token says that its issuer may take it back, `status`, whatever the credential says of that.
    #[must_use]
    pub fn status(self) -> Option<Node<'d>> {
        self.payload.get("status")
    }

    /// What kind of credential the token says it is, `vct`.
    #[must_use]
    pub fn kind(self) -> Option<Node<'d>> {
        self.payload.get("vct")
    }

    /// What is wrong with the place of the credential and with the claims, held against the credential.
    #[must_use]
    pub fn faults(self, form: Form, credential: Node<'_>) -> Vec<Error> {
        let mut faults = Vec::new();
        faults.extend(self.misplaced(form, credential));
        let subject = credential.get("credentialSubject");
        let issuer = credential.get("issuer").and_then(|issuer| issuer.as_str().or_else(|| issuer.get("id")?.as_str()));
        for (claim, said) in [
            ("iss", issuer),
            ("sub", subject.and_then(|subject| subject.get("id")?.as_str())),
            ("jti", credential.get("id").and_then(Node::as_str)),
        ] {
            match self.payload.get(claim) {
                None if form == Form::VcJwt => faults.push(Error::ClaimMissing { at: Pointer::new(""), claim }),
                None => {}
                Some(node) if said.is_some() && node.as_str() == said => {}
                Some(node) => faults.push(mismatch(node, claim, said.unwrap_or_default())),
            }
        }
        let malformed = ["nbf", "exp", "iat"].into_iter().filter_map(|claim| {
            let node = self.payload.get(claim).filter(|node| numeric_date(*node).is_none())?;
            Some(Error::ClaimDate { at: Pointer::new(node.pointer()), claim, found: Excerpt::new(node.source()) })
        });
        faults.extend(malformed);
        if form == Form::VcJwt {
            let data_model = if Context::is_version_1(credential) { DataModel::V1 } else { DataModel::V2 };
            let [from, until] = data_model.names().map(|name| stated(credential, name));
            faults.extend(self.untimely("nbf", self.starts(), from, true));
            faults.extend(self.untimely("exp", self.ends(), until, until.is_some()));
        }
        faults
    }

    /// Version 2.0 of the data model is the payload, version 1.1 stands under `vc`.
    fn misplaced(self, form: Form, credential: Node<'_>) -> Option<Error> {
        let is_version_1 = Context::is_version_1(credential);
        if let Some(second) = self.payload.get("vc").filter(|_| self.vc.is_none()).or_else(|| self.vc?.get("vc")) {
            return Some(Error::SecondCredential { at: Pointer::new(second.pointer()) });
        }
        let expected = match (form, is_version_1) {
            (Form::VcJose, true) => "a credential of version 2.0 of the data model in a `vc+jwt`",
            (Form::VcJose, false) | (Form::VcJwt, false) if self.vc.is_some() => "the credential as the payload itself",
            (Form::VcJwt, true) if self.vc.is_none() => "a credential of version 1.1 under `vc`",
            _ => return None,
        };
        Some(Error::CredentialPlace { at: Pointer::new(""), expected, allowed: form == Form::VcJwt })
    }

    /// A date of the token against that of the credential, at whole seconds: a NumericDate has no more to go by.
    fn untimely(
        self,
        claim: &'static str,
        date: Option<Timestamp>,
        said: Option<Timestamp>,
        is_required: bool,
    ) -> Option<Error> {
        let Some(node) = self.payload.get(claim) else {
            return is_required.then(|| Error::ClaimMissing { at: Pointer::new(""), claim });
        };
        // A date that cannot be read is a fault of its own, here or in the credential; one that the credential lacks is no other.
        let (date, said) = (date?, said?);
        (date.unix_seconds() != said.unix_seconds()).then(|| mismatch(node, claim, &said.to_string()))
    }
}

fn mismatch(node: Node<'_>, claim: &'static str, said: &str) -> Error {
    let at = Pointer::new(node.pointer());
    Error::ClaimMismatch { at, claim, expected: Excerpt::new(said), found: Excerpt::new(node.source()) }
}

/// A date of the credential; one without a zone is taken as UTC, which the form of the credential is asked about.
fn stated(credential: Node<'_>, name: &str) -> Option<Timestamp> {
    let text = credential.get(name)?.as_str()?;
    let zoneless = || DateTimeStamp::parse_zoneless(text).map(|stamp| stamp.instant());
    Timestamp::parse(text).ok().or_else(zoneless)
}

/// RFC 7519 §2: seconds since 1970, perhaps with a fraction, which is dropped; within the years 0001 to 9999.
fn numeric_date(node: Node<'_>) -> Option<Timestamp> {
    let number = node.as_number()?;
    let whole = || format!("{:.0}", number.as_f64().floor()).parse().ok();
    Timestamp::from_unix_seconds(number.as_i64().or_else(whole)?)
}
