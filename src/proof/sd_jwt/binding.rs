//! The holder's signature for whoever asked: the Key Binding JWT (RFC 9901 §4.3, §7.3).

use super::{SdJwt, refuse};
use crate::base::limits::Limits;
use crate::base::time::Timestamp;
use crate::codec::json::{Document, Node};
use crate::proof::{Error, Jws, Signer, VerifyingKey};

/// What a verifier asked the holder to sign: `nonce`, and `aud` unless any will do.
#[derive(Debug, Clone, Copy)]
pub struct Nonce<'a> {
    /// A text that was never used before.
    pub nonce: &'a str,
    /// For whom the token is shown.
    pub audience: Option<&'a str>,
}

impl SdJwt {
    /// The key that the issuer says is the holder's: `cnf` with a `jwk` (RFC 7800 §3.2).
    ///
    /// # Errors
    ///
    /// `sd-jwt.no-holder` where it names none in this form, and those of [`VerifyingKey::from_jwk`].
    pub fn holder_key(&self) -> Result<VerifyingKey, Error> {
        let confirmed = self.payload.root().get("cnf");
        let key = confirmed.and_then(|confirmed| confirmed.get("jwk")).filter(|key| key.is_object());
        let found = confirmed.map_or("nothing", Node::source);
        VerifyingKey::from_jwk(
            key.ok_or_else(|| refuse("sd-jwt.no-holder", "the holder's key as `cnf` with `jwk`", found))?,
        )
    }

    /// Signs for an audience, such as the address of a verifier, and its nonce that the token is the holder's. A signature that was
    /// there is replaced.
    ///
    /// # Errors
    ///
    /// `sd-jwt.other-holder` for a key other than [`holder_key`](Self::holder_key), the errors of that, and those of [`Jws::sign`].
    pub fn bind(
        &self,
        nonce: &str,
        audience: &str,
        now: Timestamp,
        signer: &dyn Signer,
        limits: &Limits,
    ) -> Result<Self, Error> {
        if self.holder_key()? != *signer.verifying_key() {
            let found = signer.verifying_key().to_jwk();
            return Err(refuse("sd-jwt.other-holder", "the key that the token names as its holder's", &found));
        }
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let payload = format!(
            r#"{{"iat":{},"aud":{},"nonce":{},"sd_hash":"{}"}}"#,
            now.unix_seconds(),
            quoted(audience),
            quoted(nonce),
            self.hash(),
        );
        let binding = Jws::sign(&[("typ", KIND)], payload.as_bytes(), signer, limits)?;
        Self::parse(&(self.bound_text().to_owned() + binding.as_str()), limits)
    }

    /// That the holder signed exactly what is shown, not in the future of `now`, and for the nonce and its audience where these are asked
    /// for; true of a token without such a signature if nothing is asked.
    ///
    /// # Errors
    ///
    /// `sd-jwt.unbound` where it is asked for and not there; `sd-jwt.binding` for one that is of another kind, another part of the token or the
    /// future, `sd-jwt.nonce` and `sd-jwt.audience` for one for another; and those of [`holder_key`](Self::holder_key) and
    /// [`Jws::verify`].
    pub fn check_binding(&self, asked: Option<Nonce<'_>>, now: Timestamp, limits: &Limits) -> Result<(), Error> {
        let Some(binding) = &self.binding else {
            let unbound = || refuse("sd-jwt.unbound", "the holder's signature after the last tilde", "none");
            return asked.map_or(Ok(()), |_| Err(unbound()));
        };
        let kind = binding.header()?.kind().unwrap_or_default();
        if kind != KIND {
            return Err(refuse("sd-jwt.binding", "a holder's signature of the type `kb+jwt`", kind));
        }
        binding.verify(&self.holder_key()?)?;
        let payload = Document::parse(binding.payload(), limits)?;
        let claim = |name| payload.root().get(name).and_then(Node::as_str).unwrap_or_default();
        if claim("sd_hash") != self.hash() {
            let expected = "`sd_hash` of the token with the disclosures that are shown";
            return Err(refuse("sd-jwt.binding", expected, claim("sd_hash")));
        }
        let made = payload.root().get("iat").and_then(|made| made.as_number()?.as_i64());
        let latest = now.unix_seconds().saturating_add(i64::from(limits.clock_skew_seconds));
        if made.is_none_or(|made| made > latest) {
            let found = payload.root().get("iat").map_or("nothing", Node::source);
            return Err(refuse("sd-jwt.binding", "`iat`, a time that is not in the future", found));
        }
        let Some(asked) = asked else { return Ok(()) };
        if claim("nonce") != asked.nonce {
            return Err(refuse("sd-jwt.nonce", "the nonce that was asked for", claim("nonce")));
        }
        match asked.audience {
            Some(audience) if claim("aud") != audience => {
                Err(refuse("sd-jwt.audience", "the audience that asked", claim("aud")))
            }
            _ => Ok(()),
        }
    }

    /// `sd_hash`: the digest of all that comes before the holder's signature.
    fn hash(&self) -> String {
        self.algorithm.digest(self.bound_text().as_bytes())
    }
}

const KIND: &str = "kb+jwt";
