//! Keys, the identifiers that name them, and proofs.

mod altering;
mod did_jwk;
#[cfg(feature = "ecdsa")]
mod ecdsa;
mod jws;
mod key_set;
mod keys;
#[cfg(feature = "pkcs8")]
mod pkcs8;
mod reading;
mod sd_jwt;
mod signers;
mod signing;

use openbadges::base::limits::Limits;
use openbadges::codec::json::Document;
use openbadges::codec::ld::Contexts;
use openbadges::proof::data_integrity::{self, Options, proofs};
use openbadges::proof::{Algorithm, Error, SigningKey, Suite, did};

const LIMITS: Limits = Limits::DEFAULT;

/// Written unevenly on purpose: the text has to survive signing.
const CREDENTIAL: &str = r#"{ "@context" :["https://www.w3.org/ns/credentials/v2"],
  "id": "urn:uuid:0d8f3c8e-6f0f-4c6a-9a55-2f4d8a1c6e01",
  "type": ["VerifiableCredential" ],"name":"Bread \u0026 Water",
  "issuer": {"id": "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp", "name": "College of Baking"},
  "validFrom": "2026-05-01T00:00:00Z",
  "credentialSubject": {"id": "did:example:learner", "name": "Ada Wong"}
 }
"#;

fn read(text: &str) -> Document {
    Document::parse(text.as_bytes(), &LIMITS).unwrap()
}

fn signer(fill: u8) -> SigningKey {
    SigningKey::from_seed([fill; 32]).unwrap()
}

/// Every suite that this build signs, with a key of each of its algorithms.
fn suites() -> impl Iterator<Item = (Suite, SigningKey)> {
    let pairs = Suite::ALL.iter().flat_map(|suite| suite.algorithms().iter().map(|algorithm| (*suite, *algorithm)));
    pairs
        .filter(|(_, algorithm)| *algorithm == Algorithm::Ed25519 || cfg!(feature = "ecdsa"))
        .map(|(suite, algorithm)| (suite, signer_of(algorithm, 3)))
}

fn signer_of(algorithm: Algorithm, fill: u8) -> SigningKey {
    SigningKey::generate(algorithm, |bytes| {
        bytes.fill(fill);
        Ok(())
    })
    .unwrap()
}

fn signed(suite: Suite) -> Document {
    signed_with(&read(CREDENTIAL), &signer_of(suite.algorithms()[0], 3), &Options::new(suite))
}

fn signed_with(document: &Document, key: &SigningKey, options: &Options) -> Document {
    data_integrity::sign(document, key, options, &Contexts::bundled(), &LIMITS).unwrap()
}

/// Verifies every proof of a document with the key that its `did:key` names.
fn verify(document: &Document) -> Result<(), Error> {
    for proof in proofs(document.root(), &LIMITS)? {
        let key = did::resolve_key(proof.verification_method())?;
        data_integrity::verify(document.root(), &proof, &key, &Contexts::bundled(), &LIMITS)?;
    }
    Ok(())
}

fn code<T>(result: Result<T, Error>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "accepted")
}

/// The code with which a signed document is refused once `from` is `to` in its text.
fn code_after(document: &Document, from: &str, to: &str) -> &'static str {
    assert!(document.as_str().contains(from), "{from} is not in {}", document.as_str());
    code(verify(&read(&document.as_str().replacen(from, to, 1))))
}
