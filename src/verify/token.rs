//! A token around the credential: its header, its key, and whether the key made it.

use crate::base::time::Timestamp;
use crate::codec::json::Document;
use crate::proof::data_integrity::Purpose;
use crate::proof::jws::{Header, Jws};
use crate::proof::{self, VerifyingKey};
use crate::verify::Verifier;
use crate::verify::issuer::{Key, Method};
use crate::verify::materials::Materials;
use crate::wire::vcjwt::{Claims, Form};

/// A compact JWS and its payload, not yet believed.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) jws: Jws,
    pub(super) payload: Document,
}

impl Token {
    pub(super) fn claims(&self) -> Claims<'_> {
        Claims::of(self.payload.root())
    }

    /// The profile, if it is one for credentials.
    pub(super) fn form(&self) -> Option<Form> {
        Form::of(self.jws.header().ok()?.kind())
    }

    /// The name of its key, if it states one.
    pub(super) fn key_id(&self) -> Option<&str> {
        self.jws.header().ok()?.key_id()
    }
}

/// A token as it was examined.
pub(super) struct Opened<'a> {
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
        let (claims, header) = (token.claims(), token.jws.header());
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
        let signature = key.as_ref().and_then(Key::at_hand).map(|key| token.jws.verify(key));
        Self { claims, header, key, signature }
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
                    Key::DocumentMissing(url, _) => Key::DocumentMissing(url, Some(own)),
                    // Such a name is one of a key set, or of nothing.
                    Key::Foreign if !id.contains(':') => method("").confirm(own),
                    named => named,
                },
            }
        }
    })
}
