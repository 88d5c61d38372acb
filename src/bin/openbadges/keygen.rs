//! `openbadges keygen`

use crate::args::{Algorithm, Keygen};
use crate::failure::{Exit, Failure};
use crate::io::{self, Output};
use openbadges::proof::{self, Error, KeyDocument, SigningKey, did};

pub(crate) fn run(arguments: &Keygen) -> Result<Exit, Failure> {
    let algorithm = match arguments.alg {
        Algorithm::Ed25519 => proof::Algorithm::Ed25519,
        Algorithm::P256 => proof::Algorithm::P256,
        Algorithm::P384 => proof::Algorithm::P384,
    };
    let key = SigningKey::generate(algorithm, |bytes| getrandom::fill(bytes).map_err(Error::outside))
        .map_err(|cause| Failure::new("the new key", cause))?;
    let document = match &arguments.controller {
        None => KeyDocument::of_did_key(key),
        Some(id) => {
            let method = format!("{id}#{}", key.verifying_key().to_multikey());
            KeyDocument::new(key, &method, id.as_str()).map_err(|cause| Failure::new(id, cause))?
        }
    };
    let output = Output { path: Some(&arguments.out), force: false, private: true };
    output.write(document.to_text().expose().as_bytes())?;
    io::print(format!("{}\n", did::key_did(document.key().verifying_key())).as_bytes())
}
