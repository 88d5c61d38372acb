//! Floor 1: formats. Bytes in, checked structure out, and back.

mod base58;
pub mod bits;
pub mod gzip;
pub mod json;
pub mod ld;
pub mod multibase;
pub mod png;
pub mod rdf;
pub mod svg;
