//! Key files: key documents, and PEM texts of PKCS#8.

use crate::args::KeyFile;
use crate::failure::Failure;
use crate::io;
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::{Document, Node};
use openbadges::proof::controller::referred_key;
use openbadges::proof::data_integrity::Purpose;
use openbadges::proof::{Error, KeyDocument, SigningKey, VerifyingKey};
use std::fmt::Display;
use std::path::Path;
use zeroize::Zeroizing;

/// Reads a key file, which nobody else may be able to read. A PEM text has no names in it: it is that of its did:key or of a
/// controller that publishes it under its own text.
pub(crate) fn read(file: &KeyFile) -> Result<KeyDocument, Failure> {
    let failed = |cause: Error| Failure::new(file.key.display(), cause);
    let bytes = Zeroizing::new(io::read_private(&file.key)?);
    let text = std::str::from_utf8(&bytes).map_err(|_| Failure::new(file.key.display(), "is no key file"))?;
    if !text.trim_start().starts_with("-----BEGIN") {
        let unused = [("--password-file", file.password_file.is_some()), ("--controller", file.controller.is_some())];
        return match unused.into_iter().find(|(_, given)| *given) {
            Some((option, _)) => {
                Err(Failure::usage(format!("{option} is for PEM texts, and the key is a key document")))
            }
            None => KeyDocument::parse(text).map_err(failed),
        };
    }
    let password = file.password_file.as_deref().map(password).transpose()?;
    let key =
        SigningKey::from_pkcs8_pem(text, password.as_ref().map(|password| password.as_slice())).map_err(failed)?;
    name(key, file.controller.as_ref())
}

/// The key under the id of its controller, whose document names it by its own text, or under its did:key.
pub(crate) fn name(key: SigningKey, controller: Option<&Iri>) -> Result<KeyDocument, Failure> {
    match controller {
        None => Ok(KeyDocument::of_did_key(key)),
        Some(id) => {
            let method = format!("{id}#{}", key.verifying_key().to_multikey());
            KeyDocument::new(key, &method, id.as_str()).map_err(|cause| Failure::new(id, cause))
        }
    }
}

/// A public key of an issuer's with the name of its verification method: the method by itself, or a JWK that has a `kid`.
pub(crate) fn read_public(path: &Path, issuer: &Iri, now: Timestamp) -> Result<(String, VerifyingKey), Failure> {
    let failed = |cause: &dyn Display| Failure::new(path.display(), cause);
    let document = Document::parse(&io::read(path)?, &Limits::DEFAULT).map_err(|cause| failed(&cause))?;
    let root = document.root();
    let text = |name: &str| root.get(name).and_then(Node::as_str);
    if root.get("secretKeyMultibase").is_some() {
        return Err(Failure::new(path.display(), "holds a secret; the public half is enough"));
    }
    let forms = ["publicKeyMultibase", "publicKeyJwk", "publicKeyBase58"];
    match (text("id"), text("kid")) {
        (Some(id), _) if forms.iter().any(|form| root.get(form).is_some()) => {
            let key = referred_key(root, Purpose::AssertionMethod, id, issuer.as_str(), None, now);
            Ok((id.to_owned(), key.map_err(|cause| failed(&cause))?.key().clone()))
        }
        (_, Some(kid)) => Ok((kid.to_owned(), VerifyingKey::from_jwk(root).map_err(|cause| failed(&cause))?)),
        _ => {
            let failure =
                Failure::new(path.display(), "is neither a verification method with an id nor a JWK with a `kid`");
            Err(failure.with_advice("--material URL=FILE hands over the whole document of an issuer"))
        }
    }
}

/// The password in a file, without the line end after it.
pub(crate) fn password(path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let mut password = Zeroizing::new(io::read_private(path)?);
    if password.last() == Some(&b'\n') {
        password.pop();
    }
    if password.last() == Some(&b'\r') {
        password.pop();
    }
    Ok(password)
}
