//! JSON-LD 1.1 for credentials: contexts as tables, and expansion straight to RDF.

pub mod definition;

mod context_error;
mod contexts;
mod error;
mod notation;
mod print;
#[cfg(feature = "contexts")]
mod processor;
#[cfg(feature = "contexts")]
mod register;
#[cfg(feature = "contexts")]
mod shape;
mod vocab;

pub use context_error::ContextError;
pub use contexts::{ContextInfo, Contexts, Role};
pub use error::Error;
