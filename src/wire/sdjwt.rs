//! Credentials inside SD-JWTs: the payload of a token of which the holder may show a part, and the kinds of it.
//!
//! With VC-JOSE-COSE (§3.2.1) the payload is the credential. With SD-JWT VC (§2.2) claims stand beside it, which wallets read that know
//! nothing of credentials in JSON-LD.

use super::error::{Error, Pointer};
use super::ob3::Credential;
use super::vcjwt::Claims;
use crate::codec::json::Node;

/// The kinds, told apart by the `typ` of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SdForm {
    /// VC-JOSE-COSE with SD-JWT: `typ` is `vc+sd-jwt`.
    VcJose,
    /// SD-JWT VC: `typ` is `dc+sd-jwt`, and `vct` names what it is.
    SdJwtVc,
}

/// The `vct` of the badges that are written here: the class of Open Badges 3.0. Issuers may have kinds of their own.
pub const BADGE_KIND: &str = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential";

impl SdForm {
    /// The kind of a `typ`; `None` for that of other tokens.
    #[must_use]
    pub fn of(kind: Option<&str>) -> Option<Self> {
        match kind? {
            "vc+sd-jwt" => Some(Self::VcJose),
            "dc+sd-jwt" => Some(Self::SdJwtVc),
            _ => None,
        }
    }

    /// The name in reports and the `typ` of a header: `vc+sd-jwt` or `dc+sd-jwt`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::VcJose => "vc+sd-jwt",
            Self::SdJwtVc => "dc+sd-jwt",
        }
    }

    /// What is wrong with the claims that only this kind has.
    #[must_use]
    pub fn fault(self, claims: Claims<'_>) -> Option<Error> {
        let is_named = claims.kind().is_some_and(Node::is_string);
        (self == Self::SdJwtVc && !is_named).then(|| Error::ClaimMissing { at: Pointer::new(""), claim: "vct" })
    }
}

/// The payload of a token of this kind around a badge without proofs. `holder` is the key that may show it, as a JWK.
#[must_use]
pub fn payload(credential: &Credential, form: SdForm, holder: Option<&str>) -> String {
    let text = credential.to_json();
    let mut payload = text.strip_suffix('}').unwrap_or(&text).to_owned();
    if form == SdForm::SdJwtVc {
        let issuer = serde_json::Value::from(credential.issuer.id().as_str());
        let from = credential.validity.from.instant().unix_seconds();
        payload += &format!(r#","iss":{issuer},"vct":"{BADGE_KIND}","nbf":{from}"#);
        if let Some(until) = &credential.validity.until {
            payload += &format!(r#","exp":{}"#, until.instant().unix_seconds());
        }
    }
    if let Some(holder) = holder {
        payload.extend([r#","cnf":{"jwk":"#, holder, "}"]);
    }
    payload.push('}');
    payload
}
