//! Secret keys as PKCS#8 texts (RFC 5958, RFC 7468), in the clear or encrypted with a password (RFC 8018, PBES2).

use super::{Algorithm, Secret, SigningKey};
use crate::base::Malformed;
use crate::base::secret::{REDACTED, SecretText};
use crate::proof::Error;
use pkcs8::der::asn1::{AnyRef, BitStringRef, OctetStringRef};
use pkcs8::der::pem::PemLabel as _;
use pkcs8::der::{Decode as _, Encode as _};
use pkcs8::pkcs5::pbes2;
use pkcs8::spki::AlgorithmIdentifierRef;
use pkcs8::{EncryptedPrivateKeyInfoRef, LineEnding, ObjectIdentifier, PrivateKeyInfoRef, SecretDocument};
use zeroize::Zeroizing;

impl SigningKey {
    /// Reads a PEM text with the label `PRIVATE KEY`, or `ENCRYPTED PRIVATE KEY` and its password, that holds an Ed25519 key (RFC
    /// 8410 §7) or one on P-256 or P-384 (RFC 5915).
    ///
    /// # Errors
    ///
    /// `key.malformed`, `key.password` when it is missing or wrong, `key.unsupported` for another kind of key, `key.mismatch` when
    /// a public key stands beside it that is not its own, and those of every secret key. No error repeats any of the text.
    pub fn from_pkcs8_pem(text: &str, password: Option<&[u8]>) -> Result<Self, Error> {
        let expected = "a PEM text with the label PRIVATE KEY or ENCRYPTED PRIVATE KEY";
        let (label, document) = SecretDocument::from_pem(text).map_err(|_| refuse("key.malformed", expected))?;
        if label == PrivateKeyInfoRef::PEM_LABEL {
            return Self::from_der(document.as_bytes());
        }
        if label != EncryptedPrivateKeyInfoRef::PEM_LABEL {
            return Err(refuse("key.malformed", expected));
        }
        let password = password.ok_or_else(|| refuse("key.password", "the password of an encrypted key"))?;
        let encrypted = EncryptedPrivateKeyInfoRef::try_from(document.as_bytes());
        let encrypted = encrypted.map_err(|_| refuse("key.malformed", "an encrypted key of PKCS#8"))?;
        let opened = encrypted.decrypt(password).map_err(|_| refuse("key.password", "the password of this key"))?;
        Self::from_der(opened.as_bytes())
    }

    fn from_der(bytes: &[u8]) -> Result<Self, Error> {
        let malformed = || refuse("key.malformed", "a private key of PKCS#8");
        let info = PrivateKeyInfoRef::try_from(bytes).map_err(|_| malformed())?;
        let curve = info.algorithm.parameters.map(AnyRef::decode_as::<ObjectIdentifier>);
        let algorithm = match (info.algorithm.oid, curve) {
            (ED25519, None) => Algorithm::Ed25519,
            (EC, Some(Ok(P256))) => Algorithm::P256,
            (EC, Some(Ok(P384))) => Algorithm::P384,
            _ => return Err(refuse("key.unsupported", "a key of Ed25519, P-256 or P-384")),
        };
        let inner = info.private_key.as_bytes();
        let (key, public) = match algorithm {
            Algorithm::Ed25519 => {
                let seed = <&OctetStringRef>::from_der(inner).map_err(|_| malformed())?;
                (Self::from_secret_bytes(algorithm, seed.as_bytes())?, info.public_key.and_then(|key| key.as_bytes()))
            }
            _ => {
                let key = sec1::EcPrivateKey::try_from(inner).map_err(|_| malformed())?;
                (Self::from_secret_bytes(algorithm, key.private_key)?, key.public_key)
            }
        };
        match public {
            Some(public) if public != key.public_point() => {
                Err(refuse("key.mismatch", "a public key that belongs to the private one"))
            }
            _ => Ok(key),
        }
    }

    /// Writes a PEM text with the label `PRIVATE KEY`.
    ///
    /// # Errors
    ///
    /// `key.malformed`, which does not happen with a key that was read or made here.
    pub fn to_pkcs8_pem(&self) -> Result<SecretText, Error> {
        let document = self.to_der()?;
        pem(&document, PrivateKeyInfoRef::PEM_LABEL)
    }

    /// Writes a PEM text with the label `ENCRYPTED PRIVATE KEY`, encrypted by AES-256 under a key that scrypt (N 2¹⁴, r 8, p 1, 16 MiB)
    /// makes of the password. `random` is 32 bytes that were never used before.
    ///
    /// # Errors
    ///
    /// `key.password` for an empty one.
    pub fn to_encrypted_pkcs8_pem(&self, password: &[u8], random: &[u8; 32]) -> Result<SecretText, Error> {
        let failed = || refuse("key.password", "a password that is not empty");
        if password.is_empty() {
            return Err(failed());
        }
        let (salt, iv) = random.split_at(16);
        let iv: [u8; 16] = iv.try_into().map_err(|_| failed())?;
        let scrypt = pkcs8::pkcs5::scrypt::Params::new(14, 8, 1).map_err(|_| failed())?;
        let parameters = pbes2::Parameters::generate_scrypt_aes256cbc(scrypt, salt, iv).map_err(|_| failed())?;
        let document = self.to_der()?;
        let info = PrivateKeyInfoRef::try_from(document.as_bytes()).map_err(|_| failed())?;
        let encrypted = info.encrypt_with_params(parameters, password).map_err(|_| failed())?;
        pem(&encrypted, EncryptedPrivateKeyInfoRef::PEM_LABEL)
    }

    fn to_der(&self) -> Result<SecretDocument, Error> {
        let failed = |_| refuse("key.malformed", "a key that can be written");
        let (secret, public) = (self.secret_bytes(), self.public_point());
        let algorithm = self.verifying_key().algorithm();
        let (oid, curve) = match algorithm {
            Algorithm::Ed25519 => (ED25519, None),
            Algorithm::P256 => (EC, Some(&P256)),
            Algorithm::P384 => (EC, Some(&P384)),
            Algorithm::Rs256 => return Err(refuse("key.unsupported", "a key of an algorithm that signs here")),
        };
        let inner = match algorithm {
            Algorithm::Ed25519 => OctetStringRef::new(&secret).and_then(|seed| seed.to_der()).map_err(failed)?,
            _ => {
                let key = sec1::EcPrivateKey { private_key: &secret, parameters: None, public_key: Some(&public) };
                key.to_der().map_err(failed)?
            }
        };
        let inner = Zeroizing::new(inner);
        let private_key = OctetStringRef::new(&inner).map_err(failed)?;
        let parameters = curve.map(AnyRef::from);
        let info: PrivateKeyInfoRef<'_> = pkcs8::PrivateKeyInfo {
            algorithm: AlgorithmIdentifierRef { oid, parameters },
            private_key,
            public_key: None::<BitStringRef<'_>>,
        };
        SecretDocument::encode_msg(&info).map_err(failed)
    }

    /// The public key as PKCS#8 writes it: a NIST point uncompressed.
    fn public_point(&self) -> Vec<u8> {
        match (&self.secret, &self.public.0) {
            (Secret::Nist(_), super::Public::Nist(key)) => [&[0x04], key.coordinates().as_slice()].concat(),
            _ => self.public.as_bytes().to_vec(),
        }
    }
}

fn pem(document: &SecretDocument, label: &'static str) -> Result<SecretText, Error> {
    let mut text = document.to_pem(label, LineEnding::LF).map_err(|_| refuse("key.malformed", "a key of PKCS#8"))?;
    Ok(SecretText::new(std::mem::take(&mut *text)))
}

fn refuse(code: &'static str, expected: &'static str) -> Error {
    Error::Key(Malformed::new(code, expected, REDACTED))
}

/// RFC 8410 §3
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
/// RFC 5480 §2.1.1
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
/// RFC 5480 §2.1.1.1
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
