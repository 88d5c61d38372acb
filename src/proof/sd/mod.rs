//! `ecdsa-sd-2023` (vc-di-ecdsa §3.4): a learner shows a badge without what she chooses to hide, and the issuer's signature holds.

mod cbor;
mod derived;

pub(super) use derived::SelectiveValue;
