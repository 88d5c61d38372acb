//! Floor 1: formats. Bytes in, checked structure out, and back.

mod base58;
pub mod bits;
pub mod gzip;
pub mod json;
pub mod ld;
pub mod multibase;
mod other_badge;
pub mod pdf;
pub mod png;
pub mod rdf;
pub mod svg;
mod token;

pub use other_badge::OtherBadge;
