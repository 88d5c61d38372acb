//! Multiples of a public key, with which its signatures are checked in two thirds of the time.

use curve25519_dalek::constants::ED25519_BASEPOINT_TABLE;
use curve25519_dalek::edwards::EdwardsBasepointTable;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::BasepointTable as _;
use sha2::{Digest as _, Sha512};

/// The multiples of the point A that are summed to any `[k]A` without a doubling between: 30 kB.
pub(super) struct Multiples(EdwardsBasepointTable);

impl Multiples {
    pub(super) fn of(key: &ed25519_dalek::VerifyingKey) -> Self {
        Self(EdwardsBasepointTable::create(&key.to_edwards()))
    }

    /// Whether the bytes of R are the encoding of `[S]B − [k]A` (RFC 8032 §5.1.7 without the cofactor), S being below L.
    pub(super) fn hold(&self, key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
        let (Some(r), Some(s)) = (signature.first_chunk::<32>(), signature.last_chunk::<32>()) else { return false };
        let Some(s) = Option::<Scalar>::from(Scalar::from_canonical_bytes(*s)) else { return false };
        let hash = Sha512::new().chain_update(r).chain_update(key).chain_update(message).finalize();
        let k = Scalar::from_bytes_mod_order_wide(&hash.into());
        #[expect(clippy::arithmetic_side_effects, reason = "the group of the curve is closed: nothing overflows")]
        let point = ED25519_BASEPOINT_TABLE * &s - &self.0 * &k;
        point.compress().as_bytes() == r
    }
}
