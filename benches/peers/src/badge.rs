//! `eddsa-rdfc-2022` by hand: what every route has in common (Data Integrity EdDSA Cryptosuites, section 3.2).

use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A badge taken apart.
pub(crate) struct Badge {
    /// Without its proof.
    pub(crate) document: Value,
    /// The proof without its value, under the contexts of the document.
    pub(crate) configuration: Value,
    signature: Signature,
    key: VerifyingKey,
}

/// The two things that are signed.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    Document,
    Configuration,
}

impl Badge {
    pub(crate) fn read(text: &str) -> Self {
        let mut document: Value = serde_json::from_str(text).expect("JSON");
        let proof = document.as_object_mut().expect("an object").remove("proof").expect("a proof");
        let mut configuration = if proof.is_array() { proof[0].clone() } else { proof };
        let value = configuration.as_object_mut().expect("an object").remove("proofValue").expect("a value");
        configuration["@context"] = document["@context"].clone();
        let method = configuration["verificationMethod"].as_str().expect("a key").split_once('#').expect("did:key").1;
        let multikey = base58(method);
        Self {
            signature: Signature::from_slice(&base58(value.as_str().expect("a text"))).expect("64 bytes"),
            key: VerifyingKey::from_bytes(multikey[2..].try_into().expect("32 bytes")).expect("a point"),
            document,
            configuration,
        }
    }

    /// Whether the signature holds over what `canonical` makes of both parts.
    pub(crate) fn verify(&self, canonical: impl Fn(Part, &Value) -> String) -> bool {
        let configuration = Sha256::digest(canonical(Part::Configuration, &self.configuration));
        let document = Sha256::digest(canonical(Part::Document, &self.document));
        self.key.verify_strict(&[configuration, document].concat(), &self.signature).is_ok()
    }

    /// The document's contexts, as a document.
    pub(crate) fn context(&self) -> Value {
        json!(self.document["@context"])
    }
}

fn base58(multibase: &str) -> Vec<u8> {
    bs58::decode(multibase.strip_prefix('z').expect("base58")).into_vec().expect("base58")
}
