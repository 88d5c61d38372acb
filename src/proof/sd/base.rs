//! What the issuer signs, and what the holder derives from it.

use super::cbor::{Reader, Writer};
use super::derived::signature;
use super::groups::Statements;
use super::select::select;
use crate::base::Malformed;
use crate::base::limits::Limits;
use crate::base::secret::REDACTED;
use crate::codec::json::{Document, Node};
use crate::codec::ld::Contexts;
use crate::codec::multibase;
use crate::proof::{Algorithm, Error, SigningKey};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// What an issuer draws anew for each badge that may be shown in part, from a cryptographic random source.
pub struct SelectiveSecrets {
    key: SigningKey,
    labels: [u8; 32],
}

impl SelectiveSecrets {
    /// Draws them.
    ///
    /// # Errors
    ///
    /// Those of [`SigningKey::generate`].
    pub fn generate(mut fill: impl FnMut(&mut [u8]) -> Result<(), Error>) -> Result<Self, Error> {
        let mut labels = [0; 32];
        fill(&mut labels)?;
        Ok(Self { key: SigningKey::generate(Algorithm::P256, fill)?, labels })
    }
}

impl fmt::Debug for SelectiveSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

/// A base proof value (vc-di-ecdsa §3.5.2).
pub(in crate::proof) struct Base {
    signature: Vec<u8>,
    public_key: Vec<u8>,
    labels: [u8; 32],
    signatures: Vec<Vec<u8>>,
    mandatory: Vec<String>,
}

/// What the issuer's key signs, and what else goes into the proof value.
pub(in crate::proof) struct Unsigned {
    /// The hash of the configuration, the key made for this badge, and the hash of the mandatory statements (§3.5.1).
    pub(in crate::proof) bytes: Vec<u8>,
    rest: Base,
}

impl Unsigned {
    /// `document` is without its proof, `configuration` the hash of the proof configuration (§3.6.1 to §3.6.5).
    pub(in crate::proof) fn of(
        document: Node<'_>,
        configuration: &[u8],
        mandatory: &[&str],
        secrets: &SelectiveSecrets,
        contexts: &Contexts,
        limits: &Limits,
    ) -> Result<Self, Error> {
        let statements = Statements::of(document, &secrets.labels, contexts, limits)?;
        let places = statements.places(mandatory)?;
        // Before any is made: 66 bytes each, in base64url.
        let most = limits.selective_proof_chars.saturating_mul(3) / 4 / 66;
        let hideable = statements.lines.len().saturating_sub(places.len());
        if hideable > most {
            let found = format!("{hideable}, and a proof value has room for {most}");
            return Err(Error::Pointer(Malformed::new("proof.selection", "fewer statements to hide", &found)));
        }
        let mut hash = Sha256::new();
        let mut signatures = Vec::new();
        for (place, line) in statements.lines.iter().enumerate() {
            match places.contains(&place) {
                true => hash.update(line),
                false => signatures.push(secrets.key.sign(line.as_bytes())?),
            }
        }
        let public_key = [&[0x80, 0x24], secrets.key.verifying_key().as_bytes()].concat();
        let bytes = [configuration, &public_key, &hash.finalize()].concat();
        let mandatory = mandatory.iter().map(|pointer| (*pointer).to_owned()).collect();
        let rest = Base { signature: Vec::new(), public_key, labels: secrets.labels, signatures, mandatory };
        Ok(Self { bytes, rest })
    }

    /// The proof value, with the issuer's signature (§3.5.2).
    pub(in crate::proof) fn to_value(&self, signature: &[u8]) -> String {
        let mut writer = Writer(vec![0xd9, 0x5d, 0x00]);
        writer.array(5);
        writer.bytes(signature);
        writer.bytes(&self.rest.public_key);
        writer.bytes(&self.rest.labels);
        writer.array(self.rest.signatures.len());
        self.rest.signatures.iter().for_each(|signature| writer.bytes(signature));
        writer.array(self.rest.mandatory.len());
        self.rest.mandatory.iter().for_each(|pointer| writer.text(pointer));
        multibase::encode_base64url(&writer.0)
    }
}

impl Base {
    /// Reads the text of a base proof value (§3.5.3); `None` for any other.
    pub(in crate::proof) fn read(text: &str, limits: &Limits) -> Option<Self> {
        // Base58, which costs the square of the length, is not of this suite.
        let bytes = multibase::decode(text.starts_with('u').then_some(text)?, limits.selective_proof_chars).ok()?;
        Self::parts(bytes.strip_prefix(&[0xd9, 0x5d, 0x00])?)
    }

    fn parts(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        (reader.array()? == 5).then_some(())?;
        let own = signature(&mut reader)?;
        let public_key = reader.bytes().filter(|key| key.len() == 35)?.to_vec();
        let labels = reader.bytes()?.try_into().ok()?;
        let mut signatures = Vec::new();
        for _ in 0..reader.array()? {
            signatures.push(signature(&mut reader)?);
        }
        let mut mandatory = Vec::new();
        for _ in 0..reader.array()? {
            mandatory.push(reader.text()?.to_owned());
        }
        reader.is_done().then_some(Self { signature: own, public_key, labels, signatures, mandatory })
    }

    /// The part of a document that `pointers` select beside what is mandatory, and its proof value (§3.6.6).
    pub(in crate::proof) fn derive(
        &self,
        document: Node<'_>,
        pointers: &[&str],
        contexts: &Contexts,
        limits: &Limits,
    ) -> Result<(Document, String), Error> {
        let statements = Statements::of(document, &self.labels, contexts, limits)?;
        let mandatory: Vec<&str> = self.mandatory.iter().map(String::as_str).collect();
        let combined: Vec<&str> = mandatory.iter().chain(pointers).copied().collect();
        if combined.is_empty() {
            let expected = "a pointer to something, since nothing is mandatory";
            return Err(Error::Pointer(Malformed::new("proof.selection", expected, "none")));
        }
        let (needed, shown) = (statements.places(&mandatory)?, statements.places(&combined)?);
        let hideable = statements.lines.len().saturating_sub(needed.len());
        if self.signatures.len() != hideable {
            let found = format!("{} for {hideable}", self.signatures.len());
            let expected = "the credential as it was issued, with a signature for each statement that is not mandatory";
            return Err(Error::Pointer(Malformed::new("proof.base-malformed", expected, &found)));
        }
        let others = (0..statements.lines.len()).filter(|place| !needed.contains(place));
        let signed = others.zip(&self.signatures).filter(|(place, _)| shown.contains(place));
        let signatures: Vec<&Vec<u8>> = signed.map(|(_, signature)| signature).collect();
        let places: Vec<usize> =
            shown.iter().enumerate().filter(|(_, place)| needed.contains(place)).map(|(at, _)| at).collect();
        let labels = statements.labels_of(&combined)?;

        // §3.5.6
        let mut writer = Writer(vec![0xd9, 0x5d, 0x01]);
        writer.array(5);
        writer.bytes(&self.signature);
        writer.bytes(&self.public_key);
        writer.array(signatures.len());
        signatures.into_iter().for_each(|signature| writer.bytes(signature));
        writer.map(labels.len());
        for (number, hmac) in &labels {
            writer.number(*number);
            writer.bytes(hmac);
        }
        writer.array(places.len());
        places.iter().for_each(|place| writer.number(*place));
        let shown = Document::parse(select(document, &combined, limits)?.text.as_bytes(), limits)?;
        Ok((shown, multibase::encode_base64url(&writer.0)))
    }
}
