//! What a holder shows: some statements of a badge, each signed by a key that was made for this badge alone.

use super::cbor::Reader;
use crate::codec::multibase;
use crate::proof::{Algorithm, Error, VerifyingKey};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The value of a proof of this suite.
#[derive(Debug, Clone)]
pub(in crate::proof) enum SelectiveValue {
    /// The issuer's, for the holder alone: it would let anybody say less than the badge says.
    Base,
    /// The holder's.
    Derived(Box<Derived>),
}

/// A derived proof value (vc-di-ecdsa §3.5.7).
#[derive(Debug, Clone)]
pub(in crate::proof) struct Derived {
    base_signature: Vec<u8>,
    /// The key made for this badge, as a Multikey without its letter: it is signed in this form.
    public_key: Vec<u8>,
    key: VerifyingKey,
    /// One for each statement that is not mandatory, in their order.
    signatures: Vec<Vec<u8>>,
    /// The number of each canonical label, and the HMAC that stands for the label in what was signed.
    labels: BTreeMap<usize, [u8; 32]>,
    /// The places of the mandatory statements, ascending.
    mandatory: BTreeSet<usize>,
}

impl SelectiveValue {
    /// Reads the bytes of a proof value; `None` unless they have one of the two headers and exactly the shape behind it. Of a base
    /// proof nothing but the header is looked at.
    ///
    /// # Errors
    ///
    /// Those of the key that was made for the badge.
    pub(in crate::proof) fn read(bytes: &[u8]) -> Result<Option<Self>, Error> {
        match bytes {
            [0xd9, 0x5d, 0x00, ..] => Ok(Some(Self::Base)),
            [0xd9, 0x5d, 0x01, rest @ ..] => Ok(Derived::read(rest)?.map(Box::new).map(Self::Derived)),
            _ => Ok(None),
        }
    }
}

impl Derived {
    fn read(bytes: &[u8]) -> Result<Option<Self>, Error> {
        let Some((base_signature, public_key, signatures, labels, mandatory)) = parts(bytes) else { return Ok(None) };
        // The multicodec of a P-256 key
        let Some(key) = public_key.strip_prefix(&[0x80, 0x24]) else { return Ok(None) };
        let key = VerifyingKey::from_bytes(Algorithm::P256, key)?;
        Ok(Some(Self { base_signature, public_key, key, signatures, labels, mandatory }))
    }

    /// The label that stands in what was signed for a canonical one, such as `c14n0` (§3.4.5).
    pub(in crate::proof) fn label(&self, canonical: &str) -> Option<String> {
        let number = canonical.strip_prefix("c14n")?.parse().ok()?;
        self.labels.get(&number).map(|hmac| multibase::encode_base64url(hmac))
    }

    /// How many blank nodes the statements have to have.
    pub(in crate::proof) fn label_count(&self) -> usize {
        self.labels.len()
    }

    /// Checks the issuer's signature on the mandatory statements, and the badge's own key on every other (§3.6.8, steps 6 to 12).
    ///
    /// `configuration` is the hash of the proof configuration, `statements` are the canonical lines with the labels of
    /// [`label`](Self::label).
    ///
    /// # Errors
    ///
    /// `proof.signature-invalid`, also where there are not exactly as many signatures as statements that need one.
    pub(in crate::proof) fn verify(
        &self,
        configuration: &[u8],
        statements: &[String],
        issuer: &VerifyingKey,
    ) -> Result<(), Error> {
        let is_mandatory = |place: &usize| self.mandatory.contains(place);
        if self.mandatory.last().is_some_and(|last| *last >= statements.len())
            || statements.len().checked_sub(self.mandatory.len()) != Some(self.signatures.len())
        {
            return Err(Error::SignatureInvalid);
        }
        let mut mandatory = Sha256::new();
        for (_, statement) in statements.iter().enumerate().filter(|(place, _)| is_mandatory(place)) {
            mandatory.update(statement);
        }
        // §3.5.1: the hash of the configuration, the key, the hash of the mandatory statements
        let signed = [configuration, &self.public_key, &mandatory.finalize()].concat();
        issuer.verify(&signed, &self.base_signature)?;
        let others = statements.iter().enumerate().filter(|(place, _)| !is_mandatory(place));
        for ((_, statement), signature) in others.zip(&self.signatures) {
            self.key.verify(statement.as_bytes(), signature)?;
        }
        Ok(())
    }
}

type Parts = (Vec<u8>, Vec<u8>, Vec<Vec<u8>>, BTreeMap<usize, [u8; 32]>, BTreeSet<usize>);

/// The five items of the array, each of its own form and length; numbers ascend, so that none stands twice.
fn parts(bytes: &[u8]) -> Option<Parts> {
    let mut reader = Reader(bytes);
    (reader.array()? == 5).then_some(())?;
    let base_signature = signature(&mut reader)?;
    let public_key = reader.bytes().filter(|key| key.len() == 35)?.to_vec();
    let mut signatures = Vec::new();
    for _ in 0..reader.array()? {
        signatures.push(signature(&mut reader)?);
    }
    let mut labels = BTreeMap::new();
    let mut hmacs = BTreeSet::new();
    for _ in 0..reader.map()? {
        let number = reader.number()?;
        let hmac: [u8; 32] = reader.bytes()?.try_into().ok()?;
        // Two nodes of one label would be one node in what is signed.
        let is_new = hmacs.insert(hmac) && labels.insert(number, hmac).is_none();
        is_new.then_some(())?;
    }
    let mut mandatory = BTreeSet::new();
    for _ in 0..reader.array()? {
        let place = reader.number()?;
        mandatory.last().is_none_or(|last| *last < place).then_some(())?;
        mandatory.insert(place);
    }
    reader.is_done().then_some((base_signature, public_key, signatures, labels, mandatory))
}

pub(super) fn signature(reader: &mut Reader<'_>) -> Option<Vec<u8>> {
    let bytes = reader.bytes()?;
    (bytes.len() == Algorithm::P256.signature_len()).then(|| bytes.to_vec())
}
