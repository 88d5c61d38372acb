//! RSA keys, which verify and never sign.

use crate::base::Malformed;
use crate::proof::Error;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};

/// A modulus and an exponent under the rule of the [module](super), with their encoding.
#[derive(Clone)]
pub(super) struct PublicKey {
    modulus: Box<[u8]>,
    exponent: Box<[u8]>,
    der: Box<[u8]>,
}

impl PublicKey {
    /// Takes both numbers, big-endian, without leading zeros (RFC 7518 §6.3.1).
    pub(super) fn from_numbers(modulus: &[u8], exponent: &[u8]) -> Result<Self, Error> {
        let refuse = |code, expected, found: &str| Error::Key(Malformed::new(code, expected, found));
        if [modulus, exponent].iter().any(|number| matches!(number.first(), None | Some(0))) {
            return Err(refuse("key.malformed", "numbers without leading zeros", "another number"));
        }
        let zeros = modulus.first().map_or(0, |byte| byte.leading_zeros());
        let bits = modulus.len().saturating_mul(8).saturating_sub(usize::try_from(zeros).unwrap_or_default());
        if !(2_048..=8_192).contains(&bits) {
            return Err(refuse("key.rsa-size", "a modulus of 2048 to 8192 bits", &format!("{bits} bits")));
        }
        let value = exponent.iter().try_fold(0_u64, |sum, byte| sum.checked_mul(256)?.checked_add(u64::from(*byte)));
        if !value.is_some_and(|value| value & 1 == 1 && (65_537..1 << 33).contains(&value)) {
            let found = value.map_or_else(|| String::from("a larger number"), |value| value.to_string());
            return Err(refuse("key.rsa-exponent", "an odd exponent from 65537 to 2^33 - 1", &found));
        }
        let is_even = modulus.last().is_some_and(|byte| byte & 1 == 0);
        if is_even || is_of_faulty_generator(modulus) {
            return Err(refuse("key.rsa-weak", "a product of two random primes", "a modulus that is easily factored"));
        }
        let der = sequence(&[integer(modulus), integer(exponent)].concat());
        Ok(Self { modulus: modulus.into(), exponent: exponent.into(), der: der.into() })
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.der
    }

    pub(super) fn numbers(&self) -> [&[u8]; 2] {
        [&self.modulus, &self.exponent]
    }

    /// A signature is as long as the modulus (RFC 8017 §8.2.2, step 1).
    pub(super) fn signature_len(&self) -> usize {
        self.modulus.len()
    }

    pub(super) fn holds(&self, message: &[u8], signature: &[u8]) -> bool {
        let key = RsaPublicKeyComponents { n: &self.modulus, e: &self.exponent };
        key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
    }
}

/// CVE-2017-15361: primes of that generator are powers of 65,537 modulo every small prime, and so are their products. A random
/// modulus is that modulo all of them once in more than 10⁸ times.
fn is_of_faulty_generator(modulus: &[u8]) -> bool {
    SMALL_PRIMES.iter().all(|prime| {
        let next = |rest: u32, byte: u32| rest.saturating_mul(256).saturating_add(byte).checked_rem(*prime);
        let rest = modulus.iter().try_fold(0, |rest, byte| next(rest, u32::from(*byte)));
        let powers = std::iter::successors(Some(1), |power: &u32| power.saturating_mul(65_537).checked_rem(*prime));
        let order = usize::try_from(*prime).unwrap_or_default();
        powers.take(order).any(|power| Some(power) == rest)
    })
}

const SMALL_PRIMES: [u32; 38] = [
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
    113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];

/// A positive INTEGER in DER (X.690 §8.3).
fn integer(number: &[u8]) -> Vec<u8> {
    let sign: &[u8] = if number.first().is_some_and(|byte| *byte >= 0x80) { &[0] } else { &[] };
    tagged(0x02, &[sign, number].concat())
}

fn sequence(content: &[u8]) -> Vec<u8> {
    tagged(0x30, content)
}

/// X.690 §8.1.3: a length below 128 in one byte, others with the number of their bytes before them.
fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let bytes = content.len().to_be_bytes();
    let significant: Vec<u8> = bytes.into_iter().skip_while(|byte| *byte == 0).collect();
    let count = u8::try_from(significant.len()).unwrap_or_default();
    let length = if content.len() < 128 { significant } else { [&[0x80 | count], significant.as_slice()].concat() };
    [&[tag], length.as_slice(), content].concat()
}
