//! Key files: key documents, and PEM texts of PKCS#8.

use crate::args::KeyFile;
use crate::failure::Failure;
use crate::io;
use openbadges::base::iri::Iri;
use openbadges::proof::{Error, KeyDocument, SigningKey};
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
