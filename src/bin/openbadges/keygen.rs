//! `openbadges keygen`

use crate::args::{Algorithm, Keygen};
use crate::failure::{Exit, Failure};
use crate::io::{self, Output};
use crate::key;
use openbadges::proof::{self, Error, SigningKey, did};

pub(crate) fn run(arguments: &Keygen) -> Result<Exit, Failure> {
    let algorithm = match arguments.alg {
        Algorithm::Ed25519 => proof::Algorithm::Ed25519,
        Algorithm::P256 => proof::Algorithm::P256,
        Algorithm::P384 => proof::Algorithm::P384,
    };
    let failed = |cause: Error| Failure::new("the new key", cause);
    let key = SigningKey::generate(algorithm, io::fill).map_err(failed)?;
    let own = did::key_did(key.verifying_key());
    let text = match (arguments.pem, &arguments.password_file) {
        (false, _) => key::name(key, arguments.controller.as_ref())?.to_text(),
        (true, None) => key.to_pkcs8_pem().map_err(failed)?,
        (true, Some(path)) => key.to_encrypted_pkcs8_pem(&key::password(path)?, &io::chance()?).map_err(failed)?,
    };
    let output = Output { path: Some(&arguments.out), force: false, private: true };
    output.write(text.expose().as_bytes())?;
    io::print(format!("{own}\n").as_bytes())
}
