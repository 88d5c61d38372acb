//! RDF: datasets of statements, N-Quads (reader and canonical writer) and canonicalisation by RDFC-1.0.
//!
//! A [`Dataset`] keeps every term as the canonical N-Quads text that will be hashed, so that nothing is spelt twice.

pub mod canon;
mod dataset;
mod error;
mod nquads;
mod term;

pub use dataset::Dataset;
pub use error::Error;
pub use term::Term;
