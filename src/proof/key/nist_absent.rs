//! Stands for ECDSA where the feature `ecdsa` is off: there are no such keys, and asking for one names the feature.

use super::Algorithm;
use crate::proof::Error;
use zeroize::Zeroizing;

#[derive(Clone)]
pub(super) enum PublicKey {}

impl PublicKey {
    pub(super) fn from_sec1(algorithm: Algorithm, _: &[u8]) -> Result<Self, Error> {
        Err(Error::FeatureMissing { algorithm, feature: "ecdsa" })
    }

    pub(super) fn algorithm(&self) -> Algorithm {
        match *self {}
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        match *self {}
    }

    pub(super) fn coordinates(&self) -> Vec<u8> {
        match *self {}
    }

    pub(super) fn holds(&self, _: &[u8], _: &[u8]) -> bool {
        match *self {}
    }
}

pub(super) enum SecretKey {}

impl SecretKey {
    pub(super) fn from_bytes(algorithm: Algorithm, _: &[u8]) -> Result<Option<Self>, Error> {
        Err(Error::FeatureMissing { algorithm, feature: "ecdsa" })
    }

    pub(super) fn public(&self) -> Option<PublicKey> {
        match *self {}
    }

    pub(super) fn sign(&self, _: &[u8]) -> Vec<u8> {
        match *self {}
    }

    pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        match *self {}
    }
}
