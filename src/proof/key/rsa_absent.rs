//! Stands for RSA where the feature `rsa` is off: there are no such keys, and asking for one names the feature.

use super::Algorithm;
use crate::proof::Error;

#[derive(Clone)]
pub(super) enum PublicKey {}

impl PublicKey {
    pub(super) fn from_numbers(_: &[u8], _: &[u8]) -> Result<Self, Error> {
        Err(Error::FeatureMissing { algorithm: Algorithm::Rs256, feature: "rsa" })
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        match *self {}
    }

    pub(super) fn numbers(&self) -> [&[u8]; 2] {
        match *self {}
    }

    pub(super) fn signature_len(&self) -> usize {
        match *self {}
    }

    pub(super) fn holds(&self, _: &[u8], _: &[u8]) -> bool {
        match *self {}
    }
}
