//! A key pair as a document to store: a Multikey verification method with its secret half.

use super::{SigningKey, VerifyingKey};
use crate::base::Malformed;
use crate::base::secret::{REDACTED, SecretText};
use crate::proof::{Error, did};
use serde::Deserialize;

/// A signing key with the names under which others find its public half.
#[derive(Debug)]
pub struct KeyDocument {
    id: String,
    controller: String,
    key: SigningKey,
}

impl KeyDocument {
    /// The document of a key that names itself: its `did:key` and the one method of it.
    #[must_use]
    pub fn of_did_key(key: SigningKey) -> Self {
        let public = key.verifying_key();
        Self { id: did::key_method(public), controller: did::key_did(public), key }
    }

    /// The document of a key published elsewhere, under a verification method `id` of the document of `controller`.
    ///
    /// # Errors
    ///
    /// `key.mismatch` when `id` is of a `did:key` or `did:jwk` and does not name this key, or the controller is not that DID.
    pub fn new(key: SigningKey, id: &str, controller: &str) -> Result<Self, Error> {
        let names = |id| did::resolve_key(id).ok().as_ref() == Some(key.verifying_key());
        let did = id.split('#').next().unwrap_or(id);
        if did::is_self_certifying(id) && !(names(id) && controller == did) {
            return Err(refuse("key.mismatch", "an id and controller that name this key"));
        }
        Ok(Self { id: id.to_owned(), controller: controller.to_owned(), key })
    }

    /// Reads the JSON text that [`to_text`](Self::to_text) writes (Controlled Identifiers §2.2.2).
    ///
    /// # Errors
    ///
    /// `key.malformed` for another shape or an unknown member, `key.mismatch` when the stored halves do not belong
    /// together, and the errors of [`SigningKey::from_secret_multikey`]. No error repeats any of the text.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let fields: Fields<'_> = serde_json::from_str(text).map_err(|_| {
            let expected = "a JSON object of type `Multikey` with `id`, `controller`, `publicKeyMultibase` and `secretKeyMultibase`";
            refuse("key.malformed", expected)
        })?;
        if fields.kind != "Multikey" {
            return Err(refuse("key.unsupported", "`type` `Multikey`"));
        }
        let key = SigningKey::from_secret_multikey(fields.secret)?;
        if VerifyingKey::from_multikey(fields.public)? != *key.verifying_key() {
            return Err(refuse("key.mismatch", "`publicKeyMultibase` that belongs to `secretKeyMultibase`"));
        }
        Self::new(key, fields.id, fields.controller)
    }

    /// Writes the document as JSON text, secret included.
    #[must_use]
    pub fn to_text(&self) -> SecretText {
        let secret = self.key.to_secret_multikey();
        let public = self.key.verifying_key().to_multikey();
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let (id, controller) = (quoted(&self.id), quoted(&self.controller));
        let lines = [
            "{\n  \"id\": ",
            &id,
            ",\n  \"type\": \"Multikey\",\n  \"controller\": ",
            &controller,
            ",\n  \"publicKeyMultibase\": \"",
            &public,
            "\",\n  \"secretKeyMultibase\": \"",
            secret.expose(),
            "\"\n}\n",
        ];
        // One allocation of the right size: growing would leave copies of the secret.
        SecretText::new(lines.concat())
    }

    /// The verification method that a proof names.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whose document lists the method: the issuer.
    #[must_use]
    pub fn controller(&self) -> &str {
        &self.controller
    }

    /// The key pair.
    #[must_use]
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// The key pair, without its names.
    #[must_use]
    pub fn into_key(self) -> SigningKey {
        self.key
    }
}

/// Borrowed, so that reading copies no secret; a value with an escape is therefore refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields<'t> {
    #[serde(rename = "@context", default)]
    _context: serde::de::IgnoredAny,
    id: &'t str,
    #[serde(rename = "type")]
    kind: &'t str,
    controller: &'t str,
    #[serde(rename = "publicKeyMultibase")]
    public: &'t str,
    #[serde(rename = "secretKeyMultibase")]
    secret: &'t str,
}

fn refuse(code: &'static str, expected: &'static str) -> Error {
    Error::Key(Malformed::new(code, expected, REDACTED))
}
