//! `ecdsa-sd-2023` (vc-di-ecdsa §3.4): a learner shows a badge without what she chooses to hide, and the issuer's signature holds.

#[cfg(feature = "ecdsa")]
mod base;
mod cbor;
mod derived;
#[cfg(feature = "ecdsa")]
mod groups;
#[cfg(feature = "ecdsa")]
mod select;

#[cfg(feature = "ecdsa")]
pub use base::SelectiveSecrets;
#[cfg(feature = "ecdsa")]
pub(super) use base::{Base, Unsigned};
pub(super) use derived::SelectiveValue;
