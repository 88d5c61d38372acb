//! A token around the credential: its header, its key, and whether the key made it.

use crate::base::limits::Limits;
use crate::base::shared::SharedText;
use crate::base::time::Timestamp;
use crate::codec::json::Document;
use crate::proof::data_integrity::Purpose;
use crate::proof::jws::{Header, Jws};
use crate::proof::sd_jwt::Disclosed;
use crate::proof::{self, SdJwt, VerifyingKey};
use crate::verify::issuer::{Key, Method};
use crate::verify::materials::Materials;
use crate::verify::presented::object;
use crate::verify::{Error, Verifier};
use crate::wire::sdjwt::SdForm;
use crate::wire::vcjwt::{Claims, Form};

/// A token and its payload, not yet believed.
#[derive(Debug)]
pub(super) enum Token {
    /// A compact JWS.
    Whole { jws: Jws, payload: Document },
    /// An SD-JWT, perhaps shown in part.
    Selective(Box<Selective>),
}

/// An SD-JWT and what it says.
#[derive(Debug)]
pub(super) struct Selective {
    pub(super) sd_jwt: SdJwt,
    pub(super) disclosed: Disclosed,
}

/// The profile of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Profile {
    Whole(Form),
    Selective(SdForm),
}

impl Token {
    /// Takes a text apart.
    ///
    /// # Errors
    ///
    /// Those of [`Jws::parse`], [`SdJwt::parse`] and [`SdJwt::disclose`], and `jws.detached` for a token without payload.
    pub(super) fn open(text: &str, limits: &Limits) -> Result<Self, Error> {
        if SdJwt::is_one(text) {
            let sd_jwt = SdJwt::parse(text, limits).map_err(Error::Token)?;
            let disclosed = sd_jwt.disclose(limits).map_err(Error::Token)?;
            return Ok(Self::Selective(Box::new(Selective { sd_jwt, disclosed })));
        }
        let jws = Jws::parse(text, limits).map_err(Error::Token)?;
        if jws.payload().is_empty() {
            return Err(Error::Token(proof::jws::detached()));
        }
        let payload = object(jws.payload(), limits)?;
        Ok(Self::Whole { jws, payload })
    }

    pub(super) fn claims(&self) -> Claims<'_> {
        Claims::of(match self {
            Self::Whole { payload, .. } => payload.root(),
            Self::Selective(selective) => selective.disclosed.document().root(),
        })
    }

    /// What the issuer signed.
    pub(super) fn jws(&self) -> &Jws {
        match self {
            Self::Whole { jws, .. } => jws,
            Self::Selective(selective) => selective.sd_jwt.jws(),
        }
    }

    /// The profile, if it is one for credentials.
    pub(super) fn profile(&self) -> Option<Profile> {
        let kind = self.jws().header().ok()?.kind();
        match self {
            Self::Whole { .. } => Form::of(kind).map(Profile::Whole),
            Self::Selective(_) => SdForm::of(kind).map(Profile::Selective),
        }
    }

    /// The name of its key, if it states one.
    pub(super) fn key_id(&self) -> Option<&str> {
        self.jws().header().ok()?.key_id()
    }

    /// Whether something that was signed is not shown.
    pub(super) fn may_hide(&self) -> bool {
        match self {
            Self::Whole { .. } => false,
            Self::Selective(selective) => selective.disclosed.may_hide(),
        }
    }

    /// The token as it travels.
    pub(super) fn to_shared_text(&self) -> SharedText {
        match self {
            Self::Whole { jws, .. } => jws.to_shared_text(),
            Self::Selective(selective) => selective.sd_jwt.to_shared_text(),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Whole { jws, .. } => jws.as_str(),
            Self::Selective(selective) => selective.sd_jwt.as_str(),
        }
    }
}

impl Profile {
    /// The name in reports.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Whole(form) => form.name(),
            Self::Selective(form) => form.name(),
        }
    }
}

/// A token as it was examined.
pub(super) struct Opened<'a> {
    pub(super) token: &'a Token,
    pub(super) claims: Claims<'a>,
    pub(super) header: Result<Header<'a>, proof::Error>,
    /// `None` where nothing says which key it is.
    pub(super) key: Option<Key>,
    /// `None` where no key is at hand.
    pub(super) signature: Option<Result<(), proof::Error>>,
}

impl<'a> Opened<'a> {
    pub(super) fn examine(
        token: &'a Token,
        issuer: Option<&str>,
        materials: &Materials,
        verifier: &Verifier,
        now: Timestamp,
    ) -> Self {
        let (claims, header) = (token.claims(), token.jws().header());
        let key = match (&header, issuer) {
            // Before the header is found good, no key is touched.
            (Err(error), _) => Some(Key::Refused(error.clone())),
            (Ok(_), None) => Some(Key::Foreign),
            (Ok(header), Some(issuer)) => {
                let method = |id| Method {
                    id,
                    purpose: Purpose::AssertionMethod,
                    made: claims.made(),
                    issuer,
                    materials,
                    verifier,
                    now,
                };
                find(header, method)
            }
        };
        let signature = key.as_ref().and_then(Key::at_hand).map(|key| token.jws().verify(key));
        Self { token, claims, header, key, signature }
    }
}

impl Opened<'_> {
    /// The name of its key.
    pub(super) fn key_name(&self) -> &str {
        self.header.as_ref().ok().and_then(Header::key_id).unwrap_or("the key in the header of the token")
    }
}

/// The key that the header names, found from the issuer. A key in the header counts once something of the issuer's confirms it,
/// and where it stands beside a name both are the same key. Nothing that a header names is ever fetched on its word.
fn find<'m>(header: &Header<'m>, method: impl Fn(&'m str) -> Method<'m>) -> Option<Key> {
    let own = match header.key().map(VerifyingKey::from_jwk).transpose() {
        Ok(own) => own,
        Err(error) => return Some(Key::Refused(error)),
    };
    Some(match (header.key_id(), own) {
        (None, None) => return None,
        (Some(id), None) => method(id).key(),
        (None, Some(own)) => method("").confirm(own),
        (Some(id), Some(own)) => {
            let named = method(id).key();
            match named.at_hand() {
                Some(key) if *key != own => Key::Refused(proof::jws::two_keys(id)),
                Some(_) => named,
                None => match named {
                    Key::DocumentMissing(absent, _) => Key::DocumentMissing(absent, Some(own)),
                    // Such a name is one of a key set, or of nothing.
                    Key::Foreign if !id.contains(':') => method("").confirm(own),
                    named => named,
                },
            }
        }
    })
}
