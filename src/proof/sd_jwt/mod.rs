//! Selective Disclosure for JWTs (RFC 9901): a signed token of which the holder shows as much as she likes.
//!
//! The issuer signs digests in place of what may be hidden and hands the disclosures over beside the token:
//! [`SdJwt::conceal`]. The holder leaves out the disclosures of what she hides, [`SdJwt::show`], and signs for whoever asked that
//! the token is hers, [`SdJwt::bind`]. The reader puts what is shown back in its place, [`SdJwt::disclose`], and asks whether it is the holder who
//! shows it, [`SdJwt::check_binding`].

mod binding;
mod conceal;
mod disclose;
mod disclosure;

pub use binding::Nonce;
pub use conceal::SaltSecret;
pub use disclose::Disclosed;

use super::jws::{check_size, start_of};
use super::{Error, Jws};
use crate::base::Malformed;
use crate::base::limits::Limits;
use crate::base::shared::SharedText;
use crate::codec::json::Document;
use disclosure::{Disclosure, HashAlgorithm};
use std::sync::Arc;

/// An SD-JWT in the compact form (RFC 9901 §4), taken apart: nothing in it is believed.
#[derive(Debug, Clone)]
pub struct SdJwt {
    text: Arc<String>,
    /// Bytes of `text` before the holder's signature: the token and its disclosures, with the last tilde.
    bound: usize,
    jws: Jws,
    payload: Document,
    algorithm: HashAlgorithm,
    disclosures: Vec<Disclosure>,
    /// The Key Binding JWT of the holder.
    binding: Option<Jws>,
}

impl SdJwt {
    /// Whether a text is meant as an SD-JWT rather than a compact JWS: it has tildes.
    #[must_use]
    pub fn is_one(text: &str) -> bool {
        text.contains('~')
    }

    /// Takes a text apart: a compact JWS around a JSON object, any number of disclosures, and nothing or the holder's compact JWS,
    /// with tildes between them.
    ///
    /// # Errors
    ///
    /// `sd-jwt.malformed` for a text without tilde or with an empty disclosure, `sd-jwt.disclosure` for one that is not a JSON array of a
    /// salt, perhaps a name, and a value, `sd-jwt.reserved-name` for one that is named as a digest is, `sd-jwt.hash` for an `_sd_alg` other than
    /// SHA-2, `json.too-large` past [`Limits::document_bytes`], and those of [`Jws::parse`].
    pub fn parse(text: &str, limits: &Limits) -> Result<Self, Error> {
        check_size(text, limits)?;
        let malformed = || refuse("sd-jwt.malformed", "a JWS, disclosures and tildes between them", start_of(text));
        let (bound, binding) = text.rsplit_once('~').ok_or_else(malformed)?;
        let mut parts = bound.split('~');
        let jws = Jws::parse(parts.next().unwrap_or_default(), limits)?;
        let payload = Document::parse(jws.payload(), limits)?;
        if !payload.root().is_object() {
            return Err(refuse("sd-jwt.malformed", "a payload that is a JSON object", "another value"));
        }
        let disclosures =
            parts.map(|part| if part.is_empty() { Err(malformed()) } else { Disclosure::parse(part, limits) });
        Ok(Self {
            disclosures: disclosures.collect::<Result<_, _>>()?,
            algorithm: HashAlgorithm::of(payload.root())?,
            binding: if binding.is_empty() { None } else { Some(Jws::parse(binding, limits)?) },
            bound: bound.len().saturating_add(1),
            text: Arc::new(text.to_owned()),
            jws,
            payload,
        })
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// As [`as_str`](Self::as_str), in a form that outlives this and shares its text.
    #[must_use]
    pub fn to_shared_text(&self) -> SharedText {
        // INVARIANT: it is no longer than a document, which is below 4 GiB.
        SharedText::part(&self.text, 0..u32::try_from(self.text.len()).unwrap_or_default())
    }

    /// The token that the issuer signed, with digests in place of what may be hidden.
    #[must_use]
    pub fn jws(&self) -> &Jws {
        &self.jws
    }

    /// Whether the holder signed for somebody that it is hers.
    #[must_use]
    pub fn is_bound(&self) -> bool {
        self.binding.is_some()
    }

    /// The text up to the holder's signature.
    fn bound_text(&self) -> &str {
        self.text.get(..self.bound).unwrap_or_default()
    }
}

fn refuse(code: &'static str, expected: &'static str, found: &str) -> Error {
    Error::SdJwt(Malformed::new(code, expected, found))
}
